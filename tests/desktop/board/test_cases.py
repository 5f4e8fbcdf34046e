"""案件: views with counts, chips, search, order, own views; the row one stood on is kept."""

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.actions import Need
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.pages.cases_filters import TABS, Chip
from odrdesk.domain.listing import VIEWS, Order
from odrdesk.domain.vocabulary import Channel, Step
from odrdesk.services import steps


@pytest.fixture
def page(open_front, register, qtbot, settle):
    """The list with three cases, in view."""
    register("王秀英", "羊绒衫")
    register("李强", "空气炸锅", Channel.REGULATOR)
    register("欧阳明", "翡翠手镯", taken=True)
    front = open_front()
    front._window.go("cases")
    settle()
    return front.cases


def numbers(page) -> list[str]:
    return [page.rows.shown(row).number for row in range(page.rows.rowCount())]


def test_a_desk_without_cases_offers_a_first_one_in_every_view(open_front, settle) -> None:
    front = open_front()
    front._window.go("cases")
    settle()
    asked: list[str] = []
    front.cases.asked.connect(asked.append)
    assert front.cases.tabs.current != "all"
    assert front.cases.empty.button.text() == "新建案件"
    front.cases.empty.acted.emit()
    assert asked == ["new_case"]


def test_the_tabs_count_exactly(page) -> None:
    said = {key: page.tabs.tab(key).accessibleName() for key in ("open", "new", "mine", "finished")}
    assert said == {"open": "全部在办 3", "new": "待受理 2", "mine": "我的待办 1", "finished": "已结案 0"}
    assert page.number.text().startswith("3 件在办\u2002·\u2002诉求金额合计 ¥2,691.00\u2002·\u2002用时 ")


def test_a_tab_shows_its_cases_and_its_filter(page, settle) -> None:
    page.tabs.chosen.emit("new")
    settle()
    assert page.rows.rowCount() == 2
    assert page.bar.chips[Chip.STATE].words == "已登记、待补正"


def test_a_chip_narrows_and_clear_brings_back(page, settle) -> None:
    page.bar.chips[Chip.CHANNEL].picked.emit(["regulator"])
    settle()
    assert (page.rows.rowCount(), page.bar.chips[Chip.CHANNEL].words) == (1, "市场监管转办")
    assert page.bar.clear.isVisible()
    page.bar.clear.click()
    settle()
    assert (page.rows.rowCount(), page.bar.clear.isVisible()) == (3, False)


def test_ticks_in_the_list_under_a_chip_work_at_once(page, settle) -> None:
    picks = page.bar.chips[Chip.STATE].drop()
    picks.ticks["accepted"].click()
    settle()
    assert not picks.ticks["open"].isChecked()
    assert page.rows.rowCount() == 1
    picks.close()


@pytest.mark.parametrize("text", ["欧阳", "ouyang", "oym", "5678", "翡翠"])
def test_the_search_finds_by_name_pinyin_initials_phone_and_goods(page, qtbot, settle, text: str) -> None:
    page.seek()
    page.search.setText(text)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle()
    assert "ODR-2026-00003" in numbers(page)
    assert page.table.hasFocus()


def test_who_types_ahead_opens_what_was_meant(page, qtbot, settle) -> None:
    opened = []
    page.opened.connect(opened.append)
    page.search.setText("空气炸锅")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert opened == [2]


def test_a_search_that_finds_nothing_here_offers_all_cases(page, settle) -> None:
    page.show_view("finished")
    page.search.setText("羊绒")
    page._search()
    settle()
    assert page.stack.currentWidget() is page.empty
    page.empty.acted.emit()
    settle()
    assert (page.tabs.current, page.rows.rowCount()) == ("all", 1)


def test_escape_empties_the_search(page, qtbot, settle) -> None:
    page.search.setText("羊绒")
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    page._search()
    settle()
    assert (page.search.text(), page.rows.rowCount()) == ("", 3)


def test_a_click_on_a_title_sorts_and_the_other_way_round(page, settle) -> None:
    page.table.titles.ordered.emit(Order("number", down=True))
    settle()
    assert numbers(page) == ["ODR-2026-00003", "ODR-2026-00002", "ODR-2026-00001"]
    page.table.titles.ordered.emit(Order("number"))
    settle()
    assert numbers(page)[0] == "ODR-2026-00001"


def test_coming_back_one_stands_where_one_was(page, qtbot, settle) -> None:
    page.table.selectRow(1)
    key = page.current
    window = page.window()
    window.go("today")
    settle()
    window.go("cases")
    settle()
    assert (page.current, page.table.hasFocus()) == (key, True)


def test_a_case_that_left_the_view_is_gone_and_the_counts_follow(page, work, desk, settle) -> None:
    page.show_view("new")
    settle()
    work.write(lambda: steps.take_step(desk, "ODR-2026-00001", Step.ACCEPT, {}))
    settle()
    assert numbers(page) == ["ODR-2026-00002"]
    assert page.tabs.tab("new").accessibleName() == "待受理 1"


def test_an_own_view_is_kept_with_its_filters_and_can_be_deleted(page, settle, open_front) -> None:
    page.bar.chips[Chip.CHANNEL].picked.emit(["regulator"])
    settle()
    page.keep_view("监管转办")
    settle()
    assert (page.tabs.current, page.tabs.tab("own:监管转办").accessibleName()) == ("own:监管转办", "监管转办 1")
    page.show_view("open")
    page.show_view("own:监管转办")
    settle()
    assert (page.rows.rowCount(), page.bar.chips[Chip.CHANNEL].words) == (1, "市场监管转办")
    page.bar.forget.click()
    settle()
    assert page.tabs.keys() == list(TABS)
    assert page.listing == VIEWS["open"]


def test_names_are_masked_in_the_list(page) -> None:
    assert {page.rows.shown(row).consumer for row in range(3)} == {"王*英", "李*", "欧阳*"}


def test_without_a_row_no_command_of_a_list_is_there(page, settle) -> None:
    registry = page.window().registry
    assert Need.LIST in registry._present
    page.show_view("finished")
    settle()
    assert Need.LIST not in registry._present


def test_r_records_a_contact_for_the_row(page, qtbot, settle) -> None:
    page.table.selectRow(numbers(page).index("ODR-2026-00003"))
    qtbot.keyClick(page.table, Qt.Key.Key_R)
    settle()
    dialogs = [one for one in page.window().findChildren(StepDialog) if one.isVisible()]
    assert [one.status.text() for one in dialogs] == ["ODR-2026-00003"]
