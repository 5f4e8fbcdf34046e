"""协商 of the case page: the ladder with its table, the four facts for the 12315 console, and rises on the ladder."""

import pytest
from PySide6.QtGui import QGuiApplication

from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.pages.case_gate import Gate
from odrdesk.desktop.pages.case_negotiation import Negotiation
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.ladder import LINES, grid_step, scale_text
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import State, Step
from odrdesk.services import cases, escalation
from odrdesk.services.steps import take_step
from odrdesk.text import set_language

CALL = {"mode": "电话", "with": "merchant", "content": "告知投诉，商家愿退货款", "result": "不同意赔偿"}


def offer(refund: str, **more: object) -> dict[str, object]:
    items = [{"kind": "refund", "amount": refund, "payer": "merchant"}]
    return {"items": items, "floor_acknowledged": True, "over_paid_acknowledged": True, **more}


@pytest.fixture
def take(desk, number, page, settle):
    def taking(step: Step, **facts: object) -> None:
        take_step(desk, number, step, {name.rstrip("_"): value for name, value in facts.items()})
        page.refresh()
        settle()

    return taking


@pytest.fixture
def negotiation(page, take, clock) -> Negotiation:
    clock.set(2026, 10, 9, 9, 30)
    take(Step.ACCEPT)
    take(Step.CONTACT, **CALL)
    page.show_tab("negotiation")  # it is built as it comes into view
    return next(tab.panel for tab in page.more if isinstance(tab.panel, Negotiation))


@pytest.fixture
def level(desk, number):
    return lambda: cases.view(desk, number).case.level


def words(panel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(Label) if not label.isHidden())


def test_rounds_stand_in_picture_and_table_with_gap_and_middle(negotiation, take) -> None:
    take(Step.PROPOSE, **offer("129.00"))
    take(Step.REJECT_OFFER, why="太少")
    take(Step.PROPOSE, **offer("529.00", by="consumer"))
    ladder = negotiation.ladder
    # Demanded 529.00, offered 129.00: 400.00 apart, 329.00 in the middle.
    assert "差距 ¥400.00" in ladder.gap.text()
    assert "中间值 ¥329.00" in ladder.gap.text()
    told = ladder.ladder.accessibleDescription()
    assert told == "诉求 ¥629.00；第 1 轮 商家 ¥129.00；第 2 轮 消费者 ¥529.00"
    assert "原因：太少" in words(ladder)


def test_an_offer_of_more_than_is_asked_for_has_no_gap_and_no_middle(negotiation, take) -> None:
    take(Step.PROPOSE, **offer("800.00"))
    assert negotiation.ladder.gap.text().endswith("已达到诉求金额")
    assert "中间值" not in negotiation.ladder.gap.text()


@pytest.mark.parametrize(
    ("most", "step"), [(1, 100), (400, 100), (401, 200), (62900, 20000), (80001, 50000), (10**9, 500_000_000)]
)
def test_four_lines_of_the_grid_hold_the_most(most: int, step: int) -> None:
    assert grid_step(most) == step
    assert step * 4 >= most


def test_an_empty_ladder_says_what_is_asked_for(negotiation, settle) -> None:
    settle()
    assert negotiation.ladder.ladder.isHidden()
    assert "¥629.00" in negotiation.ladder.none.text()


def test_the_four_facts_are_copied_in_the_consoles_order(negotiation, take, page, window) -> None:
    take(Step.PROPOSE, **offer("129.00"))
    assert window.registry.run("copy_console")
    pasted = QGuiApplication.clipboard().text()
    titles = ["处理时间：", "协商过程：", "协商方式：", "协商结果："]
    assert sorted(titles, key=pasted.index) == titles
    assert "2026-10-09 09:30 电话联系商家：告知投诉，商家愿退货款。结果：不同意赔偿。" in pasted
    assert "第1轮，商家方案：退款129.00元，待答复。" in pasted
    assert "协商方式：电话" in pasted


def test_the_console_is_chinese_whatever_is_spoken(negotiation, take, page, settle) -> None:
    set_language("en")
    try:
        page.refresh()
        settle()
        assert "电话联系商家" in negotiation.console.told.text
        assert negotiation.console.told.result == "协商尚未结束。"
    finally:
        set_language("zh_CN")


