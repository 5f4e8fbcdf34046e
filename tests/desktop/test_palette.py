"""The palette: found by words, pinyin and initials; late answers dropped; focus kept and given back."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from odrdesk.desktop.actions import Need, commands
from odrdesk.desktop.dialogs.palette import Hit, Palette
from odrdesk.desktop.meaning import matches, score
from odrdesk.desktop.widgets.key_cap import KeyCaps
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


def test_letters_may_have_gaps_and_the_best_comes_first() -> None:
    assert matches(BY_KEY["letterhead"], "jgtt")
    assert not matches(BY_KEY["refresh"], "jgtt")
    whole, part = score(BY_KEY["print"], "打印文书"), score(BY_KEY["papers"], "打印")
    assert whole is not None
    assert part is not None
    assert whole < part


def test_of_several_words_one_may_be_the_command() -> None:
    assert matches(BY_KEY["refresh"], "wxy 刷新")
    both, one = score(BY_KEY["refresh"], "刷新"), score(BY_KEY["refresh"], "wxy 刷新")
    assert (both or 0) < (one or 0)


def test_an_early_enter_waits_for_the_answer(palette: Palette, finder: Finder, done: list[str], qtbot) -> None:
    opened: list[str] = []
    qtbot.keyClicks(palette.entry, "8000")
    qtbot.keyClick(palette.entry, Qt.Key.Key_Return)
    assert palette.isVisible()
    hit = Hit("案件", "folder-open", "王*英", "", "", lambda: opened.append("here"), lambda: opened.append("apart"))
    finder.asked[-1][1]([hit])
    assert (opened, palette.isVisible(), done) == (["here"], False, [])


def test_what_is_typed_after_the_early_enter_is_meant_anew(palette: Palette, finder: Finder, qtbot) -> None:
    qtbot.keyClicks(palette.entry, "80")
    qtbot.keyClick(palette.entry, Qt.Key.Key_Return)
    qtbot.keyClicks(palette.entry, "0")
    finder.answer(-1, "王*英")
    assert palette.isVisible()


def test_ctrl_enter_opens_it_in_a_window_of_its_own(palette: Palette, finder: Finder, qtbot) -> None:
    opened: list[str] = []
    qtbot.keyClicks(palette.entry, "8000")
    hit = Hit("案件", "folder-open", "王*英", "", "", lambda: opened.append("here"), lambda: opened.append("apart"))
    finder.asked[-1][1]([hit])
    qtbot.keyClick(palette.entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == ["apart"]


def test_merchants_stand_below_the_commands(palette: Palette, finder: Finder) -> None:
    palette.entry.setText("刷新")
    shop = Hit("商家", "store", "悦选", "", "", lambda: None, after=True)
    finder.asked[-1][1]([Hit("案件", "folder-open", "王*英", "", "", lambda: None), shop])
    assert shown(palette) == ["王*英", "刷新", "悦选"]


@pytest.fixture
def refused(look, window: Window, finder: Finder, done: list[str]) -> Palette:
    window.show()
    why = "先受理，才能记录报价。"
    plate = Palette(
        look, window, [BY_KEY["refresh"], BY_KEY["help"]], done.append, finder,
        closed=[(BY_KEY["propose"], why)], recent=["help"],
    )  # fmt: skip
    window.cover(plate, plate.entry)
    return plate


def test_what_cannot_be_done_now_says_why_and_stays(refused: Palette, finder: Finder, done: list[str], qtbot) -> None:
    refused.entry.setText("记录报价")
    finder.answer(-1)
    hit = refused.hits.hit(1)
    assert (hit.words, hit.hint, hit.may) == ("记录报价", "先受理，才能记录报价。", False)
    qtbot.keyClick(refused.entry, Qt.Key.Key_Return)
    assert (refused.isVisible(), done) == (True, [])


def test_before_anything_is_typed_the_last_commands_come_first(refused: Palette) -> None:
    groups = [(hit.group, hit.words) for row in range(refused.hits.rowCount()) if (hit := refused.hits.hit(row))]
    assert groups[0] == ("最近的命令", "帮助")


class Painted(QObject):
    """How often a widget was painted."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self.times = 0
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_the_caret_does_not_paint_the_whole_plate_again(palette: Palette) -> None:
    palette.window().repaint()
    entry, caps = Painted(palette.entry), Painted(palette.plate.findChildren(KeyCaps)[0])
    palette.entry.repaint()
    assert entry.times == 1
    assert caps.times == 0


def test_a_shadow_lies_beneath_the_plate(palette: Palette) -> None:
    plate, seen = palette.plate.geometry(), palette.window().grab().toImage()
    ratio = seen.devicePixelRatio()
    at = palette.mapTo(palette.window(), palette.plate.pos())
    middle, below = at.x() + plate.width() // 2, at.y() + plate.height() + 2
    lights = [seen.pixelColor(round(middle * ratio), round((below + down) * ratio)).lightness() for down in (0, 14, 60)]
    assert lights == sorted(lights)
    assert lights[0] < lights[1] < lights[2]
