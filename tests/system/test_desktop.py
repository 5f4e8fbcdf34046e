"""The program itself on a real X screen: opens a desk, takes Chinese, finds and opens a case, leaves a backup."""

from pathlib import Path

import pytest

from odrdesk.services import upkeep
from tests.system.conftest import PATIENCE, active, colours, key, until, wait_for, walk_to, write

pytestmark = pytest.mark.system


def test_a_case_is_found_by_its_chinese_name_in_the_list_and_by_the_palette(screen, reader, run, folder: Path) -> None:
    program = run(screen, "--desk", folder)
    reader.pid = program.pid
    wait_for(screen, "浦江联络点")
    reader.see("今日工作台")
    key(screen, "alt+2", "ctrl+f")
    write(screen, reader, "王秀英", "查找")
    reader.see("案件列表", roles=["table"])
    key(screen, "Return", "Return")
    until(lambda: active(screen).startswith("ODR-2026-00001"))
    assert colours(screen) > 200
    key(screen, "ctrl+k")
    write(screen, reader, "李强", "搜")
    reader.see("ODR-2026-00002")
    key(screen, "Return")
    until(lambda: active(screen).startswith("ODR-2026-00002"))

    key(screen, "ctrl+n")
    reader.see("粘贴识别", buttons=True)
    key(screen, "alt+2")
    walk_to(screen, reader, "消费者姓名")
    write(screen, reader, "赵一凡", "消费者姓名")
    key(screen, "Escape")
    reader.ask("gone", "粘贴识别", buttons=True)
    key(screen, "ctrl+q")
    assert program.wait(timeout=PATIENCE) == 0
    assert program.said() == ""
    assert [one.reason for one in upkeep.backups(folder)] == ["exit"], "what was changed is backed up at the end"


def test_a_folder_that_is_no_desk_is_told_in_the_window(screen, reader, run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    program = run(screen, "--desk", tmp_path / "empty")
    reader.pid = program.pid
    wait_for(screen, "odrdesk")
    reader.see("退出", focused=True)
    key(screen, "Return")
    assert program.wait(timeout=PATIENCE) == 3
