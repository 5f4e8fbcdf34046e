"""The filters of the case list: which conditions a chip stands for, what can be picked, and how it is said."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from odrdesk.desktop.formats import day_short
from odrdesk.desktop.widgets.filter_chip import Option
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.listing import ME, NONE, VIEWS, Condition, Op, Relative, Value, written
from odrdesk.domain.listing import Listing as List
from odrdesk.domain.vocabulary import Category, Channel, State
from odrdesk.text import _, ngettext, word

Where = tuple[Condition, ...]


class Chip(StrEnum):
    """The filters that have a chip."""

    STATE = "state"
    CHANNEL = "channel"
    CATEGORY = "category"
    OFFICER = "officer"
    DUE = "due"
    PREPAY = "prepay"


_FIELDS: Mapping[Chip, frozenset[str]] = {
    Chip.STATE: frozenset({"state", "open"}),
    Chip.CHANNEL: frozenset({"channel"}),
    Chip.CATEGORY: frozenset({"category"}),
    Chip.OFFICER: frozenset({"officer"}),
    Chip.DUE: frozenset({"due"}),
    Chip.PREPAY: frozenset({"prepay"}),
}
OPEN, ENDED = "open", "ended"
_DUE: Mapping[str, Where] = {
    "late": (Condition("due", Op.LT, (Relative(0),)),),
    "today": (Condition("due", Op.EQ, (Relative(0),)),),
    "three": (Condition("due", Op.GE, (Relative(0),)), Condition("due", Op.LE, (Relative(3),))),
    "week": (Condition("due", Op.GE, (Relative(0),)), Condition("due", Op.LE, (Relative(7),))),
    "month": (Condition("due", Op.GE, (Relative(0),)), Condition("due", Op.LE, (Relative(30),))),
    NONE: (Condition("due", Op.EQ, (NONE,)),),
}
TABS = (
    "mine", "open", "overdue", "today", "soon", "unassigned", "new", "performing", "prepaying", "outside",
    "finished", "all",
)  # fmt: skip
"""The built-in views in the order of their tabs."""


def view_words(key: str) -> str:
    """The name of a built-in view."""
    return {
        "mine": _("我的待办"),
        "open": _("全部在办"),
        "overdue": _("已逾期"),
        "today": _("今日到期"),
        "soon": _("7 日内到期"),
        "unassigned": _("待分派"),
        "new": _("待受理"),
        "performing": _("待履行核对"),
        "prepaying": _("先行赔付中"),
        "outside": _("外部处理中"),
        "finished": _("已结案"),
        "all": _("全部案件"),
    }[key]


def chip_words(chip: Chip) -> str:
    """The name of a filter."""
    return {
        Chip.STATE: _("状态"),
        Chip.CHANNEL: _("渠道"),
        Chip.CATEGORY: _("类别"),
        Chip.OFFICER: _("经办人"),
        Chip.DUE: _("期限"),
        Chip.PREPAY: _("先行赔付"),
    }[chip]


def options(chip: Chip, officers: Sequence[str]) -> Sequence[Option]:
    """What can be picked; `officers` are the names of the desk's clerks."""
    match chip:
        case Chip.STATE:
            states = [Option(state.value, word(state)) for state in State if state not in (State.DRAFT, State.CLOSED)]
            return [Option(OPEN, _("未结案"), only=True), Option(ENDED, _("已结案"), only=True), *states]
        case Chip.CHANNEL:
            return [Option(channel.value, word(channel)) for channel in Channel]
        case Chip.CATEGORY:
            return [Option(category.value, word(category)) for category in Category]
        case Chip.OFFICER:
            return [Option(ME, _("我")), Option(NONE, _("未分派")), *(Option(name, name) for name in officers)]
        case Chip.DUE:
            return [Option(key, _due_words(key), only=True) for key in _DUE]
        case Chip.PREPAY:
            return [Option(state.value, word(state)) for state in PrepayState]


def keys(chip: Chip, where: Where) -> Sequence[str]:
    """The options that stand for the conditions there are."""
    own = part(chip, where)
    if chip is Chip.DUE:
        return [key for key, meant in _DUE.items() if meant == own]
    found: list[str] = []
    for one in own:
        if one.field == "open":
            found.append(OPEN if one.values == (True,) else ENDED)
        elif one.op is Op.EQ:
            found += [str(value) for value in one.values]
    return found


def words(chip: Chip, where: Where) -> str:
    """What a filter lets through; empty when all."""
    own = part(chip, where)
    if not own:
        return ""
    if chip is Chip.DUE:
        named = keys(chip, where)
        return _due_words(named[0]) if named else _span(own)
    said = [option.words for option in options(chip, _named(own)) if option.key in keys(chip, where)]
    return _("、").join(said) if len(said) <= 2 else ngettext("{n} 项", "{n} 项", len(said)).format(n=len(said))


def picked(chip: Chip, where: Where, chosen: Sequence[str]) -> Where:
    """The conditions after a filter was changed; the others stay."""
    rest = tuple(one for one in where if one not in part(chip, where))
    if not chosen:
        return rest
    if chip is Chip.DUE:
        return (*rest, *_DUE[chosen[-1]])
    if chip is Chip.STATE and chosen[-1] in (OPEN, ENDED):
        return (*rest, Condition("open", Op.EQ, (chosen[-1] == OPEN,)))
    return (*rest, Condition(chip.value, Op.EQ, tuple(chosen)))


def part(chip: Chip, where: Where) -> Where:
    """The conditions a chip stands for."""
    return tuple(one for one in where if one.field in _FIELDS[chip])


def others(where: Where) -> str:
    """The conditions no chip stands for, as they are written."""
    covered = frozenset().union(*_FIELDS.values())
    return written(List(tuple(one for one in where if one.field not in covered)))


def narrowed(view: str, where: Where) -> Where:
    """The conditions of a built-in view, and further ones in place of those on the same field."""
    fields = {one.field for one in where}
    return (*(one for one in VIEWS[view].where if one.field not in fields), *where)


def _named(own: Where) -> Sequence[str]:
    return [str(value) for one in own if one.field == "officer" for value in one.values if value not in (ME, NONE)]


def _due_words(key: str) -> str:
    return {
        "late": _("已逾期"),
        "today": _("今天"),
        "three": _("3 日内"),
        "week": _("7 日内"),
        "month": _("30 日内"),
        NONE: _("没有期限"),
    }[key]


def _span(own: Where) -> str:
    """Days that no option names: `11-24 至 11-26`."""
    after = [_day(one.values[0]) for one in own if one.op is Op.GT]
    first = [_day(one.values[0]) for one in own if one.op is Op.GE]
    last = [_day(one.values[0]) for one in own if one.op in (Op.LE, Op.LT)]
    since = _("{day} 之后").format(day=after[0]) if after else _("{day} 起").format(day=first[0]) if first else ""
    until = _("{day} 止").format(day=last[0]) if last else ""
    return _("，").join(said for said in (since, until) if said) or written(List(own))


def _day(value: Value) -> str:
    if isinstance(value, Relative):
        return _("今天") if not value.days else ngettext("{n} 天", "{n} 天", value.days).format(n=f"{value.days:+d}")
    return day_short(value) if isinstance(value, date) else str(value)
