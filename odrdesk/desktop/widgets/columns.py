"""Upright bars with their numbers above and what they stand for below; each a button to its cases."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.chart import Chart, Mark, fitting

HEAD, FOOT, SHARE = 17, 22, 0.6
"""Room for the number and for the words at 100 %, and how much of its column a bar is wide."""
LEAST = 2.0


class Column(NamedTuple):
    """`foot` stands below, `words` is the whole name; `strong` bars are drawn bold, and what is `empty` pale."""

    key: Hashable
    foot: str
    words: str
    size: int
    told: str
    ink: Ink
    strong: bool = False


class Columns(Chart):
    """As many columns as there are, sharing the width."""

    def __init__(self, look: Look, name: str, *, high: int = 104) -> None:
        super().__init__(look, name)
        self._high = high
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Draw these, from the left."""
        most = max((one.size for one in columns), default=0)
        self.put([ColumnMark(self._look, one, most) for one in columns])
        self._place()

    def sizeHint(self) -> QSize:
        """A bar, its number and its words high."""
        return QSize(240, self._look.dp(self._high))

    def minimumSizeHint(self) -> QSize:
        """No lower; as narrow as its columns can be pressed."""
        return QSize(16 * max(1, len(self.marks)), self._look.dp(self._high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wide = self.width() / len(self.marks) if self.marks else 0.0
        for place, mark in enumerate(self.marks):
            left, right = round(place * wide), round((place + 1) * wide)
            mark.setGeometry(left, 0, right - left, self.height())


class ColumnMark(Mark):
    """One bar."""

    def __init__(self, look: Look, column: Column, most: int) -> None:
        super().__init__(look, column.key, column.words, column.told)
        self.column, self._most = column, most

    def bar(self) -> QRectF:
        """Where the bar stands: never outside the room between the number and the words."""
        look, wide = self.look, self.width()
        top, foot = look.dp(HEAD), look.dp(FOOT)
        tall = max(LEAST, self.height() - top - foot)
        high = max(LEAST, tall * self.column.size / self._most) if self._most else LEAST
        return QRectF(wide * (1 - SHARE) / 2, top + tall - high, wide * SHARE, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Hover ground, bar, number, words."""
        look, painter, wide, one = self.look, QPainter(self), self.width(), self.column
        whole = QRectF(self.rect())
        if self.hot:
            paint.box(painter, whole.adjusted(1, 0, -1, 0), 5, look.colour(Ink.HOVER))
        self.drawn = self.bar()
        paint.box(painter, self.drawn, 3, look.colour(one.ink if one.size else Ink.BORDER))
        number = QRectF(0, self.drawn.y() - look.dp(17), wide, look.dp(16))
        words = fitting(look, one.size, wide)
        paint.words(painter, look, number, words, px=11, ink=Ink.TEXT2, bold=one.strong, align=paint.CENTRE)
        foot = QRectF(0, self.height() - look.dp(19), wide, look.dp(18))
        ink = Ink.TEXT if one.strong else Ink.TEXT3
        paint.words(painter, look, foot, one.foot, px=11, ink=ink, bold=one.strong, align=paint.CENTRE)
        self.ring(painter, whole)
