"""The case page: what it shows of a dispute, its keys, and what it says where there is nothing to show."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from odrdesk.desktop.theme import Mode
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.domain.vocabulary import PaperKind, Role, Step
from odrdesk.services import cases, clerks, intake, papers
from odrdesk.services.steps import take_step
from odrdesk.text import refusal_text

CTRL = Qt.KeyboardModifier.ControlModifier


def words_of(widget: QWidget) -> str:
    QApplication.processEvents()  # parts that were just made are shown by the next event
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


@pytest.fixture
def go(desk, number, clock, page, settle):
    """Take steps behind the page's back and let it read again."""

    def gone(*steps: tuple[Step, dict], on: tuple[int, int, int] = (2026, 10, 8)) -> None:
        clock.set(*on)
        for step, facts in steps:
            take_step(desk, number, step, facts)
        page.refresh()
        settle()

    return gone


def test_the_head_names_the_goods_the_state_and_the_next_step(page) -> None:
    assert page.head.title.text() == "头层牛皮男鞋 · 虚假宣传"
    assert page.head.primary.text() == "受理"
    assert "3101150000000202609301234" in page.head.line.text()


def test_the_level_says_who_handles_the_case_and_what_the_others_are(page, qtbot) -> None:
    assert page.head.level.text() == "L1 直播间、商家客服"
    legend = page.head.level.toolTip()
    assert "L1  直播间、商家客服（现在）" in legend
    assert "L4  市场监管所、消保委" in legend
    assert page.head.level.accessibleDescription() == legend
    qtbot.keyClick(page.head.level, Qt.Key.Key_Space)
    assert QToolTip.text() == legend


@pytest.mark.parametrize(("key", "step"), [("P", Step.PREPAY_REQUEST), ("O", Step.PROPOSE)])
def test_a_key_of_a_step_that_is_closed_says_why(page, window, qtbot, key: str, step: Step) -> None:
    page.arrive()
    qtbot.keyClick(page, getattr(Qt.Key, f"Key_{key}"))
    refusal = page.sight.status(step).refusal
    assert refusal is not None
    assert page.bar.isVisible()
    assert page.bar.words == refusal_text(refusal)
    assert not [one for one in window.findChildren(Overlay) if one.isVisible()]


def test_a_rebound_key_says_why_too_and_the_old_one_is_silent(page, window, qtbot) -> None:
    window.registry.rebind({"prepay_request": ("F",)})
    page.arrive()
    qtbot.keyClick(page, Qt.Key.Key_P)
    assert not page.bar.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_F)
    assert page.bar.isVisible()


def test_the_consumer_is_masked_until_asked_for(page) -> None:
    assert (page.parties.name.text(), page.parties.phone.text()) == ("张*某", "138****8000")
    page.parties.eye.click()
    assert (page.parties.name.text(), page.parties.phone.text()) == ("张小某", "138 1234 8000")
    assert "世纪大道" in page.parties.further.text()


def test_another_case_is_masked_again(page, settle) -> None:
    page.parties.eye.click()
    page.open_case("ODR-2026-00002")
    settle()
    assert page.parties.name.text() == "张*某"


def test_the_deadline_says_how_it_was_counted(page) -> None:
    assert "09-30 收到 + 10 工作日 → 10-20" in words_of(page.deadlines)


def test_a_click_on_a_deadline_shows_its_days(page, settle, over) -> None:
    page.deadlines.rows[-1].click()
    settle()
    assert "10-10 周六，调休上班，第 3 日" in over().strip.accessibleDescription()


def test_a_date_that_leans_on_an_unknown_year_is_called_provisional(page, desk, clock, settle, shoes) -> None:
    clock.set(2026, 12, 28)
    late = replace(shoes, channel_no="3101150000000202612280001", received_at=clock(), pushed_at=clock())
    page.open_case(intake.register(desk, late).value.case.number)
    settle()
    assert "暂定" in words_of(page.deadlines)


