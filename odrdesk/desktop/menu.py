"""The menu: hidden until Alt is pressed and let go alone, or F10; every command that exists, by group."""

from itertools import groupby

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from odrdesk.desktop.actions import Registry, group_words
from odrdesk.text import _


class MainMenu(QMenu):
    """Filled from the registry each time it opens, so it can never be out of step with it."""

    def __init__(self, window: QWidget, registry: Registry) -> None:
        super().__init__(window)
        self._window, self._registry = window, registry
        self._alt_alone = False
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
        commands = sorted(self._registry.handled(), key=lambda command: group_words(command.group))
        for words, members in groupby(commands, key=lambda command: group_words(command.group)):
            group = self.addMenu(words)
            for command in members:
                action = self._registry.action(command.key)
                if action is not None and command.key != "menu":
                    group.addAction(action)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Alt down and up with nothing between opens; Alt with another key is that key's business."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._alt_alone = event.key() == Qt.Key.Key_Alt and event.modifiers() in (
                Qt.KeyboardModifier.AltModifier,
                Qt.KeyboardModifier.NoModifier,
            )
        elif kind is QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            alone, self._alt_alone = self._alt_alone and event.key() == Qt.Key.Key_Alt, False
            if alone:
                return self._registry.run("menu")
        elif kind in (QEvent.Type.WindowDeactivate, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress):
            self._alt_alone = self._alt_alone and kind is QEvent.Type.ShortcutOverride
        return False
