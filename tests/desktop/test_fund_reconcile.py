"""对账: a statement is looked at, taken in, and what is left is matched, explained and taken back by keys."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.dialogs.bank_file import BankFileDialog
from odrdesk.desktop.dialogs.bank_reason import BankReasonDialog, BankWithdrawDialog
from odrdesk.desktop.models.bank import Shows
from odrdesk.desktop.pages.fund_reconcile import ReconcilePanel
from odrdesk.desktop.window import Window
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.ledger import Posting, Sub, Voucher
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Entry
from odrdesk.domain.statements import BankReason
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, statements
from odrdesk.services.desk import Desk, create
from odrdesk.storage import ledger, record
from odrdesk.storage.ledger import Occasion

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
FUND, DEPOSIT = Account.FUND_BANK, Account.DEPOSIT_BANK
LINES = (
    "交易日期,收入金额,支出金额,账户余额,对方户名,摘要,交易流水号",
    "2026-11-02,100000.00,,100000.00,悦播平台,先行赔付金拨入,B20261102001",
    "2026-11-04,,629.00,99371.00,张*,先行赔付,B20261104007",
    "2026-11-09,,300.00,99071.00,王*英,先行赔付,B20261109003",
    "2026-11-18,700.00,,99771.00,臻品珠宝,追偿款,B20261118002",
    "2026-11-25,,5.00,99766.00,,账户管理费,B20261125001",
    "2026-11-25,,5.00,99766.00,,账户管理费,B20261125001",
)


def book(desk: Desk, day: int, fen: int, ref: str = "") -> int:
    """A voucher that moves fen on the fund's account; its key."""
    voucher = Voucher(Journal.J0, (Posting(Sub(FUND), Fen(fen)), Posting(Sub(Account.EQUITY), Fen(-fen))))
    if fen < 0:
        voucher = Voucher(Journal.J10, (Posting(Sub(DEPOSIT), Fen(-fen)), Posting(Sub(FUND), Fen(fen))))
    at = datetime(2026, 11, day, 4, tzinfo=UTC)
    with desk.writing() as session:
        seq = record.append(session, Entry("fund.allocate", at, desk.clerk.key))
        (found,) = ledger.book(session, [voucher], Occasion(at, desk.clerk.key, f"act-{seq}", seq, bank_ref=ref))
    return found.key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    book(made, 2, 10_000_000, "B20261102001")
    book(made, 4, -62_900, "B20261104007")
    book(made, 8, -30_000)
    book(made, 18, 30_000)
    book(made, 18, 40_000)
    book(made, 20, -12_345)
    yield made
    made.close(backup=False)


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "基金户十一月.csv"
    path.write_text("\r\n".join(LINES), "gb18030")
    return path


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def panel(request: pytest.FixtureRequest, window: Window, desk, settle) -> ReconcilePanel:
    work, hub = map(request.getfixturevalue, ("work", "hub"))
    made = ReconcilePanel(window._look, work, desk)
    hub.changed.connect(made.heard)
    window.resize(1440, 900)
    made.setParent(window)
    made.setGeometry(240, 80, 1100, 700)
    window.show()
    made.show()
    made.arrive()
    settle()
    return made


