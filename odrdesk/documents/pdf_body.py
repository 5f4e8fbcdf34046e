"""The bytes of a PDF: numbered objects, most of them packed into compressed object streams (ISO 32000-1, 7.5.7-7.5.8).

A paper has hundreds of small structure elements; packed, they cost a tenth. Nothing depends on the machine: the same
objects make the same bytes, and the file's identifier is their hash.
"""

import hashlib
import zlib
from collections.abc import Mapping

_PER_PACK = 200
_LEVEL = 9


def text_string(text: str) -> str:
    """A text of the file's dictionaries: UTF-16 with its mark, or plain where it is ASCII."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class Body:
    """Objects in the making; a number may be reserved before its object is there."""

    def __init__(self) -> None:
        self._out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._offsets: dict[int, int] = {}
        self._plain: dict[int, bytes] = {}
        self._packed: dict[int, tuple[int, int]] = {}
        """Per plain object that is written its pack and its place there."""
        self._count = 0

    def reserve(self) -> int:
        """The next number."""
        self._count += 1
        return self._count

    def add(self, told: str) -> int:
        """An object that is no stream; returns its number."""
        number = self.reserve()
        self.put(number, told)
        return number

    def put(self, number: int, told: str) -> None:
        """The object of a reserved number."""
        self._plain[number] = told.encode("latin-1")
        if len(self._plain) == _PER_PACK:
            self._pack()

    def stream(self, told: str, data: bytes, *, packed: bool = True) -> int:
        """A stream with the entries `told` of its dictionary; `packed` compresses the data."""
        number = self.reserve()
        if packed:
            data, told = zlib.compress(data, _LEVEL), f"{told} /Filter /FlateDecode"
        self._stream(number, told, data)
        return number

    def finish(self, trailer: Mapping[str, str]) -> bytes:
        """The file, with the entries of its trailer."""
        self._pack()
        number = self.reserve()
        start = len(self._out)
        self._offsets[number] = start
        rows = [b"\0\0\0\0\0\0"]
        for one in range(1, number + 1):
            if one in self._packed:
                pack, place = self._packed[one]
                rows.append(b"\2" + pack.to_bytes(4, "big") + bytes([place]))
            else:
                rows.append(b"\1" + self._offsets[one].to_bytes(4, "big") + b"\0")
        identifier = hashlib.sha256(self._out).hexdigest()[:32].upper()
        told = " ".join(f"/{name} {value}" for name, value in trailer.items())
        told = (
            f"/Type /XRef /W [1 4 1] /Size {number + 1} {told} /ID [<{identifier}> <{identifier}>] /Filter /FlateDecode"
        )
        self._stream(number, told, zlib.compress(b"".join(rows), _LEVEL))
        self._out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._out)

    def _stream(self, number: int, told: str, data: bytes) -> None:
        self._offsets[number] = len(self._out)
        head = f"{number} 0 obj\n<<{told} /Length {len(data)}>>\nstream\n"
        self._out += head.encode("latin-1") + data + b"\nendstream\nendobj\n"

    def _pack(self) -> None:
        """Write the plain objects that wait."""
        if not self._plain:
            return
        waiting, self._plain = self._plain, {}
        index, at = [], 0
        for number, told in waiting.items():
            index.append(f"{number} {at}")
            at += len(told) + 1
        head = " ".join(index).encode("latin-1") + b"\n"
        data = head + b"\n".join(waiting.values())
        pack = self.stream(f"/Type /ObjStm /N {len(waiting)} /First {len(head)}", data)
        self._packed |= {number: (pack, place) for place, number in enumerate(waiting)}
