"""What the rows of every list share: ground, hairline, the bar of the chosen one."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

ROW = 42
_PAD = 10
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """`cell` draws what a column holds, `missing` what stands there while a row is on its way."""

    def __init__(self, look: Look, columns: tuple[Column, ...], hovered: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._columns, self._hovered = look, columns, hovered

    def lay(self, columns: tuple[Column, ...]) -> None:
        """Other columns."""
        self._columns = columns

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row's height."""
        return QSize(80, self._look.row(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, what the column holds."""
        look, rect = self._look, QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = Ink.SELECTED if selected else Ink.HOVER if index.row() == self._hovered() else Ink.SURFACE
        painter.save()
        painter.fillRect(rect, look.colour(ground))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height() - 1), look.colour(Ink.ACCENT))
        row = index.data(Qt.ItemDataRole.UserRole)
        if row is None:
            self.missing(painter, rect, index.column())
        else:
            self.cell(painter, rect.adjusted(_PAD, 0, -_PAD, -1), row, index.column(), selected=selected)
        painter.restore()

    def missing(self, painter: QPainter, rect: QRectF, place: int) -> None:
        """Where a row is on its way: a soft bar for each of its words, so that nothing jumps when they come."""
        share = (0.7, 0.85, 0.5, 0.6)[place % 4]
        height = self._look.dp(8)
        room = QRectF(rect.x() + _PAD, rect.center().y() - height / 2, (rect.width() - 2 * _PAD) * share, height)
        paint.box(painter, room, height / 2, self._look.colour(Ink.NEUTRAL_SOFT))

    @abstractmethod
    def cell(self, painter: QPainter, room: QRectF, row: Any, place: int, *, selected: bool) -> None:
        """Draw one cell of a row."""
