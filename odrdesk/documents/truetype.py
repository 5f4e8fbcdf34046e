"""A TrueType font as the papers need it: shapes by character, widths, boxes, and a part of it to embed.

Outlines of the `glyf` table only: PostScript outlines (CFF) cannot be embedded here. Measures of glyphs in font units.
After the OpenType specification, chapters cmap, glyf, hmtx, OS/2.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence
from sys import byteorder

_KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
"""The tables of an embedded font (ISO 32000-1, 9.9, table 126)."""
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_MORE, _WORDS, _SCALE, _TWO_SCALES, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80
_RESTRICTED = 0x0002
_BITMAPS_ONLY = 0x0200


class NotTrueTypeError(ValueError):
    """The bytes are no font with `glyf` outlines; `args[0]` is `broken` or `outlines`."""


class TrueType:
    """One font file, read where it is asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._tables = self._directory()
            self.units = self._u16("head", 18)
            self.box = struct.unpack(">4h", self._table("head")[36:44])
            self._long_offsets = self._u16("head", 50) == 1
            self.ascent, self.descent = struct.unpack(">2h", self._table("hhea")[4:8])
            self._full_metrics = self._u16("hhea", 34)
            self.glyphs = self._u16("maxp", 4)
            self._offsets = self._glyph_offsets()
            self._metrics = _numbers("H", self._table("hmtx")[: 4 * self._full_metrics])
            self._bearings = _numbers("h", self._table("hmtx")[4 * self._full_metrics :])
            self.characters = self._characters()
        except (struct.error, IndexError, KeyError) as why:
            raise NotTrueTypeError("broken") from why
        if not self.units:
            raise NotTrueTypeError("broken")

    @property
    def name(self) -> str:
        """The PostScript name, ASCII."""
        for found in self._names(6):
            cleaned = "".join(char for char in found if char.isascii() and (char.isalnum() or char == "-"))
            if cleaned:
                return cleaned
        return "Font"

    @property
    def family(self) -> str:
        """The name a person knows the font by, the Chinese one where there is one."""
        found = list(self._names(1))
        return next((name for name in found if not name.isascii()), found[0] if found else self.name)

    @property
    def may_embed(self) -> bool:
        """Whether its licence bits let a document carry the outlines (OS/2 fsType)."""
        rights = self._u16("OS/2", 8) if "OS/2" in self._tables else 0
        return rights & 0xF != _RESTRICTED and not rights & _BITMAPS_ONLY

    def advance(self, glyph: int) -> int:
        """The glyph's advance in font units."""
        return self._metrics[2 * min(glyph, self._full_metrics - 1)]

    def bounds(self, glyph: int) -> tuple[int, int, int, int] | None:
        """Left, bottom, right, top of the ink; None for a blank."""
        shape = self._shape(glyph)
        return struct.unpack_from(">4h", shape, 2) if shape else None

    def part(self, glyphs: Sequence[int]) -> tuple[bytes, list[int]]:
        """A font of these glyphs (the first must be 0) and their numbers in it, parts of composed ones added."""
        order = list(dict.fromkeys(glyphs))
        place = {glyph: at for at, glyph in enumerate(order)}
        for glyph in order:  # grows while it is read
            for inner, _ in _components(self._shape(glyph)):
                if inner not in place:
                    place[inner] = len(order)
                    order.append(inner)
        shapes, offsets, at = [], [0], 0
        for glyph in order:
            shape = bytearray(self._shape(glyph))
            for inner, where in _components(bytes(shape)):
                struct.pack_into(">H", shape, where, place[inner])
            shape += b"\0" * (-len(shape) % 4)
            shapes.append(bytes(shape))
            at += len(shape)
            offsets.append(at)
        metrics = b"".join(struct.pack(">Hh", self.advance(glyph), self._bearing(glyph)) for glyph in order)
        made = {
            "glyf": b"".join(shapes),
            "loca": struct.pack(f">{len(offsets)}L", *offsets),
            "hmtx": metrics,
            "head": _changed(self._table("head"), (8, ">L", 0), (50, ">H", 1)),
            "hhea": _changed(self._table("hhea"), (34, ">H", len(order))),
            "maxp": _changed(self._table("maxp"), (4, ">H", len(order))),
        }
        tables = {tag: made.get(tag) or self._table(tag) for tag in _KEPT if tag in self._tables}
        return _file(tables), [place[glyph] for glyph in glyphs]

    def _directory(self) -> dict[str, tuple[int, int]]:
        start = 0
        if self._data[:4] == b"ttcf":  # a collection: its first font
            start = struct.unpack_from(">L", self._data, 12)[0]
        kind = self._data[start : start + 4]
        if kind == b"OTTO":
            raise NotTrueTypeError("outlines")
        if kind not in _TRUETYPE:
            raise NotTrueTypeError("broken")
        found = {}
        for place in range(struct.unpack_from(">H", self._data, start + 4)[0]):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self._data, start + 12 + 16 * place)
            if offset + length > len(self._data):
                raise NotTrueTypeError("broken")
            found[tag.decode("latin-1")] = (offset, length)
        if "glyf" not in found:
            raise NotTrueTypeError("outlines")
        return found

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _u16(self, tag: str, at: int) -> int:
        found: int = struct.unpack_from(">H", self._data, self._tables[tag][0] + at)[0]
        return found

    def _glyph_offsets(self) -> "array[int]":
        loca = self._table("loca")
        if self._long_offsets:
            return _numbers("I", loca)
        return array("I", (2 * short for short in _numbers("H", loca)))

    def _shape(self, glyph: int) -> bytes:
        start = self._tables["glyf"][0]
        return self._data[start + self._offsets[glyph] : start + self._offsets[glyph + 1]]

    def _bearing(self, glyph: int) -> int:
        if glyph < self._full_metrics:
            bearing = self._metrics[2 * glyph + 1]
            return bearing - 0x10000 if bearing >= 0x8000 else bearing
        return self._bearings[glyph - self._full_metrics]

    def _characters(self) -> dict[int, int]:
        """Glyphs by code point, of the fullest Unicode table there is; none in a part made to be embedded."""
        if "cmap" not in self._tables:
            return {}
        table = self._table("cmap")
        best: tuple[int, int] | None = None
        for place in range(struct.unpack_from(">H", table, 2)[0]):
            platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * place)
            form = struct.unpack_from(">H", table, offset)[0]
            unicode = platform == 0 or (platform == 3 and encoding in (1, 10))
            if unicode and form in (4, 12) and (best is None or form > best[0]):
                best = (form, offset)
        if best is None:
            raise NotTrueTypeError("broken")
        return dict(_segments(table, best[1]) if best[0] == 4 else _groups(table, best[1]))

    def _names(self, kind: int) -> Iterator[str]:
        if "name" not in self._tables:
            return
        table = self._table("name")
        count, strings = struct.unpack_from(">HH", table, 2)
        for place in range(count):
            platform, _, _, number, length, offset = struct.unpack_from(">6H", table, 6 + 12 * place)
            if number == kind and platform in (0, 1, 3):
                told = table[strings + offset : strings + offset + length]
                yield told.decode("latin-1" if platform == 1 else "utf-16-be", "replace")


