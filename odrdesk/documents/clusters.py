"""Text to clusters: what may never be torn apart when a Chinese line is broken.

A Chinese character is a cluster, a Latin word or a number with its inner marks (`1,299.00`,
`2026-11-23`) is one, each full-width mark is one with a blank half that may be squeezed.
After W3C clreq (GB style); no PDF here.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, Protocol

OPENERS = frozenset("\uff08\u300a\u3008\u300c\u300e\u3010\u3014\uff3b\uff5b\u3016\u201c\u2018")
CLOSERS = frozenset("\uff09\u300b\u3009\u300d\u300f\u3011\u3015\uff3d\uff5d\u3017\u201d\u2019")
STOPS = frozenset("\uff0c\u3002\u3001\uff1b\uff1a\uff01\uff1f\uff0e")
DASHES = frozenset("\u2014\u2026")

# Characters that are no text: controls, bidi overrides, zero-width and tag characters, variation selectors.
# An emoji sequence is printed as its parts, an ideographic variant as its base character.
_DROPPED = dict.fromkeys(
    [
        *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010),
        *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE01F0),
    ]
)  # fmt: skip
_WORD = r"[^\W\u2e80-\U000323af\U0001f000-\U0001ffff]"
_TOKEN = re.compile(rf"\n|[ \u00a0]+|{_WORD}+(?:[.,:/@#%&+=_'*~-]+{_WORD}+)*[%\u2030]?|.", re.DOTALL)
_EM_DASH_INK = 0.803  # of the em, in the light and regular faces whose dash is 0.89 wide: two must touch
_HALF = 0.5
_PERCENT = "%\u2030"
_TRIM = 0.03


class Glyph(NamedTuple):
    """One character in one face: measures in em. `left` and `right` are the blanks beside the ink."""

    char: str
    face: str
    width: float
    left: float
    right: float
    scale: float = 1.0
    """Optical size beside the face the line is set in."""


class UnprintableError(ValueError):
    """No face has a shape for a character of the text."""

    def __init__(self, char: str, text: str = "") -> None:
        super().__init__(f"no face has U+{ord(char):04X}")
        self.char, self.text = char, text or char


class Faces(Protocol):
    """Who knows the shapes: the character in the role's chain of faces."""

    def glyph(self, char: str, role: str) -> Glyph:
        """The character's glyph in the first face of the role that has it; else raises UnprintableError."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look: role (which chain of faces), size in points, colour."""

    text: str
    role: str
    size: float
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    tabular: bool = False
    """Every digit on the width of 0, for columns of figures."""


class Kind(Enum):
    """What a cluster is to the line."""

    HAN = auto()
    OPEN = auto()
    CLOSE = auto()
    DASH = auto()
    WORD = auto()
    PIECE = auto()
    """A part of an over-long word that the line may end after."""
    SPACE = auto()
    BREAK = auto()


@dataclass(slots=True)
class Cluster:
    """What stays together. Measures in points; `left`/`right` are blanks that may be squeezed."""

    kind: Kind
    text: str
    glyphs: tuple[Glyph, ...]
    run: Run
    size: float
    width: float
    left: float = 0.0
    right: float = 0.0
    stretch: float = 1.0
    """Horizontal scale of the glyphs (the em dash only)."""
    cell: float = 0.0
    """A fixed advance in which the glyph is centred."""
    digit: float = 0.0
    """The advance in em that every digit is given; 0 leaves digits their own."""

    def advance(self, glyph: Glyph) -> float:
        """The advance in points of one of the cluster's glyphs."""
        if self.cell:
            return self.cell
        if self.digit and glyph.char.isascii() and glyph.char.isdigit():
            return self.digit * self.size
        return glyph.width * self.size * self.stretch


def clean(text: str) -> str:
    """Text that can be set: no controls, overrides or zero-width characters; lone surrogates become U+FFFD.

    Never normalised: compatibility ideographs in names are meant.
    """
    text = text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_DROPPED)


def clusters(runs: list[Run], faces: Faces) -> list[Cluster]:
    """The runs' text as clusters, in order; nothing is lost but what `clean` drops.

    Raises UnprintableError.
    """
    try:
        return _clusters(runs, faces)
    except UnprintableError as why:
        raise UnprintableError(why.char, "".join(run.text for run in runs)) from why


