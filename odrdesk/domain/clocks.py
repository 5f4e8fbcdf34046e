"""Which clock a step starts and stops, and the deadlines on a dispute that follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from odrdesk.domain import counting, ip, ip_clocks, prepay_clocks, prepay_steps, unmerging
from odrdesk.domain.counting import (
    AGREED,
    TERM,
    Rules,
    Start,
    begin,
    counted,
    due_of,
    paused,
    resumed,
    rule_of,
    stopped,
)
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.extension import extended
from odrdesk.domain.facts import Facts
from odrdesk.domain.law import Law
from odrdesk.domain.offers import OFFER
from odrdesk.domain.vocabulary import Channel, Claim, ContactWith, ExternalBody, Payer, State, Step, Whose
from odrdesk.domain.workdays import day_of

__all__ = [
    "AGREED", "RETENTION", "STARTS", "STOPS", "TERM", "Rules", "Start", "after_step", "begin", "due_of", "events",
    "extended", "next_due", "on_time", "started",
]  # fmt: skip

RETENTION = "R-RET-"

EVERY = frozenset({"*"})
OWN = frozenset({"R-FIRST", "R-ACC", "R-PLAN", "R-TOTAL", "R-ODR", "R-MERCH", "R-SUP", "R-REFUSE15", "R-WX-MERCH"})
SETTLED_BY_AGREEMENT = OWN | {"R-NR-RET", "R-NR-REFUND", "R-QUAL-RET", "R-3B-7", "R-3B-15", "R-PREPAID7"}
"""A settlement takes the place of what the law would have asked of the merchant meanwhile."""
EXTERNAL_ANSWER = frozenset({"R-REG-ACC", "R-XBW-ACC"})
MEDIATION = frozenset({"R-REG-MED-20", "R-REG-MED-121", "R-XBW-MED"})

STOPS: Mapping[Step, frozenset[str]] = {
    Step.MERGE_INTO: EVERY,
    Step.SUPPLEMENTED: frozenset({"R-SUP"}),
    Step.LAPSE: EVERY,
    Step.REFUSE: EVERY,
    Step.TRANSFER: EVERY,
    Step.ACCEPT: frozenset({"R-FIRST", "R-ACC"}),
    Step.CONTACT: frozenset({"R-FIRST"}),
    Step.PROPOSE: frozenset({"R-PLAN", "R-MERCH"}),
    Step.SETTLE: SETTLED_BY_AGREEMENT,
    Step.WITHDRAW: EVERY,
    Step.FAIL: OWN,
    Step.EXT_ACCEPTED: EXTERNAL_ANSWER,
    Step.EXT_REFUSED: EXTERNAL_ANSWER,
    Step.EXT_AGREED: MEDIATION,
    Step.EXT_TERMINATED: MEDIATION,
    Step.ADJUDICATE: EVERY,
    Step.CLOSE: EVERY,
    Step.REOPEN: frozenset({"R-RET-CASE"}),
}
"""Rules a step stops; a rule whose row names its own `stops` keeps to them, but for the steps that stop everything."""


STARTS: Mapping[Step, tuple[str, ...]] = {
    Step.ASK_SUPPLEMENT: ("R-SUP",),
    Step.BREACH: ("R-REFUSE15",),
    Step.TO_REGULATOR: ("R-REG-ACC",),
    # No law gives the council a term for its answer; the desk still must not forget to ask.
    Step.TO_COUNCIL: ("R-XBW-ACC",),
    Step.EXT_AGREED: ("R-JUDCONF",),
    Step.REOPEN: ("R-TOTAL",),
    Step.CLOSE: ("R-RET-CASE",),
}
"""Rules a step starts on its own day, whatever the facts; `started` has those that depend on more."""

_ON = frozenset({Step.EXT_TERMINATED, Step.EXT_ACCEPTED})
"""Steps whose event happened outside on a day of its own."""


def started(before: Dispute, after: Dispute, step: Step, facts: Facts, at: datetime) -> tuple[Start, ...]:
    """The clocks the table starts with a step; which ones may depend on channel, body and facts."""
    if step in ip.STEPS:
        told = ip_clocks.day_of_step(facts, at)
        return tuple(Start(rule, told) for rule in ip_clocks.starts(before, after, step))
    if step in prepay_steps.STEPS:
        own, day = after.prepayment, day_of(at)
        lengths = {rule: prepay_clocks.length(own, rule) if own else None for rule in prepay_clocks.starts(after, step)}
        return tuple(Start(rule, day, length=length) for rule, length in lengths.items())
    return _started(before, after, step, facts, day_of(at))


def _started(before: Dispute, after: Dispute, step: Step, facts: Facts, day: date) -> tuple[Start, ...]:
    regulator = after.external is ExternalBody.REGULATOR
    match step:
        case Step.REGISTER:
            return _at_registration(after, day)
        case Step.CONTACT:
            asked = facts["with"] in {ContactWith.MERCHANT, ContactWith.BOTH} and after.state is State.NEGOTIATING
            return (Start("R-MERCH", day),) if asked and before.clock("R-MERCH") is None else ()
        case Step.EXT_ACCEPTED:
            return (Start("R-REG-MED" if regulator else "R-XBW-MED", facts["on"]),)
        case Step.EXT_TERMINATED:
            return (Start("R-REG-TERM", facts["on"]),) if regulator else ()
        case Step.START_CLOCK:
            return (Start(facts["rule"], facts["on"]),)
        case _:
            pushed = facts.get("pushed_at") if step is Step.REOPEN else None
            # A new push of the 12315 queue gives the ten working days anew.
            anew = (Start("R-ODR", day_of(pushed)),) if pushed else ()
            return anew or tuple(Start(rule, day) for rule in STARTS.get(step, ()))


def _at_registration(case: Dispute, day: date) -> tuple[Start, ...]:
    """The contact point's own targets, and the ODR clock from the push for a case of the 12315 queue."""
    own = (Start("R-FIRST", day), Start("R-ACC", day), Start("R-PLAN", day))
    complaint = case.complaint
    pushed = complaint.pushed_at or complaint.received_at
    if complaint.channel is Channel.ODR12315 and pushed is not None:
        return (*own, Start("R-ODR", day_of(pushed)))
    return (*own, Start("R-TOTAL", day))


