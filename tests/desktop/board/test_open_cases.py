"""Open cases: each once, walked and closed by key, there again; and in windows of their own that lock with the desk."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.case_windows import Veil
from odrdesk.desktop.front import Front
from odrdesk.desktop.widgets.open_list import OpenLine
from odrdesk.domain import listing
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.errors import Fault
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.services import drafts, intake, steps
from odrdesk.services.desk import Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def numbers(register) -> list[str]:
    return [register(name, goods) for name, goods in (("王秀英", "羊绒衫"), ("赵敏", "手镯"), ("李强", "智能手表"))]


@pytest.fixture
def front(numbers, open_front, settle, qtbot) -> Front:
    made = open_front()
    for number in numbers:
        made.open_case(number)
        settle()
    with qtbot.waitActive(made._window):
        made._window.activateWindow()
    return made


def shown(front: Front) -> list[OpenLine]:
    return [one for one in front._window.rail.open.lines if one.isVisible()]


def press(front: Front, settle, qtbot, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    qtbot.keyClick(front._window, key, held)
    settle()


def test_each_stands_once_in_the_order_it_was_opened(front: Front, numbers, settle) -> None:
    front.open_case(numbers[0])
    settle()
    assert [line.case.number for line in shown(front)] == numbers
    assert shown(front)[1].case.words == "赵* 手镯与宣传不符，要求退款"
    assert [line.isChecked() for line in shown(front)] == [True, False, False]


def test_ctrl_tab_walks_round(front: Front, numbers, settle, qtbot) -> None:
    seen = []
    for _turn in range(3):
        press(front, settle, qtbot, Qt.Key.Key_Tab)
        seen.append(front.case.number)
    assert seen == [numbers[0], numbers[1], numbers[2]]
    press(front, settle, qtbot, Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert front.case.number == numbers[1]


def test_from_another_page_it_leads_back_to_the_case_seen_last(front: Front, numbers, settle, qtbot) -> None:
    front.open_case(numbers[1])
    settle()
    press(front, settle, qtbot, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    press(front, settle, qtbot, Qt.Key.Key_Tab)
    assert (front._window.current, front.case.number) == ("case", numbers[1])


def test_ctrl_w_closes_and_the_neighbour_comes_into_view(front: Front, numbers, settle, qtbot) -> None:
    press(front, settle, qtbot, Qt.Key.Key_W)
    assert (front.case.number, [line.case.number for line in shown(front)]) == (numbers[1], numbers[:2])
    press(front, settle, qtbot, Qt.Key.Key_W)
    press(front, settle, qtbot, Qt.Key.Key_W)
    assert (front._window.current != "case", shown(front)) == (True, [])


def test_the_middle_button_closes_one_that_is_not_in_view(front: Front, numbers, settle, qtbot) -> None:
    qtbot.mouseClick(shown(front)[0], Qt.MouseButton.MiddleButton)
    settle()
    assert (front.case.number, [line.case.number for line in shown(front)]) == (numbers[2], numbers[1:])


def test_walking_the_list_beside_replaces_and_does_not_pile_up(front: Front, numbers, register, settle, qtbot) -> None:
    other = register("孙丽", "燕窝")
    front.case.cases.chosen.emit(other)
    settle()
    assert [line.case.number for line in shown(front)] == [*numbers[:2], other]


def test_a_dot_says_that_something_typed_is_not_registered(front: Front, desk: Desk, numbers, settle, hub) -> None:
    hub.changed.emit(drafts.keep(desk, "step.contact", {"content": "商家说", "case": numbers[0]}).changes)
    settle()
    assert [line.case.typed for line in shown(front)] == [True, False, False]
    assert "没登记" in shown(front)[0].accessibleName()


def test_they_are_there_again_at_the_next_start(front: Front, numbers, open_front, settle) -> None:
    again = open_front()
    settle()
    assert [line.case.number for line in shown(again)] == numbers


def test_in_a_narrow_window_they_are_tiles(front: Front) -> None:
    front._window.resize(1280, 900)
    assert {line.width() for line in shown(front)} == {40}
    assert front.case.number in [line.case.number for line in shown(front)]


def test_a_window_of_its_own_is_live_and_leaves_the_desk_open(front: Front, desk, numbers, settle, hub) -> None:
    assert front._window.registry.run("case_window")
    apart = front.desktop.windows.windows[numbers[2]]
    settle()
    page = apart.page("case")
    assert (apart.isVisible(), page.number, apart.rail.isVisible()) == (True, numbers[2], False)
    hub.changed.emit(steps.take_step(desk, numbers[2], Step.ACCEPT, {}).changes)
    settle()
    assert page.sight.case.state.value == "accepted"
    assert front.desktop.windows.open(numbers[2]) is apart
    apart.close()
    assert (front._window.isVisible(), front.desktop.windows.windows) == (True, {})


def test_phrases_are_offered_in_it_too(front: Front, numbers, settle) -> None:
    apart = front.desktop.windows.open(numbers[0])
    settle()
    apart.activateWindow()
    composer = apart.page("case").record.composer
    composer.canned.click()
    assert composer.content.phrases is not None


def test_who_works_in_it_is_there(front: Front, numbers, settle, qtbot) -> None:
    front.sitting.idle.watch(10)
    apart = front.desktop.windows.open(numbers[0])
    settle()
    front.sitting.idle.timer.stop()
    qtbot.keyClick(apart.windowHandle(), Qt.Key.Key_J)
    assert front.sitting.idle.timer.isActive()


def test_the_lock_covers_it_too(front: Front, numbers, settle) -> None:
    apart = front.desktop.windows.open(numbers[0])
    settle()
    front.sitting.locked.emit()
    veils = [one for one in apart.findChildren(Veil) if one.isVisible()]
    assert [one.rect() for one in veils] == [apart.rect()]
    assert numbers[0] not in apart.windowTitle(), "the task bar shows titles"
    veils[0].dismiss()
    assert veils[0].isVisible()
    apart.activateWindow()
    apart.page("case").record.composer.content.setFocus()
    assert not apart.page("case").isAncestorOf(QApplication.focusWidget())
    front.sitting.unlocked.emit()
    assert not veils[0].isVisible()
    assert numbers[0] in apart.windowTitle()


def test_what_is_typed_is_said_to_be_saved_once_it_is(front: Front, numbers, settle) -> None:
    front.open_case(numbers[0])
    settle()
    gate, toasts, composer = Event(), front._window.toasts, front.case.record.composer
    front.work.write(gate.wait)
    composer.content.setPlainText("商家同意退款")
    front.desktop.save()
    assert toasts.standing == []
    gate.set()
    settle()
    assert toasts.standing[-1].accessibleName().startswith("已保存")
    toasts.standing[-1].leave()

    def full() -> None:
        raise Fault("disk.full", path="x", needed=1, free=0)

    front.work.write(full, owner=composer, faulted=composer.keeper.not_kept)
    front.desktop.save()
    settle()
    assert toasts.standing == []


def test_ctrl_s_says_when_it_was_saved(front: Front, settle, qtbot) -> None:
    kept: list[int] = []
    front._window.leaving.connect(lambda: kept.append(1))
    press(front, settle, qtbot, Qt.Key.Key_S)
    assert kept == [1]
    assert front._window.toasts.standing[-1].accessibleName() == "已保存 09:00"


def test_f3_goes_to_the_next_row_of_the_list(front: Front, settle, qtbot) -> None:
    front._window.go("cases")
    settle()
    rows = []
    for _turn in range(3):
        press(front, settle, qtbot, Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier)
        rows.append(front.cases.table.currentIndex().row())
    assert sorted(rows) == [0, 1, 2]


def test_a_case_just_registered_stands_in_the_list_beside_it(front: Front, desk: Desk, settle) -> None:
    dialog = front.new_case()
    settle()
    draft = Complaint(
        channel=Channel.PHONE,
        received_at=desk.now(),
        consumer=Consumer("周小满", phone="13812345678"),
        merchant=Merchant("云裳服饰旗舰店"),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="羊毛大衣掉毛，要求退款。",
    )
    made = intake.register(desk, draft).value
    dialog.close_over()
    dialog.registered.emit(made, True)
    settle()
    assert front.case.number == made.case.number
    assert front.case.cases.list.current_key == made.case.key


def test_of_a_case_that_is_not_in_the_list_no_other_row_seems_to_be_it(front: Front, numbers, settle) -> None:
    beside = front.case.cases.list
    front.cases.narrow(listing.parse("open=yes channel=regulator").where)
    settle()
    front.open_case(numbers[1])
    settle()
    assert beside.model().rowCount() == 0
    front.cases.narrow(listing.parse("open=yes").where)
    settle()
    assert beside.current_key == front.case.sight.case.key
    front.case.cases.stand_on(999)
    assert beside.current_key is None
    assert not beside.selectionModel().hasSelection()
