"""The list of merchants as a table."""

from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip

from odrdesk.desktop import paint, tips
from odrdesk.desktop.delegates.row import RowDelegate
from odrdesk.desktop.models.columns import Drawn
from odrdesk.desktop.models.merchants import MerchantRow
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.domain.merchant_risk import Risk
from odrdesk.text import _

_TONES = {Risk.NONE: Tone.NEUTRAL, Risk.WATCH: Tone.INFO, Risk.HIGH: Tone.PURPLE}
"""Red and amber are for time alone."""


class MerchantTable(ListTable):
    """Nine columns; the signs of a risk are told beside it."""

    def __init__(self, look: Look, rows: Rows) -> None:
        spare = ("shop", "answer", "uscc", "recent")
        super().__init__(look, rows, _("商家列表"), _MerchantDelegate, spare=spare)

    def viewportEvent(self, event: QEvent) -> bool:
        """Over the risk of a merchant stands why."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            row = self.indexAt(event.pos()).data(Qt.ItemDataRole.UserRole)
            why = row.why if isinstance(row, MerchantRow) else ""
            QToolTip.showText(event.globalPos(), tips.plain(why), self)
            return True
        return super().viewportEvent(event)


class _MerchantDelegate(RowDelegate):
    def cell(self, painter: QPainter, room: QRectF, row: Any, place: int, *, selected: bool) -> None:
        if not isinstance(row, MerchantRow):
            return
        look, text, column = self._look, row.texts[place], self._columns[place]
        match column.drawn:
            case Drawn.QUIET:
                ink = Ink.TEXT3 if text == "—" else Ink.TEXT2
                paint.words(painter, look, room, text, ink=ink, tabular=True)
            case Drawn.AMOUNT:
                ink = Ink.TEXT3 if text in {"0", "—"} else Ink.TEXT
                paint.words(painter, look, room, text, ink=ink, align=paint.RIGHT, tabular=True)
            case Drawn.STATE if text:
                width, height = min(room.width() + 6, paint.pill_width(look, text)), look.dp(22)
                pill = QRectF(room.x(), room.center().y() - height / 2, width, height)
                paint.pill(painter, look, pill, text, _TONES[row.risk], on_selected=selected)
            case Drawn.STATE:
                pass
            case _:
                paint.words(painter, look, room, text)
