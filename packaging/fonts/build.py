"""Build the type of the papers once: verified sources in, `resources/fonts/` out.

Run `python packaging/fonts/build.py SOURCES` where SOURCES is a folder into which the packages
of `fonts.lock.toml` were fetched and unpacked, each under its own package name
(`npm pack NAME@VERSION` and tar, `apt-get download NAME` and dpkg-deb -x).
Every source file is compared with its SHA-256 before it is touched; the result is the same bytes each time.

The finished files are committed; nobody needs to run this to build or to use the program.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import boxes
import marks
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "resources" / "fonts"
UNUSED_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "FFTM", "morx", "feat", "bsln"]
SYMBOLS = [
    (0x20, 0x180), (0x2000, 0x2070), (0x20A0, 0x20C0), (0x2100, 0x2200), (0x2200, 0x2300), (0x2460, 0x2500),
    (0x2500, 0x2700), (0x3000, 0x3040), (0x31C0, 0x31F0), (0x3200, 0x3400), (0xFF00, 0xFFF0),
]  # fmt: skip


def main(sources: Path) -> None:
    lock = tomllib.loads((HERE / "fonts.lock.toml").read_text("utf-8"))
    files = {row["name"]: verified(sources, row) for row in lock["source"]}
    table = set(national_table(files["unihan"]))
    core = set(gb2312()) | table | {c for a, b in SYMBOLS for c in range(a, b)}
    licences = TARGET / "licences"
    licences.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        if name.startswith("licence-"):
            target = licences / f"{name.removeprefix('licence-')}.txt"
            text = path.read_bytes()
            target.write_bytes(gzip.decompress(text) if path.suffix == ".gz" else text)

    shutil.copyfile(files["fang"], HERE / files["fang"].name)  # 仿宋's licence (GPL) asks for the form it was made from
    fang = from_cubic(TTFont(files["fang"], recalcTimestamp=False))
    fang_has = set(fang.getBestCmap())
    rows = [
        save("Song-400", load(files["song-400"]), licence="noto-serif-sc"),
        save("Song-700", subset(load(files["song-700"]), core), licence="noto-serif-sc"),
        save("Song-300", subset(load(files["song-300"]), light(core, fang_has)), licence="noto-serif-sc"),
        save("Hei-400", subset(load(files["hei-400"]), core), licence="noto-sans-sc"),
        save("Hei-500", subset(load(files["hei-500"]), core), licence="noto-sans-sc"),
        save("Hei-700", subset(load(files["hei-700"]), core), licence="noto-sans-sc"),
        save("Kai", renamed(subset(load(files["kai"]), core), "ODR Kai"), licence="lxgw-wenkai"),
        save("Fang", fang, licence="fandol"),
        save("Box", boxes.font().font, licence="odrdesk"),
        save("Emoji", to_thousand(load(files["emoji"])), licence="noto-emoji"),
    ]
    for weight, made in marks.faces(TARGET):  # for the screen alone: papers set English in other faces
        made.save(TARGET / f"Marks-{weight}.ttf")
    rare = load(files["rare"])
    rare = renamed(to_thousand(subset(rare, {c for c in rare.getBestCmap() if c >= 0x20000})), "ODR Rare")
    rows.append(save("Rare", rare, licence="hanazono", packed=True))
    (TARGET / "fonts.toml").write_text(manifest(rows), "utf-8")
    print(sum(f.stat().st_size for f in TARGET.rglob("*") if f.is_file()), "bytes in all")


def verified(sources: Path, row: dict[str, str]) -> Path:
    path = sources / row["package"] / row["file"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != row["sha256"]:
        sys.exit(f"{path}: expected {row['sha256']}, found {digest}")
    return path


def gb2312() -> Iterator[int]:
    """All characters and symbols of GB/T 2312, from Python's own codec."""
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def national_table(path: Path) -> Iterator[int]:
    """通用规范汉字表 (8,105 characters), from Unihan's kTGH rows."""
    with bz2.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            if "\tkTGH\t" in row:
                yield int(row.split("\t", 1)[0].removeprefix("U+"), 16)


