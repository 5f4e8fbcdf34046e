"""The list of merchants as a table."""

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from odrdesk.desktop import paint
from odrdesk.desktop.delegates.row import RowDelegate
from odrdesk.desktop.models.columns import Drawn
from odrdesk.desktop.models.merchants import MerchantRow
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.text import _


class MerchantTable(ListTable):
    """Eight columns."""

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__(look, rows, _("商家列表"), _MerchantDelegate)


class _MerchantDelegate(RowDelegate):
    def cell(self, painter: QPainter, room: QRectF, row: Any, place: int, *, selected: bool) -> None:
        if not isinstance(row, MerchantRow):
            return
        look, text = self._look, row.texts[place]
        match self._columns[place].drawn:
            case Drawn.QUIET:
                paint.words(painter, look, room, text, ink=Ink.TEXT2, tabular=True)
            case Drawn.AMOUNT:
                ink = Ink.TEXT3 if text in {"0", "—"} else Ink.TEXT
                paint.words(painter, look, room, text, ink=ink, align=paint.RIGHT, tabular=True)
            case Drawn.TAGGED if text:
                paint.tag(painter, look, room.x(), room.center().y(), text, on_selected=selected)
            case Drawn.TAGGED:
                pass
            case _:
                paint.words(painter, look, room, text)
