"""Tables as CSV for Excel and for programs: UTF-8 with its mark, CRLF, and no cell that a sheet would calculate."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from odrdesk.domain.money import Fen

# What a sheet takes for a formula or a command (ASVS 5.0, 1.2.10), in full width too, and also behind blanks.
_FORMULA = re.compile(r"[\s\u200b\ufeff\x00]*[=+\-@|%＝＋－＠｜％]|[\t\r\n\x00]")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table. Fen become yuan with two decimals and no grouping, days ISO dates, None an empty cell."""
    told = io.StringIO(newline="")
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow([inert(heading) for heading in headings])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + told.getvalue().encode("utf-8")


def inert(text: str) -> str:
    """Text that no sheet calculates: an apostrophe before what would begin a formula."""
    return "'" + text if _FORMULA.match(text) else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Fen):
        return value.plain
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else inert(str(value))
