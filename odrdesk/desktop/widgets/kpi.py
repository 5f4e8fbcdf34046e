"""A figure of the day that is also a door: click it to see the cases behind it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.clickable import Clickable

HIGH, LOW = 84, 46
_COLOURED = (Tone.DANGER, Tone.WARN, Tone.PURPLE, Tone.OK)


class KpiTile(Clickable):
    """Label, big number, unit, and an icon on a soft square."""

    def __init__(self, look: Look, label: str, icon: str, tone: Tone, unit: str = "") -> None:
        super().__init__(look, label)
        self._label, self._icon, self._tone, self._unit, self._number = label, icon, tone, unit, "—"
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_number(self, number: str, unit: str | None = None) -> None:
        """The figure, already written out."""
        self._number = number
        self._unit = self._unit if unit is None else unit
        self.setAccessibleName(f"{self._label} {number} {self._unit}".rstrip())
        self.setToolTip(self.accessibleName() if self._low else "")
        self.update()

    def set_low(self, *, low: bool) -> None:
        """In a low window the label and the figure stand in one line, so that the list below keeps its rows."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def recolour(self, tone: Tone) -> None:
        """Another tone: a rate that fell is not good news."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """84 high, 46 in a low window, as wide as there is room."""
        return QSize(self.look.dp(150), self.look.dp(LOW if self._low else HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Card, words, figure, icon."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        hot = self.underMouse()
        paint.box(painter, rect, 10, look.colour(Ink.SURFACE), look.colour(Ink.BORDER_BUTTON if hot else Ink.BORDER))
        ink, soft = look.tone(self._tone)
        side = look.dp(28 if self._low else 34)
        edge = (rect.height() - side) / 2 if self._low else 12
        square = QRectF(rect.right() - edge - side, edge, side, side)
        if not self.crowded():
            paint.box(painter, square, 9, look.colour(soft))
            paint.icon(painter, look, square.x() + (side - look.dp(18)) / 2, square.center().y(), self._icon, ink, 18)
        if self._low:
            self._line(painter, rect, rect.right() - 8 if self.crowded() else square.x() - 8)
        else:
            self._block(painter, rect, square.x() - 16 - 8)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 10)

    def crowded(self) -> bool:
        """In one line the words come before the icon: it goes where they would be cut."""
        if not self._low:
            return False
        look = self.look
        words = 14 + look.width(self._label, 13) + 2 + 8 + look.width(self._number, 19, bold=True) + 6
        return self.width() - words < look.dp(28) + (look.dp(LOW) - look.dp(28)) / 2 + 8

    def _figure_ink(self) -> Ink:
        ink, _soft = self.look.tone(self._tone)
        return ink if self._tone in _COLOURED and self._number not in ("0", "—") else Ink.TEXT

    def _line(self, painter: QPainter, rect: QRectF, right: float) -> None:
        """Label, figure, unit side by side; the unit gives way first, then the label."""
        look, tall = self.look, rect.height()
        wide = look.width(self._number, 19, bold=True) + 6
        room = right - 14 - wide
        px = next((px for px in (13, 12, 11) if look.width(self._label, px) + 2 <= room), 11)
        name = min(look.width(self._label, px) + 2, room)
        paint.words(painter, look, QRectF(14, 0, name, tall), self._label, px=px, ink=Ink.TEXT2)
        at = QRectF(14 + name + 8, 0, wide, tall)
        paint.words(painter, look, at, self._number, px=19, ink=self._figure_ink(), bold=True, tabular=True)
        unit = QRectF(at.right() + 2, 2, right - at.right() - 2, tall)
        if look.width(self._unit, 12) <= unit.width():
            paint.words(painter, look, unit, self._unit, px=12, ink=Ink.TEXT3)

    def _block(self, painter: QPainter, rect: QRectF, room: float) -> None:
        """Label above, figure and unit below."""
        look = self.look
        paint.words(painter, look, QRectF(16, look.dp(11), room, look.dp(22)), self._label, ink=Ink.TEXT2)
        line = QRectF(16, look.dp(36), rect.width() - 32, look.dp(36))
        ink = self._figure_ink()
        width = paint.words(painter, look, line, self._number, px=26, ink=ink, bold=True, tabular=True)
        paint.words(painter, look, line.adjusted(width + 8, 3, 0, 0), self._unit, px=12, ink=Ink.TEXT3)
