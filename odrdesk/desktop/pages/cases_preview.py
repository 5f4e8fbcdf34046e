"""The case beside the list, read in passing: what is asked for, deadlines, what comes next, what happened last."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.formats import Due, day_short, money
from odrdesk.desktop.forms.scroller import BAR, Scroller
from odrdesk.desktop.models.columns import CaseRow, state_tone
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_next import NextCard
from odrdesk.desktop.pages.case_record import moments
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.deadline_chip import DeadlineChip
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.desktop.widgets.timeline import Timeline
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.complaint import summary
from odrdesk.services.desk import Desk
from odrdesk.text import _, word

PAUSE_MS = 90
"""Whoever walks through the list with a key held down is not shown every case on the way."""

LATEST, MOST_CLOCKS, MOST_WORDS = 3, 4, 1_200


class CasePreview(QFrame):
    """`opened(number)` for the whole case, `took(Sight, step)` for a step that is chosen here."""

    opened = Signal(str)
    took = Signal(object, str)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk, self._reading = look, desk, Newest(work, self)
        self._wanted = ""
        self._sight: Sight | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.setProperty("plate", "card")
        self.setAccessibleName(_("案件预览"))
        self.number = Label("", 13, Ink.TEXT2)
        self.state = Pill(look, "")
        self.due = DeadlineChip(look, _no_due())
        self.open = Button(look, _("打开"), "arrow-right", height=30, hint=_("打开案件（Enter）"))
        self.open.clicked.connect(lambda: self.opened.emit(self._wanted))
        self.title = Label("", 15, bold=True, wrap=True)
        self.parties = Elided("", 13, Ink.TEXT2)
        self.words = Label("", 13, wrap=True, selectable=True)
        self.sum = Label("", 13, Ink.TEXT2, wrap=True)
        self.clocks = Card(_("期限"), spacing=6)
        self._clocks = QVBoxLayout()
        self._clocks.setSpacing(6)
        self.clocks.add(self._clocks)
        self.next = NextCard(look)
        self.next.took.connect(self._take)
        self.next.issued.connect(lambda _kind: self.opened.emit(self._wanted))
        self.last = Card(_("最近记录"), spacing=10)
        self.timeline = Timeline(look, _("最近记录"))
        self.last.add(self.timeline)
        self.none = Label(_("选一件案件，在这里看它的要点。"), 13, Ink.TEXT3, wrap=True)
        self._arrange()

    @property
    def shown(self) -> str:
        """The number of the case that is shown, empty while none is."""
        return self._sight.case.number if self._sight is not None else ""

    def turn_to(self, row: CaseRow | None) -> None:
        """Another case: what the list knows of it at once, the rest a moment later."""
        if row is None:
            self._wanted, self._sight = "", None
            self._show_parts(there=False)
            return
        same = row.number == self._wanted
        self._wanted = row.number
        self.number.setText(row.number)
        self.state.say(row.state, row.tone)
        self.due.say(row.due)
        self.title.setText(row.title)
        if not same:
            self.parties.setText(_("{consumer} 诉 {merchant}").format(consumer=row.consumer, merchant=row.merchant))
        self._pause.start()

    def show_case(self, sight: Sight) -> None:
        """Everything of it; a case that is not wanted any more is dropped."""
        if sight.case.number != self._wanted:
            return
        self._sight = sight
        complaint = sight.case.complaint
        merchant = complaint.merchant.name if complaint.merchant else complaint.live.room or ""
        self.title.setText(summary(complaint.facts, complaint.order.goods)[:200])
        self.parties.setText(_("{consumer} 诉 {merchant}").format(consumer=sight.masked.name, merchant=merchant))
        self.state.say(word(sight.case.state), state_tone(sight.case.state))
        self.words.setText(complaint.facts[:MOST_WORDS])
        claims = _("、").join(word(claim) for claim in complaint.claims)
        asked = money(complaint.claimed) if complaint.claimed else money(complaint.order.paid)
        self.sum.setText(_("{claims}，诉求金额 {amount}").format(claims=claims, amount=asked))
        self._show_clocks(sight)
        self.next.show_case(sight)
        self.timeline.show_moments(moments(sight.view.record)[:LATEST])
        self._show_parts(there=True)

    def _take(self, step: str) -> None:
        """A step of the case that is named above; the one before stands beneath it until this one is read."""
        if self._sight is not None and self.shown == self._wanted:
            self.took.emit(self._sight, step)

    def _read(self) -> None:
        number = self._wanted
        if number:
            self._reading.read(lambda: look_at(self._desk, number), self.show_case, refused=lambda _no: None)

    def _show_clocks(self, sight: Sight) -> None:
        empty(self._clocks)
        running = [one for one in sight.clocks if one.clock.running][:MOST_CLOCKS]
        for one in running:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Elided(case_words.rule_name(one.rule, one.clock.rule), 13, Ink.TEXT2), 1)
            late = one.clock.due < sight.today
            line.addWidget(Label(day_short(one.clock.due), 13, Ink.DANGER if late else Ink.TEXT, bold=late))
            held = QWidget()
            line.setContentsMargins(0, 0, 0, 0)
            held.setLayout(line)
            self._clocks.addWidget(held)
        self.clocks.setVisible(bool(running))

    def _show_parts(self, *, there: bool) -> None:
        self.none.setVisible(not there)
        self._scroll.setVisible(there)
        self._head.setVisible(there)

    def _arrange(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, BAR, 0)
        head.setSpacing(8)
        head.addWidget(self.number)
        head.addWidget(self.state)
        head.addWidget(self.due)
        head.addStretch(1)
        head.addWidget(self.open)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(10)
        quote = QFrame()
        quote.setProperty("plate", "quote")
        told = QVBoxLayout(quote)
        told.setContentsMargins(12, 10, 12, 10)
        told.setSpacing(6)
        told.addWidget(self.words)
        told.addWidget(self.sum)
        for part in (self.title, self.parties, quote, self.next, self.clocks, self.last):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = Scroller(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(16, 12, 16 - BAR, 8)
        outside.setSpacing(10)
        outside.addWidget(self._head)
        outside.addWidget(self.none)
        outside.addWidget(self._scroll, 1)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._show_parts(there=False)


def _no_due() -> Due:
    return Due("—", Tone.INFO)
