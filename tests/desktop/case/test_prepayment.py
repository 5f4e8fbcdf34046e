"""The 先行赔付 tab: asked, decided and recovered through its buttons and dialogs; every refusal beside its field."""

import os
from pathlib import Path

import pytest

from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.pages.case_prepayment import PrepaymentPanel
from odrdesk.desktop.theme import Mode
from odrdesk.domain.fund_vocabulary import PrepayState, RecoverFrom
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.services import cases, clerks, fund
from odrdesk.services.steps import take_step

CARD = "6222021234567894"
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
def decided(panel, failed, settle, people):
    """A claim that the officer recommended and the owner may decide."""
    officer, number = people["周文"], failed.sight.case.number
    take_step(officer, number, Step.PREPAY_REQUEST, {"amount": "629.00"})
    take_step(officer, number, Step.PREPAY_NOTIFY, {})
    take_step(officer, number, Step.PREPAY_CONTESTED, {"why": "检测机构不具资质"})
    facts = {"amount": "629.00", "confirmed": ["identity", "evidence", "not_compensated", "payee"]}
    take_step(officer, number, Step.PREPAY_RECOMMEND, facts)
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
