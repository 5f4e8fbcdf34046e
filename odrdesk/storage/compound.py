"""Streams of a compound file ([MS-CFB]), the container of xls and of password-protected xlsx.

Only what `odrdesk.storage.sheet_guard` needs: the names in it, the bytes of one stream, and a fresh container around
that stream, so that the reader behind the guard sees nothing the guard has not seen. Chains are followed once
through each sector, so a loop ends. Raises ValueError on a broken file.
"""

import struct
from collections.abc import Sequence
from typing import Final, NamedTuple

COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How every compound file begins."""

_FREE: Final = 0xFFFFFFFF
_END: Final = 0xFFFFFFFE
_OF_TABLE: Final = 0xFFFFFFFD
_LAST_REGULAR: Final = 0xFFFFFFFA
_MINI: Final = 64
_MINI_BELOW: Final = 4096
_IN_HEADER: Final = 109
_ENTRY: Final = 128
_STREAM, _ROOT = 2, 5


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file by name."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise ValueError("shorter than its header")
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in {9, 12}:
            raise ValueError("sector size")
        self._sector = 1 << shift
        directory, mini_table, more = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        sectors = self._table_sectors(more)
        if len(sectors) > len(data) // self._sector:
            raise ValueError("more sectors named than there are")
        self._table = _numbers(b"".join(map(self._at, sectors)))
        entries = self._entries(self._chain(directory))
        self._streams = {entry.name: entry for entry in reversed(entries) if entry.kind == _STREAM}
        root = next((entry for entry in entries if entry.kind == _ROOT), None)
        self._mini_table = _numbers(self._chain(mini_table))
        self._mini = self._chain(root.start) if root and self._mini_table else b""

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes:
        """The bytes of a stream."""
        entry = self._streams[name]
        if entry.size < _MINI_BELOW:
            return _follow(entry.start, self._mini_table, self._mini, _MINI, 0)[: entry.size]
        return self._chain(entry.start)[: entry.size]

    def _table_sectors(self, more: int) -> list[int]:
        """Where the sector table lies: 109 places in the header, the rest in a chain of their own."""
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        seen: set[int] = set()
        while more < _LAST_REGULAR:
            if more in seen:
                raise ValueError("a chain of sectors runs in a circle")
            seen.add(more)
            numbers = _numbers(self._at(more))
            sectors.extend(numbers[:-1])
            more = numbers[-1]
        return [sector for sector in sectors if sector < _LAST_REGULAR]

    def _entries(self, directory: bytes) -> list[_Entry]:
        found = []
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            found.append(_Entry(name, kind, start, size))
        return found

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        found = self._data[start : start + self._sector]
        if not found:
            raise ValueError("a sector beyond the end")
        # The last sector of a file is cut short by some writers.
        return found.ljust(self._sector, b"\0")

    def _chain(self, start: int) -> bytes:
        return _follow(start, self._table, self._data, self._sector, 1)


def packed(name: str, stream: bytes) -> bytes:
    """A compound file that holds this one stream and nothing else."""
    sector = 4096
    body = stream.ljust(max(_MINI_BELOW, -(-len(stream) // sector) * sector), b"\0")
    used = len(body) // sector
    per_sector = sector // 4
    tables = next(count for count in range(1, used + 3) if count * per_sector >= count + 1 + used)
    if tables > _IN_HEADER:
        raise ValueError("a stream of more than 446 MB")
    chain = [*range(tables + 2, tables + 1 + used), _END]
    table = [*[_OF_TABLE] * tables, _END, *chain]
    table += [_FREE] * (tables * per_sector - len(table))
    # [MS-CFB] 2.2: version 4, sectors of 2**12 and 2**6 bytes; no mini sectors, no table beyond the header
    versions = struct.pack("<8s16xHHHHH6x", COMPOUND, 0x3E, 4, 0xFFFE, 12, 6)
    places = struct.pack("<IIIIIIIII", 1, tables, tables, 0, _MINI_BELOW, _END, 0, _END, 0)
    of_table = [*range(tables), *[_FREE] * (_IN_HEADER - tables)]
    front = versions + places + struct.pack(f"<{_IN_HEADER}I", *of_table)
    entries = _entry("Root Entry", _ROOT, 0, 0) + _entry(name, _STREAM, tables + 1, len(body))
    return b"".join(
        (front.ljust(sector, b"\0"), struct.pack(f"<{len(table)}I", *table), entries.ljust(sector, b"\0"), body)
    )


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    nobody = _FREE
    child = 1 if kind == _ROOT else nobody
    links = struct.pack("<HBBIII", len(spelled), kind, 1, nobody, nobody, child)
    return spelled.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def _follow(start: int, table: Sequence[int], data: bytes, size: int, skip: int) -> bytes:
    pieces = []
    seen: set[int] = set()
    while start < _LAST_REGULAR:
        if start in seen or start >= len(table):
            raise ValueError("a broken chain of sectors")
        seen.add(start)
        at = (start + skip) * size
        pieces.append(data[at : at + size])
        start = table[start]
    return b"".join(pieces)


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
