"""What a person changes of a sheet before it comes in: what its columns fill, and what stands in single cells.

The sheet itself is never touched; what was changed stands in the record of the import.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from odrdesk.domain.sheet import Sheet, SheetMapping
from odrdesk.domain.sheet_words import Field, fold_heading

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True)
class Changed:
    """`columns` by heading (None: fills nothing), `cells` by their name (`H12`)."""

    columns: Mapping[str, Field | None] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


def with_cells(sheet: Sheet, cells: Mapping[str, str]) -> Sheet:
    """The sheet with other texts in these cells; a name that is none, or lies outside, is passed over."""
    if not cells:
        return sheet
    rows = list(sheet.rows)
    for name, text in cells.items():
        place = place_of(name)
        if place is None or place[0] >= len(rows):
            continue
        row, column = place
        rows[row] = (*rows[row][:column], *[None] * max(0, column - len(rows[row])), text, *rows[row][column + 1 :])
    return replace(sheet, rows=tuple(rows))


def with_columns(mapping: SheetMapping, columns: Mapping[str, Field | None]) -> SheetMapping:
    """The mapping with other meanings for these headings; a field leaves the column it had before."""
    filled = dict(mapping.columns)
    for column, title in mapping.titles.items():
        if title not in columns:
            continue
        wanted = columns[title]
        filled.pop(column, None)
        if wanted is not None:
            filled = {place: held for place, held in filled.items() if held is not wanted}
            filled[column] = wanted
    return replace(mapping, columns=filled)


def fingerprint(titles: Iterable[str]) -> str:
    """What tells a kind of sheet again: its headings, in whatever order they stand."""
    told = "\n".join(sorted({fold_heading(title) for title in titles} - {""}))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def place_of(cell: str) -> tuple[int, int] | None:
    """Row and column, both from 0, of a cell as a spreadsheet calls it; None for no such name."""
    found = _CELL.fullmatch(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
