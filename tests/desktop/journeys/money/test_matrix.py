"""Which acts of the fund, the merchants and the papers are undone, which asked about, which proved by a password.

| act | kind |
|---|---|
| approve, return or refuse a claim; pay, confirm a payment, reverse, write off | password |
| reverse an entry of the fund | password and a reason |
| recover, put money in, print, deliver, file a signed copy, note a measure | a form whose button is a verb |
| void a numbered paper, take an old merger back | question with verbs and a reason |
| merge, set apart, correct a merchant | undo |

The record takes nothing back: an undo is a further entry, and what left the house (money, numbers, prints) has none.
"""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from odrdesk.desktop.dialogs.fund_deeds import MoneyInDialog, ReverseDialog
from odrdesk.desktop.dialogs.merchant_deeds import UnmergeDialog
from odrdesk.desktop.dialogs.password import ConfirmDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.case_deeds import PROVED
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.services import fund, merchant_changes, merchants, prepayments
from tests.desktop.acts import Acts
from tests.desktop.journeys.money.conftest import PASSWORD

Sit = Callable[..., Front]
VAGUE = {"确定", "是", "否", "OK", "Yes", "No"}
"""Words of buttons that do not say what happens."""


def over(front: Front, kind: type[Overlay]) -> Overlay:
    return next(one for one in front._window.findChildren(kind) if one.isVisible())


def words(plate: QWidget) -> set[str]:
    return {one.text() for one in plate.findChildren(Button) if one.isVisible() and one.text()}


def at(front: Front, settle: Callable[[], None], tab: str) -> None:
    front._window.registry.run("prepay")
    front.fund.page.show_tab(tab)
    settle()
    QApplication.processEvents()


def test_money_out_of_the_fund_is_proved() -> None:
    proved = {Step.PREPAY_APPROVE, Step.PREPAY_PAY, Step.PREPAY_PAID, Step.WRITE_OFF, Step.PREPAY_REVERSE}
    assert proved <= PROVED


@pytest.mark.parametrize(("tab", "who"), [("to_pay", "沈佳"), ("recovering", "金岚")])
def test_paying_and_writing_off_ask_for_the_password(sit_down: Sit, claims, settle, tab: str, who: str) -> None:
    claims.approved("100.00")
    claims.recovering("200.00")
    front = sit_down(who)
    at(front, settle, tab)
    panel = front.fund.page.to_pay if tab == "to_pay" else front.fund.page.recovering
    step = Step.PREPAY_PAY if tab == "to_pay" else Step.WRITE_OFF
    next(button for (one, _words), button in panel.deeds.items() if one is step).click()
    settle()
    dialog = over(front, StepDialog)
    assert not words(dialog) & VAGUE
    for name, text in {"account": "6222021234567894", "why": "商家注销"}.items():
        if name in dialog.form.fields:
            editor = dialog.form.fields[name].editor
            (editor.setPlainText if isinstance(editor, QPlainTextEdit) else editor.setText)(text)
    dialog.confirm()
    settle()
    question = over(front, ConfirmDialog)
    assert question.password.isVisible()
    assert not words(question) & VAGUE
    assert question.warning.isVisible()


def test_money_in_and_out_again_are_forms_with_verbs(sit_down: Sit, claims, settle) -> None:
    claims.money(500_00)
    front = sit_down("沈佳")
    at(front, settle, "register")
    front.fund.page.put_in.click()
    settle()
    assert not words(over(front, MoneyInDialog)) & VAGUE
    over(front, MoneyInDialog).dismiss()
    settle()
    other = sit_down("金岚")
    at(other, settle, "register")
    other.fund.page.register.reverse.click()
    settle()
    dialog = over(other, ReverseDialog)
    assert "冲销" in words(dialog)
    assert dialog.password.isVisible()
    dialog.confirm()
    settle()
    assert dialog.fields["why"].refused  # nothing goes without a reason
    dialog.why.setPlainText("划错")
    dialog.confirm()
    settle()
    assert dialog.fields["password"].refused  # nor without the password
    assert prepayments.register(claims.desk).lines[0].reverses is None
    dialog.password.setText(PASSWORD)
    dialog.confirm()
    settle()
    assert prepayments.register(claims.desk).lines[0].reverses


