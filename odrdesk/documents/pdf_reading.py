"""Reading a PDF of our own far enough to add to it: its objects by number, its pages, and a further revision behind it.

A revision (ISO 32000-1, 7.5.6) leaves every byte before it as it is. Files of other programs may be read as well where
they keep to the same parts of the format; what cannot be read raises ValueError.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

Value: TypeAlias = "bytes | Ref | list[Value] | dict[bytes, Value]"

_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:%[^\r\n]*[\r\n]+[\0\t\n\f\r ]*)*"
    rb"(<<|>>|\[|\]|/[^\0\t\n\f\r ()<>\[\]{}/%]*|<[0-9A-Fa-f\s]*>|\(|[^\0\t\n\f\r ()<>\[\]{}/%]+)"
)
_REFERENCE = re.compile(rb"[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>\[\]{}/%])")
_PASSED = (b"/Resources", b"/MediaBox", b"/Rotate")
_KEPT = (b"/Root", b"/Info")
_DEEPEST = 40


class Ref(NamedTuple):
    """A reference to an object."""

    number: int


class Object(NamedTuple):
    """An object of the file; `data` is the stream behind it as it stands there, None where there is none."""

    value: "Value"
    data: bytes | None = None


class Reader:
    """The objects of a file, the newest of each number."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
        self.tables = content[self.start : self.start + 4] == b"xref"
        self.trailer: dict[bytes, Value] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._packs: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        at: int | None = self.start
        seen: set[int] = set()
        while at is not None and at not in seen:
            seen.add(at)
            told = self._table(at) if content[at : at + 4] == b"xref" else self._stream(at)
            for name, value in told.items():
                self.trailer.setdefault(name, value)
            at = int(_plain(told[b"/Prev"])) if b"/Prev" in told else None

    @property
    def size(self) -> int:
        """One more than the highest number."""
        return max(int(_plain(self.trailer[b"/Size"])), max(self._places, default=0) + 1)

    def get(self, number: int) -> Object:
        """The object of a number."""
        pack, place = self._places[number]
        if pack:
            data, index = self._pack(pack)
            return Object(parse(data, index[place][1])[0])
        return self._object(place)

    def of(self, value: "Value") -> "Value":
        """The value, or what it refers to."""
        return self.get(value.number).value if isinstance(value, Ref) else value

    def numbers(self) -> list[int]:
        """The numbers of all objects."""
        return sorted(self._places)

    def pages(self) -> Iterator[tuple[int, "dict[bytes, Value]"]]:
        """The pages with their numbers, each with what it has from the page tree."""
        catalog = _table_of(self.of(self.trailer[b"/Root"]))
        root = catalog[b"/Pages"]
        if not isinstance(root, Ref):
            raise TypeError("pages")
        yield from self._under(root.number, {}, 0)

    def data(self, number: int) -> bytes:
        """The bytes of a stream, unpacked."""
        found = self.get(number)
        told = _table_of(found.value)
        if found.data is None:
            raise ValueError(number)
        return _unpacked(told, found.data)

    def _under(self, number: int, kept: "dict[bytes, Value]", deep: int) -> "Iterator[tuple[int, dict[bytes, Value]]]":
        told = _table_of(self.get(number).value)
        if deep > _DEEPEST:
            raise ValueError("pages")
        passed: dict[bytes, Value] = {name: value for name, value in told.items() if name in _PASSED}
        if b"/Kids" not in told:
            yield number, {**kept, **told}
            return
        kids = self.of(told[b"/Kids"])
        if not isinstance(kids, list):
            raise TypeError("kids")
        for kid in kids:
            if isinstance(kid, Ref):
                yield from self._under(kid.number, {**kept, **passed}, deep + 1)

    def _object(self, at: int) -> Object:
        found = re.compile(rb"\s*\d+\s+\d+\s+obj").match(self.content, at)
        if found is None:
            raise ValueError(at)
        value, end = parse(self.content, found.end())
        mark = re.compile(rb"\s*stream\r?\n").match(self.content, end)
        if mark is None or not isinstance(value, dict):
            return Object(value)
        length = int(_plain(self.of(value[b"/Length"])))
        return Object(value, self.content[mark.end() : mark.end() + length])

    def _pack(self, number: int) -> tuple[bytes, list[tuple[int, int]]]:
        if number not in self._packs:
            told = _table_of(self.get(number).value)
            data, first = self.data(number), int(_plain(told[b"/First"]))
            numbers = list(map(int, data[:first].split()))
            index = [(one, first + at) for one, at in zip(numbers[::2], numbers[1::2], strict=True)]
            self._packs[number] = data, index
        return self._packs[number]

    def _table(self, at: int) -> "dict[bytes, Value]":
        lines = re.compile(rb"\s*(\d+)\s+(\d+)\s*\r?\n")
        place = at + 4
        while (head := lines.match(self.content, place)) is not None:
            first, count = int(head[1]), int(head[2])
            for k in range(count):
                row = self.content[head.end() + 20 * k : head.end() + 20 * k + 20]
                if row[17:18] == b"n":
                    self._places.setdefault(first + k, (0, int(row[:10])))
            place = head.end() + 20 * count
        told, _ = parse(self.content, self.content.index(b"trailer", place) + 7)
        return _table_of(told)

    def _stream(self, at: int) -> "dict[bytes, Value]":
        found = self._object(at)
        told = _table_of(found.value)
        data = _unpacked(told, found.data or b"")
        widths = [int(_plain(one)) for one in _list_of(told[b"/W"])]
        spans = _list_of(told.get(b"/Index", [b"0", told[b"/Size"]]))
        numbers = [
            number
            for first, count in zip(spans[::2], spans[1::2], strict=True)
            for number in range(int(_plain(first)), int(_plain(first)) + int(_plain(count)))
        ]
        step = sum(widths)
        for k, number in enumerate(numbers):
            row = data[k * step : (k + 1) * step]
            kind, one, two = (int.from_bytes(part) for part in _parts(row, widths))
            if kind == 1:
                self._places.setdefault(number, (0, one))
            elif kind == 2:
                self._places.setdefault(number, (one, two))
        return told


