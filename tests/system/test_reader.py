"""A session by the accessible tree alone (AT-SPI), as a reader has it: find the list, open a case, take a step."""

from pathlib import Path

import pytest

from odrdesk.services import cases
from odrdesk.services.desk import open_desk, wall_clock
from tests.system.conftest import until, wait_for

pytestmark = pytest.mark.system


def test_a_case_is_opened_and_its_step_taken_by_accessible_actions_alone(screen, reader, run, folder: Path) -> None:
    program = run(screen, "--desk", folder)
    reader.pid = program.pid
    wait_for(screen, "浦江联络点")
    reader.press("案件")
    listed = reader.see("案件列表", roles=["table"])
    assert listed["name"] == "案件列表"
    reader.press("分栏")
    row = reader.ask("row", "案件列表", roles=["table"], of="王*英")  # beside a preview there is no room for numbers
    assert row["rows"] == 2
    assert any("羊绒衫" in cell for cell in row["cells"])
    reader.see("案件预览")
    reader.see("ODR-2026-00001")
    reader.press("打开", whole=True)
    reader.see("概览", buttons=True)
    reader.press("受理")
    reader.see("取消", whole=True, buttons=True)
    reader.press("受理", whole=True, last=True)
    reader.see("已受理")
    until(lambda: state(folder) == "accepted")


def state(folder: Path) -> str:
    desk = open_desk(folder, clock=wall_clock, writing=False)
    try:
        return cases.view(desk, "ODR-2026-00001").case.state.value
    finally:
        desk.close(backup=False)
