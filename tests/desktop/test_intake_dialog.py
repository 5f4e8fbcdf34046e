"""New case, as a clerk does it: by keyboard, on a real practice desk."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.dialogs.intake import IntakeDialog, Way
from odrdesk.desktop.forms.complaint_page import ComplaintPage
from odrdesk.desktop.phrasing import OfCase
from odrdesk.desktop.tokens import Tone
from odrdesk.domain.listing import Listing
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Guardian
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.services import drafts, intake, lists
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.text import set_language

NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)
NUMBER = "1310115002026112300098711"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WHOLE = {
    "channel": "odr12315",
    "channel_no": NUMBER,
    "consumer.name": "李婷",
    "consumer.phone": ["13912342217", "", ""],
    "merchant.name": "悦选数码旗舰店",
    "category": "after_sales",
    "claims": ["refund"],
    "facts": "收到后几乎没有降噪。",
}


@pytest.fixture
def desk(tmp_path, work) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "演练", practice=True, clock=lambda: NOW)
    yield made
    assert work.finish()
    made.close(backup=False)


@pytest.fixture
def open_form(qtbot, look, window, work, desk) -> Callable[..., IntakeDialog]:
    window.resize(1440, 900)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()

    def make(on: Desk = desk) -> IntakeDialog:
        dialog = IntakeDialog(look, window, work, on, Way.MANUAL)
        window.cover(dialog, dialog.start)
        qtbot.waitUntil(lambda: not work.busy)
        return dialog

    return make


@pytest.fixture(autouse=True)
def _no_bugs(heard) -> Iterator[None]:
    yield
    assert heard.bugs == []


@pytest.fixture
def form(open_form) -> IntakeDialog:
    return open_form()


@pytest.fixture
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh_CN")


@pytest.mark.usefixtures("_english")
def test_all_fields_have_room_in_the_smallest_usual_window_with_large_text(look, window, open_form) -> None:
    look.wear(look.mode, 130)
    form = open_form()
    window.resize(1280, 720)
    page = form.findChildren(ComplaintPage)[0]
    assert page.minimumSizeHint().width() <= page.parentWidget().width()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def inside(form: IntakeDialog, name: str) -> bool:
    editor = form.form.fields[name].editor
    return focus() is editor or editor.isAncestorOf(focus())


def walk_to(qtbot, form: IntakeDialog, name: str) -> None:
    for _step in range(60):
        if inside(form, name):
            return
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not lead to {name}")


def say(text: str) -> None:
    """What an input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)


def choose(qtbot, form: IntakeDialog, name: str, key: str) -> None:
    walk_to(qtbot, form, name)
    choice = form.form.fields[name].editor
    for _step in range(choice.count()):
        if choice.key == key:
            return
        qtbot.keyClick(focus(), Qt.Key.Key_Down)


def switch_on(qtbot, form: IntakeDialog, *words: str) -> None:
    walk_to(qtbot, form, "claims")
    for word in words:
        for _step in Claim:
            if focus().accessibleName() == word:
                break
            qtbot.keyClick(focus(), Qt.Key.Key_Right)
        qtbot.keyClick(focus(), Qt.Key.Key_Space)


def text_of(form: IntakeDialog, name: str) -> object:
    return form.form.raw()[name]


def leave(qtbot, form: IntakeDialog, name: str) -> None:
    """Type nothing more here and go on."""
    walk_to(qtbot, form, name)
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    qtbot.wait(0)
    QApplication.processEvents()


def register(qtbot, form: IntakeDialog) -> intake.Registered:
    with qtbot.waitSignal(form.registered) as told:
        qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    return told.args[0]


