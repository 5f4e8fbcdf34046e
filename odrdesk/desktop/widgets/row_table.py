"""A list of rows one can walk through by keyboard; it leaves the input method alone."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.models.columns import Column, Drawn
from odrdesk.desktop.models.rows import Index, Rows
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink

NARROW = 0.94


class RowTable(QTableView):
    """`opened(key)` on Enter or double click, `arrived(key)` when the current row changes.

    The current row is kept by key through every reload, and the scroll position with it.
    """

    opened = Signal(int)
    arrived = Signal(int)

    def __init__(self, look: Look, rows: Rows, name: str, row_height: int) -> None:
        super().__init__()
        self._look, self._rows, self._row_height = look, rows, row_height
        self._hovered = -1
        self._current: int | None = None
        self._top = 0
        self.setAccessibleName(name)
        self.setModel(rows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        rows.modelAboutToBeReset.connect(self._remember)
        rows.modelReset.connect(self._recall)
        rows.ready.connect(self._recall)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        look.changed.connect(self._measure)
        self._measure()

    @property
    def hovered(self) -> int:
        """The row under the mouse, -1 for none."""
        return self._hovered

    @property
    def current_key(self) -> int | None:
        """The key of the current row."""
        return self._rows.key(self.currentIndex().row())

    def choose(self, key: int | None) -> None:
        """Make a key's row the current one, once it is known."""
        self._current = key
        self._recall()

    def step(self, by: int) -> None:
        """Move the current row up or down."""
        row = min(max(0, self.currentIndex().row() + by), self._rows.rowCount() - 1)
        if row >= 0:
            self.selectRow(row)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say which key is current now."""
        super().currentChanged(current, previous)
        key = self._rows.key(current.row())
        if key is not None and key != self._current:
            self._current = key
            self.arrived.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters belong to the commands, not to a search by typing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Nothing: one letter is a command here."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The whole row lights up under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """And goes dark again."""
        super().leaveEvent(event)
        self._hover(-1)

    def _open(self, row: int) -> None:
        key = self._rows.key(row)
        if key is not None:
            self.opened.emit(key)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.row(self._row_height))

    def _remember(self) -> None:
        self._top = self.verticalScrollBar().value()

    def _recall(self) -> None:
        row = None if self._current is None else self._rows.row(self._current)
        if row is None and self._rows.rowCount():
            row = 0 if self._current is None or self.currentIndex().row() < 0 else None
        if row is not None and row != self.currentIndex().row():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._rows.index(row, 0), flags)
        self.verticalScrollBar().setValue(self._top)
        if row is not None:
            self.scrollTo(self._rows.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)


class Headers(QHeaderView):
    """The title row of a table; a click sorts, the sorted column stands bold with its arrow."""

    sorted_by = Signal(str, bool)

    def __init__(self, look: Look, columns: tuple[Column, ...], table: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look, self._columns = look, columns
        self._order, self._down = "", False
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionClicked.connect(self._clicked)
        look.changed.connect(self._measure)
        self._measure()

    def show_order(self, order: str, *, down: bool) -> None:
        """Mark the column the list is sorted by."""
        self._order, self._down = order, down
        self.viewport().update()

    def fit(self, width: int, *, narrow: bool) -> None:
        """Give each column its width and the open one the rest."""
        factor = NARROW if narrow else 1.0
        shown = [(n, c) for n, c in enumerate(self._columns) if not self.isSectionHidden(n)]
        fixed = {n: round(self._look.dp(c.width) * factor) for n, c in shown if c.width}
        rest = max(self._look.dp(140), width - sum(fixed.values()))
        for place, _column in shown:
            self.resizeSection(place, fixed.get(place, rest))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, hairline, title."""
        look, room, column = self._look, QRectF(rect), self._columns[section]
        mark = self._mark(column)
        sorted_here = bool(mark)
        painter.save()
        painter.fillRect(room, look.colour(Ink.SURFACE2))
        painter.fillRect(QRectF(room.x(), room.bottom() - 1, room.width(), 1), look.colour(Ink.BORDER))
        title = column.title + mark
        align = paint.RIGHT if column.drawn is Drawn.AMOUNT else paint.LEFT
        ink = Ink.TEXT if sorted_here else Ink.TEXT3
        paint.words(
            painter, look, self.title_room(room, title, align), title, px=12, ink=ink, bold=sorted_here, align=align
        )
        painter.restore()

    def title_room(self, room: QRectF, title: str, align: Qt.AlignmentFlag) -> QRectF:
        """Where the title stands: above its cells; a bold one with its arrow may use the air on its free side."""
        spare = self._look.width(title, 12, bold=True) - (room.width() - 20)
        air = min(8.0, max(0.0, spare + 1))
        return room.adjusted(10 - (air if align == paint.RIGHT else 0), 0, -10 + (air if align == paint.LEFT else 0), 0)

    def _mark(self, column: Column) -> str:
        """The arrow of the column the list is sorted by."""
        if not column.order or column.order != self._order:
            return ""
        return "  ↓" if self._down else "  ↑"

    def _clicked(self, section: int) -> None:
        order = self._columns[section].order
        if order:
            self._down = not self._down if order == self._order else False
            self._order = order
            self.sorted_by.emit(order, self._down)
            self.viewport().update()

    def _measure(self) -> None:
        self.setFixedHeight(self._look.dp(36))
