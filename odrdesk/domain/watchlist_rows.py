"""The lines of a watch list as a sheet or a file has them, read into marks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from odrdesk.domain import cells
from odrdesk.domain.cells import Cell
from odrdesk.domain.errors import Refusal
from odrdesk.domain.sheet_words import CellWords, fold_heading
from odrdesk.domain.watchlist import Mark, folded

FIELDS: Final = ("name", "registration_no", "classes", "holder", "effective_from", "effective_to", "source")
HEADING_WITHIN: Final = 30
NAME_LIMIT: Final = 100
LINE_LIMIT: Final = 200
_DAY: Final = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?")


class RowProblem(NamedTuple):
    """What is wrong with a line: its number as the sheet shows it, the field, the code and data of its sentence."""

    line: int
    field: str
    code: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Listed:
    """The marks of a file, each once, and the lines that could not be read."""

    marks: tuple[Mark, ...]
    problems: tuple[RowProblem, ...]


def columns(rows: Sequence[Sequence[Cell]], headings: Mapping[str, Sequence[str]]) -> tuple[int, Mapping[int, str]]:
    """Where the heading stands (from 0) and which column is which field; (-1, {}) where no row names the mark."""
    known = {fold_heading(word): field for field, words in headings.items() for word in words}
    for place, row in enumerate(rows[:HEADING_WITHIN]):
        found: dict[int, str] = {}
        for column, cell in enumerate(row):
            field = known.get(fold_heading(cell)) if isinstance(cell, str) else None
            if field and field not in found.values():
                found[column] = field
        if "name" in found.values():
            return place, found
    return -1, {}


def read_rows(
    rows: Sequence[Sequence[Cell]], at: int, named: Mapping[int, str], words: CellWords, today: date
) -> Listed:
    """The marks below the heading at `at`; blank lines are passed over."""
    marks: dict[Mark, None] = {}
    problems: list[RowProblem] = []
    for line, row in enumerate(rows[at + 1 :], at + 2):
        told = {field: row[column] for column, field in named.items() if column < len(row)}
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in told.values()):
            continue
        try:
            marks.setdefault(read_mark(told, words, today))
        except Refusal as no:
            problems.append(RowProblem(line, no.field or "name", no.code, dict(no.data)))
    return Listed(tuple(marks), tuple(problems))


def read_mark(told: Mapping[str, Cell], words: CellWords, today: date) -> Mark:
    """One mark of its cells by field.

    Refuses `watchlist.no_name`, `text.too_long`, `number.precision_lost`, `date.unreadable` and `watchlist.days`.
    """
    name = cells.text(told.get("name"), words)
    if not name or not folded(name):
        raise Refusal("watchlist.no_name", "name")
    rest = {field: cells.text(told.get(field), words) or "" for field in ("classes", "holder", "source")}
    for field, text in {"name": name, **rest}.items():
        limit = NAME_LIMIT if field == "name" else LINE_LIMIT
        if len(text) > limit:
            raise Refusal("text.too_long", field, limit=limit, length=len(text))
    since, until = (_day(told.get(field), field, words, today) for field in ("effective_from", "effective_to"))
    if since and until and until < since:
        raise Refusal("watchlist.days", "effective_to", since=since.isoformat(), until=until.isoformat())
    return Mark(name, _number(told.get("registration_no"), words), effective_from=since, effective_to=until, **rest)


def _number(cell: Cell, words: CellWords) -> str:
    try:
        return cells.number(cell, words) or ""
    except Refusal as no:
        raise Refusal(no.code, "registration_no", **no.data) from no


def _day(cell: Cell, field: str, words: CellWords, today: date) -> date | None:
    """A day; marks are older than the complaints that `cells.day` reads, so its years are wider."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(cell.strip()) if isinstance(cell, str) else None
    try:
        return date(*map(int, found.groups())) if found else cells.day(cell, words, today)
    except ValueError as why:
        raise Refusal("date.unreadable", field) from why
    except Refusal as no:
        raise Refusal(no.code, field, **no.data) from no