class Revision:
    """A further revision of a file: objects of new numbers, and new ones of numbers that are there."""

    def __init__(self, base: Reader) -> None:
        self.base = base
        self._next = base.size
        self._out = bytearray(base.content)
        if not self._out.endswith(b"\n"):
            self._out += b"\n"
        self._offsets: dict[int, int] = {}

    def reserve(self) -> int:
        """The next number."""
        self._next += 1
        return self._next - 1

    def put(self, number: int, value: "Value", data: bytes | None = None) -> None:
        """The object of a number, with the stream behind it as it is to stand there."""
        self._offsets[number] = len(self._out)
        if data is not None:
            value = {**_table_of(value), b"/Length": b"%d" % len(data)}
        self._out += b"%d 0 obj\n" % number + written(value)
        if data is not None:
            self._out += b"\nstream\n" + data + b"\nendstream"
        self._out += b"\nendobj\n"

    def take(self, other: Reader, value: "Value", known: dict[int, int]) -> "Value":
        """A value of another file with everything it refers to brought over; `known` maps numbers done already."""
        if isinstance(value, Ref):
            if value.number not in known:
                known[value.number] = self.reserve()
                found = other.get(value.number)
                self.put(known[value.number], self.take(other, found.value, known), found.data)
            return Ref(known[value.number])
        if isinstance(value, list):
            return [self.take(other, one, known) for one in value]
        if isinstance(value, dict):
            return {name: self.take(other, one, known) for name, one in value.items()}
        return value

    def finish(self) -> bytes:
        """The file with its revision."""
        kept: dict[bytes, Value] = {name: one for name, one in self.base.trailer.items() if name in _KEPT}
        identifier = self.base.trailer.get(b"/ID")
        fresh = b"<" + hashlib.sha256(self._out).hexdigest()[:32].upper().encode() + b">"
        first = _list_of(identifier)[0] if identifier is not None else fresh
        told: dict[bytes, Value] = {**kept, b"/ID": [first, fresh], b"/Prev": b"%d" % self.base.start}
        start = len(self._out)
        if self.base.tables:
            self._out += b"xref\n"
            for number in sorted(self._offsets):
                self._out += b"%d 1\n%010d 00000 n \n" % (number, self._offsets[number])
            self._out += b"trailer\n" + written({b"/Size": b"%d" % self._next, **told}) + b"\n"
        else:
            number = self.reserve()
            self._offsets[number] = start
            numbers = sorted(self._offsets)
            rows = b"".join(b"\1" + self._offsets[one].to_bytes(4) + b"\0" for one in numbers)
            index: list[Value] = [part for one in numbers for part in (b"%d" % one, b"1")]
            table: dict[bytes, Value] = {
                b"/Type": b"/XRef",
                b"/W": [b"1", b"4", b"1"],
                b"/Index": index,
                b"/Size": b"%d" % self._next,
                **told,
            }
            self.put(number, table, rows)
        self._out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._out)


