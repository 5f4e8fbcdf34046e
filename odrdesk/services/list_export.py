"""A list of cases written to a file as it was shown: its columns, its conditions, its order."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from odrdesk.documents import list_sheet
from odrdesk.documents.list_sheet import MOST_ROWS, ListFacts, Value
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, written
from odrdesk.domain.record import Entry
from odrdesk.services import lists
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.lists import DueRow
from odrdesk.storage import record
from odrdesk.storage.outgoing import outgoing

CHUNK = 500

Progress = Callable[[int, int], bool]
"""Hears how many of how many rows are read, all of them as the file is made; False stops, and nothing is written."""


class Form(StrEnum):
    """What a list is written as; the value is the ending of the file."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes out: a listing, or only these keys of it in this order; `cells` makes a row's values.

    `columns` are the codes that the record keeps, `headings` what stands above them; `about` says what the list is.
    """

    listing: Listing
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    cells: Callable[[DueRow], Sequence[Value]]
    title: str
    about_title: str
    about: tuple[tuple[str, str], ...] = ()
    keys: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The file that went out with its SHA-256, and how many rows it has."""

    file: Path
    sha256: str
    rows: int


def export_list(
    desk: Desk, wanted: Wanted, destination: Path, *, replace: bool = False, progress: Progress | None = None
) -> Done[Written | None]:
    """Write a list to a file, its form by the ending; None where it was stopped.

    The file is written and the record says so, or neither. Refuses `report.form`, `export.too_long` and
    `output.exists`; Fault `output.not_written`.
    """
    form = form_of(destination)
    every = (key for some in lists.ids(desk, wanted.listing) for key in some)
    keys = list(every if wanted.keys is None else wanted.keys)
    if form is Form.XLSX and len(keys) > MOST_ROWS:
        raise Refusal("export.too_long", "destination", rows=len(keys), most=MOST_ROWS)
    rows: list[Sequence[Value]] = []
    for start in range(0, len(keys), CHUNK):
        if progress is not None and not progress(start, len(keys)):
            return Done(None, Changes())
        rows += [wanted.cells(found) for found in lists.rows(desk, keys[start : start + CHUNK], more=True)]
    facts = ListFacts(wanted.title, wanted.about, wanted.about_title, wanted.headings, rows, desk.now())

    def go_on() -> bool:
        return progress is None or progress(len(keys), len(keys))

    content = list_sheet.workbook(facts, go_on) if form is Form.XLSX else list_sheet.csv(facts)
    if content is None or not go_on():
        return Done(None, Changes())
    sha256 = hashlib.sha256(content).hexdigest()
    told = {
        "file": destination.name,
        "sha256": sha256,
        "rows": len(rows),
        "columns": list(wanted.columns),
        "where": written(wanted.listing),
        "chosen": wanted.keys is not None,
    }
    with outgoing({destination: content}, replace=replace) as put, desk.writing() as session:
        record.append(session, Entry("list.export", desk.now(), desk.clerk.key, None, told))
        put()
    return Done(Written(destination.absolute(), sha256, len(rows)), Changes())


def form_of(path: Path) -> Form:
    """The form of a file by its ending. Refuses `report.form`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in list(Form):
        raise Refusal("report.form", "out", path=str(path), known=[f".{form}" for form in Form])
    return Form(ending)
