"""The intellectual-property region: every state with every step, the 15 days over Labour Day, days that cannot be."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain import clocks
from odrdesk.domain.closing import IP, Item, gate
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import plain, read
from odrdesk.domain.guards import Act
from odrdesk.domain.ip import IpBranch, pending
from odrdesk.domain.law import Law
from odrdesk.domain.parties import Clerk, Consumer, Merchant
from odrdesk.domain.steps import open_steps, take
from odrdesk.domain.vocabulary import Category, Channel, Claim, IpMeasure, IpState, Role, State, Step
from odrdesk.domain.workdays import SHANGHAI, WorkCalendar


def ready(state: State) -> Dispute:
    """A dispute about a mark in a state of its own life."""
    complaint = Complaint(
        channel=Channel.PLATFORM,
        received_at=at(4, 10, 9),
        consumer=Consumer("张小某", phone="13812345678"),
        merchant=Merchant("浦江好物旗舰店"),
        category=Category.TRADEMARK,
        claims=(Claim.REFUND,),
        facts="怀疑不是正品。",
    )
    return Dispute(key=1, number="ODR-2026-00001", state=state, complaint=complaint, officer=1)


OWNER = Clerk(1, "Owner", frozenset(Role))
S = IpState

# Typed from the procedure: state and step -> the state after it. What is not here is refused.
TABLE: dict[tuple[IpState | None, Step], IpState] = {
    (None, Step.IP_NOTICE): S.NOTICE,
    (S.SUPPLEMENT, Step.IP_NOTICE): S.NOTICE,
    (S.PUBLISHED, Step.IP_NOTICE): S.NOTICE,
    (S.NOTICE, Step.IP_SUPPLEMENT): S.SUPPLEMENT,
    (S.SUPPLEMENT, Step.IP_SUPPLEMENTED): S.NOTICE,
    (S.NOTICE, Step.IP_MEASURES): S.MEASURES_TAKEN,
    (S.MEASURES_TAKEN, Step.IP_DECLARATION): S.DECLARED,
    (S.DECLARED, Step.IP_FORWARDED): S.WAITING15,
    (S.WAITING15, Step.IP_FORWARDED): S.WAITING15,
    (S.MEASURES_TAKEN, Step.IP_RIGHTSHOLDER_ACTED): S.RIGHTS_HOLDER_ACTED,
    (S.DECLARED, Step.IP_RIGHTSHOLDER_ACTED): S.RIGHTS_HOLDER_ACTED,
    (S.WAITING15, Step.IP_RIGHTSHOLDER_ACTED): S.RIGHTS_HOLDER_ACTED,
    (S.RIGHTS_HOLDER_ACTED, Step.IP_RIGHTSHOLDER_ACTED): S.RIGHTS_HOLDER_ACTED,
    (S.LIFTED, Step.IP_RIGHTSHOLDER_ACTED): S.LIFTED,
    (S.PUBLISHED, Step.IP_RIGHTSHOLDER_ACTED): S.PUBLISHED,
    (S.WAITING15, Step.IP_LIFT): S.LIFTED,
    (S.MEASURES_TAKEN, Step.IP_PUBLISH): S.MEASURES_TAKEN,
    (S.DECLARED, Step.IP_PUBLISH): S.DECLARED,
    (S.WAITING15, Step.IP_PUBLISH): S.WAITING15,
    (S.RIGHTS_HOLDER_ACTED, Step.IP_PUBLISH): S.PUBLISHED,
    (S.LIFTED, Step.IP_PUBLISH): S.PUBLISHED,
}
IP_STEPS = [step for step in Step if step.value.startswith("ip_")]
NEEDED: dict[Step, dict[str, object]] = {
    Step.IP_SUPPLEMENT: {"items": ["权属证明"]},
    Step.IP_FORWARDED: {"on": "2026-04-17"},
    Step.IP_RIGHTSHOLDER_ACTED: {"on": "2026-04-20"},
}


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


class Way:
    """A case taken from step to step with its clocks."""

    def __init__(self, law: Law, calendar: WorkCalendar, clerk: Clerk = OWNER) -> None:
        self.rules = clocks.Rules(law, calendar)
        self.clerk = clerk
        self.case: Dispute = ready(State.REGISTERED)

    def go(self, step: Step, when: datetime, **raw: object) -> "Way":
        facts = read(step, raw)
        after = take(self.case, step, facts, Act(self.clerk, when, when)).case
        self.case = clocks.after_step(self.case, after, step, facts, at=when, rules=self.rules)
        return self

    def waiting(self) -> "Way":
        """S6 up to the declaration that reached the right-holder on Friday 2026-04-17."""
        self.go(Step.IP_NOTICE, at(4, 10), right="trademark", rights_holder="上海澄砚文化有限公司")
        self.go(Step.IP_MEASURES, at(4, 10, 15), measures=["delete"])
        self.go(Step.IP_DECLARATION, at(4, 16))
        return self.go(Step.IP_FORWARDED, at(4, 17), on="2026-04-17")

    def clock(self, rule: str) -> Clock:
        found = self.case.clock(rule)
        assert found is not None
        return found

    @property
    def ip(self) -> IpBranch:
        assert self.case.ip is not None
        return self.case.ip


@pytest.fixture
def way(law: Law, calendar: WorkCalendar) -> Way:
    return Way(law, calendar)


def branch(state: IpState | None) -> IpBranch | None:
    return None if state is None else IpBranch(state, date(2026, 4, 10))


def refused(way: Way, step: Step, when: datetime, **raw: object) -> Refusal:
    with pytest.raises(Refusal) as no:
        way.go(step, when, **raw)
    return no.value


@pytest.mark.parametrize(("state", "step"), list(product([None, *IpState], IP_STEPS)))
def test_every_state_of_the_region_and_every_step(state: IpState | None, step: Step) -> None:
    wait = Clock("R-IP15", "2019-01-01", date(2026, 4, 17), date(2026, 5, 2), date(2026, 5, 6))
    case = replace(ready(State.REGISTERED), ip=branch(state), clocks=(wait,))
    facts = read(step, NEEDED.get(step, {}))
    act = Act(OWNER, at(5, 7), at(5, 7))
    if (state, step) not in TABLE:
        with pytest.raises(Refusal) as no:
            take(case, step, facts, act)
        assert no.value.code == ("ip.none" if state is None else "ip.not_from_state")
        return
    after = take(case, step, facts, act).case
    assert after.ip is not None
    assert after.ip.state is TABLE[state, step]
    assert after.state is State.REGISTERED, "the region changes nothing else"


def test_every_state_can_be_reached_from_no_notice() -> None:
    reached: set[IpState | None] = {None}
    for _ in IpState:
        reached |= {after for (before, _step), after in TABLE.items() if before in reached}
    assert reached == {None, *IpState}


def test_a_notice_needs_no_facts_and_is_of_the_day_it_is_recorded(way: Way) -> None:
    way.go(Step.IP_NOTICE, at(4, 10))
    assert (way.ip.state, way.ip.notice_on, way.ip.round) == (S.NOTICE, date(2026, 4, 10), 1)


# S6


def test_fifteen_days_over_labour_day_end_on_the_first_working_day_after_it(way: Way) -> None:
    way.waiting()
    wait = way.clock("R-IP15")
    assert (wait.start, wait.raw, wait.due) == (date(2026, 4, 17), date(2026, 5, 2), date(2026, 5, 6))


def test_no_lift_before_the_fifteen_days_are_over(way: Way) -> None:
    way.waiting()
    no = refused(way, Step.IP_LIFT, at(5, 6, 23))
    assert (no.code, no.data["due"]) == ("ip.waiting", "2026-05-06")
    way.go(Step.IP_LIFT, at(5, 7))
    assert (way.ip.state, way.ip.lifted_on, way.ip.measures_stand) == (S.LIFTED, date(2026, 5, 7), False)
    assert way.clock("R-IP15").stopped_on == date(2026, 5, 7)
    way.go(Step.IP_PUBLISH, at(5, 7, 16))
    assert (way.ip.state, way.ip.published) == (S.PUBLISHED, (date(2026, 5, 7),))
    assert way.clock("R-IP-PUB").stopped_on == date(2026, 5, 7)


def test_word_of_a_complaint_on_the_last_afternoon_keeps_the_measures(way: Way) -> None:
    way.waiting().go(Step.IP_RIGHTSHOLDER_ACTED, at(5, 6, 16), on="2026-05-06", holder_act="complaint")
    assert (way.ip.state, way.ip.measures_stand) == (S.RIGHTS_HOLDER_ACTED, True)
    assert way.clock("R-IP15").stopped_on == date(2026, 5, 6)
    no = refused(way, Step.IP_LIFT, at(5, 7))
    assert (no.code, no.data["on"]) == ("ip.holder_acted", "2026-05-06")


def test_word_that_comes_after_the_lift_is_only_written_down(way: Way) -> None:
    way.waiting().go(Step.IP_LIFT, at(5, 7)).go(Step.IP_RIGHTSHOLDER_ACTED, at(5, 7, 15), on="2026-05-07")
    assert way.ip.state is S.LIFTED
    assert [(one.on, one.in_time) for one in way.ip.acts] == [(date(2026, 5, 7), False)]


def test_word_that_comes_late_but_before_the_lift_does_not_stop_the_lift(way: Way) -> None:
    way.waiting().go(Step.IP_RIGHTSHOLDER_ACTED, at(5, 7, 9), on="2026-05-07")
    assert (way.ip.state, way.ip.kept) == (S.WAITING15, None)
    assert way.clock("R-IP15").running
    assert way.go(Step.IP_LIFT, at(5, 7, 11)).ip.state is S.LIFTED


def test_a_corrected_day_of_arrival_counts_anew(way: Way) -> None:
    way.waiting().go(Step.IP_FORWARDED, at(4, 20), on="2026-04-16")
    assert way.clock("R-IP15").due == date(2026, 5, 6), "2026-05-01 rolls to the same day"
    assert [one.running for one in way.case.clocks if one.rule == "R-IP15"] == [False, True]


@given(reached=st.dates(date(2026, 1, 5), date(2026, 11, 30)))
def test_the_lift_opens_the_day_after_the_rolled_fifteenth_day(reached: date, law: Law, calendar: WorkCalendar) -> None:
    way = Way(law, calendar)
    moment = datetime(reached.year, reached.month, reached.day, 12, tzinfo=SHANGHAI)
    for step in (Step.IP_NOTICE, Step.IP_MEASURES, Step.IP_DECLARATION):
        way.go(step, moment)
    way.go(Step.IP_FORWARDED, moment, on=reached.isoformat())
    due = way.clock("R-IP15").due
    assert due >= reached + timedelta(days=15)
    assert calendar.is_working(due)
    last = datetime(due.year, due.month, due.day, 23, 59, tzinfo=SHANGHAI)
    assert refused(way, Step.IP_LIFT, last).code == "ip.waiting"
    assert way.go(Step.IP_LIFT, last + timedelta(minutes=1)).ip.lifted_on == due + timedelta(days=1)


# Order of days


def test_a_declaration_before_measures_is_refused(way: Way) -> None:
    assert refused(way.go(Step.IP_NOTICE, at(4, 10)), Step.IP_DECLARATION, at(4, 11)).code == "ip.not_from_state"


@pytest.mark.parametrize(
    ("step", "raw", "field"),
    [
        (Step.IP_MEASURES, {"on": "2026-04-09"}, "on"),
        (Step.IP_MEASURES, {"on": "2026-04-11", "forwarded": "2026-04-10"}, "forwarded"),
    ],
)
def test_nothing_happens_before_what_came_first(way: Way, step: Step, raw: dict[str, object], field: str) -> None:
    no = refused(way.go(Step.IP_NOTICE, at(4, 10)), step, at(4, 12), **raw)
    assert (no.code, no.field) == ("ip.day_before", field)


def test_no_day_lies_ahead(way: Way) -> None:
    assert refused(way, Step.IP_NOTICE, at(4, 10), on="2026-04-11").code == "ip.day_ahead"
    way.go(Step.IP_NOTICE, at(4, 10)).go(Step.IP_MEASURES, at(4, 10)).go(Step.IP_DECLARATION, at(4, 16))
    no = refused(way, Step.IP_FORWARDED, at(4, 16), on="2026-04-17")
    assert (no.code, no.field) == ("ip.day_ahead", "on")
    no = refused(way, Step.IP_FORWARDED, at(4, 17), on="2026-04-15")
    assert (no.code, no.field, no.data["before"]) == ("ip.day_before", "on", "2026-04-16")


# What else it touches


def test_an_incomplete_notice_waits_for_what_is_missing_and_comes_back(way: Way) -> None:
    way.go(Step.IP_NOTICE, at(4, 10)).go(Step.IP_SUPPLEMENT, at(4, 10), items=["权属证明", "初步证据"])
    assert (way.ip.missing, way.clock("R-IP-ACT").running) == (("权属证明", "初步证据"), False)
    way.go(Step.IP_SUPPLEMENTED, at(4, 13), registration_no="第00000001号")
    assert (way.ip.state, way.ip.missing, way.ip.registration_no) == (S.NOTICE, (), "第00000001号")
    assert way.clock("R-IP-ACT").start == date(2026, 4, 13)


def test_a_new_notice_after_the_end_begins_a_second_round(way: Way) -> None:
    way.waiting().go(Step.IP_LIFT, at(5, 7)).go(Step.IP_PUBLISH, at(5, 7)).go(Step.IP_NOTICE, at(6, 1))
    assert (way.ip.round, way.ip.state, way.ip.acts, way.ip.lifted_on) == (2, S.NOTICE, (), None)


def test_withdrawing_the_complaint_does_not_end_the_fifteen_days(way: Way) -> None:
    way.waiting().go(Step.WITHDRAW, at(4, 20), why="自行和解")
    assert way.case.state is State.WITHDRAWN
    assert way.clock("R-IP15").running
    assert refused(way, Step.CLOSE, at(4, 21)).code == "close.ip_pending"
    way.go(Step.IP_LIFT, at(5, 7)).go(Step.IP_PUBLISH, at(5, 7)).go(Step.CLOSE, at(5, 8))
    assert way.case.state is State.CLOSED


def test_measures_and_lift_are_the_lawyers_and_arrivals_also_the_officers(law: Law, calendar: WorkCalendar) -> None:
    officer = Way(law, calendar, Clerk(3, "Officer", frozenset({Role.OFFICER}))).go(Step.IP_NOTICE, at(4, 10))
    no = refused(officer, Step.IP_MEASURES, at(4, 10))
    assert (no.code, no.data["role"]) == ("step.role", Role.LEGAL)
    lawyer = Way(law, calendar, Clerk(4, "Lawyer", frozenset({Role.LEGAL}))).waiting()
    assert refused(replace_clerk(lawyer, officer.clerk), Step.IP_LIFT, at(5, 7)).code == "step.role"


def replace_clerk(way: Way, clerk: Clerk) -> Way:
    way.clerk = clerk
    return way


def test_facts_read_back_as_they_were_written() -> None:
    facts = read(Step.IP_MEASURES, {"measures": "delete, unlink", "on": "2026-04-10"})
    assert facts["measures"] == (IpMeasure.DELETE, IpMeasure.UNLINK)
    assert read(Step.IP_MEASURES, plain(facts)) == facts


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED])
def test_no_step_of_the_region_where_the_case_is_not_open(state: State) -> None:
    case = replace(ready(state), ip=branch(S.NOTICE))
    opened = {status.step for status in open_steps(case, Act(OWNER, at(5, 7), at(5, 7))) if status.open}
    assert not opened & set(IP_STEPS)


def test_only_what_the_law_waits_for_keeps_a_case_open() -> None:
    assert {state for state in IpState if pending(branch(state))} == {S.NOTICE, S.DECLARED, S.WAITING15, S.LIFTED}
    assert not pending(None)


def test_the_list_of_what_closing_wants_names_the_ip_branch(way: Way) -> None:
    way.waiting()
    assert Item(IP, done=False, blocks=True) in gate(way.case)
    way.go(Step.IP_LIFT, at(5, 7)).go(Step.IP_PUBLISH, at(5, 7))
    assert Item(IP, done=True, blocks=True) in gate(way.case)
