"""Mode and text size by command, kept for the next start."""

from PySide6.QtCore import QSettings

from odrdesk.desktop.actions import Registry
from odrdesk.desktop.theme import SCALES, Look, Mode

MODE, SCALE = "look/mode", "look/scale"


def put_on(look: Look, settings: QSettings) -> None:
    """Wear what was kept; the machine's mode and 100 % when nothing was."""
    mode = str(settings.value(MODE, Mode.SYSTEM.value))
    scale = str(settings.value(SCALE, "100"))
    known = Mode(mode) if mode in list(Mode) else Mode.SYSTEM
    look.wear(known, int(scale) if scale.isascii() and scale.isdigit() else 100)


def change(look: Look, settings: QSettings, mode: Mode | None = None, scale: int | None = None) -> None:
    """Wear another mode or size, and keep it."""
    look.wear(mode or look.mode, scale or look.scale)
    settings.setValue(MODE, look.mode.value)
    settings.setValue(SCALE, str(look.scale))


def offer(registry: Registry, look: Look, settings: QSettings) -> None:
    """The commands for it."""

    def size(by: int) -> None:
        place = min(max(0, SCALES.index(look.scale) + by), len(SCALES) - 1)
        change(look, settings, scale=SCALES[place])

    registry.handle("theme", lambda: change(look, settings, Mode.LIGHT if look.dark else Mode.DARK))
    registry.handle("larger", lambda: size(1))
    registry.handle("smaller", lambda: size(-1))
    registry.handle("normal_size", lambda: change(look, settings, scale=100))
