"""The list of a reconciliation as a table: a pill for the state, a tick for what is chosen together."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.models.bank import BankRow
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.row_table import Headers, RowTable
from odrdesk.text import _

ROW = 40
_PAD, _NARROW_BELOW, _LEAST = 10, 1060, 110
Index = QModelIndex | QPersistentModelIndex
_KEYS = {
    Qt.Key.Key_Space: "mark",
    Qt.Key.Key_M: "match",
    Qt.Key.Key_E: "explain",
    Qt.Key.Key_U: "undo",
    Qt.Key.Key_Escape: "clear",
}


class BankTable(RowTable):
    """`pressed(deed)` for the letters of the deeds: mark, match, explain, undo, clear."""

    deed = Signal(str)

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__(look, rows, _("银行流水与凭证"), ROW)
        self.headers = Headers(look, rows.columns, self)
        self.setHorizontalHeader(self.headers)
        self.setItemDelegate(_BankDelegate(look, rows.columns, lambda: self.hovered, self))
        look.changed.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters without a modifier are deeds."""
        found = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if found is None:
            super().keyPressEvent(event)
        else:
            self.deed.emit(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the room is too small for all, the bank's reference gives way: the summary tells more."""
        width, columns = self.viewport().width(), self._rows.columns
        narrow = width < self._look.dp(_NARROW_BELOW)
        place = next(at for at, column in enumerate(columns) if column.key == "ref")
        hidden = width < self._look.dp(sum(column.width for column in columns) + _LEAST)
        self.headers.setSectionHidden(place, hidden)
        room = width + (self._look.dp(columns[place].width) if hidden else 0)
        self.headers.fit(room, narrow=narrow and not hidden)


class _BankDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, columns: tuple[Column, ...], hovered: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._columns, self._hovered = look, columns, hovered

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, self._look.dp(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, QRectF(option.rect)
        row = index.data(Qt.ItemDataRole.UserRole)
        marked = isinstance(row, BankRow) and row.marked
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = Ink.SELECTED if selected or marked else Ink.HOVER if index.row() == self._hovered() else Ink.SURFACE
        painter.save()
        painter.fillRect(rect, look.colour(ground))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height() - 1), look.colour(Ink.ACCENT))
        if isinstance(row, BankRow):
            room = rect.adjusted(_PAD, 0, -_PAD, -1)
            self._cell(painter, room, row, index.column(), on_selected=selected or marked)
        painter.restore()

    def _cell(self, painter: QPainter, room: QRectF, row: BankRow, column: int, *, on_selected: bool) -> None:
        look, text = self._look, row.texts[column]
        match self._columns[column].drawn:
            case Drawn.STATE:
                icon = "check" if row.marked else ""
                width = min(room.width() + 6, paint.pill_width(look, text, icon_name=icon))
                height = look.dp(22)
                pill = QRectF(room.x(), room.center().y() - height / 2, width, height)
                paint.pill(painter, look, pill, text, row.tone, icon_name=icon, on_selected=on_selected)
            case Drawn.AMOUNT:
                paint.words(painter, look, room, text, align=paint.RIGHT, tabular=True)
            case Drawn.QUIET:
                paint.words(painter, look, room, text, ink=Ink.TEXT2, tabular=True)
            case _:
                paint.words(painter, look, room, text)
