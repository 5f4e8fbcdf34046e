"""The narrow list beside a case: the rows of the same list, one column."""

from PySide6.QtGui import QResizeEvent

from odrdesk.desktop.delegates.mini import ROW, MiniDelegate
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.row_table import RowTable
from odrdesk.text import _


class MiniList(RowTable):
    """Shows the first column only; its delegate draws the whole row there."""

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__(look, rows, _("当前列表"), ROW)
        self.horizontalHeader().hide()
        self.setItemDelegate(MiniDelegate(look, self))
        self._hide_columns()
        rows.modelReset.connect(self._hide_columns)

    def stand_on(self, key: int) -> None:
        """The row of the case in view is the current one; where the list has none, no other seems to be it."""
        if self._rows.row(key) is not None:
            self.choose(key)
        else:
            self._current = None
            self.selectionModel().clear()

    def _hide_columns(self) -> None:
        for place in range(1, self._rows.columnCount()):
            self.setColumnHidden(place, True)
        self.setColumnWidth(0, self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The one column takes the whole width."""
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width())
