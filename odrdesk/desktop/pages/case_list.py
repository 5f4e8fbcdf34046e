"""The narrow list beside the case: the same list one came from, to walk through without going back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.mini_list import MiniList
from odrdesk.text import _

WIDTH = 286


class CaseList(QFrame):
    """`chosen(number)` when another dispute was chosen, `whole_asked` for the list at full width."""

    chosen = Signal(str)
    whole_asked = Signal()

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__()
        self.setProperty("plate", "left")
        self.setFixedWidth(WIDTH)
        self._rows = rows
        self._wanted: int | None = None
        self._walking = False
        self.title, self._count = Elided(_("案件"), 15, bold=True), Label("", 13, Ink.TEXT3)
        self.list = MiniList(look, rows)
        whole = Button(look, icon="list-filter", kind=Kind.GHOST, height=30, name=_("打开完整列表"))
        head = QHBoxLayout()
        head.setContentsMargins(15, 12, 8, 8)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        whole.clicked.connect(self.whole_asked)
        rows.counted.connect(self._say_count)
        rows.dataChanged.connect(self._catch_up)
        self._say_count(rows.rowCount())
        self.list.arrived.connect(self._arrived)
        self.list.opened.connect(self._arrived)

    def name_list(self, title: str) -> None:
        """What the list is called."""
        self.title.setText(title)

    def stand_on(self, key: int) -> None:
        """Mark the dispute in view; none where it is not in the list."""
        self.list.stand_on(key)

    def step(self, by: int) -> None:
        """One dispute further up or down."""
        self._walking = True
        self.list.step(by)
        self._walking = False

    def _arrived(self, key: int) -> None:
        # A list that was loaded anew chooses a row by itself; only a person opens a dispute.
        if (self._walking or self.list.hasFocus()) and not self._tell(key):
            self._wanted = key

    def _catch_up(self) -> None:
        """A row that was not read yet when one stepped on it is here now."""
        if self._wanted is not None and self._tell(self._wanted):
            self._wanted = None

    def _tell(self, key: int) -> bool:
        row = self._rows.row(key)
        shown = None if row is None else self._rows.shown(row)
        if not isinstance(shown, CaseRow):
            return False
        self.chosen.emit(shown.number)
        return True

    def _say_count(self, number: int) -> None:
        self._count.setText(f"{number:,}")
