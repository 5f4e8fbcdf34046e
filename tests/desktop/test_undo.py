"""What was done is taken back once, by key or by the toast's link, and the stack says what is true."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from odrdesk.desktop.actions import Need
from odrdesk.desktop.undo import MOST
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault, Refusal

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(window: Window, qtbot) -> Window:
    window.registry.set_present(Need.DESK, present=True)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.setFocus()
    return window


def raising(error: Exception) -> Callable[[], object]:
    def call() -> object:
        raise error

    return call


def words(window: Window, key: str) -> str:
    action = window.registry.action(key)
    assert action is not None
    return action.text()


def link(window: Window) -> Button:
    return next(one for one in window.toasts.standing[-1].findChildren(Button) if one.text())


def test_the_key_takes_the_last_act_back_and_the_other_does_it_again(shown: Window, qtbot) -> None:
    told: list[str] = []
    shown.undo.did("已指派 3 件", lambda: told.append("back"), lambda: told.append("again"))
    assert words(shown, "undo") == "撤销：指派 3 件"
    qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    assert (told, words(shown, "undo"), words(shown, "redo")) == (["back"], "撤销", "重做：指派 3 件")
    qtbot.keyClick(shown, Qt.Key.Key_Y, CTRL)
    assert (told, words(shown, "undo"), words(shown, "redo")) == (["back", "again"], "撤销：指派 3 件", "重做")


def test_the_palette_and_the_menu_name_the_act(shown: Window) -> None:
    shown.undo.did("已归档 3 件", lambda: None)
    assert "撤销：归档 3 件" in [one.words for one in shown.registry.available()]
    shown.menu.fill()
    assert "撤销：归档 3 件" in [one.text() for group in shown.menu.actions() for one in group.menu().actions()]


def test_the_link_shows_the_key_and_is_the_same_act(shown: Window, qtbot) -> None:
    told: list[str] = []
    shown.undo.did("已指派 3 件", lambda: told.append("back"))
    pressed = link(shown)
    assert pressed.text() == "撤销 Ctrl+Z"
    pressed.click()
    qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    assert told == ["back"]


def test_after_the_key_the_link_is_gone(shown: Window, qtbot) -> None:
    shown.undo.did("已指派 3 件", lambda: None)
    qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    assert [one.accessibleName() for one in shown.toasts.standing] == ["已撤销：指派 3 件"]


def test_the_link_of_an_older_act_takes_back_that_one(shown: Window) -> None:
    told: list[str] = []
    shown.undo.did("已指派 3 件", lambda: told.append("assign"))
    older = link(shown)
    shown.undo.did("已归档 2 件", lambda: told.append("archive"))
    older.click()
    assert (told, shown.undo.names) == (["assign"], ["归档 2 件"])


def test_what_is_typed_comes_first(shown: Window, qtbot) -> None:
    told: list[str] = []
    shown.undo.did("已指派 3 件", lambda: told.append("back"))
    field = QLineEdit(shown)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "299")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (field.text(), told) == ("", [])
    shown.undo.undo()
    assert told == []


def test_a_service_that_refuses_says_why_and_the_act_leaves(shown: Window, work: Work, heard, qtbot) -> None:
    refused = Refusal("dispute.unknown", number="ODR-2026-00001")
    shown.undo.did("已归档 2 件", lambda: work.write(raising(Refusal("dispute.unknown"))))
    shown.undo.did("已指派 3 件", lambda: work.write(raising(refused)))
    shown.undo.undo()
    qtbot.waitUntil(lambda: heard.refusals == [refused])
    assert (shown.undo.names, words(shown, "redo")) == (["归档 2 件"], "重做")


def test_a_way_back_that_cannot_even_begin_says_why(shown: Window) -> None:
    shown.undo.did("已指派 3 件", raising(Refusal("dispute.unknown", number="ODR-2026-00001")))
    shown.undo.undo()
    assert "ODR-2026-00001" in shown.toasts.standing[-1].accessibleName()
    assert shown.undo.names == []


def test_a_fault_leaves_the_act_where_it_was(shown: Window, work: Work, heard, qtbot) -> None:
    shown.undo.did("已归档 2 件", lambda: None)
    shown.undo.did("已指派 3 件", lambda: work.write(raising(Fault("disk.full"))))
    shown.undo.undo()
    qtbot.waitUntil(lambda: len(heard.faults) == 1)
    assert shown.undo.names == ["指派 3 件", "归档 2 件"]


def test_pressed_fast_each_act_goes_back_in_its_turn(shown: Window, work: Work, qtbot) -> None:
    told: list[int] = []
    for n in range(3):
        shown.undo.did(f"已指派 {n} 件", lambda n=n: work.write(lambda: told.append(n)))
    for _press in range(3):
        qtbot.keyClick(shown, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: told == [2, 1, 0])
    qtbot.waitUntil(lambda: shown.undo.names == [])


def test_something_new_ends_what_could_be_done_again(shown: Window) -> None:
    shown.undo.did("已指派 3 件", lambda: None, lambda: None)
    shown.undo.undo()
    shown.undo.did("已归档 2 件", lambda: None)
    assert not shown.registry.run("redo")


def test_the_stack_holds_fifty(shown: Window) -> None:
    for n in range(MOST + 7):
        shown.undo.did(f"已指派 {n} 件", lambda: None)
    assert (len(shown.undo.names), shown.undo.names[-1]) == (50, "指派 7 件")


def test_with_nothing_done_there_is_nothing_to_take_back(shown: Window) -> None:
    assert not shown.registry.run("undo")
    assert not shown.registry.run("redo")
