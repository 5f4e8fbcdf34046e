"""A card with a chart that can be read as a table instead: the same numbers, to be copied, each row the same door."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStackedWidget, QTableView

from odrdesk.desktop.delegates.cells import CellDelegate
from odrdesk.desktop.models.numbers import WIDE, NumbersModel
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.chart import Chart
from odrdesk.desktop.widgets.row_table import Headers
from odrdesk.text import _

ROW, MOST = 30, 8


class NumbersTable(QTableView):
    """`chosen(key)` on Enter or double click; Ctrl+C copies the chosen rows (Ctrl+A chooses all)."""

    chosen = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look, self.numbers = look, NumbersModel()
        self._titles: list[str] = []
        self.setAccessibleName(name)
        self.setModel(self.numbers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.doubleClicked.connect(lambda index: self._choose(index.row()))
        look.changed.connect(self._measure)
        self._measure()

    def show_chart(self, chart: Chart) -> None:
        """The numbers of a chart; the first row is chosen so that Enter works."""
        self.numbers.show_numbers(chart.numbers())
        columns = self.numbers.columns
        if [one.title for one in columns] != self._titles:
            # The titles of a chart stay the same; a header per reading would pile up.
            self._titles = [one.title for one in columns]
            header = Headers(self._look, columns, self)
            self.setHorizontalHeader(header)
            header.show()
            self.setItemDelegate(CellDelegate(self._look, columns, lambda: -1, self))
        self._fit()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.numbers.index(0, 0), flags)
        self.updateGeometry()

    def copy(self, rows: Sequence[int] | None = None) -> None:
        """These rows, or all, with their titles, as text for a sheet."""
        chosen = list(range(self.numbers.rowCount())) if rows is None else list(rows)
        QGuiApplication.clipboard().setText(self.numbers.copied(chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes through the door of the row, Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy(sorted({index.row() for index in self.selectionModel().selectedRows()}))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._choose(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: one letter is a command here."""

    def sizeHint(self) -> QSize:
        """The title row and the rows there are, eight at most."""
        rows = min(MOST, max(1, self.numbers.rowCount()))
        return QSize(200, self._look.dp(36) + rows * self._look.dp(ROW) + 4)

    def minimumSizeHint(self) -> QSize:
        """Two rows."""
        return QSize(140, self._look.dp(36) + 2 * self._look.dp(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        figures = max(0, self.numbers.columnCount() - 1)
        width = self.viewport().width()
        each = min(self._look.dp(WIDE), round(width * 0.62 / figures)) if figures else 0
        for place in range(self.numbers.columnCount()):
            header.resizeSection(place, each if place else width - each * figures)

    def _choose(self, row: int) -> None:
        key = self.numbers.key(row)
        if key is not None:
            self.chosen.emit(key)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.dp(ROW))


class Turning(QStackedWidget):
    """As large as what is in view, so that a short chart keeps no room for its table."""

    def sizeHint(self) -> QSize:
        """That of what is in view."""
        shown = self.currentWidget()
        return super().sizeHint() if shown is None else shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """That of what is in view."""
        shown = self.currentWidget()
        return super().minimumSizeHint() if shown is None else shown.minimumSizeHint()


class ChartCard(Card):
    """`chosen(key)` from a mark of the chart or a row of its table."""

    chosen = Signal(object)

    def __init__(self, look: Look, title: str, aside: str, chart: Chart) -> None:
        super().__init__(title, aside)
        self._look, self.chart = look, chart
        self.table = NumbersTable(look, _("{title}：表格").format(title=title))
        self.switch = Button(look, icon="columns-3", kind=Kind.GHOST, height=26, name=_("看表格"), hint=_("看表格"))
        self.switch.setCheckable(True)
        self.switch.setAccessibleName(_("{title}：看表格").format(title=title))
        self.switch.toggled.connect(self._turn)
        self.copy = Button(look, icon="copy", kind=Kind.GHOST, height=26, name=_("复制表格"), hint=_("复制整张表格"))
        self.copy.clicked.connect(lambda _on=False: self.table.copy())
        self.copy.hide()
        self.turning = Turning()
        for part in (chart, self.table):
            self.turning.addWidget(part)
        self.act(self.copy)
        self.act(self.switch)
        self.add(self.turning, 1)
        chart.chosen.connect(self.chosen)
        self.table.chosen.connect(self.chosen)

    def renew(self) -> None:
        """The chart shows something else: so does its table."""
        self.table.show_chart(self.chart)
        self.turning.updateGeometry()

    def _turn(self, table: bool) -> None:
        self.copy.setVisible(table)
        self.turning.setCurrentIndex(1 if table else 0)
        self.turning.updateGeometry()
        if table:
            self.renew()
            if self.switch.hasFocus():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
