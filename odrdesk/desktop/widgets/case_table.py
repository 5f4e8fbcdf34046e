"""The case list as a table."""

from odrdesk.desktop.delegates.table import TableDelegate
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.widgets.ticks import Ticking
from odrdesk.text import _


class CaseTable(ListTable):
    """Nine columns; where cases are dealt with many at once, with ticks."""

    def __init__(self, look: Look, rows: Rows, *, ticking: bool = False) -> None:
        super().__init__(look, rows, _("案件列表"), TableDelegate)
        self.ticking = Ticking(look, self, rows) if ticking else None
