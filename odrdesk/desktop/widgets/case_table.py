"""The case list as a table."""

from odrdesk.desktop.delegates.table import TableDelegate
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.text import _


class CaseTable(ListTable):
    """Nine columns."""

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__(look, rows, _("案件列表"), TableDelegate)
