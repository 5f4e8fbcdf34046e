"""Rows that are known whole: each a tuple of cells, every word written."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from odrdesk.desktop.formats import Due
from odrdesk.desktop.tokens import Ink, Tone


class Cell(NamedTuple):
    """One cell: what it says, in which ink; `tone` for a pill, `due` for a deadline."""

    text: str
    ink: Ink = Ink.TEXT
    tone: Tone = Tone.NEUTRAL
    due: Due | None = None
    bold: bool = False


class CellRow(NamedTuple):
    """A row by its key; `of` is what it was made of, where a list is not read whole."""

    key: int
    cells: tuple[Cell, ...]
    of: object = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each column."""
        return tuple(cell.text for cell in self.cells)


class Listed:
    """A `Source` of rows that were read already, in their order."""

    def __init__(self, rows: Sequence[CellRow]) -> None:
        self._rows: Mapping[int, CellRow] = {row.key: row for row in rows}

    def opening(self, limit: int) -> tuple["array[int]", int]:
        """The first keys in order, and how many there are in all."""
        keys = array("q", self._rows)
        return keys[:limit], len(keys)

    def ids(self) -> Iterator["array[int]"]:
        """All keys in order."""
        yield array("q", self._rows)

    def rows(self, keys: Sequence[int]) -> Sequence[CellRow]:
        """The rows of these keys."""
        return [self._rows[key] for key in keys if key in self._rows]
