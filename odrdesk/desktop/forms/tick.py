"""A box to tick: a sentence one stands by."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable

LEAST = 120
"""Pixels at 100 % below which no tick is pressed together."""


class Tick(Clickable):
    """Space ticks it; Enter is left to the form around it."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__(look, words)
        self.setText(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Box and words."""
        look = self.look
        return QSize(round(look.width(self.text(), 13)) + look.dp(16) + 16, look.dp(26))

    def minimumSizeHint(self) -> QSize:
        """The box and the beginning of the words; cut, they stand whole in the tooltip."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), self.look.dp(LEAST)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that are cut are told on hover."""
        super().resizeEvent(event)
        if self.toolTip() in {"", self.text()}:
            self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The box, ticked or not, and the words."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        side = look.dp(16)
        box = QRectF(2, rect.center().y() - side / 2, side, side)
        on = self.isChecked()
        live = self.isEnabled()
        edge = (Ink.ACCENT if self.underMouse() else Ink.BORDER_STRONG) if live else Ink.BORDER
        fill = (Ink.ACCENT if live else Ink.DISABLED) if on else Ink.SURFACE
        paint.box(painter, box, 4, look.colour(fill), None if on else look.colour(edge))
        if on:
            paint.icon(painter, look, box.x() + look.dp(2), box.center().y(), "check", Ink.ON_ACCENT, 12)
        ink = Ink.TEXT if live else Ink.DISABLED
        paint.words(painter, look, rect.adjusted(box.right() + 8, 0, 0, 0), self.text(), ink=ink)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 5)
