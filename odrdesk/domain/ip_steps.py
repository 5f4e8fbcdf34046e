"""Guards and outcomes of the intellectual-property steps: which may follow which, and which days are possible."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts
from odrdesk.domain.guards import Act, Guard
from odrdesk.domain.ip import WAIT, IpBranch, RightsAct, pending
from odrdesk.domain.outcomes import Outcome
from odrdesk.domain.vocabulary import IpState, Step
from odrdesk.domain.workdays import day_of

I = IpState  # noqa: E741 -- the table below is read by its columns

SOURCES: Mapping[Step, frozenset[IpState | None]] = {
    # A notice that was incomplete may be handed in anew; after the end of one the next begins.
    Step.IP_NOTICE: frozenset({None, I.SUPPLEMENT, I.PUBLISHED}),
    Step.IP_SUPPLEMENT: frozenset({I.NOTICE}),
    Step.IP_SUPPLEMENTED: frozenset({I.SUPPLEMENT}),
    Step.IP_MEASURES: frozenset({I.NOTICE}),
    Step.IP_DECLARATION: frozenset({I.MEASURES_TAKEN}),
    # Once more while waiting: the day was wrong, and the 15 days count from the right one.
    Step.IP_FORWARDED: frozenset({I.DECLARED, I.WAITING15}),
    Step.IP_RIGHTSHOLDER_ACTED: frozenset(
        {I.MEASURES_TAKEN, I.DECLARED, I.WAITING15, I.RIGHTS_HOLDER_ACTED, I.LIFTED, I.PUBLISHED}
    ),
    Step.IP_LIFT: frozenset({I.WAITING15}),
    Step.IP_PUBLISH: frozenset({I.MEASURES_TAKEN, I.DECLARED, I.WAITING15, I.RIGHTS_HOLDER_ACTED, I.LIFTED}),
}
"""From which states of the region each step may be taken; None where there was no notice yet."""


def day_told(facts: Facts, act: Act) -> date:
    """The day of the event: told, or else the day of the act."""
    told: date | None = facts.get("on")
    return told or day_of(act.at)


def _from_state(step: Step) -> Guard:
    def guard(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
        state = case.ip.state if case.ip else None
        if state in SOURCES[step]:
            return None
        if state is None:
            return Refusal("ip.none", step=step)
        if step is Step.IP_LIFT and state is I.RIGHTS_HOLDER_ACTED and case.ip and case.ip.kept:
            return Refusal("ip.holder_acted", on=case.ip.kept.on.isoformat())
        return Refusal("ip.not_from_state", ip_state=state, step=step)

    return guard


def _possible_day(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """No day lies ahead, and none before what came before it."""
    if facts is None:
        return None
    day = day_told(facts, act)
    forwarded: date = facts.get("forwarded") or day
    for field, one in (("on", day), ("forwarded", forwarded)):
        if one > day_of(act.now):
            return Refusal("ip.day_ahead", field, day=one.isoformat())
    return _in_order(case.ip, day, forwarded) if case.ip else _forward_after(day, forwarded)


def _in_order(branch: IpBranch, day: date, forwarded: date) -> Refusal | None:
    ended = branch.state is I.PUBLISHED
    if day < branch.latest and not ended:
        return Refusal("ip.day_before", "on", day=day.isoformat(), before=branch.latest.isoformat())
    return _forward_after(day, forwarded)


def _forward_after(day: date, forwarded: date) -> Refusal | None:
    if forwarded < day:
        return Refusal("ip.day_before", "forwarded", day=forwarded.isoformat(), before=day.isoformat())
    return None


def _reached(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """The corrected day of arrival is measured by the declaration, not by the day it replaces."""
    branch = case.ip
    again = replace(case, ip=replace(branch, reached_on=None)) if branch else case
    return _possible_day(again, facts, act)


def _heard(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """Word of a complaint or suit may be older than the lift it came too late to stop; never older than the notice."""
    branch = case.ip
    if facts is None or branch is None:
        return None
    day = day_told(facts, act)
    if day > day_of(act.now):
        return Refusal("ip.day_ahead", "on", day=day.isoformat())
    if day < branch.notice_on:
        return Refusal("ip.day_before", "on", day=day.isoformat(), before=branch.notice_on.isoformat())
    return None


def _wait_is_over(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """Measures end only after the 15 days have gone by without word of a complaint or suit (电子商务法 art. 43)."""
    clock = case.clock(WAIT)
    day = day_told(facts, act) if facts is not None else day_of(act.at)
    if clock is None or day > clock.due:
        return None
    return Refusal("ip.waiting", "on" if facts and facts.get("on") else None, due=clock.due.isoformat())


def nothing_pending(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
    """A case is not closed over measures that the law may yet end."""
    if case.ip is not None and pending(case.ip):
        return Refusal("close.ip_pending", ip_state=case.ip.state)
    return None


GUARDS: Mapping[Step, tuple[Guard, ...]] = {
    **{step: (_from_state(step), _possible_day) for step in SOURCES},
    Step.IP_FORWARDED: (_from_state(Step.IP_FORWARDED), _reached),
    Step.IP_RIGHTSHOLDER_ACTED: (_from_state(Step.IP_RIGHTSHOLDER_ACTED), _heard),
    Step.IP_LIFT: (_from_state(Step.IP_LIFT), _wait_is_over, _possible_day),
    Step.CLOSE: (nothing_pending,),
}

Change = Callable[[IpBranch, Facts, date], IpBranch]


def _noticed(case: Dispute, facts: Facts, act: Act) -> Dispute:
    day = day_told(facts, act)
    before = case.ip
    if before is not None and before.state is I.SUPPLEMENT:
        return replace(case, ip=replace(before, state=I.NOTICE, supplemented_on=day, missing=(), **_told(facts)))
    return replace(case, ip=IpBranch(I.NOTICE, day, round=before.round + 1 if before else 1, **_told(facts)))


_OF_NOTICE = {
    "right": "right",
    "rights_holder": "rights_holder",
    "rights_holder_contact": "rights_holder_contact",
    "registration_no": "registration_no",
    "ip_target": "target",
    "notice_evidence": "evidence",
}
"""Facts of a notice and the fields they fill."""


def _told(facts: Facts) -> dict[str, Any]:
    return {field: facts[fact] for fact, field in _OF_NOTICE.items() if facts.get(fact)}


def _asked(branch: IpBranch, facts: Facts, day: date) -> IpBranch:
    return replace(branch, state=I.SUPPLEMENT, missing=facts["items"], asked_on=day)


def _supplemented(branch: IpBranch, facts: Facts, day: date) -> IpBranch:
    return replace(branch, state=I.NOTICE, missing=(), supplemented_on=day, **_told(facts))


def _measured(branch: IpBranch, facts: Facts, day: date) -> IpBranch:
    return replace(
        branch,
        state=I.MEASURES_TAKEN,
        measures=facts.get("measures", ()),
        measures_on=day,
        forwarded_on=facts.get("forwarded") or day,
    )


def _declared(branch: IpBranch, facts: Facts, day: date) -> IpBranch:
    return replace(branch, state=I.DECLARED, declared_on=day, declaration=facts.get("declaration", ""))


def _arrived(branch: IpBranch, facts: Facts, day: date) -> IpBranch:
    by = facts.get("reached_by", "") or branch.reached_by
    return replace(branch, state=I.WAITING15, reached_on=day, reached_by=by)


def _acted(case: Dispute, facts: Facts, act: Act) -> Dispute:
    """In time it keeps the measures; after the 15 days, or after the lift, it is only written down."""
    branch = case.ip
    if branch is None:
        return case
    day = day_told(facts, act)
    clock = case.clock(WAIT)
    waiting = branch.state is I.WAITING15 and clock is not None
    in_time = not waiting or clock is None or day <= clock.due
    keeps = in_time and branch.state in {I.MEASURES_TAKEN, I.DECLARED, I.WAITING15, I.RIGHTS_HOLDER_ACTED}
    heard = RightsAct(day, keeps, facts.get("holder_act"), facts.get("no", ""), facts.get("filed_with", ""))
    state = I.RIGHTS_HOLDER_ACTED if keeps else branch.state
    return replace(case, ip=replace(branch, state=state, acts=(*branch.acts, heard)))


def _lifted(branch: IpBranch, facts: Facts, day: date) -> IpBranch:
    return replace(branch, state=I.LIFTED, lifted_on=day, notice_fault=facts.get("notice_fault"))


def _published(branch: IpBranch, _facts: Facts, day: date) -> IpBranch:
    ends = branch.state in {I.LIFTED, I.RIGHTS_HOLDER_ACTED}
    return replace(branch, state=I.PUBLISHED if ends else branch.state, published=(*branch.published, day))


def _of(change: Change) -> Outcome:
    def outcome(case: Dispute, facts: Facts, act: Act) -> Dispute:
        return replace(case, ip=change(case.ip, facts, day_told(facts, act))) if case.ip else case

    return outcome


OUTCOMES: Mapping[Step, Outcome] = {
    Step.IP_NOTICE: _noticed,
    Step.IP_SUPPLEMENT: _of(_asked),
    Step.IP_SUPPLEMENTED: _of(_supplemented),
    Step.IP_MEASURES: _of(_measured),
    Step.IP_DECLARATION: _of(_declared),
    Step.IP_FORWARDED: _of(_arrived),
    Step.IP_RIGHTSHOLDER_ACTED: _acted,
    Step.IP_LIFT: _of(_lifted),
    Step.IP_PUBLISH: _of(_published),
}
