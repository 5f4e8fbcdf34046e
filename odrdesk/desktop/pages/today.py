"""今日工作台: what is due, what comes next, what just happened. The first row is chosen, so Enter works at once."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop import formats
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.models.due import DueItems
from odrdesk.desktop.pages import today_words
from odrdesk.desktop.pages.today_alike import LOW, AlikeCard
from odrdesk.desktop.pages.today_events import events
from odrdesk.desktop.pages.today_fund import FundCard
from odrdesk.desktop.pages.today_rises import RisesCard
from odrdesk.desktop.pages.today_words import Today
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.due_bars import Bar, DueBars
from odrdesk.desktop.widgets.due_list import DueList
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.desktop.widgets.event_list import EventList
from odrdesk.desktop.widgets.kpi import KpiTile
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.window import Page
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import ME, VIEWS, Condition, Op, Relative
from odrdesk.domain.patterns import Pattern
from odrdesk.services import patterns
from odrdesk.services.desk import Changes, Desk
from odrdesk.text import _, ngettext

SIDE, SIDE_NARROW = 316, 294
GAP, RECENT = 12, 100
"""Pixels between the cards at the side, and the least height of the last."""


class Door(NamedTuple):
    """Where a tile or a bar leads: a view of the case list, narrowed by further conditions."""

    view: str
    where: tuple[Condition, ...] = ()


class TodayPage(Page):
    """`opened(key)` a dispute; `led(Door)` to a list; `looked(Today)` after each reading; `recalled` to the form.

    `drafts_asked` for what is half-typed.

    `contact_asked(number)` when a contact is to be recorded for the chosen case without opening it.
    """

    opened = Signal(int)
    contact_asked = Signal(str)
    led = Signal(object)
    looked = Signal(object)
    recalled = Signal()
    drafts_asked = Signal()

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._work, self._desk = look, work, desk
        self._today: Today | None = None
        self._asked = 0
        self._items = DueItems()
        self.list = DueList(look, self._items)
        self.list.opened.connect(self.opened)
        contact = QShortcut(QKeySequence("R"), self.list)
        contact.setContext(Qt.ShortcutContext.WidgetShortcut)
        contact.activated.connect(self._ask_contact)
        self.empty = EmptyState(look)
        self.empty.acted.connect(self._way_on)
        self.scope = Segmented(look, _("范围"), [("mine", _("我的")), ("all", _("全部"))], "all")
        self.scope.chosen.connect(self.refresh)
        self.rest, self.estimate = Banner(look), Banner(look)
        self.unfinished = Button(look, "", "pencil")
        self.unfinished.hide()
        self.unfinished.clicked.connect(self.drafts_asked)
        self._warned_of = 0
        self.title, self.subtitle = Label(_("今日工作台"), 20, bold=True), Elided("", 13, Ink.TEXT3)
        self.tiles = {
            "overdue": KpiTile(look, _("已逾期"), "triangle-alert", Tone.DANGER, _("件")),
            "today": KpiTile(look, _("今日到期"), "clock", Tone.WARN, _("件")),
            "soon": KpiTile(look, _("3 日内到期"), "calendar-clock", Tone.NEUTRAL, _("件")),
            "unassigned": KpiTile(look, _("待分派"), "user-plus", Tone.PURPLE, _("件")),
            "performing": KpiTile(look, _("待履行"), "handshake", Tone.TEAL, _("件")),
        }
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, key=key: self.led.emit(self._door(key)))
        self.fund, self.rises = FundCard(look), RisesCard(look)
        self.rises.opened.connect(self.opened)
        self.bars = DueBars(look)
        self.bars.chosen.connect(lambda day: self.led.emit(self._door_of_day(day)))
        self.events = EventList(look, _("最近动态"))
        self.events.opened.connect(self.opened)
        self.alike = AlikeCard(look)
        self._arrange()

    @property
    def mine(self) -> bool:
        """Whether only the clerk's own cases are shown."""
        return self.scope.current == "mine"

    @property
    def current(self) -> int | None:
        """The key of the chosen case."""
        item = self.list.current
        return None if item is None else item.row.key

    def arrive(self) -> None:
        """Read anew, and take the keys: Enter opens the most urgent."""
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the board; a late answer is dropped."""
        self._asked += 1
        mine, own = self._asked, self.mine
        self._work.read(
            lambda: today_words.look_at(self._desk, mine=own), owner=self, done=lambda today: self._show(mine, today)
        )
        # The groups look at a month of complaints: what is due does not wait for them.
        self._work.read(
            lambda: (patterns.found(self._desk), patterns.threshold(self._desk).days),
            owner=self,
            done=lambda seen: self._show_alike(mine, seen),
        )

    def _show_alike(self, asked: int, seen: tuple[Sequence[Pattern], int]) -> None:
        if asked == self._asked:
            self.alike.show_groups(*seen)
            self._give_way()

    def heard(self, changes: Changes) -> None:
        """Something was changed on the desk."""
        if (
            changes.disputes
            or changes.deadlines
            or changes.drafts
            or changes.clerks
            or changes.papers
            or changes.settings
        ):
            self.refresh()

    def set_wide(self, wide: bool) -> None:
        """The right column is a little narrower in a narrow window."""
        self._side.setFixedWidth(self._look.dp(SIDE if wide else SIDE_NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What gives way in a low window."""
        super().resizeEvent(event)
        self.alike.set_low(low=self.window().height() < LOW)
        self._give_way()

    def _give_way(self) -> None:
        """What happened gives way to what should be done, where the column has no room for both."""
        above = [card for card in (self.fund, self._ahead, self.alike, self.rises) if not card.isHidden()]
        needed = sum(card.sizeHint().height() + GAP for card in above)
        self._recent.setVisible(self._side.height() - needed >= self._look.dp(RECENT))

    def _show(self, asked: int, today: Today) -> None:
        if asked != self._asked:
            return
        self._today = today
        board = today.board
        self.subtitle.setText(today_words.headline(board))
        for key, tile in self.tiles.items():
            tile.show_number(f"{getattr(board.tiles, key):,}")
        items = today_words.due_items(board)
        self._items.show_items(items)
        self.stack.setCurrentIndex(0 if items else 1)
        self.empty.say(*today_words.nothing_due(board))
        self.bars.show_bars([Bar(day, count) for day, count in board.upcoming], board.day)
        total = sum(count for _day, count in board.upcoming)
        self._ahead.aside.setText(ngettext("{n} 件", "{n} 件", total).format(n=f"{total:,}"))
        self.events.show_events(events(board))
        self.rises.show_rises(today.raised)
        self._give_way()
        self._warn(today)
        self.looked.emit(today)

    def _warn(self, today: Today) -> None:
        if today.next_day is None:
            self.rest.hide()
        else:
            day = formats.day_title(today.next_day)
            self.rest.say(_("今天是休息日，今天届满的期限顺延至 {day}").format(day=day), closable=False)
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

    def _ask_contact(self) -> None:
        item = self.list.current
        if item is not None:
            self.contact_asked.emit(item.row.number)

    def _door(self, key: str) -> Door:
        own = (Condition("officer", Op.EQ, (ME,)),) if self.mine else ()
        if key in VIEWS and key != "soon":
            return Door(key, own)
        board = self._today.board if self._today else None
        # The third working day after today, as the tile counts.
        last = board.upcoming[3][0] if board and len(board.upcoming) > 3 else Relative(3)
        return Door("open", (*own, Condition("due", Op.GT, (Relative(0),)), Condition("due", Op.LE, (last,))))

    def _door_of_day(self, day: date) -> Door:
        own = (Condition("officer", Op.EQ, (ME,)),) if self.mine else ()
        before = max((one for one, _n in self._upcoming() if one < day), default=None)
        since = (Condition("due", Op.GT, (before,)),) if before else (Condition("due", Op.GE, (day,)),)
        return Door("open", (*own, *since, Condition("due", Op.LE, (day,))))

    def _upcoming(self) -> Sequence[tuple[date, int]]:
        return self._today.board.upcoming if self._today else ()

    def _way_on(self) -> None:
        if self._today is not None and self._today.board.tiles.open:
            self.led.emit(Door("open"))
        else:
            self.recalled.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        column.addLayout(self._head())
        for banner in (self.rest, self.estimate):
            column.addWidget(banner)
        row = QHBoxLayout()
        row.setSpacing(12)
        for tile in self.tiles.values():
            row.addWidget(tile)
        column.addLayout(row)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._due_card(), 1)
        body.addWidget(self._right())
        column.addLayout(body, 1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        for line in (self.title, self.subtitle):
            row = QHBoxLayout()
            row.addWidget(line)
            row.addStretch(1)
            words.addLayout(row)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addLayout(words, 1)
        head.addWidget(self.alike.brief)
        head.addWidget(self.unfinished)
        head.addWidget(self.scope)
        return head

    def _due_card(self) -> Card:
        card = Card(_("按期限排列"), _("↑↓ 选择  Enter 打开  R 记录沟通"), spacing=0, margins=(0, 0, 0, 8))
        card.head.setContentsMargins(16, 12, 10, 4)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        card.add(self.stack, 1)
        return card

    def _right(self) -> QWidget:
        self._ahead = Card(_("未来 10 个工作日到期"), "")
        self._ahead.add(self.bars)
        self._recent = Card(_("最近动态"))
        self._recent.add(self.events, 1)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 2, 0)
        column.setSpacing(GAP)
        column.addWidget(self.fund)
        column.addWidget(self._ahead)
        column.addWidget(self.alike)
        column.addWidget(self.rises)
        column.addWidget(self._recent, 1)
        column.addStretch()
        # What has no room is scrolled to; no card is squeezed.
        self._side = Scroller(room)
        return self._side