def events(after: Dispute, step: Step, facts: Facts, at: datetime) -> Mapping[str, Start]:
    """What a step means to the rules' rows: each event's name and, without a rule, when it was."""
    day = facts["on"] if step in _ON else day_of(at)
    told = {step.value: Start("", day, None if step in _ON else at)}
    if step is Step.REGISTER:
        told |= _of_complaint(after)
    elif step is Step.CONTACT:
        asked = facts["with"] is not ContactWith.CONSUMER
        named = {
            "contact_merchant": asked,
            "contact_consumer": facts["with"] is not ContactWith.MERCHANT,
            # An answer heard from the merchant ends the wait for it; the call that asked for it does not.
            "merchant_answer": asked and bool(facts.get("result")),
        }
        told |= {name: Start("", day, at) for name, happened in named.items() if happened}
    elif step is Step.PERFORM and after.state is State.PERFORMED:
        told["performed"] = Start("", day, at)
    return told


def _of_complaint(case: Dispute) -> dict[str, Start]:
    complaint = case.complaint
    pushed = complaint.pushed_at or complaint.received_at
    moments = {"pushed": pushed, "received": complaint.received_at}
    told = {name: Start("", day_of(moment), moment) for name, moment in moments.items() if moment}
    if complaint.order.signed_on and Claim.NO_REASON_RETURN in complaint.claims:
        told["signed"] = Start("", complaint.order.signed_on)
    return told


