"""今日工作台: what is due in the right group, what a tile leads to, what is said on a rest day or an empty one."""

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.dialogs.assign import AssignDialog
from odrdesk.desktop.dialogs.intake import IntakeDialog
from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.dialogs.why_date import WhyDateDialog
from odrdesk.desktop.models.due import DueItem, Heading
from odrdesk.desktop.pages.today import Door
from odrdesk.desktop.pages.today_due import offered
from odrdesk.domain.errors import Fault
from odrdesk.domain.listing import ME, Condition, Op
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Channel, Step
from odrdesk.services import drafts, fund, steps, upkeep
from odrdesk.services.lists import Scope


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
        "11 月 23 日 周一 · 工作日 · 今天需办 2 件，其中 1 件已逾期；11 月监管月报还剩 6 个工作日"
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


@pytest.mark.parametrize("key", ["overdue", "today"])
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


def test_who_decides_sees_what_waits_and_its_tile_leads_there(open_front, qtbot, settle) -> None:
    front = open_front()
    assert front.today.tiles["waiting"].accessibleName() == "待审批 0 先行赔付"
    qtbot.mouseClick(front.today.tiles["waiting"], Qt.MouseButton.LeftButton)
    settle()
    assert front._window.current == "prepay"


def test_the_rate_of_the_month_stands_beside_the_last_and_leads_to_its_cases(  # noqa: PLR0917 -- fixtures
    open_front, register, desk, clock, qtbot, settle
) -> None:
    ended = []
    for month, ways in ((10, ("settle", "fail")), (11, ("settle",))):
        for way in ways:
            clock.set(2026, month, 9)
            number = register(taken=True)
            end(desk, number, settled=way == "settle")
            ended.append(number)
    clock.set(2026, 11, 23)
    front = open_front()
    assert front.today.tiles["rate"].accessibleName() == "本月和解率 100.0% 较上月 +50.0"
    qtbot.mouseClick(front.today.tiles["rate"], Qt.MouseButton.LeftButton)
    settle()
    page = front.reports.page
    assert (front._window.current, page.period.name) == ("statistics", "2026-11")
    assert page.numbers == (ended[-1],)


def end(desk, number: str, *, settled: bool) -> None:
    """Bring a case to its end: withdrawn counts for nothing, so it is settled or has failed."""
    steps.take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "both", "content": "双方各述其事"})
    if settled:
        offer = {"items": [{"kind": "refund", "amount": "299.00", "due": desk.today().isoformat()}]}
        steps.take_step(desk, number, Step.PROPOSE, offer)
        confirmed = {"consumer_confirmed_by": "电话", "merchant_confirmed_by": "电话"}
        steps.take_step(desk, number, Step.SETTLE, confirmed)
        steps.take_step(desk, number, Step.PERFORM, {"amount": "299.00", "proof": "支付截图"})
        steps.take_step(desk, number, Step.CALL_BACK, {"result": "满意"})
        steps.take_step(desk, number, Step.CLOSE, {"missing_acknowledged": True, "callback": "满意"})
    else:
        steps.take_step(desk, number, Step.FAIL, {"why": "商家拒绝退款"})
        steps.take_step(desk, number, Step.CLOSE, {"missing_acknowledged": True, "why": "消费者另行起诉"})


def test_the_filter_narrows_by_alternatives_and_says_when_nothing_is_left(open_front, register, settle) -> None:
    register("李强", channel=Channel.PHONE)
    register("王秀英", channel=Channel.WECHAT)
    register("赵芬", channel=Channel.WECHAT, taken=True)
    front = open_front()
    due = front.today.due
    by = {one.words: one for one in offered(due._board)}
    due.sift(by["微信"])
    assert sum(count for _words, count in groups(front)) == 2
    assert due.filter.text() == "筛选 1"
    due.sift(by["未分派"])
    assert sum(count for _words, count in groups(front)) == 1
    due.sift(by["微信"])
    due.sift(by["电话"])
    assert [front.today.list.current.row.consumer] == ["李*"]
    due.sift(by["未分派"])
    due.sift(by["电话"])
    assert sum(count for _words, count in groups(front)) == 3


