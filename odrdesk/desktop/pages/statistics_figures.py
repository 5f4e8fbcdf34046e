"""Every figure of a period with the year so far and the year before, and beside it the cases it counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop.delegates.cells import CellDelegate
from odrdesk.desktop.models.cells import Listed
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages import statistics_words as words
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.label import Elided
from odrdesk.desktop.widgets.list_table import ListTable
from odrdesk.desktop.work import Work
from odrdesk.domain.report import Difference, Traits
from odrdesk.domain.reporting import FigureKey
from odrdesk.services import reports
from odrdesk.services.desk import Desk
from odrdesk.services.reports import Report
from odrdesk.text import _, ngettext

MOST = 500
"""Cases listed behind a figure; the workbook has them all."""


class Figures(QWidget):
    """`arrived(FigureKey)` at another figure; `opened(number)` a case; `list_asked(numbers)` to the list of cases."""

    arrived = Signal(object)
    opened = Signal(str)
    list_asked = Signal(object)

    def __init__(self, look: Look, work: Work, desk: Desk) -> None:
        super().__init__()
        self._work, self._desk = work, desk
        self._listed = 0
        self.numbers: tuple[str, ...] = ()
        self.all_numbers: tuple[str, ...] = ()
        self.figures = Rows(work, words.figure_columns(), self)
        self.table = ListTable(look, self.figures, _("各项数字"), CellDelegate)
        self.cases = Rows(work, words.case_columns(), self)
        self.list = ListTable(look, self.cases, _("数字背后的案件"), CellDelegate)
        self.behind = Card("", margins=(1, 10, 1, 1), spacing=8)
        self.title = Elided("", 15, bold=True)
        self.table.arrived.connect(lambda _key: self.arrived.emit(self.current))
        self.table.opened.connect(lambda _key: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.opened.connect(self._open)
        self._arrange()

    @property
    def current(self) -> FigureKey:
        """The chosen figure."""
        place = self.table.current_key
        return words.SHOWN[place] if place is not None and place < len(words.SHOWN) else FigureKey.ACCEPTED

    def choose(self, key: FigureKey) -> None:
        """Choose a figure by its key, where it has a row."""
        if key in words.SHOWN:
            self.table.choose(words.SHOWN.index(key))

    def show_report(self, found: Report, changed: dict[FigureKey, Difference]) -> None:
        """Show the figures."""
        rows = [words.figure_row(place, key, found.content, changed) for place, key in enumerate(words.SHOWN)]
        self.figures.load(Listed(rows))
        if self.table.current_key is None:
            self.choose(FigureKey.ACCEPTED)

    def show_behind(self, title: str, numbers: Sequence[str]) -> None:
        """List these cases under a title."""
        count = ngettext("{n} 件", "{n} 件", len(numbers)).format(n=f"{len(numbers):,}")
        only = _("，只列前 {n} 件").format(n=MOST) if len(numbers) > MOST else ""
        self.title.setText(title)
        self.behind.aside.setText(count + only)
        self.all_numbers = tuple(numbers)
        self._listed += 1
        mine, wanted = self._listed, tuple(numbers[:MOST])
        self._work.read(
            lambda: reports.behind(self._desk, wanted), owner=self, done=lambda found: self._list(mine, found)
        )

    def _list(self, asked: int, found: Sequence[tuple[str, Traits]]) -> None:
        if asked != self._listed:
            return
        self.numbers = tuple(number for number, _traits in found)
        self.cases.load(Listed([words.case_row(place, *one) for place, one in enumerate(found)]))

    def _open(self, place: int) -> None:
        if place < len(self.numbers):
            self.opened.emit(self.numbers[place])

    def _arrange(self) -> None:
        figures = Card(margins=(1, 1, 1, 1), spacing=0)
        figures.add(self.table, 1)
        head = QHBoxLayout()
        head.setContentsMargins(15, 0, 15, 0)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.behind.aside)
        head.addStretch(1)
        self.behind.add(head)
        self.behind.add(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(figures, 3)
        row.addWidget(self.behind, 2)
