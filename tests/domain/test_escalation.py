"""When a rise is proposed: the rules of the ladder, whatever the case, the day and the desk's own numbers."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Clock, Contact, Dispute, Escalation, Offer, Pause
from odrdesk.domain.escalation import Proposal, Thresholds, proposals
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ContactWith, EscalationReason, State, Step
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "calendar"
CALENDAR = WorkCalendar.from_tables(
    [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(RESOURCES.glob("*.toml"))]
)
RULES = ["R-FIRST", "R-ACC", "R-PLAN", "R-TOTAL", "R-ODR", "R-MERCH", "R-SUP", "R-RET-CASE", "R-IP15", "TERM-1"]
TODAY = date(2026, 10, 16)
NOW = datetime(2026, 10, 16, 12, tzinfo=SHANGHAI).astimezone(UTC)
REASON = EscalationReason

days = st.dates(date(2026, 9, 20), date(2026, 11, 10))
moments = st.integers(0, 26 * 24).map(lambda hours: NOW - timedelta(hours=hours))


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    due = draw(days)
    stopped = draw(st.none() | st.just(due))
    pauses = draw(st.sampled_from([(), (Pause(date(2026, 9, 20)),)]))
    rule = draw(st.sampled_from(RULES))
    return Clock(rule, "1", start=date(2026, 9, 18), raw=due, due=due, stopped_on=stopped, pauses=pauses)


@st.composite
def disputes(draw: st.DrawFn, *states: State) -> Dispute:
    level = draw(st.integers(1, 5))
    rises = sorted(draw(moments) for _ in range(level - 1))
    return Dispute(
        1,
        "ODR-2026-00001",
        draw(st.sampled_from(states or tuple(State))),
        replace(Complaint(), claimed=draw(st.none() | st.integers(0, 1_000_000).map(Fen))),
        clocks=tuple(draw(st.lists(clocks(), max_size=5, unique_by=lambda clock: clock.rule))),
        contacts=tuple(
            Contact(draw(moments), "电话", ContactWith.CONSUMER, "x", asks_higher=draw(st.booleans()))
            for _ in range(draw(st.integers(0, 3)))
        ),
        offers=tuple(
            Offer(number + 1, NOW - timedelta(days=30), (), accepted=False, answered_at=draw(moments))
            for number in range(draw(st.integers(0, 5)))
        ),
        level=level,
        escalations=tuple(Escalation(place, place + 1, "x", at, 1) for place, at in enumerate(rises, start=1)),
    )


@st.composite
def thresholds(draw: st.DrawFn) -> Thresholds:
    second, third = sorted(draw(st.integers(1, 1_000_000)) for _ in range(2))
    return Thresholds(draw(st.integers(0, 5)), Fen(second), Fen(third), draw(st.integers(1, 5)))


def asked(case: Dispute, own: Thresholds, today: date = TODAY) -> tuple[Proposal, ...]:
    return proposals(case, today, CALENDAR, own)


def reasons(case: Dispute, own: Thresholds, today: date = TODAY) -> set[EscalationReason]:
    return {one.reason for one in asked(case, own, today)}


def risen(case: Dispute) -> Dispute:
    step = Escalation(case.level, case.level + 1, "x", NOW, 1)
    return replace(case, level=case.level + 1, escalations=(*case.escalations, step))


@given(disputes(), thresholds(), days)
def test_a_rise_goes_up_and_never_beyond_the_fifth_level(case: Dispute, own: Thresholds, today: date) -> None:
    for one in asked(case, own, today):
        assert case.level < one.to <= 5


@given(disputes(State.NEGOTIATING), thresholds(), days)
def test_within_the_desk_it_is_one_level_at_a_time_and_leaving_it_is_no_rise(
    case: Dispute, own: Thresholds, today: date
) -> None:
    for one in asked(case, own, today):
        assert one.to == case.level + 1
        assert one.step is (Step.ESCALATE if case.level < 3 else Step.FAIL)


@given(disputes(*(set(State) - {State.NEGOTIATING, State.FAILED, State.EXT_DONE})), thresholds(), days)
def test_where_nobody_negotiates_nothing_is_proposed(case: Dispute, own: Thresholds, today: date) -> None:
    assert asked(case, own, today) == ()


@given(disputes(State.FAILED, State.EXT_DONE), thresholds(), days)
def test_outside_the_desk_only_the_consumers_wish_counts(case: Dispute, own: Thresholds, today: date) -> None:
    assert reasons(case, own, today) <= {REASON.CONSUMER_ASKS}
    for one in asked(case, own, today):
        assert one.step is (Step.TO_REGULATOR if one.to == 4 else Step.ADJUDICATE)


@given(disputes(State.NEGOTIATING).filter(lambda case: case.level < 3), thresholds())
def test_what_a_rise_has_answered_is_not_proposed_again(case: Dispute, own: Thresholds) -> None:
    before = reasons(case, own)
    again = reasons(risen(case), own)
    # An amount may be large enough for the next level too.
    assert not (before & again) - {REASON.AMOUNT}
    if REASON.AMOUNT in again:
        assert (case.complaint.claimed or 0) >= own.amount_3


@given(disputes(State.NEGOTIATING), thresholds(), st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_more_money_never_takes_a_reason_away(case: Dispute, own: Thresholds, one: int, other: int) -> None:
    less, more = sorted((one, other))
    small = replace(case, complaint=replace(case.complaint, claimed=Fen(less)))
    large = replace(case, complaint=replace(case.complaint, claimed=Fen(more)))
    assert reasons(small, own) <= reasons(large, own)


@given(disputes(State.NEGOTIATING), thresholds())
def test_what_stopped_or_waits_and_what_is_not_the_desks_own_presses_nobody(case: Dispute, own: Thresholds) -> None:
    free = replace(case, contacts=(), offers=(), complaint=Complaint())
    still = tuple(
        clock
        for clock in case.clocks
        if not clock.running or clock.waits or clock.rule in {"R-SUP", "R-RET-CASE", "R-IP15", "TERM-1"}
    )
    still = tuple(clock for clock in still if clock.rule != "R-MERCH")
    assert asked(replace(free, clocks=still), own) == ()


def negotiating(*running: Clock, level: int = 1, **changed: object) -> Dispute:
    case = Dispute(1, "ODR-2026-00001", State.NEGOTIATING, Complaint(), clocks=running, level=level)
    return replace(case, **changed)


def due(rule: str, day: date) -> Clock:
    return Clock(rule, "1", start=date(2026, 9, 30), raw=day, due=day)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 10, 15), REASON.DEADLINE_PASSED),
        (date(2026, 10, 16), REASON.DEADLINE_NEAR),
        (date(2026, 10, 19), REASON.DEADLINE_NEAR),
        (date(2026, 10, 20), None),
    ],
)
def test_the_last_working_day_is_near_and_the_day_after_the_last_has_passed(
    day: date, reason: EscalationReason | None
) -> None:
    """10-16 is a Friday: the Monday after is one working day away."""
    assert reasons(negotiating(due("R-ODR", day)), Thresholds()) == ({reason} if reason else set())


def test_at_the_head_of_the_desk_the_whole_limit_counts_although_another_passed_before() -> None:
    case = negotiating(due("R-PLAN", date(2026, 10, 12)), due("R-ODR", date(2026, 10, 15)), level=3)
    (one,) = asked(case, Thresholds())
    assert (one.to, one.step, one.data["rule"]) == (4, Step.FAIL, "R-ODR")


@pytest.mark.parametrize(
    ("level", "amount", "proposed"), [(1, 199_999, 0), (1, 200_000, 1), (2, 499_999, 0), (2, 500_000, 1)]
)
def test_the_amounts_of_the_ladder(level: int, amount: int, proposed: int) -> None:
    case = negotiating(level=level, complaint=replace(Complaint(), claimed=Fen(amount)))
    assert len(asked(case, Thresholds())) == proposed


def test_a_body_that_refused_leaves_only_the_court() -> None:
    wish = Contact(NOW, "电话", ContactWith.CONSUMER, "要求升级", asks_higher=True)
    case = negotiating(level=4, state=State.FAILED, contacts=(wish,))
    (one,) = asked(case, Thresholds())
    assert (one.to, one.step) == (5, Step.ADJUDICATE)
    assert asked(replace(case, level=5), Thresholds()) == ()
