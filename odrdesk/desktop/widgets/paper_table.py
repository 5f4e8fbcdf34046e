"""The list of issued papers as a table, two lines to a row."""

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from odrdesk.desktop import paint
from odrdesk.desktop.delegates.row import RowDelegate
from odrdesk.desktop.models.columns import Drawn
from odrdesk.desktop.models.papers import PaperRow
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.widgets.ticks import Ticking
from odrdesk.text import _

_ROW, _TITLE = 54, 84


class PaperTable(ListTable):
    """Five columns, with ticks."""

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__(look, rows, _("文书列表"), _PaperDelegate, _ROW, spare=("prints", "issued"))
        self.ticking = Ticking(look, self, rows)


class _PaperDelegate(RowDelegate):
    def cell(self, painter: QPainter, room: QRectF, row: Any, place: int, *, selected: bool) -> None:
        if not isinstance(row, PaperRow):
            return
        look, text = self._look, row.texts[place]
        if place < len(row.beneath):
            half, over, under = room.height() / 2, *((1, 1) if look.compact else (4, 3))
            lower = QRectF(room.x(), room.y() + half - under, room.width(), half)
            paint.words(painter, look, lower, row.beneath[place], px=12, ink=Ink.TEXT3, tabular=True)
            room = QRectF(room.x(), room.y() + over, room.width(), half)
        match self._columns[place].drawn:
            case Drawn.QUIET:
                paint.words(painter, look, room, text, ink=Ink.TEXT2, tabular=True)
            case Drawn.AMOUNT:
                ink = Ink.TEXT3 if text == "0" else Ink.TEXT
                paint.words(painter, look, room, text, ink=ink, align=paint.RIGHT, tabular=True)
            case Drawn.TAGGED:
                whose = paint.tag_width(look, row.copy)
                room_left = QRectF(room.x(), room.y(), max(0.0, room.width() - whose - 8), room.height())
                if room_left.width() < look.dp(_TITLE):
                    # The side says whose copy it is; without its title a row says nothing.
                    paint.words(painter, look, room, text)
                    return
                paint.words(painter, look, room_left, text)
                x = room.x() + min(look.width(text, 13), room_left.width()) + 8
                paint.tag(painter, look, x, room.center().y(), row.copy, on_selected=selected)
            case _:
                paint.words(painter, look, room, text, ink=Ink.TEXT2 if place else Ink.TEXT)