def test_a_whole_case_is_registered_without_the_mouse(form: IntakeDialog, qtbot, work, desk: Desk) -> None:
    choose(qtbot, form, "channel", "odr12315")
    walk_to(qtbot, form, "channel_no")
    qtbot.keyClicks(focus(), NUMBER)
    for name, typed in (("pushed_at", "1120"), ("consumer.name", "李婷"), ("consumer.phone", "１３９ 1234 2217")):
        walk_to(qtbot, form, name)
        say(typed)
    walk_to(qtbot, form, "merchant.name")
    say("悦选数码旗舰店")
    choose(qtbot, form, "category", "after_sales")
    walk_to(qtbot, form, "claimed")
    qtbot.keyClicks(focus(), "399")
    switch_on(qtbot, form, "退货", "退还货款和服务费用")
    walk_to(qtbot, form, "facts")
    say("收到后几乎没有降噪。")
    walk_to(qtbot, form, "order.bought_on")
    qtbot.keyClicks(focus(), "11.18")
    with qtbot.waitSignal(form.registered) as told:
        qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    made, opened = told.args
    stored = made.case.complaint
    assert opened is True
    assert (stored.channel, stored.channel_no) == (Channel.ODR12315, NUMBER)
    assert stored.received_at == NOW
    assert stored.pushed_at == datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert (stored.consumer.name, stored.consumer.phone) == ("李婷", "13912342217")
    assert stored.claims == (Claim.RETURN_GOODS, Claim.REFUND)
    assert (stored.category, stored.claimed) == (Category.AFTER_SALES, Fen(39_900))
    assert stored.order.bought_on == date(2026, 11, 18)
    qtbot.waitUntil(lambda: not work.busy)
    assert drafts.kept(desk) == ()


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("channel", ""),
        ("received_at", ["", ""]),
        ("consumer.name", " 　"),
        ("consumer.phone", ["", "", ""]),
        ("merchant.name", ""),
        ("category", ""),
        ("claims", []),
        ("facts", "\n"),
    ],
)
def test_what_is_missing_is_named_and_gets_the_focus(form: IntakeDialog, qtbot, name: str, empty: object) -> None:
    form.form.put({**WHOLE, name: empty})
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    assert form.form.fields[name].refused
    assert [field for field, shown in form.form.fields.items() if shown.refused] == [name]
    assert inside(form, name)
    assert form.form.caption(name) in form.status.text()
    assert form.isVisible()


def test_a_reason_stands_in_for_a_phone_and_a_live_room_for_a_merchant(form: IntakeDialog, qtbot) -> None:
    form.form.put(
        {**WHOLE, "merchant.name": "", "live.room": "悦选好物", "consumer.phone": ["139", "只留了微信", "none"]}
    )
    consumer = register(qtbot, form).case.complaint.consumer
    assert (consumer.phone, consumer.no_phone_reason) == (None, "只留了微信")


def test_an_empty_field_one_tabs_past_is_not_reproached_before_saving(form: IntakeDialog, qtbot) -> None:
    leave(qtbot, form, "consumer.name")
    assert not form.form.fields["consumer.name"].refused


def test_a_taken_number_leads_to_the_case_that_has_it(open_form, qtbot, work, desk: Desk) -> None:
    first = open_form()
    first.form.put(WHOLE)
    number = register(qtbot, first).case.number
    again = open_form()
    again.form.put(WHOLE)
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: again.form.fields["channel_no"].refused)
    assert number in again.form.fields["channel_no"].note
    assert again.taken.isVisible()
    assert inside(again, "channel_no")
    with qtbot.waitSignal(again.wanted) as asked:
        qtbot.mouseClick(again.taken, Qt.MouseButton.LeftButton)
    assert asked.args == [number]
    qtbot.waitUntil(lambda: not work.busy)
    assert drafts.kept(desk)[0].values["consumer.name"] == "李婷"


def test_typing_on_takes_the_way_to_the_other_case_away(open_form, qtbot, work) -> None:
    first = open_form()
    first.form.put(WHOLE)
    register(qtbot, first)
    again = open_form()
    again.form.put(WHOLE)
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(again.taken.isVisible)
    qtbot.keyClick(focus(), Qt.Key.Key_Backspace)
    assert not again.taken.isVisible()
    assert not again.form.fields["channel_no"].refused


def test_a_draft_outlives_esc_with_every_character_as_typed(open_form, qtbot, work) -> None:
    first = open_form()
    typed = {**WHOLE, "claimed": "约三百", "received_at": ["某天", "25:99"], "facts": "第一行\n  第二行 <b>"}
    first.form.put(typed)
    before = first.form.raw()
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not work.busy)
    again = open_form()
    assert "李婷 · 悦选数码旗舰店" in again.drafts.words
    again.drafts.acted.emit()
    assert again.form.raw() == before
    assert again.drafts.isHidden()


