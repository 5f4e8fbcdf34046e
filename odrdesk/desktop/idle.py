"""Whether somebody is at the window: keys, mouse, wheel, an input method at work."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_STIRRING = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin,
})  # fmt: skip


class Idle(QObject):
    """`passed` once nobody stirred for so long in any of its windows. Rests until it is told how long (`watch`).

    It listens at the window's handle and at the widget with the focus (an input method speaks to that one alone);
    a filter on the application would slow every event of every widget.
    """

    passed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._windows, self._heard = [window], list[QObject]()
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.passed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def watch(self, minutes: int) -> None:
        """Count anew, from now on to so many minutes."""
        self.timer.setInterval(minutes * 60_000)
        self.timer.start()
        for window in self._windows:
            self._listen_at(window)
        self._listen(QApplication.focusWidget())

    def also(self, window: QWidget) -> None:
        """Who works in this window too is there."""
        self._windows = [one for one in self._windows if isValid(one)] + [window]
        if self.timer.interval():
            self._listen_at(window)

    def stir(self) -> None:
        """Somebody is there."""
        if self.timer.interval():
            self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever stirs is there; nothing is kept from anybody."""
        del watched
        if event.type() in _STIRRING:
            self.stir()
        return False

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before) and before in self._heard:
            before.removeEventFilter(self)
            self._heard.remove(before)
        if self.timer.interval() and now is not None and now.window() in self._windows:
            self._listen(now)

    def _listen_at(self, window: QWidget) -> None:
        if isValid(window):
            window.winId()  # the handle is there once it is asked for
            self._listen(window.windowHandle())

    def _listen(self, speaker: QObject | None) -> None:
        self._heard = [one for one in self._heard if isValid(one)]
        if speaker is not None and speaker not in self._heard:
            speaker.installEventFilter(self)
            self._heard.append(speaker)
