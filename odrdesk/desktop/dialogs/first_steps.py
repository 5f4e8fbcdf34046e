"""What the first start is painted of: the steps at its left, the ways as cards."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen

from odrdesk.desktop import paint
from odrdesk.desktop.dialogs.first_ways import Words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.text import _


class StepLine(Clickable):
    """A step with its number; done ones bear a tick and may be gone back to."""

    def __init__(self, look: Look, number: int, words: str) -> None:
        super().__init__(look, words)
        self._number, self._words = number, words
        self._done = self._here = False
        self.stand(done=False, here=number == 1)

    def stand(self, *, done: bool, here: bool) -> None:
        """Where the person is."""
        self._done, self._here = done, here
        state = _("已完成") if done else _("当前") if here else _("未到")
        self.setAccessibleDescription(_("第 {n} 步，{state}").format(n=self._number, state=state))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.look.dp(38))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ring with the number, or a tick on green; the words beside it."""
        painter, look, rect = QPainter(self), self.look, QRectF(self.rect())
        if self._done and self.underMouse() and self.isEnabled():
            paint.box(painter, rect, 8, look.colour(Ink.HOVER))
        side = look.dp(24)
        disc = QRectF(6, rect.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._done:
            paint.box(painter, disc, side / 2, look.colour(Ink.OK_FILL))
            tick = look.icon("check", Ink.ON_ACCENT, 14, ratio=self.devicePixelRatioF(), stroke=3)
            half = look.dp(14) / 2
            painter.drawPixmap(QPointF(disc.center().x() - half, disc.center().y() - half), tick)
        else:
            edge = Ink.ACCENT if self._here else Ink.BORDER_STRONG
            painter.setPen(QPen(look.colour(edge), 2 if self._here else 1.5))
            painter.setBrush(look.colour(Ink.SURFACE))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
            ink = Ink.ACCENT_TEXT if self._here else Ink.TEXT3
            paint.words(painter, look, disc, str(self._number), px=12, ink=ink, bold=True, align=paint.CENTRE)
        room = rect.adjusted(disc.right() + 12, 0, -6, 0)
        ink = Ink.TEXT if self._here or self._done else Ink.TEXT3
        paint.words(painter, look, room, self._words, px=14, ink=ink, bold=self._here)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)


class WayChoice(Clickable):
    """One of the ways: icon, name, a line about it; framed when chosen."""

    def __init__(self, look: Look, words: Words) -> None:
        super().__init__(look, words.title)
        self._words = words
        self.setCheckable(True)
        self.setAccessibleDescription(words.hint)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(320, self.look.dp(60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the page's: it goes on with the way that is chosen; Space and arrows choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, the two lines."""
        painter, look, rect, on = QPainter(self), self.look, QRectF(self.rect()), self.isChecked()
        ground = Ink.SELECTED if on else (Ink.HOVER if self.underMouse() else Ink.SURFACE)
        paint.box(painter, rect, 9, look.colour(ground), look.colour(Ink.ACCENT_TEXT if on else Ink.BORDER))
        ink = Ink.DISABLED if not self.isEnabled() else (Ink.ACCENT_TEXT if on else Ink.TEXT2)
        paint.icon(painter, look, 16, rect.center().y(), self._words.icon, ink, 20)
        x, middle = 16 + look.dp(20) + 14, rect.center().y()
        above = QRectF(x, middle - look.dp(22), rect.width() - x - 12, look.dp(22))
        below = QRectF(x, middle + 1, above.width(), look.dp(20))
        title = Ink.TEXT if self.isEnabled() else Ink.DISABLED
        paint.words(painter, look, above, self._words.title, px=14, ink=title, bold=True)
        paint.words(painter, look, below, self._words.hint, px=12, ink=Ink.TEXT3)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 9)