def test_a_draft_is_kept_while_one_types_and_stamped(form: IntakeDialog, qtbot, work, desk: Desk) -> None:
    walk_to(qtbot, form, "consumer.name")
    say("王秀英")
    assert form.keeper._soon.isActive()
    left = form.keeper._soon.remainingTime()
    say("女士")
    assert form.keeper._soon.remainingTime() <= left  # going on typing does not put it off
    form.keeper._soon.timeout.emit()
    qtbot.waitUntil(lambda: form.status.text() == "草稿已保存 10:20")
    assert [draft.values["consumer.name"] for draft in drafts.kept(desk)] == ["王秀英女士"]


def test_one_form_is_one_draft_however_often_it_is_kept(form: IntakeDialog, qtbot, work, desk: Desk) -> None:
    walk_to(qtbot, form, "facts")
    for part in "收到后没有降噪":
        say(part)
        form.keep()
    qtbot.waitUntil(lambda: not work.busy)
    assert len(drafts.kept(desk)) == 1


def test_an_emptied_form_leaves_no_draft(form: IntakeDialog, qtbot, work, desk: Desk) -> None:
    walk_to(qtbot, form, "consumer.name")
    say("王")
    form.keep()
    qtbot.keyClick(focus(), Qt.Key.Key_Backspace)
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not work.busy)
    assert drafts.kept(desk) == ()


