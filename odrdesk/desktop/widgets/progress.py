"""A thin bar: how much of something is used, with a second, paler part for what is pending."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink


class ProgressBar(QWidget):
    """`share` of the whole in 0–1; `pending` lies behind it. The words stand beside, never inside."""

    def __init__(self, look: Look, name: str, *, ink: Ink = Ink.CHART1, height: int = 5) -> None:
        super().__init__()
        self._look, self._ink, self._height, self._name = look, ink, height, name
        self._share, self._pending = 0.0, 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, share: float, *, pending: float = 0.0, ink: Ink | None = None) -> None:
        """Show a share; more than the whole is shown as the whole."""
        self._share, self._pending = min(1.0, max(0.0, share)), min(1.0, max(0.0, pending))
        self._ink = ink or self._ink
        self.setAccessibleDescription(f"{self._share:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(60, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, pending part, share."""
        painter, look = QPainter(self), self._look
        whole = QRectF(self.rect())
        radius = min(3.0, whole.height() / 2)
        paint.box(painter, whole, radius, look.colour(Ink.NEUTRAL_SOFT))
        for part, ink in ((self._pending, Ink.CHART2), (self._share, self._ink)):
            if part > 0:
                width = max(2 * radius, whole.width() * part)
                paint.box(painter, QRectF(0, 0, width, whole.height()), radius, look.colour(ink))
