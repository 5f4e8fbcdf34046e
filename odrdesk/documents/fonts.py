"""The faces of the papers: one registry per theme, a chain of faces per role, looked up per character.

Roles: `body` 仿宋, `song` 宋, `title` 小标宋, `hei` 黑 (medium), `light` 黑 (regular), `kai` 楷. Latin and figures
of 仿宋 come from the light 宋. Every chain ends in the rare characters (CJK extensions B-F) and the
monochrome emoji, which are opened only when a text asks for them; each face is opened on first use.

Themes: "" sets the body in 仿宋, `song` in 宋 (all its faces are under the Open Font License), `own:DIGEST` in a font
of the desk's own choosing (`own_fonts`). The registries of all themes share the opened faces.
"""

import functools
import gzip
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from odrdesk.documents.clusters import CLOSERS, OPENERS, STOPS, Glyph, UnprintableError, clean
from odrdesk.documents.own_fonts import OWN, own_font
from odrdesk.documents.truetype import NotTrueTypeError, TrueType
from odrdesk.domain.errors import Fault
from odrdesk.places import resource

SONG = "song"
_OWN_FACE = "Own"
_TAIL = ("Song-400", "Box", "Rare", "Emoji")
_CHAINS: Mapping[str, tuple[str, ...]] = {
    "body": ("Fang", "Song-300", *_TAIL),
    "song": _TAIL,
    "title": ("Song-700", *_TAIL),
    "hei": ("Hei-500", *_TAIL),
    "light": ("Hei-400", *_TAIL),
    "kai": ("Kai", *_TAIL),
}
_LATIN = {"body": "Song-300", "kai": "Song-400"}
_LATIN_SCALE = 0.96  # of the body's: nearer than 0.95, poppler reads words of more unlike sizes apart
_FALLBACK_SCALE = 0.93  # 宋 looks larger than 仿宋 of one size
_CJK_FROM = 0x2000
_EXTRA_LATIN = frozenset("\u20ac\u2116\u2103")
_MARKS = OPENERS | CLOSERS | STOPS
_MIDDLE_DOT = "\u00b7"


class Face:
    """One opened font file."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.type = TrueType(data)

    def has(self, char: str) -> bool:
        """Whether the face has a shape for the character."""
        return ord(char) in self.type.characters

    def width(self, char: str) -> float:
        """The advance in em."""
        return self.type.advance(self.type.characters.get(ord(char), 0)) / self.type.units

    def blanks(self, char: str) -> tuple[float, float]:
        """The blanks left and right of the ink in em, read from the glyph's own box."""
        bounds = self.type.bounds(self.type.characters[ord(char)])
        if bounds is None:
            return 0.0, 0.0
        return bounds[0] / self.type.units, self.width(char) - bounds[2] / self.type.units


class _Row(NamedTuple):
    """A face of `fonts.toml`; `covers` only for those opened late."""

    file: str
    sha256: str
    covers: tuple[tuple[int, int], ...]


class FaceRegistry:
    """All faces of the papers in one theme. `folder` holds `fonts.toml` and the files it names."""

    def __init__(self, folder: Path, theme: str = "", opened: "dict[str, Face] | None" = None) -> None:
        self.theme = theme
        self._folder = folder
        self._rows = _manifest(folder)
        self._open = {} if opened is None else opened
        self._own = f"{_OWN_FACE}:{theme}" if theme.startswith(OWN) else ""
        self._glyphs: dict[tuple[str, str], Glyph | None] = {}

    def themed(self, theme: str) -> "FaceRegistry":
        """The registry of another theme, with the same opened faces."""
        return FaceRegistry(self._folder, theme, self._open)

    def glyph(self, char: str, role: str) -> Glyph:
        """The character in the first face of the role's chain that has it; the text was checked before."""
        glyph = self._find(char, role)
        if glyph is None:
            raise UnprintableError(char)
        return glyph

    def missing(self, texts: Iterable[str], role: str = "song") -> tuple[str, ...]:
        """The characters of the texts that no face has, each once, by code point."""
        seen = {char for text in texts for char in clean(text) if char != "\n"}
        return tuple(sorted(char for char in seen if self._find(char, role) is None))

    def face(self, name: str) -> Face:
        """A face by its name in `fonts.toml`, opened on first use.

        Raises Fault `papers.font_missing` or `papers.font_damaged`, which reinstalling mends, `papers.fang_missing`
        and `papers.own_font_missing`.
        """
        if name not in self._open:
            try:
                self._open[name] = Face(name, self._read(name))
            except NotTrueTypeError as why:
                raise Fault("papers.font_damaged", file=name) from why
        return self._open[name]

    def _read(self, name: str) -> bytes:
        if name == self._own:
            return own_font(self.theme)
        row = self._rows.get(name)
        if row is None:
            raise Fault("papers.font_missing", file=name)
        try:
            data = (self._folder / row.file).read_bytes()
        except OSError as error:
            code = "papers.fang_missing" if name == "Fang" else "papers.font_missing"
            raise Fault(code, file=row.file) from error
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
        for name in self._chain(role, latin=latin):
            if self._covers(name, char):
                face = self.face(name)
                left, right = face.blanks(char) if char in _MARKS else (0.0, 0.0)
                return Glyph(char, name, face.width(char), left, right, self._scale(role, name, latin=latin))
        return None

    def _chain(self, role: str, *, latin: bool) -> tuple[str, ...]:
        if role == "body" and self.theme == SONG:
            return _TAIL
        chain = _CHAINS[role]
        if role == "body" and self._own:
            chain = (self._own, *chain[1:])
        return (_LATIN[role], *chain) if latin and role in _LATIN else chain

    def _scale(self, role: str, name: str, *, latin: bool) -> float:
        if role != "body" or self.theme == SONG:
            return 1.0
        if latin:
            return _LATIN_SCALE
        return 1.0 if name in ("Fang", self._own) else _FALLBACK_SCALE

    def _covers(self, name: str, char: str) -> bool:
        covers = self._rows[name].covers if name in self._rows else ()
        if covers and name not in self._open:
            return any(first <= ord(char) <= last for first, last in covers)
        return self.face(name).has(char)


@functools.cache
def faces(theme: str = "") -> FaceRegistry:
    """The process's registry of a theme."""
    return faces().themed(theme) if theme else FaceRegistry(resource("fonts"))


def _manifest(folder: Path) -> dict[str, _Row]:
    try:
        rows = tomllib.loads((folder / "fonts.toml").read_text("utf-8"))
        return {
            name: _Row(row["file"], row["sha256"], tuple(_span(span) for span in row.get("covers", ())))
            for name, row in rows.items()
        }
    except (OSError, ValueError, KeyError) as error:
        raise Fault("papers.font_missing", file="fonts.toml") from error


def _span(text: str) -> tuple[int, int]:
    first, last = text.split("-")
    return int(first, 16), int(last, 16)
