"""The items of evidence of a case, as high as they are many: painted rows or tiles, so that hundreds stay quick."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint, tips
from odrdesk.desktop.miniatures import Miniatures
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.evidence_tile import HIGH, EvidenceRow, TileDelegate, across
from odrdesk.text import _

ROW = 54
_PAD = 10
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class EvidenceList(QListView):
    """`opened(key)` on Enter, Space or double click, `asked(key, place)` for the menu of an item."""

    opened = Signal(int)
    asked = Signal(int, QPoint)

    def __init__(self, look: Look, miniatures: Miniatures) -> None:
        super().__init__()
        self._look, self._miniatures = look, miniatures
        self._tiled = False
        self.rows = _Model(self)
        self.setModel(self.rows)
        self._as_row, self._as_tile = _Delegate(look, self), TileDelegate(look, miniatures, self)
        self.setItemDelegate(self._as_row)
        self.setAccessibleName(_("证据列表"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.customContextMenuRequested.connect(self._ask)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        look.changed.connect(self._measure)
        miniatures.came.connect(self.viewport().update)

    @property
    def tiled(self) -> bool:
        """Whether they stand as tiles with pictures."""
        return self._tiled

    def show_tiles(self, *, on: bool) -> None:
        """As tiles with pictures, or as rows; the current item stays current."""
        if on == self._tiled:
            return
        self._tiled = on
        current = self.currentIndex()
        self.setViewMode(QListView.ViewMode.IconMode if on else QListView.ViewMode.ListMode)
        self.setItemDelegate(self._as_tile if on else self._as_row)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWrapping(on)
        self.setUniformItemSizes(True)
        self._measure()
        self.setCurrentIndex(current)

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        """Show these; the current one stays current."""
        current = self.current_key
        self.rows.put(rows)
        self._measure()
        place = next((place for place, row in enumerate(rows) if row.key == current), 0)
        if rows:
            self.setCurrentIndex(self.rows.index(place))

    @property
    def current_key(self) -> int | None:
        """The key of the current item."""
        row = self.currentIndex().row()
        return self.rows.all[row].key if 0 <= row < len(self.rows.all) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the menu key asks; letters belong to the commands."""
        opens = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in opens and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: one letter is a command here."""

    def sizeHint(self) -> QSize:
        """As high as all rows."""
        count = max(1, len(self.rows.all))
        if not self._tiled:
            return QSize(200, self._look.dp(ROW) * count)
        return QSize(200, self._look.dp(HIGH) * -(-count // across(self._look, self.width())))

    def minimumSizeHint(self) -> QSize:
        """The page scrolls, not the list."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds another number of tiles."""
        super().resizeEvent(event)
        if self._tiled and event.oldSize().width() != event.size().width():
            self._measure()

    def _measure(self) -> None:
        wide = (self.width() - 1) // across(self._look, self.width())
        self.setGridSize(QSize(wide, self._look.dp(HIGH)) if self._tiled else QSize())
        self.setFixedHeight(self.sizeHint().height())

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.rows.all):
            self.opened.emit(self.rows.all[row].key)

    def _ask(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.asked.emit(self.rows.all[index.row()].key, self.viewport().mapToGlobal(place))


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.all: tuple[EvidenceRow, ...] = ()

    def put(self, rows: Sequence[EvidenceRow]) -> None:
        self.beginResetModel()
        self.all = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.all[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return tips.plain(row.hint)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("，").join(part for part in (row.slot, row.name, row.beneath, row.mark) if part)
        return None


class _Delegate(QStyledItemDelegate):
    """Icon, slot and name above; who, when, how large beneath; the hash at the right. Tiles are `TileDelegate`."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, self._look.dp(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, QRectF(option.rect)
        row: EvidenceRow = index.data(Qt.ItemDataRole.UserRole)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, look.colour(Ink.SELECTED if selected else Ink.HOVER if hovered else Ink.SURFACE))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))
        room = rect.adjusted(_PAD, look.dp(5), -_PAD, -look.dp(5))
        half = room.height() / 2
        above = QRectF(room.x(), room.y(), room.width(), half)
        under = QRectF(room.x(), room.y() + half, room.width(), half)
        quiet = Ink.TEXT3 if row.mark else Ink.TEXT
        paint.icon(painter, look, room.x(), room.center().y(), row.icon, Ink.TEXT3, 18)
        left = look.dp(18) + 12
        right = look.width(row.hash, 12) + 6
        if row.mark:
            width = paint.pill_width(look, row.mark, px=11)
            pill = QRectF(room.right() - width, above.center().y() - look.dp(9), width, look.dp(18))
            paint.pill(painter, look, pill, row.mark, row.tone, px=11, on_selected=selected)
            right = max(right, width + 8)
        tag = paint.tag(painter, look, room.x() + left, above.center().y(), row.slot, on_selected=selected)
        paint.words(painter, look, above.adjusted(left + tag + 8, 0, -right, 0), row.name, ink=quiet, bold=not row.mark)
        paint.words(painter, look, under.adjusted(left, 0, -right, 0), row.beneath, px=12, ink=Ink.TEXT3, tabular=True)
        paint.words(painter, look, under, row.hash, px=12, ink=Ink.TEXT3, align=paint.RIGHT, tabular=True)
        painter.restore()
