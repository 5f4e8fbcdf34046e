"""Papers of a case's own life in the paper card: issued by a click, in two languages from the menu, corrected facts."""

import pytest
from PySide6.QtWidgets import QLabel, QMenu

from odrdesk.domain.vocabulary import Answer, PaperKind, Step
from odrdesk.services import cases, papers
from odrdesk.services.steps import take_step


@pytest.fixture
def settled(desk, number, clock, page, settle):
    """The shoes after both agreed, with how it is paid."""
    clock.set(2026, 10, 9)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意退款"})
    items = [{"kind": "refund", "amount": "129.00"}, {"kind": "extra", "amount": "500.00"}]
    take_step(desk, number, Step.PROPOSE, {"items": items})
    told = {"consumer_confirmed_by": "录音", "merchant_confirmed_by": "盖章", "receiving_account": "6222021234567890"}
    take_step(desk, number, Step.SETTLE, told)
    page.refresh()
    settle()
    return page


def issued(desk, number) -> list[tuple[PaperKind, str]]:
    return [(paper.mark.kind, paper.copy) for paper in cases.view(desk, number).papers]


def test_the_form_is_there_from_the_first_day_and_is_for_the_file(page, desk, number, settle, over, text_of) -> None:  # noqa: PLR0917 -- fixtures
    page.show_tab("papers")
    page.papers.buttons[PaperKind.REGISTRATION_FORM].click()
    settle()
    over().go.click()
    settle()
    assert issued(desk, number) == [(PaperKind.REGISTRATION_FORM, "desk")]
    text = text_of(papers.pdf_of(desk, cases.view(desk, number).papers[0].mark.key))
    assert "消费纠纷登记表" in text


def test_what_was_not_asked_at_intake_is_put_right_in_the_words_of_the_trade(desk, number) -> None:
    take_step(desk, number, Step.CORRECT, {"field": "publish", "value": "agrees", "why": "电话补问"})
    assert cases.view(desk, number).case.complaint.publish is Answer.AGREES


def test_the_menu_of_the_agreement_offers_it_in_two_languages(settled, desk, number, settle, over, text_of) -> None:  # noqa: PLR0917 -- fixtures
    settled.papers._more(PaperKind.SETTLEMENT_AGREEMENT).click()
    menu = settled.papers.findChildren(QMenu)[-1]
    action = next(one for one in menu.actions() if "中英文" in one.text())
    menu.close()
    action.trigger()
    settle()
    over().go.click()
    settle()
    assert issued(desk, number) == [(PaperKind.SETTLEMENT_AGREEMENT, "consumer")]
    text = text_of(papers.pdf_of(desk, cases.view(desk, number).papers[0].mark.key))
    assert "Settlement" in text
    assert "****7890" in text


def test_other_papers_are_in_chinese_alone(settled) -> None:
    settled.papers._more(PaperKind.CONTACT_RECORD).click()
    menu = settled.papers.findChildren(QMenu)[-1]
    words = [one.text() for one in menu.actions()]
    menu.close()
    assert words
    assert not any("中英文" in one for one in words)


def test_how_it_is_paid_stands_with_the_settlement(settled) -> None:
    shown = " ".join(label.text() for label in settled.findChildren(QLabel))
    assert "收款账户：****7890" in shown
    assert "6222021234567890" not in shown
