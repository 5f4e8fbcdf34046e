"""The ring round a list, a table or a text that Tab came to: they paint rows, none of them paints its own edge."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.tab_order import bring_into_view, keep_together


class FocusRing(QWidget):
    """Lies over `around` as long as that has the focus."""

    def __init__(self, look: Look, around: QWidget) -> None:
        super().__init__(around)
        self._look, self._around = look, around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(around.rect())
        around.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the focus, follow the size."""
        if watched is self._around:
            if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
                self._around.removeEventFilter(self)
                self.hide()
                self.deleteLater()
            elif event.type() is QEvent.Type.Resize:
                self.setGeometry(self._around.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        paint.ring(QPainter(self), self._look, QRectF(self.rect()), 7)


def ring_here(look: Look) -> None:
    """After Tab moved the focus: scroll there, and lay a ring round it, unless it shows one itself."""
    now = QApplication.focusWidget()
    bring_into_view(now)
    if isinstance(now, QAbstractScrollArea) and not isinstance(now, QPlainTextEdit):
        FocusRing(look, now)


class TabWay:
    """The way of Tab through a window; what lies in one of `kinds` is gone through in one go."""

    def __init__(self, window: QWidget, kinds: tuple[type[QWidget], ...]) -> None:
        self._window, self._kinds = window, kinds
        self._last: QWidget | None = None
        self._asked = True

    def set_out(self) -> None:
        """Before a step: put in order what was made since; not on every step, it costs some milliseconds.

        Qt takes a step too where what has the focus is hidden, as whenever another page is shown: no key asked for it.
        """
        now = QApplication.focusWidget()
        self._asked = now is None or now.isVisible()
        if self._asked and now is not self._last:
            keep_together(self._window, self._kinds)

    def come_to(self, look: Look) -> None:
        """After a step."""
        if self._asked:
            self._last = QApplication.focusWidget()
            ring_here(look)
