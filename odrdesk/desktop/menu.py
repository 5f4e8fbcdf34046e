"""The menu: hidden until Alt is pressed and let go alone, or F10; every command that exists, by group."""

from itertools import groupby

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from odrdesk.desktop.actions import Group, Registry, group_words
from odrdesk.text import _

_BETWEEN = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class MainMenu(QMenu):
    """Filled from the registry each time it opens, so it can never be out of step with it."""

    def __init__(self, window: QWidget, registry: Registry) -> None:
        super().__init__(window)
        self._window, self._registry = window, registry
        self._watching = self._alone = False
        self.setAccessibleName(_("菜单"))
        self.setToolTipsVisible(True)
        window.installEventFilter(self)
        registry.handle("menu", self.drop)

    def drop(self) -> None:
        """Open at the window's upper left, beneath its title bar."""
        self.fill()
        self.popup(self._window.mapToGlobal(QPoint(8, 8)))
        self.setActiveAction(self.actions()[0])

    def fill(self) -> None:
        """A submenu for each group of commands."""
        for old in self.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.deleteLater()
        self.clear()
        order = list(Group)
        commands = sorted(self._registry.handled(), key=lambda command: order.index(command.group))
        for kind, members in groupby(commands, key=lambda command: command.group):
            group = self.addMenu(group_words(kind))
            for command in members:
                action = self._registry.action(command.key)
                if action is not None and command.key != "menu":
                    group.addAction(action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt down and up with nothing between opens; Alt with another key is that key's business.

        The whole application is watched only while Alt is down: a shortcut or an entry may keep the key
        between to itself, and the window alone would never hear of it.
        """
        key = event.key() if isinstance(event, QKeyEvent) else None
        kind = event.type()
        if not self._watching:
            if kind is QEvent.Type.KeyPress and key == Qt.Key.Key_Alt and watched is self._window:
                self._watch(on=True)
        elif kind is QEvent.Type.KeyRelease and key == Qt.Key.Key_Alt:
            self._watch(on=False)
            if self._alone:
                QTimer.singleShot(0, self, lambda: self._registry.run("menu"))
        elif kind in _BETWEEN and key != Qt.Key.Key_Alt:
            self._alone = False
        elif kind is QEvent.Type.WindowDeactivate:
            self._watch(on=False)
        return False

    def _watch(self, *, on: bool) -> None:
        self._watching, self._alone = on, on or self._alone
        app = QApplication.instance()
        if app is not None:
            (app.installEventFilter if on else app.removeEventFilter)(self)
