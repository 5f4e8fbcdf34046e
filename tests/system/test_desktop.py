"""The program itself on a real X screen: opens a desk, takes Chinese, finds and opens a case, leaves a backup."""

from pathlib import Path

import pytest

from odrdesk.services import upkeep
from tests.system.conftest import PATIENCE, colours, tool, wait_for

pytestmark = pytest.mark.system


def test_a_case_is_found_by_its_chinese_name_and_opened(screen, run, folder: Path) -> None:
    program = run(folder)
    wait_for(screen, "浦江联络点")
    tool(screen, "key", "--clearmodifiers", "alt+2")
    tool(screen, "key", "ctrl+f")
    tool(screen, "type", "--delay", "40", "王秀英")
    tool(screen, "key", "Return")
    tool(screen, "key", "Return")
    wait_for(screen, "ODR-2026-00001")
    assert colours(screen) > 200
    tool(screen, "key", "ctrl+q")
    assert program.wait(timeout=PATIENCE) == 0
    assert program.stderr.read() == ""


def test_a_second_start_brings_the_first_forward(screen, run, folder: Path) -> None:
    first = run(folder)
    wait_for(screen, "浦江联络点")
    assert run(folder).wait(timeout=PATIENCE) == 0
    assert first.poll() is None
    tool(screen, "key", "ctrl+q")
    assert first.wait(timeout=PATIENCE) == 0


def test_a_folder_that_is_no_desk_is_told_in_the_window(screen, run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    program = run(tmp_path / "empty")
    wait_for(screen, "odrdesk")
    tool(screen, "sleep", "1", "key", "Return")
    assert program.wait(timeout=PATIENCE) == 3


def test_what_was_changed_is_backed_up_at_the_end(screen, run, folder: Path) -> None:
    program = run(folder)
    wait_for(screen, "浦江联络点")
    tool(screen, "key", "--clearmodifiers", "ctrl+n", "sleep", "3")
    tool(screen, "type", "--delay", "40", "鞋底开胶")
    tool(screen, "sleep", "2", "key", "Escape", "sleep", "2", "key", "ctrl+q")
    assert program.wait(timeout=PATIENCE) == 0
    assert [one.reason for one in upkeep.backups(folder)] == ["exit"]
