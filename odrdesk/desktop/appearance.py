"""Mode, text size, density and rest by command, kept for the next start."""

from PySide6.QtCore import QSettings

from odrdesk.desktop.actions import Registry
from odrdesk.desktop.theme import SCALES, Look, Mode

MODE, SCALE, COMPACT, CALM = "look/mode", "look/scale", "look/compact", "look/calm"
_YES, _NO = "yes", "no"


def put_on(look: Look, settings: QSettings) -> None:
    """Wear what was kept; the machine's mode, 100 %, roomy rows and motion when nothing was."""
    mode = str(settings.value(MODE, Mode.SYSTEM.value))
    scale = str(settings.value(SCALE, "100"))
    look.wear(
        Mode(mode) if mode in list(Mode) else Mode.SYSTEM,
        int(scale) if scale.isascii() and scale.isdigit() else 100,
        compact=settings.value(COMPACT) == _YES,
        calm=settings.value(CALM) == _YES,
    )


def change(
    look: Look,
    settings: QSettings,
    mode: Mode | None = None,
    scale: int | None = None,
    *,
    compact: bool | None = None,
    calm: bool | None = None,
) -> None:
    """Wear another mode, size, density or rest, and keep it."""
    look.wear(mode or look.mode, scale or look.scale, compact=compact, calm=calm)
    settings.setValue(MODE, look.mode.value)
    settings.setValue(SCALE, str(look.scale))
    settings.setValue(COMPACT, _YES if look.compact else _NO)
    settings.setValue(CALM, _YES if look.calm else _NO)


def offer(registry: Registry, look: Look, settings: QSettings) -> None:
    """The commands for it."""

    def size(by: int) -> None:
        place = min(max(0, SCALES.index(look.scale) + by), len(SCALES) - 1)
        change(look, settings, scale=SCALES[place])

    def sharpen() -> None:
        sharp = Mode.CONTRAST_DARK if look.dark else Mode.CONTRAST_LIGHT
        change(look, settings, (Mode.DARK if look.dark else Mode.LIGHT) if look.mode.sharp else sharp)

    registry.handle("theme", lambda: change(look, settings, look.mode.turned(dark=not look.dark)))
    registry.handle("contrast", sharpen)
    registry.handle("density", lambda: change(look, settings, compact=not look.compact))
    registry.handle("larger", lambda: size(1))
    registry.handle("smaller", lambda: size(-1))
    registry.handle("normal_size", lambda: change(look, settings, scale=100))
