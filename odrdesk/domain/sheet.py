"""A sheet of complaints as it comes from the world: where its heading stands and what its columns mean.

`odrdesk.domain.sheet_lines` reads the lines below the heading.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from odrdesk.domain.cells import Cell
from odrdesk.domain.errors import Refusal
from odrdesk.domain.sheet_words import Field, Headers, Profile, fold_heading

HEADING_WITHIN: Final = 30
"""The heading stands in one of the first so many rows; above it are titles and who filled the sheet in."""

LEAST_FIELDS: Final = 3
"""With fewer columns understood, it is not a sheet of complaints."""


class Merged(NamedTuple):
    """Cells joined into one, both corners included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet from its first row and column on; `kind` is xlsx, xls or csv."""

    name: str
    kind: str
    encoding: str | None
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """Which column fills which field. `header_row` and `first_line` count from 1 as the sheet shows them."""

    header_row: int
    first_line: int
    columns: Mapping[int, Field]
    titles: Mapping[int, str]
    profile: Profile | None = None


def recognise(sheet: Sheet, headers: Headers) -> SheetMapping:
    """Find the heading (one row, or two with joined cells) and what its columns mean.

    Refuses `sheet.no_header` when no row of the first 30 tells at least three fields.
    """
    best: SheetMapping | None = None
    most = LEAST_FIELDS - 1
    for top, titles, first_line in _headings(sheet):
        columns, known = _columns(titles, headers)
        if len(columns) >= LEAST_FIELDS and known > most:
            most = known
            best = SheetMapping(top + 1, first_line, columns, _last_words(titles), _profile(titles, headers))
    if best is None:
        raise Refusal("sheet.no_header", sheet=sheet.name)
    return best


def choose(sheets: Sequence[Sheet], headers: Headers) -> tuple[Sheet, SheetMapping]:
    """The sheet with the most columns understood, the first of equals; refuses `sheet.no_header` like `recognise`."""
    found: list[tuple[Sheet, SheetMapping]] = []
    for sheet in sheets:
        try:
            found.append((sheet, recognise(sheet, headers)))
        except Refusal as no:
            if no.code != "sheet.no_header":
                raise
    if not found:
        raise Refusal("sheet.no_header", sheet=sheets[0].name if sheets else "")
    return max(found, key=lambda pair: len(pair[1].columns))


def _headings(sheet: Sheet) -> Iterator[tuple[int, list[tuple[str, str]], int]]:
    """Every heading that could be: its row, (over, under) for each column, the first line below it.

    Those of one row come first, so that one of two rows has to tell more: the upper row may be a mere title.
    """
    words = [[_heading_text(cell) for cell in row] for row in sheet.rows[: HEADING_WITHIN + 1]]
    for top, row in enumerate(words[:HEADING_WITHIN]):
        yield top, [("", word) for word in row], top + 2
    for top, (upper, lower) in enumerate(pairwise(words)):
        if any(upper):
            yield top, _joined(upper, lower), top + 3


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    """Two rows of headings as (over, under): a joined cell's word stands in its first column only."""
    both = []
    over = ""
    for column in range(max(len(upper), len(lower))):
        own = upper[column] if column < len(upper) else ""
        under = lower[column] if column < len(lower) else ""
        over = own or over
        both.append((over, under) if under else ("", own))
    return both


def _columns(titles: Sequence[tuple[str, str]], headers: Headers) -> tuple[dict[int, Field], int]:
    """The columns understood, the best one for each field, and how many headings are known at all."""
    best: dict[Field, tuple[int, int]] = {}
    aside = 0
    for column, (over, under) in enumerate(titles):
        word = _meant(over, under, headers)
        meaning = headers.meanings.get(word)
        if meaning is None:
            aside += word in headers.left_aside
        elif meaning.field not in best or meaning.rank < best[meaning.field][0]:
            best[meaning.field] = (meaning.rank, column)
    return {column: field for field, (_, column) in best.items()}, len(best) + aside


def _meant(over: str, under: str, headers: Headers) -> str:
    """The heading as it is looked up: both words together, or the lower one where it speaks for itself."""
    word = fold_heading(under)
    if not over:
        return word
    both = fold_heading(over) + word
    if both in headers.meanings or both in headers.left_aside or word in headers.needs_heading:
        return both
    return word


def _profile(titles: Sequence[tuple[str, str]], headers: Headers) -> Profile | None:
    words = {fold_heading(under) for _, under in titles}
    return next((profile for profile in headers.profiles if profile.needs <= words), None)


def _last_words(titles: Sequence[tuple[str, str]]) -> dict[int, str]:
    return {column: under for column, (_, under) in enumerate(titles) if under}


def _heading_text(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""
