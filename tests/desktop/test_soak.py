"""A day at the window leaves nothing behind."""

from pathlib import Path

import pytest

from odrdesk.desktop.theme import Look
from tests.desktop import demonstration, soak

pytestmark = [pytest.mark.walk, pytest.mark.timeout(1_500)]
SHELLS = 200
"""Python objects of ours that may stay from the second round to the last: what is remembered of the cases last seen."""
READERS = 3
"""Connections a reader may keep open: which of them were used last is chance."""
SLACK = 12 * 1024 * 1024
"""Bytes an allocator may keep for itself from the second round to the last."""


def test_rounds_of_a_day_leave_nothing_behind(look: Look, tmp_path: Path) -> None:
    desk = demonstration.opened(tmp_path / "desk")
    _first, second, _third, last = soak.rounds(desk, look, tmp_path, 4, short=True)
    desk.close(backup=False)
    assert last.widgets <= second.widgets
    assert last.qobjects <= second.qobjects
    assert last.files <= second.files + READERS
    assert last.ours - second.ours < SHELLS
    assert last.resident - second.resident < SLACK
