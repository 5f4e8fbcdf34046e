"""What happened last on the desk, entry by entry of the record, in one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from odrdesk.desktop.act_words import act_icon, act_word
from odrdesk.desktop.formats import DOT, clock, stamp
from odrdesk.desktop.pages.case_words import STEP, moment, money_words
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.domain.workdays import day_of
from odrdesk.services.lists import Board
from odrdesk.text import _, ngettext, word

_REGISTER = f"{STEP}{Step.REGISTER}"
IMPORT = "intake.import"
_TOGETHER = 3
"""From so many registrations in a row they are told as one."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what happened: `what` to which case, `aside` when and by whom; `key` opens the case."""

    icon: str
    tone: Tone
    what: str
    aside: str
    key: int | None


def events(board: Board) -> Sequence[Event]:
    """The latest entries, newest first; registrations in a row stand as one line, with the import they came from."""
    told: list[Event] = []
    rows = [list(group) for _act, group in groupby(board.recent, key=lambda one: (one.entry.act, one.clerk_name))]
    for place, group in enumerate(rows):
        came = rows[place - 1] if place and group[0].entry.act == IMPORT else []
        if group[0].entry.act == _REGISTER and _imported(rows, place):
            continue
        if group[0].entry.act == _REGISTER and len(group) >= _TOGETHER:
            words = ngettext("登记 {n} 件案件", "登记 {n} 件案件", len(group)).format(n=len(group))
            told.append(Event("file-plus", Tone.NEUTRAL, words, _aside(group[0], board), None))
            continue
        told += [_event(one, board) for one in group]
        if came and came[0].entry.act == _REGISTER:
            count = ngettext("{n} 件", "{n} 件", len(came)).format(n=len(came))
            told[-len(group)] = replace(told[-len(group)], what=DOT.join((told[-len(group)].what, count)))
    return told


def _imported(rows: Sequence[Sequence[Written]], place: int) -> bool:
    """Whether the entry before these registrations (the next in the list) is the import they came from."""
    return place + 1 < len(rows) and rows[place + 1][0].entry.act == IMPORT


def _event(written: Written, board: Board) -> Event:
    entry = written.entry
    number = board.numbers.get(entry.dispute or 0, "")
    if entry.dispute is None:
        icon, tone, what = _of_desk(entry.act, {} if written.erased else entry.facts)
    else:
        told = moment(written, "")
        icon, tone, what = told.icon, told.tone, f"{number} {told.mark}"
        if entry.act.startswith("paper.") and not written.erased:
            kind = str(entry.facts.get("kind", ""))
            what = f"{what} {word(PaperKind(kind)) if kind in list(PaperKind) else kind}".rstrip()
    return Event(icon, tone, what, _aside(written, board), entry.dispute)


def _aside(written: Written, board: Board) -> str:
    at = written.written_at
    when = clock(at) if day_of(at) == board.day else stamp(at, year=day_of(at).year != board.day.year)
    return DOT.join((when, written.clerk_name or _("系统")))


def _of_desk(act: str, facts: Mapping[str, object]) -> tuple[str, Tone, str]:
    """An entry that belongs to no case."""
    name, file = facts.get("name", ""), facts.get("file", "")
    return {
        IMPORT: ("file-spreadsheet", Tone.INFO, _("导入 {file}").format(file=file)),
        "intake.undo": ("undo-2", Tone.NEUTRAL, _("撤回导入 {file}").format(file=file)),
        "clerk.add": ("user-plus", Tone.NEUTRAL, _("添加人员 {name}").format(name=name)),
        "clerk.password": ("lock", Tone.NEUTRAL, _("设置密码：{name}").format(name=name)),
        "clerk.password_failed": ("lock", Tone.WARN, _("密码输错：{name}").format(name=name)),
        "clerk.recovery": ("shield-check", Tone.NEUTRAL, _("制作恢复码：{name}").format(name=name)),
        "clerk.recovery_failed": ("lock", Tone.WARN, _("恢复码输错：{name}").format(name=name)),
        "clerk.recovered": ("unlock", Tone.WARN, _("用恢复码重设了密码：{name}").format(name=name)),
        "clerk.roles": ("users", Tone.NEUTRAL, _("修改职责：{name}").format(name=name)),
        "clerk.leave": ("log-out", Tone.NEUTRAL, _("离席：{name}").format(name=name)),
        "clerk.back": ("user", Tone.NEUTRAL, _("恢复席位：{name}").format(name=name)),
        "desk.create": ("database", Tone.NEUTRAL, _("建立工作台")),
        "desk.backup": ("archive", Tone.NEUTRAL, _("备份")),
        "desk.restore": ("history", Tone.WARN, _("从备份恢复")),
        "departments.set": ("landmark", Tone.NEUTRAL, _("修改协同部门")),
        "pattern.dismiss": ("ban", Tone.NEUTRAL, _("同类投诉不作处理：{name}").format(name=name)),
        "pattern.leads": ("flag", Tone.WARN, _("为同类投诉登记线索：{name}").format(name=name)),
        "view.share": ("users", Tone.NEUTRAL, _("已共享视图“{name}”").format(name=name)),
        "view.unshare": ("users", Tone.NEUTRAL, _("已停止共享视图“{name}”").format(name=name)),
        "tag.add": ("tag", Tone.NEUTRAL, _("新建标签“{name}”").format(name=name)),
        "tag.change": ("tag", Tone.NEUTRAL, _renamed(facts)),
        "tag.retire": ("tag", Tone.NEUTRAL, _("停用标签“{name}”").format(name=name)),
        "tag.restore": ("tag", Tone.NEUTRAL, _("恢复标签“{name}”").format(name=name)),
        "settings.change": ("settings", Tone.NEUTRAL, _("修改设置")),
    }.get(act, (act_icon(act), Tone.NEUTRAL, _by_word(act, facts)))


def _renamed(facts: Mapping[str, object]) -> str:
    """A tag that has another name, or another colour only."""
    name, old = facts.get("name", ""), facts.get("old", "")
    if name == old:
        return _("修改标签“{name}”").format(name=name)
    return _("标签“{old}”改名为“{name}”").format(old=old, name=name)


def _by_word(act: str, facts: Mapping[str, object]) -> str:
    """The act's word, then whose and how much where the entry says so: money that came into the fund."""
    firm, amount = facts.get("merchant"), facts.get("amount")
    told = (act_word(act), str(firm) if firm else "", money_words(amount) if amount else "")
    return " ".join(part for part in told if part)
