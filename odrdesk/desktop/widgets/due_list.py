"""The board's list of what is due, grouped by day."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip

from odrdesk.desktop import tips
from odrdesk.desktop.delegates.due import DueDelegate
from odrdesk.desktop.models.due import DueItem, DueItems, Index
from odrdesk.desktop.theme import Look
from odrdesk.text import _


class DueList(QListView):
    """`opened(key)` on Enter or double click; the first row is chosen so that Enter works at once.

    Space ticks a row and goes down, Esc takes the ticks away. `why_asked(key)` when the mouse rests on a row whose
    deadline is not explained yet.
    """

    opened = Signal(int)
    why_asked = Signal(int)
    ticked = Signal()

    def __init__(self, look: Look, items: DueItems) -> None:
        super().__init__()
        self._items = items
        self._current: int | None = None
        self._asked: tuple[int, QPoint] | None = None
        self.setAccessibleName(_("按期限排列的案件"))
        self.setModel(items)
        self.drawing = DueDelegate(look, self)
        self.setItemDelegate(self.drawing)
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

    @property
    def chosen(self) -> tuple[int, ...]:
        """The keys an act is for: the ticked rows, else the current one."""
        if self._items.ticked:
            return self._items.ticked
        return () if self.current is None else (self.current.row.key,)

    def tell(self, key: int, words: str) -> None:
        """How the deadline of a row was counted; shown at once where the mouse still rests on it."""
        self._items.explain(key, words)
        if self._asked is not None and self._asked[0] == key and self.underMouse():
            QToolTip.showText(self._asked[1], tips.plain(words), self)

    def choose_first(self) -> None:
        """Back to the most urgent."""
        self._go(self._items.row_of(None))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remember the row by its key."""
        super().currentChanged(current, previous)
        if self.current is not None:
            self._current = self.current.row.key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, Esc takes ticks away, End and Home pass the headings."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self._tick()
        elif key == Qt.Key.Key_Escape and self._items.untick():
            self.ticked.emit()
        elif key == Qt.Key.Key_Home:
            self._go(self._items.row_of(None))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: one letter is a command here."""

    def viewportEvent(self, event: QEvent) -> bool:
        """The mouse rests on a row: say how its deadline was counted."""
        if isinstance(event, QHelpEvent):
            item = self.indexAt(event.pos()).data(Qt.ItemDataRole.UserRole)
            if isinstance(item, DueItem):
                words = self._items.why(item.row.key)
                QToolTip.showText(event.globalPos(), tips.plain(words), self)
                if not words:
                    self._asked = item.row.key, event.globalPos()
                    self.why_asked.emit(item.row.key)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A row that was in view stays in view."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _tick(self) -> None:
        row = self.currentIndex().row()
        self._items.tick(row)
        below = next(
            (n for n in range(row + 1, self._items.rowCount()) if self._items.index(n, 0).flags() & _SELECTABLE), None
        )
        self._go(below)
        self.ticked.emit()

    def _go(self, row: int | None) -> None:
        if row is not None:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self._items.index(row, 0), flag)
            top = row - 1 if row == 1 else row
            self.scrollTo(self._items.index(top, 0))

    def _open(self, index: QModelIndex) -> None:
        item = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(item, DueItem):
            self.opened.emit(item.row.key)

    def _recall(self) -> None:
        self._asked = None
        self._go(self._items.row_of(self._current))


_SELECTABLE = Qt.ItemFlag.ItemIsSelectable
