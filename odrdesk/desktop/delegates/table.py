"""Cells of the case table: 42 pixels high, a hairline beneath, drawn as their column says."""

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from odrdesk.desktop import paint
from odrdesk.desktop.delegates.row import RowDelegate
from odrdesk.desktop.models.columns import CaseRow, Drawn
from odrdesk.desktop.tokens import Ink


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
