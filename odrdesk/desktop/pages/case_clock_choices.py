"""Which time limits a form offers: those that run, may be started by a person, or may be stopped by one."""

from datetime import date

from odrdesk.desktop.pages.case_words import rule_name
from odrdesk.domain import by_hand
from odrdesk.domain.counting import Rules, rule_of
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.extension import refused
from odrdesk.domain.vocabulary import Step

Choices = list[tuple[str, str]]


def rules_for(step: Step, case: Dispute, rules: Rules, today: date) -> Choices:
    """Codes and names of the rules a step may be about; those another body alone may extend are left out."""
    match step:
        case Step.START_CLOCK:
            running = {clock.rule for clock in case.clocks if clock.running}
            found = {rule.code: rule_name(rule) for rule in by_hand.startable(rules, today)}
            return [(code, name) for code, name in found.items() if code not in running]
        case Step.STOP_CLOCK:
            return _named(by_hand.stoppable(case, rules), rules)
        case Step.EXTEND:
            running_clocks = [clock for clock in case.clocks if clock.running and _may_extend(clock, rules)]
            return _named(running_clocks, rules)
        case _:
            return []


def _named(clocks: "tuple[Clock, ...] | list[Clock]", rules: Rules) -> Choices:
    return [(clock.rule, rule_name(rule_of(clock, rules.law))) for clock in clocks]


def _may_extend(clock: Clock, rules: Rules) -> bool:
    no = refused(clock, date.max, "", rules)
    return no is None or no.code not in {"extend.external", "extend.no_more"}
