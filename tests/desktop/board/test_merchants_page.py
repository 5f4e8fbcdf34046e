"""商家: the list, one page, look-alikes side by side, and the ways from a case and the palette, on a real desk."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop.dialogs.merchant_alike import AlikeDialog
from odrdesk.desktop.dialogs.merchant_deeds import CorrectDialog, NoteDialog, UnmergeDialog
from odrdesk.desktop.front import Front
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.parties import Consumer, ContactPoint, Guardian, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, Stars
from odrdesk.services import clerks, contact_points, intake, merchant_changes, merchants
from odrdesk.services.desk import Desk

FIRM = "91310115MA1FARM015"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def put(desk: Desk) -> Callable[..., str]:
    """Registers a case against a merchant; its number."""

    def made(name: str, uscc: str | None = None, **more: object) -> str:
        told = {
            "channel": Channel.PHONE,
            "received_at": desk.now(),
            "consumer": Consumer("李婷", "13912342217"),
            "merchant": Merchant(name, uscc),
            "order": Order(goods="羊绒衫"),
            "category": Category.QUALITY,
            "claims": (Claim.REFUND,),
            "facts": "起球。",
            **more,
        }
        return intake.register(desk, Complaint(**told)).value.case.number

    return made


@pytest.fixture
def front(open_front, put, settle) -> Front:
    for name, uscc in (("云裳服饰", None), ("云裳服装旗舰店", FIRM), ("云裳服装旗舰店", FIRM), ("海淘优专营店", None)):
        put(name, uscc)
    made: Front = open_front()
    settle()
    return made


@pytest.fixture(autouse=True)
def _nothing_unheard(heard: SimpleNamespace) -> Iterator[None]:
    yield
    assert (heard.bugs, heard.faults, heard.refusals) == ([], [], [])


def say(widget: QWidget, text: str) -> None:
    """What an input method hands over."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def key(desk: Desk, name: str) -> int:
    return merchants.find(desk, name).key


def names(front: Front) -> list[str]:
    rows = front.merchants.list.rows
    return [rows.index(at, 0).data() for at in range(rows.rowCount())]


def go(front: Front, settle) -> None:
    assert front._window.registry.run("merchants")
    settle()


def test_alt_4_leads_to_the_list_and_enter_to_the_page(front: Front, qtbot, settle) -> None:
    qtbot.keyClick(front._window, Qt.Key.Key_4, ALT)
    settle()
    assert front._window.current == "merchants"
    assert names(front)[0] == "云裳服装旗舰店"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    page = front.merchants.page
    assert front._window.current == "merchant"
    assert (page.name.text(), page.code.text()) == ("云裳服装旗舰店", FIRM)
    assert page.figures.numbers["open"].text() == "2"
    assert not page.check.isHidden()


def test_the_list_is_searched_and_sorted(front: Front, qtbot, settle) -> None:
    go(front, settle)
    page = front.merchants.list
    page.table.headers.sorted_by.emit("name", False)
    settle()
    assert names(front) == ["海淘优专营店", "云裳服饰", "云裳服装旗舰店"]  # by pinyin: hai, yun; shi, zhuang
    assert front._window.registry.run("find")
    say(page.search, "海淘")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle()
    assert names(front) == ["海淘优专营店"]
    say(page.search, "没有")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle()
    assert page.empty.isVisible()
    page.empty.acted.emit()
    qtbot.waitUntil(lambda: page.search.text() == "")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("htyzyd", ["海淘优专营店"]),
        ("taoyou", ["海淘优专营店"]),
        ("ysfz", ["云裳服装旗舰店"]),
        ("yunshangf", ["云裳服装旗舰店", "云裳服饰"]),
        ("91310115ma", ["云裳服装旗舰店"]),
        ("zzz", []),
    ],
)
def test_merchants_are_found_by_how_they_sound(front: Front, desk: Desk, typed: str, found: list[str]) -> None:
    keys = merchants.ids(desk, typed)
    assert [line.profile.name for line in merchants.lines(desk, list(keys))] == found


def test_a_month_of_the_trend_leads_to_its_cases(front: Front, qtbot, desk: Desk, settle) -> None:
    front.merchants.open(key(desk, "云裳服装旗舰店"))
    settle()
    page = front.merchants.page
    last = page.trend.bars.marks[-1]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    settle()
    assert page.tabs.current == "cases"
    assert page.rows.rowCount() == 2
    assert page.only.isVisible()
    page.show_month(date(2026, 3, 1))
    settle()
    assert page.rows.rowCount() == 0
    page.only.acted.emit()
    settle()
    assert page.rows.rowCount() == 2
    page.trend.switch.click()
    assert page.trend.table.numbers.rowCount() == 12


