"""The program on a real X screen through what befalls it: typed Chinese, a kill, a second start, another screen."""

from pathlib import Path

import pytest

from odrdesk.services import drafts
from odrdesk.services.desk import open_desk, wall_clock
from tests.system.conftest import PATIENCE, colours, tool, wait_for

pytestmark = pytest.mark.system
TYPED = "消费者说鞋底开胶，客服不理"
LAST = TYPED[-4:]
"""On a busy machine xdotool loses a sign of the first ones; what came last is what a kill would take."""


def kept(folder: Path) -> str:
    """All that is kept of what was typed, read beside the program."""
    desk = open_desk(folder, clock=wall_clock, writing=False)
    try:
        return "\n".join(str(one) for one in drafts.kept(desk))
    finally:
        desk.close(backup=False)


def test_what_was_typed_survives_a_kill_and_is_offered_again(screen, run, folder: Path) -> None:
    program = run(folder)
    wait_for(screen, "浦江联络点")
    tool(screen, "key", "--clearmodifiers", "ctrl+n", "sleep", "3")
    tool(screen, "type", "--delay", "200", TYPED)
    tool(screen, "sleep", "1.2")  # a second is what a kill may cost at the most
    program.kill()
    program.wait()
    assert LAST in kept(folder)
    run(folder)
    wait_for(screen, "浦江联络点")
    assert colours(screen) > 200
    assert LAST in kept(folder)


def test_the_palette_finds_a_case_by_a_chinese_name(screen, run, folder: Path) -> None:
    program = run(folder)
    wait_for(screen, "浦江联络点")
    tool(screen, "key", "--clearmodifiers", "ctrl+k", "sleep", "2")
    tool(screen, "type", "--delay", "60", "李强")
    tool(screen, "sleep", "1.5", "key", "Return")
    wait_for(screen, "ODR-2026-00002")
    tool(screen, "key", "ctrl+q")
    assert program.wait(timeout=PATIENCE) == 0


def test_the_window_comes_back_where_it_was(screen, run, folder: Path) -> None:
    def place() -> dict[str, int]:
        shell = tool(screen, "search", "--onlyvisible", "--name", "浦江联络点", "getwindowgeometry", "--shell")
        return {name: int(value) for name, _is, value in (line.partition("=") for line in shell.splitlines()) if _is}

    first = run(folder)
    wait_for(screen, "浦江联络点")
    tool(screen, "search", "--onlyvisible", "--name", "浦江联络点", "windowsize", "--sync", "1200", "700")
    tool(screen, "search", "--onlyvisible", "--name", "浦江联络点", "windowmove", "100", "90", "sleep", "1")
    before = place()
    tool(screen, "key", "ctrl+q")
    assert first.wait(timeout=PATIENCE) == 0
    second = run(folder)
    wait_for(screen, "浦江联络点")
    tool(screen, "sleep", "1")
    after = place()
    assert (after["WIDTH"], after["HEIGHT"]) == (before["WIDTH"], before["HEIGHT"]) == (1200, 700)
    assert abs(after["X"] - before["X"]) <= 40
    assert abs(after["Y"] - before["Y"]) <= 40
    tool(screen, "key", "ctrl+q")
    assert second.wait(timeout=PATIENCE) == 0
