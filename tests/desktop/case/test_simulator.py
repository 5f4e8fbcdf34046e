"""方案比较 on the case page: every way with its money, its risk and the floor; assumptions typed beside it."""

import pytest
from PySide6.QtTest import QTest

from odrdesk.desktop.pages.case_negotiation import Negotiation
from odrdesk.desktop.pages.case_simulator import SimulatorCard
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.money import Fen
from odrdesk.domain.simulator import Way
from odrdesk.domain.vocabulary import Step
from odrdesk.services import fund
from odrdesk.services.steps import take_step

FIRM = "91310115MA1FARM015"


@pytest.fixture
def card(desk, number, page, settle, clock) -> SimulatorCard:
    clock.set(2026, 10, 9, 9, 30)
    fund.allocate(desk, Fen(1_000_000))
    fund.deposit(desk, FIRM, Fen(30_000))
    take_step(desk, number, Step.ACCEPT, {})
    page.refresh()
    settle()
    panel = next(tab.panel for tab in page.more if isinstance(tab.panel, Negotiation))
    assert panel.simulator.found is None  # nobody looked yet
    page.tabs.chosen.emit("negotiation")
    settle()
    return panel.simulator


def words(card: SimulatorCard) -> list[str]:
    return [label.text() for label in card.findChildren(Label) if not label.isHidden() and label.text()]


def test_every_way_stands_with_its_money_and_the_floor(card, told) -> None:
    shown = words(card)
    assert "法定底线 ¥629.00" in card.head_line.text()
    assert "可用 ¥10,000.00" in card.head_line.text()
    for word in ("退货退款", "仅退款", "换货", "补偿", "退赔（法定）"):
        assert word in shown
    assert "¥329.00" in shown  # 629.00 less the deposit of 300.00 is at risk
    assert any("比法定底线少 ¥500.00" in one for one in shown)
    assert any("1 人审批：主管" in one for one in shown)


def test_what_is_typed_changes_the_comparison_and_stays(card, settle, page, told) -> None:
    QTest.keyClicks(card.fields["compensation"].editor, "200")
    settle()
    money = {one.way: one.money for one in card.found.outcomes}
    assert money[Way.COMPENSATE] == 20_000
    page.refresh()
    settle()
    assert card.fields["compensation"].editor.text() == "200"
    assert {one.way: one.money for one in card.found.outcomes}[Way.COMPENSATE] == 20_000


def test_what_cannot_be_read_is_said_beside_its_field_and_the_figures_stay(card, settle, told) -> None:
    QTest.keyClicks(card.fields["freight"].editor, "1.23")
    settle()
    before = card.found
    QTest.keyClicks(card.fields["freight"].editor, "4")
    settle()
    assert card.fields["freight"].refused
    assert card.found is before
    assert card.found.matter.freight == 123
    card.fields["freight"].editor.clear()
    settle()
    assert not card.fields["freight"].refused


def test_another_case_begins_without_the_assumptions_of_the_first(card, settle, page, number) -> None:
    QTest.keyClicks(card.fields["compensation"].editor, "200")
    settle()
    page.open_case(f"{number[:-1]}{int(number[-1]) + 1}")
    settle()
    page.tabs.chosen.emit("negotiation")
    settle()
    assert card.fields["compensation"].editor.text() == ""
    assert card.found.number != number


def test_what_the_consumer_asks_for_stands_first(card) -> None:
    assert [one.asked for one in card.found.outcomes] == [True, True, True, False, False]
