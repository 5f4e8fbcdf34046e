"""How many cases came in each of the last months: one bar a month, the present one strong."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

_HIGH = 96


class MonthBars(QWidget):
    """Bars with their numbers; the words for a screen reader are set by whoever knows what is counted."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._months: tuple[tuple[date, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_months(self, months: Sequence[tuple[date, int]]) -> None:
        """Draw these months, given by their first days."""
        self._months = tuple(months)
        self.setAccessibleDescription(" ".join(f"{day:%Y-%m} {count}" for day, count in months))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a bar, a number and a month."""
        return QSize(240, self._look.dp(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bar, number above, month below."""
        if not self._months:
            return
        look, painter = self._look, QPainter(self)
        most = max(count for _day, count in self._months) or 1
        width, foot, head = self.width() / len(self._months), look.dp(18), look.dp(16)
        tall = self.height() - foot - head
        for at, (day, count) in enumerate(self._months):
            last = at == len(self._months) - 1
            high = max(2.0, tall * count / most)
            bar = QRectF(at * width + width * 0.2, head + tall - high, width * 0.6, high)
            ink = Ink.BORDER if not count else Ink.CHART1 if last else Ink.CHART2
            paint.box(painter, bar, 3, look.colour(ink))
            number = QRectF(at * width, bar.y() - head, width, head)
            if count:
                paint.words(painter, look, number, f"{count:,}", px=11, ink=Ink.TEXT2, bold=last, align=paint.CENTRE)
            month = QRectF(at * width, self.height() - foot, width, foot)
            said = f"{day.month}" if day.month > 1 else f"{day:%y}/1"
            paint.words(painter, look, month, said, px=11, ink=Ink.TEXT if last else Ink.TEXT3, align=paint.CENTRE)
