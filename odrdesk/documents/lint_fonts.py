"""The fonts of a file: embedded, told as wide as they are, readable back for every code that is shown."""

import re
import struct
from collections.abc import Iterator
from typing import Any

from odrdesk.documents.pdf_plain import PdfFile, Stream
from odrdesk.documents.truetype import NotTrueTypeError, TrueType

_ROW = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]*)>")
_SYMBOLIC = 4
_MOST_ROWS = 100
_EASE = 1.0  # of a thousandth of the em


def font_findings(file: PdfFile, font: Any, codes: set[int]) -> Iterator[tuple[str, str]]:
    """Faults of one font, of which these codes are shown: a code of the lint and what was seen."""
    name = str(font.get("BaseFont"))
    inner = file.get((file.get(font.get("DescendantFonts")) or [None])[0]) or {}
    descriptor = file.get(inner.get("FontDescriptor")) or {}
    embedded = file.get(descriptor.get("FontFile2"))
    if font.get("Subtype") != "Type0" or font.get("Encoding") != "Identity-H" or not isinstance(embedded, Stream):
        yield "font.not_embedded", name
        return
    if not re.fullmatch(r"[A-Z]{6}\+\S+", name) or {name} != {inner.get("BaseFont"), descriptor.get("FontName")}:
        yield "font.named", name
    if descriptor.get("Flags") != _SYMBOLIC or embedded.told.get("Length1") != len(embedded.data):
        yield "font.told", name
    yield from ((code, name) for code in _widths(file, inner, embedded, codes))
    yield from ((code, name) for code in _text(file.get(font.get("ToUnicode")), codes))


def _widths(file: PdfFile, inner: dict[str, Any], embedded: Stream, codes: set[int]) -> Iterator[str]:
    try:
        type_ = TrueType(embedded.data)
    except NotTrueTypeError:
        yield "font.broken"
        return
    told = file.get(inner.get("W"))
    if not isinstance(told, list) or len(told) != 2 or told[0] != 0:
        yield "font.widths"
        return
    places = file.get(inner.get("CIDToGIDMap"))
    glyphs = (
        struct.unpack(f">{len(places.data) // 2}H", places.data)
        if isinstance(places, Stream)
        else tuple(range(type_.glyphs))
    )
    if max(codes) >= len(told[1]) or max(codes) >= len(glyphs) or 0 in codes:
        yield "font.not_defined"
        return
    per_em = 1000 / type_.units
    if any(abs(width - type_.advance(glyph) * per_em) > _EASE for width, glyph in zip(told[1], glyphs, strict=False)):
        yield "font.widths"


def _text(table: Any, codes: set[int]) -> Iterator[str]:
    if not isinstance(table, Stream):
        yield "font.to_unicode"
        return
    told_blocks = b"".join(re.findall(rb"beginbfchar(.*?)endbfchar", table.data, re.DOTALL))
    rows = {int(code, 16): told for code, told in _ROW.findall(told_blocks)}
    blocks = [int(count) for count in re.findall(rb"(\d+) beginbfchar", table.data)]
    if codes - rows.keys() or any(len(told) not in (4, 8) for told in rows.values()):
        yield "font.to_unicode"
    if any(count > _MOST_ROWS for count in blocks) or sum(blocks) != len(rows):
        yield "font.to_unicode_blocks"