def opened(window: Window, kind: type[QWidget]) -> QWidget:
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def dropped(panel: ReconcilePanel, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    panel.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


@pytest.fixture
def taken(panel: ReconcilePanel, window: Window, statement: Path, settle) -> ReconcilePanel:
    dropped(panel, statement)
    settle()
    opened(window, BankFileDialog).go.click()
    settle()
    return panel


def counts(panel: ReconcilePanel) -> dict[Shows, str]:
    return {shows: panel.kinds.tab(shows.value).accessibleName() for shows in Shows}


def shown(panel: ReconcilePanel) -> list[tuple[str, str, str]]:
    texts = [panel.rows.shown(row).texts for row in range(panel.rows.rowCount())]
    return [(text[0], text[2], text[5]) for text in texts]


def go_to(panel: ReconcilePanel, settle, amount: str, state: str) -> None:
    place = next(row for row, (said, fen, _no) in enumerate(shown(panel)) if (said, fen) == (state, amount))
    panel.table.selectRow(place)
    settle()


def press(qtbot, panel: ReconcilePanel, settle, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(panel.table, key)
        settle()


def test_without_a_statement_it_says_how_to_begin(panel: ReconcilePanel) -> None:
    assert panel.stack.currentIndex() == 1
    assert panel.empty.accessibleName().startswith("还没有对过账")
    assert panel.choose.isEnabled()
    assert not panel.again.isEnabled()
    assert not panel.balances.isVisible()


def test_a_dropped_file_is_looked_at_before_anything_is_kept(panel, window, statement, desk, settle) -> None:
    dropped(panel, statement)
    settle()
    dialog = opened(window, BankFileDialog)
    words = [one.text() for one in dialog.findChildren(QWidget) if hasattr(one, "text")]
    assert "第 7 行与第 6 行是同一笔，只计一次。" in words
    assert statements.reconciliation(desk).statements == ()
    dialog.leave.click()
    settle()
    assert statements.reconciliation(desk).statements == ()


def test_what_was_taken_in_is_counted_listed_and_compared(taken: ReconcilePanel) -> None:
    assert counts(taken) == {
        Shows.ALL: "全部 8",
        Shows.MATCHED: "对上 3",
        Shows.PROPOSED: "待核对 1",
        Shows.BANK: "只有银行有 2",
        Shows.BOOKS: "只有账上有 3",
    }
    assert shown(taken) == [
        ("待核对", "¥700.00", "2026-0004 等 2 张"),
        ("待核对", "¥300.00", "2026-0004"),
        ("待核对", "¥400.00", "2026-0005"),
        ("只有账上有", "-¥123.45", "2026-0006"),
        ("只有银行有", "-¥5.00", ""),
        ("对上", "¥100,000.00", "2026-0001"),
        ("对上", "-¥629.00", "2026-0002"),
        ("对上", "-¥300.00", "2026-0003"),
    ]
    assert (taken.balances.bank.text(), taken.balances.apart.text()) == ("¥99,766.00", "¥118.45")
    assert taken.balances.verdict.text() == "没有对上也没有原因的：流水 2 行、凭证 3 张。"


def test_a_kind_is_shown_alone_and_all_again(taken: ReconcilePanel, settle) -> None:
    taken.kinds.tab(Shows.MATCHED.value).click()
    settle()
    assert {state for state, _fen, _no in shown(taken)} == {"对上"}
    taken.kinds.tab(Shows.ALL.value).click()
    settle()
    assert len(shown(taken)) == 8


def test_a_proposal_is_matched_by_a_letter_and_undone_by_another(taken, desk, qtbot, settle) -> None:
    go_to(taken, settle, "¥700.00", "待核对")
    assert taken.foot.whose.text() == "流水 1 行、凭证 2 张，相差 ¥0.00"
    press(qtbot, taken, settle, Qt.Key.Key_M)
    assert ("对上", "¥700.00", "2026-0004 等 2 张") in shown(taken)
    go_to(taken, settle, "¥700.00", "对上")
    assert taken.foot.whose.text() == "基金户十一月.csv  陈晓雯"
    press(qtbot, taken, settle, Qt.Key.Key_U)
    assert ("待核对", "¥700.00", "2026-0004 等 2 张") in shown(taken)


def test_what_does_not_come_to_the_same_cannot_be_matched(taken, desk, qtbot, settle) -> None:
    go_to(taken, settle, "-¥5.00", "只有银行有")
    press(qtbot, taken, settle, Qt.Key.Key_Space)
    go_to(taken, settle, "-¥123.45", "只有账上有")
    press(qtbot, taken, settle, Qt.Key.Key_Space)
    assert taken.foot.whose.text() == "流水 1 行、凭证 1 张，相差 ¥118.45"
    assert not taken.foot.offers("match")
    press(qtbot, taken, settle, Qt.Key.Key_M)
    assert len(statements.reconciliation(desk).reconciliation.groups) == 3
    press(qtbot, taken, settle, Qt.Key.Key_Escape)
    assert taken.foot.whose.text() != "流水 1 行、凭证 1 张，相差 ¥118.45"


def test_reasons_lead_to_a_reconciled_account(taken, window, desk, qtbot, settle) -> None:
    go_to(taken, settle, "¥700.00", "待核对")
    press(qtbot, taken, settle, Qt.Key.Key_M)
    for amount, state, reason in (
        ("-¥5.00", "只有银行有", BankReason.FEE),
        ("-¥123.45", "只有账上有", BankReason.IN_TRANSIT),
    ):
        go_to(taken, settle, amount, state)
        press(qtbot, taken, settle, Qt.Key.Key_E)
        dialog = opened(window, BankReasonDialog)
        dialog.reason.choose(reason.value)
        dialog.go.click()
        settle()
    assert taken.balances.verdict.text() == "已对平：每一笔都对上或写明了原因。"
    assert statements.reconciliation(desk).reconciliation.reconciled
    go_to(taken, settle, "-¥5.00", "有原因")
    press(qtbot, taken, settle, Qt.Key.Key_U)
    assert not statements.reconciliation(desk).reconciliation.reconciled


def test_other_needs_words_and_what_was_typed_stays(taken, window, desk, qtbot, settle) -> None:
    go_to(taken, settle, "-¥5.00", "只有银行有")
    press(qtbot, taken, settle, Qt.Key.Key_E)
    dialog = opened(window, BankReasonDialog)
    dialog.reason.choose(BankReason.OTHER.value)
    dialog.confirm()
    settle()
    assert dialog.fields["words"].refused
    dialog.words.setText("银行代收的询证费")
    dialog.confirm()
    settle()
    (note,) = statements.reconciliation(desk).reconciliation.line_notes.values()
    assert (note.reason, note.words) == (BankReason.OTHER, "银行代收的询证费")


def test_the_same_file_again_changes_nothing(taken, window, statement, desk, settle) -> None:
    dropped(taken, statement)
    settle()
    dialog = opened(window, BankFileDialog)
    assert dialog.bar.words == "这份流水以前已经对过，没有新的内容。"
    assert not dialog.go.isVisible()
    assert len(statements.reconciliation(desk).statements) == 1


def test_a_file_that_is_no_statement_is_refused_in_the_dialog(panel, window, tmp_path, settle) -> None:
    path = tmp_path / "投诉.csv"
    path.write_text("姓名,电话\n张某,138\n", "utf-8")
    dropped(panel, path)
    settle()
    dialog = opened(window, BankFileDialog)
    assert dialog.bar.words.startswith("工作表“投诉”里找不到银行流水的表头")
    assert not dialog.go.isEnabled()


def test_another_account_number_has_to_be_confirmed(panel, window, tmp_path, desk, settle) -> None:
    for tail in ("1111", "9999"):
        path = tmp_path / f"{tail}.csv"
        line = f"2026-11-0{tail[0]},1.00,,1.00,,,"
        path.write_text("\n".join((f"账号：6222 0000 {tail}", LINES[0], line)), "utf-8")
        dropped(panel, path)
        settle()
        dialog = opened(window, BankFileDialog)
        if tail == "9999":
            assert "9999" in dialog.bar.words
            assert not dialog.go.isEnabled()
            dialog.bar.acted.emit()
            settle()
        dialog.go.click()
        settle()
    assert len(statements.reconciliation(desk).statements) == 2


def test_a_voucher_booked_later_is_paired_when_asked(taken, desk, settle) -> None:
    book(desk, 24, -500)
    taken.again.click()
    settle()
    assert len(statements.reconciliation(desk).reconciliation.groups) == 4
    assert counts(taken)[Shows.MATCHED] == "对上 4"


def test_a_statement_of_the_wrong_account_is_withdrawn_with_a_reason(taken, window, desk, settle) -> None:
    taken.take_out.click()
    dialog = opened(window, BankWithdrawDialog)
    dialog.confirm()
    settle()
    assert dialog.fields["why"].refused
    dialog.words.setText("选错了账户")
    dialog.confirm()
    settle()
    assert statements.reconciliation(desk).statements == ()
    assert taken.stack.currentIndex() == 1


def test_each_account_stands_alone(taken, settle) -> None:
    taken.account.choose(DEPOSIT.value)
    settle()
    assert taken.stack.currentIndex() == 1
    assert counts(taken)[Shows.MATCHED] == "对上 0"


def test_who_is_not_finance_may_look_and_no_more(request, window, desk, statement, settle) -> None:
    look, work = map(request.getfixturevalue, ("look", "work"))
    statements.take_in(desk, statement)
    clerks.add(desk, "周启航", [Role.OFFICER])
    made = ReconcilePanel(look, work, desk.acting_as("周启航"))
    made.setParent(window)
    window.show()
    made.show()
    made.arrive()
    settle()
    assert len(shown(made)) == 8
    assert not made.choose.isEnabled()
    assert not made.acceptDrops()
    assert not any(button.isEnabled() for button in made.foot.deeds.values())
