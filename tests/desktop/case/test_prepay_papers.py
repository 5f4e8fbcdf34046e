"""The fund's papers in the paper card: shown once a prepayment is asked for, each with when it can be issued."""

import pytest

from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.services import cases, fund
from odrdesk.services.prepay_paper_facts import COPIES
from odrdesk.services.steps import take_step


@pytest.fixture
def failed(desk, number, clock, page, settle):
    """The shoes after the merchant refused, with money in the fund."""
    fund.allocate(desk, Fen(1_000_000))
    clock.set(2026, 10, 9)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "不同意赔偿"})
    take_step(desk, number, Step.FAIL, {"why": "商家拒绝"})
    page.refresh()
    settle()
    return page


def kinds(page) -> set[PaperKind]:
    return {one.kind for one in page.sight.papers}


def test_a_case_without_a_prepayment_lists_none_of_its_papers(failed) -> None:
    assert not kinds(failed) & set(COPIES)


def test_the_application_is_issued_from_the_card_and_the_rest_say_what_they_wait_for(
    failed, desk, number, settle, over
) -> None:
    take_step(desk, number, Step.PREPAY_REQUEST, {"amount": "629.00"})
    take_step(desk, number, Step.PREPAY_NOTIFY, {})
    failed.refresh()
    settle()
    assert kinds(failed) >= set(COPIES)
    card = failed.papers
    failed.show_tab("papers")
    assert PaperKind.PREPAYMENT_APPLICATION in card.buttons
    assert PaperKind.PAYMENT_CONFIRMATION not in card.buttons
    waiting = next(one for one in failed.sight.papers if one.kind is PaperKind.PAYMENT_CONFIRMATION)
    assert waiting.refusal.code == "paper.prepay_not_yet"
    card.buttons[PaperKind.PREPAYMENT_APPLICATION].click()
    settle()
    over().go.click()
    settle()
    issued = cases.view(desk, number).papers
    assert [(paper.mark.kind, paper.copy) for paper in issued] == [(PaperKind.PREPAYMENT_APPLICATION, "consumer")]
