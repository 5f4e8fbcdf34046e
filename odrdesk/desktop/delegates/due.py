"""Rows of the board: a bar for urgency, what it is about, the next step, the deadline, who does it."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from odrdesk.desktop import paint
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.models.due import TICKED, TICKING, DueItem, Heading
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.text import Language, language

ROW, HEADING = 58, 34
LOW_ROW, LOW_HEADING = 48, 28
"""In a low window and in the close density: two lines still, with less air."""
_WIDE = 760
CHIP, CHIP_ENGLISH = 122, 164
"""The room of the deadline: what is late is longer in English, and the next steps stand below each other."""
_BARS = {Tone.DANGER: Ink.DANGER_FILL, Tone.WARN: Ink.WARN_FILL}
Index = QModelIndex | QPersistentModelIndex


class DueDelegate(QStyledItemDelegate):
    """Draws a `Heading` or a `DueItem`."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

        self.low = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """58 a row, 34 a heading; less where room is short."""
        close = self.low or self._look.compact
        row, heading = (LOW_ROW, LOW_HEADING) if close else (ROW, HEADING)
        return QSize(200, self._look.dp(heading if isinstance(index.data(Qt.ItemDataRole.UserRole), Heading) else row))

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
            if index.data(TICKING):
                self._box(painter, rect, on=bool(index.data(TICKED)))
        painter.restore()

    def _row(self, painter: QPainter, rect: QRectF, item: DueItem, *, selected: bool) -> None:
        look, row, middle = self._look, item.row, rect.center().y()
        air = (rect.height() - look.dp(42)) / 2
        bar = QRectF(rect.x() + 14, rect.y() + air + 5, 3, rect.height() - 2 * air - 10)
        paint.box(painter, bar, 1.5, look.colour(_BARS.get(row.due.tone, Ink.BORDER)))
        title_at = rect.y() + air + look.dp(11)
        paint.icon(painter, look, rect.x() + 30, title_at, row.channel_icon, Ink.TEXT3, 16)
        side = look.dp(24)
        right = rect.right() - 16
        if row.officer:
            paint.avatar(painter, look, QRectF(right - side, middle - side / 2, side, side), row.officer)
        right -= side + 12
        paint.due_chip(painter, look, right, middle, row.due, right=True)
        chip = look.dp(CHIP if language() is Language.ZH_CN else CHIP_ENGLISH)
        right -= max(chip, paint.due_width(look, row.due) + 10)
        wide = rect.width() > (look.dp(_WIDE) if language() is Language.ZH_CN else _WIDE)  # English steps are longer
        step_width = look.dp(190 if wide else 150)
        step = QRectF(right - step_width, rect.y(), step_width - 8, rect.height())
        paint.icon(painter, look, step.x(), middle, "arrow-right", Ink.TEXT3, 14)
        paint.words(painter, look, step.adjusted(look.dp(14) + 6, 0, 0, 0), item.next_step, ink=Ink.TEXT2)
        left = rect.x() + 56
        room = step.x() - 16 - left
        tags = tags_for(look, item, room)
        taken = sum(paint.tag_width(look, one) + 8 for one in tags)
        title = QRectF(left, rect.y() + air, max(40.0, room - taken), look.dp(22))
        at = left + paint.words(painter, look, title, row.title, px=14) + 8
        for one in tags:
            at += paint.tag(painter, look, at, title.center().y(), one, on_selected=selected) + 8
        meta = QRectF(left, rect.y() + air + look.dp(22), room, look.dp(20))
        paint.words(painter, look, meta, facts(look, row, meta.width()), px=12, ink=Ink.TEXT3)

    def _box(self, painter: QPainter, rect: QRectF, *, on: bool) -> None:
        """The box of a row that can be ticked, where the channel's icon stands otherwise."""
        look, side = self._look, self._look.dp(16)
        box = QRectF(rect.x() + 30, rect.center().y() - side / 2, side, side)
        paint.box(painter, box.adjusted(-2, -8, 2, 8), 4, look.colour(Ink.SURFACE))
        fill, edge = (Ink.ACCENT, Ink.ACCENT) if on else (Ink.SURFACE, Ink.BORDER_STRONG)
        paint.box(painter, box, 4, look.colour(fill), look.colour(edge))
        if on:
            paint.icon(painter, look, box.x() + look.dp(2), box.center().y(), "check", Ink.ON_ACCENT, 12)


def tags_for(look: Look, item: DueItem, room: float) -> list[str]:
    """The tags that leave the title half of so many pixels, or all it wants: the category goes before the level."""
    row = item.row
    tags = [row.category] if row.category != row.title else []
    tags += [f"L{item.level}"] if item.level > 1 else []
    least = min(look.width(row.title, 14), room / 2)
    while tags and room - sum(paint.tag_width(look, one) + 8 for one in tags) < least:
        del tags[0]
    return tags


def facts(look: Look, row: CaseRow, room: float) -> str:
    """Who, against whom, how much, which case, in `room` pixels: the merchant's name gives way, never the number.

    Of a name that gives way at least four characters stand, or none: an ellipsis alone names nobody.
    """
    metrics = QFontMetricsF(look.font(12))
    left = room - look.width(DOT.join((row.consumer, "", row.amount, row.number)), 12)
    if left >= min(metrics.horizontalAdvance(row.merchant), metrics.horizontalAdvance("国国国国…")):
        merchant = metrics.elidedText(row.merchant, Qt.TextElideMode.ElideRight, left)
        return DOT.join(part for part in (row.consumer, merchant, row.amount, row.number) if part)
    shorter = ((row.consumer, row.amount, row.number), (row.amount, row.number))
    fitting = (DOT.join(told) for told in shorter if look.width(DOT.join(told), 12) <= room)
    return next(fitting, row.number)
