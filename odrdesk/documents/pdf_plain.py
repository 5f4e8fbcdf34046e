"""A PDF as plain values: what `pdf_reading` gives as it is written, as numbers, names, strings and dictionaries.

Nothing that ships reads structure (QtPdf shows pages), and a desk must be able to look at its own papers, and to
take the attached data out of one that comes back, without a further library.
"""

import re
from collections.abc import Iterator
from typing import Any

from odrdesk.documents.pdf_reading import Reader, Ref, Value, parse

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_WORDS = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 60


class Name(str):
    """A name: `/Type` is Name("Type")."""

    __slots__ = ()


class Word(str):
    """An operator of a content stream."""

    __slots__ = ()


class Stream:
    """A stream: its dictionary, and its bytes unpacked."""

    def __init__(self, reader: Reader, number: int) -> None:
        found = reader.get(number)
        self.told: dict[str, Any] = plain(found.value)
        self._reader, self._number = reader, number

    @property
    def data(self) -> bytes:
        """The bytes, unpacked."""
        return self._reader.data(self._number)


class PdfFile:
    """A file's objects. Raises ValueError or TypeError for what is no PDF of the kind that we write."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(b"%PDF-") or b"startxref" not in content:
            raise ValueError("no PDF")
        self._reader = Reader(content)
        self._read: dict[int, Any] = {}
        self.trailer: dict[str, Any] = plain(dict(self._reader.trailer))

    @property
    def root(self) -> dict[str, Any]:
        """The catalog."""
        found = self.get(self.trailer.get("Root"))
        if not isinstance(found, dict):
            raise TypeError("no catalog")
        return found

    def get(self, value: Any) -> Any:
        """The value itself, or the object it refers to; None for one that is not there."""
        for _ in range(_DEEPEST):
            if not isinstance(value, Ref):
                return value
            value = self._object(value.number)
        raise ValueError("references in a ring")

    def objects(self) -> Iterator[tuple[int, Any]]:
        """Every object with its number."""
        for number in self._reader.numbers():
            yield number, self.get(Ref(number))

    def pages(self) -> list[Ref]:
        """The pages in order."""
        return [Ref(number) for number, _ in self._reader.pages()]

    def attached(self) -> dict[str, bytes]:
        """The embedded files by name."""
        names = self.get((self.get(self.root.get("Names")) or {}).get("EmbeddedFiles")) or {}
        pairs = self.get(names.get("Names")) or []
        found = {}
        for title, told in zip(pairs[::2], pairs[1::2], strict=False):
            file = self.get(self.get(self.get(told)["EF"])["F"])
            found[text_of(title)] = file.data
        return found

    def _object(self, number: int) -> Any:
        if number not in self._read:
            try:
                found = self._reader.get(number)
            except KeyError:
                return None
            self._read[number] = plain(found.value) if found.data is None else Stream(self._reader, number)
        return self._read[number]


def plain(value: Value) -> Any:
    """The value of what is written."""
    if isinstance(value, Ref):
        return value
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(_name(name)): plain(one) for name, one in value.items()}
    return _token(value)


def words(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Of a content stream: each operator with its operands."""
    operands: list[Any] = []
    at, end = 0, len(data.rstrip())
    while at < end:
        value, at = parse(data, at)
        told = plain(value)
        if isinstance(told, Word):
            yield told, operands
            operands = []
        else:
            operands.append(told)


def text_of(value: object) -> str:
    """A text string's characters."""
    if not isinstance(value, bytes):
        return ""
    return value[2:].decode("utf-16-be", "replace") if value.startswith(b"\xfe\xff") else value.decode("latin-1")


def _token(token: bytes) -> Any:
    first = token[:1]
    if first == b"/":
        return _name(token)
    if first == b"(":
        return _ESCAPE.sub(_unescaped, token[1:-1])
    if first == b"<":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if _NUMBER.fullmatch(token):
        return float(token) if b"." in token else int(token)
    return _WORDS[token] if token in _WORDS else Word(token.decode("latin-1"))


def _name(token: bytes) -> Name:
    told = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes((int(found.group(1), 16),)), token[1:])
    return Name(told.decode("latin-1"))


def _unescaped(found: "re.Match[bytes]") -> bytes:
    told = found.group(1)
    return bytes((int(told, 8) & 255,)) if told[0:1].isdigit() else _ESCAPED.get(told, told)
