"""Reading sheets from files into cells: xlsx, xls and csv as other people's programs write them.

The file is read once, looked over by `odrdesk.storage.sheet_guard`, and only then unpacked. Whatever is wrong with
it is a Refusal: the person can save it again or ask for another.

    sheet.missing      no such file
    sheet.unreadable   not a sheet, or broken; `reason` says which
    sheet.password     protected by a password
    sheet.unsafe       built like an attack (document type, excessive compression)
    sheet.too_large    over 200 MB, 200,000 rows or 200 columns; `what` and `limit` say which
    sheet.empty        no line in it
"""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

import python_calamine

from odrdesk.domain.cells import Cell
from odrdesk.domain.errors import Refusal
from odrdesk.domain.sheet import Merged, Sheet
from odrdesk.storage import sheet_guard
from odrdesk.storage.compound import COMPOUND

_SPREADSHEET_KINDS: Final = {sheet_guard.ZIP: "xlsx", COMPOUND: "xls"}
# Text has none of these; a picture, a PDF or a program has.
_BINARY: Final = frozenset(map(chr, [*range(9), *range(14, 32), 127]))
_DELIMITERS: Final = (",", "\t", ";", "|")

# Python's gb18030 codec is of 2000: it reads these characters into the private use area, where fonts have nothing.
# GB 18030-2022, table of changed mappings; names and places are written with them.
_MOVED: Final = {
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE832: 0x9FB8,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE864: 0x9FBB,
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE831: 0x215D7,
    0xE83B: 0x2298F,
    0xE855: 0x241FE,
}


def read(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of a file that hold anything, in their order; refuses as the module says."""
    data = _bytes(path)
    if not data:
        raise Refusal("sheet.empty", file=path.name)
    magic = next((known for known in _SPREADSHEET_KINDS if data.startswith(known)), None)
    sheets = _workbook(path.name, data, _SPREADSHEET_KINDS[magic]) if magic else (_text(path.name, data),)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise Refusal("sheet.empty", file=path.name)
    return filled


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > sheet_guard.MOST_BYTES:
            raise Refusal("sheet.too_large", file=path.name, what="bytes", limit=sheet_guard.MOST_BYTES)
        return path.read_bytes()
    except FileNotFoundError:
        raise Refusal("sheet.missing", file=path.name) from None
    except OSError as broken:
        raise Refusal("sheet.unreadable", file=path.name, reason=broken.strerror or "") from broken


def _workbook(name: str, data: bytes, kind: str) -> tuple[Sheet, ...]:
    if kind == "xlsx":
        sheet_guard.check_package(name, data)
    else:
        data = sheet_guard.checked_compound(name, data)
    try:
        with _RustPanic(name), python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(
                _sheet(book.get_sheet_by_name(about.name), kind)
                for about in book.sheets_metadata
                if about.typ == python_calamine.SheetTypeEnum.WorkSheet
                and about.visible == python_calamine.SheetVisibleEnum.Visible
            )
    except python_calamine.PasswordError:
        raise Refusal("sheet.password", file=name) from None
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError) as broken:
        raise Refusal("sheet.unreadable", file=name, reason="broken") from broken


def _sheet(found: python_calamine.CalamineSheet, kind: str) -> Sheet:
    rows: Sequence[Sequence[Cell]] = found.to_python(skip_empty_area=False)
    sheet_guard.check_extent(found.name, len(rows), max(map(len, rows), default=0))
    ranges = found.merged_cell_ranges or ()
    merged = tuple(Merged(top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return Sheet(found.name, kind, None, _trimmed(rows), merged)


def _text(name: str, data: bytes) -> Sheet:
    encoding, said = _decoded(name, data)
    if not _BINARY.isdisjoint(said):
        raise Refusal("sheet.unreadable", file=name, reason="not_a_sheet")
    if said.lstrip()[:1] == "<":
        # Consoles name a web page .xls; a spreadsheet program opens it and saves a true sheet.
        raise Refusal("sheet.unreadable", file=name, reason="web_page")
    try:
        rows = list(csv.reader(io.StringIO(said, newline=""), delimiter=_delimiter(said)))
    except csv.Error as broken:
        raise Refusal("sheet.unreadable", file=name, reason="broken") from broken
    sheet_guard.check_extent(name, len(rows), max(map(len, rows), default=0))
    return Sheet(Path(name).stem, "csv", encoding, _trimmed(rows))


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, else strict UTF-8, else GB 18030, what Excel writes in China."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        ladder: Sequence[str] = ("utf-16",)
    elif data.startswith(codecs.BOM_UTF8):
        ladder = ("utf-8-sig",)
    else:
        ladder = ("utf-8", "gb18030")
    for encoding in ladder:
        try:
            said = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding, said.translate(_MOVED) if encoding == "gb18030" else said
    raise Refusal("sheet.unreadable", file=name, reason="not_a_sheet")


def _delimiter(said: str) -> str:
    """What stands most often in the first line that has any; a comma when none does."""
    for line in said.splitlines()[:30]:
        most = max(_DELIMITERS, key=line.count)
        if line.count(most) > 1:
            return most
    return ","


def _trimmed(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Without the blank rows at the end; those between stay, for cells are told by their place."""
    end = len(rows)
    while end and not any(_filled(cell) for cell in rows[end - 1]):
        end -= 1
    return tuple(map(tuple, rows[:end]))


def _filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


class _RustPanic:
    """Turns a panic of the reader, written in Rust, into a refusal: its exception has no name to catch it by."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, raised: BaseException | None, _: TracebackType | None) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise Refusal("sheet.unreadable", file=self._name, reason="broken") from raised