def test_a_form_only_looked_at_leaves_no_draft(form: IntakeDialog, qtbot, work, desk: Desk) -> None:
    choose(qtbot, form, "channel", "phone")
    qtbot.keyClick(focus(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not work.busy)
    assert drafts.kept(desk) == ()


def test_a_draft_is_thrown_away_on_the_second_press_only(open_form, qtbot, work, desk: Desk) -> None:
    drafts.keep(desk, "intake", {"consumer.name": "于凤英"})
    form = open_form()
    qtbot.mouseClick(form.drafts.throw, Qt.MouseButton.LeftButton)
    assert form.drafts.throw.text() == "再按一次就丢弃"
    qtbot.mouseClick(form.drafts.throw, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drafts.kept(desk) == ())
    assert form.drafts.isHidden()


def test_the_line_of_a_sheet_keeps_what_the_form_does_not_show(open_form, qtbot, work, desk: Desk) -> None:
    drafts.keep(desk, "complaint", {"consumer.name": "于凤英", "same_as": ["odr12315", "7"], "origin": {"line": 9}})
    form = open_form()
    form.drafts.acted.emit()
    walk_to(qtbot, form, "facts")
    say("缺货不发")
    form.keep()
    qtbot.waitUntil(lambda: not work.busy)
    (kept,) = drafts.kept(desk)
    assert (kept.kind, kept.values["same_as"], kept.values["origin"]) == ("complaint", ["odr12315", "7"], {"line": 9})
    assert kept.values["facts"] == "缺货不发"


def test_a_child_needs_a_guardian_with_all_four_facts(form: IntakeDialog, qtbot) -> None:
    form.form.put(WHOLE)
    assert not form.form.fields["guardian.name"].isVisible()
    walk_to(qtbot, form, "consumer.born_on")
    qtbot.keyClicks(focus(), "2015-03-02")
    assert form.form.fields["guardian.name"].isVisible()
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    refused = [name for name, field in form.form.fields.items() if field.refused]
    assert refused == ["guardian.name", "guardian.phone", "guardian.consent_on", "guardian.consent_how"]
    for name, typed in zip(refused, ("李建国", "13800138000", "昨天", "电话录音"), strict=True):
        walk_to(qtbot, form, name)
        say(typed)
    guardian = register(qtbot, form).case.complaint.consumer.guardian
    assert guardian == Guardian("李建国", "13800138000", date(2026, 11, 22), "电话录音")


def test_one_who_is_fourteen_today_needs_none(form: IntakeDialog, qtbot) -> None:
    form.form.put({**WHOLE, "consumer.born_on": "2012-11-23"})
    assert form.form.fields["guardian.name"].isVisible()
    assert register(qtbot, form).case.complaint.consumer.guardian is None


def test_one_who_is_of_age_today_has_no_guardian(form: IntakeDialog, qtbot) -> None:
    form.form.put({**WHOLE, "consumer.born_on": "2008-11-23"})
    assert not form.form.fields["guardian.name"].isVisible()
    form.form.put({**WHOLE, "consumer.born_on": "2008-11-24", "guardian.name": "李建国"})
    assert [problem.field for problem in form.form.problems()] == [
        "guardian.phone",
        "guardian.consent_on",
        "guardian.consent_how",
    ]


def test_the_number_of_a_child_shows_the_guardian_and_stays_out_of_the_draft(
    form: IntakeDialog, qtbot, work, desk: Desk
) -> None:
    form.form.put(WHOLE)
    walk_to(qtbot, form, "consumer.id_no")
    qtbot.keyClicks(focus(), "310115201305201238")
    assert form.form.fields["guardian.name"].isVisible()
    form.keep()
    qtbot.waitUntil(lambda: not work.busy)
    (kept,) = drafts.kept(desk)
    assert kept.values["consumer.id_no"] == ""
    assert text_of(form, "consumer.id_no") == "310115201305201238"


def test_contact_point_and_live_base_are_typed_and_registered(form: IntakeDialog, qtbot) -> None:
    form.form.put(WHOLE)
    for name, typed in (("contact_point", "陆家嘴联络点"), ("live.base", "浦江直播基地")):
        walk_to(qtbot, form, name)
        say(typed)
    complaint = register(qtbot, form).case.complaint
    assert (complaint.contact_point, complaint.live.base) == ("陆家嘴联络点", "浦江直播基地")


def test_the_identity_number_fills_in_the_birthday(form: IntakeDialog, qtbot) -> None:
    walk_to(qtbot, form, "consumer.id_no")
    qtbot.keyClicks(focus(), "11010519491231002X")
    leave(qtbot, form, "consumer.id_no")
    qtbot.waitUntil(lambda: text_of(form, "consumer.born_on") == "1949-12-31")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("consumer.phone", "1381234567", "10 位"),
        ("consumer.phone", "见微信", "字符"),
        ("consumer.id_no", "110105194912310021", "身份证"),
        ("merchant.uscc", "91310115MA1K4XXXX1", "信用代码"),
        ("claimed", "约三百", "约三百"),
        ("order.quantity", "两件", "数量"),
        ("received_at", "明年", "明年"),
        ("order.bought_on", "0230", "0230"),
    ],
)
def test_what_cannot_stand_is_said_when_the_field_is_left(
    form: IntakeDialog, qtbot, name: str, typed: str, said: str
) -> None:
    walk_to(qtbot, form, name)
    QApplication.focusWidget().clear()
    say(typed)
    assert not form.form.fields[name].refused
    walk_to(qtbot, form, "facts")
    qtbot.waitUntil(lambda: form.form.fields[name].refused)
    assert said in form.form.fields[name].note


def test_a_name_of_two_thousand_characters_is_refused_not_cut(form: IntakeDialog, qtbot) -> None:
    form.form.put({**WHOLE, "consumer.name": "王" * 2_000})
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    assert "2000" in form.form.fields["consumer.name"].note.replace(",", "")
    assert text_of(form, "consumer.name") == "王" * 2_000


@pytest.mark.parametrize(
    ("typed", "fen"), [("0", 0), ("９，９９９，９９９．９９", 999_999_999), ("9,999,999.99元", 999_999_999)]
)
def test_the_smallest_and_a_large_amount_are_taken(form: IntakeDialog, qtbot, typed: str, fen: int) -> None:
    form.form.put({**WHOLE, "claimed": typed, "order.paid": typed})
    stored = register(qtbot, form).case.complaint
    assert (stored.claimed, stored.order.paid) == (Fen(fen), Fen(fen))


