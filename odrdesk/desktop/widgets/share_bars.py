"""Parts of a whole as bars, the largest first; each is a button to the cases behind it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.rooms import empty


class Share(NamedTuple):
    """A part: its key, what it is called, how many, and what is said of it at the right end."""

    key: str
    words: str
    size: int
    told: str


class ShareBars(QWidget):
    """`chosen(key)` when a bar is pressed; `rest` may stand for what did not fit."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.bars: list[ShareBar] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Draw these parts in the order given."""
        empty(self._column)
        most = max((one.size for one in shares), default=0)
        self.bars = [ShareBar(self._look, one, most) for one in shares]
        for bar in self.bars:
            bar.clicked.connect(lambda _on=False, key=bar.share.key: self.chosen.emit(key))
            self._column.addWidget(bar)
        self._column.addStretch(1)


class ShareBar(Clickable):
    """One part."""

    def __init__(self, look: Look, share: Share, most: int) -> None:
        super().__init__(look, f"{share.words} {share.told}")
        self.share, self._most = share, most
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.look.dp(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, bar, number."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect, 5, look.colour(Ink.HOVER))
        named, told = look.dp(124), look.dp(84)
        paint.words(painter, look, QRectF(4, 0, named - 10, rect.height()), self.share.words, px=13)
        room = max(0.0, rect.width() - named - told - 8)
        wide = max(3.0, room * self.share.size / self._most) if self._most else 3.0
        high = look.dp(10)
        paint.box(painter, QRectF(named, (rect.height() - high) / 2, wide, high), 3, look.colour(Ink.CHART1))
        end = QRectF(rect.width() - told - 4, 0, told, rect.height())
        paint.words(painter, look, end, self.share.told, px=12, ink=Ink.TEXT2, align=paint.RIGHT, tabular=True)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 5)
