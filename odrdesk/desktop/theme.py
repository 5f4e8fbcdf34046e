"""What the desktop looks like now: palette, style sheet, fonts and icons from the tokens.

One `Look` is made at start and handed to whatever paints. Changing the mode or the text size
changes the application's palette and style sheet, and Qt repaints every window itself: no widget
carries colours of its own.
"""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.icons import STROKE, Icons
from odrdesk.desktop.tokens import SMALLEST_PX, TABLE, TONES, Column, Ink, Tone
from odrdesk.text import Language, language

SCALES = (90, 100, 110, 120, 130)
_PIXELS = range(11, 34)


ROW, COMPACT_ROW = 42, 34
"""Pixels of a row of a list, and of one set closely."""


class Mode(StrEnum):
    """Which set of colours; `system` follows the machine, also while it changes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast_light"
    CONTRAST_DARK = "contrast_dark"

    @property
    def sharp(self) -> bool:
        """Whether it is one of high contrast."""
        return self in (Mode.CONTRAST_LIGHT, Mode.CONTRAST_DARK)

    def turned(self, *, dark: bool) -> "Mode":
        """The mode of the same contrast on the other ground."""
        if self.sharp:
            return Mode.CONTRAST_DARK if dark else Mode.CONTRAST_LIGHT
        return Mode.DARK if dark else Mode.LIGHT


class Look(QObject):
    """Colours, fonts, icons and measures of the moment; `changed` after each switch.

    `others` are the families asked for what `family` lacks, `marks` the one asked first in English: a Chinese face
    draws “ ” … · a full character wide. No text is set below `SMALLEST_PX`.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        *,
        icons: Path,
        style: Path,
        family: str,
        others: Sequence[str] = (),
        marks: str = "",
    ) -> None:
        super().__init__(app)
        self._app = app
        self._icons = Icons(icons)
        self._template = Template(style.read_text(encoding="utf-8"))
        self._chosen, self._marks = [family, *others], marks
        self._families = self._chosen
        self._mode = Mode.SYSTEM
        self._scale = 100
        self._compact = self._calm = False
        self._dark: bool | None = None
        self._colours: dict[Ink, QColor] = {}
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def mode(self) -> Mode:
        """The mode the person chose."""
        return self._mode

    @property
    def scale(self) -> int:
        """Text size in per cent, one of `SCALES`."""
        return self._scale

    @property
    def dark(self) -> bool:
        """Whether the dark colours are on."""
        return bool(self._dark)

    @property
    def compact(self) -> bool:
        """Whether rows are set closely."""
        return self._compact

    @property
    def calm(self) -> bool:
        """Whether the person asked for no motion."""
        return self._calm

    @property
    def still(self) -> bool:
        """Whether nothing may move by itself: the person asked for it, or the machine says so (Qt 6.12 and later)."""
        asked = getattr(self._app.styleHints().accessibility(), "motionPreference", None)
        return self._calm or (asked is not None and asked().name == "ReducedMotion")

    def wear(self, mode: Mode, scale: int = 100, *, compact: bool | None = None, calm: bool | None = None) -> None:
        """Put on a mode and a text size; live, nothing has to be reopened. What is not given of the rest stays."""
        self._mode = mode
        self._compact = self._compact if compact is None else compact
        self._calm = self._calm if calm is None else calm
        self._scale = min(SCALES, key=lambda known: abs(known - scale))
        hints = self._app.styleHints()
        if mode is Mode.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = mode in (Mode.DARK, Mode.CONTRAST_DARK)
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._dress()

    def speak(self) -> None:
        """Another language is spoken: its marks, nothing else."""
        self._dress()

    def colour(self, ink: Ink) -> QColor:
        """The colour of a token now."""
        return self._colours[ink]

    def tone(self, tone: Tone) -> tuple[Ink, Ink]:
        """Ink and soft ground of a tone."""
        return TONES[tone]

    def font(self, pixels: int, *, bold: bool = False, tabular: bool = False) -> QFont:
        """The face at a size given for 100 %; tabular figures for columns of numbers."""
        key = (pixels, bold, tabular)
        found = self._fonts.get(key)
        if found is None:
            found = QFont()
            found.setFamilies(self._families)
            found.setPixelSize(max(SMALLEST_PX, self.dp(pixels)))
            # Snapped to the pixel grid, the low strokes of 直 or 宝 turn into bars.
            found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            found.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            if tabular:
                found.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = found
        return found

    def width(self, text: str, pixels: int, *, bold: bool = False) -> float:
        """How wide a text stands in the given size, device-independent pixels."""
        return QFontMetricsF(self.font(pixels, bold=bold)).horizontalAdvance(text)

    def dp(self, pixels: int) -> int:
        """A measure that grows with the text size."""
        return round(pixels * self._scale / 100)

    def row(self, pixels: int) -> int:
        """The height of a row that is so high at 100 %: lower where rows are set closely (42 becomes 34)."""
        return self.dp(round(pixels * COMPACT_ROW / ROW) if self._compact else pixels)

    def icon(self, name: str, ink: Ink, size: int, *, ratio: float = 0.0, stroke: float = STROKE) -> QPixmap:
        """An icon in a token's colour; `ratio` 0 takes the screen's."""
        return self._icons.pixmap(name, self.colour(ink), self.dp(size), ratio or self._app.devicePixelRatio(), stroke)

    def _system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        hints = self._app.styleHints()
        system_dark = hints.colorScheme() is Qt.ColorScheme.Dark
        self._dark = self._mode in (Mode.DARK, Mode.CONTRAST_DARK) or (self._mode is Mode.SYSTEM and system_dark)
        column = Column.DARK if self._dark else Column.LIGHT
        if self._mode.sharp:
            column = Column.CONTRAST_DARK if self._dark else Column.CONTRAST_LIGHT
        self._colours = {ink: QColor(each[column]) for ink, each in TABLE.items()}
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            self._colours = _of_the_system(QGuiApplication.palette(), self._colours)
        self._fonts.clear()
        english = self._marks and language() is Language.EN
        self._families = [self._marks, *self._chosen] if english else self._chosen
        self._app.setPalette(self._palette())
        self._app.setFont(self.font(14))
        self._app.setStyleSheet(self._sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        inks = {
            role.Window: Ink.BG,
            role.WindowText: Ink.TEXT,
            role.Base: Ink.SURFACE,
            role.AlternateBase: Ink.SURFACE2,
            role.Text: Ink.TEXT,
            role.PlaceholderText: Ink.TEXT3,
            role.Button: Ink.SURFACE,
            role.ButtonText: Ink.TEXT,
            role.Highlight: Ink.ACCENT,
            role.HighlightedText: Ink.ON_ACCENT,
            role.ToolTipBase: Ink.BAR,
            role.ToolTipText: Ink.ON_BAR,
            role.Link: Ink.ACCENT_TEXT,
            role.Mid: Ink.BORDER,
            role.Accent: Ink.ACCENT,
        }
        palette = QPalette()
        for where, ink in inks.items():
            palette.setColor(where, self._colours[ink])
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self._colours[Ink.DISABLED])
        return palette

    def _sheet(self) -> str:
        words = {ink.value: _css(colour) for ink, colour in self._colours.items()}
        words |= {f"px{size}": f"{max(SMALLEST_PX, self.dp(size))}px" for size in _PIXELS}
        hints = self._app.styleHints().accessibility()
        sharp = self._mode.sharp or hints.contrastPreference() is Qt.ContrastPreference.HighContrast
        # A bar that waits for the mouse is no bar for who needs contrast.
        words["faint"] = words[Ink.BORDER.value] if sharp else "transparent"
        words["family"] = ", ".join(f'"{family}"' for family in self._families)
        return self._template.substitute(words)


def announce(widget: QObject, text: str) -> None:
    """Let a screen reader say something that appeared without taking the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def _css(colour: QColor) -> str:
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"


def _of_the_system(palette: QPalette, own: dict[Ink, QColor]) -> dict[Ink, QColor]:
    """High contrast: the machine's own colours stand in for every token."""
    text, base = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Window)
    strong, on_strong = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)
    grounds = {
        Ink.NAV,
        Ink.BG,
        Ink.SURFACE,
        Ink.SURFACE2,
        Ink.HOVER,
        Ink.NAV_HOVER,
        Ink.BAR,
        Ink.SELECTED,
        Ink.NAV_SELECTED,
    }
    grounds |= {soft for _ink, soft in TONES.values()}
    swap = dict.fromkeys(own, text)
    swap |= dict.fromkeys(grounds, base)
    swap |= dict.fromkeys((Ink.ACCENT, Ink.ACCENT_HOVER, Ink.FOCUS), strong)
    swap[Ink.ON_ACCENT] = on_strong
    swap[Ink.SCRIM] = own[Ink.SCRIM]
    return swap
