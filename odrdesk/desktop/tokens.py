"""The colours, type and measures of the desktop as data: light, dark, and both again in high contrast.

A colour on the screen has a name here. Contrast of every pair in `PAIRS` is computed by a test
(WCAG 2.2: text 4.5:1, parts of controls 3:1), so a new shade cannot slip below it.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType

from odrdesk.domain.vocabulary import TagTone


class Ink(StrEnum):
    """A named colour; the value is its name in the style sheet."""

    NAV = "nav"
    BG = "bg"
    SURFACE = "surface"
    SURFACE2 = "surface2"
    HOVER = "hover"
    SELECTED = "selected"
    NAV_HOVER = "nav_hover"
    NAV_SELECTED = "nav_selected"
    BORDER = "border"
    BORDER_STRONG = "border_strong"
    BORDER_BUTTON = "border_button"
    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    DISABLED = "disabled"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_TEXT = "accent_text"
    ACCENT_SOFT = "accent_soft"
    ON_ACCENT = "on_accent"
    FOCUS = "focus"
    DANGER = "danger"
    DANGER_SOFT = "danger_soft"
    WARN = "warn"
    WARN_SOFT = "warn_soft"
    OK = "ok"
    OK_SOFT = "ok_soft"
    PURPLE = "purple"
    PURPLE_SOFT = "purple_soft"
    TEAL = "teal"
    TEAL_SOFT = "teal_soft"
    NEUTRAL = "neutral"
    NEUTRAL_SOFT = "neutral_soft"
    DANGER_FILL = "danger_fill"
    WARN_FILL = "warn_fill"
    OK_FILL = "ok_fill"
    CHART1 = "chart1"
    CHART2 = "chart2"
    BAR = "bar"
    ON_BAR = "on_bar"
    BAR_TEXT2 = "bar_text2"
    BAR_LINK = "bar_link"
    BAR_OK = "bar_ok"
    SCRIM = "scrim"


class Tone(StrEnum):
    """What a pill, chip or tile means; red and amber are for time and errors only."""

    DANGER = "danger"
    WARN = "warn"
    OK = "ok"
    INFO = "info"
    PURPLE = "purple"
    TEAL = "teal"
    NEUTRAL = "neutral"


class Column(IntEnum):
    """A column of `TABLE`: one set of colours. In the contrast ones every text reaches 7:1, every border 3:1."""

    LIGHT = 0
    DARK = 1
    CONTRAST_LIGHT = 2
    CONTRAST_DARK = 3


TABLE: Mapping[Ink, tuple[str, str, str, str]] = MappingProxyType(
    {
        Ink.NAV: ("#EDEFF4", "#15191F", "#FFFFFF", "#000000"),
        Ink.BG: ("#F4F5F8", "#121519", "#FFFFFF", "#000000"),
        Ink.SURFACE: ("#FFFFFF", "#1A1E25", "#FFFFFF", "#000000"),
        Ink.SURFACE2: ("#F9FAFC", "#1F242C", "#F2F2F2", "#14161A"),
        Ink.HOVER: ("#F0F2F6", "#252B35", "#E6EBF7", "#262C3A"),
        Ink.SELECTED: ("#EAF0FE", "#22304F", "#D5E1FF", "#1C3166"),
        Ink.NAV_HOVER: ("#E3E6ED", "#20262F", "#E6EBF7", "#262C3A"),
        Ink.NAV_SELECTED: ("#FFFFFF", "#252C37", "#D5E1FF", "#1C3166"),
        Ink.BORDER: ("#E2E5EB", "#2C333E", "#707070", "#8C8C8C"),
        Ink.BORDER_STRONG: ("#858E9E", "#6F7A8B", "#000000", "#FFFFFF"),
        Ink.BORDER_BUTTON: ("#C3C9D4", "#6F7A8B", "#000000", "#FFFFFF"),
        Ink.TEXT: ("#1A2130", "#E9ECF1", "#000000", "#FFFFFF"),
        Ink.TEXT2: ("#475163", "#B6BECB", "#1F1F1F", "#F2F2F2"),
        Ink.TEXT3: ("#646D7E", "#949EAE", "#333333", "#DEDEDE"),
        Ink.DISABLED: ("#A5ACB8", "#5C6573", "#6B6B6B", "#9C9C9C"),
        Ink.ACCENT: ("#2B5CD9", "#3F6DE8", "#0A2E8C", "#9DB8FF"),
        Ink.ACCENT_HOVER: ("#234EBC", "#365FD0", "#06205F", "#C4D4FF"),
        Ink.ACCENT_TEXT: ("#2452C7", "#8FB0FF", "#0A2E8C", "#B3C8FF"),
        Ink.ACCENT_SOFT: ("#E8EEFD", "#202D4B", "#E0E9FF", "#16264D"),
        Ink.ON_ACCENT: ("#FFFFFF", "#FFFFFF", "#FFFFFF", "#000000"),
        Ink.FOCUS: ("#2B5CD9", "#8FB0FF", "#8A00B8", "#FFE14D"),
        Ink.DANGER: ("#BF2A1D", "#FF9A8C", "#8C0F05", "#FFB3A8"),
        Ink.DANGER_SOFT: ("#FDEBE8", "#3D1F1C", "#FFE7E3", "#3D0F0A"),
        Ink.WARN: ("#8A5200", "#F5C069", "#5C3600", "#FFD27A"),
        Ink.WARN_SOFT: ("#FFF2D6", "#3A2C12", "#FFEFC7", "#332300"),
        Ink.OK: ("#176B39", "#7DD6A0", "#0B4A24", "#98EBB6"),
        Ink.OK_SOFT: ("#E3F4E9", "#16321F", "#DAF4E3", "#05301A"),
        Ink.PURPLE: ("#6438B8", "#C6AAFF", "#45218A", "#D8C4FF"),
        Ink.PURPLE_SOFT: ("#F0EAFC", "#2D2345", "#EDE6FF", "#2A1A4D"),
        Ink.TEAL: ("#0A666F", "#76D2DA", "#04464D", "#8FE3EA"),
        Ink.TEAL_SOFT: ("#DFF3F4", "#123236", "#D8F1F3", "#04303A"),
        Ink.NEUTRAL: ("#475163", "#B6BECB", "#262626", "#EDEDED"),
        Ink.NEUTRAL_SOFT: ("#ECEEF2", "#2A313B", "#E6E6E6", "#2B2B2B"),
        Ink.DANGER_FILL: ("#D13B2C", "#E8604F", "#B3261E", "#FF8A7A"),
        Ink.WARN_FILL: ("#B97708", "#E0A030", "#8A5200", "#FFC14D"),
        Ink.OK_FILL: ("#2E9E5B", "#3FAE6C", "#1C7440", "#5FD98C"),
        Ink.CHART1: ("#2B5CD9", "#6E95F7", "#0A2E8C", "#9DB8FF"),
        Ink.CHART2: ("#7391E6", "#546CA8", "#4B6FD6", "#6F8FE0"),
        Ink.BAR: ("#1A2130", "#313A47", "#000000", "#2B2B2B"),
        Ink.ON_BAR: ("#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFFFFF"),
        Ink.BAR_TEXT2: ("#C9D0DC", "#C9D0DC", "#E6E6E6", "#E6E6E6"),
        Ink.BAR_LINK: ("#A9C1FF", "#A9C1FF", "#BBD0FF", "#BBD0FF"),
        Ink.BAR_OK: ("#7DD6A0", "#7DD6A0", "#9BEFBB", "#9BEFBB"),
        Ink.SCRIM: ("#591A2130", "#59000000", "#99000000", "#B3000000"),
    }
)

TONES: Mapping[Tone, tuple[Ink, Ink]] = MappingProxyType(
    {
        Tone.DANGER: (Ink.DANGER, Ink.DANGER_SOFT),
        Tone.WARN: (Ink.WARN, Ink.WARN_SOFT),
        Tone.OK: (Ink.OK, Ink.OK_SOFT),
        Tone.INFO: (Ink.ACCENT_TEXT, Ink.ACCENT_SOFT),
        Tone.PURPLE: (Ink.PURPLE, Ink.PURPLE_SOFT),
        Tone.TEAL: (Ink.TEAL, Ink.TEAL_SOFT),
        Tone.NEUTRAL: (Ink.NEUTRAL, Ink.NEUTRAL_SOFT),
    }
)

TAG_TONES: Mapping[TagTone, Tone] = MappingProxyType(
    {
        TagTone.GREY: Tone.NEUTRAL,
        TagTone.BLUE: Tone.INFO,
        TagTone.TEAL: Tone.TEAL,
        TagTone.PURPLE: Tone.PURPLE,
        TagTone.GREEN: Tone.OK,
    }
)

# White bold initials stand on these; the same in both themes.
AVATARS: tuple[str, ...] = ("#4F63CC", "#247A70", "#9C5730", "#8A5BB5", "#B24A6A", "#4B7F3A")
LOGO: tuple[str, str] = ("#3C6BEA", "#1F46B5")

FAMILIES: tuple[str, ...] = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC")
SMALLEST_PX = 11

# What is drawn on what, and the ratio it must reach.
PAIRS: tuple[tuple[Ink, tuple[Ink, ...], float], ...] = (
    (Ink.TEXT, (Ink.SURFACE, Ink.SURFACE2, Ink.BG, Ink.NAV, Ink.HOVER, Ink.SELECTED, Ink.NAV_SELECTED), 7.0),
    (Ink.TEXT2, (Ink.SURFACE, Ink.SURFACE2, Ink.BG, Ink.NAV, Ink.HOVER, Ink.SELECTED, Ink.NAV_HOVER), 4.5),
    (Ink.TEXT3, (Ink.SURFACE, Ink.SURFACE2, Ink.BG, Ink.NAV, Ink.HOVER, Ink.SELECTED, Ink.NEUTRAL_SOFT), 4.4),
    (Ink.ACCENT_TEXT, (Ink.SURFACE, Ink.BG, Ink.ACCENT_SOFT, Ink.SELECTED, Ink.NAV_SELECTED), 4.5),
    (Ink.ON_ACCENT, (Ink.ACCENT, Ink.ACCENT_HOVER), 4.5),
    (Ink.DANGER, (Ink.SURFACE, Ink.DANGER_SOFT, Ink.BG, Ink.SELECTED), 4.5),
    (Ink.WARN, (Ink.SURFACE, Ink.WARN_SOFT, Ink.BG, Ink.SELECTED), 4.5),
    (Ink.OK, (Ink.SURFACE, Ink.OK_SOFT), 4.5),
    (Ink.PURPLE, (Ink.SURFACE, Ink.PURPLE_SOFT), 4.5),
    (Ink.TEAL, (Ink.SURFACE, Ink.TEAL_SOFT), 4.5),
    (Ink.NEUTRAL, (Ink.SURFACE, Ink.NEUTRAL_SOFT), 4.5),
    (Ink.ON_BAR, (Ink.BAR,), 4.5),
    (Ink.BAR_TEXT2, (Ink.BAR,), 4.5),
    (Ink.BAR_LINK, (Ink.BAR,), 4.5),
    (Ink.BORDER_STRONG, (Ink.SURFACE, Ink.SURFACE2, Ink.BG), 3.0),
    (Ink.FOCUS, (Ink.SURFACE, Ink.BG, Ink.NAV), 3.0),
    (Ink.CHART1, (Ink.SURFACE,), 3.0),
    (Ink.CHART2, (Ink.SURFACE,), 3.0),
    (Ink.DANGER_FILL, (Ink.SURFACE,), 3.0),
    (Ink.WARN_FILL, (Ink.SURFACE,), 3.0),
    (Ink.OK_FILL, (Ink.SURFACE,), 3.0),
)

# In high contrast no text is fainter than this, and an edge that only decorates elsewhere tells things apart.
CONTRAST_TEXT, CONTRAST_EDGE = 7.0, 3.0
_GROUNDS = (Ink.SURFACE, Ink.SURFACE2, Ink.BG, Ink.NAV)
CONTRAST_PAIRS: tuple[tuple[Ink, tuple[Ink, ...], float], ...] = (
    *((ink, grounds, CONTRAST_TEXT if least > CONTRAST_EDGE else CONTRAST_EDGE) for ink, grounds, least in PAIRS),
    (Ink.TEXT3, (Ink.NAV_HOVER, Ink.NAV_SELECTED), CONTRAST_TEXT),
    (Ink.TEXT, tuple(soft for _ink, soft in TONES.values()), CONTRAST_TEXT),
    (Ink.BORDER, (*_GROUNDS, Ink.HOVER, Ink.SELECTED), CONTRAST_EDGE),
    (Ink.BORDER_BUTTON, _GROUNDS, CONTRAST_EDGE),
    (Ink.DISABLED, _GROUNDS, CONTRAST_EDGE),
    (Ink.FOCUS, (*_GROUNDS, Ink.SELECTED, Ink.HOVER), 4.5),
)
