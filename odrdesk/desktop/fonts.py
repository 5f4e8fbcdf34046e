"""Which face the desktop is set in: a known Chinese face of the machine, else the bundled one.

A face that merely claims Chinese may lack common characters and then shows boxes, so coverage is
asked of the face itself, glyph by glyph, before it is trusted.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from odrdesk.desktop.tokens import FAMILIES

# Characters of the trade beside common ones; a face without these is no face for this desk.
PROBE = "衡解消费者投诉直播赔付期限逾期协商和解归档翡翠镯，。“”（）￥¥→"
_BUNDLED = ("*Hei*.ttf", "*Hei*.otf", "*Sans*.ttf", "*Sans*.otf")


def choose(bundled: Path) -> str:
    """The family to set the desktop in; registers the faces in `bundled` only when the machine has none."""
    for family in FAMILIES:
        if QFontDatabase.hasFamily(family) and covers(family):
            return family
    return next(
        iter(register(_faces(bundled))), QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    )


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
