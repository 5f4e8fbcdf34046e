"""The list with a preview, and as a board of stages: by keyboard, and by a drop that asks for a step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop import paint
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.formats import due
from odrdesk.desktop.pages import cases_faces
from odrdesk.desktop.pages.cases_board import STAGES
from odrdesk.desktop.theme import Mode
from odrdesk.domain.vocabulary import State
from odrdesk.text import set_language


@pytest.fixture
def front(open_front, register, settle):
    """Two to be accepted, one accepted."""
    register("王秀英", "羊绒衫")
    register("李强", "空气炸锅")
    register("欧阳明", "翡翠手镯", taken=True)
    made = open_front()
    made._window.go("cases")
    settle()
    return made


def test_every_state_has_one_stage() -> None:
    states = [state for found in STAGES.values() for state in found]
    assert sorted(states) == sorted(state for state in State if state is not State.DRAFT)


def test_the_preview_follows_the_row_and_opens_the_case(front, qtbot, settle) -> None:
    page = front.cases
    page.show_mode("split")
    settle()
    page.table.selectRow(page.rows.row(3))
    qtbot.waitUntil(lambda: page.preview.shown == "ODR-2026-00003", timeout=20_000)
    assert page.preview.words.text() == "翡翠手镯与宣传不符，要求退款。"
    assert page.preview.next.rows
    assert page.preview.parties.text() == "欧阳* 诉 云裳服饰旗舰店"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert front._window.current == "case"
    front._window.go("cases")
    page.show_mode("table")
    settle()
    assert not page.preview.isVisible()
    assert len(page.rows.columns) == 9


def test_a_board_has_its_cards_by_stage_and_is_walked_by_arrows(front, qtbot, settle) -> None:
    page = front.cases
    page.show_mode("board")
    settle()
    board = page.board
    counts = {key: stage.number.text() for key, stage in board.stages.items() if stage.rows.rowCount()}
    assert counts == {"new": "2", "talking": "1"}
    assert board.stages["new"].sum.text() == "¥1,794.00"
    assert not board.stages["ended"].isVisible()
    first = board.stages["new"].list
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert page.current == 2
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert (page.current, board.here) == (3, board.stages["talking"].list)
    opened = []
    page.opened.connect(opened.append)
    QTest.keyClick(board.here, Qt.Key.Key_Return)
    settle()
    assert opened == [3]


def test_a_card_has_room_for_its_number_beside_a_deadline_long_past(front, look, settle) -> None:
    page = front.cases
    page.show_mode("board")
    settle()
    stage = page.board.stages["new"]
    try:
        for spoken in ("zh_CN", "en"):
            set_language(spoken)
            for scale in (100, 130):
                look.wear(Mode.LIGHT, scale)
                settle()
                inside = stage.list.visualRect(stage.rows.index(0, 0)).width() - 26
                needed = look.width("2026-00064", 12) + 8 + paint.due_width(look, due(12), 11)
                assert inside >= needed
    finally:
        set_language("zh_CN")
        look.wear(Mode.LIGHT)


def test_a_card_that_is_carried_asks_for_the_step_or_says_there_is_none(front, settle) -> None:
    page, window = front.cases, front._window
    page.show_mode("board")
    settle()
    page.board.stages["talking"].list.carried.emit(1)
    settle()
    dialog = next(one for one in window.findChildren(StepDialog) if one.isVisible())
    assert dialog.status.text() == "ODR-2026-00001"
    dialog.close_over()
    page.board.stages["performing"].list.carried.emit(1)
    settle()
    assert "现在没有到“和解与履行”的步骤" in window.toasts.standing[-1].accessibleName()
    assert page.board.stages["new"].rows.rowCount() == 2


def test_a_key_pressed_twice_asks_once(front, settle) -> None:
    number = front.cases.rows.shown(0).number
    front.cases.contact_asked.emit(number)
    front.cases.contact_asked.emit(number)
    settle()
    assert len([one for one in front._window.findChildren(StepDialog) if one.isVisible()]) == 1


def test_each_view_comes_back_in_its_own_mode(front, open_front, desk, settle) -> None:
    page = front.cases
    page.show_mode("board")
    settle()
    page.show_view("all")
    settle()
    assert page.mode == "table"
    assert page.head.columns.isEnabled()
    page.show_mode("split")
    settle()
    page.show_view("open")
    settle()
    assert page.mode == page.head.modes.current == "board"
    assert page.stack.currentWidget() is page.board
    again = open_front().cases
    settle()
    assert again.mode == "board"
    again.show_view("all")
    settle()
    assert (again.mode, again.preview is not None) == ("split", True)
    known = cases_faces.faces(desk)
    assert (known["open"].mode, known["all"].mode) == ("board", "split")
    assert cases_faces.read({"mode": "wall"}).mode == "table"
