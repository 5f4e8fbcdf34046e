"""Mode and text size: by command, live, and there again at the next start."""

import pytest
from PySide6.QtCore import QSettings

from odrdesk.desktop import appearance
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.window import Window


@pytest.fixture
def offered(window: Window, look: Look, settings: QSettings) -> Window:
    appearance.offer(window.registry, look, settings)
    return window


def test_the_theme_turns_round(offered: Window, look: Look) -> None:
    offered.registry.run("theme")
    assert look.mode is Mode.DARK
    offered.registry.run("theme")
    assert look.mode is Mode.LIGHT


def test_text_grows_and_shrinks_by_steps_and_stops_at_the_ends(offered: Window, look: Look) -> None:
    sizes = []
    for command in ("larger", "larger", "larger", "larger", "smaller", "normal_size", "smaller", "smaller"):
        offered.registry.run(command)
        sizes.append(look.scale)
    assert sizes == [110, 120, 130, 130, 120, 100, 90, 90]


def test_the_choice_is_there_at_the_next_start(look: Look, settings: QSettings) -> None:
    appearance.change(look, settings, Mode.DARK, 120)
    look.wear(Mode.LIGHT)
    appearance.put_on(look, settings)
    assert (look.mode, look.scale) == (Mode.DARK, 120)


@pytest.mark.parametrize(("mode", "scale"), [("purple", "huge"), ("", "１２０"), (None, None)])
def test_what_was_kept_wrongly_is_not_trusted(look: Look, settings: QSettings, mode: object, scale: object) -> None:
    settings.setValue(appearance.MODE, mode)
    settings.setValue(appearance.SCALE, scale)
    appearance.put_on(look, settings)
    assert (look.mode, look.scale) == (Mode.SYSTEM, 100)
