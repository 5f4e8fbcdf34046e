"""The faces of one file: each holds only the characters that the file uses, every one under a two-byte code.

A composite font with the code as the character's identity (ISO 32000-1, 9.7.4-9.7.5) and a table back to text. Two
characters that share one outline keep codes of their own, so each is read back as it was written.
"""

import hashlib
import struct

from odrdesk.documents.fonts import Face
from odrdesk.documents.pdf_body import Body

_SYMBOLIC = 4
_STEM = 80
_PER_BLOCK = 100  # of a table back to text (Adobe Technical Note 5014)


class Subset:
    """The characters of one face that the file uses so far."""

    def __init__(self, face: Face, number: int) -> None:
        self.name = f"F{number}"
        self._face = face
        self._codes: dict[str, str] = {}

    def code(self, char: str) -> str:
        """The character's code as four hexadecimal digits."""
        found = self._codes.get(char)
        if found is None:
            found = self._codes[char] = f"{len(self._codes) + 1:04X}"
        return found

    def put(self, body: Body) -> int:
        """The font with all it needs; returns the number of its object."""
        font = self._face.type
        glyphs = [0, *(font.characters[ord(char)] for char in self._codes)]
        part, numbers = font.part(glyphs)
        per_em = 1000 / font.units
        left, bottom, right, top = (round(edge * per_em) for edge in font.box)
        tag = hashlib.sha256("".join(self._codes).encode("utf-8", "surrogatepass")).digest()
        name = "".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + font.name
        file = body.stream(f"/Length1 {len(part)}", part)
        descriptor = body.add(
            f"<</Type /FontDescriptor /FontName /{name} /Flags {_SYMBOLIC} /FontBBox [{left} {bottom} {right} {top}] "
            f"/ItalicAngle 0 /Ascent {font.ascent * per_em:.0f} /Descent {font.descent * per_em:.0f} "
            f"/CapHeight {font.ascent * per_em:.0f} /StemV {_STEM} /FontFile2 {file} 0 R>>"
        )
        widths = " ".join(f"{font.advance(glyph) * per_em:.10g}" for glyph in glyphs)
        same = numbers == list(range(len(numbers)))
        places = "/Identity"
        if not same:
            places = f"{body.stream('', struct.pack(f'>{len(numbers)}H', *numbers))} 0 R"
        inner = body.add(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {descriptor} 0 R "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
            f"/DW 1000 /W [0 [{widths}]] /CIDToGIDMap {places}>>"
        )
        text = body.stream("", _to_unicode(self._codes))
        return body.add(
            f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            f"/DescendantFonts [{inner} 0 R] /ToUnicode {text} 0 R>>"
        )


def _to_unicode(codes: dict[str, str]) -> bytes:
    """The table by which a reader gets text back; characters above U+FFFF as two units."""
    out = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]  # fmt: skip
    rows = [f"<{code}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in codes.items()]
    for start in range(0, len(rows), _PER_BLOCK):
        block = rows[start : start + _PER_BLOCK]
        out += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    out += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(out).encode("ascii")
