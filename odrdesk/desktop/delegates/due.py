"""Rows of the board: a bar for urgency, what it is about, the next step, the deadline, who does it."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.models.due import DueItem, Heading
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone

ROW, HEADING = 58, 34
_WIDE = 760
_BARS = {Tone.DANGER: Ink.DANGER_FILL, Tone.WARN: Ink.WARN_FILL}
Index = QModelIndex | QPersistentModelIndex


class DueDelegate(QStyledItemDelegate):
    """Draws a `Heading` or a `DueItem`."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """58 a row, 34 a heading."""
        return QSize(200, self._look.dp(HEADING if isinstance(index.data(Qt.ItemDataRole.UserRole), Heading) else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Heading or row."""
        look, rect, what = self._look, QRectF(option.rect), index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if isinstance(what, Heading):
            line = rect.adjusted(16, 4, -16, 0)
            ink = {Tone.DANGER: Ink.DANGER, Tone.WARN: Ink.WARN}.get(what.tone, Ink.TEXT)
            width = paint.words(painter, look, line, what.words, bold=True, ink=ink)
            paint.words(painter, look, line.adjusted(width + 8, 0, 0, 0), what.aside, px=12, ink=Ink.TEXT3)
        elif isinstance(what, DueItem):
            state = option.state
            selected = bool(state & QStyle.StateFlag.State_Selected)
            if selected or state & QStyle.StateFlag.State_MouseOver:
                ground = look.colour(Ink.SELECTED if selected else Ink.HOVER)
                paint.box(painter, rect.adjusted(6, 1, -6, -1), 8, ground)
            self._row(painter, rect, what, selected=selected)
        painter.restore()

    def _row(self, painter: QPainter, rect: QRectF, item: DueItem, *, selected: bool) -> None:
        look, row, middle = self._look, item.row, rect.center().y()
        bar = QRectF(rect.x() + 14, rect.y() + 13, 3, rect.height() - 26)
        paint.box(painter, bar, 1.5, look.colour(_BARS.get(row.due.tone, Ink.BORDER)))
        paint.icon(painter, look, rect.x() + 30, rect.y() + look.dp(20), row.channel_icon, Ink.TEXT3, 16)
        side = look.dp(24)
        right = rect.right() - 16
        if row.officer:
            paint.avatar(painter, look, QRectF(right - side, middle - side / 2, side, side), row.officer)
        right -= side + 12
        paint.due_chip(painter, look, right, middle, row.due, right=True)
        right -= max(look.dp(112), paint.due_width(look, row.due) + 10)
        step_width = look.dp(190 if rect.width() > _WIDE else 150)
        step = QRectF(right - step_width, rect.y(), step_width - 8, rect.height())
        paint.icon(painter, look, step.x(), middle, "arrow-right", Ink.TEXT3, 14)
        paint.words(painter, look, step.adjusted(look.dp(14) + 6, 0, 0, 0), item.next_step, ink=Ink.TEXT2)
        left = rect.x() + 56
        room = step.x() - 16 - left
        tag = paint.tag_width(look, row.category) + 8 if row.category != row.title else 0
        title = QRectF(left, rect.y() + look.dp(8), max(40.0, room - tag), look.dp(22))
        width = paint.words(painter, look, title, row.title, px=14)
        if tag:
            paint.tag(painter, look, left + width + 8, title.center().y(), row.category, on_selected=selected)
        meta = QRectF(left, rect.y() + look.dp(30), room, look.dp(20))
        paint.words(painter, look, meta, facts(look, row, meta.width()), px=12, ink=Ink.TEXT3)


def facts(look: Look, row: CaseRow, room: float) -> str:
    """Who, against whom, how much, which case, in `room` pixels: the merchant's name gives way, never the number."""
    others = DOT.join((row.consumer, "", row.amount, row.number))
    left = room - look.width(others, 12)
    merchant = QFontMetricsF(look.font(12)).elidedText(row.merchant, Qt.TextElideMode.ElideRight, max(0.0, left))
    return DOT.join(part for part in (row.consumer, merchant, row.amount, row.number) if part)
