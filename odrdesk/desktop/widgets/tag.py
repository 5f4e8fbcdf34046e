"""A tag: quiet and grey for a category, in its own colour for one of the desk's."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone


class Tag(QWidget):
    """One word about what a case concerns."""

    def __init__(self, look: Look, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._look, self._text, self._tone = look, text, tone
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The word and its padding."""
        return QSize(round(paint.tag_width(self._look, self._text)), self._look.dp(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        paint.tag(QPainter(self), self._look, 0, self.height() / 2, self._text, self._tone)
