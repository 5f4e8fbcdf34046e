"""A day at the window leaves nothing behind, and never asks the database on the thread that paints."""

from pathlib import Path

import pytest

from odrdesk.desktop.theme import Look
from tests.desktop import demonstration, soak
from tests.desktop.guard import watched

pytestmark = [pytest.mark.timeout(1_500)]
SHELLS = 2_000
"""Python objects without their widgets that may stay; some of a plate do until its window goes."""
SLACK = 24 * 1024 * 1024
"""Bytes an allocator may keep for itself from the second round to the last."""


def test_rounds_of_a_day_leave_nothing_behind(look: Look, tmp_path: Path) -> None:
    desk = demonstration.opened(tmp_path / "desk")
    with watched() as asked:
        _first, second, _third, last = soak.rounds(desk, look, tmp_path, 4, short=True)
    desk.close(backup=False)
    assert asked == set(), "the window stands still while these ask the database"
    assert (last.widgets, last.qobjects, last.files) <= (second.widgets, second.qobjects, second.files)
    assert last.ours - second.ours < SHELLS
    assert last.resident - second.resident < SLACK
