"""The folded part of the intake form: other money, its rate, and imported goods."""

from datetime import UTC, date, datetime

import pytest

from odrdesk.desktop.forms.complaint import ComplaintForm
from odrdesk.domain.foreign import Foreign
from odrdesk.domain.vocabulary import Currency, ImportKind
from odrdesk.services.books import known_calendar

NOW = datetime(2026, 9, 30, 2, 30, tzinfo=UTC)
USD = {
    "order.foreign.currency": "USD",
    "order.foreign.amount": "18.90",
    "order.foreign.rate": "7.1234",
    "order.foreign.on": "2026-09-20",
    "order.foreign.source": "银行账单",
}


@pytest.fixture
def form(qtbot, look) -> ComplaintForm:
    made = ComplaintForm(look, lambda: NOW, known_calendar().add_working_days)
    qtbot.addWidget(made)
    return made


def test_it_is_folded_until_it_is_asked_for(form) -> None:
    assert not form.page.abroad.open
    form.page.abroad.link.click()
    assert form.page.abroad.open
    form.page.abroad.link.click()
    assert not form.page.abroad.open
    assert form.blank


def test_a_draft_with_foreign_money_opens_it_and_says_what_it_comes_to(form) -> None:
    form.put(USD | {"order.import_kind": "retail_import"})
    assert form.page.abroad.open
    assert "¥134.63" in form.page.abroad.converted.text()
    order = form.complaint().order
    assert order.foreign == Foreign(Currency.USD, 1890, "7.1234", date(2026, 9, 20), "银行账单")
    assert order.import_kind is ImportKind.RETAIL_IMPORT
    assert "30日内退货" in form.page.abroad.rules.text()
    assert "待核对" in form.page.abroad.rules.text()


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"order.foreign.currency": ""}, "order.foreign.currency", "foreign.no_currency"),
        ({"order.foreign.amount": ""}, "order.foreign.amount", "field.required"),
        ({"order.foreign.amount": "1.999"}, "order.foreign.amount", "foreign.amount_unreadable"),
        ({"order.foreign.currency": "JPY"}, "order.foreign.amount", "foreign.amount_unreadable"),
        ({"order.foreign.rate": "七"}, "order.foreign.rate", "foreign.rate_unreadable"),
        ({"order.foreign.source": ""}, "order.foreign.source", "field.required"),
    ],
)
def test_what_is_not_right_is_said_beside_its_field_and_stays_typed(form, changes, field, code) -> None:
    form.put(USD | changes)
    assert (field, code) in [(problem.field, problem.code) for problem in form.problems()]
    form.ask()
    assert form.fields[field].refused
    assert {name: form.raw()[name] for name in USD} == USD | changes


def test_yuan_unlike_the_rate_are_remarked_on_beside_the_amount(form) -> None:
    form.put(USD | {"order.paid": "135.00"})
    form._warn()
    assert "¥134.63" in form.fields["order.paid"].toolTip()
