"""A toast says what was done and offers to undo it; at most three stand, none for what needs an answer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.text import _

MOST = 3
SHORT_MS, LONG_MS = 6_000, 10_000
_EDGE, _GAP = 28, 8


class Toasts(QObject):
    """The toasts of one window, stacked at its bottom right."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window
        self.standing: list[Toast] = []
        self._floor = 0
        window.installEventFilter(self)

    def say(self, text: str, undo: Callable[[], None] | None = None, *, bulk: bool = False, keys: str = "") -> "Toast":
        """Show one; the oldest goes when there are more than three. `keys` does the same as its link."""
        while len(self.standing) >= MOST:
            self.standing[0].leave()
        toast = Toast(self._look, self._window, text, undo, LONG_MS if bulk else SHORT_MS, keys)
        toast.gone = self._gone
        self.standing.append(toast)
        toast.show()
        self._place()
        if not self._locks():
            announce(toast, text)
        return toast

    def stand_on(self, height: int) -> None:
        """So much at the window's lower edge is not to be covered."""
        if height != self._floor:
            self._floor = height
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the corner when the window changes its size."""
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _gone(self, toast: "Toast") -> None:
        if toast in self.standing:
            self.standing.remove(toast)
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - _EDGE - self._floor
        for toast in reversed(self.standing):
            toast.adjustSize()
            toast.move(self._window.width() - toast.width() - _EDGE, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + _GAP
        for lock in self._locks():
            lock.raise_()

    def _locks(self) -> list[Overlay]:
        """What lies over everything: a toast tells nothing there, neither to the eye nor to a screen reader."""
        return [one for one in self._window.findChildren(Overlay) if one.topmost and one.isVisible()]


class Toast(QFrame):
    """One line on a dark plate; waits while the mouse is over it."""

    def __init__(  # noqa: PLR0917 -- made here alone
        self, look: Look, window: QWidget, text: str, undo: Callable[[], None] | None, stay: int, keys: str
    ) -> None:
        super().__init__(window)
        self.gone: Callable[[Toast], None] = lambda _toast: None
        self._undo = undo
        self.setProperty("plate", "dark")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 10, 7)
        row.setSpacing(8)
        row.addWidget(Glyph(look, "circle-check", Ink.BAR_OK, 16))
        row.addWidget(Label(text, 13, Ink.ON_BAR))
        if undo is not None:
            link = Button(look, f"{_('撤销')} {keys}".rstrip(), kind=Kind.BAR_LINK, height=26)
            link.clicked.connect(self._undone)
            row.addWidget(link)
        close = Button(look, icon="x", kind=Kind.ON_BAR, height=26, icon_size=14, name=_("关闭提示"))
        close.clicked.connect(self.leave)
        row.addWidget(close)
        self._timer = QTimer(self, singleShot=True, interval=stay)
        self._timer.timeout.connect(self.leave)
        self._timer.start()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The clock stops while it is read."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """And starts anew."""
        super().leaveEvent(event)
        self._timer.start()

    def leave(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.gone(self)
        self.deleteLater()

    def _undone(self) -> None:
        undo, self._undo = self._undo, None
        self.leave()
        if undo is not None:
            undo()