def light(core: Iterable[int], fang_has: set[int]) -> set[int]:
    """What the light 宋 is needed for beside 仿宋: Latin, symbols, and the characters 仿宋 lacks."""
    return {c for c in core if c < 0x3400 or c >= 0xF900 or c not in fang_has}


def load(path: Path) -> TTFont:
    return TTFont(path, recalcTimestamp=False)


def subset(font: TTFont, characters: Iterable[int]) -> TTFont:
    options = Options(
        layout_features=[],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        recalc_timestamp=False,
    )
    options.drop_tables += UNUSED_TABLES
    worker = Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)
    return font


def to_thousand(font: TTFont) -> TTFont:
    """1000 units to the em: ReportLab writes the widths of other fonts differently in two places of the PDF."""
    for tag in (*UNUSED_TABLES, "fpgm", "prep", "cvt ", "gasp", "STAT", "fvar", "HVAR", "MVAR", "gvar", "avar"):
        if tag in font:
            del font[tag]
    scale_upem(font, 1000)
    return font


def from_cubic(font: TTFont) -> TTFont:
    """Quadratic outlines from cubic ones, within one unit of a thousand: ReportLab reads no CFF."""
    order, glyphs = font.getGlyphOrder(), {}
    shapes = font.getGlyphSet()
    for name in order:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for tag in ("CFF ", *UNUSED_TABLES):
        if tag in font:
            del font[tag]
    font["glyf"].compile(font)
    for name, glyph in glyphs.items():
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin if glyph.numberOfContours else 0)
    head = font["maxp"]
    head.tableVersion, head.maxZones = 0x00010000, 1
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints",
        "maxCompositeContours", "maxComponentDepth",
    ):  # fmt: skip
        setattr(head, field, 0)
    names = font["post"]
    names.formatType, names.extraNames, names.mapping, names.glyphOrder = 3.0, [], {}, order
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def renamed(font: TTFont, family: str) -> TTFont:
    """A changed font does not carry a reserved name (OFL 1.1, 3)."""
    names = font["name"]
    kept = [n for n in names.names if n.nameID in (0, 13, 14)]
    names.names = kept
    compact = family.replace(" ", "")
    for number, text in (
        (1, family),
        (2, "Regular"),
        (3, f"{compact}-1"),
        (4, family),
        (5, "Version 1.0"),
        (6, compact),
    ):
        names.setName(text, number, 3, 1, 0x409)
    return font


def save(name: str, font: TTFont, *, licence: str, packed: bool = False) -> dict[str, object]:
    path = TARGET / f"{name}.ttf"
    font["post"].formatType = 3.0
    covers = sorted(font.getBestCmap())
    font.save(path, reorderTables=True)
    plain = path.read_bytes()
    if packed:
        path.unlink()
        path = path.with_suffix(".ttf.gz")
        path.write_bytes(gzip.compress(plain, 9, mtime=0))
    family = font["name"].getBestFamilyName()
    print(path.name, len(plain), path.stat().st_size, len(covers))
    return {"name": name, "file": path.name, "family": family, "licence": licence, "characters": len(covers),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "covers": ranges(covers)}  # fmt: skip


def ranges(numbers: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def manifest(rows: list[dict[str, object]]) -> str:
    out = ["# The faces of the papers. Written by packaging/fonts/build.py.",
           "# `covers` is given only for the faces that are opened when a character asks for them.", ""]  # fmt: skip
    for row in rows:
        out += [f"[{row['name']}]", *(f'{k} = "{row[k]}"' for k in ("file", "family", "licence", "sha256"))]
        out.append(f"characters = {row['characters']}")
        if row["name"] in ("Rare", "Emoji"):
            covers = row["covers"]
            out.append("covers = [" + ", ".join(f'"{a:X}-{b:X}"' for a, b in covers) + "]")
        out.append("")
    return "\n".join(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
