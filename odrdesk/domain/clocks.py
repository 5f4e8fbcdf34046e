"""Which clock a step starts and stops, and the deadlines on a dispute that follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from odrdesk.domain import deadlines, ip, ip_clocks
from odrdesk.domain.deadlines import Due
from odrdesk.domain.dispute import Clock, Dispute, Pause
from odrdesk.domain.facts import Facts
from odrdesk.domain.law import Law
from odrdesk.domain.vocabulary import Channel, ContactWith, ExternalBody, State, Step
from odrdesk.domain.workdays import WorkCalendar, day_of

TERM = "TERM-"
"""Clocks of what was agreed: TERM-1 for the first due date of the settlement, and so on."""
RETENTION = "R-RET-"
AGREED = "agreed"

EVERY = frozenset({"*"})
OWN = frozenset({"R-FIRST", "R-ACC", "R-PLAN", "R-TOTAL", "R-ODR", "R-MERCH", "R-SUP", "R-REFUSE15"})
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
    Step.SETTLE: OWN,
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


class Start(NamedTuple):
    """A rule that begins to count, and the day (day 0) of its event in Shanghai."""

    rule: str
    day: date


def started(before: Dispute, after: Dispute, step: Step, facts: Facts, at: datetime) -> tuple[Start, ...]:
    """The clocks a step starts; which ones may depend on channel, body and facts."""
    day = day_of(at)
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
        case _ if step in ip.STEPS:
            told = ip_clocks.day_of_step(facts, at)
            return tuple(Start(rule, told) for rule in ip_clocks.starts(before, after, step))
        case _:
            return tuple(Start(rule, day) for rule in STARTS.get(step, ()))


def _at_registration(case: Dispute, day: date) -> tuple[Start, ...]:
    """The contact point's own targets, and the ODR clock from the push for a case of the 12315 queue."""
    own = (Start("R-FIRST", day), Start("R-ACC", day), Start("R-PLAN", day))
    complaint = case.complaint
    pushed = complaint.pushed_at or complaint.received_at
    if complaint.channel is Channel.ODR12315 and pushed is not None:
        return (*own, Start("R-ODR", day_of(pushed)))
    return (*own, Start("R-TOTAL", day))


class Rules(NamedTuple):
    """What deadlines are counted by: the law's dated rows and the working-day calendar."""

    law: Law
    calendar: WorkCalendar


def after_step(before: Dispute, after: Dispute, step: Step, facts: Facts, *, at: datetime, rules: Rules) -> Dispute:
    """The dispute with its clocks as the step leaves them: stopped, started, paused, extended."""
    law, calendar = rules
    stopped_on = facts["on"] if step in {Step.EXT_TERMINATED, Step.EXT_ACCEPTED} else day_of(at)
    clocks = [_stopped(clock, stopped_on) if _stops(step, clock, facts) else clock for clock in after.clocks]
    if step in ip.STEPS:
        gone, on = ip_clocks.stops(before, after, step), ip_clocks.day_of_step(facts, at)
        clocks = [_stopped(clock, on) if clock.running and clock.rule in gone else clock for clock in clocks]
    clocks.extend(begin(start, law, calendar) for start in started(before, after, step, facts, at))
    if step in {Step.SETTLE, Step.EXT_AGREED}:
        clocks.extend(_dues(after))
    elif step in {Step.PERFORM, Step.BREACH}:
        clocks = _dues_met(after, clocks, day_of(at), breached=step is Step.BREACH)
    elif step is Step.APPRAISAL_START:
        clocks = [_paused(clock, facts["on"], law) for clock in clocks]
    elif step is Step.APPRAISAL_REPORT:
        clocks = [_resumed(clock, facts["on"], law, calendar) for clock in clocks]
    elif step is Step.UNMERGE:
        clocks = _unmerged(before, clocks, rules)
    elif step is Step.CORRECT:
        clocks = _restarted(before, after, clocks, at, rules)
    return replace(after, clocks=_one_of_each(clocks, day_of(at)))


def _one_of_each(clocks: list[Clock], day: date) -> tuple[Clock, ...]:
    """Where a rule began anew, the clock that it began before has ended with it: one running clock for each rule."""
    last = {clock.rule: place for place, clock in enumerate(clocks) if clock.running}
    return tuple(
        _stopped(clock, day) if clock.running and last[clock.rule] != place else clock
        for place, clock in enumerate(clocks)
    )


def _restarted(before: Dispute, after: Dispute, clocks: list[Clock], at: datetime, rules: Rules) -> list[Clock]:
    """The clocks of registration after a correction of what they were counted from: channel, receipt, push.

    A rule whose first day moved is counted again from there; one that no longer belongs to the channel stops today,
    and the one that does instead begins, unless all of that is over.
    """
    registered = day_of(before.registered_at or at)
    was, now = dict(_at_registration(before, registered)), dict(_at_registration(after, registered))
    gone = {clock.rule for clock in clocks if clock.running and clock.rule in was and clock.rule not in now}
    moved = [
        _moved(clock, now[clock.rule], rules)
        if clock.rule in now and clock.start == was.get(clock.rule) != now[clock.rule]
        else _stopped(clock, day_of(at))
        if clock.rule in gone and clock.running
        else clock
        for clock in clocks
    ]
    fresh = [Start(rule, first) for rule, first in now.items() if rule not in was] if gone else []
    return [*moved, *(begin(start, rules.law, rules.calendar) for start in fresh)]


