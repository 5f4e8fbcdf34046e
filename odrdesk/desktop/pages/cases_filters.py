"""The filters of the case list: which conditions a chip stands for, what can be picked, and how it is said."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from odrdesk.desktop.formats import day_short, money
from odrdesk.desktop.models.case_columns import catalogue
from odrdesk.desktop.widgets.filter_chip import Option
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.listing import ME, NONE, VIEWS, Condition, Op, Relative, Stretch, Value, written
from odrdesk.domain.listing import Listing as List
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Category, Channel, Claim, State, Tier
from odrdesk.text import _, ngettext, word

Where = tuple[Condition, ...]


class Chip(StrEnum):
    """The filters that have a chip; the value is the field of the listing it narrows."""

    STATE = "state"
    OFFICER = "officer"
    CHANNEL = "channel"
    DUE = "due"
    AMOUNT = "amount"
    MERCHANT = "merchant"
    CATEGORY = "category"
    TAG = "tag"
    RECEIVED = "received"
    REGISTERED = "registered"
    CLOSED = "closed"
    CONTACTED = "contacted"
    CLAIM = "claim"
    PREPAY = "prepay"
    TIER = "tier"
    GOODS = "goods"
    ROOM = "room"
    POINT = "point"
    REGION = "region"


ALWAYS = (Chip.STATE, Chip.OFFICER, Chip.CHANNEL, Chip.DUE, Chip.AMOUNT)
"""The chips that stand there before they filter; the others are among the further conditions."""

DATES = frozenset({Chip.DUE, Chip.RECEIVED, Chip.REGISTERED, Chip.CLOSED, Chip.CONTACTED})
WORDED = frozenset({Chip.MERCHANT, Chip.GOODS, Chip.ROOM, Chip.POINT, Chip.REGION})
OPEN, ENDED = "open", "ended"
_DUE: Mapping[str, Where] = {
    "late": (Condition("due", Op.LT, (Relative(0),)),),
    "today": (Condition("due", Op.EQ, (Relative(0),)),),
    "three": (Condition("due", Op.GE, (Relative(0),)), Condition("due", Op.LE, (Relative(3),))),
    "week": (Condition("due", Op.GE, (Relative(0),)), Condition("due", Op.LE, (Relative(7),))),
    "month": (Condition("due", Op.GE, (Relative(0),)), Condition("due", Op.LE, (Relative(30),))),
    NONE: (Condition("due", Op.EQ, (NONE,)),),
}
_AMOUNTS: Mapping[str, tuple[int | None, int | None]] = {
    "small": (None, 500_00),
    "middle": (500_00, 2_000_00),
    "large": (2_000_00, 10_000_00),
    "huge": (10_000_00, None),
}
TABS = (
    "mine", "open", "overdue", "today", "soon", "odr12315", "prepaying", "performing", "closed_month", "unassigned",
    "new", "outside", "finished", "all",
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
        "odr12315": _("12315 转入"),
        "closed_month": _("本月已结"),
    }[key]


def chip_words(chip: Chip) -> str:
    """The name of a filter."""
    return {
        Chip.STATE: _("状态"),
        Chip.CHANNEL: _("渠道"),
        Chip.CATEGORY: _("类别"),
        Chip.TAG: _("标签"),
        Chip.OFFICER: _("经办人"),
        Chip.DUE: _("期限"),
        Chip.PREPAY: _("先行赔付"),
        Chip.AMOUNT: _("金额"),
        Chip.MERCHANT: _("商家"),
        Chip.RECEIVED: _("收到日"),
        Chip.REGISTERED: _("登记日"),
        Chip.CLOSED: _("结案日"),
        Chip.CONTACTED: _("最近联系"),
        Chip.CLAIM: _("诉求"),
        Chip.TIER: _("提醒级别"),
        Chip.GOODS: _("商品"),
        Chip.ROOM: _("直播间"),
        Chip.POINT: _("联络点"),
        Chip.REGION: _("地区"),
    }[chip]


def options(chip: Chip, names: Sequence[str]) -> Sequence[Option]:
    """What can be picked; `names` are those of the desk's clerks, or of its tags."""
    match chip:
        case Chip.STATE:
            states = [Option(state.value, word(state)) for state in State if state not in (State.DRAFT, State.CLOSED)]
            return [Option(OPEN, _("未结案"), only=True), Option(ENDED, _("已结案"), only=True), *states]
        case Chip.OFFICER:
            return [Option(ME, _("我")), Option(NONE, _("未分派")), *_as_named(names)]
        case Chip.DUE | Chip.AMOUNT:
            due = {key: _due_words(key) for key in _DUE}
            amounts = {key: amount_words(*ends) for key, ends in _AMOUNTS.items()}
            told = due if chip is Chip.DUE else amounts
            return [Option(key, words, only=True) for key, words in told.items()]
        case Chip.TAG:
            return [Option(NONE, _("没有标签")), *_as_named(names)]
        case _ if chip in _MEMBERS:
            return [Option(member.value, word(member)) for member in _MEMBERS[chip]]
        case _:
            days = [("today", _("今天")), *((one.value, stretch_words(one)) for one in Stretch)]
            return [Option(key, words, only=True) for key, words in days] if chip in DATES else []


