"""The numbers of a chart as the rows of a table: few, known whole, every word written."""

from collections.abc import Hashable
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from odrdesk.desktop import tips
from odrdesk.desktop.models.cells import Cell, CellRow
from odrdesk.desktop.models.columns import Column, Drawn

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
WIDE = 84


class Numbers(NamedTuple):
    """The numbers of a chart as a table: titles, rows of words, and what each row leads to."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[Hashable, ...]


class NumbersModel(QAbstractTableModel):
    """Shows `Numbers`; the first column has the words, the others stand right as figures do."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = Numbers((), (), ())

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, from the left."""
        return tuple(
            Column(f"c{place}", title, WIDE if place else 0, Drawn.AMOUNT if place else Drawn.PLAIN)
            for place, title in enumerate(self._numbers.titles)
        )

    def show_numbers(self, numbers: Numbers) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._numbers = numbers
        self.endResetModel()

    def key(self, row: int) -> Hashable | None:
        """What a row leads to."""
        return self._numbers.keys[row] if 0 <= row < len(self._numbers.keys) else None

    def copied(self, rows: list[int]) -> str:
        """The titles and these rows as text that a sheet takes: tabs between, a line each."""
        chosen = [self._numbers.titles, *(self._numbers.rows[row] for row in rows)]
        return "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in chosen)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One for each mark of the chart."""
        return 0 if parent.isValid() else len(self._numbers.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as there are titles."""
        return 0 if parent.isValid() else len(self._numbers.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text; the row made ready to be drawn as UserRole; title and text for a screen reader."""
        row = self._numbers.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return CellRow(index.row(), tuple(map(Cell, row)))
        if role == Qt.ItemDataRole.DisplayRole:
            return row[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tips.plain(row[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._numbers.titles[index.column()]} {row[index.column()]}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._numbers.titles[section]
        return None