def after_step(before: Dispute, after: Dispute, step: Step, facts: Facts, *, at: datetime, rules: Rules) -> Dispute:
    """The dispute with its clocks as the step leaves them: stopped, started, paused, extended."""
    law = rules.law
    told = events(after, step, facts, at)
    moment = _moment(step, facts, at)
    clocks = [
        stopped(clock, moment, rules) if _stops(step, clock, facts, told, law) else clock for clock in after.clocks
    ]
    gone, on = _of_region(before, after, step, facts, at)
    clocks = [stopped(clock, on, rules) if clock.running and clock.rule in gone else clock for clock in clocks]
    named = started(before, after, step, facts, at)
    clocks.extend(_begun(before, after, step, named=named, told=told, rules=rules))
    if step in {Step.SETTLE, Step.EXT_AGREED}:
        clocks.extend(_dues(after))
    elif step is Step.PROPOSE:
        clocks.extend(_validity(after, day_of(at)))
    elif step in {Step.PERFORM, Step.BREACH}:
        clocks = _dues_met(after, clocks, at, rules, breached=step is Step.BREACH)
    elif step is Step.APPRAISAL_START:
        clocks = [paused(clock, facts["on"], law) for clock in clocks]
    elif step is Step.APPRAISAL_REPORT:
        clocks = [resumed(clock, facts["on"], rules) for clock in clocks]
    elif step is Step.UNMERGE:
        clocks = _unmerged(before, clocks, at, rules)
    elif step is Step.CORRECT:
        clocks = _restarted(before, after, clocks, at, rules)
    elif step is Step.EXTEND:
        clocks = list(extended(after, facts["rule"], facts["to"], law).clocks)
    return replace(after, clocks=_one_of_each(clocks, at, rules))


def _of_region(
    before: Dispute, after: Dispute, step: Step, facts: Facts, at: datetime
) -> tuple[frozenset[str], datetime]:
    """The rules that a step of a region beside the case stops, and when."""
    if step in ip.STEPS:
        return ip_clocks.stops(before, after, step), counting.noon_of(ip_clocks.day_of_step(facts, at))
    if step not in prepay_steps.STEPS:
        return frozenset(), at
    gone = prepay_clocks.stops(after, step)
    if prepay_clocks.ends_dispute(before, after):
        # A payout of the whole claim ends the dispute's own clocks too.
        gone |= SETTLED_BY_AGREEMENT | {clock.rule for clock in before.clocks if clock.rule.startswith(TERM)}
    return gone, at


def _one_of_each(clocks: list[Clock], at: datetime, rules: Rules) -> tuple[Clock, ...]:
    """Where a rule began anew, the clock that it began before has ended with it: one running clock for each rule."""
    last = {clock.rule: place for place, clock in enumerate(clocks) if clock.running}
    return tuple(
        stopped(clock, at, rules) if clock.running and last[clock.rule] != place else clock
        for place, clock in enumerate(clocks)
    )


def _restarted(before: Dispute, after: Dispute, clocks: list[Clock], at: datetime, rules: Rules) -> list[Clock]:
    """The clocks of registration after a correction of what they were counted from: channel, receipt, push, sign-off.

    A rule whose first day moved is counted again from there; one that no longer belongs to the channel stops today,
    and the one that does instead begins, unless all of that is over.
    """
    registered = before.registered_at or at
    was, now = _registration(before, registered, rules), _registration(after, registered, rules)
    gone = {clock.rule for clock in clocks if clock.running and clock.rule in was and clock.rule not in now}
    moved = [_corrected(clock, was, now, after, rules) for clock in clocks]
    moved = [stopped(clock, at, rules) if clock.running and clock.rule in gone else clock for clock in moved]
    fresh = [begin(start, rules, counting.origin_of(after.complaint)) for rule, start in now.items() if rule not in was]
    # A consumer's own time is told whenever its event becomes known.
    return [*moved, *(clock for clock in fresh if gone or clock.whose is Whose.CONSUMER)]