def _as_named(names: Sequence[str]) -> Sequence[Option]:
    return [Option(name, name) for name in names]


_MEMBERS: Mapping[Chip, Sequence[StrEnum]] = {
    Chip.CHANNEL: tuple(Channel),
    Chip.CATEGORY: tuple(Category),
    Chip.CLAIM: tuple(Claim),
    Chip.PREPAY: tuple(PrepayState),
    Chip.TIER: tuple(Tier),
}


def keys(chip: Chip, where: Where) -> Sequence[str]:
    """The options that stand for the conditions there are."""
    own = part(chip, where)
    if chip in DATES or chip is Chip.AMOUNT:
        offered = [option.key for option in options(chip, ())] if own else []
        return [key for key in offered if _meant(chip, key) == own]
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
    if chip in DATES or chip is Chip.AMOUNT:
        named = keys(chip, where)
        said = {option.key: option.words for option in options(chip, ())}
        if named:
            return said[named[0]]
        return amount_words(*ends(chip, where)) if _ranged(own) and chip is Chip.AMOUNT else _span(own)
    named = keys(chip, where)
    if chip in WORDED or chip is Chip.TAG:
        blank = _("没有标签") if chip is Chip.TAG else _("未填")
        told = [blank if key == NONE else key for key in named]
    else:
        told = [option.words for option in options(chip, _named(own)) if option.key in named]
    told += [_("非“{value}”").format(value=value_words(chip, value)) for value in _shut_out(own)]
    return _("、").join(told) if len(told) <= 2 else ngettext("{n} 项", "{n} 项", len(told)).format(n=len(told))


def picked(chip: Chip, where: Where, chosen: Sequence[str]) -> Where:
    """The conditions after a filter was changed; the others stay."""
    rest = tuple(one for one in where if one not in part(chip, where))
    if not chosen:
        return rest
    if chip in DATES or chip is Chip.AMOUNT:
        return (*rest, *_meant(chip, chosen[-1]))
    if chip is Chip.STATE and chosen[-1] in (OPEN, ENDED):
        return (*rest, Condition("open", Op.EQ, (chosen[-1] == OPEN,)))
    return (*rest, Condition(chip.value, Op.EQ, tuple(chosen)))


def ranged(chip: Chip, where: Where, low: Value | None, high: Value | None) -> Where:
    """The conditions after a range was given to a filter; an open end lets all through."""
    rest = tuple(one for one in where if one not in part(chip, where))
    given = ((Op.GE, low), (Op.LE, high))
    return (*rest, *(Condition(chip.value, op, (value,)) for op, value in given if value is not None))


def worded(chip: Chip, where: Where, text: str) -> Where:
    """The conditions after words were given to a filter, with commas between several."""
    told = text.replace("，", ",").replace("、", ",").replace('"', "").split(",")
    return picked(chip, where, [" ".join(one.split()) for one in told if one.strip()])


def ends(chip: Chip, where: Where) -> tuple[int | None, int | None]:
    """From and to of an amount, in fen."""
    found: dict[Op, int] = {one.op: one.values[0] for one in part(chip, where) if isinstance(one.values[0], int)}
    if Op.EQ in found:
        return found[Op.EQ], found[Op.EQ]
    return found.get(Op.GE), found.get(Op.LE)


def day_ends(chip: Chip, where: Where) -> tuple[date | None, date | None]:
    """From and to of a filter by days, where they are days of the calendar."""
    found = {one.op: one.values[0] for one in part(chip, where)}
    low, high = (found.get(Op.EQ, found.get(op)) for op in (Op.GE, Op.LE))
    return low if isinstance(low, date) else None, high if isinstance(high, date) else None


def part(chip: Chip, where: Where) -> Where:
    """The conditions a chip stands for."""
    fields = {"state", "open"} if chip is Chip.STATE else {chip.value}
    return tuple(one for one in where if one.field in fields)


