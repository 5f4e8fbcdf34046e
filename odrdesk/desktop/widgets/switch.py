"""A switch: what it names is on or off at once; nothing waits for an OK."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.text import _


class Switch(Clickable):
    """Space and Enter turn it; the word beside it says what it is, so colour is never the only cue."""

    def __init__(self, look: Look, name: str, *, on: bool = False) -> None:
        super().__init__(look, name)
        self.setCheckable(True)
        self.setChecked(on)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The track, and the word."""
        look = self.look
        word = max(look.width(_("开"), 12), look.width(_("关"), 12))
        return QSize(round(look.dp(38) + word) + 14, look.dp(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, knob, word, ring."""
        painter, look, rect, on = QPainter(self), self.look, QRectF(self.rect()), self.isChecked()
        wide, high = look.dp(38), look.dp(20)
        track = QRectF(rect.right() - wide - 3, rect.center().y() - high / 2, wide, high)
        live = self.isEnabled()
        if on:
            hot = Ink.ACCENT_HOVER if self.underMouse() else Ink.ACCENT
            paint.box(painter, track, high / 2, look.colour(hot if live else Ink.DISABLED))
        else:
            edge = Ink.BORDER_STRONG if live else Ink.BORDER
            paint.box(painter, track, high / 2, look.colour(Ink.SURFACE2), look.colour(edge))
        side = high - 6
        x = track.right() - side - 3 if on else track.x() + 3
        knob = QRectF(x, track.center().y() - side / 2, side, side)
        ink = Ink.ON_ACCENT if on else Ink.BORDER_STRONG if live else Ink.DISABLED
        paint.box(painter, knob, side / 2, look.colour(ink))
        room = QRectF(rect.x() + 2, rect.y(), track.x() - rect.x() - 8, rect.height())
        paint.words(painter, look, room, _("开") if on else _("关"), px=12, ink=Ink.TEXT2, align=paint.RIGHT)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, track.adjusted(-3, -3, 3, 3), high / 2 + 3)
