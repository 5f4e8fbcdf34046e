"""The columns of the list are the person's: chosen, put in order, sized, sorted by several, narrowed by a value."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.models.case_columns import USUAL, catalogue, condition_of, needs_more
from odrdesk.desktop.pages.cases_faces import Face, faces, read, written
from odrdesk.desktop.pages.cases_menu import cell_menu, title_menu
from odrdesk.domain.listing import Condition, Op, Order
from odrdesk.domain.vocabulary import Channel


@pytest.fixture
def page(open_front, register, settle):
    register("王秀英", "羊绒衫")
    register("李强", "空气炸锅", Channel.REGULATOR)
    register("欧阳明", "翡翠手镯", taken=True)
    front = open_front()
    front._window.go("cases")
    settle()
    return front.cases


def numbers(page) -> list[str]:
    return [page.rows.shown(row).number[-1] for row in range(page.rows.rowCount())]


def click_title(page, key: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = [column.key for column in page.rows.columns].index(key)
    titles = page.table.titles
    point = QPoint(titles.sectionViewportPosition(place) + 30, titles.height() // 2)
    QTest.mouseClick(titles.viewport(), Qt.MouseButton.LeftButton, held, point)


def test_columns_are_chosen_in_an_order_and_stay_so_for_the_view(page, desk, settle) -> None:
    picker = page.pick_columns()
    picker.search.setText("手机")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    picker.search.clear()
    picker.list.setCurrentRow(1)
    QTest.keyClick(picker.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert [column.key for column in page.rows.columns] == ["number", "due", *USUAL[2:], "phone"]
    assert {page.rows.shown(row).texts[-1] for row in range(3)} == {"138****5678"}
    assert [page.rows.shown(0).texts[0], page.rows.columns[1].key] == [page.rows.shown(0).number, "due"]
    picker.rest.click()
    picker.rows.chosen.emit("close")
    settle()
    assert (page.face, page.table.verticalHeader().defaultSectionSize()) == (Face(close=True), 34)
    picker.close()
    page.wear(Face(("number", "amount"), {"amount": 200}))
    settle()
    assert faces(desk) == {"open": Face(("number", "amount"), {"amount": 200})}
    page.show_view("all")
    settle()
    assert len(page.rows.columns) == len(USUAL)
    page.show_view("open")
    settle()
    assert [column.key for column in page.rows.columns] == ["number", "amount"]
    assert page.table.titles.sectionSize(0) == page._look.dp(142)


def test_shift_and_a_click_sort_by_one_column_more(page, settle) -> None:
    click_title(page, "state")
    settle()
    click_title(page, "number", Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert (page.listing.order.text, numbers(page)) == ("state,number", ["3", "1", "2"])
    click_title(page, "number", Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert (page.listing.order.text, numbers(page)) == ("state,-number", ["3", "2", "1"])
    click_title(page, "number", Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert page.listing.order == Order("state")


def test_a_value_is_let_through_or_shut_out(page, settle) -> None:
    page.table.selectRow(numbers(page).index("2"))
    page.narrow_by("channel")
    settle()
    assert (numbers(page), page.listing.where[-1]) == (["2"], Condition("channel", Op.EQ, (Channel.REGULATOR,)))
    page.reset()
    settle()
    page.table.selectRow(numbers(page).index("2"))
    page.narrow_by("channel", out=True)
    settle()
    assert sorted(numbers(page)) == ["1", "3"]
    page.narrow((*page.listing.where, Condition("contacts", Op.EQ, (0,))))
    settle()
    assert [button.text() for button in page.bar._single] == ["联系次数：0"]
    page.bar._single[0].click()
    settle()
    assert page.listing.where[-1].field == "channel"


def test_the_menu_of_a_title_moves_and_hides_and_that_of_a_cell_acts(page, settle) -> None:
    menu = title_menu(page, page.pick_columns, "number", QPoint(10, 10))
    next(act for act in menu.actions() if act.text() == "左移").trigger()
    settle()
    assert [column.key for column in page.rows.columns[:2]] == ["number", "due"]
    next(act for act in menu.actions() if act.text() == "隐藏“案件号”").trigger()
    menu.close()
    settle()
    assert "number" not in [column.key for column in page.rows.columns]
    told: list[tuple[str, object]] = []
    menu = cell_menu(page, lambda deed, **how: told.append((deed, how)), "amount", QPoint(10, 10))
    next(act for act in menu.actions() if act.text() == "指派…").trigger()
    menu.close()
    assert told == [("assign", {"current_only": True})]


def test_a_width_that_was_pulled_is_kept(page, settle) -> None:
    page.table.titles.sized.emit("merchant", 220)
    settle()
    assert page.face.widths == {"merchant": 220}
    place = [column.key for column in page.rows.columns].index("merchant")
    assert page.table.titles.sectionSize(place) == page._look.dp(220)


@pytest.mark.parametrize("told", [None, 3, {"columns": "due"}, {"columns": ["gone", 5]}, {"widths": {"due": True}}])
def test_a_look_that_cannot_be_read_is_the_usual_one(told: object) -> None:
    assert read(told) == Face()


def test_a_look_is_read_back_as_it_was_written() -> None:
    face = Face(("phone", "due"), {"due": 90}, close=False)
    assert read(written(face)) == face
    assert read(written(replace(face, widths={"due": 99_999}))).widths == {"due": 1_200}


def test_every_column_has_its_own_title_and_only_further_ones_cost_a_further_question() -> None:
    known = catalogue()
    assert len({column.title for column in known.values()}) == len(known) >= 29
    assert not needs_more(USUAL)
    assert needs_more(("due", "phone"))


def test_what_has_no_condition_gives_none(due_row) -> None:
    assert condition_of("title", due_row(1)) is None
    assert condition_of("phone", due_row(1)) is None
    assert condition_of("officer", due_row(3)) == Condition("officer", Op.EQ, ("none",))
