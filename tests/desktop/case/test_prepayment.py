"""The 先行赔付 tab: asked, decided and recovered through its buttons and dialogs; every refusal beside its field."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.dialogs.password import ConfirmDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.models.columns import case_columns
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.pages.case_prepayment import PrepaymentPanel
from odrdesk.desktop.theme import Mode
from odrdesk.domain.fund_vocabulary import PrepayState, RecoverFrom
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.services import cases, clerks, fund, intake
from odrdesk.services import desk as desks
from odrdesk.services.steps import take_step

CONFIRMED = {"amount": "629.00", "confirmed": ["identity", "evidence", "not_compensated", "payee"]}
CARD, PASSWORD = "6222021234567894", "correct horse battery"
PICTURES = os.environ.get("ODRDESK_PICTURES")
"""Where a person looks at what the tests see."""


@pytest.fixture
def people(desk):
    """The clerks beside the owner: an officer who asks, one from finance who pays."""
    for name, role in (("周文", Role.OFFICER), ("吴敏", Role.FINANCE)):
        clerks.add(desk, name, [role])
    return {name: desk.acting_as(name) for name in ("周文", "吴敏")}


@pytest.fixture
def failed(desk, number, clock, page, settle):
    """The shoes after the merchant refused, with money in the fund and a deposit of 300.00."""
    fund.allocate(desk, Fen(1_000_000))
    fund.deposit(desk, "91310115MA1FARM015", Fen(30000))
    clock.set(2026, 10, 9)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "不同意赔偿"})
    take_step(desk, number, Step.FAIL, {"why": "商家拒绝"})
    page.refresh()
    settle()
    return page


@pytest.fixture
def panel(failed, settle) -> PrepaymentPanel:
    failed.tabs.tab("prepayment").click()
    settle()
    found = failed.findChild(PrepaymentPanel)
    assert found is not None
    return found


@pytest.fixture
def own(desk, number):
    return lambda: cases.view(desk, number).case.prepayment


def picture(page, name: str) -> None:
    """Keep a picture where a person asked for one."""
    if PICTURES:
        page.window().grab().save(str(Path(PICTURES) / f"{name}.png"))


def take(page, step: Step, settle, **typed: str) -> StepDialog:
    """Open the step's dialog, type what is told, and confirm."""
    dialog = page.deeds.take(page.sight, step)
    assert isinstance(dialog, StepDialog)
    for name, text in typed.items():
        dialog.form.fields[name].editor.setText(text)
    dialog.confirm()
    settle()
    return dialog


def test_a_claim_is_asked_for_from_the_empty_tab(panel, failed, settle, own, over) -> None:
    picture(failed, "empty")
    assert not panel.nothing.isHidden()
    panel.start.click()
    settle()
    dialog = over()
    picture(failed, "request")
    assert dialog.form.fields["amount"].editor.text() == "629.00"
    dialog.confirm()
    settle()
    assert own().state is PrepayState.APPLIED
    assert panel.nothing.isHidden()


def test_the_key_asks_the_fund_and_afterwards_shows_how_that_stands(failed, settle, over, qtbot) -> None:
    failed.arrive()
    qtbot.keyClick(failed, Qt.Key.Key_P)
    settle()
    over().confirm()
    settle()
    failed.show_tab("overview")
    failed.arrive()
    assert not failed.sight.may(Step.PREPAY_REQUEST)
    qtbot.keyClick(failed, Qt.Key.Key_P)
    assert failed.tabs.current == "prepayment"


def test_what_is_not_confirmed_is_named_and_ticked_in_the_same_dialog(failed, settle, own, people) -> None:
    officer, number = people["周文"], failed.sight.case.number
    take_step(officer, number, Step.PREPAY_REQUEST, {"amount": "629.00"})
    take_step(officer, number, Step.PREPAY_NOTIFY, {})
    take_step(officer, number, Step.PREPAY_SILENT, {"unreachable": True})
    failed.refresh()
    settle()
    dialog = take(failed, Step.PREPAY_RECOMMEND, settle)
    assert "身份已核验" in dialog.form.fields["confirmed"].note
    picture(failed, "recommend_refused")
    for tick in dialog.form.fields["confirmed"].editor.ticks.values():
        tick.setChecked(True)
    dialog.confirm()
    settle()
    assert own().state is PrepayState.PENDING_APPROVAL
    assert own().recommended == 62900


