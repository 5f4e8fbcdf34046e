"""Keys are chosen by pressing them, kept, never one that something else needs; the window follows at once."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt

from odrdesk.desktop.actions import FORBIDDEN, Need
from odrdesk.desktop.dialogs.shortcuts import ShortcutSheet
from odrdesk.desktop.keymap import why_not
from odrdesk.desktop.pages.settings_shortcuts import AT_ONCE, Line, ShortcutsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.window import Window

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def told(window: Window) -> list[str]:
    """Handles some commands; the keys of those that were run."""
    heard: list[str] = []
    for key in ("new_case", "import", "contact", "palette", "refresh", "find", "lock"):
        window.registry.handle(key, lambda key=key: heard.append(key))
    for need in Need:
        window.registry.set_present(need, present=True)
    return heard


@pytest.fixture
def section(look: Look, window: Window, told, work, settle, qtbot) -> ShortcutsSection:  # noqa: PLR0917 -- fixtures
    made = ShortcutsSection(look, window, work)
    made.setParent(window)
    made.resize(760, 560)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    made.show()
    made.arrive()
    settle()
    return made


def record(qtbot, section: ShortcutsSection, command: str, key: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> Line:
    line = section.lines[command]
    line.button.setFocus()
    line.button.click()
    assert line.button.listening
    qtbot.keyClick(line.button, key, held)
    return line


def words(line: Line) -> str:
    return line.refused.why.text() if line.refused.isVisible() else ""


def test_a_key_is_chosen_by_pressing_it_and_works_at_once(section, window: Window, told, qtbot) -> None:
    record(qtbot, section, "new_case", Qt.Key.Key_J, CTRL)
    assert told == []
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_J, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    assert told == ["new_case"]


def test_tooltips_menu_sheet_and_the_search_pill_follow(section, look: Look, window: Window, qtbot) -> None:
    record(qtbot, section, "new_case", Qt.Key.Key_J, CTRL)
    record(qtbot, section, "palette", Qt.Key.Key_G, CTRL)
    assert "新建案件（Ctrl+J）" in [one.toolTip() for one in window.top.findChildren(Button)]
    assert window.top.search.accessibleName().endswith("Ctrl+G")
    action = window.registry.action("new_case")
    assert action is not None
    assert (action.shortcut().toString(), action.toolTip()) == ("Ctrl+J", "新建案件（Ctrl+J）")
    sheet = ShortcutSheet(look, window, window.registry.handled())
    assert {"Ctrl+J", "Ctrl+G"} <= {one.accessibleName() for one in sheet.findChildren(type(sheet.caps[0]))}


def test_the_rail_says_the_key_of_a_place(window: Window) -> None:
    window.keymap.choose("today", "Ctrl+1")
    assert "今日工作台 Ctrl+1" in [one.toolTip() for one in window.rail.findChildren(type(window.rail.person).__base__)]


@pytest.mark.parametrize("keys", sorted(FORBIDDEN - {"Shift", "Ctrl+Shift"}))
def test_what_input_methods_and_chats_take_is_refused(window: Window, keys: str) -> None:
    assert keys in why_not(keys, window.registry.command("new_case"))


@pytest.mark.parametrize("keys", ["Ctrl+C", "Ctrl+V", "Esc", "Tab", "Return", "Up", "Backspace", "Alt+F4"])
def test_what_fields_lists_and_the_machine_need_is_refused(window: Window, keys: str) -> None:
    assert why_not(keys, window.registry.command("contact"))


@pytest.mark.parametrize("keys", ["J", "Shift+J", "7", "Space", "Del"])
def test_a_single_letter_is_for_lists_and_cases_only(window: Window, keys: str) -> None:
    assert why_not(keys, window.registry.command("import"))
    assert not why_not(keys, window.registry.command("contact"))


def test_a_refused_key_says_why_beside_the_command_and_changes_nothing(section, window: Window, qtbot) -> None:
    line = record(qtbot, section, "new_case", Qt.Key.Key_Space, CTRL)
    assert "输入法" in words(line)
    assert window.registry.keys("new_case") == "Ctrl+N"


def test_a_key_of_another_is_offered_to_be_taken_over(section, window: Window, qtbot) -> None:
    line = record(qtbot, section, "new_case", Qt.Key.Key_F5)
    assert (words(line), window.registry.keys("new_case")) == ("F5 现在是“刷新”。", "Ctrl+N")
    line.refused.take.click()
    assert (window.registry.keys("new_case"), window.registry.keys("refresh"), words(line)) == ("F5", "", "")


def test_or_left_where_it_is(section, window: Window, qtbot) -> None:
    line = record(qtbot, section, "new_case", Qt.Key.Key_F5)
    line.refused.leave.click()
    assert (window.registry.keys("new_case"), window.registry.keys("refresh"), words(line)) == ("Ctrl+N", "F5", "")


def test_backspace_takes_the_key_away_and_escape_leaves_it(section, window: Window, qtbot) -> None:
    record(qtbot, section, "lock", Qt.Key.Key_Escape)
    assert window.registry.keys("lock") == "Ctrl+L"
    record(qtbot, section, "lock", Qt.Key.Key_Backspace)
    assert window.registry.keys("lock") == ""


def test_while_only_ctrl_is_down_it_waits(section, qtbot) -> None:
    line = record(qtbot, section, "lock", Qt.Key.Key_Control, CTRL)
    assert line.button.listening
    qtbot.keyClick(line.button, Qt.Key.Key_L, CTRL | SHIFT)
    assert not line.button.listening


def test_one_and_all_are_given_back(section, window: Window, qtbot) -> None:
    record(qtbot, section, "new_case", Qt.Key.Key_F5).refused.take.click()
    section.lines["refresh"].back.click()
    assert (window.registry.keys("refresh"), window.registry.keys("new_case")) == ("F5", "")
    section.all.click()
    assert (window.registry.keys("new_case"), section.all.isEnabled()) == ("Ctrl+N", False)


def test_the_next_window_has_the_same_keys(window: Window, look: Look, settings: QSettings, qtbot) -> None:
    window.keymap.choose("new_case", "Ctrl+J")
    other = Window(look, settings)
    qtbot.addWidget(other)
    assert other.registry.keys("new_case") == "Ctrl+J"


def test_what_is_kept_and_not_allowed_any_more_is_passed_over(look: Look, settings: QSettings, qtbot) -> None:
    settings.setValue("keys/new_case", "Ctrl+Space")
    settings.setValue("keys/refresh", "Ctrl+N")
    window = Window(look, settings)
    qtbot.addWidget(window)
    assert (window.registry.keys("new_case"), window.registry.keys("refresh")) == ("", "Ctrl+N")


@pytest.mark.parametrize(("typed", "found"), [("新建", "new_case"), ("xj", "new_case"), ("ctrl n", "new_case")])
def test_the_search_finds_by_words_initials_and_key(section, typed: str, found: str) -> None:
    section.search.setText(typed)
    assert section.lines[found].isVisible()
    assert not section.lines["lock"].isVisible()


def test_a_search_without_a_hit_says_so(section) -> None:
    section.search.setText("没有这样的")
    assert section.none.isVisible()


def test_its_lines_come_a_few_at_a_time(look: Look, window: Window, work, qtbot) -> None:
    section = ShortcutsSection(look, window, work)
    qtbot.addWidget(section)
    seen = [0]
    section.arrive()
    assert section.lines == {}
    while work.busy:
        QCoreApplication.processEvents()
        seen.append(len(section.lines))
    assert max(later - before for before, later in pairwise(seen)) <= AT_ONCE
    assert len(section.lines) == len(list(window.registry.handled()))
