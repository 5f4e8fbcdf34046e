"""The marks of English text (‘ ’ “ ” … ·), which the Chinese face draws a full character wide.

Made from the comma and the full stop of the same face, so that they are of one hand. The desktop asks this face first
when it speaks English. Run `python packaging/fonts/marks.py` to write `resources/fonts/Marks-*.ttf` anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Identity, Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "ODR Marks"
POINTS = {
    "quoteleft": 0x2018,
    "quoteright": 0x2019,
    "leftleft": 0x201C,
    "rightright": 0x201D,
    "dots": 0x2026,
    "middle": 0xB7,
}
GAP = 0.36
"""Between the two strokes of a double mark, of the width of a comma's place."""
Placed = list[tuple[str, Transform]]


def font(source: TTFont, style: str) -> FontBuilder:
    """The marks of one weight, the same bytes each time."""
    drawn, cmap, head, line = source.getGlyphSet(), source.getBestCmap(), source["head"], source["hhea"]
    comma, stop = cmap[ord(",")], cmap[ord(".")]
    left, low, right, high = _bounds(drawn, comma)
    wide, step = source["hmtx"][comma][0], source["hmtx"][stop][0]
    top = source["OS/2"].sCapHeight
    up = Identity.translate(0, top - high)
    turned = Transform(-1, 0, 0, -1, left + right, top + low)
    apart = round((right - left) * (1 + GAP))
    beside = Identity.translate(apart, 0)
    _, stop_low, _, stop_high = _bounds(drawn, stop)
    raised = Identity.translate(0, round(top * 0.48 - (stop_low + stop_high) / 2))
    shapes: dict[str, tuple[int, Placed]] = {
        ".notdef": (wide, []),
        "quoteleft": (wide, [(comma, turned)]),
        "quoteright": (wide, [(comma, up)]),
        "leftleft": (wide + apart, [(comma, turned), (comma, beside.transform(turned))]),
        "rightright": (wide + apart, [(comma, up), (comma, beside.transform(up))]),
        "dots": (3 * step, [(stop, Identity.translate(place * step, 0)) for place in range(3)]),
        "middle": (step, [(stop, raised)]),
    }
    made = FontBuilder(head.unitsPerEm, isTTF=True)
    made.setupGlyphOrder(list(shapes))
    made.setupCharacterMap({point: name for name, point in POINTS.items()})
    glyphs = {}
    for name, (_wide, parts) in shapes.items():
        pen = TTGlyphPen(None)
        for glyph, where in parts:
            drawn[glyph].draw(TransformPen(pen, where))
        glyphs[name] = pen.glyph()
    made.setupGlyf(glyphs)
    table = made.font["glyf"]
    made.setupHorizontalMetrics(
        {name: (across, getattr(table[name], "xMin", 0)) for name, (across, _) in shapes.items()}
    )
    made.setupHorizontalHeader(ascent=line.ascent, descent=line.descent, lineGap=line.lineGap)
    made.setupNameTable({"familyName": FAMILY, "styleName": style, "psName": f"ODRMarks-{style}"})
    old = source["OS/2"]
    made.setupOS2(
        sTypoAscender=old.sTypoAscender,
        sTypoDescender=old.sTypoDescender,
        sTypoLineGap=old.sTypoLineGap,
        usWinAscent=old.usWinAscent,
        usWinDescent=old.usWinDescent,
        xAvgCharWidth=old.xAvgCharWidth,
        sxHeight=old.sxHeight,
        sCapHeight=old.sCapHeight,
        usWeightClass=old.usWeightClass,
        fsSelection=32 if style == "Bold" else 64,
        fsType=0,
    )
    made.font["head"].macStyle = int(style == "Bold")
    made.setupPost(keepGlyphNames=False)
    made.font["head"].created = made.font["head"].modified = 0
    made.font.recalcTimestamp = False
    return made


def _bounds(drawn: object, name: str) -> tuple[float, float, float, float]:
    pen = BoundsPen(drawn)
    drawn[name].draw(pen)  # type: ignore[index]
    return pen.bounds


def faces(folder: Path) -> Iterator[tuple[str, FontBuilder]]:
    """Both weights, from the faces that lie in `folder`."""
    for weight, style in (("400", "Regular"), ("700", "Bold")):
        yield weight, font(TTFont(folder / f"Hei-{weight}.ttf"), style)


def main() -> int:
    """Write both weights."""
    folder = Path(__file__).resolve().parents[2] / "resources" / "fonts"
    for weight, made in faces(folder):
        made.save(folder / f"Marks-{weight}.ttf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