def test_the_next_one_begins_with_the_same_channel_and_nothing_else(form: IntakeDialog, qtbot, work, desk) -> None:
    form.form.put(WHOLE)
    with qtbot.waitSignal(form.registered) as told:
        qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL | SHIFT)
    assert told.args[1] is False
    assert form.isVisible()
    assert inside(form, "channel")
    assert (text_of(form, "channel"), form.form.blank) == ("odr12315", True)
    assert told.args[0].case.number in form.status.text()
    form.form.put({**WHOLE, "channel_no": NUMBER[:-1] + "2"})
    assert register(qtbot, form).case.number.endswith("00002")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ({}, "收到日 11-23（周一） → ODR 回复期限 12-07（周一），共 10 个工作日"),
        ({"pushed_at": ["1120", "9:00"]}, "推送日 11-20（周五） → ODR 回复期限 12-04（周五），共 10 个工作日"),
        ({"channel": "phone"}, "登记日 11-23（周一） → 联络点办结期限"),
        (
            {"received_at": ["2026-11-02", "9"]},
            "收到日 11-02（周一） → ODR 回复期限 11-16（周一），共 10 个工作日，已逾期 5 个工作日",
        ),
        ({"received_at": ["某天", ""]}, "选好渠道、填好收到时间"),
        ({"channel": ""}, "选好渠道、填好收到时间"),
    ],
)
def test_the_deadline_is_told_while_one_types(form: IntakeDialog, raw: dict[str, object], line: str) -> None:
    form.form.put({**WHOLE, **raw})
    form.form.edited.emit()
    assert form.due.startswith(line)


def test_a_deadline_beyond_the_announced_holidays_is_provisional(tmp_path, open_form, qtbot, work) -> None:
    late = create(tmp_path / "late", "演练", practice=True, clock=lambda: datetime(2026, 12, 24, 2, tzinfo=UTC))
    form = open_form(late)
    form.form.put(WHOLE)
    form.form.edited.emit()
    assert "2027-01-" in form.due
    assert form.due.endswith("（暂定·节假日未公布）")
    form.dismiss()
    assert work.finish()
    late.close(backup=False)


def test_a_look_alike_is_shown_before_saving_and_leads_there(open_form, qtbot, work) -> None:
    first = open_form()
    first.form.put({**WHOLE, "order.no": "6920115822740112"})
    number = register(qtbot, first).case.number
    again = open_form()
    walk_to(qtbot, again, "order.no")
    qtbot.keyClicks(focus(), "6920115822740112")
    again.alikes._soon.timeout.emit()
    qtbot.waitUntil(again.alike.isVisible)
    assert number in again.alike.words
    with qtbot.waitSignal(again.wanted) as asked:
        again.alike.acted.emit()
    assert asked.args == [number]


def test_an_unusual_number_is_marked_for_a_check_but_stands(form: IntakeDialog, qtbot) -> None:
    form.form.put({**WHOLE, "channel_no": "4711"})
    leave(qtbot, form, "channel_no")
    qtbot.waitUntil(lambda: "4" in form.form.fields["channel_no"].toolTip())
    assert not form.form.fields["channel_no"].refused
    assert [problem.code for problem in register(qtbot, form).warnings] == ["channel_no.unusual"]


def test_a_clerk_without_the_intake_role_is_told_so_and_loses_nothing(form: IntakeDialog, qtbot, desk: Desk) -> None:
    from dataclasses import replace

    form.desk = replace(desk, clerk=replace(desk.clerk, roles=frozenset()))
    form.form.put(WHOLE)
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(form.bar.isVisible)
    assert text_of(form, "consumer.name") == "李婷"
    assert form.open_next.isEnabled()


