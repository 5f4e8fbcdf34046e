"""The ladder of offers and performance by item, from worked sums."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import clocks
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import CallBack, Dispute, Offer, Performance, Settlement, Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import read
from odrdesk.domain.guards import Act
from odrdesk.domain.law import Law
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import rungs, standing
from odrdesk.domain.parties import Clerk
from odrdesk.domain.steps import take
from odrdesk.domain.vocabulary import ItemKind, Payer, Role, State, Step
from odrdesk.domain.workdays import WorkCalendar

NOW = datetime(2026, 10, 13, 2, tzinfo=UTC)
OWNER = Clerk(1, "Owner", frozenset(Role))


def act(day: int = 13) -> Act:
    at = datetime(2026, 10, day, 2, tzinfo=UTC)
    return Act(OWNER, at, at)


def dispute(state: State = State.NEGOTIATING, **more: object) -> Dispute:
    return replace(Dispute(1, "ODR-2026-00001", state, Complaint(claimed=Fen(62900)), officer=1), **more)


def go(case: Dispute, step: Step, raw: dict[str, object], day: int = 13) -> Dispute:
    return take(case, step, read(step, raw), act(day)).case


def offer(amount: str, **more: object) -> dict[str, object]:
    return {"items": [{"kind": "damages", "amount": amount, "payer": "merchant"}], **more}


def refused(case: Dispute, step: Step, raw: dict[str, object], day: int = 13) -> Refusal:
    with pytest.raises(Refusal) as no:
        go(case, step, raw, day)
    return no.value


def test_rounds_go_to_and_fro_and_keep_whose_they_are_and_why_they_failed() -> None:
    case = go(dispute(), Step.PROPOSE, offer("129.00"))
    case = go(case, Step.REJECT_OFFER, {"why": "太少"})
    case = go(case, Step.PROPOSE, offer("500.00", by="consumer"))
    case = go(case, Step.REJECT_OFFER, {"why": "超出预算"})
    case = go(case, Step.PROPOSE, offer("329.00", by="platform"))
    assert [(one.round, one.by, one.accepted, one.why) for one in case.offers] == [
        (1, Payer.MERCHANT, False, "太少"),
        (2, Payer.CONSUMER, False, "超出预算"),
        (3, Payer.PLATFORM, None, ""),
    ]
    # Demanded 500.00, offered 329.00: 171.00 between them, 414.50 in the middle.
    assert standing(case) == (50000, 32900, 17100, 41450)
    assert [(rung.round, rung.money) for rung in rungs(case)] == [(0, 62900), (1, 12900), (2, 50000), (3, 32900)]


def test_the_claim_is_the_first_demand_and_what_the_consumer_pays_is_no_gain() -> None:
    items = [
        {"kind": "refund", "amount": "129.00", "payer": "merchant"},
        {"kind": "freight", "amount": "12.00", "payer": "consumer"},
    ]
    found = standing(go(dispute(), Step.PROPOSE, {"items": items}))
    assert found is not None
    assert (found.demanded, found.offered, found.gap) == (62900, 12900, 50000)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_middle_lies_between_and_a_gap_is_never_negative(claimed: int, offered: int) -> None:
    terms = (Term(ItemKind.DAMAGES, Fen(offered), Payer.MERCHANT),)
    case = replace(dispute(), complaint=Complaint(claimed=Fen(claimed)), offers=(Offer(1, NOW, terms),))
    found = standing(case)
    assert found is not None
    assert min(claimed, offered) <= found.midpoint <= max(claimed, offered)
    assert found.gap == max(0, claimed - offered)


def test_a_total_told_beside_the_items_must_be_their_sum() -> None:
    no = refused(dispute(), Step.PROPOSE, offer("129.00", total="128.00"))
    assert (no.code, no.field, no.data["added_fen"]) == ("offer.total_differs", "total", 12900)
    assert go(dispute(), Step.PROPOSE, offer("129.00", total="129.00")).state is State.PROPOSED


def test_an_offer_may_expire_only_after_its_last_day() -> None:
    assert refused(dispute(), Step.PROPOSE, offer("1.00", valid_until="2026-10-12")).code == "offer.valid_passed"
    made = go(dispute(), Step.PROPOSE, offer("129.00", valid_until="2026-10-15"))
    assert refused(made, Step.REJECT_OFFER, {"expired": "true"}, 15).code == "offer.still_valid"
    gone = go(made, Step.REJECT_OFFER, {"expired": "true"}, 16)
    assert gone.offers[0].expired
    endless = go(dispute(), Step.PROPOSE, offer("129.00"))
    assert refused(endless, Step.REJECT_OFFER, {"expired": "true"}, 16).code == "offer.no_last_day"


def test_an_offers_last_day_is_a_clock_that_never_rolls(law: Law, calendar: WorkCalendar) -> None:
    rules = clocks.Rules(law, calendar)
    told = read(Step.PROPOSE, offer("129.00", valid_until="2026-10-17"))  # a Saturday
    before = dispute()
    made = take(before, Step.PROPOSE, told, act()).case
    made = clocks.after_step(before, made, Step.PROPOSE, told, at=NOW, rules=rules)
    clock = made.clock("OFFER-1")
    assert clock is not None
    assert (clock.due, clock.running, clocks.next_due(made)) == (date(2026, 10, 17), True, clock)
    no = read(Step.REJECT_OFFER, {"why": "x"})
    later = act(14)
    rejected = clocks.after_step(
        made, take(made, Step.REJECT_OFFER, no, later).case, Step.REJECT_OFFER, no, at=later.at, rules=rules
    )
    stopped = rejected.clock("OFFER-1")
    assert stopped is not None
    assert stopped.stopped_on == date(2026, 10, 14)


def test_a_demand_of_the_consumer_is_held_against_no_floor() -> None:
    told = read(Step.PROPOSE, offer("100.00", by="consumer"))
    assert take(dispute(), Step.PROPOSE, told, replace(act(), floor=Fen(62900))).case.state is State.PROPOSED


def test_an_offer_still_open_comes_to_nothing_when_the_consumer_withdraws() -> None:
    gone = go(go(dispute(), Step.PROPOSE, offer("129.00")), Step.WITHDRAW, {"why": "不追究了"})
    assert (gone.state, gone.offers[0].accepted, gone.open_offer) == (State.WITHDRAWN, False, None)


# Performance by item

TERMS = (
    Term(ItemKind.REFUND, Fen(12900), Payer.MERCHANT, date(2026, 10, 16)),
    Term(ItemKind.RETURN_GOODS, Fen(0), Payer.CONSUMER, date(2026, 10, 20)),
    Term(ItemKind.EXTRA, Fen(50000), Payer.PLATFORM, date(2026, 10, 30)),
)


def settled() -> Dispute:
    return dispute(State.SETTLED, settlement=Settlement(NOW, TERMS))


def perform(case: Dispute, amount: str, item: int | None = None, **more: object) -> Dispute:
    told = {"amount": amount, "proof": "a", **({"item": str(item)} if item else {}), **more}
    return go(case, Step.PERFORM, told)


def test_items_are_performed_in_any_order() -> None:
    last = perform(settled(), "500.00", 3)
    assert [term.kind for term in last.unperformed] == [ItemKind.REFUND, ItemKind.RETURN_GOODS]
    assert last.owed == (12900, 0, None)
    part = perform(last, "29.00", 1)
    assert part.owed == (10000, 0, None)
    thing = perform(part, "0.00", 2)
    assert (thing.state, thing.owed) == (State.PERFORMING, (10000, None, None))
    assert perform(thing, "100.00", 1).state is State.PERFORMED


def test_without_an_item_money_fills_in_order_around_what_was_named() -> None:
    case = perform(perform(settled(), "400.00", 3), "129.00")
    assert case.owed == (None, 0, 10000)
    assert perform(perform(case, "100.00"), "0.00").state is State.PERFORMED


@pytest.mark.parametrize(
    ("amount", "item", "code"),
    [
        ("129.01", 1, "perform.over_item"),
        ("0.00", 1, "perform.nothing"),
        ("1.00", 2, "perform.over_item"),
        ("1.00", 4, "perform.no_item"),
        ("629.01", None, "perform.over"),
    ],
)
def test_more_than_is_owed_or_of_no_item_is_refused(amount: str, item: int | None, code: str) -> None:
    told = {"amount": amount, "proof": "a", **({"item": str(item)} if item else {})}
    assert refused(settled(), Step.PERFORM, told).code == code


def test_an_item_is_performed_once() -> None:
    done = perform(settled(), "129.00", 1)
    assert refused(done, Step.PERFORM, {"amount": "1.00", "proof": "a", "item": "1"}).code == "perform.item_done"


def test_nothing_is_performed_before_it_was_agreed() -> None:
    no = refused(settled(), Step.PERFORM, {"amount": "129.00", "proof": "a", "on": "2026-10-12"})
    assert (no.code, no.field) == ("on.too_early", "on")
    assert perform(settled(), "129.00", on="2026-10-13").state is State.PERFORMING


@given(st.lists(st.tuples(st.integers(0, 70000), st.sampled_from([None, 1, 2, 3])), max_size=12))
def test_however_it_is_performed_what_is_owed_and_what_was_paid_make_the_whole(
    acts: list[tuple[int, int | None]],
) -> None:
    case = settled()
    for amount, item in acts:
        try:
            case = perform(case, Fen(amount).plain, item)
        except Refusal:
            continue
    assert case.performed_total + sum((left for left in case.owed if left is not None), Fen(0)) == 62900
    assert (case.state is State.PERFORMED) is (not case.unperformed)


# Call-backs


@pytest.mark.parametrize(("tries", "done"), [([False] * 2, False), ([False] * 3, True), ([False, True], True)])
def test_three_calls_in_vain_count_as_a_call_back(tries: list[bool], done: bool) -> None:
    calls = tuple(CallBack(NOW, "x", reached=reached) for reached in tries)
    performed = (Performance(date(2026, 10, 13), Fen(62900), "a"), Performance(date(2026, 10, 13), Fen(0), "b"))
    case = replace(settled(), state=State.PERFORMED, performances=performed, call_backs=calls)
    assert case.called_back is done
    if done:
        assert go(case, Step.CLOSE, {"missing_acknowledged": True}).state is State.CLOSED
    else:
        assert refused(case, Step.CLOSE, {"missing_acknowledged": True}).code == "close.callback_missing"


def test_a_call_before_the_present_settlement_does_not_count() -> None:
    early = CallBack(NOW - timedelta(days=1), "x")
    assert not replace(settled(), call_backs=(early,)).called_back