def test_chips_narrow_the_list_and_can_be_cleared(front: Front, settle) -> None:
    go(front, settle)
    page = front.merchants.list
    page.chips["having"].picked.emit(["no_code"])
    settle()
    assert set(names(front)) == {"云裳服饰", "海淘优专营店"}
    assert page.chips["having"].words == "未登记信用代码"
    page.chips["risk"].picked.emit(["high"])
    settle()
    assert "符合条件" in page.empty.accessibleName()
    page.empty.acted.emit()
    settle()
    assert len(names(front)) == 3
    assert not page.drop.isVisible()


def test_the_same_problem_twice_is_a_sign_told_in_the_row(front: Front, settle) -> None:
    go(front, settle)
    page = front.merchants.list
    page.table.headers.sorted_by.emit("risk", True)
    settle()
    row = page.rows.shown(0)
    assert (row.texts[0], row.texts[-1], row.why) == ("云裳服装旗舰店", "关注", "重复问题 1 类")


def test_a_desk_without_merchants_says_where_they_come_from(open_front, settle) -> None:
    made: Front = open_front()
    go(made, settle)
    assert "登记案件" in made.merchants.list.empty.accessibleName()


def test_look_alikes_are_merged_by_hand_and_taken_out_again(front: Front, qtbot, desk: Desk, settle) -> None:
    go(front, settle)
    assert front.merchants.list.alike.text() == "可能重复 1 对"
    dialog: AlikeDialog = front.merchants.alike()
    settle()
    assert {side.name.text() for side in dialog.sides} == {"云裳服饰", "云裳服装旗舰店"}
    kept = next(at for at, side in enumerate(dialog.sides) if side.name.text() == "云裳服装旗舰店")
    assert dialog.keep.current == str(kept)
    say(dialog.why, "同一营业执照")
    dialog.go.click()
    settle()
    assert dialog.pair is None
    assert dialog.nothing.isVisible()
    dialog.dismiss()
    assert merchants.page(desk, key(desk, "云裳服饰")).line.figures.cases == 3
    front.merchants.open(key(desk, "云裳服装旗舰店"))
    settle()
    assert front.merchants.page.names.isVisible()
    undo: UnmergeDialog | None = front.merchants.unmerge(key(desk, "云裳服饰"))
    assert undo is not None
    undo.go.click()
    settle()
    assert undo.fields["why"].refused
    say(undo.why, "店主不同")
    undo.go.click()
    settle()
    assert merchants.page(desk, key(desk, "云裳服饰")).line.figures.cases == 1


def test_a_pair_that_is_not_the_same_does_not_come_back(front: Front, desk: Desk, settle) -> None:
    dialog = front.merchants.alike()
    settle()
    dialog.not_same.click()
    settle()
    assert dialog.pair is None
    assert merchants.duplicates(desk) == ()


def test_only_a_supervisor_can_press_merge(front: Front, look, work, desk: Desk, settle) -> None:
    clerks.add(desk, "小王", [Role.OFFICER])
    dialog = AlikeDialog(look, front._window, work, desk.acting_as("小王"))
    front._window.cover(dialog)
    settle()
    assert dialog.pair is not None
    assert not dialog.go.isEnabled()
    assert dialog.not_same.isEnabled()
    dialog.dismiss()


def test_a_measure_and_a_correction_stand_on_the_page(front: Front, qtbot, desk: Desk, settle) -> None:
    front.merchants.open(key(desk, "海淘优专营店"))
    settle()
    note: NoteDialog | None = front.merchants.note()
    assert note is not None
    note.go.click()
    settle()
    assert note.fields["content"].refused
    say(note.content, "电话提醒")
    note.go.click()
    settle()
    correct: CorrectDialog | None = front.merchants.correct()
    assert correct is not None
    correct.entries["uscc"].setText("91350100M000100Y44")
    correct.why.setText("营业执照")
    correct.go.click()
    settle()
    assert correct.fields["uscc"].refused
    assert correct.why.text() == "营业执照"
    correct.entries["uscc"].setText("９１３５０１００M000100Y43")
    correct.entries["address"].setText("张杨路 3588 号")
    correct.go.click()
    settle()
    page = merchants.page(desk, key(desk, "海淘优专营店"))
    assert (page.line.profile.uscc, page.line.profile.address) == ("91350100M000100Y43", "张杨路 3588 号")
    assert [one.entry.act for one in page.events] == ["merchant.correct", "merchant.note"]