def _moved(clock: Clock, start: date, rules: Rules) -> Clock:
    version = rules.law.rule(clock.rule, start).version
    stopped_on = max(clock.stopped_on, start) if clock.stopped_on else None
    return _counted(replace(clock, start=start, version=version, stopped_on=stopped_on), rules.law, rules.calendar)


def begin(start: Start, law: Law, calendar: WorkCalendar) -> Clock:
    """A clock begun on a day by the version of its rule in force that day."""
    rule = law.rule(start.rule, start.day)
    due = deadlines.due(rule, start.day, calendar)
    return Clock(
        rule=rule.code,
        version=rule.version,
        start=start.day,
        raw=_as_day(due.raw),
        due=_as_day(due.due),
        provisional=due.provisional,
    )


def due_of(clock: Clock, rules: Rules) -> Due:
    """The count behind a clock of the law: its rule's version of the start day, with the pauses that have ended."""
    pauses = [deadlines.Pause(pause.since, pause.until) for pause in clock.pauses if pause.until]
    return deadlines.due(rules.law.rule(clock.rule, clock.start), clock.start, rules.calendar, pauses)


def extended(case: Dispute, rule: str, to: date) -> Dispute:
    """The dispute with a running clock's due day moved to a later day; the first due day is kept."""
    clocks = tuple(
        replace(clock, due=to, extended_from=clock.extended_from or clock.due)
        if clock.rule == rule and clock.running
        else clock
        for clock in case.clocks
    )
    return replace(case, clocks=clocks)


def recomputed(case: Dispute, law: Law, calendar: WorkCalendar, *, keep: Iterable[str] = ()) -> Dispute:
    """The dispute with running provisional dates counted again by a newer calendar, but for rules in `keep`."""
    kept = frozenset(keep)
    clocks = tuple(
        clock
        if not (clock.provisional and clock.running) or clock.rule in kept or clock.version == AGREED
        else _counted(clock, law, calendar)
        for clock in case.clocks
    )
    return replace(case, clocks=clocks)


def next_due(case: Dispute) -> Clock | None:
    """The running clock that ends first; retention periods are no tasks and never count here."""
    running = [clock for clock in case.clocks if clock.running and not clock.rule.startswith(RETENTION)]
    return min(running, key=lambda clock: (clock.due, clock.rule), default=None)


def on_time(case: Dispute) -> bool | None:
    """Whether R-ODR (other channels: R-TOTAL) stopped on or before its due day; None while it runs."""
    rules = ("R-ODR", "R-TOTAL") if case.complaint.channel is Channel.ODR12315 else ("R-TOTAL", "R-ODR")
    clock = case.clock(rules[0]) or case.clock(rules[1])
    return None if clock is None or clock.stopped_on is None else clock.stopped_on <= clock.due


def _stops(step: Step, clock: Clock, facts: Facts) -> bool:
    if not clock.running:
        return False
    if step is Step.CONTACT and clock.rule == "R-MERCH":
        # An answer heard from the merchant ends the wait for it; the call that asked for it does not.
        return bool(facts.get("result")) and facts["with"] is not ContactWith.CONSUMER
    stops = STOPS.get(step, frozenset())
    if clock.rule in ip.OWN_CLOCKS:
        # The region beside the case has its own end; only closing, which waits for it, ends its clocks too.
        return step is Step.CLOSE
    return stops is EVERY or clock.rule in stops


def _stopped(clock: Clock, day: date) -> Clock:
    return replace(clock, stopped_on=max(day, clock.start))


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


def _dues_met(case: Dispute, clocks: list[Clock], day: date, *, breached: bool) -> list[Clock]:
    waiting = set() if breached else {term.due for term in case.unperformed}
    return [
        _stopped(clock, day) if clock.rule.startswith(TERM) and clock.running and clock.due not in waiting else clock
        for clock in clocks
    ]


def _unmerged(merged: Dispute, clocks: list[Clock], rules: Rules) -> list[Clock]:
    """Exactly the clocks that the merge stopped run on, counted by the calendar as it is known by now."""
    again = set(merged.aside.clocks) if merged.aside else _stopped_by_merging(merged)
    return [
        _newly_known(replace(clock, stopped_on=None), rules) if place in again else clock
        for place, clock in enumerate(clocks)
    ]


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


def _newly_known(clock: Clock, rules: Rules) -> Clock:
    return _counted(clock, rules.law, rules.calendar) if clock.provisional and clock.version != AGREED else clock


def _paused(clock: Clock, since: date, law: Law) -> Clock:
    if not clock.running or not _may_pause(clock, law):
        return clock
    return replace(clock, pauses=(*clock.pauses, Pause(since)))


def _resumed(clock: Clock, until: date, law: Law, calendar: WorkCalendar) -> Clock:
    if not clock.running or all(pause.until for pause in clock.pauses):
        return clock
    pauses = tuple(pause if pause.until else replace(pause, until=until) for pause in clock.pauses)
    return _counted(replace(clock, pauses=pauses), law, calendar)


def _may_pause(clock: Clock, law: Law) -> bool:
    return clock.version != AGREED and law.rule(clock.rule, clock.start).pause_allowed


def _counted(clock: Clock, law: Law, calendar: WorkCalendar) -> Clock:
    due = due_of(clock, Rules(law, calendar))
    counted = replace(clock, raw=_as_day(due.raw), due=_as_day(due.due), provisional=due.provisional)
    if clock.extended_from is None:
        return counted
    # A day that was granted is not lost by counting again; the count takes over only where it ends later.
    return replace(counted, due=max(clock.due, counted.due), extended_from=counted.due)


def _as_day(moment: date | datetime) -> date:
    return day_of(moment) if isinstance(moment, datetime) else moment
