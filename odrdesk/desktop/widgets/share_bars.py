"""Parts of a whole as bars, the largest first; each is a button to the cases behind it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.models.numbers import Numbers
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.chart import Chart, Mark

ROW, GAP, NAMED = 24, 6, 124
LEAST = 3.0
_WIDEST = 0.42
"""The share of the width that names may take at most."""


class Share(NamedTuple):
    """A part: its key, what it is called, how many, what is said of it at the right end, and cells of the table."""

    key: str
    words: str
    size: int
    told: str
    cells: tuple[str, ...] = ()


class ShareBars(Chart):
    """As many parts as there is room for, `fitted(shown, all)` when that changes; the table has them all."""

    fitted = Signal(int, int)

    def __init__(self, look: Look, name: str, titles: tuple[str, ...] = (), ink: Ink = Ink.CHART1) -> None:
        super().__init__(look, name)
        self._titles, self._ink = titles, ink
        self._shares: tuple[Share, ...] = ()
        self.nothing = ""
        """Said where there are no parts."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def bars(self) -> list["ShareBar"]:
        """The bars in their order."""
        return [one for one in self.marks if isinstance(one, ShareBar)]

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Draw these parts in the order given."""
        self._shares = tuple(shares)
        most = max((one.size for one in shares), default=0)
        self.put([ShareBar(self._look, one, most, self) for one in shares])
        self._fit()

    def numbers(self) -> Numbers:
        """The name and what is said of it, for every part."""
        rows = tuple((one.words, *(one.cells or (f"{one.size:,}",))) for one in self._shares)
        return Numbers(self._titles, rows, tuple(one.key for one in self._shares))

    def named(self) -> float:
        """The width of the names: what the longest needs, within bounds."""
        look = self._look
        widest = max((look.width(one.words, 13) for one in self._shares), default=0.0) + 14
        return min(max(float(look.dp(72)), widest), max(float(look.dp(NAMED)), self.width() * _WIDEST))

    def told(self) -> float:
        """The width of the words at the right end."""
        return max((self._look.width(one.told, 12) for one in self._shares), default=0.0) + 10

    def sizeHint(self) -> QSize:
        """Six parts."""
        return QSize(260, self._look.dp(ROW + GAP) * 6)

    def minimumSizeHint(self) -> QSize:
        """Three parts."""
        return QSize(200, self._look.dp(ROW + GAP) * 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words where there is nothing to draw."""
        super().paintEvent(event)
        if not self._shares:
            paint.words(
                QPainter(self), self._look, QRectF(self.rect()), self.nothing, ink=Ink.TEXT3, align=paint.CENTRE
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many as fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look = self._look
        row, least = look.dp(ROW), look.dp(ROW) + 1
        room = max(3, int(self.height() // least))
        shown = min(len(self.marks), room)
        each = min(row + look.dp(GAP), self.height() / shown) if shown else row
        for place, mark in enumerate(self.marks):
            mark.setVisible(place < shown)
            mark.setGeometry(0, round(place * each), self.width(), row)
        self.fitted.emit(shown, len(self.marks))


class ShareBar(Mark):
    """One part."""

    def __init__(self, look: Look, share: Share, most: int, chart: ShareBars) -> None:
        super().__init__(look, share.key, share.words, share.told)
        self.share, self._most, self._chart = share, most, chart

    def bar(self) -> QRectF:
        """Where the bar lies: between the name and the number."""
        look, chart = self.look, self._chart
        named, told = chart.named(), chart.told()
        room = max(0.0, self.width() - named - told - 8)
        wide = max(LEAST, room * self.share.size / self._most) if self._most and self.share.size else LEAST
        high = look.dp(12)
        return QRectF(named, (self.height() - high) / 2, wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, bar, number."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self.hot:
            paint.box(painter, rect, 5, look.colour(Ink.HOVER))
        name = QRectF(4, 0, self._chart.named() - 12, rect.height())
        paint.words(painter, look, name, self.share.words, px=13)
        self.drawn = self.bar()
        paint.box(painter, self.drawn, 3, look.colour(self._chart._ink if self.share.size else Ink.BORDER))  # noqa: SLF001 -- the chart's own mark
        end = QRectF(rect.width() - self._chart.told() - 4, 0, self._chart.told(), rect.height())
        paint.words(painter, look, end, self.share.told, px=12, ink=Ink.TEXT2, align=paint.RIGHT, tabular=True)
        self.ring(painter, rect)