def _corrected(clock: Clock, was: Mapping[str, Start], now: Mapping[str, Start], case: Dispute, rules: Rules) -> Clock:
    old, new = was.get(clock.rule), now.get(clock.rule)
    return _moved(clock, new, case, rules) if old and new and clock.start == old.day and old != new else clock


def _registration(case: Dispute, at: datetime, rules: Rules) -> dict[str, Start]:
    named = _at_registration(case, day_of(at))
    return _starts(case, case, Step.REGISTER, named=named, told=events(case, Step.REGISTER, {}, at), rules=rules)


def _moved(clock: Clock, start: Start, case: Dispute, rules: Rules) -> Clock:
    again = begin(start, rules, counting.origin_of(case.complaint))
    stopped_on = max(clock.stopped_on, again.start) if clock.stopped_on else None
    begun = {name: getattr(again, name) for name in ("start", "start_at", "due_at", "version")}
    kept = replace(clock, stopped_on=stopped_on, **begun)
    return counted(kept, rules)


def next_due(case: Dispute) -> Clock | None:
    """The running clock that ends first. No tasks are a consumer's own time, retention periods, and what waits."""
    running = [
        clock
        for clock in case.clocks
        if clock.running and not clock.waits and not counting.own_time(clock) and not clock.rule.startswith(RETENTION)
    ]
    return min(running, key=lambda clock: (*counting.end_of(clock), clock.rule), default=None)


def on_time(case: Dispute) -> bool | None:
    """Whether R-ODR (other channels: R-TOTAL) stopped on or before its due day; None while it runs.

    A day agreed beyond the law's changes nothing for R-ODR; the desk's own R-TOTAL ends when it was extended to.
    """
    clock = decisive(case)
    if clock is None or clock.stopped_on is None:
        return None
    last = clock.extended_from if clock.rule == "R-ODR" and clock.extended_from else clock.due
    return clock.stopped_on <= last


def decisive(case: Dispute) -> Clock | None:
    """The clock that decides on being in time: R-ODR, for other channels R-TOTAL, and the other where there is none."""
    rules = ("R-ODR", "R-TOTAL") if case.complaint.channel is Channel.ODR12315 else ("R-TOTAL", "R-ODR")
    return case.clock(rules[0]) or case.clock(rules[1])


def _moment(step: Step, facts: Facts, at: datetime) -> datetime:
    """When the step stops clocks: for an event outside its own day, of which the hour is not known."""
    on = facts["on"] if step in _ON or step is Step.STOP_CLOCK else day_of(at)
    return at if on == day_of(at) else counting.noon_of(on)


def _begun(
    before: Dispute,
    after: Dispute,
    step: Step,
    *,
    named: Iterable[Start],
    told: Mapping[str, Start],
    rules: Rules,
) -> list[Clock]:
    """The clocks a step begins; one begun while an appraisal runs waits for its report from its own day on."""
    starts = _starts(before, after, step, named=named, told=told, rules=rules)
    begun = [begin(start, rules, counting.origin_of(after.complaint)) for start in starts.values()]
    since = after.appraisal_since
    return begun if since is None else [paused(clock, max(since, clock.start), rules.law) for clock in begun]


def _starts(
    before: Dispute,
    after: Dispute,
    step: Step,
    *,
    named: Iterable[Start],
    told: Mapping[str, Start],
    rules: Rules,
) -> dict[str, Start]:
    """The clocks of the table, but where the desk's own row begins elsewhere; then those whose row names the event."""
    origin = counting.origin_of(after.complaint)
    starts = {}
    for start in named:
        rule = rules.law.rule(start.rule, start.day, origin)
        if step is Step.START_CLOCK or not rule.starts or set(rule.starts) & set(told):
            starts[rule.code] = start
    for name, when in told.items():
        for rule in rules.law.begun_by(name, when.day, origin):
            again = before.clock(rule.code) if step is not Step.REGISTER else None
            if rule.code not in starts and (again is None or not again.running):
                starts[rule.code] = when._replace(rule=rule.code)
    return starts