def _segments(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Format 4: code points of the basic plane in segments."""
    count = struct.unpack_from(">H", table, at + 6)[0] // 2
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{count}H", table, at + 14 + shift + 2 * count * k) for k, shift in enumerate((0, 2, 2, 2))
    )
    for k in range(count):
        for point in range(starts[k], min(ends[k], 0xFFFE) + 1):
            glyph = point
            if ranges[k]:
                where = at + 16 + 6 * count + 2 * k + ranges[k] + 2 * (point - starts[k])
                glyph = struct.unpack_from(">H", table, where)[0]
            if glyph or not ranges[k]:
                glyph = (glyph + deltas[k]) & 0xFFFF
            if glyph:
                yield point, glyph


def _groups(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Format 12: groups of consecutive code points and glyphs."""
    for place in range(struct.unpack_from(">L", table, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", table, at + 16 + 12 * place)
        for point in range(first, last + 1):
            if glyph + point - first:
                yield point, glyph + point - first


def _components(shape: bytes) -> Iterator[tuple[int, int]]:
    """The glyphs a composed glyph is made of, and where in it their numbers stand."""
    if len(shape) < 2 or struct.unpack_from(">h", shape)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, inner = struct.unpack_from(">HH", shape, at)
        yield inner, at + 2
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def _numbers(kind: str, data: bytes) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
    if byteorder == "little":
        numbers.byteswap()
    return numbers


def _changed(table: bytes, *changes: tuple[int, str, int]) -> bytes:
    out = bytearray(table)
    for at, form, value in changes:
        struct.pack_into(form, out, at, value)
    return bytes(out)


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = [struct.pack(">4s4H", _TRUETYPE[0], count, 16 * power, power.bit_length() - 1, 16 * (count - power))]
    body, at = [], 12 + 16 * count
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(_numbers("I", padded)) & 0xFFFFFFFF
        head.append(struct.pack(">4sLLL", tag.encode("latin-1"), total, at, len(table)))
        body.append(padded)
        at += len(padded)
    return b"".join([*head, *body])
