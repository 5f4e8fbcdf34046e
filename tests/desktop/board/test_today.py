"""今日工作台: what is due in the right group, what a tile leads to, what is said on a rest day or an empty one."""

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.dialogs.intake import IntakeDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.models.due import DueItem, Heading
from odrdesk.desktop.pages.today import Door
from odrdesk.domain.listing import ME, Condition, Op
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import drafts, fund, steps, upkeep


def groups(front) -> list[tuple[str, int]]:
    """Each heading with how many rows stand under it."""
    model = front.today.list.model()
    raw = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    found: list[tuple[str, int]] = []
    for item in raw:
        if isinstance(item, Heading):
            found.append((item.words, 0))
        elif isinstance(item, DueItem):
            found[-1] = (found[-1][0], found[-1][1] + 1)
    return found


def test_the_headline_counts_what_is_to_do_and_what_is_late(open_front, register, clock) -> None:
    clock.set(2026, 11, 18)
    register("李强")
    clock.set(2026, 11, 20)
    register("王秀英")
    clock.set(2026, 11, 23)
    front = open_front()
    assert front.today.subtitle.text().replace("\u2002", " ") == (
        "11 月 23 日 周一 · 工作日 · 今天需办 2 件，其中 1 件已逾期"
    )
    assert groups(front) == [("已逾期", 1), ("今天到期", 1)]
    assert front.today.list.current.row.due.text == "逾期 2 工作日"


def test_the_usual_next_step_stands_in_the_row(open_front, register) -> None:
    register(taken=True)
    front = open_front()
    assert front.today.list.current.next_step == "记录沟通"


def test_on_a_rest_day_it_says_where_deadlines_run_on_to(open_front, clock) -> None:
    clock.set(2026, 11, 22)
    front = open_front()
    assert "11 月 23 日 周一" in front.today.rest.words
    assert "休息日" in front.today.subtitle.text()


@pytest.mark.parametrize(("month", "warned"), [(10, False), (11, True), (12, True)])
def test_from_november_on_the_coming_year_is_called_provisional(open_front, clock, month: int, warned: bool) -> None:
    clock.set(2026, month, 9)
    front = open_front()
    assert front.today.estimate.isVisible() is warned
    assert ("2027 年放假安排公布前" in front.today.estimate.words) is warned


def test_an_empty_desk_says_so_and_offers_a_new_case(open_front, qtbot, settle) -> None:
    front = open_front()
    assert front.today.stack.currentWidget() is front.today.empty
    assert "今天没有到期案件" in front.today.subtitle.text()
    front.today.empty.acted.emit()
    settle()
    assert [one.isVisible() for one in front._window.findChildren(IntakeDialog)] == [True]


@pytest.mark.parametrize("key", ["overdue", "today", "unassigned", "performing"])
def test_a_tile_leads_to_its_view(open_front, qtbot, settle, key: str) -> None:
    front = open_front()
    qtbot.mouseClick(front.today.tiles[key], Qt.MouseButton.LeftButton)
    settle()
    assert (front._window.current, front.cases.tabs.current) == ("cases", key)


def test_the_tile_of_three_days_counts_what_its_list_shows(open_front, register, clock, qtbot, settle) -> None:
    register("王秀英")
    register("李强", taken=True)
    front = open_front()
    count = front.today._today.board.tiles.soon
    qtbot.mouseClick(front.today.tiles["soon"], Qt.MouseButton.LeftButton)
    settle()
    assert front.cases.rows.rowCount() == count > 0


def test_a_bar_leads_to_the_cases_of_its_day(open_front, register, settle) -> None:
    register()
    front = open_front()
    day, count = next((day, count) for day, count in front.today._today.board.upcoming if count)
    front.today.bars.chosen.emit(day)
    settle()
    assert front.cases.rows.rowCount() == count


def test_mine_narrows_the_board_and_its_doors(open_front, register, qtbot, settle) -> None:
    register("李强")
    register("王秀英", taken=True)
    front = open_front()
    assert sum(count for _words, count in groups(front)) == 2
    qtbot.mouseClick(front.today.scope._group.button(0), Qt.MouseButton.LeftButton)
    settle()
    assert sum(count for _words, count in groups(front)) == 1
    doors = []
    front.today.led.disconnect()
    front.today.led.connect(doors.append)
    qtbot.mouseClick(front.today.tiles["overdue"], Qt.MouseButton.LeftButton)
    assert doors == [Door("overdue", (Condition("officer", Op.EQ, (ME,)),))]


def test_enter_opens_the_most_urgent_at_once(open_front, register, qtbot, settle) -> None:
    number = register()
    front = open_front()
    qtbot.keyClick(front.today.list, Qt.Key.Key_Return)
    settle()
    assert (front._window.current, front.case.number) == ("case", number)
    assert front._window.windowTitle().startswith(number)


def test_r_records_a_contact_without_leaving_the_board(open_front, register, qtbot, settle) -> None:
    register(taken=True)
    front = open_front()
    qtbot.keyClick(front.today.list, Qt.Key.Key_R)
    settle()
    assert [one.isVisible() for one in front._window.findChildren(StepDialog)] == [True]


def test_what_happened_last_is_told_in_words(open_front, register, settle) -> None:
    number = register(taken=True)
    front = open_front()
    told = [line.accessibleName() for line in front.today.events._lines]
    assert any(f"{number} 受理" in line and "陈晓雯" in line for line in told)


def test_money_into_the_fund_is_told_in_words(open_front, desk, settle) -> None:
    fund.allocate(desk, Fen(1_000_000))
    fund.deposit(desk, "浦江好物旗舰店", Fen(30_000))
    front = open_front()
    told = [line.accessibleName() for line in front.today.events._lines]
    assert any("划入先行赔付金 ¥10,000.00" in line for line in told)
    assert any("收到保证金 浦江好物旗舰店 ¥300.00" in line for line in told)


def test_a_change_on_the_desk_is_seen_at_once(open_front, register, desk, work, settle) -> None:
    front = open_front()
    work.write(lambda: steps.take_step(desk, register(), Step.ACCEPT, {}))
    settle()
    assert front.today.stack.currentWidget() is front.today.list
    assert front._window.rail._items["cases"].accessibleName() == "案件，1 件"


def test_a_half_typed_complaint_is_offered(open_front, desk) -> None:
    drafts.keep(desk, "intake", {"consumer.name": "张某"})
    front = open_front()
    assert front.today.unfinished.text() == "恢复 1 份草稿"
    assert front.today.unfinished.isVisible()


def test_a_backup_by_command_is_made_and_told(open_front, desk, settle) -> None:
    front = open_front()
    front._window.registry.run("backup")
    settle()
    assert len(upkeep.backups(desk.path)) == 1
    assert front._window.rail._backup.text().startswith("上次备份 今天")
