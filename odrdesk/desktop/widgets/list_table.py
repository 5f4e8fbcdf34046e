"""A list of rows with a title row whose columns share the width: what the lists of cases, merchants, money have."""

from PySide6.QtGui import QResizeEvent

from odrdesk.desktop.delegates.row import ROW, RowDelegate
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.row_table import Headers, RowTable

_NARROW_BELOW = 1120


class ListTable(RowTable):
    """Titles sort where their column says so; in a narrow list all columns give way a little."""

    def __init__(self, look: Look, rows: Rows, name: str, drawing: type[RowDelegate], row: int = ROW) -> None:
        super().__init__(look, rows, name, row)
        self.headers = Headers(look, rows.columns, self)
        self.setHorizontalHeader(self.headers)
        self.setItemDelegate(drawing(look, rows.columns, lambda: self.hovered, self))
        look.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        self.headers.fit(width, narrow=width < _NARROW_BELOW)
