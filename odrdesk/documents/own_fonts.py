"""A font of the desk's own choosing for the body of papers, such as a licensed 仿宋: looked at before it is taken.

It must have TrueType outlines, its licence bits must allow embedding, and it must have the characters that
papers are made of; what it lacks beyond them comes from 宋.
"""

import functools
import gzip
import hashlib
from pathlib import Path
from typing import NamedTuple

from odrdesk.documents.truetype import NotTrueTypeError, TrueType
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.places import fonts_folder

OWN = "own:"
_DIGITS = 16
_LARGEST = 80_000_000
_NEEDED = (
    "的一是在不了有和人这中大为上个国以要他时来用们消费者经营纠纷解协议受理告知书退货款元角分年月日"
    "\uff0c\u3002\uff08\uff09"
)


class OwnFont(NamedTuple):
    """A font that was found fit: what a theme calls it, its family, the characters of GB/T 2312 that it lacks."""

    theme: str
    family: str
    lacks: int


def checked(content: bytes) -> OwnFont:
    """The font in these bytes.

    Refuses `font.too_large`, `font.broken`, `font.outlines` (CFF: not TrueType), `font.rights` (must not be
    embedded) and `font.no_chinese`.
    """
    if len(content) > _LARGEST:
        raise Refusal("font.too_large", "font")
    try:
        font = TrueType(content)
    except NotTrueTypeError as why:
        raise Refusal("font.outlines" if why.args[0] == "outlines" else "font.broken", "font") from why
    if not font.may_embed:
        raise Refusal("font.rights", "font", family=font.family)
    missing = [char for char in _NEEDED if ord(char) not in font.characters]
    if missing:
        raise Refusal("font.no_chinese", "font", family=font.family, characters=missing[:5])
    lacks = sum(point not in font.characters for point in _gb2312())
    return OwnFont(OWN + hashlib.sha256(content).hexdigest()[:_DIGITS], font.family, lacks)


def file_of(theme: str) -> Path:
    """Where the font of an own theme is kept, for this person."""
    return fonts_folder() / f"{theme.removeprefix(OWN)}.ttf.gz"


def packed(content: bytes) -> bytes:
    """The font as it is kept."""
    return gzip.compress(content, 6, mtime=0)


def own_font(theme: str) -> bytes:
    """The bytes of an own theme's font. Raises Fault `papers.own_font_missing` when it is gone or was changed."""
    try:
        content = gzip.decompress(file_of(theme).read_bytes())
    except (OSError, EOFError) as why:
        raise Fault("papers.own_font_missing", file=file_of(theme).name) from why
    if hashlib.sha256(content).hexdigest()[:_DIGITS] != theme.removeprefix(OWN):
        raise Fault("papers.own_font_missing", file=file_of(theme).name)
    return content


@functools.cache
def _gb2312() -> frozenset[int]:
    """The 6,763 characters of GB/T 2312, from Python's own codec."""
    rows = range(0xB0, 0xF8)
    told = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF))
    return frozenset(ord(char) for char in told if char)
