"""The people one can be, one below the other: avatar, name, what they do here."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from odrdesk.desktop import paint, tips
from odrdesk.desktop.models.rows import Index
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

ROW = 52
_KEY, _ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Someone(NamedTuple):
    """A name and the roles in words."""

    name: str
    roles: str


class People(QListWidget):
    """`chosen(name)` when another one is; letters go to whoever they are typed for (`typed`), not to a search."""

    chosen = Signal(str)
    typed = Signal(str)

    def __init__(self, look: Look, name: str, people: Sequence[Someone], current: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(look, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        for one in people:
            item = QListWidgetItem(one.name)
            item.setData(_KEY, one.name)
            item.setData(_ROLE, one.roles)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.name} {one.roles}".strip())
            item.setToolTip(tips.plain(f"{one.name}\n{one.roles}".strip()))
            self.addItem(item)
        self.choose(current)
        self.currentItemChanged.connect(lambda *_items: self.chosen.emit(self.key))
        look.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def key(self) -> str:
        """The chosen name, empty for none."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    @property
    def roles(self) -> str:
        """What the chosen one does here."""
        item = self.currentItem()
        return str(item.data(_ROLE)) if item is not None else ""

    @property
    def names(self) -> list[str]:
        """Everybody, from the top."""
        return [str(self.item(row).data(_KEY)) for row in range(self.count())]

    def choose(self, name: str) -> None:
        """Choose by name; the first where nobody is called so."""
        names = self.names
        self.setCurrentRow(names.index(name) if name in names else 0 if names else -1)

    def sizeHint(self) -> QSize:
        """All of them, up to six."""
        return QSize(self._look.dp(208), self._look.dp(ROW) * min(6, max(1, self.count())) + 2)

    def minimumSizeHint(self) -> QSize:
        """Three."""
        return QSize(self._look.dp(160), self._look.dp(ROW) * min(3, max(1, self.count())) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk; a letter begins the password."""
        if event.text().isprintable() and event.text() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(event.text())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: letters are the password's."""


class _Delegate(QStyledItemDelegate):
    """One person on a row."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines beside an avatar."""
        return QSize(160, self._look.dp(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Avatar, name, roles."""
        look, rect, state = self._look, QRectF(option.rect).adjusted(0, 2, 0, -2), option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        if on or state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect, 8, look.colour(Ink.SELECTED if on else Ink.HOVER))
        if on and state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, look, rect, 8)
        side, middle = look.dp(32), rect.center().y()
        name, roles = str(index.data(_KEY)), str(index.data(_ROLE) or "")
        paint.avatar(painter, look, QRectF(rect.x() + 10, middle - side / 2, side, side), name)
        x = rect.x() + 10 + side + 10
        room = QRectF(x, rect.y(), rect.right() - x - 8, rect.height())
        if not roles:
            paint.words(painter, look, room, name, px=14, bold=on)
            return
        half = look.dp(20)
        paint.words(painter, look, QRectF(x, middle - half, room.width(), half), name, px=14, bold=on)
        paint.words(painter, look, QRectF(x, middle, room.width(), half), roles, px=12, ink=Ink.TEXT3)
