"""J6, an advance from the fund: asked for in 2 acts, four approved in 6, paid in 2, recovered in 2.

What is typed anew (a reason, one's password) is not counted.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.front import Front
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import cases, fund, prepayments
from tests.desktop.acts import Acts
from tests.desktop.journeys.money.conftest import PASSWORD

Sit = Callable[..., Front]
Settle = Callable[[], None]


def state(desk, number: str) -> PrepayState:
    own = cases.view(desk, number).case.prepayment
    assert own
    return own.state


def at(front: Front, settle: Settle, tab: str) -> Acts:
    """The page as it stands before the first act."""
    front._window.registry.run("prepay")
    front.fund.page.show_tab(tab)
    settle()
    QApplication.processEvents()  # what was put beneath the list is laid out only now
    return Acts(front._window, rest=settle)


def test_an_advance_is_asked_for_in_two(sit_down: Sit, claims, settle: Settle) -> None:
    number = claims.failed("629.00")
    front = sit_down("周启航")
    front.open_case(number)
    settle()
    acts = Acts(front._window, rest=settle)
    acts.key("P").key("Ctrl+Enter")
    assert state(claims.desk, number) is PrepayState.APPLIED
    assert acts.count <= 2


def test_four_are_approved_in_six_with_one_password(sit_down: Sit, claims, settle: Settle) -> None:
    numbers = [claims.waiting(f"{yuan}.00") for yuan in (100, 200, 300, 400)]
    front = sit_down("顾明谦")
    acts = Acts(front._window, rest=settle)
    acts.click(front.today.fund.go).key("Y", 4).type(PASSWORD).key("Enter")
    assert [state(claims.desk, number) for number in numbers] == [PrepayState.APPROVED] * 4
    assert acts.count <= 6


def test_a_payment_is_confirmed_in_two_by_its_receipt(sit_down: Sit, claims, settle: Settle, tmp_path: Path) -> None:
    number = claims.approved("629.00")
    claims.step("沈佳", number, Step.PREPAY_PAY, {"account": "6222021234567894"})
    receipt = tmp_path / "回单_PD1102-0051.pdf"
    receipt.write_bytes(b"%PDF-1.4\n%%EOF\n")
    front = sit_down("沈佳")
    acts = at(front, settle, "to_pay")
    acts.drop(receipt).type(PASSWORD).key("Enter")
    settle()
    view = cases.view(claims.desk, number)
    own = view.case.prepayment
    assert own
    assert (own.state, own.bank_ref) == (PrepayState.PAID, "PD1102-0051")
    assert [item.name for item in view.evidence] == [receipt.name]
    assert acts.count <= 2


def test_a_wrong_password_pays_nothing_and_the_receipt_is_not_filed(
    sit_down: Sit, claims, settle: Settle, tmp_path: Path
) -> None:
    number = claims.approved("629.00")
    claims.step("沈佳", number, Step.PREPAY_PAY, {"account": "6222021234567894"})
    receipt = tmp_path / "回单_PD1102-0051.pdf"
    receipt.write_bytes(b"%PDF-1.4\n%%EOF\n")
    acts = at(sit_down("沈佳"), settle, "to_pay")
    acts.drop(receipt).type("another word of mine").key("Enter")
    assert state(claims.desk, number) is PrepayState.PAYING
    assert not cases.view(claims.desk, number).evidence


def test_a_receipt_without_a_number_asks_for_it(sit_down: Sit, claims, settle: Settle, tmp_path: Path) -> None:
    number = claims.approved("629.00")
    claims.step("沈佳", number, Step.PREPAY_PAY, {"account": "6222021234567894"})
    receipt = tmp_path / "回单.pdf"
    receipt.write_bytes(b"%PDF-1.4\n%%EOF\n")
    front = sit_down("沈佳")
    at(front, settle, "to_pay").drop(receipt)
    dialog = next(one for one in front._window.findChildren(StepDialog) if one.isVisible())
    assert dialog.form.fields["bank_ref"].editor.text() == ""


def test_a_deposit_is_taken_in_two(sit_down: Sit, claims, settle: Settle) -> None:
    fund.deposit(claims.by("沈佳"), "云裳服饰旗舰店", Fen(1_000_00))
    number = claims.recovering("629.00")
    front = sit_down("沈佳")
    acts = at(front, settle, "recovering")
    acts.click(front.fund.page.recovering.deeds[Step.RECOVER, "扣保证金 ¥629.00"]).key("Enter")
    assert prepayments.recovering(claims.desk) == ()
    assert state(claims.desk, number) is PrepayState.RECOVERED
    assert acts.count <= 2


def test_the_whole_page_is_walked_by_keys(sit_down: Sit, claims, settle: Settle) -> None:
    claims.waiting("100.00")
    claims.waiting("200.00")
    front = sit_down("顾明谦")
    acts = at(front, settle, "waiting")
    page, heads = front.fund.page, [row.head for row in front.fund.page.queue.claims.values()]
    assert acts.where is heads[0]
    acts.key("Down")
    assert acts.where is heads[1]
    acts.key("Enter")
    assert heads[1].expanded
    acts.key("Enter")
    assert not heads[1].expanded
    acts.key("Home").key("Y").key("Esc")
    assert page.queue.marked() == []
    acts.key("O")
    assert front._window.current == "case"
    acts.key("Alt+Left")
    assert front._window.current == "prepay"
