"""The step dialog: fields from the table of facts, refusals beside them, nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.forms import step_words
from odrdesk.desktop.forms.step import ACKNOWLEDGES
from odrdesk.desktop.pages import step_options
from odrdesk.domain.facts import FACTS, FactKind
from odrdesk.domain.vocabulary import State, Step
from odrdesk.services import cases
from odrdesk.services.steps import take_step
from odrdesk.text import messages, set_language

CONTACT = {"mode": "电话", "with": "merchant", "content": "同意退款"}


@pytest.fixture
def negotiating(desk, number, clock, page, settle):
    """The shoes after the first call to the merchant."""
    clock.set(2026, 10, 9)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, CONTACT)
    page.refresh()
    settle()
    return page


@pytest.fixture
def state(desk, number):
    return lambda: cases.view(desk, number).case.state


def asked(page, step: Step) -> StepDialog:
    dialog = page.deeds.take(page.sight, step)
    assert isinstance(dialog, StepDialog)
    return dialog


def test_every_fact_of_every_open_step_has_a_field(negotiating) -> None:
    page = negotiating
    for status in page.sight.view.steps:
        if status.open:
            dialog = asked(page, status.step)
            made = {*dialog.form.fields, *dialog.form.ticks} - {"at", "at.why", "at.time"}
            asked_for = {f.name for f in FACTS.get(status.step, ())} - {
                n for s, n in step_words.UNASKED if s is status.step
            }
            assert made == asked_for
            flags = {f.name for f in FACTS.get(status.step, ()) if f.kind is FactKind.FLAG}
            assert {*dialog.form.ticks} == flags - set(step_options.options(page.sight, status.step))
            dialog.close_over()


def test_the_offer_begins_with_what_the_law_gives(negotiating) -> None:
    terms = asked(negotiating, Step.PROPOSE).form.terms
    assert terms is not None
    said = [(row.kind.key, row.amount.text(), row.due.text()) for row in terms.rows]
    assert said == [
        ("refund", "129.00", "2026-10-15"),
        ("extra", "500.00", "2026-10-15"),
        ("return_goods", "", "2026-10-15"),
    ]
    assert terms._capitals.text() == "陆佰贰拾玖元整"


def test_an_offer_below_the_law_is_refused_beside_the_items_and_may_be_stood_by(negotiating, settle, state) -> None:
    dialog = asked(negotiating, Step.PROPOSE)
    dialog.form.terms.rows[1].amount.setText("20")
    dialog.confirm()
    settle()
    assert "低于消费者可依法主张" in dialog.form.fields["items"].note
    assert dialog.form.terms.rows[1].amount.text() in {"20", "20.00"}
    tick = dialog.form.ticks["floor_acknowledged"]
    assert tick.isVisible()
    tick.click()
    dialog.confirm()
    settle()
    assert state() is State.PROPOSED


def test_a_second_offer_moves_days_that_have_passed(negotiating, desk, number, clock, settle) -> None:
    day = {"kind": "refund", "amount": "129.00", "payer": "merchant"}
    items = [day | {"due": "2026-10-13"}, day | {"kind": "extra", "amount": "500.00", "due": "2026-10-30"}]
    take_step(desk, number, Step.PROPOSE, {"items": items})
    take_step(desk, number, Step.REJECT_OFFER, {"why": "金额过高"})
    clock.set(2026, 10, 16)
    negotiating.refresh()
    settle()
    terms = asked(negotiating, Step.PROPOSE).form.terms
    assert [row.due.text() for row in terms.rows] == ["2026-10-21", "2026-10-30"]


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_a_refusal_names_the_tick_as_it_is_labelled(spoken: str) -> None:
    set_language(spoken)
    labels = {code: step_words.tick(fact) for code, fact in ACKNOWLEDGES.items()}
    set_language("zh_CN")
    for code, label in labels.items():
        assert f"“{label}”" in getattr(messages()[code], spoken[:2])


def test_an_item_that_cannot_stand_says_so_at_its_own_row(negotiating, settle) -> None:
    dialog = asked(negotiating, Step.PROPOSE)
    rows = dialog.form.terms.rows
    rows[1].amount.setText("五百")
    dialog.confirm()
    settle()
    assert "五百" in rows[1]._note.text()
    assert not rows[0]._note.text()
    rows[1].amount.setText("")
    dialog.confirm()
    settle()
    assert "必须写明金额" in rows[1]._note.text()


def test_a_day_that_cannot_be_read_stays_as_typed(negotiating, settle) -> None:
    dialog = asked(negotiating, Step.PROPOSE)
    dialog.form.terms.rows[0].due.setText("下礼拜")
    dialog.confirm()
    settle()
    assert dialog.form.terms.rows[0].due.text() == "下礼拜"
    assert dialog.form.terms.rows[0]._note.text()


def test_the_word_of_who_did_not_propose_is_missed_at_its_field(negotiating, settle) -> None:
    page = negotiating
    asked(page, Step.PROPOSE).confirm()
    settle()
    dialog = asked(page, Step.SETTLE)
    proposed = dialog.form.fields["merchant_confirmed_by"].editor.key
    assert proposed, "who made the offer has agreed to it by making it"
    dialog.confirm()
    settle()
    assert dialog.form.fields["consumer_confirmed_by"].refused
    assert not dialog.form.fields["merchant_confirmed_by"].refused
    assert dialog.form.fields["merchant_confirmed_by"].editor.key == proposed


def test_what_happened_earlier_needs_its_reason(page, settle, clock, state) -> None:
    clock.set(2026, 10, 9)
    dialog = asked(page, Step.ACCEPT)
    dialog.form.tell_late()
    dialog.form.at_day.setText("1008")
    dialog.form.at_time.setText("930")
    dialog.confirm()
    settle()
    assert dialog.form.fields["at.why"].refused
    dialog.form.late_why.setPlainText("当日停电")
    dialog.confirm()
    settle()
    assert state() is State.ACCEPTED
    assert page.sight.case.accepted_at.isoformat() == "2026-10-08T01:30:00+00:00"


def test_an_unreadable_hour_is_refused_at_its_field(page, settle) -> None:
    dialog = asked(page, Step.ACCEPT)
    dialog.form.tell_late()
    dialog.form.at_day.setText("昨天")
    dialog.form.at_time.setText("25:00")
    dialog.confirm()
    settle()
    assert dialog.form.fields["at.time"].refused


def test_a_correction_begins_with_what_stands_there_now(page, settle, desk, number) -> None:
    dialog = asked(page, Step.CORRECT)
    dialog.form.fields["field"].editor.choose("order.paid")
    assert dialog.form.fields["value"].editor.toPlainText() == "129.00"
    dialog.form.show_value("value", "139.00")
    dialog.form.fields["why"].editor.setPlainText("订单截图为 139 元")
    dialog.confirm()
    settle()
    assert cases.view(desk, number).case.complaint.order.paid.plain == "139.00"


def test_a_category_is_corrected_by_its_word(page, settle, desk, number) -> None:
    dialog = asked(page, Step.CORRECT)
    dialog.form.fields["field"].editor.choose("category")
    assert dialog.form.fields["value"].editor.toPlainText() == "虚假宣传"
    dialog.form.show_value("value", "质量")
    dialog.form.fields["why"].editor.setPlainText("经核实为质量问题")
    dialog.confirm()
    settle()
    assert cases.view(desk, number).case.complaint.category == "quality"


def test_esc_leaves_everything_as_it_was(page, qtbot, settle, state, window) -> None:
    dialog = asked(page, Step.ACCEPT)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert not dialog.isVisible()
    assert state() is State.REGISTERED
    assert window.registry.action("contact").isEnabled()


def test_the_last_item_can_be_emptied_but_not_taken_away(negotiating) -> None:
    terms = asked(negotiating, Step.PROPOSE).form.terms
    for _time in range(4):
        terms.rows[0]._remove.click()
    assert len(terms.rows) == 1
    assert terms.rows[0].amount.text() == ""
    terms.more.click()
    assert len(terms.rows) == 2


# The grounds of the law, item by item, and somebody else at the same case


def ground_options(dialog: StepDialog) -> list[str]:
    ground = dialog.form.fields["ground"].editor
    return [ground.itemText(place) for place in range(ground.count())]


def test_the_grounds_of_a_refusal_are_those_of_the_day_it_was_decided(page) -> None:
    dialog = asked(page, Step.REFUSE)
    assert len(ground_options(dialog)) == 7
    assert "第十六条第一项" in dialog.form.fields["ground"].note
    dialog.form.tell_late()
    dialog.form.at_day.setText("2026-04-14")
    assert len(ground_options(dialog)) == 6
    assert "第十五条第一项" in dialog.form.fields["ground"].note


def test_the_grounds_of_an_end_follow_the_day_told(negotiating, desk, number, settle) -> None:
    take_step(desk, number, Step.FAIL, {"why": "商家拒绝"})
    take_step(desk, number, Step.TO_REGULATOR, {})
    take_step(desk, number, Step.EXT_ACCEPTED, {"on": "2026-10-09"})
    negotiating.refresh()
    settle()
    dialog = asked(negotiating, Step.EXT_TERMINATED)
    assert len(ground_options(dialog)) == 8
    dialog.form.fields["on"].editor.setText("2026-04-14")
    assert len(ground_options(dialog)) == 7


def test_what_was_asked_for_is_ticked_off_one_by_one(page, desk, number, settle, state) -> None:
    take_step(desk, number, Step.ASK_SUPPLEMENT, {"items": ["身份证明", "检测报告"]})
    page.refresh()
    settle()
    dialog = asked(page, Step.SUPPLEMENTED)
    dialog.confirm()
    settle()
    assert "身份证明、检测报告" in dialog.form.fields["items"].note
    ticks = dialog.form.fields["items"].editor.ticks
    ticks["身份证明"].click()
    dialog.confirm()
    settle()
    assert "检测报告" in dialog.form.fields["items"].note
    assert "身份证明" not in dialog.form.fields["items"].note
    assert ticks["身份证明"].isChecked()
    ticks["检测报告"].click()
    dialog.confirm()
    settle()
    assert state() is State.REGISTERED


def test_choosing_an_item_fills_in_what_it_still_wants(negotiating, desk, number, settle) -> None:
    items = [
        {"kind": "refund", "amount": "129.00", "payer": "merchant"},
        {"kind": "extra", "amount": "500.00", "payer": "platform"},
    ]
    take_step(desk, number, Step.PROPOSE, {"items": items})
    take_step(desk, number, Step.SETTLE, {"consumer_confirmed_by": "短信", "merchant_confirmed_by": "短信"})
    take_step(desk, number, Step.PERFORM, {"item": "2", "amount": "100.00", "proof": "a"})
    negotiating.refresh()
    settle()
    dialog = asked(negotiating, Step.PERFORM)
    assert dialog.form.fields["amount"].editor.text() == "529.00"
    dialog.form.fields["item"].editor.choose("2")
    assert dialog.form.fields["amount"].editor.text() == "400.00"
    dialog.form.fields["proof"].editor.setText("转账")
    dialog.confirm()
    settle()
    assert cases.view(desk, number).case.owed == (12900, None)


def test_a_change_by_somebody_else_is_shown_beside_what_was_typed_and_nothing_is_lost(
    negotiating, desk, number, settle, state
) -> None:
    dialog = asked(negotiating, Step.FAIL)
    dialog.form.fields["why"].editor.setPlainText("商家明确拒绝")
    take_step(desk, number, Step.ESCALATE, {"why": "消费者要求"})
    dialog.confirm()
    settle()
    assert state() is State.NEGOTIATING
    assert dialog.changed.isVisible()
    assert "升级" in dialog.changed.theirs.text()
    assert "L1 → L2" in dialog.changed.theirs.text()
    assert "商家明确拒绝" in dialog.changed.mine.text()
    assert dialog.form.fields["why"].editor.toPlainText() == "商家明确拒绝"
    dialog.changed.go.click()
    settle()
    assert state() is State.FAILED


def test_a_step_that_is_no_longer_open_can_only_be_left(negotiating, desk, number, settle, state) -> None:
    dialog = asked(negotiating, Step.ESCALATE)
    dialog.form.fields["why"].editor.setPlainText("金额较大")
    take_step(desk, number, Step.WITHDRAW, {"why": "不追究了"})
    dialog.confirm()
    settle()
    assert dialog.changed.go.isHidden()
    assert dialog.changed.why_not.isVisible()
    dialog.changed.leave.click()
    settle()
    assert state() is State.WITHDRAWN


def test_the_fields_end_where_the_buttons_end(negotiating, settle) -> None:
    dialog = asked(negotiating, Step.CONTACT)
    settle()
    field = dialog.form.fields["mode"].editor
    ends = {one.mapTo(dialog.plate, one.rect().topRight()).x() for one in (field, dialog.go)}
    assert len(ends) == 1


def test_the_agreement_stands_beside_the_offer_and_follows_what_is_typed(negotiating, qtbot, settle) -> None:
    dialog = asked(negotiating, Step.PROPOSE)
    settle()
    side = dialog.side
    assert side is not None
    assert side.isVisible()
    assert side.paper.pages.count >= 1
    first = side.paper.pages.grab().toImage()
    dialog.form.terms.rows[0].amount.setText("88.8")
    qtbot.waitUntil(lambda: side.paper.pages.grab().toImage() != first, timeout=20_000)
    assert side.note.text() == "样张，随左边的填写更新"
    dialog.form.terms.rows[0].amount.setText("许多")
    qtbot.waitUntil(lambda: "许多" in side.note.text(), timeout=20_000)
    assert side.paper.pages.count >= 1, "the last paper stays in view"
    dialog.form.terms.rows[0].amount.setText("66")
    qtbot.waitUntil(lambda: side.note.text() == "样张，随左边的填写更新", timeout=20_000)
    settle()


def test_a_narrow_window_and_other_steps_have_the_form_alone(negotiating, settle) -> None:
    negotiating.window().resize(1024, 720)
    dialog = asked(negotiating, Step.PROPOSE)
    settle()
    assert not dialog.side.isVisible()
    dialog.close_over()
    assert asked(negotiating, Step.CONTACT).side is None
