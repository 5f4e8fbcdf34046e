"""The list of merchants as a table."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.models.merchants import MerchantRow
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.row_table import Headers, RowTable
from odrdesk.text import _

ROW = 42
_PAD, _NARROW_BELOW = 10, 1120
Index = QModelIndex | QPersistentModelIndex


class MerchantTable(RowTable):
    """Eight columns that share the width; titles sort."""

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__(look, rows, _("商家列表"), ROW)
        self.headers = Headers(look, rows.columns, self)
        self.setHorizontalHeader(self.headers)
        self.setItemDelegate(_MerchantDelegate(look, rows.columns, lambda: self.hovered, self))
        look.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        self.headers.fit(width, narrow=width < _NARROW_BELOW)


class _MerchantDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, columns: tuple[Column, ...], hovered: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._columns, self._hovered = look, columns, hovered

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, self._look.dp(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = Ink.SELECTED if selected else Ink.HOVER if index.row() == self._hovered() else Ink.SURFACE
        painter.save()
        painter.fillRect(rect, look.colour(ground))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height() - 1), look.colour(Ink.ACCENT))
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, MerchantRow):
            text = row.texts[index.column()]
            room = rect.adjusted(_PAD, 0, -_PAD, -1)
            self._cell(painter, room, self._columns[index.column()].drawn, text, selected=selected)
        painter.restore()

    def _cell(self, painter: QPainter, room: QRectF, drawn: Drawn, text: str, *, selected: bool) -> None:
        look = self._look
        match drawn:
            case Drawn.QUIET:
                paint.words(painter, look, room, text, ink=Ink.TEXT2, tabular=True)
            case Drawn.AMOUNT:
                ink = Ink.TEXT3 if text in {"0", "—"} else Ink.TEXT
                paint.words(painter, look, room, text, ink=ink, align=paint.RIGHT, tabular=True)
            case Drawn.TAGGED if text:
                paint.tag(painter, look, room.x(), room.center().y(), text, on_selected=selected)
            case Drawn.TAGGED:
                pass
            case _:
                paint.words(painter, look, room, text)
