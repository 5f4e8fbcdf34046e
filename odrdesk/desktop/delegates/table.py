"""Cells of the case table: 42 pixels high, a hairline beneath, drawn as their column says."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.models.columns import CaseRow, Column, Drawn
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

ROW = 42
_PAD = 10
Index = QModelIndex | QPersistentModelIndex


class TableDelegate(QStyledItemDelegate):
    """Draws a `CaseRow`; while a row is on its way its cells stay empty."""

    def __init__(self, look: Look, columns: tuple[Column, ...], hovered: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._columns, self._hovered = look, columns, hovered

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row's height."""
        return QSize(80, self._look.dp(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, what the column holds, the ring of the current row."""
        look, rect = self._look, QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = Ink.SELECTED if selected else Ink.HOVER if index.row() == self._hovered() else Ink.SURFACE
        painter.save()
        painter.fillRect(rect, look.colour(ground))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height() - 1), look.colour(Ink.ACCENT))
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, CaseRow):
            column = self._columns[index.column()]
            room = rect.adjusted(_PAD, 0, -_PAD, -1)
            self._cell(painter, room, row, column, row.texts[index.column()], selected=selected)
        painter.restore()

    def _cell(
        self, painter: QPainter, room: QRectF, row: CaseRow, column: Column, text: str, *, selected: bool
    ) -> None:
        look, middle = self._look, room.center().y()
        match column.drawn:
            case Drawn.QUIET:
                paint.words(painter, look, room, text, ink=Ink.TEXT2, tabular=True)
            case Drawn.DUE:
                paint.due_chip(painter, look, room.x(), middle, row.due)
            case Drawn.TAGGED:
                width = 0.0
                if row.category != text:
                    width = paint.tag(painter, look, room.x(), middle, row.category, on_selected=selected) + 8
                paint.words(painter, look, room.adjusted(width, 0, 0, 0), text)
            case Drawn.AMOUNT:
                paint.words(painter, look, room, text, align=paint.RIGHT, tabular=True)
            case Drawn.CHANNEL:
                paint.icon(painter, look, room.x(), middle, row.channel_icon, Ink.TEXT3, 15)
                paint.words(painter, look, room.adjusted(look.dp(15) + 6, 0, 4, 0), text, ink=Ink.TEXT2)
            case Drawn.STATE:
                width, height = min(room.width() + 6, paint.pill_width(look, text)), look.dp(22)
                pill = QRectF(room.x(), middle - height / 2, width, height)
                paint.pill(painter, look, pill, text, row.tone, on_selected=selected)
            case Drawn.OFFICER:
                self._officer(painter, room, row, text)
            case _:
                paint.words(painter, look, room, text)

    def _officer(self, painter: QPainter, room: QRectF, row: CaseRow, text: str) -> None:
        if row.officer:
            side = self._look.dp(24)
            paint.avatar(painter, self._look, QRectF(room.x(), room.center().y() - side / 2, side, side), row.officer)
        else:
            paint.words(painter, self._look, room.adjusted(0, 0, 8, 0), text, px=12, ink=Ink.TEXT3)
