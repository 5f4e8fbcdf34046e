"""A day at the fund through its widgets: approve, pay by the bank's receipt, notify, recover, reconcile."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.dialogs.bank_file import BankFileDialog
from odrdesk.desktop.dialogs.password import ConfirmDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.fund_doors import receipt_number
from odrdesk.desktop.pages.prepay import PrepayPage
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import cases, fund, prepayments
from odrdesk.services.statement_plan import Book

CARD = "6222021234567894"
STATEMENT = (
    "交易日期,收入金额,支出金额,账户余额,摘要,交易流水号",
    "2026-11-23,10000.00,,10000.00,拨入,X1",
    "2026-11-23,,629.00,9371.00,先行赔付,B20261123007",
    "2026-11-23,500.00,,9871.00,保证金划转,X2",
    "2026-11-23,129.00,,10000.00,追偿款,B20261123009",
)


def over(front: Front, kind: type[QWidget]) -> QWidget:
    return next(one for one in front._window.findChildren(kind) if one.isVisible())


@pytest.mark.parametrize(
    ("name", "number"),
    [("回单_PD1102-0051.pdf", "PD1102-0051"), ("B20261123007.png", "B20261123007"), ("付款回单.jpg", "")],
)
def test_a_receipts_number_is_in_its_name(name: str, number: str) -> None:
    assert receipt_number(Path(name)) == number


def approve(front: Front, settle: Callable[[], None]) -> None:
    front.fund.approve()
    settle()
    QTest.keyClick(front._window.focusWidget(), Qt.Key.Key_Y)
    over(front, ConfirmDialog).confirm()
    settle()


def at(front: Front, tab: str, settle: Callable[[], None]) -> PrepayPage:
    front._window.registry.run("prepay")
    front.fund.page.show_tab(tab)
    settle()
    return front.fund.page


def pay(front: Front, receipt: Path, settle: Callable[[], None]) -> None:
    """Enter and the account; then the receipt, and Enter."""
    page = at(front, "to_pay", settle)
    QTest.keyClick(page.to_pay.table, Qt.Key.Key_Return)
    settle()
    dialog = over(front, StepDialog)
    dialog.form.fields["account"].editor.setText(CARD)
    dialog.confirm()
    settle()
    receipt.write_bytes(b"%PDF-1.4\n%%EOF\n")
    assert page.take_files([receipt])
    settle()
    QTest.keyClick(over(front, StepDialog), Qt.Key.Key_Return)
    settle()


def recover(front: Front, step: Step, words: str, settle: Callable[[], None], ref: str = "") -> None:
    page = at(front, "recovering", settle)
    page.recovering.deeds[step, words].click()
    settle()
    dialog = over(front, StepDialog)
    if ref:
        dialog.form.fields["bank_ref"].editor.setText(ref)
    dialog.confirm()
    settle()


def reconcile(front: Front, statement: Path, settle: Callable[[], None]) -> Book:
    statement.write_text("\n".join(STATEMENT), "utf-8")
    page = at(front, "reconcile", settle)
    page.reconcile.take_in(statement)
    settle()
    over(front, BankFileDialog).go.click()
    settle()
    assert page.reconcile.book
    return page.reconcile.book


def test_a_claim_is_approved_paid_recovered_and_reconciled(
    sit_down: Callable[..., Front], claims, settle, tmp_path: Path
) -> None:
    number = claims.waiting("629.00")
    fund.deposit(claims.by("沈佳"), "云裳服饰旗舰店", Fen(500_00))
    approve(sit_down("顾明谦"), settle)
    pay(sit_down("沈佳"), tmp_path / "回单_B20261123007.pdf", settle)
    view = cases.view(claims.desk, number)
    assert view.case.prepayment
    assert (view.case.prepayment.state, view.case.prepayment.bank_ref) == (PrepayState.PAID, "B20261123007")
    assert [item.name for item in view.evidence] == ["回单_B20261123007.pdf"]
    recover(sit_down("周启航"), Step.RECOVERY_NOTICE, "发追偿通知", settle)
    finance = sit_down("沈佳")
    recover(finance, Step.RECOVER, "扣保证金 ¥500.00", settle)
    recover(finance, Step.RECOVER, "商家偿付", settle, "B20261123009")
    assert prepayments.recovering(claims.desk) == ()
    assert prepayments.overview(claims.desk).outstanding == 0
    book = reconcile(finance, tmp_path / "基金户.csv", settle)
    assert book.reconciliation.reconciled, book.reconciliation
    trial = fund.trial(claims.desk)
    assert (trial.total, trial.available) == (0, Fen(10_000_00))