def test_refused_steps_stand_grey_in_the_menu_with_their_reason(page, go) -> None:
    go((Step.ACCEPT, {}), (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意退款"}))
    actions = {action.text(): action for action in page.head.menu().actions()}
    assert actions["登记和解不成"].isEnabled()
    assert not actions["收到检测报告"].isEnabled()
    assert "没有正在进行的检测" in actions["收到检测报告"].toolTip()


def test_letters_are_commands_and_typing_is_typing(page, qtbot, window) -> None:
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_R)
    assert page.record.composer.content.hasFocus()
    qtbot.keyClicks(page.record.composer.content, "roar")
    assert page.record.composer.content.toPlainText() == "roar"


def test_what_was_typed_waits_while_another_case_is_looked_at(page, number, settle) -> None:
    page.record.composer.content.setPlainText("商家称需请示")
    page.open_case("ODR-2026-00002")
    settle()
    assert page.record.composer.content.toPlainText() == ""
    page.open_case(number)
    settle()
    assert page.record.composer.content.toPlainText() == "商家称需请示"


def test_a_refused_contact_says_so_and_keeps_what_was_typed(page, qtbot, settle) -> None:
    page.record.composer.result.setText("待答复")
    qtbot.keyClick(page.record.composer.result, Qt.Key.Key_Return, CTRL)
    settle()
    assert "沟通内容" in words_of(page.record.composer)
    assert page.record.composer.result.text() == "待答复"


def test_the_next_case_comes_by_key_and_the_list_follows(page, qtbot, window, settle) -> None:
    before = page.number
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    settle()
    assert page.number != before
    assert page.cases.list.current_key == page.sight.case.key


def test_a_list_loaded_anew_opens_nothing_by_itself(page, number, settle) -> None:
    page.cases.list.model().reload()
    settle()
    assert page.number == number


def test_ctrl_and_a_digit_show_the_tab_of_that_place_and_the_audit_is_the_last(page, qtbot, window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert page.timeline.isVisible()
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + len(page.tabs.keys())), CTRL)
    assert page.audit.isVisible()
    assert not page.facts.isVisible()


def test_the_record_can_be_narrowed_to_contacts(page, go, settle) -> None:
    go((Step.ACCEPT, {}), (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意退款", "result": "同意"}))
    page.tabs.chosen.emit("record")
    page.timeline.sorts._group.button(1).click()
    settle()
    assert "电话 · 商家：同意退款\n结果：同意" in words_of(page.timeline)
    assert "受理" not in words_of(page.timeline)


def test_the_number_is_copied(page, number) -> None:
    page.head.copy.click()
    assert QGuiApplication.clipboard().text() == number


def test_a_missing_paper_is_called_for(page, go) -> None:
    go((Step.ACCEPT, {}))
    assert "出具受理告知书" in [row.text() for row in page.next.rows]


def test_a_void_paper_stays_listed_and_another_can_be_issued(page, go, desk, number, settle) -> None:
    go((Step.ACCEPT, {}))
    key = papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE).value.id
    papers.void(desk, key, "写错了")
    page.refresh()
    page.show_tab("papers")
    settle()
    assert key in page.papers.views
    assert page.papers.buttons[PaperKind.ACCEPTANCE_NOTICE].isEnabled()


def test_a_step_of_two_people_waits_visibly_for_the_second(page, desk, number, settle, over) -> None:
    clerks.add(desk, "周倩", [Role.SUPERVISOR])
    take_step(desk.acting_as("周倩"), number, Step.REFUSE, {"ground": "6", "why": "冒名投诉"})
    page.refresh()
    settle()
    assert "周倩" in page.asked.words
    page.asked.acted.emit()
    assert over().form.fields["ground"].editor.key == "6"
    over().confirm()
    settle()
    assert page.sight.case.state == "not_accepted"
    assert not page.asked.isVisible()


def test_an_unknown_case_is_told_with_a_way_on(page, settle) -> None:
    page.open_case("ODR-2026-99999")
    settle()
    assert page.nothing.isVisible()
    assert "ODR-2026-99999" in page.nothing.accessibleName()


def test_a_closed_case_has_no_primary_button_and_no_composer(page, go, desk, number) -> None:
    go((Step.WITHDRAW, {"why": "消费者自行撤回"}), (Step.CLOSE, {"missing_acknowledged": True}))
    assert not page.head.primary.isVisible()
    assert not page.record.composer.isVisible()
    assert "重新立案" in [action.text() for action in page.head.menu().actions()]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1100, 680)])
