"""What the board shows of today, read in one go off the GUI thread and put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from odrdesk.desktop.formats import DOT, day_short, day_title
from odrdesk.desktop.models.columns import case_row
from odrdesk.desktop.models.due import DueItem, Heading
from odrdesk.desktop.pages.case_words import verb
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.reporting import PeriodKind, containing
from odrdesk.domain.workdays import ONE_DAY
from odrdesk.services import backup_place, drafts, escalation, lists, upkeep
from odrdesk.services.desk import Desk
from odrdesk.services.escalation import Raised
from odrdesk.services.lists import Board, DueRow, Scope
from odrdesk.text import _, ngettext

_WARNED_FROM_MONTH = 11


@dataclass(frozen=True, slots=True)
class Today:
    """The board and what stands around it.

    `next_day` is the working day a rest day gives way to, None on a working day; `estimated` the coming year while its
    holidays are not announced, from November on; `drafts` how many forms lie half-typed; `backed_up` the last backup;
    `raised` the cases for which a rise is proposed; `month_left` the working days until this month's report is counted,
    today among them; `unplugged` the second place of the backups while it is not there; `behind` the days since it was
    last written, when these are too many.
    """

    board: Board
    next_day: date | None
    estimated: int | None
    drafts: int
    backed_up: datetime | None
    raised: tuple[Raised, ...] = ()
    month_left: int = 0
    unplugged: Path | None = None
    behind: int | None = None


def look_at(desk: Desk, scope: Scope) -> Today:
    """Read the board of the desk's today (Asia/Shanghai)."""
    board = lists.board(desk, scope)
    calendar, day = desk.calendar, board.day
    coming = date(day.year + 1, 1, 1)
    early = day.month < _WARNED_FROM_MONTH or not calendar.provisional(coming)
    copies = upkeep.backups(desk.path)
    return Today(
        board=board,
        next_day=None if board.working else calendar.add_working_days(day, 1),
        estimated=None if early else coming.year,
        drafts=len(drafts.kept(desk)),
        backed_up=max((copy.made_at for copy in copies), default=None),
        raised=escalation.proposed_now(desk, mine=scope is Scope.MINE),
        month_left=calendar.working_days_between(day - ONE_DAY, containing(day, PeriodKind.MONTH).last),
        unplugged=backup_place.unplugged(desk),
        behind=backup_place.behind(desk),
    )


def headline(today: Today) -> str:
    """`11 月 23 日 周一 · 工作日 · 今天需办 8 件，其中 3 件已逾期；11 月监管月报还剩 6 个工作日`."""
    board = today.board
    late, due = board.tiles.overdue, board.tiles.overdue + board.tiles.today
    kind = _("工作日") if board.working else _("休息日")
    if not due:
        work = _("今天没有到期案件")
    elif late:
        work = _("今天需办 {n} 件，其中 {late} 件已逾期").format(n=due, late=late)
    else:
        work = _("今天需办 {n} 件").format(n=due)
    left = ngettext("{month} 月监管月报还剩 {n} 个工作日", "{month} 月监管月报还剩 {n} 个工作日", today.month_left)
    report = left.format(month=board.day.month, n=today.month_left)
    return _("；").join((DOT.join((day_title(board.day), kind, work)), report))


def due_items(board: Board, rows: Sequence[DueRow] | None = None) -> Sequence[Heading | DueItem]:
    """These rows, or all of the board, under their headings, the most overdue first."""
    items: list[Heading | DueItem] = []
    # An hour limit past its moment and a wait that is over stand by their day elsewhere than in their group.
    ordered = sorted(board.rows if rows is None else rows, key=lambda found: _GROUPS.index(_group(found, board.day)))
    for words, group in groupby(ordered, key=lambda found: _group(found, board.day)):
        rows = list(group)
        items.append(_heading(words, rows, board.day))
        items += [DueItem(case_row(one), verb(one.next) if one.next else "", one.row.level) for one in rows]
    return items


def nothing_today(board: Board) -> tuple[str, str] | None:
    """What is said where nothing is due today but something soon: a sentence, and the words of the way there."""
    if board.tiles.overdue or board.tiles.today or not board.rows:
        return None
    first = _group(board.rows[0], board.day)
    count = sum(_group(one, board.day) == first for one in board.rows)
    when = {"tomorrow": _("明天"), "after": _("后天"), "week": _("本周")}.get(first, _("以后几天"))
    asked = ngettext("今天没有到期案件。看看{when} {n} 件？", "今天没有到期案件。看看{when} {n} 件？", count)
    return asked.format(when=when, n=count), _("看{when}").format(when=when)


def nothing_due(board: Board) -> tuple[str, str, str]:
    """What stands where the list is empty: a sentence, an explanation, the way on."""
    if board.tiles.open:
        return _("未来 10 个工作日没有到期案件"), "", _("看全部在办案件")
    return _("没有在办案件"), _("登记第一件，或者从 12315 导出的表格导入。"), _("新建案件")


def _group(found: DueRow, today: date) -> str:
    due = found.row.due
    if due is None or found.late:
        return "late"
    apart = max(0, (due - today).days)
    if apart < len(_NEAR):
        return _NEAR[apart]
    return "week" if due <= _sunday(today) else "later"


_NEAR = ("today", "tomorrow", "after")
_GROUPS = ("late", *_NEAR, "week", "later")


def _sunday(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _heading(group: str, rows: Sequence[DueRow], today: date) -> Heading:
    count = ngettext("{n} 件", "{n} 件", len(rows)).format(n=len(rows))
    tomorrow, after = (day_short(today + timedelta(days=days)) for days in (1, 2))
    words, tone = {
        "late": (_("已逾期"), Tone.DANGER),
        "today": (_("今天到期"), Tone.WARN),
        "tomorrow": (_("明天 {day}").format(day=tomorrow), Tone.NEUTRAL),
        "after": (_("后天 {day}").format(day=after), Tone.NEUTRAL),
        "week": (_("本周"), Tone.NEUTRAL),
        "later": (_("更晚"), Tone.NEUTRAL),
    }[group]
    aside = DOT.join((count, _("请先说明原因再续办"))) if group == "late" else count
    return Heading(words, aside, tone)
