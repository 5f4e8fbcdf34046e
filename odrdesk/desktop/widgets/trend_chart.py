"""Twelve months of two figures: one line drawn through, one broken, so that they differ without colour."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
_LINES = 4


class Point(NamedTuple):
    """A month by its first day, and its two figures."""

    month: date
    upper: int
    lower: int


class TrendChart(QWidget):
    """`names` are what the two lines are called; a screen reader hears every month."""

    def __init__(self, look: Look, names: tuple[str, str]) -> None:
        super().__init__()
        self._look, self._names = look, names
        self.points: tuple[Point, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw these months."""
        self.points = tuple(points)
        upper, lower = self._names
        told = (f"{one.month:%Y-%m} {upper} {one.upper} {lower} {one.lower}" for one in points)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for four lines and the months."""
        return QSize(360, self._look.dp(150))

    def minimumSizeHint(self) -> QSize:
        """Below this nothing can be read."""
        return QSize(260, self._look.dp(104))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, months, the broken line, the whole line."""
        if not self.points:
            return
        look, painter = self._look, QPainter(self)
        step = _step(max(max(one.upper, one.lower) for one in self.points))
        most = step * _LINES
        left, foot, head = look.dp(34), look.dp(20), look.dp(8)
        area = QRectF(left, head, self.width() - left - look.dp(14), self.height() - foot - head)
        for place in range(_LINES + 1):
            y = area.bottom() - area.height() * place / _LINES
            painter.setPen(QPen(look.colour(Ink.BORDER), 1))
            painter.drawLine(QPointF(area.left(), round(y) + 0.5), QPointF(area.right(), round(y) + 0.5))
            number = QRectF(0, y - look.dp(8), left - look.dp(8), look.dp(16))
            paint.words(painter, look, number, f"{step * place:,}", px=11, ink=Ink.TEXT3, align=paint.RIGHT)
        across = area.width() / max(1, len(self.points) - 1)
        for place, one in enumerate(self.points):
            box = QRectF(area.left() + across * place - look.dp(24), area.bottom() + 3, look.dp(48), foot - 3)
            said = f"{one.month.month}" if one.month.month > 1 else f"{one.month:%y}/1"
            paint.words(painter, look, box, said, px=11, ink=Ink.TEXT3, align=paint.CENTRE)
        for figures, ink, broken in (
            ([one.lower for one in self.points], Ink.OK, True),
            ([one.upper for one in self.points], Ink.CHART1, False),
        ):
            dots = [
                QPointF(area.left() + across * place, area.bottom() - area.height() * figure / most)
                for place, figure in enumerate(figures)
            ]
            _line(painter, dots, look.colour(ink), look.colour(Ink.SURFACE), broken=broken)


class Legend(QWidget):
    """The two names, each behind a piece of its line."""

    def __init__(self, look: Look, names: tuple[str, str]) -> None:
        super().__init__()
        self._look, self._names = look, names
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as the names."""
        wide = sum(self._look.width(name, 12) + self._look.dp(22) + 14 for name in self._names)
        return QSize(round(wide), self._look.dp(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line, name, line, name."""
        look, painter, x = self._look, QPainter(self), 0.0
        middle = self.height() / 2
        for name, ink, broken in zip(self._names, (Ink.CHART1, Ink.OK), (False, True), strict=True):
            ends = [QPointF(x, middle), QPointF(x + look.dp(16), middle)]
            _line(painter, ends, look.colour(ink), None, broken=broken)
            x += look.dp(22)
            x += paint.words(painter, look, QRectF(x, 0, self.width() - x, self.height()), name, px=12, ink=Ink.TEXT2)
            x += 14


def _line(painter: QPainter, dots: Sequence[QPointF], colour: QColor, ground: QColor | None, *, broken: bool) -> None:
    """The line through the dots; each dot a ring on the ground, where there is one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 2)
    if broken:
        pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(list(dots))
    if ground is not None:
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(ground)
        for dot in dots:
            painter.drawEllipse(dot, 2.8, 2.8)


def _step(most: int) -> int:
    """How far apart the grid's lines are, so that the highest figure lies under the top one."""
    return next((step for step in _STEPS if step * _LINES >= most), _STEPS[-1] * (most // _STEPS[-1] + 1))