def test_a_desk_that_cannot_be_written_keeps_what_was_typed_in_the_form(open_form, qtbot, work, desk: Desk) -> None:
    to_read = open_desk(desk.path, clock=lambda: NOW, writing=False)
    form = open_form(to_read)
    form.form.put(WHOLE)
    form.keep()
    qtbot.waitUntil(lambda: form.status.text() == "草稿没有存上")
    qtbot.keyClick(focus(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: form.host.findChild(tell.FaultDialog) is not None)
    assert text_of(form, "facts") == "收到后几乎没有降噪。"
    form.close_over()
    assert work.finish()
    to_read.close(backup=False)


def test_enter_while_composing_submits_nothing(form: IntakeDialog, qtbot) -> None:
    walk_to(qtbot, form, "consumer.name")
    QApplication.sendEvent(focus(), QInputMethodEvent("wang", []))
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert form.isVisible()
    assert not any(field.refused for field in form.form.fields.values())


def test_pasted_rubbish_reaches_no_file(form: IntakeDialog, qtbot) -> None:
    form.form.put({**WHOLE, "facts": "好\x00坏\ud83d"})
    stored = register(qtbot, form).case.complaint.facts
    assert stored.encode().decode().startswith("好坏")
    assert "\x00" not in stored


def test_everything_one_can_reach_by_tab_has_a_name(form: IntakeDialog) -> None:
    form.form.put({**WHOLE, "consumer.born_on": "2015-03-02"})
    reachable = [
        part
        for part in form.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ]
    assert [part for part in reachable if not part.accessibleName()] == []
    assert len(reachable) >= 40


def test_nothing_of_it_is_chinese_in_english(open_form, qtbot) -> None:
    from odrdesk.desktop.widgets.button import Button
    from odrdesk.desktop.widgets.label import Label

    set_language("en")
    try:
        form = open_form()
        form.form.put({**WHOLE, "consumer.born_on": "2015-03-02"})
        form.form.edited.emit()
        said = [part.text() for kind in (Label, Button) for part in form.findChildren(kind)]
        assert [text for text in said if any("\u4e00" <= letter <= "\u9fff" for letter in text)] == []
        assert form.due == "Received 11-23 (Mon) → ODR reply due 12-07 (Mon), 10 working days in all"
    finally:
        set_language("zh_CN")


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800)])
def test_the_whole_form_stands_in_view_below_a_bar(form: IntakeDialog, window, qtbot, size: tuple[int, int]) -> None:
    window.resize(*size)
    form.alike.say("可能重复：ODR-2026-00001", Tone.WARN, "打开")
    qtbot.waitUntil(lambda: form.form.viewport().height() < form.plate.height() - 190)
    assert form.form.verticalScrollBar().maximum() == 0


def test_the_plate_fits_the_smallest_window_and_keeps_to_its_largest(form: IntakeDialog, window) -> None:
    assert (form.plate.width(), form.plate.height()) == (1080, 828)
    window.resize(1280, 720)
    assert (form.plate.width(), form.plate.height()) == (1080, 680)
    window.resize(1100, 680)
    assert (form.plate.width(), form.plate.height()) == (1020, 640)


def test_esc_during_registration_does_not_close(form: IntakeDialog, qtbot) -> None:
    form.form.put(WHOLE)
    with qtbot.waitSignal(form.registered):
        form.save(open_it=False)
        QApplication.sendEvent(
            form, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        )
        assert form.isVisible()


@pytest.fixture
def held(work) -> Iterator[Callable[[], Event]]:
    """The writer stands still until it is let go."""
    gate = Event()
    yield lambda: work.write(gate.wait) and gate
    gate.set()


def test_another_draft_is_not_taken_up_while_this_one_is_registered(open_form, qtbot, work, desk, held) -> None:
    drafts.keep(desk, "intake", {"consumer.name": "于凤英"})
    form = open_form()
    form.form.put(WHOLE)
    gate = held()
    form.save(open_it=False)
    qtbot.mouseClick(form.drafts._link, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.drafts.throw, Qt.MouseButton.LeftButton)
    assert text_of(form, "consumer.name") == "李婷"
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert [one.values["consumer.name"] for one in drafts.kept(desk)] == ["于凤英"]


def test_a_window_that_goes_during_registration_leaves_no_draft(open_form, qtbot, work, desk, held) -> None:
    form = open_form()
    form.form.put(WHOLE)
    form.keep()
    gate = held()
    form.save(open_it=False)
    form.deleteLater()
    QCoreApplication.sendPostedEvents(form, QEvent.Type.DeferredDelete)
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert list(lists.counts(desk, [Listing()])) == [1]
    assert drafts.kept(desk) == ()


def test_a_phrase_in_a_new_case_takes_nothing_of_the_case_beneath(form: IntakeDialog) -> None:
    assert isinstance(form, OfCase)
    assert form.phrase_values() == {}