def others(where: Where) -> Where:
    """The conditions no chip stands for."""
    covered = {chip.value for chip in Chip} | {"open"}
    return tuple(one for one in where if one.field not in covered)


def other_words(one: Condition) -> str:
    """A condition without a chip: `级别：2`, or as it is written where it is no plain value."""
    column = catalogue().get(one.field)
    if column is None or one.op not in (Op.EQ, Op.NE):
        return written(List((one,)))
    values = _("、").join(_("未填") if value == NONE else _plain(one.field, value) for value in one.values)
    said = _("非“{value}”").format(value=values) if one.op is Op.NE else values
    return _("{name}：{words}").format(name=column.title, words=said)


def narrowed(view: str, where: Where) -> Where:
    """The conditions of a built-in view, and further ones in place of those on the same field."""
    fields = {one.field for one in where}
    return (*(one for one in VIEWS[view].where if one.field not in fields), *where)


def with_value(where: Where, one: Condition) -> Where:
    """One condition more, from a value in the list; the same field's equal ones give way to it."""
    if one.op is Op.NE:
        return (*(known for known in where if known != one), one)
    fields = {"state", "open"} if one.field == "state" else {one.field}
    return (*(known for known in where if known.field not in fields), one)


def value_words(chip: Chip, value: Value) -> str:
    """A single value of a filter in words."""
    known = {option.key: option.words for option in options(chip, ())}
    return known.get(str(value), _day(value) if isinstance(value, date) else str(value))


def amount_words(low: int | None, high: int | None) -> str:
    """`¥500.00 至 ¥2,000.00`, or with one end only."""
    if low is not None and low == high:
        return money(Fen(low))
    if low is not None and high is not None:
        return _("{low} 至 {high}").format(low=money(Fen(low)), high=money(Fen(high)))
    if low is not None:
        return _("{low} 以上").format(low=money(Fen(low)))
    return _("{high} 以下").format(high=money(Fen(high or 0)))


def stretch_words(one: Stretch) -> str:
    """The name of a stretch of days."""
    return {
        Stretch.WEEK: _("本周"),
        Stretch.LAST_WEEK: _("上周"),
        Stretch.MONTH: _("本月"),
        Stretch.LAST_MONTH: _("上月"),
        Stretch.YEAR: _("今年"),
    }[one]


def _meant(chip: Chip, key: str) -> Where:
    """The conditions an option of days or money stands for."""
    if chip is Chip.DUE:
        return _DUE[key]
    if chip is Chip.AMOUNT:
        return ranged(chip, (), *_AMOUNTS[key])
    value: Value = Relative(0) if key == "today" else Stretch(key)
    return (Condition(chip.value, Op.EQ, (value,)),)


def _ranged(own: Where) -> bool:
    return all(one.op in (Op.GE, Op.LE, Op.EQ) and len(one.values) == 1 for one in own)


def _shut_out(own: Where) -> Sequence[Value]:
    return [value for one in own if one.op is Op.NE for value in one.values]


def _named(own: Where) -> Sequence[str]:
    return [str(value) for one in own if one.field == "officer" for value in one.values if value not in (ME, NONE)]


def _plain(field: str, value: Value) -> str:
    if field in ("paid", "settled", "prepaid") and isinstance(value, int):
        return money(Fen(value))
    return _day(value) if isinstance(value, date | Relative) else str(value)


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
    if any(one.op in (Op.EQ, Op.NE) for one in own):
        told = [_("非“{value}”").format(value=_day(value)) if one.op is Op.NE else _day(value)
                for one in own for value in one.values]  # fmt: skip
        return _("、").join(told)
    after = [_day(one.values[0]) for one in own if one.op is Op.GT]
    first = [_day(one.values[0]) for one in own if one.op is Op.GE]
    last = [_day(one.values[0]) for one in own if one.op in (Op.LE, Op.LT)]
    since = _("{day} 之后").format(day=after[0]) if after else _("{day} 起").format(day=first[0]) if first else ""
    until = _("{day} 止").format(day=last[0]) if last else ""
    return _("，").join(said for said in (since, until) if said) or written(List(own))


def _day(value: Value) -> str:
    if isinstance(value, Stretch):
        return stretch_words(value)
    if value == NONE:
        return _("未填")
    if isinstance(value, Relative):
        return _("今天") if not value.days else ngettext("{n} 天", "{n} 天", value.days).format(n=f"{value.days:+d}")
    return day_short(value) if isinstance(value, date) else str(value)