@pytest.fixture
def pair(claims) -> SimpleNamespace:
    """Two shops that may be one."""
    for name in ("云裳服饰旗舰店", "云裳服饰"):
        claims.failed(merchant=name)
    desk = claims.desk
    return SimpleNamespace(
        desk=desk, one=merchants.find(desk, "云裳服饰旗舰店").key, other=merchants.find(desk, "云裳服饰").key
    )


def merged(pair: SimpleNamespace) -> bool:
    return len({merchants.page(pair.desk, key).line.profile.key for key in (pair.one, pair.other)}) == 1


def look_alike(front: Front, settle) -> Overlay:
    front._window.registry.run("merchants")
    settle()
    dialog = front.merchants.alike()
    settle()
    return dialog


def test_a_merger_is_taken_back_by_undo_until_either_changes(sit_down: Sit, pair, settle) -> None:
    front = sit_down("顾明谦")
    dialog = look_alike(front, settle)
    dialog.go.click()
    settle()
    dialog.dismiss()
    settle()
    assert merged(pair)
    assert front._window.undo.names[0].startswith("把“云裳服饰")
    acts = Acts(front._window, rest=settle)
    acts.key("Ctrl+Z")
    assert not merged(pair)
    dialog = look_alike(front, settle)
    dialog.go.click()
    settle()
    dialog.dismiss()
    settle()
    merchant_changes.correct(pair.desk, pair.one, {"region": "上海"}, "按营业执照")
    merchant_changes.correct(pair.desk, pair.other, {"region": "上海"}, "按营业执照")
    acts.key("Ctrl+Z")
    assert merged(pair)
    assert any("又有改动" in toast.accessibleName() for toast in front._window.toasts.standing)


def test_set_apart_and_corrected_go_back_and_forth(sit_down: Sit, pair, settle) -> None:
    front = sit_down("陈晓雯")
    dialog = look_alike(front, settle)
    dialog.not_same.click()
    settle()
    dialog.dismiss()
    settle()
    acts = Acts(front._window, rest=settle)
    assert merchants.duplicates(pair.desk) == ()
    acts.key("Ctrl+Z")
    assert len(merchants.duplicates(pair.desk)) == 1
    acts.key("Ctrl+Y")
    assert merchants.duplicates(pair.desk) == ()
    front.merchants.open(pair.one)
    settle()
    form = front.merchants.correct()
    form.entries["region"].setText("浦东新区")
    form.why.setText("按营业执照")
    form.confirm()
    settle()
    assert merchants.page(pair.desk, pair.one).line.profile.region == "浦东新区"
    acts.key("Ctrl+Z")
    assert merchants.page(pair.desk, pair.one).line.profile.region is None


def test_an_old_merger_is_asked_about_with_verbs(sit_down: Sit, pair, settle) -> None:
    merchant_changes.merge(pair.desk.acting_as("顾明谦"), pair.other, pair.one)
    front = sit_down("顾明谦")
    front.merchants.open(pair.one)
    settle()
    dialog = front.merchants.unmerge(pair.other)
    assert isinstance(dialog, UnmergeDialog)
    assert "撤销合并" in words(dialog)
    assert not words(dialog) & VAGUE


def test_approvals_leave_nothing_to_undo(sit_down: Sit, claims, settle) -> None:
    fund.deposit(claims.by("沈佳"), "云裳服饰旗舰店", Fen(1_000_00))
    claims.waiting("100.00")
    front = sit_down("顾明谦")
    acts = Acts(front._window, rest=settle)
    acts.click(front.today.fund.go).key("Y").type(PASSWORD).key("Enter")
    assert front.fund.page.queue.claims == {}
    assert front._window.undo.names == []
