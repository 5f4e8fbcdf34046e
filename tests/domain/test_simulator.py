"""What each way to settle costs: worked by hand from a scheme and the law, and what holds for any figures."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.fund_vocabulary import Lane
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import Fund
from odrdesk.domain.scheme import Scheme, Tier
from odrdesk.domain.simulator import AdvanceCap, Floor, Given, Matter, Outcome, Way, outcomes
from odrdesk.domain.vocabulary import Claim, Role

TIERS = (
    Tier(Lane.FAST, (Role.SUPERVISOR,), Fen(20_000)),
    Tier(Lane.ONE, (Role.SUPERVISOR,), Fen(500_000)),
    Tier(Lane.DUAL, (Role.SUPERVISOR, Role.FINANCE)),
)
SCHEME = Scheme("2026-1", date(2026, 1, 1), case_cap=Fen(2_000_000), tiers=TIERS)
FUND = Fund(SCHEME, Fen(10_000_000), "a", merchant=7, deposits=((7, Fen(30_000)),), settlements=((7, Fen(5_000)),))
# Shoes for 129.00, sold as leather and not: three times the price is 387.00, less than the 500.00 of CPL art. 55(1).
FRAUD = Given(Fen(12_900), Fen(50_000), "消法第五十五条第一款")
SHOES = Matter(
    Fen(12_900),
    (Claim.RETURN_GOODS, Claim.REFUND, Claim.PUNITIVE),
    compensation=Fen(20_000),
    statutory=(FRAUD,),
    floor=Floor(Fen(62_900), FRAUD.source),
)


def by_way(matter: Matter, fund: Fund | None = FUND) -> dict[Way, Outcome]:
    return {one.way: one for one in outcomes(matter, fund)}


def test_the_shoes_of_129_yuan() -> None:
    found = by_way(SHOES)
    assert {way: one.money for way, one in found.items()} == {
        Way.RETURN_REFUND: 12_900,
        Way.REFUND_ONLY: 12_900,
        Way.REPLACE: 0,
        Way.COMPENSATE: 20_000,
        Way.STATUTORY: 62_900,
    }
    assert {way: one.short for way, one in found.items()} == {
        Way.RETURN_REFUND: 50_000,
        Way.REFUND_ONLY: 50_000,
        Way.REPLACE: 50_000,
        Way.COMPENSATE: 42_900,
        Way.STATUTORY: 0,
    }
    whole = found[Way.STATUTORY].advance
    assert (whole.amount, whole.deposit, whole.settlement, whole.at_risk) == (62_900, 30_000, 5_000, 27_900)
    assert (whole.lane, whole.approvers) == (Lane.ONE, (Role.SUPERVISOR,))
    small = found[Way.RETURN_REFUND].advance
    assert (small.amount, small.deposit, small.at_risk, small.lane) == (12_900, 12_900, 0, Lane.FAST)
    assert found[Way.REPLACE].advance.lane is None


def test_what_the_consumer_asks_for_comes_first() -> None:
    told = [(one.way, one.asked) for one in outcomes(SHOES, FUND)]
    assert told == [
        (Way.RETURN_REFUND, True),
        (Way.REFUND_ONLY, True),
        (Way.STATUTORY, True),
        (Way.REPLACE, False),
        (Way.COMPENSATE, False),
    ]


def test_freight_and_the_worth_of_returned_goods_are_the_merchants() -> None:
    found = by_way(replace(SHOES, freight=Fen(1_500), goods=Fen(8_000)))
    assert (found[Way.RETURN_REFUND].money, found[Way.RETURN_REFUND].cost) == (14_400, 6_400)
    assert (found[Way.REFUND_ONLY].money, found[Way.REFUND_ONLY].cost) == (12_900, 12_900)
    assert found[Way.RETURN_REFUND].short == 50_000  # freight given back is no more than what was spent
    assert found[Way.STATUTORY].cost == 62_900 + 1_500 - 8_000
    assert found[Way.REPLACE].cost == 14_400


def test_over_the_second_tier_two_approve_and_over_the_cap_a_claim_stays() -> None:
    found = by_way(replace(SHOES, paid=Fen(2_500_000)))
    one = found[Way.REFUND_ONLY]
    assert (one.advance.amount, one.advance.capped_by, one.residual) == (2_000_000, (AdvanceCap.CASE_CAP,), 500_000)
    assert one.advance.approvers == (Role.SUPERVISOR, Role.FINANCE)
    assert one.advance.at_risk == 2_000_000 - 35_000


@pytest.mark.parametrize(
    ("fund", "cap", "amount"),
    [
        (replace(FUND, available=Fen(5_000)), AdvanceCap.AVAILABLE, 5_000),
        (replace(FUND, available=Fen(-1)), AdvanceCap.AVAILABLE, 0),
        (replace(FUND, merchant=None, deposits=(), settlements=()), AdvanceCap.NO_MERCHANT, 0),
        (
            replace(FUND, scheme=replace(SCHEME, consumer_year_cap=Fen(10_000)), consumer_year=Fen(4_000)),
            AdvanceCap.CONSUMER_YEAR_CAP,
            6_000,
        ),
        (
            replace(FUND, scheme=replace(SCHEME, merchant_cap=Fen(10_000)), merchant_advanced=Fen(12_000)),
            AdvanceCap.MERCHANT_CAP,
            0,
        ),
    ],
)
def test_every_bound_is_named(fund: Fund, cap: AdvanceCap, amount: int) -> None:
    one = by_way(SHOES, fund)[Way.REFUND_ONLY]
    assert (one.advance.capped_by, one.advance.amount, one.residual) == ((cap,), amount, 12_900 - amount)


def test_what_the_consumer_has_got_already_is_not_advanced_again() -> None:
    one = by_way(replace(SHOES, had=Fen(10_000), kept=Fen(10_000)))[Way.REFUND_ONLY]
    assert (one.money, one.advance.amount, one.residual) == (12_900, 2_900, 0)


def test_an_amount_that_nobody_told_is_not_guessed() -> None:
    found = by_way(replace(SHOES, compensation=None, paid=None))
    assert [found[way].money for way in (Way.COMPENSATE, Way.RETURN_REFUND)] == [None, None]
    assert [found[way].short for way in (Way.COMPENSATE, Way.REPLACE)] == [None, None]


def test_without_a_floor_nothing_is_below_it() -> None:
    assert {one.short for one in outcomes(replace(SHOES, floor=None), FUND)} == {None}


FEN = st.integers(0, 5_000_000).map(Fen)
FUNDS = st.builds(
    lambda available, deposit, settlement, cap, advanced: replace(
        FUND,
        scheme=replace(SCHEME, case_cap=cap, merchant_cap=cap),
        available=available,
        deposits=((7, deposit),),
        settlements=((7, settlement),),
        merchant_advanced=advanced,
    ),
    st.integers(-100, 5_000_000).map(Fen), FEN, FEN, st.one_of(st.none(), FEN), FEN,
)  # fmt: skip
MATTERS = st.builds(
    Matter, paid=FEN, compensation=st.one_of(st.none(), FEN), freight=FEN, goods=FEN, had=FEN, kept=FEN,
    statutory=st.lists(st.builds(Given, FEN, FEN, st.just("x")), max_size=3).map(tuple),
    floor=st.one_of(st.none(), st.builds(Floor, FEN, st.just("x"))),
)  # fmt: skip


@given(MATTERS, FUNDS)
def test_every_fen_has_its_place(matter: Matter, fund: Fund) -> None:
    for one in outcomes(matter, fund):
        advance = one.advance
        due = max(0, one.money - matter.had) if one.money is not None else 0
        assert advance.amount + one.residual == due
        assert advance.recoverable + advance.at_risk == advance.amount
        assert min(advance.amount, advance.deposit, advance.settlement, advance.at_risk, one.residual) >= 0
        assert advance.amount <= max(0, fund.available)
        assert (advance.lane is None) == (advance.amount == 0)
        assert bool(advance.capped_by) == (one.residual > 0)
        assert one.cost is None or one.cost >= 0
        # More was never owed than the floor of the law minus nothing.
        assert one.short is None or 0 <= one.short <= matter.floor.amount


@given(MATTERS, FUNDS, FEN)
def test_a_larger_deposit_never_raises_the_risk(matter: Matter, fund: Fund, more: Fen) -> None:
    richer = replace(fund, deposits=((7, fund.deposit + more),))
    for before, after in zip(outcomes(matter, fund), outcomes(matter, richer), strict=True):
        assert after.advance.at_risk <= before.advance.at_risk
        assert after.advance.amount == before.advance.amount
