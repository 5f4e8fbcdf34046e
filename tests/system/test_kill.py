"""A kill while three things are half filled: each is offered again and holds what was typed."""

from pathlib import Path

import pytest

from odrdesk.services import drafts
from odrdesk.services.desk import open_desk, wall_clock
from tests.system.conftest import active, key, tool, until, wait_for, walk_to, write

pytestmark = pytest.mark.system
FORM, CALL, OFFER = "赵一凡", "商家说明日退", "88.80"
"""A name in the form of a new case, words in the composer of a case, an amount in the dialog of its offer."""


def kept(folder: Path) -> str:
    """All that is kept of what was typed, read beside the program."""
    desk = open_desk(folder, clock=wall_clock, writing=False)
    try:
        return "\n".join(str(one) for one in drafts.kept(desk))
    finally:
        desk.close(backup=False)


def test_a_form_a_composer_and_a_step_survive_a_kill(screen, reader, run, negotiated: Path) -> None:
    program = run(screen, "--desk", negotiated)
    reader.pid = program.pid
    wait_for(screen, "浦江联络点")
    reader.see("今日工作台")
    key(screen, "ctrl+n")
    reader.see("粘贴识别", buttons=True)
    key(screen, "alt+2")
    walk_to(screen, reader, "消费者姓名")
    write(screen, reader, FORM, "消费者姓名")
    until(lambda: FORM in kept(negotiated))
    key(screen, "Escape")
    reader.ask("gone", "粘贴识别", buttons=True)
    open_case(screen, reader)
    key(screen, "r")
    write(screen, reader, CALL, "沟通内容")
    key(screen, "Escape", "o")
    reader.see("提出方案", buttons=True)
    key(screen, "ctrl+a")
    write(screen, reader, OFFER)
    until(lambda: CALL in kept(negotiated) and OFFER in kept(negotiated))
    program.kill()
    program.wait()

    program = run(screen, "--desk", negotiated)
    reader.pid = program.pid
    wait_for(screen, "浦江联络点")
    reader.see("恢复 3 份草稿", buttons=True)
    key(screen, "ctrl+n")
    reader.press("恢复草稿")
    reader.see("消费者姓名", roles=["text"], says=FORM)
    key(screen, "Escape")
    reader.ask("gone", "粘贴识别", buttons=True)
    open_case(screen, reader)
    reader.see("沟通内容", says=CALL)
    key(screen, "o")
    reader.see("没有写完的内容")
    reader.see("", roles=["text"], says=OFFER)


def open_case(screen, reader) -> None:
    key(screen, "ctrl+k")
    reader.see("搜索", focused=True)
    tool(screen, "type", "00001")
    key(screen, "Return")
    until(lambda: active(screen).startswith("ODR-2026-00001"))
    reader.see("概览", buttons=True)
