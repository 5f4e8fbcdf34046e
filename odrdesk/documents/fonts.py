"""The faces of the papers: one registry per process, a chain of faces per role, looked up per character.

Roles: `body` 仿宋, `song` 宋, `title` 小标宋, `hei` 黑 (medium), `light` 黑 (regular), `kai` 楷. Latin and figures
of 仿宋 come from the light 宋. Every chain ends in the rare characters (CJK extensions B-F) and the
monochrome emoji, which are opened only when a text asks for them; each face is opened on first use.

ReportLab's fonts keep state per document and are not thread-safe: a paper is made under the registry's lock.
"""

import functools
import gzip
import hashlib
import io
import struct
import threading
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from odrdesk.documents.clusters import CLOSERS, OPENERS, STOPS, Glyph, clean
from odrdesk.domain.errors import Fault
from odrdesk.places import resource

_TAIL = ("Song-400", "Rare", "Emoji")
_CHAINS: dict[str, tuple[str, ...]] = {
    "body": ("Fang", "Song-300", *_TAIL),
    "song": _TAIL,
    "title": ("Song-700", *_TAIL),
    "hei": ("Hei-500", *_TAIL),
    "light": ("Hei-400", *_TAIL),
    "kai": ("Kai", *_TAIL),
}
_LATIN = {"body": "Song-300", "kai": "Song-400"}
_LATIN_SCALE = {"body": 0.96}  # nearer than 0.95: poppler reads words of more unlike sizes apart
_FALLBACK_SCALE = {"body": 0.93}  # 宋 looks larger than 仿宋 of one size
_CJK_FROM = 0x2000
_EXTRA_LATIN = frozenset("\u20ac\u2116\u2103")
_MARKS = OPENERS | CLOSERS | STOPS
_UNITS_PER_EM = 1000
_MIDDLE_DOT = "\u00b7"


class Face:
    """One opened font file."""

    def __init__(self, name: str, data: bytes) -> None:
        from reportlab.pdfbase import pdfmetrics, ttfonts  # noqa: PLC0415 -- opened with the first paper, not before

        ttfonts.makeToUnicodeCMap = _to_unicode
        self.name = name
        self.font: Any = ttfonts.TTFont(f"ODR{name}", io.BytesIO(data), shapable=False)
        pdfmetrics.registerFont(self.font)
        self._glyphs: dict[int, int] = self.font.face.charToGlyph
        self._widths: dict[int, float] = self.font.face.charWidths

    def has(self, char: str) -> bool:
        """Whether the face has a shape for the character."""
        return ord(char) in self._glyphs

    def width(self, char: str) -> float:
        """The advance in em."""
        return float(self._widths.get(ord(char), self.font.face.defaultWidth)) / 1000

    def blanks(self, char: str) -> tuple[float, float]:
        """The blanks left and right of the ink in em, read from the glyph's own box."""
        face = self.font.face
        data: bytes = face._ttf_data  # noqa: SLF001 -- ReportLab keeps the tables to itself
        number = self._glyphs[ord(char)]
        wide = struct.unpack_from(">h", data, face.get_table_pos("head")[0] + 50)[0]
        loca = face.get_table_pos("loca")[0]
        if wide:
            start, end = struct.unpack_from(">LL", data, loca + 4 * number)
        else:
            start, end = (2 * n for n in struct.unpack_from(">HH", data, loca + 2 * number))
        if start == end:
            return 0.0, 0.0
        left, _, right, _ = struct.unpack_from(">hhhh", data, face.get_table_pos("glyf")[0] + start + 2)
        return left / _UNITS_PER_EM, self.width(char) - right / _UNITS_PER_EM


class _Row(NamedTuple):
    """A face of `fonts.toml`; `covers` only for those opened late."""

    file: str
    sha256: str
    covers: tuple[tuple[int, int], ...]


