"""Keys of lists, of tabs and of claims are commands: they are chosen, listed and told like all others."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.actions import case_tabs
from odrdesk.desktop.dialogs.paper_batch import BatchDialog
from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.print_out import PrintDialog
from odrdesk.desktop.dialogs.shortcuts import ShortcutSheet
from odrdesk.desktop.dialogs.why_date import WhyDateDialog
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers

CTRL = Qt.KeyboardModifier.ControlModifier


def over(front, kind: type[QWidget]) -> list[QWidget]:
    """The plates of this kind that lie over the window."""
    return [one for one in front._window.findChildren(kind) if one.isVisible()]


@pytest.mark.parametrize("command", ["why_date", "claim_approve", "claim_refuse", "paper_history", "tab_evidence"])
def test_the_keys_stand_on_the_sheet_and_are_not_taken_twice(open_front, command: str) -> None:
    front = open_front()
    registry = front._window.registry
    assert command in {one.key for one in registry.handled()}
    sheet = ShortcutSheet(front._look, front._window, registry.handled())
    assert registry.keys(command) in {one.accessibleName() for one in sheet.caps}
    holder = front._window.keymap.holder(registry.keys(command))
    assert holder is not None
    assert holder.key == command


def test_why_a_day_answers_to_the_chosen_key_on_the_board(open_front, register, qtbot, settle) -> None:
    register(taken=True)
    front = open_front()
    front._window.keymap.choose("why_date", "W")
    assert "W 依据" in front.today.due.aside.text()
    qtbot.keyClick(front.today.list, Qt.Key.Key_I)
    settle()
    assert over(front, WhyDateDialog) == []
    qtbot.keyClick(front.today.list, Qt.Key.Key_W)
    settle()
    assert len(over(front, WhyDateDialog)) == 1


def test_in_the_list_and_on_the_case_the_same_key_tells_it(open_front, register, qtbot, settle) -> None:
    number = register(taken=True)
    front = open_front()
    front._window.go("cases")
    settle()
    qtbot.keyClick(front.cases.table, Qt.Key.Key_I)
    settle()
    (dialog,) = over(front, WhyDateDialog)
    dialog.close_over()
    front.open_case(number)
    settle()
    qtbot.keyClick(front.case, Qt.Key.Key_I)
    assert len(over(front, WhyDateDialog)) == 1


def test_the_tabs_of_a_case_answer_to_chosen_keys_and_say_them(open_front, register, qtbot, settle) -> None:
    number = register(taken=True)
    front = open_front()
    front.open_case(number)
    settle()
    tabs, keymap = front.case.tabs, front._window.keymap
    assert [key for key, _words in case_tabs()] == tabs.keys()
    assert [words for _key, words in case_tabs()] == [tabs.tab(key).text() for key in tabs.keys()]  # noqa: SIM118
    qtbot.keyClick(front.case, Qt.Key.Key_3, CTRL)
    assert (tabs.current, tabs.tab("evidence").toolTip()) == ("evidence", "转到“证据”（Ctrl+3）")
    keymap.choose("tab_audit", "Ctrl+3")
    assert (tabs.tab("audit").toolTip(), tabs.tab("evidence").toolTip()) == ("转到“审计”（Ctrl+3）", "转到“证据”")
    qtbot.keyClick(front.case, Qt.Key.Key_3, CTRL)
    assert tabs.current == "audit"


def test_on_the_board_the_key_of_printing_prints_todays_list(open_front, register, qtbot, settle) -> None:
    register(taken=True)
    front = open_front()
    assert front.today.print.toolTip() == "打印今日清单（Ctrl+P）"
    qtbot.keyClick(front.today.list, Qt.Key.Key_P, CTRL)
    settle()
    (dialog,) = over(front, PreviewDialog)
    assert dialog.sheet.title == "今日清单"


def test_in_the_list_it_prints_what_the_row_that_is_current_has(open_front, register, desk, qtbot, settle) -> None:
    number = register(taken=True)
    papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE, copy="consumer")
    front = open_front()
    front._window.go("cases")
    settle()
    qtbot.keyClick(front.cases.table, Qt.Key.Key_P, CTRL)
    settle()
    assert len(over(front, PrintDialog)) == 1
    assert front._window.current == "cases"


def test_with_ticks_it_issues_for_all_of_them(open_front, register, qtbot, settle) -> None:
    register(taken=True)
    register("李四", taken=True)
    front = open_front()
    front._window.go("cases")
    settle()
    qtbot.keyClick(front.cases.table, Qt.Key.Key_Space)
    qtbot.keyClick(front.cases.table, Qt.Key.Key_P, CTRL)
    settle()
    assert len(over(front, BatchDialog)) == 1


def test_with_nothing_to_print_it_says_why(open_front, register, qtbot, settle) -> None:
    front = open_front()
    front._window.go("cases")
    settle()
    qtbot.keyClick(front.cases, Qt.Key.Key_P, CTRL)
    assert "先在列表里选一件" in front._window.toasts.standing[-1].accessibleName()
    front._window.go("papers")
    settle()
    qtbot.keyClick(front.papers.page, Qt.Key.Key_P, CTRL)
    assert "没有文书" in front.papers.page.said.words
