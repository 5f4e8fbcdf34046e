"""Cells of the lists of money: words, amounts in figures of one width, pills, deadlines."""

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from odrdesk.desktop import paint
from odrdesk.desktop.delegates.row import RowDelegate
from odrdesk.desktop.models.cells import CellRow
from odrdesk.desktop.models.columns import Drawn


class CellDelegate(RowDelegate):
    """Draws a `CellRow`."""

    def cell(self, painter: QPainter, room: QRectF, row: Any, place: int, *, selected: bool) -> None:
        """Draw one cell."""
        if not isinstance(row, CellRow):
            return
        look, one = self._look, row.cells[place]
        match self._columns[place].drawn:
            case Drawn.AMOUNT:
                paint.words(painter, look, room, one.text, ink=one.ink, bold=one.bold, align=paint.RIGHT, tabular=True)
            case Drawn.STATE if one.text:
                width, height = min(room.width() + 6, paint.pill_width(look, one.text)), look.dp(22)
                pill = QRectF(room.x(), room.center().y() - height / 2, width, height)
                paint.pill(painter, look, pill, one.text, one.tone, on_selected=selected)
            case Drawn.STATE:
                pass
            case Drawn.DUE if one.due is not None:
                paint.due_chip(painter, look, room.x(), room.center().y(), one.due)
            case _:
                tabular = self._columns[place].drawn is Drawn.QUIET
                paint.words(painter, look, room, one.text, ink=one.ink, bold=one.bold, tabular=tabular)
