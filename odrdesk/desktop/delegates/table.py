"""Cells of the case table: 42 pixels high, a hairline beneath, drawn as their column says."""

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from odrdesk.desktop import paint
from odrdesk.desktop.delegates.row import RowDelegate
from odrdesk.desktop.formats import NONE
from odrdesk.desktop.models.columns import CaseRow, Drawn
from odrdesk.desktop.tokens import TAG_TONES, Ink


class TableDelegate(RowDelegate):
    """Draws a `CaseRow`."""

    def cell(self, painter: QPainter, room: QRectF, row: Any, place: int, *, selected: bool) -> None:
        """Draw one cell."""
        if not isinstance(row, CaseRow):
            return
        look, middle, text = self._look, room.center().y(), row.texts[place]
        match self._columns[place].drawn:
            case Drawn.QUIET:
                paint.words(painter, look, room, text, ink=Ink.TEXT2, tabular=True)
            case Drawn.DUE:
                paint.due_chip(painter, look, room.x(), middle, row.due)
            case Drawn.TAGGED:
                self._title(painter, room, row, text, selected=selected)
            case Drawn.AMOUNT:
                paint.words(painter, look, room, text, align=paint.RIGHT, tabular=True)
            case Drawn.CHANNEL:
                paint.icon(painter, look, room.x(), middle, row.channel_icon, Ink.TEXT3, 15)
                paint.words(painter, look, room.adjusted(look.dp(15) + 6, 0, 4, 0), text, ink=Ink.TEXT2)
            case Drawn.STATE:
                width, height = min(room.width() + 6, paint.pill_width(look, text)), look.dp(22)
                pill = QRectF(room.x(), middle - height / 2, width, height)
                paint.pill(painter, look, pill, text, row.tone, on_selected=selected)
            case Drawn.TAGS:
                self._tags(painter, room, row, selected=selected)
            case Drawn.OFFICER:
                self._officer(painter, room, row, text)
            case _:
                paint.words(painter, look, room, text)

    def _title(self, painter: QPainter, room: QRectF, row: CaseRow, text: str, *, selected: bool) -> None:
        width = 0.0
        if row.category != text:
            middle = room.center().y()
            width = paint.tag(painter, self._look, room.x(), middle, row.category, on_selected=selected) + 8
        paint.words(painter, self._look, room.adjusted(width, 0, 0, 0), text)

    def _tags(self, painter: QPainter, room: QRectF, row: CaseRow, *, selected: bool) -> None:
        """As many as there is room for, then how many more; the tooltip tells all."""
        look, middle, x = self._look, room.center().y(), room.x()
        tags = row.found.more.tags if row.found is not None and row.found.more is not None else ()
        if not tags:
            paint.words(painter, look, room, NONE, ink=Ink.TEXT3)
        for place, one in enumerate(tags):
            rest = len(tags) - place - 1
            after = look.width(f"+{rest}", 12) + 4 if rest else 0
            if place and x + paint.tag_width(look, one.name) + after > room.right():
                paint.words(painter, look, QRectF(x, room.y(), room.right() - x, room.height()), f"+{rest + 1}", px=12)
                return
            x += paint.tag(painter, look, x, middle, one.name, TAG_TONES[one.tone], on_selected=selected) + 4

    def _officer(self, painter: QPainter, room: QRectF, row: CaseRow, text: str) -> None:
        if row.officer:
            side = self._look.dp(24)
            paint.avatar(painter, self._look, QRectF(room.x(), room.center().y() - side / 2, side, side), row.officer)
        else:
            paint.words(painter, self._look, room.adjusted(0, 0, 8, 0), text, px=12, ink=Ink.TEXT3)