class FaceRegistry:
    """All faces of the papers. `folder` holds `fonts.toml` and the files it names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.lock = threading.RLock()
        """Held while a paper is made: a face serves one document at a time."""
        self._rows = _manifest(folder)
        self._open: dict[str, Face] = {}
        self._glyphs: dict[tuple[str, str], Glyph | None] = {}

    def glyph(self, char: str, role: str) -> Glyph:
        """The character in the first face of the role's chain that has it; the text was checked before."""
        glyph = self._find(char, role)
        if glyph is None:
            raise ValueError(f"no face has U+{ord(char):04X}")
        return glyph

    def missing(self, texts: Iterable[str], role: str = "song") -> tuple[str, ...]:
        """The characters of the texts that no face has, each once, by code point."""
        seen = {char for text in texts for char in clean(text) if char != "\n"}
        return tuple(sorted(char for char in seen if self._find(char, role) is None))

    def face(self, name: str) -> Face:
        """A face by its name in `fonts.toml`, opened on first use.

        Raises Fault `papers.font_missing` or `papers.font_damaged`: reinstalling mends it.
        """
        if name not in self._open:
            self._open[name] = Face(name, self._read(name))
        return self._open[name]

    def _read(self, name: str) -> bytes:
        row = self._rows[name]
        try:
            data = (self._folder / row.file).read_bytes()
        except OSError as error:
            raise Fault("papers.font_missing", file=row.file) from error
        if hashlib.sha256(data).hexdigest() != row.sha256:
            raise Fault("papers.font_damaged", file=row.file)
        return gzip.decompress(data) if row.file.endswith(".gz") else data

    def _find(self, char: str, role: str) -> Glyph | None:
        key = (char, role)
        if key not in self._glyphs:
            self._glyphs[key] = self._look(char, role)
        return self._glyphs[key]

    def _look(self, char: str, role: str) -> Glyph | None:
        latin = (ord(char) < _CJK_FROM and char != _MIDDLE_DOT) or char in _EXTRA_LATIN
        chain = _CHAINS[role]
        if latin and role in _LATIN:
            chain = (_LATIN[role], *chain)
        for name in chain:
            if self._covers(name, char):
                face = self.face(name)
                left, right = face.blanks(char) if char in _MARKS else (0.0, 0.0)
                return Glyph(char, name, face.width(char), left, right, _scale(role, name, latin))
        return None

    def _covers(self, name: str, char: str) -> bool:
        covers = self._rows[name].covers
        if covers and name not in self._open:
            return any(first <= ord(char) <= last for first, last in covers)
        return self.face(name).has(char)


@functools.cache
def faces() -> FaceRegistry:
    """The process's registry: one face opened twice in one document makes ReportLab fail."""
    return FaceRegistry(resource("fonts"))


def _scale(role: str, face: str, latin: bool) -> float:
    if latin:
        return _LATIN_SCALE.get(role, 1.0)
    return 1.0 if face == _CHAINS[role][0] else _FALLBACK_SCALE.get(role, 1.0)


def _manifest(folder: Path) -> dict[str, _Row]:
    try:
        table = tomllib.loads((folder / "fonts.toml").read_text("utf-8"))
    except OSError as error:
        raise Fault("papers.font_missing", file="fonts.toml") from error
    return {name: _Row(row["file"], row["sha256"], _ranges(row.get("covers", ()))) for name, row in table.items()}


def _ranges(texts: Iterable[str]) -> tuple[tuple[int, int], ...]:
    pairs = (text.split("-") for text in texts)
    return tuple((int(first, 16), int(last, 16)) for first, last in pairs)


def _to_unicode(_name: str, subset: list[int]) -> str:
    """The table by which a reader gets text back from glyphs, in place of ReportLab 5.1.0's own.

    Its own writes five hex digits above U+FFFF (`<20BB7>`), which every reader decodes wrongly, and blocks
    of more than the 100 entries that the CMap specification allows (Adobe Technical Note 5014).
    """
    out = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
    ]  # fmt: skip
    rows = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset) if point
    ]
    for start in range(0, len(rows), 100):
        block = rows[start : start + 100]
        out += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*out, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
