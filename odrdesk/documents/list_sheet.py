"""A list of cases as it was shown, as a workbook or CSV: real days and numbers, text that no sheet calculates."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from odrdesk.documents.csv_text import csv_bytes
from odrdesk.domain.money import Fen

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""A row goes to a file of the library's as soon as it is whole: kept as cells, 100,000 rows are millions of objects."""
MOST_ROWS = 1_048_560
"""Rows a sheet of Excel holds, less the heading and what is said beneath."""

CELL_LIMIT, WIDEST, NARROWEST = 32_000, 46, 8
MONEY = "#,##0.00"
ASKED = 500
"""After so many rows it is asked whether to go on."""

Value = str | int | Fen | date | None


@dataclass(frozen=True, slots=True)
class ListFacts:
    """The title, what is said of it (label and text), headings and rows; days in Asia/Shanghai, money in fen."""

    title: str
    about: Sequence[tuple[str, str]]
    about_title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    made_at: datetime


def csv(facts: ListFacts) -> bytes:
    """The list as CSV."""
    return csv_bytes(facts.headings, facts.rows)


def workbook(facts: ListFacts, go_on: Callable[[], bool] = lambda: True) -> bytes | None:
    """The list, and a sheet that says which it is. None as soon as `go_on` says no."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        # The file's own date, so that the same list exported at the same moment gives the same bytes.
        book.set_properties({"title": facts.title, "created": facts.made_at.replace(tzinfo=None)})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"}),
            "text": book.add_format({"num_format": "@"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "money": book.add_format({"num_format": MONEY}),
            "label": book.add_format({"bold": True, "valign": "top"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        if not _list(book.add_worksheet(facts.title[:31]), formats, facts, go_on):
            return None
        about = book.add_worksheet(facts.about_title[:31])
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 90)
        for place, (label, text) in enumerate(facts.about):
            about.write_string(place, 0, label, formats["label"])
            about.write_string(place, 1, text[:CELL_LIMIT], formats["wrapped"])
        about.hide_gridlines(2)
    return kept.getvalue()


def _list(sheet: Any, formats: dict[str, Any], facts: ListFacts, go_on: Callable[[], bool]) -> bool:
    widths = [_length(heading) for heading in facts.headings]
    for column, heading in enumerate(facts.headings):
        sheet.write_string(0, column, heading, formats["head"])
    for place, row in enumerate(facts.rows, 1):
        if place % ASKED == 0 and not go_on():
            return False
        for column, value in enumerate(row):
            _write(sheet, place, column, value, formats)
            widths[column] = max(widths[column], _length(value))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 0)
    if facts.rows:
        sheet.autofilter(0, 0, len(facts.rows), len(facts.headings) - 1)
    # Numbers of orders and cases are names; Excel would mark each of them as a mistake.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(facts.rows) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return True


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, Fen):
        sheet.write_number(row, column, Decimal(int(value)).scaleb(-2), formats["money"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), formats["day"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value[:CELL_LIMIT], formats["text"])


def _length(value: Value) -> int:
    text = value.grouped if isinstance(value, Fen) else "" if value is None else str(value)[:WIDEST]
    return sum(1 if character.isascii() else 2 for character in text)
