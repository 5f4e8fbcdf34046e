"""The case list as a table."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.delegates.table import TableDelegate
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import COMPACT_ROW, ROW, Look
from odrdesk.desktop.widgets.case_headers import CaseHeaders
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.widgets.ticks import Ticking
from odrdesk.text import _


class CaseTable(ListTable):
    """Its columns are the person's choice; where cases are dealt with many at once, with ticks.

    `menu_asked(column key, place)` for the menu of a cell, by mouse or by the menu key.
    """

    menu_asked = Signal(str, QPoint)

    _close: bool | None = None

    def __init__(self, look: Look, rows: Rows, *, ticking: bool = False) -> None:
        super().__init__(look, rows, _("案件列表"), TableDelegate)
        self.titles = CaseHeaders(look, rows.columns, self)
        self.headers = self.titles
        self.setHorizontalHeader(self.titles)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())  # the style draws a mark of its own between two scroll bars
        self._widths: Mapping[str, int] = {}
        rows.relaid.connect(self._lay)
        rows.modelReset.connect(self._fit)
        self.ticking = Ticking(look, self, rows) if ticking else None
        self.titles.sized.connect(lambda _key, _pixels: self._fit())

    def keep_widths(self, widths: Mapping[str, int]) -> None:
        """The widths by hand, pixels at 100 % by column key."""
        self._widths = widths
        self.titles.lay(self._rows.columns, widths)
        self._fit()

    def set_close(self, close: bool | None) -> None:
        """Rows closely, widely, or (None) as everywhere in the window."""
        self._close = close
        self._measure()
        if self.ticking is not None:
            self.ticking.gutter.measure()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the cell under the mouse, or of the current row."""
        index = self.indexAt(event.pos())
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            index = self.currentIndex()
        if index.isValid():
            if index.row() != self.currentIndex().row():
                self.selectRow(index.row())
            place = event.globalPos()
            if event.reason() is not QContextMenuEvent.Reason.Mouse:
                place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_asked.emit(self._rows.columns[index.column()].key, place)

    def _lay(self) -> None:
        self.titles.lay(self._rows.columns, self._widths)
        delegate = self.itemDelegate()
        if isinstance(delegate, TableDelegate):
            delegate.lay(self._rows.columns)

    def _measure(self) -> None:
        super()._measure()
        if self._close is not None:
            self.verticalHeader().setDefaultSectionSize(self._look.dp(COMPACT_ROW if self._close else ROW))
