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


def test_the_theme_turns_round_within_high_contrast(offered: Window, look: Look) -> None:
    modes = []
    for command in ("contrast", "theme", "contrast", "theme"):
        offered.registry.run(command)
        modes.append(look.mode)
    assert modes == [Mode.CONTRAST_LIGHT, Mode.CONTRAST_DARK, Mode.DARK, Mode.LIGHT]


def test_close_rows_and_rest_are_kept_beside_mode_and_size(look: Look, settings: QSettings) -> None:
    appearance.change(look, settings, Mode.CONTRAST_DARK, 110, compact=True, calm=True)
    look.wear(Mode.LIGHT, compact=False, calm=False)
    appearance.put_on(look, settings)
    assert (look.mode, look.scale, look.compact, look.still) == (Mode.CONTRAST_DARK, 110, True, True)


def test_a_change_of_one_leaves_the_others(offered: Window, look: Look, settings: QSettings) -> None:
    appearance.change(look, settings, Mode.DARK, 120, calm=True)
    offered.registry.run("density")
    assert (look.mode, look.scale, look.compact, look.calm) == (Mode.DARK, 120, True, True)
    offered.registry.run("density")
    assert (look.compact, look.calm) == (False, True)
