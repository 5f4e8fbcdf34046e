"""The colours, type and measures of the desktop as data, light and dark.

A colour on the screen has a name here. Contrast of every pair in `PAIRS` is computed by a test
(WCAG 2.2: text 4.5:1, parts of controls 3:1), so a new shade cannot slip below it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


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


TABLE: Mapping[Ink, tuple[str, str]] = MappingProxyType(
    {
        Ink.NAV: ("#EDEFF4", "#15191F"),
        Ink.BG: ("#F4F5F8", "#121519"),
        Ink.SURFACE: ("#FFFFFF", "#1A1E25"),
        Ink.SURFACE2: ("#F9FAFC", "#1F242C"),
        Ink.HOVER: ("#F0F2F6", "#252B35"),
        Ink.SELECTED: ("#EAF0FE", "#22304F"),
        Ink.NAV_HOVER: ("#E3E6ED", "#20262F"),
        Ink.NAV_SELECTED: ("#FFFFFF", "#252C37"),
        Ink.BORDER: ("#E2E5EB", "#2C333E"),
        Ink.BORDER_STRONG: ("#858E9E", "#6F7A8B"),
        Ink.BORDER_BUTTON: ("#C3C9D4", "#6F7A8B"),
        Ink.TEXT: ("#1A2130", "#E9ECF1"),
        Ink.TEXT2: ("#475163", "#B6BECB"),
        Ink.TEXT3: ("#646D7E", "#949EAE"),
        Ink.DISABLED: ("#A5ACB8", "#5C6573"),
        Ink.ACCENT: ("#2B5CD9", "#3F6DE8"),
        Ink.ACCENT_HOVER: ("#234EBC", "#365FD0"),
        Ink.ACCENT_TEXT: ("#2452C7", "#8FB0FF"),
        Ink.ACCENT_SOFT: ("#E8EEFD", "#202D4B"),
        Ink.ON_ACCENT: ("#FFFFFF", "#FFFFFF"),
        Ink.FOCUS: ("#2B5CD9", "#8FB0FF"),
        Ink.DANGER: ("#BF2A1D", "#FF9A8C"),
        Ink.DANGER_SOFT: ("#FDEBE8", "#3D1F1C"),
        Ink.WARN: ("#8A5200", "#F5C069"),
        Ink.WARN_SOFT: ("#FFF2D6", "#3A2C12"),
        Ink.OK: ("#176B39", "#7DD6A0"),
        Ink.OK_SOFT: ("#E3F4E9", "#16321F"),
        Ink.PURPLE: ("#6438B8", "#C6AAFF"),
        Ink.PURPLE_SOFT: ("#F0EAFC", "#2D2345"),
        Ink.TEAL: ("#0A666F", "#76D2DA"),
        Ink.TEAL_SOFT: ("#DFF3F4", "#123236"),
        Ink.NEUTRAL: ("#475163", "#B6BECB"),
        Ink.NEUTRAL_SOFT: ("#ECEEF2", "#2A313B"),
        Ink.DANGER_FILL: ("#D13B2C", "#E8604F"),
        Ink.WARN_FILL: ("#B97708", "#E0A030"),
        Ink.OK_FILL: ("#2E9E5B", "#3FAE6C"),
        Ink.CHART1: ("#2B5CD9", "#6E95F7"),
        Ink.CHART2: ("#7391E6", "#546CA8"),
        Ink.BAR: ("#1A2130", "#313A47"),
        Ink.ON_BAR: ("#FFFFFF", "#FFFFFF"),
        Ink.BAR_TEXT2: ("#C9D0DC", "#C9D0DC"),
        Ink.BAR_LINK: ("#A9C1FF", "#A9C1FF"),
        Ink.BAR_OK: ("#7DD6A0", "#7DD6A0"),
        Ink.SCRIM: ("#591A2130", "#59000000"),
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
