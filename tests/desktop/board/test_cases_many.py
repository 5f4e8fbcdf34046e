"""Many cases at once: ticked by keys, assigned by pinyin, taken back; a refusal is told for its case."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.assign import AssignDialog, is_meant
from odrdesk.desktop.dialogs.many import ManyDialog
from odrdesk.domain.errors import Fault
from odrdesk.domain.listing import Listing
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import cases, clerks, lists, many, steps
from odrdesk.services.many import take_each


@pytest.fixture
def front(desk, open_front, register, settle):
    """Six cases, the first of them accepted by its owner; a second officer."""
    clerks.add(desk, "周启航", [Role.OFFICER])
    for name in ("王秀英", "李强", "欧阳明", "陈洋", "吴超", "孙琳"):
        register(name, taken=name == "王秀英")
    made = open_front()
    made._window.go("cases")
    settle()
    made.cases.table.selectRow(0)
    return made


CONTACT = {"mode": "电话", "with": "merchant", "content": "催促商家尽快答复。"}


def dialog_of(front, kind=ManyDialog):
    return next(one for one in front._window.findChildren(kind) if one.isVisible())


def officers(desk) -> list[str | None]:
    found = lists.opening(desk, Listing())
    return [row.row.officer for row in lists.rows(desk, sorted(found.ids))]


def test_seven_acts_assign_five_cases(front, desk, settle, qtbot) -> None:
    page = front.cases
    acts = [Qt.Key.Key_Space] * 5 + [Qt.Key.Key_A]
    for key in acts:
        QTest.keyClick(page.table, key)
    settle()
    assert page.bulk.count.text() == "已选 5 件"
    dialog = dialog_of(front, AssignDialog)
    QTest.keyClicks(dialog.who, "zqh")
    assert dialog.chosen == "周启航"
    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    settle()
    assert officers(desk).count("周启航") == 5
    assert len(acts) + 1 == 7
    assert page.ticks.keys == ()


def test_an_assignment_goes_back_to_who_had_the_case(front, desk, settle) -> None:
    front.lists.assign([1, 2])
    settle()
    dialog = dialog_of(front, AssignDialog)
    dialog.who.setText("周")
    dialog.confirm()
    settle()
    assert officers(desk)[:2] == ["周启航", "周启航"]
    front._window.undo.undo()
    settle()
    assert officers(desk)[:2] == ["陈晓雯", None], "the second had nobody"
    last = cases.view(desk, "ODR-2026-00002").record[-1].entry
    assert (last.act, last.facts["officer"], last.why) == ("dispute.unassign", "周启航", "撤销指派")


def test_all_of_the_view_is_said_and_summed(front, settle) -> None:
    page = front.cases
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.bulk.count.text() == "已选 6 件（全部视图）"
    assert page.bulk.more.text() == "¥5,382.00"
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.bulk.isVisible()


def test_a_reminder_is_recorded_where_it_may_be_and_refused_by_name(front, desk, settle) -> None:
    steps.take_step(desk, "ODR-2026-00002", Step.WITHDRAW, {"why": "已自行解决"})
    front.lists.do("remind", [1, 2])
    dialog = dialog_of(front)
    dialog.note.setPlainText("周会决定")
    dialog.confirm()
    settle()
    assert dialog.bar.words.startswith("已办 1 件；1 件没有办成")
    row = lists.rows(desk, [1], more=True)[0]
    assert row.more is not None
    assert row.more.contacts == 1
    dialog.later.click()


def test_a_person_is_meant_by_a_part_pinyin_or_initials() -> None:
    assert all(is_meant("周启航", typed) for typed in ("启", "zhou", "zqh", "qihang", "ZQ", ""))
    assert not any(is_meant("周启航", typed) for typed in ("陈", "cxw", "周 晓"))


def test_s_offers_the_steps_of_one_case(front, settle) -> None:
    page = front.cases
    page.table.choose(2)
    QTest.keyClick(page.table, Qt.Key.Key_S)
    settle()
    offered = [one for one in front._window.children() if one.metaObject().className() == "QMenu" and one.isVisible()]
    assert "受理" in [act.text() for act in offered[-1].actions()]
    offered[-1].close()


def test_a_case_that_changed_hands_meanwhile_does_not_stop_the_others(desk, register) -> None:
    first, second = register("王秀英"), register("李强")
    steps.take_step(desk, first, Step.WITHDRAW, {"why": "已自行解决"})
    told = take_each(desk, [1, 2], Step.ACCEPT, {}).value
    assert (told.done, [number for number, _why in told.refused]) == ((second,), [first])


def test_a_case_is_read_when_its_turn_is_near(desk, register, monkeypatch) -> None:
    clerks.add(desk, "周启航", [Role.OFFICER])
    numbers = [register(name, taken=True) for name in ("王秀英", "李强", "欧阳明", "陈洋")]
    monkeypatch.setattr(many, "CHUNK", 2)

    def meanwhile(at: int, of: int, _number: str) -> bool:
        assert of == 4
        if at == 0:
            steps.take_step(desk, numbers[3], Step.ASSIGN, {"officer": "周启航"})
        return at < 3 or not stopping

    stopping: list[bool] = []
    told = take_each(desk, [1, 2, 3, 4], Step.ASSIGN, {"officer": "周启航"}, progress=meanwhile).value
    assert told.before[numbers[3]] == "周启航", "as it was when its turn came, not when the first began"
    stopping.append(True)
    told = take_each(desk, [1, 2, 3, 4], Step.CONTACT, CONTACT, progress=meanwhile).value
    assert (len(told.done), told.left) == (3, (numbers[3],))


def test_what_broke_after_some_were_done_is_told_with_them_and_not_done_again(front, desk, clock, settle) -> None:
    broken = []

    def stands() -> object:
        if broken:
            raise Fault("disk.full", path="x", needed=1, free=0)
        return clock()

    def breaks(at: int, _of: int, _number: str) -> bool:
        broken.extend([True] * (at == 2))
        return True

    facts = {"mode": "电话", "with": "merchant", "content": "催促商家尽快答复。"}
    done = take_each(desk.at(stands), [1, 2, 3, 4], Step.CONTACT, facts, progress=breaks)
    told = done.value
    assert (len(told.done), len(told.left), told.broke.code) == (2, 2, "disk.full")
    assert done.changes.disputes == {1, 2}, "what was done is announced"
    with pytest.raises(Fault):
        take_each(desk.at(stands), [3, 4], Step.CONTACT, facts)
    front.lists.do("remind", [1, 2, 3, 4])
    dialog = dialog_of(front)
    dialog._made(told)
    assert "已办 2 件；还剩 2 件" in dialog.bar.words
    assert "磁盘" in dialog.bar.words
    dialog.confirm()
    settle()
    assert not dialog.running
    assert len(cases.view(desk, told.done[0]).record) == 3, "registered, accepted and reminded of, once"


def test_the_letters_of_the_list_are_those_the_person_chose(front, settle) -> None:
    page, keymap = front.cases, front._window.keymap
    button, _words = page.bulk_acts._buttons["assign"]
    assert button.toolTip() == "指派（A）"
    keymap.choose("assign", "G")
    assert button.toolTip() == "指派（G）"
    QTest.keyClick(page.table, Qt.Key.Key_A)
    settle()
    assert not [one for one in front._window.findChildren(AssignDialog) if one.isVisible()]
    QTest.keyClick(page.table, Qt.Key.Key_G)
    settle()
    dialog_of(front, AssignDialog).later.click()
    settle()
    front._window.go("today")
    settle()
    keymap.restore("assign")
    assert front.today.due._letters["assign"].key().toString() == "A"
    keymap.choose("contact", "Z")
    assert front.today.due._letters["contact"].key().toString() == "Z"
    assert "Z 记录沟通  A 指派" in front.today.due.aside.text()
    keymap.restore_all()