def test_space_ticks_and_goes_down_and_a_asks_for_all_ticked(open_front, register, qtbot) -> None:
    for name in ("李强", "王秀英", "赵芬"):
        register(name)
    front = open_front()
    asked: list[list[int]] = []
    front.today.assign_asked.disconnect()
    front.today.assign_asked.connect(asked.append)
    for _time in range(2):
        qtbot.keyClick(front.today.list, Qt.Key.Key_Space)
    assert front.today.due.more.text() == "已选 2 件：A 指派，Esc 取消"
    qtbot.keyClick(front.today.list, Qt.Key.Key_A)
    assert [len(keys) for keys in asked] == [2]
    qtbot.keyClick(front.today.list, Qt.Key.Key_Escape)
    assert not front.today.due.rest.isVisible()
    qtbot.keyClick(front.today.list, Qt.Key.Key_A)
    assert [len(keys) for keys in asked] == [2, 1]


def test_a_with_one_case_asks_whom(open_front, register, qtbot, settle) -> None:
    register(taken=True)
    front = open_front()
    qtbot.keyClick(front.today.list, Qt.Key.Key_A)
    settle()
    assert [one.isVisible() for one in front._window.findChildren(AssignDialog)] == [True]


def test_i_and_the_mouse_tell_how_the_day_was_counted(open_front, register, qtbot, settle) -> None:
    register(taken=True, channel=Channel.ODR12315)
    front = open_front()
    item = front.today.list.current
    front.today.list.why_asked.emit(item.row.key)
    settle()
    words = front.today.due.items.why(item.row.key)
    assert words == "11-23 登记 + 5 工作日 → 11-30"
    index = front.today.list.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == words
    qtbot.keyClick(front.today.list, Qt.Key.Key_I)
    settle()
    assert [one.isVisible() for one in front._window.findChildren(WhyDateDialog)] == [True]


def test_nothing_today_offers_what_comes_next(open_front, register, clock, qtbot) -> None:
    register("王秀英")
    clock.set(2026, 11, 20)
    front = open_front()
    due = front.today.due
    assert due.ahead.isVisible() is (front.today._today.board.tiles.today == 0)


def test_what_cannot_be_read_is_told_with_a_way_to_try_again(open_front, register, desk, settle, monkeypatch) -> None:
    register()
    front = open_front()
    broken = Fault("disk.full", path="x")

    def fails(*_given: object) -> None:
        raise broken

    with monkeypatch.context() as patch:
        patch.setattr("odrdesk.desktop.pages.today_words.lists.board", fails)
        front.today.refresh()
        settle()
        assert front.today.stack.currentWidget() is front.today.empty
        assert front.today.empty.button.text() == "重试"
    front.today.empty.button.click()
    settle()
    assert front.today.stack.currentWidget() is front.today.list


def test_more_than_the_board_lists_is_told_and_is_one_press_away(open_front, register, settle, monkeypatch) -> None:
    for name in ("李强", "王秀英", "赵芬"):
        register(name)
    monkeypatch.setattr("odrdesk.services.lists.board.__defaults__", (Scope.ALL, 2))
    front = open_front()
    assert front.today.due.more.text() == "只列最急的 2 件，共 3 件"
    front.today.due.every.click()
    settle()
    assert (front._window.current, front.cases.rows.rowCount()) == ("cases", 3)


def test_a_low_window_keeps_at_least_seven_rows(open_front, register, clock, qtbot, settle) -> None:
    clock.set(2026, 11, 20)
    for place in range(12):
        register(f"王秀{'一二三四五六七八九十甲乙'[place]}")
    clock.set(2026, 11, 23)
    front = open_front()
    today = front.today
    today.estimate.hide()
    front._window.resize(1280, 720)
    qtbot.waitUntil(lambda: today.tiles["overdue"].height() < 60)
    settle()
    model, room = today.list.model(), today.list.viewport()

    def in_view() -> int:
        places = (today.list.visualRect(model.index(row, 0)) for row in range(1, model.rowCount()))
        return sum(room.rect().contains(place) for place in places)

    qtbot.waitUntil(lambda: in_view() >= 7)


def test_the_list_on_paper_is_looked_at_before_it_is_printed(open_front, register, qtbot, settle) -> None:
    register()
    front = open_front()
    front.today.print.click()
    settle()
    (dialog,) = front._window.findChildren(PreviewDialog)
    qtbot.waitUntil(dialog.print.isEnabled, timeout=20_000)
    assert dialog.sheet.title == "今日清单"
