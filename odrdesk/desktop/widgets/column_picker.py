"""Which columns a list has and in which order: ticks to choose, dragging or Alt+↑↓ to put in order."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from odrdesk.desktop import paint
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.segmented import Segmented
from odrdesk.desktop.widgets.ticks import draw_box
from odrdesk.text import _, field_label

WIDE, HIGHEST = 268, 520
Index = QModelIndex | QPersistentModelIndex
AS_WINDOW, OPEN_ROWS, CLOSE_ROWS = "window", "open", "close"


class ColumnPicker(QFrame):
    """`picked(keys)` after every change, in order; `rested` for the usual columns; `set_close(None | bool)`."""

    picked = Signal(list)
    rested = Signal()
    closeness = Signal(object)

    def __init__(
        self, look: Look, parent: QWidget, columns: Sequence[Column], chosen: Sequence[str], close: bool | None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("plate", "picks")
        self.setAccessibleName(field_label("list_columns"))
        self.search = Entry(look, placeholder=_("找一列"))
        self.search.setAccessibleName(_("找一列"))
        self.search.textChanged.connect(self._narrow)
        self.list = _Order(self)
        self.list.setItemDelegate(_Ticked(look, self.list))
        self.list.setAccessibleName(_("列的选择与次序"))
        self.list.moved.connect(self._tell)
        self.list.model().rowsMoved.connect(self._tell)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.rows = Segmented(
            look,
            _("行距"),
            [(AS_WINDOW, _("随窗口")), (OPEN_ROWS, _("标准")), (CLOSE_ROWS, _("紧凑"))],
            AS_WINDOW if close is None else CLOSE_ROWS if close else OPEN_ROWS,
        )
        self.rows.chosen.connect(lambda key: self.closeness.emit({OPEN_ROWS: False, CLOSE_ROWS: True}.get(key)))
        self.rest = Button(look, _("恢复默认"), kind=Kind.LINK, height=28)
        self.rest.clicked.connect(self.rested)
        self.show_columns(columns, chosen)
        self._arrange()

    @property
    def keys(self) -> list[str]:
        """The ticked columns in their order."""
        return [self._key(item) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def show_columns(self, columns: Sequence[Column], chosen: Sequence[str]) -> None:
        """The chosen ones on top in their order, then the others as they are offered."""
        named = {column.key: column.title for column in columns}
        self.list.blockSignals(True)
        self.list.clear()
        for key in (*chosen, *(key for key in named if key not in chosen)):
            item = QListWidgetItem(named[key])
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(80, self._look.dp(30)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def open_under(self, button: QWidget) -> None:
        """Show it beneath a button, its right edge with the button's, as high as there is room."""
        screen = button.screen().availableGeometry()
        wide = max(self._look.dp(WIDE), self.sizeHint().width())
        beneath = button.mapToGlobal(QPoint(button.width() - wide, button.height() + 4))
        high = min(self._look.dp(HIGHEST), max(240, screen.bottom() - beneath.y() - 8))
        self.setGeometry(max(screen.left(), beneath.x()), beneath.y(), wide, high)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; down from the search goes into the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            self._toggle_found()
        else:
            super().keyPressEvent(event)

    def _toggle_found(self) -> None:
        found = next((item for item in self._items() if not item.isHidden()), None)
        if found is not None and self.search.text().strip():
            on = found.checkState() is Qt.CheckState.Checked
            found.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            self.search.selectAll()

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _tell(self) -> None:
        self.picked.emit(self.keys)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    @staticmethod
    def _key(item: QListWidgetItem) -> str:
        return str(item.data(Qt.ItemDataRole.UserRole))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(Label(_("拖动或 Alt+↑↓ 换次序"), 12, Ink.TEXT3))
        column.addWidget(self.rows)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.rest)
        column.addLayout(foot)


class _Ticked(QStyledItemDelegate):
    """A box and words; a click anywhere in the row ticks."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground, its box, its words, a grip at the right."""
        look, rect = self._look, QRectF(option.rect)
        state = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, rect, 6, look.colour(Ink.SELECTED if chosen else Ink.HOVER))
        side = look.dp(16)
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        draw_box(painter, look, QRectF(rect.x() + 6, rect.y(), side, rect.height()), on=on)
        room = rect.adjusted(side + 16, 0, -8, 0)
        paint.words(painter, look, room, str(index.data()), ink=Ink.TEXT if on else Ink.TEXT2)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            paint.ring(painter, look, rect, 6)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click that was no drag, or Space."""
        del option
        key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        if event.type() is not QEvent.Type.MouseButtonRelease and not key:
            return False
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole)


class _Order(QListWidget):
    """`moved` when an item was put elsewhere by keyboard."""

    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("columns", "true")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the current item past what is seen of its neighbours."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._move(way)
        else:
            super().keyPressEvent(event)

    def _move(self, way: int) -> None:
        here = self.currentRow()
        there = here + way
        while 0 <= there < self.count() and self.item(there).isHidden():
            there += way
        if here >= 0 and 0 <= there < self.count():
            self.blockSignals(True)
            item = self.takeItem(here)
            self.insertItem(there, item)
            self.setCurrentRow(there)
            self.blockSignals(False)
            self.moved.emit()
