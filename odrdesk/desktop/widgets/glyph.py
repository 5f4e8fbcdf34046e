"""An icon that stands by itself, bare or on a soft round-cornered or round ground."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink


class Glyph(QWidget):
    """A decorative icon; the words beside it carry the meaning."""

    def __init__(
        self,
        look: Look,
        name: str,
        ink: Ink = Ink.TEXT3,
        size: int = 16,
        *,
        ground: Ink | None = None,
        side: int = 0,
        radius: int = 9,
    ) -> None:
        super().__init__()
        self._look, self._name, self._ink, self._size = look, name, ink, size
        self._ground, self._side, self._radius = ground, side or size, radius
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def draw(self, name: str, ink: Ink, ground: Ink | None = None) -> None:
        """Show another icon."""
        self._name, self._ink, self._ground = name, ink, ground
        self.update()

    def sizeHint(self) -> QSize:
        """A square of the ground's side."""
        side = self._look.dp(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground first, icon on it."""
        painter = QPainter(self)
        if self._ground is not None:
            paint.box(painter, QRectF(self.rect()), self._radius, self._look.colour(self._ground))
        left = (self.width() - self._look.dp(self._size)) / 2
        paint.icon(painter, self._look, left, self.height() / 2, self._name, self._ink, self._size)
