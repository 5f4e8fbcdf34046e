"""What was chosen for a kind of sheet is known when it comes again; and what does not fit goes out as a sheet."""

import io
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from sqlmodel import Session

from odrdesk.domain.cells import shown
from odrdesk.domain.errors import Fault
from odrdesk.domain.sheet import SheetMapping
from odrdesk.domain.sheet_changes import fingerprint
from odrdesk.domain.sheet_words import Field
from odrdesk.services.desk import Desk
from odrdesk.storage import batches, settings, sheets
from odrdesk.storage.batches import Batch

__all__ = ["Batch", "Lines"]

PREFIX = "intake.columns."
TAKEN_BACK_WITHIN = timedelta(hours=24)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def remembered(session: Session, mapping: SheetMapping) -> dict[str, Field | None]:
    """What was chosen for the columns of a sheet with these headings, the last time one came in."""
    kept = settings.get(session, PREFIX + fingerprint(mapping.titles.values()), {})
    known = {field.value: field for field in Field}
    return {title: known.get(told) for title, told in kept.items()} if isinstance(kept, dict) else {}


def remember(session: Session, mapping: SheetMapping, columns: Mapping[str, Field | None]) -> None:
    """Keep what was chosen, within the transaction of the import."""
    told = {title: field.value if field else "" for title, field in columns.items()}
    settings.put(session, PREFIX + fingerprint(mapping.titles.values()), told)


def recent(desk: Desk) -> tuple[Batch, ...]:
    """The imports of the last 24 hours that stand, the last first."""
    with desk.reading() as session:
        return batches.since(session, desk.now() - TAKEN_BACK_WITHIN)


class Lines(NamedTuple):
    """Lines of a sheet that do not fit: its name, the first line below its heading, and why, by line."""

    sheet: str
    first_line: int
    why: Mapping[int, str]


def write_problem_rows(out: Path, path: Path, lines: Lines, heading: str) -> Path:
    """Write the lines of a sheet that have problems to `out`. Fault `output.cannot_write`."""
    content = problem_rows(path, lines, heading)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Fault("output.cannot_write", path=str(out), reason=error.strerror or "") from error
    return out


def problem_rows(path: Path, told: Lines, heading: str) -> bytes:
    """The heading and these lines of a sheet as a workbook, all as text, with one more column that says why.

    Refuses what `odrdesk.storage.sheets.read` refuses.
    """
    first_line, why = told.first_line, told.why
    found = next((one for one in sheets.read(path) if one.name == told.sheet), None)
    rows = found.rows if found else ()
    width = max((len(row) for row in rows), default=0)
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        above = list(rows[: first_line - 1])
        lines = [(line, rows[line - 1]) for line in sorted(why) if 0 < line <= len(rows)]
        for at, row in enumerate(above):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, shown(cell), bold)
        sheet.write_string(max(0, len(above) - 1), width, heading, bold)
        for at, (line, row) in enumerate(lines, start=len(above)):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, shown(cell))
            sheet.write_string(at, width, why[line], wrapped)
        sheet.set_column(width, width, 60)
        sheet.freeze_panes(len(above), 0)
    return kept.getvalue()
