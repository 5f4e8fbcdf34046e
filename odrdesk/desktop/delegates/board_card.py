"""A case as a card of the board: what it is, about whom, how much, until when."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

CARD, GAP = 112, 8
Index = QModelIndex | QPersistentModelIndex


class BoardCardDelegate(QStyledItemDelegate):
    """Draws a `CaseRow` as a card with a gap beneath."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One card."""
        return QSize(180, self._look.dp(CARD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card's ground and edge, then its three lines."""
        look, rect = self._look, QRectF(option.rect).adjusted(2, 1, -2, -GAP)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_Active)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        hot = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        ground = Ink.SELECTED if focused else Ink.HOVER if hot else Ink.SURFACE
        paint.box(painter, rect, 8, look.colour(ground), look.colour(Ink.BORDER))
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, CaseRow):
            self._card(painter, rect.adjusted(12, 0, -10, 0), row, on_selected=focused)
        else:
            self._skeleton(painter, rect.adjusted(12, 0, -10, 0))
        if focused:
            paint.ring(painter, look, rect, 8)
        painter.restore()

    def _card(self, painter: QPainter, room: QRectF, row: CaseRow, *, on_selected: bool) -> None:
        look = self._look
        first = QRectF(room.x(), room.y() + look.dp(8), room.width(), look.dp(22))
        chip = paint.due_width(look, row.due, 11)
        paint.due_chip(painter, look, room.right(), first.center().y(), row.due, px=11, right=True)
        number, left = row.number.removeprefix("ODR-"), first.adjusted(0, 0, -chip - 8, 0)
        if look.width(number, 12) > left.width():
            number = number.rpartition("-")[2]
        paint.words(painter, look, left, number, px=12, ink=Ink.TEXT3)
        second = QRectF(room.x(), room.y() + look.dp(32), room.width(), look.dp(20))
        paint.words(painter, look, second, row.title)
        third = QRectF(room.x(), room.y() + look.dp(54), room.width(), look.dp(16))
        paint.words(painter, look, third, f"{row.consumer} · {row.merchant}", px=12, ink=Ink.TEXT3)
        last = QRectF(room.x(), room.y() + look.dp(72), room.width(), look.dp(20))
        # The sum is never cut: the state gives way.
        most = last.width() - look.width(row.amount, 12) - look.dp(20) - 14
        width, height = min(most, paint.pill_width(look, row.state, px=11, padding=6)), look.dp(17)
        pill = QRectF(room.x(), last.center().y() - height / 2, width, height)
        paint.pill(painter, look, pill, row.state, row.tone, px=11, on_selected=on_selected, radius=4)
        side = look.dp(20)
        if row.officer:
            where = QRectF(room.right() - side, last.center().y() - side / 2, side, side)
            paint.avatar(painter, look, where, row.officer)
        money = last.adjusted(width + 6, 0, -side - 6, 0)
        paint.words(painter, look, money, row.amount, px=12, ink=Ink.TEXT2, align=paint.RIGHT, tabular=True)

    def _skeleton(self, painter: QPainter, room: QRectF) -> None:
        for top, share in ((14, 0.4), (38, 0.8), (58, 0.6)):
            bar = QRectF(room.x(), room.y() + self._look.dp(top), room.width() * share, self._look.dp(9))
            paint.box(painter, bar, 4, self._look.colour(Ink.NEUTRAL_SOFT))
