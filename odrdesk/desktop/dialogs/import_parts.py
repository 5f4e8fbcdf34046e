"""The parts of the import dialog: its way in four steps, where a file is dropped, tiles that count, tables of lines."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from odrdesk.desktop import paint, tips
from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.widgets.row_table import Headers
from odrdesk.text import _

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW, TALL_ROW = 40, 56


class Drawn(StrEnum):
    """How a cell of a line is drawn."""

    PLAIN = "plain"
    QUIET = "quiet"
    AMOUNT = "amount"
    PILL = "pill"


class Cell(NamedTuple):
    """One cell: what it says, perhaps a quieter line beneath, how it is drawn."""

    text: str
    below: str = ""
    drawn: Drawn = Drawn.PLAIN
    tone: Tone = Tone.NEUTRAL


class Way(QWidget):
    """The steps in a row of pills: done with a tick, the present one bold, the rest grey."""

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._pills = [Pill(look, name, height=24) for name in names]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for pill in self._pills:
            row.addWidget(pill)
        row.addStretch(1)

    def go(self, place: int) -> None:
        """The step at `place`, from 0, is the present one."""
        for number, (pill, name) in enumerate(zip(self._pills, self._names, strict=True)):
            said = f"{number + 1} {name}"
            if number < place:
                pill.say(said, Tone.OK, "check")
            elif number == place:
                pill.say(said, Tone.INFO, "circle-dot")
            else:
                pill.say(said, Tone.NEUTRAL)
        self.setAccessibleName(
            _("第 {n} 步，共 {all} 步：{name}").format(n=place + 1, all=len(self._names), name=self._names[place])
        )


class DropPlace(QWidget):
    """Where a file is dropped; `asked` when the person would rather choose one."""

    asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._hot = look, False
        self.choose = Button(look, _("选择文件…"), "folder-open", Kind.PRIMARY, height=34)
        self.choose.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(3)
        picture = Glyph(look, "file-spreadsheet", Ink.ACCENT_TEXT, 30, ground=Ink.ACCENT_SOFT, side=64, radius=16)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Label(_("把投诉表格拖到这里"), 18, bold=True), 0, centre)
        column.addWidget(
            Label(_("12315 控制台导出、监管转办台账、店铺售后单，按表头自动识别"), 13, Ink.TEXT2), 0, centre
        )
        column.addSpacing(10)
        column.addWidget(self.choose, 0, centre)
        column.addSpacing(10)
        column.addWidget(Label(_("xlsx、xls 或 csv；最多 20 万行、200 MB"), 12, Ink.TEXT3), 0, centre)
        column.addStretch(2)
        self.beneath = QVBoxLayout()
        column.addLayout(self.beneath)
        column.addStretch(2)

    def heat(self, *, hot: bool) -> None:
        """A file hovers over it."""
        self._hot = hot
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed frame."""
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour(Ink.ACCENT if self._hot else Ink.BORDER_BUTTON), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(look.colour(Ink.ACCENT_SOFT if self._hot else Ink.SURFACE2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)


class CountTile(Clickable):
    """A number with its word on a soft ground; the chosen one is framed and its lines are shown."""

    def __init__(self, look: Look, label: str, tone: Tone) -> None:
        super().__init__(look, label)
        self._label, self._tone, self._count = label, tone, 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """The number; nothing can be shown of none."""
        self._count = count
        self.setAccessibleName(f"{count} {self._label}")
        self.setEnabled(count > 0)
        self.update()

    def sizeHint(self) -> QSize:
        """54 high, as wide as there is room."""
        return QSize(self.look.dp(150), self.look.dp(54))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, number, word, frame."""
        painter, look, rect = QPainter(self), self.look, QRectF(self.rect())
        ink, soft = look.tone(self._tone if self._count else Tone.NEUTRAL)
        hot = self.isEnabled() and self.underMouse()
        paint.box(painter, rect, 8, look.colour(soft), look.colour(ink) if hot and not self.isChecked() else None)
        room = rect.adjusted(16, 0, -12, 0)
        figure = ink if self._count else Ink.TEXT3
        width = paint.words(painter, look, room, f"{self._count:,}", px=22, ink=figure, bold=True, tabular=True)
        paint.words(painter, look, room.adjusted(width + 10, 1, 0, 0), self._label, ink=figure)
        if self.isChecked() and self._count:
            painter.setPen(QPen(look.colour(ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)


class Lines(QAbstractTableModel):
    """Lines that are written out only when they come into view: a sheet may have a hundred thousand."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._items: Sequence[Any] = ()
        self._write: Callable[[Any], tuple[Cell, ...]] = tuple

    def show_lines(self, items: Sequence[Any], write: Callable[[Any], tuple[Cell, ...]]) -> None:
        """Show these; `write` makes the cells of one."""
        self.beginResetModel()
        self._items, self._write = items, write
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell itself for the delegate, its whole text for everybody else."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.UserRole):
            return None
        cell = self._write(self._items[index.row()])[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return cell
        words = f"{cell.text}\n{cell.below}" if cell.below else cell.text
        return tips.plain(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None


class LineTable(QTableView):
    """A table of `Cell`s that is read, not worked in; with `picks` the current row is shown as chosen.

    `asked(index)` when F2 or Space is pressed on a row: whoever shows it may let it be changed.
    """

    asked = Signal(QModelIndex)

    def __init__(
        self, look: Look, name: str, columns: Sequence[Column], *, row_height: int = ROW, picks: bool = False
    ) -> None:
        super().__init__()
        self._look, self._row_height = look, row_height
        self.lines = Lines(columns)
        self._heads = Headers(look, tuple(columns), self)
        self.setModel(self.lines)
        self.setHorizontalHeader(self._heads)
        self.setItemDelegate(_CellDelegate(look, self, picks=picks))
        self.setAccessibleName(name)
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
        look.changed.connect(self._measure)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 and Space ask for a change of the row."""
        if event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Space} and self.currentIndex().isValid():
            self.asked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The open column takes what is left."""
        super().resizeEvent(event)
        self._heads.fit(self.viewport().width(), narrow=False)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.dp(self._row_height))
        self._heads.fit(self.viewport().width(), narrow=False)


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, table: QTableView, *, picks: bool) -> None:
        super().__init__(table)
        self._look, self._picks = look, picks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, cell = self._look, QRectF(option.rect), index.data(Qt.ItemDataRole.UserRole)
        chosen = self._picks and bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.colour(Ink.SELECTED if chosen else Ink.SURFACE))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.colour(Ink.BORDER))
        room = rect.adjusted(10, 0, -10, -1)
        if isinstance(cell, Cell) and cell.below:
            half = look.dp(20)
            top = room.center().y() - half
            first = QRectF(room.x(), top, room.width(), half)
            paint.words(painter, look, first, cell.text)
            paint.words(painter, look, first.translated(0, half), cell.below, px=12, ink=Ink.TEXT3)
        elif isinstance(cell, Cell):
            self._one(painter, room, cell)
        painter.restore()

    def _one(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        look = self._look
        match cell.drawn:
            case Drawn.PILL:
                height, width = look.dp(22), min(room.width(), paint.pill_width(look, cell.text))
                pill = QRectF(room.x(), room.center().y() - height / 2, width, height)
                paint.pill(painter, look, pill, cell.text, cell.tone)
            case Drawn.AMOUNT:
                paint.words(painter, look, room, cell.text, align=paint.RIGHT, tabular=True)
            case Drawn.QUIET:
                paint.words(painter, look, room, cell.text, ink=Ink.TEXT2, tabular=True)
            case _:
                paint.words(painter, look, room, cell.text)