def test_a_process_that_is_too_long_says_by_how_much(negotiation, take) -> None:
    take(Step.CONTACT, **CALL | {"content": "长" * 1300})
    told = negotiation.console.told
    assert told.over == len(told.process) - 1200 > 0
    assert str(told.over) in negotiation.console.count.text()


def test_a_rise_is_proposed_with_its_reasons_and_never_taken_by_itself(negotiation, take, page, level) -> None:
    assert page.rise.isHidden()
    take(Step.CONTACT, mode="电话", with_="consumer", content="要求负责人处理", asks_higher=True)
    assert page.rise.isVisibleTo(page)
    assert "L2" in page.rise.words
    assert "消费者要求" in page.rise.words
    assert level() == 1
    page.rise.acted.emit()
    dialog = next(one for one in page.window().findChildren(StepDialog) if one.isVisible())
    assert "消费者要求" in dialog.form.fields["why"].editor.toPlainText()
    dialog.close_over()


def test_a_rise_is_kept_with_who_and_why_and_answers_the_proposal(negotiation, take, page, clock) -> None:
    take(Step.CONTACT, mode="电话", with_="consumer", content="要求负责人处理", asks_higher=True)
    clock.set(2026, 10, 9, 10)
    take(Step.ESCALATE, why="消费者要求")
    assert page.rise.isHidden()
    assert "L1 → L2" in words(negotiation.rise)
    assert "陈晓雯" in words(negotiation.rise)


def test_thresholds_are_the_desks_own(negotiation, take, page, desk, number) -> None:
    assert cases.view(desk, number).proposals == ()
    escalation.set_thresholds(desk, {"amount_2": "600.00"})
    proposed = cases.view(desk, number).proposals
    assert [(one.reason, one.to) for one in proposed] == [("amount", 2)]
    assert [one.number for one in escalation.proposed_now(desk)] == [number]
    escalation.set_thresholds(desk, {"amount_2": None})
    assert escalation.proposed_now(desk) == ()
    assert escalation.thresholds(desk).amount_2 == Fen(200000)


def gate_of(page) -> dict[str, bool]:
    card = next(card for card in page.cards if isinstance(card, Gate))
    assert card.isVisibleTo(page)
    return {item.what: item.done for item in page.sight.view.gate if not item.what.startswith("evidence.")}


def test_the_checklist_says_from_the_first_day_what_closing_wants(page, take, clock, desk, number) -> None:
    assert gate_of(page) == {
        "ending": False,
        "performance": False,
        "call_back": False,
        "approval": True,
        "paper.acceptance_notice": False,
        "paper.settlement_agreement": False,
    }
    take(Step.ACCEPT)
    take(Step.CONTACT, **CALL)
    take(Step.PROPOSE, **offer("129.00"))
    take(Step.SETTLE, consumer_confirmed_by="短信", merchant_confirmed_by="短信")
    assert gate_of(page)["ending"]
    take(Step.PERFORM, amount="129.00", proof="转账")
    assert gate_of(page)["performance"]
    for _ in range(3):
        take(Step.CALL_BACK, reached="false", result="无人接听")
    assert gate_of(page)["call_back"]
    take(Step.CLOSE, missing_acknowledged=True)
    assert cases.view(desk, number).case.state is State.CLOSED
    assert not next(card for card in page.cards if isinstance(card, Gate)).isVisibleTo(page)


@pytest.mark.parametrize(
    ("spoken", "most", "told"),
    [
        ("zh_CN", 119_600, ["0", "500", "1,000", "1,500", "2,000"]),
        ("zh_CN", 999_999_999, ["0", "500万", "1000万", "1500万", "2000万"]),
        ("en", 5_000_000, ["0", "20k", "40k", "60k", "80k"]),
        ("en", 200_000_000, ["0", "500k", "1M", "1.5M", "2M"]),
        ("en", 999_999_999, ["0", "5M", "10M", "15M", "20M"]),
    ],
)
def test_the_scale_of_the_ladder_tells_its_sums_whole(spoken: str, most: int, told: list[str]) -> None:
    set_language(spoken)
    assert [scale_text(grid_step(most) * number) for number in range(LINES + 1)] == told
