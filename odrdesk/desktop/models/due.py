"""The board's list: headings and the rows under them, some hundred at most."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Heading(NamedTuple):
    """A group's words, how many it holds, and how urgent it is."""

    words: str
    aside: str
    tone: Tone


class DueItem(NamedTuple):
    """A row and what to do next about it."""

    row: CaseRow
    next_step: str


class DueItems(QAbstractListModel):
    """Headings cannot be selected, so the arrow keys pass over them."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[Heading | DueItem, ...] = ()

    def show_items(self, items: Sequence[Heading | DueItem]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    def row_of(self, key: int | None) -> int | None:
        """The row of a dispute; the first dispute's when it is not here; None when there is none."""
        rows = [n for n, item in enumerate(self._items) if isinstance(item, DueItem)]
        exact = (n for n in rows if self._key(n) == key)
        return next(exact, rows[0] if rows else None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Headings and rows together."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The item itself as UserRole, its words otherwise."""
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(item, Heading):
                return f"{item.words} {item.aside}"
            row = item.row
            return f"{row.number} {row.title} {row.consumer} {row.due.text} {item.next_step}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is only read."""
        if isinstance(self._items[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _key(self, row: int) -> int | None:
        item = self._items[row]
        return item.row.key if isinstance(item, DueItem) else None
