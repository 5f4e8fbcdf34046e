"""Looking over a spreadsheet file before it is unpacked: bombs, document types, cells far out, passwords.

What the file says of itself is not believed. Every part of a package is unpacked here within limits, and where its
cells lie is counted, for the reader lays out the whole rectangle between the outermost two: two cells in opposite
corners of a sheet would ask for 17 thousand million.
"""

import copy
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from odrdesk.domain.errors import Refusal
from odrdesk.storage.compound import CompoundFile, packed

ZIP: Final = b"PK\x03\x04"

MOST_BYTES: Final = 200 * 1024 * 1024
MOST_TIMES: Final = 200
MOST_PARTS: Final = 2_000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
# 200,000 lines of 40 columns; about 256 MB while the reader holds them
MOST_CELLS: Final = 8_000_000

_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
# As every program known to us writes a cell; the last group tells an empty one, which the reader skips.
_USUAL_CELL: Final = re.compile(
    rb"""<(?:\w+:)?c(?: s="\d+")? r="([A-Z]{1,3})(\d{1,7})"(?: [\w:]+="[^"<>]*")*\s*(/?)>"""
)
_ANY_PLACE: Final = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_COUNTED: Final = re.compile(rb"""\buniqueCount\s*=\s*["'][^"'\d]*(\d{1,30})""")
_ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s>/])")

# [MS-XLS] 2.3: the records that begin with the row and column of a cell; those of empty cells are skipped
_PLACED: Final = frozenset({0x06, 0x206, 0x406, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6})
_SEVERAL: Final = 0xBD
_FILEPASS: Final = 0x2F
_BOUNDSHEET: Final = 0x85
_DIMENSIONS: Final = 0x200
_BEGIN: Final = 0x809


def check_package(name: str, data: bytes) -> None:
    """Look over an xlsx file; refuses `sheet.unreadable`, `.password`, `.unsafe`, `.too_large`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_parts(name, package, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error) as broken:
        raise Refusal("sheet.unreadable", file=name, reason="broken") from broken


def checked_compound(name: str, data: bytes) -> bytes:
    """An xls file with nothing in it but the stream that was looked over; refuses as `check_package`.

    A compound file may also be an xlsx one wrapped for its password.
    """
    try:
        compound = CompoundFile(data)
        if "EncryptionInfo" in compound.names or "EncryptedPackage" in compound.names:
            raise Refusal("sheet.password", file=name)
        stream = next((known for known in ("Workbook", "Book") if known in compound.names), None)
        if stream is None:
            raise Refusal("sheet.unreadable", file=name, reason="not_a_sheet")
        records = compound.read(stream)
        return packed(stream, _checked_records(name, records))
    except (ValueError, struct.error) as broken:
        raise Refusal("sheet.unreadable", file=name, reason="broken") from broken


def check_extent(name: str, rows: int, columns: int) -> None:
    """Refuse `sheet.too_large` for more rows, columns or cells than a month's sheet can have."""
    for what, size, limit in (
        ("rows", rows, MOST_ROWS),
        ("columns", columns, MOST_COLUMNS),
        ("cells", rows * columns, MOST_CELLS),
    ):
        if size > limit:
            raise Refusal("sheet.too_large", file=name, what=what, limit=limit)


def _check_parts(name: str, package: zipfile.ZipFile, packed: int) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise Refusal("sheet.too_large", file=name, what="parts", limit=MOST_PARTS)
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Refusal("sheet.unreadable", file=name, reason="not_a_sheet")
    room = MOST_BYTES
    for part in parts:
        if part.flag_bits & 0x1:
            raise Refusal("sheet.password", file=name)
        data = _unpacked(name, package, part, room)
        room -= len(data)
        if MOST_BYTES - room > MOST_TIMES * packed:
            raise Refusal("sheet.unsafe", file=name, reason="bomb")
        if b"<!DOCTYPE" in data:
            raise Refusal("sheet.unsafe", file=name, reason="doctype")
        # The reader makes room for as many strings as the part says it has.
        if any(int(count) > MOST_CELLS for count in _COUNTED.findall(data)):
            raise Refusal("sheet.unsafe", file=name, reason="bomb")
        if b"sheetData" in data:
            check_extent(name, *_extent(data))


def _unpacked(name: str, package: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> bytes:
    """The part as it truly is: the size it claims is replaced by what there is room for."""
    claimed = copy.copy(part)
    claimed.file_size = room + 2
    with package.open(claimed) as unpacking:
        data = unpacking.read(room + 1)
    if len(data) > room:
        raise Refusal("sheet.too_large", file=name, what="bytes", limit=MOST_BYTES)
    return data


def _extent(data: bytes) -> tuple[int, int]:
    """Rows and columns that the filled cells of a worksheet reach to at most."""
    rows: set[bytes] = set()
    columns: set[bytes] = set()
    usual = 0
    for usual, cell in enumerate(_USUAL_CELL.finditer(data), 1):  # noqa: B007 -- its last value is the count
        if not cell[3]:
            columns.add(cell[1])
            rows.add(cell[2])
    if usual == sum(1 for _ in _CELL.finditer(data)):
        return max(map(int, rows), default=0), max(map(_column, columns), default=0)
    # Cells that do not say where they are, or say it unusually, follow on one another: count them on top.
    places = {(letters.upper(), row) for letters, row in _ANY_PLACE.findall(data)}
    widest = max(sum(1 for _ in _CELL.finditer(row)) for row in _ROW.split(data))
    down = max((int(row) for _, row in places), default=0) + sum(1 for _ in _ROW.finditer(data))
    return down, max((_column(letters) for letters, _ in places), default=0) + widest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def _checked_records(name: str, stream: bytes) -> bytes:
    """The records looked over; what a sheet says of its size is blanked, for the reader makes room for that many."""
    checked = bytearray(stream)
    rows = columns = 0
    begins: set[int] = set()
    sheets: set[int] = set()
    for kind, at, size in _records(stream):
        if kind == _FILEPASS:
            raise Refusal("sheet.password", file=name)
        if kind == _BEGIN:
            begins.add(at - 4)
        elif kind == _BOUNDSHEET and size >= 4:
            sheets.add(struct.unpack_from("<I", stream, at)[0])
        elif kind == _DIMENSIONS:
            checked[at : at + size] = bytes(size)
        elif (kind in _PLACED or kind == _SEVERAL) and size >= 6:
            row, column = struct.unpack_from("<HH", stream, at)
            if kind == _SEVERAL:
                (column,) = struct.unpack_from("<H", stream, at + size - 2)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    # A sheet that begins inside a record would be read as records nobody looked over.
    if not sheets <= begins:
        raise ValueError("a sheet begins where none is")
    check_extent(name, rows, columns)
    return bytes(checked)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            return
        yield kind, at + 4, size
        at += 4 + size
