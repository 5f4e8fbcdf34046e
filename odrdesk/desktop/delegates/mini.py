"""Rows of the narrow list beside a case: three lines in 76 pixels, in 62 where rows are set closely."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

ROW = 76
TOPS, CLOSE_TOPS = (8, 28, 50), (3, 21, 41)
"""Where the three lines begin."""
Index = QModelIndex | QPersistentModelIndex


class MiniDelegate(QStyledItemDelegate):
    """Number, name and deadline; what it is about; state, merchant, amount."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row."""
        return QSize(200, self._look.row(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a `CaseRow`."""
        look, rect = self._look, QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour(Ink.SELECTED if selected else Ink.HOVER))
        if selected:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height() - 1), look.colour(Ink.ACCENT))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, CaseRow):
            self._row(painter, rect.adjusted(14, 0, -12, 0), row, selected=selected)
        painter.restore()

    def _row(self, painter: QPainter, room: QRectF, row: CaseRow, *, selected: bool) -> None:
        look = self._look
        tops = [room.y() + look.dp(top) for top in (CLOSE_TOPS if look.compact else TOPS)]
        first = QRectF(room.x(), tops[0], room.width(), look.dp(18))
        chip = paint.due_width(look, row.due, 11)
        paint.due_chip(painter, look, room.right(), first.center().y(), row.due, px=11, right=True)
        head = f"{row.number.removeprefix('ODR-')}  {row.consumer}"
        paint.words(painter, look, first.adjusted(0, 0, -chip - 8, 0), head, px=12, ink=Ink.TEXT3)
        second = QRectF(room.x(), tops[1], room.width(), look.dp(20))
        paint.words(painter, look, second, row.title, bold=selected)
        third = QRectF(room.x(), tops[2], room.width(), look.dp(19))
        width, height = paint.pill_width(look, row.state, px=11, padding=6), look.dp(17)
        pill = QRectF(room.x(), third.center().y() - height / 2, width, height)
        paint.pill(painter, look, pill, row.state, row.tone, px=11, on_selected=selected, radius=4)
        amount = paint.words(painter, look, third, row.amount, px=12, ink=Ink.TEXT2, align=paint.RIGHT, tabular=True)
        paint.words(painter, look, third.adjusted(width + 8, 0, -amount - 8, 0), row.merchant, px=12, ink=Ink.TEXT3)
