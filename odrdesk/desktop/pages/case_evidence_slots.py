"""Slots of evidence that are still empty: what each would prove, who asks for it; files fall right onto one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.forms import evidence_words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.domain.evidence import SlotState
from odrdesk.domain.vocabulary import EvidenceSlot
from odrdesk.text import _, ngettext, word


class SlotsCard(Card):
    """Slots that are still empty; `asked(slot)` to file there, `dropped(data, slot)` with what fell on one."""

    asked = Signal(object)
    dropped = Signal(QMimeData, object)

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(title, spacing=9)
        self._look = look
        self.rows: dict[EvidenceSlot, SlotRow] = {}
        self._room = QVBoxLayout()
        self._room.setSpacing(9)
        self.add(self._room)

    def show_slots(self, states: Sequence[SlotState], *, may: bool) -> None:
        """Show these; none hides the card."""
        empty(self._room)
        self.rows.clear()
        self.setVisible(bool(states))
        count = len(states)
        needed = any(state.needed for state in states)
        words = (
            ngettext("结案前应收齐的还缺 {n} 栏", "结案前应收齐的还缺 {n} 栏", count)
            if needed
            else _("有则更好，不影响结案")
        )
        self.aside.setText(words.format(n=count))
        for place, state in enumerate(states):
            if place:
                self._room.addWidget(rule())
            row = SlotRow(self._look, state, may=may)
            row.asked.connect(partial(self.asked.emit, state.slot))
            row.dropped.connect(lambda data, slot=state.slot: self.dropped.emit(data, slot))
            self.rows[state.slot] = row
            self._room.addWidget(row)


class SlotRow(QWidget):
    """A slot that is still empty: what it would prove, who asks for it; `asked` to file, `dropped(data)` with files."""

    asked = Signal()
    dropped = Signal(QMimeData)

    def __init__(self, look: Look, state: SlotState, *, may: bool) -> None:
        super().__init__()
        self.setAcceptDrops(may)
        self.button = Button(look, _("登记一份"), height=26)
        self.button.setAccessibleName(_("登记{slot}").format(slot=word(state.slot)))
        self.button.clicked.connect(self.asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(word(state.slot), 13, bold=state.needed))
        if state.needed:
            head.addWidget(Pill(look, _("待补"), Tone.WARN, px=11, height=18))
        head.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(Label(evidence_words.asked_by(state), 13, Ink.TEXT2, wrap=True))
        if state.source:
            words.addWidget(Label(evidence_words.law(state), 12, Ink.TEXT3, wrap=True))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addLayout(words, 1)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.setVisible(may)  # only here: shown without a parent it would be a window and take the focus

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files go into this slot."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Here they are."""
        self.dropped.emit(event.mimeData())
        event.acceptProposedAction()
