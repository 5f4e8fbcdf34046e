"""Orders paid in other money: minor units by currency, rates as published, one rounding, and yuan beside them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint, Order, problems, warnings, with_yuan
from odrdesk.domain.corrections import CORRECTABLE, corrected, text_of
from odrdesk.domain.errors import Refusal
from odrdesk.domain.foreign import Foreign, decimals, read_amount, read_foreign, read_rate
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Currency, ImportKind

NOW = datetime(2026, 9, 30, 4, 0, tzinfo=UTC)
DAY = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("currency", "text", "minor", "figure"),
    [
        ("USD", "18.9", 1890, "18.90"),
        ("USD", "1,018.90", 101890, "1018.90"),
        ("JPY", "1980", 1980, "1980"),
        ("KRW", "25,000", 25000, "25000"),
        ("KWD", "1.25", 1250, "1.250"),
        ("HKD", "１８．９０", 1890, "18.90"),
    ],
)
def test_an_amount_is_kept_in_the_minor_units_of_its_currency(currency, text, minor, figure) -> None:
    amount = read_amount("amount", text, Currency(currency))
    assert amount == minor
    assert Foreign(Currency(currency), amount).figure == figure


@pytest.mark.parametrize(
    ("currency", "text"),
    [("JPY", "19.80"), ("USD", "1.999"), ("KWD", "1.2345"), ("USD", "0"), ("USD", "-1"), ("USD", "x"), ("USD", "")],
)
def test_an_amount_the_currency_does_not_know_is_refused(currency, text) -> None:
    with pytest.raises(Refusal) as refused:
        read_amount("order.foreign.amount", text, Currency(currency))
    assert (refused.value.code, refused.value.field) == ("foreign.amount_unreadable", "order.foreign.amount")


@pytest.mark.parametrize(
    ("currency", "minor", "rate", "fen"),
    [
        ("USD", 1890, "7.1234", 13463),  # 18.90 x 7.1234 = 134.63226
        ("JPY", 1980, "0.04812", 9528),  # 1980 x 0.04812 = 95.2776
        ("KWD", 1250, "23.2", 2900),  # 1.250 x 23.2 = 29.00
        ("USD", 1, "0.5", 1),  # half a fen is rounded up
        ("USD", 100, "7.12449999", 712),
    ],
)
def test_yuan_are_rounded_half_up_once(currency, minor, rate, fen) -> None:
    assert Foreign(Currency(currency), minor, rate, DAY, "x").converted == Fen(fen)


@given(
    st.sampled_from(Currency),
    st.integers(1, 10**9),
    st.decimals("0.0001", 100, places=4),
)
def test_conversion_agrees_with_decimal_arithmetic(currency: Currency, minor: int, rate: Decimal) -> None:
    paid = Foreign(currency, minor, str(rate), DAY, "x")
    exact = Decimal(minor).scaleb(-decimals(currency)) * rate * 100
    assert paid.converted == Fen(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
    assert read_foreign("f", paid.text) == paid


@pytest.mark.parametrize("text", ["", "0", "-7", "7,1", "abc", "7.1.2", "1e3"])
def test_a_rate_that_cannot_be_read_is_refused(text) -> None:
    with pytest.raises(Refusal) as refused:
        read_rate("rate", text)
    assert refused.value.code == "foreign.rate_unreadable"


@pytest.mark.parametrize("text", ["", "USD", "XXX 1", "USD 1 7.1", "USD 1 @", "USD 1 @ 7.1", "USD 1 @ 7.1 yesterday x"])
def test_a_foreign_amount_in_one_line_names_its_parts(text) -> None:
    with pytest.raises(Refusal) as refused:
        read_foreign("value", text)
    assert refused.value.code == "fact.unreadable"


def test_yuan_come_from_the_rate_only_where_they_are_not_known() -> None:
    paid = Foreign(Currency.USD, 1890, "7.1234", DAY, "x")
    draft = Complaint(order=Order(foreign=paid))
    assert with_yuan(draft).order.paid == Fen(13463)
    told = replace(draft, order=replace(draft.order, paid=Fen(13500)))
    assert with_yuan(told) is told
    without = Complaint(order=Order(foreign=Foreign(Currency.USD, 1890)))
    assert with_yuan(without).order.paid is None


def test_yuan_unlike_the_rate_are_remarked_on_and_not_refused() -> None:
    paid = Foreign(Currency.USD, 1890, "7.1234", DAY, "x")
    draft = Complaint(order=Order(foreign=paid, paid=Fen(13500)))
    (found,) = warnings(draft)
    assert (found.field, found.code) == ("order.paid", "foreign.mismatch")
    assert found.data == {"paid": Fen(13500), "converted": Fen(13463)}
    assert warnings(with_yuan(Complaint(order=Order(foreign=paid)))) == ()
    assert [one.code for one in warnings(Complaint(order=Order(foreign=Foreign(Currency.JPY, 1))))] == [
        "foreign.no_yuan"
    ]


def test_a_rate_needs_its_day_and_its_source() -> None:
    draft = Complaint(order=Order(foreign=Foreign(Currency.USD, 1890, "7.1234")))
    found = {problem.field: problem.code for problem in problems(draft, NOW)}
    assert found["order.foreign.on"] == found["order.foreign.source"] == "field.required"


def test_it_is_corrected_in_one_line_and_can_be_emptied() -> None:
    assert {"order.foreign", "order.import_kind"} <= set(CORRECTABLE)
    line = "jpy 1,980 @ 0.04812 2026-09-20 中国外汇交易中心"
    after = corrected(Complaint(), "order.foreign", line)
    assert after.order.foreign == Foreign(Currency.JPY, 1980, "0.04812", DAY, "中国外汇交易中心")
    assert text_of(after, "order.foreign") == "JPY 1980 @ 0.04812 2026-09-20 中国外汇交易中心"
    assert corrected(after, "order.foreign", None).order.foreign is None
    kind = corrected(after, "order.import_kind", "retail_import")
    assert kind.order.import_kind is ImportKind.RETAIL_IMPORT
    assert corrected(kind, "order.import_kind", None).order.import_kind is None
