"""A segmented choice: a few exclusive options side by side, arrow keys move between them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable, stop_at_chosen


class Segmented(QWidget):
    """`chosen(key)` when the person chooses; options are (key, words)."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, options: Sequence[tuple[str, str]], current: str = "") -> None:
        super().__init__()
        self._look = look
        self._group = QButtonGroup(self)
        self._keys = [key for key, _words in options]
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for number, (key, text) in enumerate(options):
            segment = _Segment(look, text)
            segment.setChecked(key == (current or self._keys[0]))
            self._group.addButton(segment, number)
            row.addWidget(segment)
        self._group.idClicked.connect(self._clicked)
        self._group.buttonToggled.connect(stop_at_chosen)
        for one in self._group.buttons():
            stop_at_chosen(one, one.isChecked())

    @staticmethod
    def width_of(look: Look, options: Sequence[tuple[str, str]]) -> int:
        """How wide it would be with these options, in pixels."""
        return 4 + sum(_wide(look, words) for _key, words in options)

    @property
    def current(self) -> str:
        """The chosen key."""
        return self._keys[self._group.checkedId()]

    @property
    def keys(self) -> list[str]:
        """The keys of its options."""
        return list(self._keys)

    @property
    def words(self) -> str:
        """The words of the chosen option."""
        chosen = self._group.checkedButton()
        return chosen.text() if chosen else ""

    def choose(self, key: str) -> None:
        """Choose without announcing it."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The trough."""
        paint.box(QPainter(self), QRectF(self.rect()), 8, self._look.colour(Ink.NEUTRAL_SOFT))

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])


class _Segment(Clickable):
    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look, text)
        self.setText(text)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(_wide(self.look, self.text()), self.look.dp(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect, on = QPainter(self), QRectF(self.rect()), self.isChecked()
        if on:
            paint.box(painter, rect, 6, self.look.colour(Ink.SURFACE), self.look.colour(Ink.BORDER))
        ink = Ink.TEXT if on or self.underMouse() else Ink.TEXT2
        paint.words(painter, self.look, rect, self.text(), px=13, ink=ink, bold=on, align=paint.CENTRE)
        if self.ringed and self.hasFocus():
            paint.ring(painter, self.look, rect, 6)


def _wide(look: Look, words: str) -> int:
    return round(look.width(words, 13, bold=True)) + 24
