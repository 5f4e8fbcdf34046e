"""A picture whose parts tell themselves under the mouse and to whoever walks them by arrows. Nothing is pressed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QToolTip

from odrdesk.desktop import tips
from odrdesk.desktop.theme import announce

_BACK, _ON = (Qt.Key.Key_Left, Qt.Key.Key_Up), (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Walked(QLabel):
    """`at` is the part one is on, None for none; a screen reader hears each.

    A label to Qt, which gives the picture a role a screen reader reads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def places(self) -> Sequence[QRectF]:
        """Where the parts lie, in the order in which they are walked."""
        return ()

    def said(self) -> Sequence[str]:
        """What each of them says."""
        return ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go to another part."""
        last, at, key = len(self.said()) - 1, self.at or 0, event.key()
        if last < 0:
            super().keyPressEvent(event)
        elif key in _BACK or key in _ON:
            self.go(max(0, min(last, at + (1 if key in _ON else -1))))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def go(self, place: int) -> None:
        """To a part: it is marked, told beside it and read out."""
        self.at = place
        self.update()
        words, room = self.said()[place], self.places()[place]
        announce(self, words)
        QToolTip.showText(self.mapToGlobal(room.bottomLeft().toPoint()), tips.plain(words), self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first."""
        super().focusInEvent(event)
        if self.said():
            self.at = self.at or 0
            self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The mark goes."""
        super().focusOutEvent(event)
        self.at = None
        QToolTip.hideText()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The part under the mouse is marked."""
        super().mouseMoveEvent(event)
        self._mark(self.under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """And no more."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._mark(None)

    def event(self, event: QEvent) -> bool:
        """What the part under the mouse says."""
        if isinstance(event, QHelpEvent):
            at = self.under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if at is None else tips.plain(self.said()[at]), self)
            return True
        return super().event(event)

    def under(self, point: QPointF) -> int | None:
        """The part at a point."""
        return next((n for n, room in enumerate(self.places()) if room.contains(point)), None)

    def _mark(self, at: int | None) -> None:
        if at != self.at:
            self.at = at
            self.update()
