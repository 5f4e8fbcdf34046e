"""A list of rows with a title row whose columns share the width: what the lists of cases, merchants, money have."""

from PySide6.QtGui import QResizeEvent

from odrdesk.desktop.delegates.row import ROW, RowDelegate
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.row_table import NARROW, Headers, RowTable

_NARROW_BELOW = 1120
_OPEN = 190
"""What the open column needs before others go."""


class ListTable(RowTable):
    """Titles sort where their column says so; in a narrow list all columns give way a little.

    Where that is not enough those of `spare` go, one after the other, and come back with the room.
    """

    def __init__(
        self,
        look: Look,
        rows: Rows,
        name: str,
        drawing: type[RowDelegate],
        row: int = ROW,
        *,
        spare: tuple[str, ...] = (),
    ) -> None:
        super().__init__(look, rows, name, row)
        self._spare = spare
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
        narrow = width < _NARROW_BELOW
        gone = self._gone(width / (NARROW if narrow else 1.0))
        for place, column in enumerate(self._rows.columns):
            if self.isColumnHidden(place) != (column.key in gone):
                self.setColumnHidden(place, column.key in gone)
        self.headers.fit(width, narrow=narrow)

    def _gone(self, width: float) -> set[str]:
        """The columns there is no room for."""
        gone: set[str] = set()
        look, columns = self._look, self._rows.columns
        for key in self._spare:
            if sum(look.dp(one.width or _OPEN) for one in columns if one.key not in gone) <= width:
                break
            gone.add(key)
        return gone
