"""The tab 对账 of the page of the fund: a claim paid by the steps is found again in the bank's statement."""

from pathlib import Path

from odrdesk.desktop.dialogs.bank_file import BankFileDialog
from odrdesk.desktop.models.bank import Shows
from odrdesk.desktop.pages.prepay import RECONCILE
from odrdesk.services import statements

LINES = (
    "账号：3101 2200 5566 7788,,币种：人民币",
    "记账日期,借方发生额,贷方发生额,余额,对方户名,摘要,流水号",
    '2026-11-23,,"10,000.00","10,000.00",悦播平台,拨入,A001',
    "2026-11-23,629.00,,9371.00,王秀英,先行赔付,B001",
    "2026-11-23,0.50,,9370.50,,转账手续费,A002",
)


def test_a_paid_claim_is_matched_on_the_page(claims, sit_down, settle, qtbot, tmp_path: Path) -> None:
    claims.paid()
    path = tmp_path / "专户.csv"
    path.write_text("\n".join(LINES), "gb18030")
    front = sit_down("沈佳")
    front._window.registry.run("prepay")
    page = front.fund.page
    page.show_tab(RECONCILE)
    settle()
    page.reconcile.take_in(path)
    settle()
    (dialog,) = [one for one in front._window.findChildren(BankFileDialog) if one.isVisible()]
    dialog.go.click()
    settle()
    assert page.reconcile.kinds.tab(Shows.MATCHED.value).accessibleName() == "对上 2"
    assert page.reconcile.kinds.tab(Shows.BANK.value).accessibleName() == "只有银行有 1"
    assert page.reconcile.balances.apart.text() == "-¥0.50"
    found = statements.reconciliation(claims.desk).reconciliation
    assert sorted(one.by.value for one in found.groups) == ["day", "ref"]
