"""A ring around what was looked for, for a moment; it takes no click and moves nothing."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look

STAYS_MS = 2_400
_OUT = 8


class Spotlight(QWidget):
    """One over a page; `light(target)` moves it there, it goes by itself or when the next one is lit."""

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._page = look, page
        self.target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self.put_out)
        self.hide()

    def light(self, target: QWidget) -> None:
        """Show it around a widget of the page."""
        self.put_out()
        self.target = target
        target.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def put_out(self) -> None:
        """Go."""
        if self.target is not None and isValid(self.target):
            self.target.removeEventFilter(self)
        self.target = None
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what it stands around."""
        if watched is self.target and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            QTimer.singleShot(0, self, self._place)
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        paint.ring(QPainter(self), self._look, QRectF(self.rect()), 9)

    def _place(self) -> None:
        if self.target is None or not isValid(self.target):
            return
        at = self.target.mapTo(self._page, self.target.rect().topLeft())
        self.setGeometry(at.x() - _OUT, at.y() - _OUT, self.target.width() + 2 * _OUT, self.target.height() + 2 * _OUT)
