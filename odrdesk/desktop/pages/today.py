"""今日工作台: what is due, what comes next, what just happened. The first row is chosen, so Enter works at once."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from odrdesk.desktop import formats
from odrdesk.desktop.forms.scroller import BAR
from odrdesk.desktop.pages import today_words
from odrdesk.desktop.pages.case_deadlines import derivation
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.today_begin import BeginCard
from odrdesk.desktop.pages.today_due import DueCard
from odrdesk.desktop.pages.today_side import Side
from odrdesk.desktop.pages.today_tiles import Door, Tiles
from odrdesk.desktop.pages.today_words import Today
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.listing import Condition, Op
from odrdesk.domain.patterns import Pattern
from odrdesk.services import patterns, prepayments, reports
from odrdesk.services.desk import Changes, Desk
from odrdesk.services.lists import Scope, narrowed
from odrdesk.services.prepayments import Overview
from odrdesk.services.reports import Rate
from odrdesk.text import _, ngettext

LOW = 800
"""Pixels of the window's height at 100 % below which tiles and rows stand closer."""

__all__ = ["Door", "TodayPage"]


class TodayPage(Page):
    """`opened(key)` a dispute; `led(Door)` to a list; `looked(Today)` after each reading; `recalled` to the form.

    `drafts_asked` to what is half-typed. For the case chosen, without opening it: `contact_asked(number)`,
    `why_asked(number)`; for all that are ticked `assign_asked(keys)`. `printed(Scope)` the list of today,
    `rate_asked` the figures of the month.
    """

    opened = Signal(int)
    contact_asked = Signal(str)
    assign_asked = Signal(list)
    why_asked = Signal(str)
    led = Signal(object)
    looked = Signal(object)
    recalled = Signal()
    drafts_asked = Signal()
    backup_asked = Signal()
    printed = Signal(object)
    rate_asked = Signal()

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._today: Today | None = None
        self._asked = 0
        self._warned_of, self._gone = 0, ""
        self.due, self.side, self._tiles = DueCard(look), Side(look), Tiles(look, desk)
        self.list, self.empty, self.stack = self.due.list, self.due.empty, self.due.stack
        self.tiles = self._tiles.tiles
        self.fund, self.rises, self.alike = self.side.fund, self.side.rises, self.side.alike
        self.bars, self.events = self.side.bars, self.side.events
        options = [(Scope.MINE, _("我的")), (Scope.POINT, _("本组")), (Scope.ALL, _("全部"))]
        self.scope = Segmented(look, _("范围"), [(key.value, words) for key, words in options], Scope.ALL.value)
        self.scope.setToolTip(_("本组：我有在办案件的联络点的全部案件"))
        self.rest, self.estimate, self.unplugged = Banner(look), Banner(look), Banner(look)
        self.behind, self._behind_told = Banner(look), False
        self.unfinished = Button(look, "", "pencil")
        self.unfinished.hide()
        self.print = Button(look, _("打印今日清单"), "printer")
        self.title, self.subtitle = Label(_("今日工作台"), 20, bold=True), Elided("", 13, Ink.TEXT3)
        self.begin = BeginCard(look, work, desk)
        self._connect()
        self._arrange()

    @property
    def whose(self) -> Scope:
        """Whose cases are shown."""
        return Scope(self.scope.current)

    @property
    def mine(self) -> bool:
        """Whether only the clerk's own cases are shown."""
        return self.whose is Scope.MINE

    @property
    def current(self) -> int | None:
        """The key of the chosen case."""
        item = self.list.current
        return None if item is None else item.row.key

    def arrive(self) -> None:
        """Read anew, and take the keys: Enter opens the most urgent."""
        self.refresh()
        self.due.take_keys()

    def refresh(self) -> None:
        """Read the board; a late answer is dropped."""
        self._asked += 1
        self.begin.refresh()
        mine, scope = self._asked, self.whose
        self._work.read(
            lambda: today_words.look_at(self._desk, scope),
            owner=self,
            done=lambda today: self._show(mine, today, scope),
            refused=lambda no: self._fail(mine, no),
            faulted=lambda fault: self._fail(mine, fault),
        )
        # The groups look at a month of complaints, the rate at two months of ends: what is due waits for neither.
        self._work.read(
            lambda: (patterns.found(self._desk), patterns.threshold(self._desk).days),
            owner=self,
            done=lambda seen: self._show_alike(mine, seen),
        )
        self._work.read(self._figures, owner=self, done=lambda seen: self._show_figures(mine, *seen))

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk; what was ticked for it is done."""
        if changes.disputes & set(self.due.items.ticked):
            self.due.items.untick()
        if (
            changes.disputes
            or changes.deadlines
            or changes.drafts
            or changes.clerks
            or changes.papers
            or changes.settings
            or changes.fund
        ):
            self.refresh()

    def set_wide(self, wide: bool) -> None:
        """The right column is a little narrower in a narrow window."""
        self.side.set_wide(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands closer in a low window, so that the list keeps its rows."""
        super().resizeEvent(event)
        low = self.window().height() < self._look.dp(LOW)
        self._tiles.set_low(low=low)
        self.due.set_low(low=low)
        self._column.setContentsMargins(20, 12 if low else 18, 20 - BAR, 12 if low else 18)
        self._column.setSpacing(10 if low else 14)

    def _figures(self) -> tuple[Rate, Overview | None]:
        approves = self._tiles.approves
        return reports.rate_of_month(self._desk), prepayments.overview(self._desk) if approves else None

    def _show_figures(self, asked: int, rate: Rate, fund: Overview | None) -> None:
        if asked != self._asked:
            return
        self._tiles.show_rate(rate)
        if fund is not None:
            self._tiles.show_waiting(fund.waiting)

    def _show_alike(self, asked: int, seen: tuple[Sequence[Pattern], int]) -> None:
        if asked == self._asked:
            self.alike.show_groups(*seen)
            self.side.give_way()

    def _show(self, asked: int, today: Today, scope: Scope) -> None:
        if asked != self._asked:
            return
        self._today = today
        self.subtitle.setText(today_words.headline(today))
        self._tiles.show_board(today.board, scope)
        self.due.show_board(today.board)
        self.side.show_today(today)
        self._warn(today)
        self.looked.emit(today)

    def _fail(self, asked: int, why: Refusal | Fault) -> None:
        if asked == self._asked:
            self.due.show_failure(why)

    def _warn(self, today: Today) -> None:
        if today.next_day is None:
            self.rest.hide()
        else:
            day = formats.day_title(today.next_day)
            self.rest.say(_("今天是休息日，今天届满的期限顺延至 {day}").format(day=day), closable=False)
        self._say_unplugged(today)
        if today.estimated is None:
            self.estimate.hide()
        elif today.estimated != self._warned_of:
            # Once a year is enough: whoever closed it has read it.
            self._warned_of = today.estimated
            words = _("{year} 年放假安排公布前，届满日在 {year} 年的期限为暂定").format(year=today.estimated)
            self.estimate.say(words, Tone.WARN)
        count = ngettext("恢复 {n} 份草稿", "恢复 {n} 份草稿", today.drafts)
        self.unfinished.relabel(count.format(n=today.drafts))
        self.unfinished.setVisible(bool(today.drafts))

    def _ask_number(self, signal: str) -> None:
        item = self.list.current
        if item is not None:
            (self.contact_asked if signal == "contact" else self.why_asked).emit(item.row.number)

    def _ask_assign(self) -> None:
        if self.list.chosen:
            self.assign_asked.emit(list(self.list.chosen))

    def _ask_why(self, key: int) -> None:
        """The mouse rests on a row: read how its deadline was counted."""
        board = self._today.board if self._today else None
        found = next((one.row for one in board.rows if one.row.key == key), None) if board else None
        if found is None:
            return

        def tell(sight: Sight) -> None:
            clock = next((one for one in sight.clocks if one.clock.rule == found.due_rule and one.clock.running), None)
            if clock is not None:
                self.list.tell(key, "\n".join(derivation(clock)))

        self._work.read(lambda: look_at(self._desk, found.number), owner=self, done=tell)

    def _door_of_day(self, day: date) -> Door:
        before = max((one for one, _n in self._upcoming() if one < day), default=None)
        since = (Condition("due", Op.GT, (before,)),) if before else (Condition("due", Op.GE, (day,)),)
        return Door("open", (*narrowed(self.whose), *since, Condition("due", Op.LE, (day,))))

    def _door_of_all(self) -> Door:
        days = self._upcoming()
        due = (Condition("due", Op.LE, (days[-1][0],)),) if days else ()
        return Door("open", (*narrowed(self.whose), *due))

    def _upcoming(self) -> Sequence[tuple[date, int]]:
        return self._today.board.upcoming if self._today else ()

    def _way_on(self) -> None:
        if self._today is not None and self._today.board.tiles.open:
            self.led.emit(Door("open", narrowed(self.whose)))
        else:
            self.recalled.emit()

    def _connect(self) -> None:
        self.list.opened.connect(self.opened)
        self.list.why_asked.connect(self._ask_why)
        for command, act in (
            ("contact", lambda: self._ask_number("contact")),
            ("assign", self._ask_assign),
            ("why_date", lambda: self._ask_number("why")),
        ):
            self.due.key(command, act)
        self.due.key("print", self.print.click, page=self)
        self.due.way_on.connect(self._way_on)
        self.due.again.connect(self.refresh)
        self.due.all_asked.connect(lambda: self.led.emit(self._door_of_all()))
        self.scope.chosen.connect(self.refresh)
        self.unfinished.clicked.connect(self.drafts_asked)
        self.unplugged.acted.connect(lambda: self.begin.asked.emit("backup"))
        self.behind.acted.connect(self._mend_behind)
        self.print.clicked.connect(lambda: self.printed.emit(self.whose))
        self._tiles.led.connect(self.led)
        self._tiles.approve_asked.connect(self.fund.approve_asked)
        self._tiles.rate_asked.connect(self.rate_asked)
        self.side.opened.connect(self.opened)
        self.side.day_asked.connect(lambda day: self.led.emit(self._door_of_day(day)))

    def _say_unplugged(self, today: Today) -> None:
        """Told once for each place until it is there again: who put the words away knows."""
        gone = "" if today.unplugged is None else str(today.unplugged)
        if not gone:
            self.unplugged.hide()
        elif gone != self._gone:
            words = _("备份另存的位置找不到：{path}。插上之前，备份只在这台电脑上。").format(path=gone)
            self.unplugged.say(words, Tone.WARN, _("备份设置"))
        self._gone = gone
        if today.behind is None:
            self.behind.hide()
        elif not self._behind_told:
            days = ngettext(
                "备份另存的位置 {n} 天没有新的备份了。这台电脑坏了，这几天的案件就找不回来。",
                "备份另存的位置 {n} 天没有新的备份了。这台电脑坏了，这几天的案件就找不回来。",
                today.behind,
            )
            self.behind.say(days.format(n=today.behind), Tone.INFO, _("立即备份"))
        self._behind_told = today.behind is not None

    def _mend_behind(self) -> None:
        self.behind.hide()
        self.backup_asked.emit()

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        # The bar of the right column stands in the page's margin, so that its cards end where the tiles do.
        self._column.setContentsMargins(20, 18, 20 - BAR, 18)
        self._column.setSpacing(14)
        self._column.addLayout(self._head())
        for banner in (self.rest, self.estimate, self.unplugged, self.behind, self.begin):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, BAR, 0)
            row.addWidget(banner)
            self._column.addLayout(row)
        self._column.addWidget(self._tiles)
        for brief in (self.alike.brief, self.rises.brief):
            self.due.head.insertWidget(self.due.head.count() - 1, brief)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.due, 1)
        body.addWidget(self.side)
        self._column.addLayout(body, 1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        for line in (self.title, self.subtitle):
            row = QHBoxLayout()
            row.addWidget(line)
            row.addStretch(1)
            words.addLayout(row)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, BAR, 0)
        head.setSpacing(10)
        head.addLayout(words, 1)
        for part in (self.unfinished, self.scope, self.print):
            head.addWidget(part)
        return head
