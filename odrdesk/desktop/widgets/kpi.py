"""A figure of the day that is also a door: click it to see the cases behind it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.clickable import Clickable

_COLOURED = (Tone.DANGER, Tone.WARN, Tone.PURPLE, Tone.OK)


class KpiTile(Clickable):
    """Label, big number, unit, and an icon on a soft square."""

    def __init__(self, look: Look, label: str, icon: str, tone: Tone, unit: str = "") -> None:
        super().__init__(look, label)
        self._label, self._icon, self._tone, self._unit, self._number = label, icon, tone, unit, "—"
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_low(self, *, low: bool) -> None:
        """One line instead of two, where the room above a list is dear."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def show_number(self, number: str, unit: str | None = None) -> None:
        """The figure, already written out."""
        self._number = number
        self._unit = self._unit if unit is None else unit
        self.setAccessibleName(f"{self._label} {number} {self._unit}".rstrip())
        self.update()

    def sizeHint(self) -> QSize:
        """84 high, 44 as one line, as wide as there is room."""
        return QSize(self.look.dp(150), self.look.dp(44 if self._low else 84))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Card, words, figure, icon."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        hot = self.underMouse()
        paint.box(painter, rect, 10, look.colour(Ink.SURFACE), look.colour(Ink.BORDER_BUTTON if hot else Ink.BORDER))
        ink, soft = look.tone(self._tone)
        figure = ink if self._tone in _COLOURED and self._number not in ("0", "—") else Ink.TEXT
        if self._low:
            self._paint_line(painter, rect, figure)
        else:
            self._paint_card(painter, rect, figure, ink, soft)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 10)

    def _paint_card(self, painter: QPainter, rect: QRectF, figure: Ink, ink: Ink, soft: Ink) -> None:
        look = self.look
        side = look.dp(34)
        square = QRectF(rect.right() - 12 - side, 12, side, side)
        paint.box(painter, square, 9, look.colour(soft))
        paint.icon(painter, look, square.x() + (side - look.dp(18)) / 2, square.center().y(), self._icon, ink, 18)
        room = square.x() - 16 - 8
        paint.words(painter, look, QRectF(16, look.dp(11), room, look.dp(22)), self._label, ink=Ink.TEXT2)
        line = QRectF(16, look.dp(36), rect.width() - 32, look.dp(36))
        width = paint.words(painter, look, line, self._number, px=26, ink=figure, bold=True, tabular=True)
        paint.words(painter, look, line.adjusted(width + 8, 3, 0, 0), self._unit, px=12, ink=Ink.TEXT3)

    def _paint_line(self, painter: QPainter, rect: QRectF, figure: Ink) -> None:
        """The figure at the right; its words, then its unit, give way."""
        look, room = self.look, rect.adjusted(14, 0, -14, 0)
        width = look.width(self._number, 18, bold=True)
        paint.words(painter, look, room, self._number, px=18, ink=figure, bold=True, align=paint.RIGHT, tabular=True)
        left = room.adjusted(0, 0, -width - 10, 0)
        words = paint.words(painter, look, left, self._label, ink=Ink.TEXT2)
        rest = left.adjusted(words + 8, 0, 0, 0)
        if look.width(self._unit, 12) <= rest.width():
            paint.words(painter, look, rest, self._unit, px=12, ink=Ink.TEXT3, align=paint.RIGHT)
