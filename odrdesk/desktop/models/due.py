"""The board's list: headings and the rows under them, some hundred at most."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.tokens import Tone
from odrdesk.text import _

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TICKED = Qt.ItemDataRole.UserRole + 1
"""Whether a row is ticked for an act on several."""
TICKING = Qt.ItemDataRole.UserRole + 2
"""Whether any row is: then every row shows its box."""


class Heading(NamedTuple):
    """A group's words, how many it holds, and how urgent it is."""

    words: str
    aside: str
    tone: Tone


class DueItem(NamedTuple):
    """A row and what to do next about it; `level` on the ladder of escalation, from 1."""

    row: CaseRow
    next_step: str
    level: int = 1


class DueItems(QAbstractListModel):
    """Headings cannot be selected, so the arrow keys pass over them."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[Heading | DueItem, ...] = ()
        self._ticked: dict[int, None] = {}
        self._why: dict[int, str] = {}

    @property
    def ticked(self) -> tuple[int, ...]:
        """The keys of the ticked rows, in the order in which they were ticked."""
        return tuple(self._ticked)

    def show_items(self, items: Sequence[Heading | DueItem]) -> None:
        """Replace what is shown; ticks stay on the rows that stay."""
        self.beginResetModel()
        self._items = tuple(items)
        here = {item.row.key for item in self._items if isinstance(item, DueItem)}
        self._ticked = {key: None for key in self._ticked if key in here}
        self._why = {}
        self.endResetModel()

    def tick(self, row: int) -> None:
        """Tick a row, or take its tick away."""
        key = self._key(row)
        if key is None:
            return
        if key in self._ticked:
            del self._ticked[key]
        else:
            self._ticked[key] = None
        self._redraw()

    def untick(self) -> bool:
        """Take all ticks away; whether there were any."""
        had = bool(self._ticked)
        self._ticked = {}
        self._redraw()
        return had

    def explain(self, key: int, words: str) -> None:
        """How a row's deadline was counted, once that is known."""
        self._why[key] = words

    def why(self, key: int) -> str:
        """How a row's deadline was counted, empty while it is not known."""
        return self._why.get(key, "")

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
        if role == TICKED:
            return self._key(index.row()) in self._ticked
        if role == TICKING:
            return bool(self._ticked)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(item, DueItem):
            return self._why.get(item.row.key)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(item)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is only read."""
        if isinstance(self._items[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _words(self, item: Heading | DueItem) -> str:
        if isinstance(item, Heading):
            return f"{item.words} {item.aside}"
        row = item.row
        ticked = _("已选 ") if row.key in self._ticked else ""
        return f"{ticked}{row.number} {row.title} {row.consumer} {row.due.text} {item.next_step}"

    def _redraw(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, 0))

    def _key(self, row: int) -> int | None:
        item = self._items[row] if 0 <= row < len(self._items) else None
        return item.row.key if isinstance(item, DueItem) else None