def test_a_correction_that_another_followed_is_not_taken_back(front: Front, desk: Desk, settle, heard) -> None:
    front.merchants.open(key(desk, "海淘优专营店"))
    settle()
    for address in ("张杨路 1 号", "张杨路 2 号"):
        correct: CorrectDialog | None = front.merchants.correct()
        assert correct is not None
        correct.entries["address"].setText(address)
        correct.why.setText("营业执照")
        correct.go.click()
        settle()
    undo = front._window.undo
    undo.take_back(undo._done[0])
    settle()
    assert merchants.page(desk, key(desk, "海淘优专营店")).line.profile.address == "张杨路 2 号"
    assert "不能直接撤销" in front._window.toasts.standing[-1].accessibleName()
    undo.undo()
    settle()
    assert merchants.page(desk, key(desk, "海淘优专营店")).line.profile.address == "张杨路 1 号"


def test_the_history_opens_a_case_and_back_leads_back(front: Front, qtbot, desk: Desk, settle) -> None:
    front.merchants.open(key(desk, "海淘优专营店"))
    settle()
    front.merchants.page.tabs.chosen.emit("cases")
    settle()
    qtbot.keyClick(front.merchants.page.table, Qt.Key.Key_Return)
    settle()
    assert front._window.current == "case"
    front._window.registry.run("back")
    assert front._window.current == "merchant"


def test_a_case_shows_its_parties_and_leads_to_the_merchant(open_front, put, desk: Desk, qtbot, settle) -> None:
    contact_points.add(desk, ContactPoint("陆家嘴联络点", Stars.FOUR))
    put("云裳服饰")
    guardian = Guardian("欧阳强", "13912345678", date(2026, 11, 20), "书面")
    number = put(
        "云裳服饰",
        consumer=Consumer("欧阳明", "13812345678", id_no="310115201305201238", guardian=guardian),
        live=Live(room="云裳直播间", host="小鹿", mcn="云帆文化", base="张江直播基地"),
        contact_point="陆家嘴联络点",
    )
    front: Front = open_front()
    front.open_case(number)
    settle()
    card = front.case.parties
    assert "欧阳* 139****5678，2026-11-20 书面同意；款项付给监护人" in card.further.text()
    card.turn()
    assert "欧阳强 13912345678" in card.further.text()
    assert card.repeat.text() == "近 90 天第 2 件，同类 2 件"
    assert card._live.text() == "直播间 云裳直播间 / 主播 小鹿\n服务机构 云帆文化 / 直播基地 张江直播基地"
    assert card._point.text() == "联络点 陆家嘴联络点（四星）"
    card.repeat.click()
    settle()
    assert (front._window.current, front.merchants.page.name.text()) == ("merchant", "云裳服饰")


def test_the_palette_finds_merchants(front: Front, qtbot, settle) -> None:
    palette = front.palette.open()
    say(palette.entry, "海淘优")
    settle()
    shown = [palette.hits.data(palette.hits.index(at, 0)) for at in range(palette.hits.rowCount())]
    at = next(at for at, text in enumerate(shown) if text.startswith("海淘优专营店"))
    assert shown[at - 1] == "商家"
    palette.list.clicked.emit(palette.hits.index(at, 0))
    settle()
    assert front._window.current == "merchant"


def test_the_page_follows_what_changes_elsewhere(front: Front, desk: Desk, work, settle) -> None:
    front.merchants.open(key(desk, "海淘优专营店"))
    settle()
    work.write(lambda: merchant_changes.correct(desk, key(desk, "海淘优专营店"), {"region": "浦东新区"}, "核实"))
    settle()
    assert front.merchants.page.seen is not None
    assert front.merchants.page.seen.line.profile.region == "浦东新区"


def test_the_form_offers_known_merchants_and_points(front: Front, desk: Desk, qtbot, settle) -> None:
    contact_points.add(desk, ContactPoint("陆家嘴联络点"))
    contact_points.add(desk, ContactPoint("停用的点", active=False))
    dialog = front.new_case()
    settle()
    fields = dialog.form.fields
    point = fields["contact_point"].editor
    assert [point.itemText(at) for at in range(point.count())] == ["陆家嘴联络点"]
    name = fields["merchant.name"].editor
    name.setFocus()
    say(name, "服装")
    completer = name.completer()
    assert [completer.completionModel().index(at, 0).data() for at in range(completer.completionCount())] == [
        "云裳服装旗舰店"
    ]
    completer.activated.emit("云裳服装旗舰店")
    assert dialog.form.raw()["merchant.uscc"] == FIRM
    completer.popup().hide()
    dialog.dismiss()
