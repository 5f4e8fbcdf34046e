"""The case list as a table."""

from PySide6.QtGui import QResizeEvent

from odrdesk.desktop.delegates.table import ROW, TableDelegate
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.row_table import Headers, RowTable
from odrdesk.text import _

_NARROW_BELOW = 1120


class CaseTable(RowTable):
    """Nine columns that share the width; titles sort."""

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__(look, rows, _("案件列表"), ROW)
        self.headers = Headers(look, rows.columns, self)
        self.setHorizontalHeader(self.headers)
        self.setItemDelegate(TableDelegate(look, rows.columns, lambda: self.hovered, self))
        look.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        self.headers.fit(width, narrow=width < _NARROW_BELOW)
