"""Twelve months of two figures: one line drawn through, one broken, so that they differ without colour."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.models.numbers import Numbers
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.chart import Chart, Mark, count_words, grid_lines, step_of
from odrdesk.text import _

LINES = 4
_DOT, _HOT = 2.8, 4.0


class Point(NamedTuple):
    """A month by its first day, and its two figures."""

    month: date
    upper: int
    lower: int


class TrendChart(Chart):
    """`names` are what the two lines are called; `chosen(date)`, the first of a month, when its point is pressed."""

    def __init__(self, look: Look, names: tuple[str, str], name: str = "") -> None:
        super().__init__(look, name)
        self._names = names
        self.points: tuple[Point, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw these months."""
        self.points = tuple(points)
        upper, lower = self._names
        told = [f"{upper} {one.upper:,}  {lower} {one.lower:,}" for one in points]
        self.setAccessibleDescription(
            "; ".join(f"{one.month:%Y-%m} {words}" for one, words in zip(points, told, strict=True))
        )
        self.put(
            [
                _Month(self._look, one.month, f"{one.month:%Y-%m}", words)
                for one, words in zip(points, told, strict=True)
            ]
        )
        self._place()

    def numbers(self) -> Numbers:
        """Month and both figures."""
        rows = tuple((f"{one.month:%Y-%m}", f"{one.upper:,}", f"{one.lower:,}") for one in self.points)
        return Numbers((_("月份"), *self._names), rows, tuple(one.month for one in self.points))

    def area(self) -> QRectF:
        """The grid's room: what the numbers left of it, the months below and half a month's name beside it leave."""
        look = self._look
        widest = max(look.width(count_words(self.step() * place), 11) for place in range(LINES + 1))
        left = max(float(look.dp(34)), widest + look.dp(12))
        foot, head = look.dp(20), look.dp(8)
        return QRectF(left, head, max(1.0, self.width() - left - look.dp(16)), max(1.0, self.height() - foot - head))

    def step(self) -> int:
        """How far apart the lines of the grid are."""
        return step_of(max((max(one.upper, one.lower) for one in self.points), default=0), LINES)

    def dots(self, *, upper: bool) -> list[QPointF]:
        """Where the points of a line lie."""
        area, most = self.area(), self.step() * LINES
        across = area.width() / max(1, len(self.points) - 1)
        return [
            QPointF(
                area.left() + across * place, area.bottom() - area.height() * (one.upper if upper else one.lower) / most
            )
            for place, one in enumerate(self.points)
        ]

    def sizeHint(self) -> QSize:
        """Room for four lines and the months."""
        return QSize(360, self._look.dp(150))

    def minimumSizeHint(self) -> QSize:
        """Below this nothing can be read."""
        return QSize(260, self._look.dp(104))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The months share the width."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, months, the broken line, the whole line, and what is told of the month one is on."""
        if not self.points:
            return
        look, painter, area = self._look, QPainter(self), self.area()
        for place, y in enumerate(grid_lines(painter, look, area, LINES)):
            number = QRectF(0, y - look.dp(8), area.left() - look.dp(8), look.dp(16))
            paint.words(
                painter, look, number, count_words(self.step() * place), px=11, ink=Ink.TEXT3, align=paint.RIGHT
            )
        upper, lower = self.dots(upper=True), self.dots(upper=False)
        hot = next((place for place, mark in enumerate(self.marks) if mark.hot), None)
        if hot is not None:
            painter.setPen(QPen(look.colour(Ink.BORDER_STRONG), 1))
            painter.drawLine(QPointF(upper[hot].x(), area.top()), QPointF(upper[hot].x(), area.bottom()))
        self._months(painter, area, upper, hot)
        for dots, ink, broken in ((lower, Ink.OK, True), (upper, Ink.CHART1, False)):
            line(painter, dots, look.colour(ink), look.colour(Ink.SURFACE), broken=broken, hot=hot)
        if hot is not None:
            self._tell(painter, area, hot, upper[hot].x())

    def _months(self, painter: QPainter, area: QRectF, dots: Sequence[QPointF], hot: int | None) -> None:
        look = self._look
        for place, (one, dot) in enumerate(zip(self.points, dots, strict=True)):
            box = QRectF(dot.x() - look.dp(24), area.bottom() + 3, look.dp(48), look.dp(17))
            said = f"{one.month.month}" if one.month.month > 1 else f"{one.month:%y}/1"
            ink = Ink.TEXT if place == hot else Ink.TEXT3
            paint.words(painter, look, box, said, px=11, ink=ink, bold=place == hot, align=paint.CENTRE)

    def bubble(self, place: int) -> QRectF:
        """Where the words of a month stand: beside its point, always inside."""
        look, area = self._look, self.area()
        wide = max(look.width(words, 12, bold=not row) for row, words in enumerate(self._told(place))) + 20
        x = self.dots(upper=True)[place].x() + 8
        left = x if x + wide <= self.width() else x - 16 - wide
        return QRectF(max(0.0, left), area.top(), wide, look.dp(3 * 18 + 10))

    def _told(self, place: int) -> tuple[str, str, str]:
        one, (upper, lower) = self.points[place], self._names
        return f"{one.month:%Y-%m}", f"{upper} {one.upper:,}", f"{lower} {one.lower:,}"

    def _tell(self, painter: QPainter, _area: QRectF, place: int, _x: float) -> None:
        look, room = self._look, self.bubble(place)
        paint.box(painter, room, 7, look.colour(Ink.BAR))
        for row, words in enumerate(self._told(place)):
            line_of = QRectF(room.x() + 10, room.y() + 5 + row * look.dp(18), room.width() - 12, look.dp(18))
            paint.words(painter, look, line_of, words, px=12, ink=Ink.ON_BAR, bold=not row)

    def _place(self) -> None:
        dots = self.dots(upper=True)
        half = (dots[1].x() - dots[0].x()) / 2 if len(dots) > 1 else self.width() / 2
        for mark, dot in zip(self.marks, dots, strict=True):
            left, right = max(0, round(dot.x() - half)), min(self.width(), round(dot.x() + half))
            mark.setGeometry(left, 0, max(1, right - left), self.height())


class _Month(Mark):
    """The column of one month: nothing but its ring is painted here, the lines run through all of them."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """The chart tells of it."""
        super().enterEvent(event)
        self._tell()

    def leaveEvent(self, event: QEvent) -> None:
        """And no more."""
        super().leaveEvent(event)
        self._tell()

    def _tell(self) -> None:
        chart = self.parentWidget()
        if chart is not None:
            chart.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring of the keyboard."""
        self.ring(QPainter(self), QRectF(self.rect()))


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
            line(painter, ends, look.colour(ink), None, broken=broken)
            x += look.dp(22)
            x += paint.words(painter, look, QRectF(x, 0, self.width() - x, self.height()), name, px=12, ink=Ink.TEXT2)
            x += 14


def line(
    painter: QPainter,
    dots: Sequence[QPointF],
    colour: QColor,
    ground: QColor | None,
    *,
    broken: bool,
    hot: int | None = None,
) -> None:
    """The line through the dots; each dot a ring on the ground, where there is one; the hot one filled."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 2)
    if broken:
        pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(list(dots))
    if ground is not None:
        painter.setPen(QPen(colour, 1.6))
        for place, dot in enumerate(dots):
            painter.setBrush(colour if place == hot else ground)
            radius = _HOT if place == hot else _DOT
            painter.drawEllipse(dot, radius, radius)
