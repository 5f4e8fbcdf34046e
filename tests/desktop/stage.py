"""The real window on a copy of the demonstration desk, and what it takes to look at one scene after another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from odrdesk.desktop import appearance
from odrdesk.desktop.front import Front
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services.desk import Desk

QUIET = 3
"""Rounds in a row in which nothing is under way: one answer often asks the next question."""
PATIENCE = 20_000
"""Rounds of a millisecond at least to wait for what is under way."""


class Stage:
    """A window with a desk in it, shown; `close` takes it down. The desk stays open."""

    def __init__(self, desk: Desk, look: Look, place: Path, size: QSize | None = None) -> None:
        self.desk, self.look, self.place = desk, look, place
        self.law, self.calendar = desk.law, desk.calendar  # read beforehand, as the start of the program does
        self.settings = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)
        self.heard: list[BaseException] = []
        hub = Hub()
        self.work = Work(hub, bug=self.heard.append, fault=self.heard.append, refusal=self.heard.append)
        self.window = Window(look, self.settings)
        appearance.offer(self.window.registry, look, self.settings)
        self.front = Front(look, self.window, self.settings, work=self.work, hub=hub, desk=desk)
        self.window.resize(size or QSize(1440, 900))
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Let everything under way come to its end, and the layouts that wait for it run."""
        quiet = 0
        for _round in range(PATIENCE):
            rest()
            QCoreApplication.sendPostedEvents()
            quiet = 0 if self.work.busy else quiet + 1
            if quiet == QUIET:
                break
        else:
            msg = "the window does not come to rest"
            raise AssertionError(msg)
        for reader in self.window.findChildren(Reader):  # a page set anew for another width comes a moment later
            if reader.isVisible() and reader.late:
                reader.set_anew()
        if self.heard:
            _fail(self.heard)

    def resize(self, size: QSize) -> None:
        """Another size of the window."""
        self.window.resize(size)
        self.settle()

    @property
    def over(self) -> Overlay | None:
        """The plate that lies over the window, the uppermost of several."""
        found = [one for one in self.window.findChildren(Overlay) if one.isVisible()]
        return found[-1] if found else None

    @property
    def shown(self) -> QWidget:
        """What a person looks at: a menu, a plate, the window."""
        popup = QApplication.activePopupWidget()
        return popup or self.over or self.window

    def clear(self) -> None:
        """Take away whatever lies over the page."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        while (over := self.over) is not None:
            over.close_over()
        for toast in list(self.window.toasts.standing):
            toast.leave()
        if not self.window.isActiveWindow():  # a menu took it
            self.window.activateWindow()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle()

    def close(self) -> None:
        """Take the window down."""
        self.clear()
        self.front.step_aside()
        self.window.close()
        self.work.finish()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not isValid(self.window)
        self.work.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def stage(opens: Callable[[Path], Desk], look: Look, place: Path) -> Iterator[Stage]:
    """A stage on a desk made for it; both are closed at the end."""
    desk = opens(place / "desk")
    try:
        made = Stage(desk, look, place)
        try:
            yield made
        finally:
            made.close()
    finally:
        desk.close(backup=False)


def _fail(heard: list[BaseException]) -> NoReturn:
    first = heard.pop(0)
    heard.clear()
    raise AssertionError(f"unasked for: {first!r}") from first


def rest(milliseconds: int = 1) -> None:
    """A while as a window in use waits: `QTest.qWait` keeps Python's lock, and what reads beside starves."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
