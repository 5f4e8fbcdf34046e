"""The boxes to tick (☐ ☑ ☒ ✔), drawn here because none of the other faces has them.

Run `python packaging/fonts/boxes.py` to write `resources/fonts/Box.ttf` anew; `build.py` does it too.
As glyphs of a face they are outlines on the paper and characters to a reader.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM, LEFT, FOOT, SIDE, LINE = 1000, 110, -50, 780, 56
GLYPHS = {"box": 0x2610, "ticked": 0x2611, "crossed": 0x2612, "tick": 0x2714}
Polygon = list[tuple[int, int]]
CHECK: Polygon = [(270, 350), (340, 420), (440, 310), (690, 640), (768, 580), (448, 170)]
CROSS: list[Polygon] = [
    [(280, 560), (340, 620), (720, 240), (660, 180)],
    [(660, 620), (720, 560), (340, 180), (280, 240)],
]


def font() -> FontBuilder:
    """The face, the same bytes each time."""
    outer, inner = square(0), square(LINE)[::-1]
    shapes = {
        ".notdef": [outer, inner],
        "box": [outer, inner],
        "ticked": [outer, inner, CHECK],
        "crossed": [outer, inner, *CROSS],
        "tick": [CHECK],
    }
    made = FontBuilder(EM, isTTF=True)
    made.setupGlyphOrder(list(shapes))
    made.setupCharacterMap({point: name for name, point in GLYPHS.items()})
    made.setupGlyf({name: drawn(polygons) for name, polygons in shapes.items()})
    made.setupHorizontalMetrics({name: (EM, min(x for x, _ in polygons[0])) for name, polygons in shapes.items()})
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "ODR Box", "styleName": "Regular", "psName": "ODRBox"})
    made.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120, fsType=0)
    made.setupPost(keepGlyphNames=False)
    made.font["head"].created = made.font["head"].modified = 0
    made.font.recalcTimestamp = False
    return made


def square(inset: int) -> Polygon:
    """A square, clockwise as outer outlines are."""
    low, high = FOOT + inset, FOOT + SIDE - inset
    left, right = LEFT + inset, LEFT + SIDE - inset
    return [(left, low), (left, high), (right, high), (right, low)]


def drawn(polygons: list[Polygon]) -> Glyph:
    """The polygons as one glyph."""
    pen = TTGlyphPen(None)
    for polygon in polygons:
        pen.moveTo(polygon[0])
        for point in polygon[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    font().save(Path(__file__).parents[2] / "resources" / "fonts" / "Box.ttf")
    sys.exit(0)
