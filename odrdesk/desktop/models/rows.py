"""The one list model: ids in order, rows by page. SQL sorts and filters, the model only keeps what it was given.

First the first page and the count, then all ids in the background, then rows as they come into view; each
answer carries the generation it was asked for, and one that comes too late is dropped. A row that was changed
is shown as it was until its new form is there, so nothing flickers. `data()` only looks things up.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from odrdesk.desktop.models.columns import Column
from odrdesk.desktop.work import Work

PAGE = 64
FIRST = 200
KEPT = 4_096
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Shown(Protocol):
    """A row made ready: its key, and the text of each column."""

    @property
    def key(self) -> int:
        """The key of the thing shown."""

    @property
    def texts(self) -> Sequence[str]:
        """The text of each column."""


class Source(Protocol):
    """Where a list comes from; every call runs off the GUI thread."""

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first ids in order, and how many there are in all."""

    def ids(self) -> Iterator["array[int]"]:
        """All ids in order, in chunks."""

    def rows(self, keys: Sequence[int]) -> Sequence[Shown]:
        """The rows of these keys, made ready."""


class Rows(QAbstractTableModel):
    """`counted(n)` when the number of rows is known; `ready` when all ids are there; `relaid` with other columns."""

    counted = Signal(int)
    ready = Signal()
    relaid = Signal()

    def __init__(self, work: Work, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._columns = self._wanted = tuple(columns)
        self._source: Source | None = None
        self._generation = 0
        self._total = 0
        self._ids: array[int] = array("q")
        self._shown: OrderedDict[int, Shown] = OrderedDict()
        self._before: OrderedDict[int, Shown] = OrderedDict()
        self._asked: set[int] = set()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, from the left."""
        return self._columns

    def load(self, source: Source, columns: Sequence[Column] | None = None) -> None:
        """Show another list, perhaps in other columns; the old one stands until the new one's first page is here."""
        self._source = source
        self._wanted = self._wanted if columns is None else tuple(columns)
        self.reload()

    def reload(self) -> None:
        """Ask anew for what is shown; rows that stay are not drawn blank in between."""
        source = self._source
        if source is None:
            return
        self._generation += 1
        mine = self._generation

        def opened() -> tuple["array[int]", int, Sequence[Shown]]:
            ids, total = source.opening(FIRST)
            return ids, total, source.rows(ids[:PAGE])

        self._work.read(opened, owner=self, done=lambda answer: self._opened(mine, source, *answer))

    def touch(self, keys: Iterable[int]) -> None:
        """These rows were changed: read them again, wherever they are shown."""
        known = [key for key in keys if key in self._shown or key in self._before]
        if known:
            self._fetch(known, None)

    def key(self, row: int) -> int | None:
        """The key at a row, None where it is not known yet."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    @property
    def keys(self) -> "array[int]":
        """All keys that are known so far, in order."""
        return self._ids

    @property
    def whole(self) -> bool:
        """Whether all keys are known."""
        return len(self._ids) >= self._total

    def row(self, key: int) -> int | None:
        """The row of a key, None when it is not in the list."""
        try:
            return self._ids.index(key)
        except ValueError:
            return None

    def shown(self, row: int) -> Shown | None:
        """The row made ready, None while it is on its way."""
        key = self.key(row)
        return None if key is None else self._shown.get(key, self._before.get(key))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many there are in all, exactly."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as there are columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text for display, the row itself as UserRole, column and text for a screen reader."""
        if role == Qt.ItemDataRole.DisplayRole:
            shown = self._at(index.row())
            return "" if shown is None else shown.texts[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return self._at(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = self._at(index.row())
            return "" if shown is None else f"{self._columns[index.column()].title} {shown.texts[index.column()]}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None

    def _at(self, row: int) -> Shown | None:
        if row >= len(self._ids):
            return None
        key = self._ids[row]
        shown = self._shown.get(key)
        if shown is None:
            self._want(row // PAGE)
            return self._before.get(key)
        return shown

    def _want(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        self._fetch(self._ids[page * PAGE : (page + 1) * PAGE], page)

    def _fetch(self, keys: Sequence[int], page: int | None) -> None:
        source, mine = self._source, self._generation
        if source is not None:
            wanted = list(keys)
            self._work.read(lambda: source.rows(wanted), owner=self, done=lambda rows: self._fetched(mine, page, rows))

    def _opened(self, mine: int, source: Source, ids: "array[int]", total: int, rows: Sequence[Shown]) -> None:
        if mine != self._generation:
            return
        self._asked.clear()
        self._before, self._shown = self._shown, OrderedDict()
        if self._wanted != self._columns:
            self._relay(rows, ids, total)
        self._keep(rows)
        if total != self._total or ids != self._ids[: len(ids)]:
            self._replace(ids, total)
        else:
            self._refresh_all()
        self.counted.emit(total)
        if len(ids) >= total:
            self._replace_if_other(ids)
            self.ready.emit()
            return
        self._work.read(lambda: self._collect(mine, source), owner=self, done=lambda ids: self._collected(mine, ids))

    def _relay(self, rows: Sequence[Shown], ids: "array[int]", total: int) -> None:
        """Other columns: a row written for the old ones has the wrong texts."""
        self.beginResetModel()
        self._columns, self._ids, self._total = self._wanted, ids, total
        self._before.clear()
        self._keep(rows)
        self.relaid.emit()
        self.endResetModel()

    def _collect(self, mine: int, source: Source) -> "array[int]":
        found: array[int] = array("q")
        for chunk in source.ids():
            if mine != self._generation:
                break
            found.extend(chunk)
        return found

    def _collected(self, mine: int, ids: "array[int]") -> None:
        if mine != self._generation:
            return
        if len(ids) == self._total and ids[: len(self._ids)] == self._ids:
            self._ids = ids
            self._refresh_all()
        else:
            self._replace_if_other(ids)
        self.ready.emit()

    def _replace_if_other(self, ids: "array[int]") -> None:
        if ids != self._ids or len(ids) != self._total:
            self._replace(ids, len(ids))
            self.counted.emit(len(ids))

    def _replace(self, ids: "array[int]", total: int) -> None:
        self.beginResetModel()
        self._ids, self._total = ids, total
        self._asked.clear()
        self.endResetModel()

    def _fetched(self, mine: int, page: int | None, rows: Sequence[Shown]) -> None:
        if mine != self._generation or self._wanted != self._columns:
            return
        self._keep(rows)
        if page is None:
            self._refresh_all()
            return
        last = min((page + 1) * PAGE, self._total) - 1
        if len(self._columns) and last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self._columns) - 1))

    def _refresh_all(self) -> None:
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(self._columns) - 1))

    def _keep(self, rows: Sequence[Shown]) -> None:
        for shown in rows:
            self._shown[shown.key] = shown
            self._shown.move_to_end(shown.key)
        if len(self._shown) > KEPT:
            # A page that was let go may be asked for again; one whose rows are gone for good is asked for once.
            self._asked.clear()
        while len(self._shown) > KEPT:
            self._shown.popitem(last=False)
