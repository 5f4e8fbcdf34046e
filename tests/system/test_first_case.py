"""From an empty machine to the first dispute: typed in Chinese on a real screen, found again by the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from odrdesk.services import cases
from odrdesk.services.desk import open_desk, wall_clock
from tests.system.conftest import PATIENCE, Env, active, key, until, wait_for, walk_to, write

pytestmark = pytest.mark.system
FACTS = "鞋底开胶"


def by_line(screen: Env, *words: str) -> dict:
    told = subprocess.run(
        [sys.executable, "-m", "odrdesk", "--json", *words], env=screen, capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


def test_the_first_dispute_is_typed_from_an_empty_machine_to_its_page(screen, reader, run, tmp_path: Path) -> None:
    program = run(screen)
    reader.pid = program.pid
    wait_for(screen, "衡解")
    write(screen, reader, "浦江联络点", "企业或联络点名称")
    key(screen, "Return")
    write(screen, reader, "陈晓雯", "管理员姓名")
    key(screen, "Return", "Return", "Return")  # no password yet
    reader.see("数据放在哪里")
    key(screen, "Return")
    reader.see("建立并开始", buttons=True)
    key(screen, "Return")
    wait_for(screen, "浦江联络点")
    reader.see("今日工作台")

    key(screen, "ctrl+n")
    reader.see("粘贴识别", buttons=True)
    key(screen, "alt+2")
    reader.see("渠道，必填", focused=True)
    key(screen, "Down")
    for field, words in (("消费者姓名", "王秀英"), ("联系电话", "13812345678"), ("商家，必填", "云裳服饰旗舰店")):
        walk_to(screen, reader, field)
        write(screen, reader, words, field)
    walk_to(screen, reader, "问题类别")
    key(screen, "Down")
    walk_to(screen, reader, "修理")
    key(screen, "space")
    walk_to(screen, reader, "事实经过")
    write(screen, reader, FACTS, "事实经过")
    key(screen, "ctrl+Return")
    until(lambda: active(screen).startswith("ODR-2026-00001"))
    reader.see("概览", buttons=True)

    (row,) = by_line(screen, "case", "list")["rows"]
    assert (row["number"], row["consumer"], row["merchant"]) == ("ODR-2026-00001", "王秀英", "云裳服饰旗舰店")
    key(screen, "ctrl+q")
    assert program.wait(timeout=PATIENCE) == 0
    assert program.said() == ""
    desk = open_desk(tmp_path / "data" / "odrdesk" / "desk", clock=wall_clock, writing=False)
    told = cases.view(desk, "ODR-2026-00001").case.complaint
    desk.close(backup=False)
    assert (told.consumer.name, told.consumer.phone, told.facts) == ("王秀英", "13812345678", FACTS)
