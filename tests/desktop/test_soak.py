"""A day at the window leaves nothing behind."""

from pathlib import Path

import pytest

from odrdesk.desktop.theme import Look
from odrdesk.text import language, set_language
from tests.desktop import demonstration, soak

pytestmark = [pytest.mark.walk, pytest.mark.timeout(1_500)]
SHELLS = 5
"""Python objects of ours that may stay from the second round to the last: what is remembered of the cases last seen."""
BLOCKS = 5_000
"""Blocks of Python's memory that may stay from the second round to the last: caches of the libraries."""
READERS = 3
"""Connections a reader may keep open: which of them were used last is chance."""
SLACK = 3 * 1024 * 1024
"""Bytes of other memory in use that may stay from the second round to the last: pages of the databases, pictures."""


def test_rounds_of_a_day_leave_nothing_behind(look: Look, tmp_path: Path) -> None:
    desk = demonstration.opened(tmp_path / "desk")
    _first, second, _third, last = soak.rounds(desk, look, tmp_path, 4, short=True)
    desk.close(backup=False)
    assert last.widgets <= second.widgets
    assert last.qobjects <= second.qobjects
    assert last.files <= second.files + READERS
    assert last.ours - second.ours < SHELLS
    assert last.blocks - second.blocks < BLOCKS
    assert last.bytes - second.bytes < SLACK


def test_a_window_made_anew_leaves_nothing_of_the_one_before(look: Look, tmp_path: Path) -> None:
    spoken = language()
    desk = demonstration.opened(tmp_path / "desk")
    try:
        _first, second, *others = soak.windows(desk, look, tmp_path, 6)
    finally:
        set_language(spoken)
        desk.close(backup=False)
    assert [(one.widgets, one.qobjects, one.ours) for one in others] == [second[:3]] * 4
    assert others[-1].files <= second.files + READERS
