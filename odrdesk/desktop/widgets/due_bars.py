"""What falls due on the coming working days: one bar a day, each a button to its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.formats import day_short, weekday
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.rooms import empty
from odrdesk.text import _, ngettext

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """How many cases fall due on a day."""

    day: date
    count: int


class DueBars(QWidget):
    """`chosen(date)` when a bar is pressed."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(_("未来工作日到期量"))
        self.setMinimumHeight(look.dp(104))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_bars(self, bars: Sequence[Bar], today: date) -> None:
        """Draw the days given; today is amber, the next two strong, the rest pale."""
        empty(self._row)
        most = max((bar.count for bar in bars), default=0)
        for place, bar in enumerate(bars):
            ink = Ink.WARN_FILL if bar.day == today else Ink.CHART1 if place < _NEAR else Ink.CHART2
            button = _BarButton(self._look, bar, most, ink, today=bar.day == today)
            button.clicked.connect(lambda _on=False, day=bar.day: self.chosen.emit(day))
            self._row.addWidget(button)


class _BarButton(Clickable):
    def __init__(self, look: Look, bar: Bar, most: int, ink: Ink, *, today: bool) -> None:
        count = ngettext("{n} 件", "{n} 件", bar.count).format(n=bar.count)
        super().__init__(look, f"{day_short(bar.day)} {weekday(bar.day)} {count}")
        self._bar, self._most, self._ink, self._today = bar, most, ink, today
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(20, self.look.dp(104))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, width = self.look, QPainter(self), self.width()
        top, foot = look.dp(17), look.dp(22)
        tall = self.height() - top - foot
        height = max(2.0, tall * self._bar.count / self._most) if self._most else 2.0
        if self.underMouse():
            paint.box(painter, QRectF(1, 0, width - 2, self.height()), 5, look.colour(Ink.HOVER))
        rect = QRectF(width * 0.2, top + tall - height, width * 0.6, height)
        paint.box(painter, rect, 3, look.colour(self._ink if self._bar.count else Ink.BORDER))
        number = QRectF(0, rect.y() - look.dp(17), width, look.dp(16))
        paint.words(
            painter, look, number, str(self._bar.count), px=11, ink=Ink.TEXT2, bold=self._today, align=paint.CENTRE
        )
        foot_rect = QRectF(0, self.height() - look.dp(19), width, look.dp(18))
        text = _("今") if self._today else str(self._bar.day.day)
        ink = Ink.TEXT if self._today else Ink.TEXT3
        paint.words(painter, look, foot_rect, text, px=11, ink=ink, bold=self._today, align=paint.CENTRE)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, QRectF(self.rect()), 5)
