"""Clocks a person starts and stops, because what sets them going happens outside the desk."""

from datetime import date

from odrdesk.domain.counting import Rules, origin_of, rule_of
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Rule


def startable(rules: Rules, on: date) -> tuple[Rule, ...]:
    """The rules a person may start for an event on that day."""
    return tuple(rule for rule in rules.law.rules if rule.by_hand and rule.in_force(on) and not rules.law.rests(rule))


def not_startable(case: Dispute, rule: str, on: date, rules: Rules) -> Refusal | None:
    """Why a person may not start the rule for an event on that day, or None.

    Codes: what `Law.rule` refuses, `clock.not_by_hand`, `clock.runs_already`.
    """
    try:
        found = rules.law.rule(rule, on, origin_of(case.complaint))
    except Refusal as no:
        return no
    if not found.by_hand:
        known = sorted({one.code for one in startable(rules, on)})
        return Refusal("clock.not_by_hand", "rule", rule=rule, known=known)
    running = case.clock(found.code)
    if running is not None and running.running:
        return Refusal("clock.runs_already", "rule", rule=rule, since=running.start.isoformat())
    return None


def stoppable(case: Dispute, rules: Rules | None) -> tuple[Clock, ...]:
    """The running clocks a person may stop."""
    return tuple(clock for clock in case.clocks if clock.running and _by_hand(clock, rules))


def nothing_to_stop(case: Dispute, rules: Rules | None) -> Refusal | None:
    """The refusal `clock.none_by_hand` where no running clock may be stopped by a person."""
    return None if stoppable(case, rules) else Refusal("clock.none_by_hand")


def not_stoppable(case: Dispute, rule: str, on: date, rules: Rules | None) -> Refusal | None:
    """Why a person may not stop the rule's clock on that day, or None.

    Codes: `clock.not_running`, `clock.stops_by_itself`, `clock.stopped_before_start`.
    """
    clock = next((one for one in case.clocks if one.rule == rule and one.running), None)
    if clock is None:
        return Refusal("clock.not_running", "rule", rule=rule)
    if not _by_hand(clock, rules):
        return Refusal("clock.stops_by_itself", "rule", rule=rule)
    if on < clock.start:
        return Refusal("clock.stopped_before_start", "on", rule=rule, start=clock.start.isoformat())
    return None


def _by_hand(clock: Clock, rules: Rules | None) -> bool:
    rule = rule_of(clock, rules.law) if rules else None
    # Without the law at hand nothing is known against it.
    return rules is None or (rule is not None and rule.by_hand)
