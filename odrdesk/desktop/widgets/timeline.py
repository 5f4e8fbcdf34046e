"""What happened to a case, newest first: who, when, what, in the words of the record."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.passage import FOLDED, LINES, Passage, beginning
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.text import _


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry, ready to be shown; one with a `key` can be asked for, one with `mend` be corrected."""

    icon: str
    tone: Tone
    who: str
    when: str
    text: str
    mark: str = ""
    mark_tone: Tone = Tone.NEUTRAL
    key: int = 0
    mend: object = None


class Timeline(QWidget):
    """A column of moments; `asked(key)` when one was, by the button that bears the words of `ask`; `mended(mend)`."""

    asked = Signal(object)
    mended = Signal(object)

    def __init__(self, look: Look, name: str, ask: str = "") -> None:
        super().__init__()
        self._look, self._ask = look, ask
        self.buttons: dict[int, Button] = {}
        self.menders: list[Button] = []
        self.built = 0
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Replace what is shown."""
        empty(self._column)
        self.buttons.clear()
        self.menders.clear()
        self.built = 0
        self.add_moments(moments)

    def add_moments(self, moments: Sequence[Moment]) -> None:
        """More of them, beneath what is shown."""
        self.built += len(moments)
        for moment in moments:
            self._column.addWidget(self._row(moment))

    def _row(self, moment: Moment) -> QWidget:
        ink, soft = self._look.tone(moment.tone)
        row = QWidget()
        row.setAccessibleName(f"{moment.when} {moment.who} {beginning(moment.text, FOLDED, LINES)}")
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(
            Glyph(self._look, moment.icon, ink, 15, ground=soft, side=28, radius=14), 0, Qt.AlignmentFlag.AlignTop
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(moment.who, 13, bold=True))
        head.addWidget(Label(moment.when, 12, Ink.TEXT3))
        head.addStretch(1)
        if moment.mark:
            head.addWidget(Pill(self._look, moment.mark, moment.mark_tone, px=11, height=19))
        if moment.key:
            head.addWidget(self._button(moment))
        if moment.mend is not None:
            head.addWidget(self._mender(moment))
        column.addLayout(head)
        if moment.text:
            column.addWidget(Passage(self._look, moment.text, 13, Ink.TEXT2))
        across.addLayout(column, 1)
        return row

    def _button(self, moment: Moment) -> Button:
        button = Button(self._look, icon="history", kind=Kind.GHOST, height=24, icon_size=14, name=self._ask)
        button.clicked.connect(lambda: self.asked.emit(moment.key))
        self.buttons[moment.key] = button
        return button

    def _mender(self, moment: Moment) -> Button:
        words = _("更正这一条")
        button = Button(self._look, icon="pencil", kind=Kind.GHOST, height=24, icon_size=14, name=words, hint=words)
        button.clicked.connect(lambda: self.mended.emit(moment.mend))
        self.menders.append(button)
        return button