def _clusters(runs: list[Run], faces: Faces) -> list[Cluster]:
    out: list[Cluster] = []
    for run in runs:
        for found in _TOKEN.findall(clean(run.text)):
            if found == "\n":
                out.append(Cluster(Kind.BREAK, found, (), run, run.size, 0.0))
            elif found[0] in " \u00a0":
                out.append(_word(found.replace("\u00a0", " "), run, faces, Kind.SPACE))
            elif len(found) > 1 or (ord(found) < 0x2000 and found != "\u00b7"):
                _add_word(out, _word(found, run, faces, Kind.WORD))
            else:
                out.append(_sign(found, run, faces))
    return out


def pieces(cluster: Cluster, room: float, first: float) -> list[Cluster]:
    """An over-long word in parts: after `/ - _ . ? & =`, else every 8 characters; every part fits `room`.

    The first one fits `first`, beside the opening marks that stand before the word.
    """
    out: list[Cluster] = []
    current: list[Glyph] = []
    width = 0.0
    last = len(cluster.glyphs) - 1
    for at, glyph in enumerate(cluster.glyphs):
        step = cluster.advance(glyph)
        if current and width + step > (room if out else first):
            # A sign of percent takes its last figure along.
            along = [current.pop()] if glyph.char in _PERCENT and len(current) > 1 else []
            carried = sum(cluster.advance(one) for one in along)
            out.append(_piece(cluster, current, width - carried))
            current, width = along, carried
        current.append(glyph)
        width += step
        natural = glyph.char in "/-_.?&=" and len(current) >= 3
        percent = last > at and cluster.glyphs[at + 1].char in _PERCENT
        if last - at >= 3 and not percent and (natural or (len(cluster.glyphs) > 24 and len(current) >= 8)):
            out.append(_piece(cluster, current, width))
            current, width = [], 0.0
    if current:
        out.append(_piece(cluster, current, width, Kind.WORD))
    return out


def _piece(whole: Cluster, glyphs: list[Glyph], width: float, kind: Kind = Kind.PIECE) -> Cluster:
    return Cluster(
        kind, "".join(g.char for g in glyphs), tuple(glyphs), whole.run, whole.size, width, digit=whole.digit
    )


def _word(text: str, run: Run, faces: Faces, kind: Kind) -> Cluster:
    glyphs = tuple(faces.glyph(char, run.role) for char in text)
    digit = faces.glyph("0", run.role).width if run.tabular else 0.0
    made = Cluster(kind, text, glyphs, run, run.size * glyphs[0].scale, 0.0, digit=digit)
    made.width = sum(made.advance(glyph) for glyph in glyphs)
    return made


def _add_word(out: list[Cluster], word: Cluster) -> None:
    """A currency sign or a leading minus belongs to the number behind it, an accent to its letter."""
    before = out[-1] if out else None
    joined = before is not None and (before.text in _PREFIXES or unicodedata.combining(word.text[0]) > 0)
    if before is not None and before.kind is Kind.WORD and before.run is word.run and joined:
        before.text += word.text
        before.glyphs += word.glyphs
        before.width += word.width
    else:
        out.append(word)


_PREFIXES = frozenset("\u00a5$#\u20ac+-")


def _sign(char: str, run: Run, faces: Faces) -> Cluster:
    glyph = faces.glyph(char, run.role)
    size = run.size
    made = Cluster(Kind.HAN, char, (glyph,), run, size * glyph.scale, glyph.width * size)
    if glyph.scale != 1.0 and glyph.width > 0.9:
        made.cell = made.width = size
    if char in DASHES:
        made.kind = Kind.DASH
        if char == "\u2014":
            made.width = size
            made.stretch = 1 / _EM_DASH_INK if abs(glyph.width - 0.89) < 0.06 else 1.0
    elif char in OPENERS:
        made.kind, made.left = Kind.OPEN, _blank(glyph.left) * size
    elif char in CLOSERS or char in STOPS:
        made.kind, made.right = Kind.CLOSE, _blank(glyph.right) * size
    return made


def _blank(em: float) -> float:
    return max(0.0, min(_HALF, em - _TRIM))
