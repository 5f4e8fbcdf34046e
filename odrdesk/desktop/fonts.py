"""Which face the desktop is set in: a known Chinese face of the machine, else the bundled one.

A face that merely claims Chinese may lack common characters and then shows boxes, so coverage is
asked of the face itself, glyph by glyph, before it is trusted.
"""

import gzip
import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.tokens import FAMILIES

# Characters of the trade beside common ones; a face without these is no face for this desk.
PROBE = "衡解消费者投诉直播赔付期限逾期协商和解归档翡翠镯，。“”（）￥¥→"
RARE = "ODR Rare"
"""The family of the bundled face of rare characters (CJK extensions B to F)."""
MARKS = "ODR Marks"
"""The family of the marks that a Chinese face draws a full character wide; asked first where English is spoken."""
_BUNDLED = ("*Hei*.ttf", "*Hei*.otf", "*Sans*.ttf", "*Sans*.otf")


def choose(bundled: Path) -> str:
    """The family to set the desktop in; registers the faces in `bundled` only when the machine has none."""
    for family in FAMILIES:
        if QFontDatabase.hasFamily(family) and covers(family):
            return family
    return next(
        iter(register(_faces(bundled))), QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    )


def fall_back(bundled: Path) -> list[str]:
    """The families asked for what the chosen face lacks: more Chinese, then rare characters, then emoji.

    The rare ones come packed: `unpacked` gives the file, which may be registered later under the name given here.
    """
    found: list[str] = []
    for file in (bundled / "Song-400.ttf", bundled / "Emoji.ttf"):
        key = QFontDatabase.addApplicationFont(str(file)) if file.is_file() else -1
        if key >= 0:
            found.extend(QFontDatabase.applicationFontFamilies(key)[:1])
    return [*found[:1], RARE, *found[1:]]


def marks(bundled: Path) -> str:
    """The family of English quotation marks, dots and ellipsis; registers it. "" where the faces are not there."""
    found = [QFontDatabase.addApplicationFont(str(file)) for file in sorted(bundled.glob("Marks-*.ttf"))]
    return MARKS if found and min(found) >= 0 else ""


def unpacked(bundled: Path, cache: Path) -> Path | None:
    """The face of rare characters as a file that can be mapped; unpacked once (a second), then found. Any thread.

    None where it is not there or cannot be written: rare characters are boxes then, and nothing else is lost.
    """
    packed = bundled / "Rare.ttf.gz"
    try:
        place = cache / f"rare-{packed.stat().st_size}.ttf"
        if place.is_file():
            return place
        cache.mkdir(parents=True, exist_ok=True)
        growing = place.with_suffix(f".{os.getpid()}")
        growing.write_bytes(gzip.decompress(packed.read_bytes()))
        growing.replace(place)
    except OSError:
        return None
    return place


def add(file: Path | None) -> None:
    """Register one more file; what stands on the screen already is drawn again with it.

    Qt forgets what it had looked up, but draws nothing again by itself: a name that was shown before the file was there
    would stay a box until the mouse came over it.
    """
    if file is None or QFontDatabase.addApplicationFont(str(file)) < 0:
        return
    for widget in QApplication.allWidgets():
        if widget.isVisible():
            widget.update()


def covers(family: str) -> bool:
    """Whether the face itself, without any fallback, has every character of `PROBE`."""
    raw = QRawFont.fromFont(QFont(family))
    return raw.isValid() and raw.familyName() == family and all(raw.supportsCharacter(ord(c)) for c in PROBE)


def register(files: Iterable[Path]) -> list[str]:
    """Load font files; the families that cover Chinese, in order, each once."""
    families: dict[str, None] = {}
    for file in files:
        key = QFontDatabase.addApplicationFont(str(file))
        if key >= 0:
            families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(key)))
    return [family for family in families if covers(family)]


def _faces(folder: Path) -> list[Path]:
    found: dict[Path, None] = {}
    for pattern in _BUNDLED:
        found.update(dict.fromkeys(sorted(folder.rglob(pattern))))
    return list(found)
