"""From nothing to an open desk, and what is offered where a desk does not open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from odrdesk.desktop import run, start
from odrdesk.desktop.crash import Net
from odrdesk.desktop.dialogs.first_start import Homes
from odrdesk.desktop.dialogs.restore import RestoreDialog
from odrdesk.desktop.start import BROKEN, DONE, Start
from odrdesk.desktop.tell import FaultDialog
from odrdesk.desktop.widgets.button import Button
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, fund, upkeep
from odrdesk.services.desk import create, open_desk, wall_clock
from odrdesk.storage import schema
from odrdesk.text import set_language


@pytest.fixture
def begun(qtbot, look, settings, tmp_path) -> Iterator[Start]:
    made = Start(look, settings, Net(tmp_path / "logs"))
    yield made
    if made.front is not None:
        made.front.leave()
        qtbot.waitUntil(made.front.leave, timeout=20_000)
    made.end()
    for window in (made.window, made.first):
        if window is not None:
            window.may_leave = lambda: True
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def begin(begun: Start, qtbot) -> Callable[[Path], Start]:
    def at(folder: Path) -> Start:
        begun.begin(folder)
        qtbot.waitUntil(lambda: not begun.work.busy, timeout=20_000)
        return begun

    return at


@pytest.fixture
def folder(tmp_path) -> Path:
    create(tmp_path / "desk", "浦东联络点", clock=wall_clock, owner="陈晓雯").close(backup=False)
    return tmp_path / "desk"


def said(begun: Start) -> tuple[str, list[str]]:
    """What the dialog says, and its buttons."""
    dialog = next(one for one in begun.window.findChildren(FaultDialog) if one.isVisible())
    return dialog.words.text(), [one.text() for one in dialog.findChildren(Button) if one.text()]


def press(begun: Start, words: str) -> None:
    button = next(one for one in begun.window.findChildren(Button) if one.text() == words and one.isVisible())
    button.click()


def test_a_desk_opens_into_the_window(begin, folder) -> None:
    begun = begin(folder)
    assert (begun.code, begun.window.windowTitle()) == (DONE, "浦东联络点 — 衡解 odrdesk")
    assert begun.window.current == "today"
    assert not begun.window.notice.isVisible()


def test_a_practice_desk_says_so_for_good(begin, tmp_path) -> None:
    create(tmp_path / "desk", "演练", practice=True, clock=wall_clock).close(backup=False)
    begun = begin(tmp_path / "desk")
    assert "“样本”水印" in begun.window.notice.words
    assert begun.window.notice.isVisible()


@pytest.mark.broken_books
def test_books_that_are_not_in_order_are_told_for_good(begin, folder) -> None:
    desk = open_desk(folder, clock=wall_clock)
    clerks.change_roles(desk, "陈晓雯", [Role.ADMIN, Role.FINANCE])
    fund.allocate(desk.acting_as("陈晓雯"), Fen(100))
    with desk.writing() as session:
        session.connection().exec_driver_sql("DROP TRIGGER posting_no_update")
        session.connection().exec_driver_sql("UPDATE posting SET fen = 99 WHERE position = 0")
        schema.make_triggers(session.connection())
    desk.close(backup=False)
    assert "先行赔付账不平" in begin(folder).window.notice.words


def test_a_folder_without_a_desk_offers_to_make_one(begin, tmp_path) -> None:
    begun = begin(tmp_path / "nowhere")
    words, buttons = said(begun)
    assert begun.code == BROKEN
    assert "不是工作台" in words
    assert buttons == ["复制详情", "在这里新建…", "打开另一个…", "退出"]
    press(begun, "在这里新建…")
    assert begun.first.where.desk.path == tmp_path / "nowhere"


def test_the_own_folder_without_a_desk_is_a_first_start(begin, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(start, "usual_homes", lambda: Homes(tmp_path / "own", tmp_path / "demo"))
    begun = begin(tmp_path / "own")
    assert (begun.first.isVisible(), begun.window, begun.code) == (True, None, DONE)


def test_what_the_first_start_made_is_opened(begin, folder, tmp_path, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(start, "usual_homes", lambda: Homes(tmp_path / "own", tmp_path / "demo"))
    begun = begin(tmp_path / "own")
    begun.first.chosen.emit(folder)
    qtbot.waitUntil(lambda: begun.front is not None, timeout=20_000)
    assert begun.first is None
    assert begun.window.isVisible()


def test_a_desk_in_use_may_be_read_or_tried_again(begin, folder, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(start, "open_desk", lambda *told, **named: open_desk(*told, **named, wait=0))
    held = open_desk(folder, clock=wall_clock)
    begun = begin(folder)
    words, buttons = said(begun)
    assert "正在被另一个程序使用" in words
    assert {"只读打开", "再试一次", "退出"} <= set(buttons)
    press(begun, "只读打开")
    qtbot.waitUntil(lambda: begun.front is not None, timeout=20_000)
    assert "只读" in begun.window.notice.words
    assert "new_case" not in [one.key for one in begun.window.registry.available()]
    held.close(backup=False)


def test_a_damaged_desk_is_put_back_from_its_backup(begin, folder, qtbot) -> None:
    desk = open_desk(folder, clock=wall_clock)
    upkeep.backup(desk, folder / "backups")
    desk.close(backup=False)
    (folder / "odr.db").write_bytes(b"ruined" * 100)
    begun = begin(folder)
    assert begun.code == BROKEN
    press(begun, "从备份恢复…")
    assert [one.isVisible() for one in begun.window.findChildren(RestoreDialog)] == [True]
    press(begun, "恢复这个备份")
    qtbot.waitUntil(lambda: begun.front is not None, timeout=20_000)
    assert (begun.code, begun.front.desk.name) == (DONE, "浦东联络点")


def test_another_language_says_everything_anew(begin, folder, qtbot) -> None:
    begun = begin(folder)
    try:
        set_language("en")
        begun.front.respoken.emit()
        qtbot.waitUntil(lambda: not begun.work.busy, timeout=20_000)
        assert begun.front.today.title.text() == "Today"
        assert begun.window.isVisible()
    finally:
        set_language("zh_CN")


def test_a_second_start_on_the_same_desk_ends_and_leaves_the_first(begin, folder, look, settings, tmp_path) -> None:
    begun = begin(folder)
    second = Start(look, settings, Net(tmp_path / "logs2"))
    gone = []
    second.gone.connect(lambda: gone.append(True))
    second.begin(folder)
    assert (gone, second.window, second.code, begun.window.isVisible()) == ([True], None, DONE, True)
    second.end()


@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "w"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_without_a_screen_no_window_is_tried(environment, screen, monkeypatch) -> None:
    monkeypatch.setattr(run.sys, "platform", "linux")
    assert run.has_screen(environment) is screen
