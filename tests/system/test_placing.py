"""The window comes back where it was, and onto the screen where that is gone or smaller now."""

from pathlib import Path

import pytest

from tests.system.conftest import PATIENCE, key, place, tool, until, wait_for

pytestmark = pytest.mark.system
NAME = "浦江联络点"


def leave(screen, program) -> None:
    key(screen, "ctrl+q")
    assert program.wait(timeout=PATIENCE) == 0


def test_the_window_comes_back_where_it_was_and_never_out_of_sight(light, run, folder: Path) -> None:
    wide, small = light((2600, 1000)), light((1280, 720))
    first = run(wide, "--desk", folder)
    window = wait_for(wide, NAME)
    tool(wide, "windowsize", "--sync", window, "1400", "900", "windowmove", "--sync", window, "1150", "60")
    before = until(lambda: (seen := place(wide, window))["WIDTH"] == 1400 and seen)
    leave(wide, first)

    second = run(wide, "--desk", folder)
    window = wait_for(wide, NAME)
    after = until(lambda: (seen := place(wide, window))["X"] > 1000 and seen)
    assert (after["WIDTH"], after["HEIGHT"]) == (1400, 900)
    assert abs(after["X"] - before["X"]) <= 40
    assert abs(after["Y"] - before["Y"]) <= 40
    leave(wide, second)

    third = run(small, "--desk", folder)  # the screen it stood on is gone, and this one is smaller than the window
    window = wait_for(small, NAME)
    shown = until(lambda: (seen := place(small, window))["WIDTH"] <= 1280 - 2 and seen["HEIGHT"] <= 720 - 30 and seen)
    assert 0 < shown["X"] <= 4  # X and Y are told with the frame twice
    assert 20 < shown["Y"] <= 60, "its title bar is in view"
    leave(small, third)
