"""The page of the fund by its widgets: tiles that lead, decisions by keys, states of the lists, cards elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.dialogs.fund_deeds import DEPOSIT, MoneyInDialog, ReasonDialog, ReverseDialog
from odrdesk.desktop.dialogs.password import ConfirmDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.pages import prepay_queue
from odrdesk.desktop.pages.prepay_panel import ListPanel
from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.ledger_period import TableKind
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import cases, fund, prepayments

Sit = Callable[..., Front]


def over(front: Front, kind: type[QWidget]) -> QWidget:
    """The plate of this kind that lies over the window."""
    return next(one for one in front._window.findChildren(kind) if one.isVisible())


def words_of(part: QWidget) -> str:
    return " ".join(one.text() for one in part.findChildren(QWidget) if hasattr(one, "text"))


def state(desk, number: str) -> PrepayState:
    own = cases.view(desk, number).case.prepayment
    assert own
    return own.state


def at_page(front: Front, settle: Callable[[], None], tab: str = "waiting") -> None:
    front._window.registry.run("prepay")
    settle()
    if tab != "waiting":
        front.fund.page.show_tab(tab)
        settle()


def focused(front: Front) -> QWidget:
    widget = front._window.focusWidget()
    assert widget
    return widget


def test_four_claims_are_approved_with_six_keys(sit_down: Sit, claims, settle) -> None:
    numbers = [claims.waiting(f"{yuan}.00") for yuan in (100, 200, 300, 400)]
    front = sit_down("顾明谦")
    front.today.fund.go.click()  # 1: the button on the board
    settle()
    for _claim in numbers:
        QTest.keyClick(focused(front), Qt.Key.Key_Y)  # 2 to 5
    question = over(front, ConfirmDialog)
    QTest.keyClick(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # 6: the proof
    settle()
    assert [state(claims.desk, number) for number in numbers] == [PrepayState.APPROVED] * 4
    assert front.fund.page.queue.claims == {}
    assert front.fund.page.queue.states.empty.isVisible()


def test_the_confirmation_names_the_claims_their_sum_and_that_it_is_for_good(sit_down: Sit, claims, settle) -> None:
    number = claims.waiting("629.00")
    front = sit_down("顾明谦")
    at_page(front, settle)
    QTest.keyClick(focused(front), Qt.Key.Key_Y)
    said = " ".join(
        label.text() for label in over(front, ConfirmDialog).findChildren(QWidget) if hasattr(label, "text")
    )
    assert number in said
    assert "¥629.00" in said
    assert "不能撤销" in said
    assert state(claims.desk, number) is PrepayState.PENDING_APPROVAL


def test_who_recommended_sees_why_not_and_marks_nothing(sit_down: Sit, claims, settle) -> None:
    claims.waiting()
    front = sit_down("周启航")
    at_page(front, settle)
    QTest.keyClick(focused(front), Qt.Key.Key_Y)
    assert front.fund.page.queue.marked() == []
    assert "另一个人" in front.fund.page.bar.words


def test_a_refused_one_stays_and_says_why_the_others_go(sit_down: Sit, claims, settle) -> None:
    good, bad = claims.waiting("100.00"), claims.waiting("200.00")
    front = sit_down("顾明谦")
    at_page(front, settle)
    for _claim in range(2):
        QTest.keyClick(focused(front), Qt.Key.Key_Y)
    # somebody else writes into the second case while the question stands
    claims.step("周启航", bad, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "商家要求复核"})
    over(front, ConfirmDialog).confirm()
    settle()
    assert (state(claims.desk, good), state(claims.desk, bad)) == (PrepayState.APPROVED, PrepayState.PENDING_APPROVAL)
    (row,) = front.fund.page.queue.claims.values()
    assert row.head.line.number == bad
    assert "改" in row.head.why_not
    assert row.head.why_not in row.head.accessibleName()


def test_a_claim_is_returned_with_a_reason(sit_down: Sit, claims, settle) -> None:
    number = claims.waiting()
    front = sit_down("顾明谦")
    at_page(front, settle)
    QTest.keyClick(focused(front), Qt.Key.Key_N)
    dialog = over(front, ReasonDialog)
    dialog.confirm()
    assert dialog.field.refused  # a reason is always told
    dialog.why.setPlainText("检测报告没有盖章")
    dialog.confirm()
    over(front, ConfirmDialog).confirm()
    settle()
    own = cases.view(claims.desk, number).case.prepayment
    assert own
    assert (own.state, own.decided_why) == (PrepayState.UNDER_REVIEW, "检测报告没有盖章")


def test_a_row_unfolds_to_what_it_rests_on(sit_down: Sit, claims, settle) -> None:
    claims.waiting("629.00")
    front = sit_down("顾明谦")
    at_page(front, settle)
    QTest.keyClick(focused(front), Qt.Key.Key_Return)
    settle()
    (row,) = front.fund.page.queue.claims.values()
    assert row.detail
    said = words_of(row.detail)
    for words in ("商家称已补发", "检测报告", "证据齐全", "商家没有缴存保证金", "¥9,371.00"):
        assert words in said
    QTest.keyClick(row.head, Qt.Key.Key_Space)
    settle()
    assert row.detail is None


def test_a_payment_needs_an_account_that_can_be_one(sit_down: Sit, claims, settle) -> None:
    number = claims.approved()
    front = sit_down("沈佳")
    at_page(front, settle, "to_pay")
    QTest.keyClick(front.fund.page.to_pay.table, Qt.Key.Key_Return)
    settle()
    dialog = over(front, StepDialog)
    account = dialog.form.fields["account"]
    account.editor.setText("6222021234567890")
    account.editor.editingFinished.emit()
    assert account.refused
    account.editor.setText("6222021234567894")
    account.editor.editingFinished.emit()
    assert not account.refused
    dialog.confirm()
    settle()
    assert state(claims.desk, number) is PrepayState.PAYING


def test_who_approved_finds_no_button_to_pay(sit_down: Sit, claims, settle) -> None:
    claims.approved()
    front = sit_down("顾明谦")
    at_page(front, settle, "to_pay")
    assert not front.fund.page.to_pay.deeds[Step.PREPAY_PAY, "发起付款"].isEnabled()


def test_recovering_from_the_deposit_is_a_click_and_enter(sit_down: Sit, claims, settle) -> None:
    fund.deposit(claims.by("沈佳"), "云裳服饰旗舰店", Fen(500_00))
    number = claims.recovering("629.00")
    front = sit_down("沈佳")
    at_page(front, settle, "recovering")
    front.fund.page.recovering.deeds[Step.RECOVER, "扣保证金 ¥500.00"].click()
    settle()
    QTest.keyClick(over(front, StepDialog), Qt.Key.Key_Return)
    settle()
    own = cases.view(claims.desk, number).case.prepayment
    assert own
    assert own.outstanding == Fen(129_00)


def test_money_comes_in_with_the_banks_number(sit_down: Sit, claims, settle) -> None:
    front = sit_down("沈佳")
    at_page(front, settle)
    front.fund.page.put_in.click()
    settle()
    dialog = over(front, MoneyInDialog)
    dialog.confirm()
    settle()
    assert dialog.fields["amount"].refused
    dialog.amount.setText("5,000")
    dialog.ref.setText("B777")
    dialog.confirm()
    settle()
    (line, *_rest) = prepayments.register(claims.desk).lines
    assert (line.fen, line.bank_ref) == (Fen(5000_00), "B777")


def test_a_wrong_entry_is_reversed_by_another_person(sit_down: Sit, claims, settle) -> None:
    (wrong,) = fund.allocate(claims.by("沈佳"), Fen(5_00)).value
    front = sit_down("沈佳")
    at_page(front, settle, "register")
    front.fund.page.register.reverse.click()
    settle()
    dialog = over(front, ReverseDialog)
    dialog.why.setPlainText("重复划入")
    assert not dialog.password.isVisible()  # a practice desk asks for none
    dialog.confirm()
    settle()
    assert "另一个人" in dialog.bar.words
    assert dialog.why.toPlainText() == "重复划入"
    dialog.dismiss()
    other = sit_down("金岚")
    at_page(other, settle, "register")
    other.fund.page.register.reverse.click()
    settle()
    dialog = over(other, ReverseDialog)
    dialog.why.setPlainText("重复划入")
    dialog.confirm()
    settle()
    assert prepayments.register(claims.desk).lines[0].reverses == wrong.no


def test_tiles_lead_to_what_they_count(sit_down: Sit, claims, settle) -> None:
    claims.recovering()
    front = sit_down("沈佳")
    at_page(front, settle)
    page = front.fund.page
    for tile, tab in (
        ("outstanding", "recovering"),
        ("available", "register"),
        ("waiting", "waiting"),
        ("month", "register"),
    ):
        page.tiles[tile].click()
        settle()
        assert page.tabs.current == tab
    assert page.register.period.key == "month"


def test_below_the_warning_line_the_page_says_so(sit_down: Sit, claims, settle) -> None:
    front = sit_down("沈佳")  # 10,000, the sample scheme warns below 20,000
    at_page(front, settle)
    assert "¥20,000.00" in front.fund.page.low.words
    assert front.fund.page.low.isVisible()


def test_an_empty_fund_says_how_to_begin(sit_down: Sit, desk, settle) -> None:
    front = sit_down("沈佳")
    assert not front.today.fund.isVisible()
    at_page(front, settle)
    assert "划入" in front.fund.page.low.words
    assert front.fund.page.queue.states.empty.isVisible()


def test_the_merchants_page_shows_its_account(sit_down: Sit, claims, settle) -> None:
    fund.deposit(claims.by("沈佳"), "云裳服饰旗舰店", Fen(500_00))
    number = claims.recovering("629.00")
    claims.step("沈佳", number, Step.RECOVER, {"from": "deposit", "amount": "500.00"})
    (line,) = prepayments.recovering(claims.desk)
    front = sit_down("沈佳")
    front.merchants.open(line.page)
    settle()
    card = front.merchants.page.deposit
    assert (card.numbers["deposit"].text(), card.numbers["owed"].text()) == ("¥0.00", "¥129.00")
    said = words_of(card)
    assert "2026-12-07" in said
    assert "扣" in said
    card.put_in_asked.emit(DEPOSIT)
    settle()
    dialog = over(front, MoneyInDialog)
    dialog.amount.setText("500")
    dialog.confirm()
    settle()
    assert card.numbers["deposit"].text() == "¥500.00"


@pytest.mark.parametrize("who", ["顾明谦", "沈佳"])
def test_the_badge_counts_what_waits(sit_down: Sit, claims, who: str) -> None:
    claims.waiting()
    front = sit_down(who)
    assert "1" in front._window.rail._items["prepay"].accessibleName()


def test_the_registers_period_is_written_out(sit_down: Sit, claims, settle, tmp_path: Path) -> None:
    claims.paid("100.00")
    front = sit_down("沈佳")
    at_page(front, settle)
    front.fund.export(tmp_path / "试算平衡.csv", TableKind.TRIAL)
    settle()
    assert "9900.00" in (tmp_path / "试算平衡.csv").read_text("utf-8-sig").replace(",", "")
    assert "试算平衡.csv" in front._window.toasts.standing[-1].accessibleName()


def test_lists_that_do_not_show_all_say_so_and_lead_on(sit_down: Sit, claims, settle, monkeypatch) -> None:
    for yuan in ("100.00", "200.00", "300.00"):
        claims.waiting(yuan)
        claims.approved(yuan)
    monkeypatch.setattr(prepay_queue, "AT_ONCE", 2)
    monkeypatch.setattr(ListPanel, "step", 1)
    front = sit_down("顾明谦")
    at_page(front, settle)
    page = front.fund.page
    assert len(page.queue.claims) == 2
    assert page.queue.more.told.text() == "已列出 2 件，共 3 件，最急的在前"
    page.queue.more.more.click()
    settle()
    assert len(page.queue.claims) == 3
    assert not page.queue.more.isVisible()
    assert focused(front) is list(page.queue.claims.values())[2].head
    page.show_tab("to_pay")
    settle()
    for listed in (2, 3):
        assert page.to_pay.more.isVisible()
        page.to_pay.more.more.click()
        settle()
        assert page.to_pay.rows.rowCount() == listed
    assert not page.to_pay.more.isVisible()


def test_the_register_is_shown_for_any_days(sit_down: Sit, claims, clock, settle) -> None:
    clock.set(2026, 11, 24)
    claims.money(500_00)
    clock.set(2026, 11, 26)
    claims.money(700_00)
    front = sit_down("沈佳")
    at_page(front, settle, "register")
    panel = front.fund.page.register
    assert panel.rows.rowCount() == 3
    panel.period.choose("range")
    settle()
    assert panel.days.isVisible()
    panel.since.setText("1124")
    panel.until.setText("11.25")
    panel.until.editingFinished.emit()
    settle()
    assert panel.rows.rowCount() == 1
    assert "期初 ¥10,000.00" in panel.sums.text()
    assert "收入 ¥500.00" in panel.sums.text()
    assert "期末 ¥10,500.00" in panel.sums.text()
    panel.since.setText("不是日子")
    panel.since.editingFinished.emit()
    assert panel.fields["from"].refused
    assert panel.rows.rowCount() == 1
    panel.since.setText("2026-11-26")
    panel.since.editingFinished.emit()
    settle()
    assert panel.fields["to"].refused  # the last day lies before the first


def test_the_register_in_view_becomes_paper(sit_down: Sit, claims, settle, tmp_path: Path) -> None:
    number = claims.paid("100.00")
    front = sit_down("沈佳")
    at_page(front, settle, "register")
    target = tmp_path / "流水账"
    front.fund.choose_file = lambda _name: str(target)
    front.fund.page.register.paper.click()
    settle()
    text = "".join(page.extract_text() for page in pypdf.PdfReader(target.with_suffix(".pdf")).pages)
    for told in (number, "云裳服饰旗舰店", "10,000.00", "100.00", "9,900.00", "期初余额", "B001"):
        assert told in text
    assert "流水账.pdf" in front._window.toasts.standing[-1].accessibleName()


def test_a_long_register_is_read_a_page_at_a_time(sit_down: Sit, claims, settle) -> None:
    for _line in range(150):
        claims.money(1_00)
    front = sit_down("沈佳")
    at_page(front, settle, "register")
    panel = front.fund.page.register
    assert panel.rows.rowCount() == 151
    assert panel.rows.shown(150) is None  # nobody has looked there yet
    QTest.keyClick(panel.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    panel.rows.index(150, 0).data()
    settle()
    assert panel.current
    assert (panel.current.fen, panel.current.balance) == (Fen(10_000_00), Fen(10_000_00))
    assert "151 笔" in panel.sums.text()
