"""The right column of the board: the fund, what falls due, complaints alike, rises proposed, what happened last."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop.forms.scroller import BAR, Scroller
from odrdesk.desktop.pages.today_alike import AlikeCard
from odrdesk.desktop.pages.today_events import events
from odrdesk.desktop.pages.today_fund import FundCard
from odrdesk.desktop.pages.today_rises import RisesCard
from odrdesk.desktop.pages.today_words import Today
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.chart_card import ChartCard
from odrdesk.desktop.widgets.due_bars import Bar, DueBars
from odrdesk.desktop.widgets.event_list import EventList
from odrdesk.text import _, ngettext

SIDE, SIDE_NARROW = 316, 294
GAP = 12
RECENT, RECENT_LEAST = 190, 100
"""Pixels at 100 % that the last card gets before the groups and rises have theirs, and below which it is left out."""


class Side(Scroller):
    """`day_asked(date)` when a bar is pressed, `opened(key)` a case."""

    day_asked = Signal(object)
    opened = Signal(int)

    def __init__(self, look: Look) -> None:
        room = QWidget()
        super().__init__(room)
        self._look = look
        self.fund, self.rises, self.alike = FundCard(look), RisesCard(look), AlikeCard(look)
        self.rises.opened.connect(self.opened)
        self.bars = DueBars(look)
        self.ahead = ChartCard(look, _("未来 10 个工作日到期"), "", self.bars)
        self.ahead.chosen.connect(self.day_asked)
        self.ahead.switch.toggled.connect(lambda _on: self.give_way())
        self.events = EventList(look, _("最近动态"))
        self.events.opened.connect(self.opened)
        self.recent = Card(_("最近动态"), margins=(16, 12, 16, 8), spacing=6)
        self.recent.add(self.events, 1)
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for card in (self.fund, self.ahead, self.alike, self.rises):
            column.addWidget(card)
        column.addWidget(self.recent, 1)
        column.addStretch()

    def set_wide(self, wide: bool) -> None:
        """A little narrower in a narrow window."""
        self.setFixedWidth(self._look.dp(SIDE if wide else SIDE_NARROW) + BAR)

    def show_today(self, today: Today) -> None:
        """What was read."""
        board = today.board
        self.bars.show_bars([Bar(day, count) for day, count in board.upcoming], board.day)
        self.ahead.renew()
        total = sum(count for _day, count in board.upcoming)
        self.ahead.aside.setText(ngettext("{n} 件", "{n} 件", total).format(n=f"{total:,}"))
        self.events.show_events(events(board))
        self.rises.show_rises(today.raised)
        self.give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height: another choice of what stands as a card."""
        super().resizeEvent(event)
        self.give_way()

    def give_way(self) -> None:
        """What has no room beside the fund, the bars and what happened last stands as a button over the list."""
        look, room = self._look, self.height()
        room -= sum(card.sizeHint().height() + GAP for card in (self.fund, self.ahead) if not card.isHidden())
        room -= look.dp(RECENT)
        for card in (self.alike, self.rises):
            needed = card.sizeHint().height() + GAP
            fits = card.many > 0 and needed <= room
            card.set_low(low=not fits)
            room -= needed if fits else 0
        self.recent.setVisible(room + look.dp(RECENT) >= look.dp(RECENT_LEAST))
