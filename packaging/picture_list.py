"""Which pictures of the screen are taken, by name: what is shown in README and help, and nothing else."""

from collections.abc import Iterator
from typing import NamedTuple

from odrdesk.desktop.formats import DOT

LARGE, SMALL = (1440, 900), (1280, 720)
LIGHT, DARK = "light", "dark"
CHINESE, ENGLISH = "zh_CN", "en"

SCENES = (
    "today",
    "cases",
    "split",
    "board",
    "case",
    "timeline",
    "evidence",
    "negotiation",
    "remedies",
    "ip",
    "audit",
    "step",
    "why_date",
    "preview",
    "prepay",
    "merchants",
    "papers",
    "verify",
    "batch",
    "statistics",
    "figures",
    "settings",
    "rules",
    "phrases",
    "template",
    "intake",
    "import",
    "first_start",
)
"""Shown in the help: small, light, and dark for the dark window."""
IN_README = ("today", "cases", "case", "intake", "import")
"""Also large, light."""
IN_ENGLISH = ("today", "cases", "case", "step", "prepay", "papers", "statistics", "settings", "intake", "import")
"""Also in English, small, light; the others are shown in Chinese in the English help, to keep within the budget."""
METHODS = {"import": "trial"}
"""What takes a scene, where it is not called like it."""


class Shot(NamedTuple):
    """One picture."""

    scene: str
    mode: str
    size: tuple[int, int]
    language: str = CHINESE

    @property
    def name(self) -> str:
        """The file it is kept in."""
        spoken = "_en" if self.language == ENGLISH else ""
        return f"{self.scene}{spoken}_{self.mode}_{self.size[0]}.png"


def shots() -> Iterator[Shot]:
    """All of them, such that language, size and mode change seldom."""
    yield from (Shot(scene, LIGHT, LARGE) for scene in IN_README)
    yield from (Shot(scene, mode, SMALL) for mode in (LIGHT, DARK) for scene in SCENES)
    yield from (Shot(scene, LIGHT, SMALL, ENGLISH) for scene in IN_ENGLISH)


def timeless(words: str) -> str:
    """What the head of the list says, without how long the list took: that is another each time."""
    return DOT.join(part for part in words.split(DOT) if not part.endswith(" ms"))