@pytest.fixture
def real(tmp_path, clock, shoes):
    """A real desk on which the owner may decide what the officer recommended."""
    desk = desks.create(tmp_path / "real", "浦东·悦播联络点", clock=clock, owner="陈晓雯")
    for name, role in (("周文", Role.OFFICER), ("吴敏", Role.FINANCE)):
        clerks.add(desk, name, [role])
    clerks.set_password(desk, "陈晓雯", PASSWORD)
    fund.allocate(desk.acting_as("吴敏"), Fen(1_000_000))
    number = intake.register(desk, shoes).value.case.number
    clock.set(2026, 10, 9)
    for step, facts in (
        (Step.ACCEPT, {}),
        (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "不同意赔偿"}),
        (Step.FAIL, {"why": "商家拒绝"}),
        (Step.PREPAY_REQUEST, {"amount": "629.00"}),
        (Step.PREPAY_NOTIFY, {}),
        (Step.PREPAY_SILENT, {"unreachable": True}),
        (Step.PREPAY_RECOMMEND, CONFIRMED),
    ):
        take_step(desk.acting_as("周文"), number, step, facts)
    yield desk
    desk.close(backup=False)


@pytest.fixture
def real_page(real, work, hub, window, look):
    """The case page on it."""
    page = CasePage(look, window, work, hub, desk=real, rows=Rows(work, case_columns(), window))
    window.add_page("case", page)
    window.show()
    window.go("case")
    page.open_case("ODR-2026-00001")
    return page


@pytest.fixture
def decided(panel, failed, settle, people):
    """A claim that the officer recommended and the owner may decide."""
    officer, number = people["周文"], failed.sight.case.number
    take_step(officer, number, Step.PREPAY_REQUEST, {"amount": "629.00"})
    take_step(officer, number, Step.PREPAY_NOTIFY, {})
    take_step(officer, number, Step.PREPAY_CONTESTED, {"why": "检测机构不具资质"})
    take_step(officer, number, Step.PREPAY_RECOMMEND, CONFIRMED)
    failed.refresh()
    settle()
    return failed


def test_a_decided_claim_is_paid_by_another_and_recovered(decided, panel, settle, own, people) -> None:
    page, number = decided, decided.sight.case.number
    picture(page, "pending")
    assert panel.next.text() == "批准赔付"
    take(page, Step.PREPAY_APPROVE, settle)
    assert own().state is PrepayState.APPROVED
    # Who approved may not pay: the button is not there.
    assert panel.next.isHidden()
    payer = people["吴敏"]
    take_step(payer, number, Step.PREPAY_PAY, {"account": CARD})
    take_step(payer, number, Step.PREPAY_PAID, {"bank_ref": "B20261009001"})
    page.refresh()
    settle()
    assert page.sight.case.state is State.PERFORMED
    take(page, Step.RECOVERY_NOTICE, settle)
    dialog = page.deeds.take(page.sight, Step.RECOVER)
    assert dialog.form.fields["amount"].editor.text() == "300.00"
    picture(page, "recover")
    dialog.form.fields["amount"].editor.setText("300.01")
    dialog.confirm()
    settle()
    assert "¥300.00" in dialog.form.fields["amount"].note
    dialog.form.fields["amount"].editor.setText("300.00")
    dialog.confirm()
    settle()
    assert own().recovered_from(RecoverFrom.DEPOSIT) == 30000
    assert own().outstanding == 32900
    picture(page, "recovering")
    words = [label.text() for label in panel.findChildren(type(panel._told))]
    assert "****7894" in "".join(words)
    assert CARD not in "".join(words)


def test_the_tab_fits_a_narrow_window_in_the_dark_and_in_large_text(decided, panel, settle, look) -> None:
    look.wear(Mode.DARK, 130)
    decided.window().resize(1280, 720)
    settle()
    picture(decided, "pending_dark_1280")
    room = panel.parentWidget().width()
    assert panel.minimumSizeHint().width() <= room


def test_on_a_real_desk_a_decision_asks_for_the_password_once_more(real, real_page, settle) -> None:
    def state() -> PrepayState:
        return cases.view(real, "ODR-2026-00001").case.prepayment.state

    settle()
    dialog = real_page.deeds.take(real_page.sight, Step.PREPAY_APPROVE)
    dialog.confirm()
    settle()
    asked = real_page.window().findChild(ConfirmDialog)
    assert state() is PrepayState.PENDING_APPROVAL
    asked.password.setText("wrong horse battery")
    asked.confirm()
    settle()
    assert asked.field.note
    assert state() is PrepayState.PENDING_APPROVAL
    asked.password.setText(PASSWORD)
    asked.confirm()
    settle()
    assert state() is PrepayState.APPROVED