def written(value: "Value") -> bytes:
    """A value as a file has it."""
    if isinstance(value, Ref):
        return b"%d 0 R" % value.number
    if isinstance(value, list):
        return b"[" + b" ".join(map(written, value)) + b"]"
    if isinstance(value, dict):
        return b"<<" + b" ".join(name + b" " + written(one) for name, one in value.items()) + b">>"
    return value


def parse(content: bytes, at: int) -> "tuple[Value, int]":
    """The value that begins at a place, and where it ends. Raises ValueError where there is none."""
    token, at = _token(content, at)
    if token == b"<<":
        told: dict[bytes, Value] = {}
        while (name := _token(content, at))[0] != b">>":
            value, at = parse(content, name[1])
            told[name[0]] = value
        return told, name[1]
    if token == b"[":
        values: list[Value] = []
        while _token(content, at)[0] != b"]":
            value, at = parse(content, at)
            values.append(value)
        return values, _token(content, at)[1]
    if token == b"(":
        end = _string_end(content, at)
        return content[at - 1 : end], end
    if token.isdigit():
        found = _REFERENCE.match(content, at)
        if found is not None:
            return Ref(int(token)), found.end()
    return token, at


def _token(content: bytes, at: int) -> tuple[bytes, int]:
    found = _TOKEN.match(content, at)
    if found is None:
        raise ValueError(at)
    return found[1], found.end()


def _string_end(content: bytes, at: int) -> int:
    deep = 1
    while deep:
        one = content[at]
        if one == 0x5C:
            at += 1
        else:
            deep += {0x28: 1, 0x29: -1}.get(one, 0)
        at += 1
    return at


def _unpacked(told: "dict[bytes, Value]", data: bytes) -> bytes:
    kind = told.get(b"/Filter")
    if kind is None:
        return data
    if kind not in (b"/FlateDecode", [b"/FlateDecode"]) or b"/DecodeParms" in told:
        raise ValueError("filter")
    return zlib.decompress(data)


def _parts(row: bytes, widths: list[int]) -> Iterator[bytes]:
    at = 0
    for width in widths:
        yield row[at : at + width]
        at += width


def _plain(value: "Value") -> bytes:
    if not isinstance(value, bytes):
        raise TypeError("number")
    return value


def _table_of(value: "Value") -> "dict[bytes, Value]":
    if not isinstance(value, dict):
        raise TypeError("dictionary")
    return value


def _list_of(value: "Value") -> "list[Value]":
    if not isinstance(value, list):
        raise TypeError("array")
    return value