def _stops(step: Step, clock: Clock, facts: Facts, told: Mapping[str, Start], law: Law) -> bool:
    if not clock.running:
        return False
    if step is Step.STOP_CLOCK:
        return bool(clock.rule == facts["rule"])
    if step is Step.PROPOSE and facts.get("by") is Payer.CONSUMER:
        return False  # A demand is no answer of the merchant's and no plan of the desk's.
    if clock.rule in ip.OWN_CLOCKS | prepay_clocks.OWN_CLOCKS:
        # The regions beside the case have their own end; only closing, which waits for the one of intellectual
        # property, ends its clocks too. The fund's count on: a case may close while money is still to come back.
        return step is Step.CLOSE and clock.rule in ip.OWN_CLOCKS
    named, rule = STOPS.get(step, frozenset()), rule_of(clock, law)
    if named is not EVERY and rule is not None and rule.stops:
        return bool(set(rule.stops) & set(told))
    asked = step is Step.CONTACT and clock.rule == "R-MERCH"
    answered = clock.rule.startswith(OFFER) and step in {Step.REJECT_OFFER, Step.SETTLE}
    return "merchant_answer" in told if asked else answered or named is EVERY or clock.rule in named


def _dues(case: Dispute) -> list[Clock]:
    """One clock for each due day agreed; a day the parties chose is never rolled (民法典 art. 203 binds periods)."""
    settlement = case.settlement
    if settlement is None:
        return []
    start = day_of(settlement.agreed_at)
    days = sorted({term.due for term in settlement.terms if term.due})
    return [
        Clock(rule=f"{TERM}{number}", version=AGREED, start=start, raw=day, due=day)
        for number, day in enumerate(days, start=1)
    ]


def _validity(case: Dispute, day: date) -> list[Clock]:
    """The last day of the open offer, as its maker named it: never rolled."""
    offer = case.open_offer
    if offer is None or offer.valid_until is None:
        return []
    return [
        Clock(f"{OFFER}{offer.round}", AGREED, start=day, raw=offer.valid_until, due=offer.valid_until),
    ]


def _dues_met(case: Dispute, clocks: list[Clock], at: datetime, rules: Rules, *, breached: bool) -> list[Clock]:
    waiting = set() if breached else {term.due for term in case.unperformed}
    return [
        stopped(clock, at, rules)
        if clock.rule.startswith(TERM) and clock.running and clock.due not in waiting
        else clock
        for clock in clocks
    ]


def _unmerged(merged: Dispute, clocks: list[Clock], at: datetime, rules: Rules) -> list[Clock]:
    """Exactly the clocks that the merge stopped run on."""
    again = set(merged.aside.clocks) if merged.aside else _stopped_by_merging(merged)
    registered = merged.registered_at or at

    def registration(channel: Channel | None) -> Mapping[str, Start]:
        by_it = replace(merged, complaint=replace(merged.complaint, channel=channel))
        return _registration(by_it, registered, rules)

    return unmerging.woken(merged, clocks, again, rules, registration)


def _stopped_by_merging(merged: Dispute) -> set[int]:
    """Version 0.1.0 did not note them: what ended that day, but for what was answered earlier on it."""
    merged_on = day_of(merged.concluded_at) if merged.concluded_at else None
    answered = set(STOPS[Step.SUPPLEMENTED]) | ip.OWN_CLOCKS
    if merged.accepted_at:
        answered |= STOPS[Step.ACCEPT]
    if merged.contacts:
        answered |= STOPS[Step.CONTACT]
    return {
        place
        for place, clock in enumerate(merged.clocks)
        if clock.stopped_on == merged_on and clock.rule not in answered
    }
