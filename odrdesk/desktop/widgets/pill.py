"""A pill: the state of a thing in a word or two, and its smaller sister the tag."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone


class Pill(QWidget):
    """A coloured pill; the tone never stands alone, the word is always there."""

    def __init__(
        self,
        look: Look,
        text: str,
        tone: Tone = Tone.NEUTRAL,
        *,
        px: int = 12,
        height: int = 22,
        icon: str = "",
        bold: bool = False,
    ) -> None:
        super().__init__()
        self._look, self._px, self._height, self._bold = look, px, height, bold
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def say(self, text: str, tone: Tone, icon: str = "") -> None:
        """Change word and tone; an empty word hides the pill."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Word, icon and padding."""
        look = self._look
        width = paint.pill_width(look, self._text, px=self._px, bold=self._bold, icon_name=self._icon)
        return QSize(round(width) + 1, look.dp(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.pill(
            painter,
            self._look,
            rect,
            self._text,
            self._tone,
            px=self._px,
            bold=self._bold,
            icon_name=self._icon,
            radius=min(5, self._height / 4),
        )