def test_nothing_is_wider_than_its_room(page, window, look, mode: Mode, size: tuple[int, int]) -> None:
    look.wear(mode)
    window.resize(*size)
    QApplication.processEvents()
    assert page.width() <= window.width()
    for part in (page.head.title, page.head.primary, page.deadlines, page.facts):
        right = part.mapTo(page, part.rect().topRight()).x()
        assert right <= page.width()


def test_the_list_stands_beside_it_only_in_a_wide_window(page, window) -> None:
    assert page.cases.isVisible()
    window.resize(1280, 720)
    assert not page.cases.isVisible()


def test_a_contact_typed_while_another_changed_the_case_is_shown_beside_what_they_did(
    page, desk, number, settle
) -> None:
    composer = page.record.composer
    composer.content.setPlainText("商家称需请示")
    composer.result.setText("待答复")
    take_step(desk, number, Step.ACCEPT, {})
    composer.send()
    settle()
    assert composer.changed.isVisible()
    assert "受理" in composer.changed.theirs.text()
    assert "商家称需请示" in composer.changed.mine.text()
    assert (composer.content.toPlainText(), composer.result.text()) == ("商家称需请示", "待答复")
    assert cases.view(desk, number).case.contacts == ()
    composer.changed.leave.click()
    assert composer.content.toPlainText() == "商家称需请示"
    composer.send()
    settle()
    (contact,) = cases.view(desk, number).case.contacts
    assert (contact.content, contact.result) == ("商家称需请示", "待答复")
    assert composer.content.toPlainText() == ""
    assert not composer.changed.isVisible()


def test_two_contacts_one_right_after_the_other_are_no_change_by_somebody_else(page, desk, number, settle) -> None:
    composer = page.record.composer
    for words in ("第一次", "第二次"):
        composer.content.setPlainText(words)
        composer.send()
        settle()
        assert not composer.changed.isVisible()
    assert [one.content for one in cases.view(desk, number).case.contacts] == ["第一次", "第二次"]


def test_the_facts_of_a_row_stand_on_one_line(page) -> None:
    values = page.facts.values
    middles = {values[key].mapTo(page.facts, values[key].rect().center()).y() for key in ("order", "money", "bought")}
    assert len(middles) == 1


def test_a_tab_with_nothing_in_it_bears_no_number(page) -> None:
    assert [tab.count(page.sight) for tab in page.more] == [None] * len(page.more)


def test_what_is_not_looked_at_is_not_built(page, go, settle) -> None:
    talk = {"mode": "电话", "with": "merchant", "content": "商家愿退"}
    go(
        (Step.ACCEPT, {}),
        (Step.CONTACT, talk),
        (Step.PROPOSE, {"items": [{"kind": "refund", "amount": "129.00"}, {"kind": "extra", "amount": "500.00"}]}),
    )
    remedies = next(tab.panel for tab in page.more if tab.key == "remedies")
    assert not page.papers.buttons
    assert remedies.form is None
    assert page.offers.table is None
    page.show_tab("papers")
    settle()
    assert page.papers.buttons
    page.show_tab("remedies")
    settle()
    assert remedies.form is not None
    page.offers.ways.choose("table")
    page.offers.ways.chosen.emit("table")
    settle()
    assert page.offers.table is not None


def test_a_sum_is_never_cut(page) -> None:
    label = page.facts.values["money"]
    label.setText("¥1,234,567.00 / ¥3,703,701.00")
    page.resize(760, 600)
    QApplication.processEvents()
    assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
