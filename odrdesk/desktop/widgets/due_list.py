"""The board's list of what is due, grouped by day."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from odrdesk.desktop.delegates.due import DueDelegate
from odrdesk.desktop.models.due import DueItem, DueItems, Index
from odrdesk.desktop.theme import Look
from odrdesk.text import _


class DueList(QListView):
    """`opened(key)` on Enter or double click; the first row is chosen so that Enter works at once."""

    opened = Signal(int)

    def __init__(self, look: Look, items: DueItems) -> None:
        super().__init__()
        self._items = items
        self._current: int | None = None
        self.setAccessibleName(_("按期限排列的案件"))
        self.setModel(items)
        self.setItemDelegate(DueDelegate(look, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        items.modelReset.connect(self._recall)
        look.changed.connect(self.doItemsLayout)
        self.doubleClicked.connect(self._open)

    @property
    def current(self) -> DueItem | None:
        """The current row."""
        item = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return item if isinstance(item, DueItem) else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remember the row by its key."""
        super().currentChanged(current, previous)
        if self.current is not None:
            self._current = self.current.row.key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: one letter is a command here."""

    def _open(self, index: QModelIndex) -> None:
        item = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(item, DueItem):
            self.opened.emit(item.row.key)

    def _recall(self) -> None:
        row = self._items.row_of(self._current)
        if row is not None:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self._items.index(row, 0), flag)
