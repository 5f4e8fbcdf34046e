"""The palette: found by words, pinyin and initials; late answers dropped; focus kept and given back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from odrdesk.desktop.actions import Need, commands
from odrdesk.desktop.dialogs.palette import Hit, Palette, matches
from odrdesk.desktop.window import Window

BY_KEY = {command.key: command for command in commands()}


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("new_case", "新建"),
        ("new_case", "xjaj"),
        ("new_case", "xinjian"),
        ("import", "excel"),
        ("import", "dr"),
        ("today", "工作台"),
    ],
)
def test_a_command_is_found_as_people_type(key: str, typed: str) -> None:
    assert matches(BY_KEY[key], typed)


@pytest.mark.parametrize("typed", ["xyz", "打印机"])
def test_what_is_not_meant_is_not_found(typed: str) -> None:
    assert not matches(BY_KEY["new_case"], typed)


class Finder:
    """Answers when told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []

    def __call__(self, typed: str, answer) -> None:
        self.asked.append((typed, answer))

    def answer(self, place: int, *words: str) -> None:
        self.asked[place][1]([Hit("案件", "folder-open", one, "ODR-2026-00001", "", lambda: None) for one in words])


@pytest.fixture
def finder() -> Finder:
    return Finder()


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def palette(look, window: Window, finder: Finder, done: list[str], qtbot) -> Palette:
    window.registry.handle("refresh", lambda: done.append("refresh"))
    window.registry.set_present(Need.DESK, present=True)
    window.resize(1280, 720)
    window.show()
    plate = Palette(look, window, window.registry.available(), done.append, finder)
    window.cover(plate, plate.entry)
    return plate


def shown(palette: Palette) -> list[str]:
    hits = (palette.hits.hit(row) for row in range(palette.hits.rowCount()))
    return [hit.words for hit in hits if hit is not None]


def test_cases_stand_before_commands(palette: Palette, finder: Finder) -> None:
    finder.answer(0, "羊绒衫")
    assert shown(palette)[0] == "羊绒衫"
    assert "刷新" in shown(palette)


def test_a_late_answer_is_dropped(palette: Palette, finder: Finder, qtbot) -> None:
    qtbot.keyClicks(palette.entry, "wx")
    finder.answer(2, "新的")
    finder.answer(1, "旧的")
    assert shown(palette)[:1] == ["新的"]


def test_enter_does_what_is_chosen(palette: Palette, done: list[str], qtbot) -> None:
    qtbot.keyClicks(palette.entry, ">shuaxin")
    qtbot.keyClick(palette.entry, Qt.Key.Key_Return)
    assert done == ["refresh"]


def test_after_the_sign_only_commands_are_sought(palette: Palette, finder: Finder, qtbot) -> None:
    asked = len(finder.asked)
    qtbot.keyClicks(palette.entry, ">")
    assert len(finder.asked) == asked


def test_arrows_walk_over_the_headings(palette: Palette, finder: Finder, qtbot) -> None:
    finder.answer(0, "一", "二")
    qtbot.keyClick(palette.entry, Qt.Key.Key_Down)
    assert palette.hits.hit(palette.list.currentIndex().row()).words == "二"
    qtbot.keyClick(palette.entry, Qt.Key.Key_Down)
    assert palette.hits.hit(palette.list.currentIndex().row()).group.startswith("命令")


def test_what_is_still_being_composed_is_not_sought(palette: Palette, finder: Finder) -> None:
    asked = len(finder.asked)
    QApplication.sendEvent(palette.entry, QInputMethodEvent("wang", []))
    assert len(finder.asked) == asked
    committed = QInputMethodEvent()
    committed.setCommitString("王")
    QApplication.sendEvent(palette.entry, committed)
    assert finder.asked[-1][0] == "王"


def test_escape_closes_and_the_window_answers_again(palette: Palette, window: Window, done: list[str], qtbot) -> None:
    assert not window.registry.run("refresh")
    qtbot.keyClick(palette.entry, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.registry.run("refresh")


def test_tab_stays_on_the_plate(palette: Palette, window: Window, qtbot) -> None:
    with qtbot.waitExposed(window):
        pass
    outside = QLineEdit(window)
    outside.show()
    for _step in range(4):
        palette.focusNextPrevChild(True)
        assert QApplication.focusWidget() is not outside
