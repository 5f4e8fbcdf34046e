"""A time limit extended: how far the law lets it be, by whose consent; what the parties may only agree between them."""

from dataclasses import replace
from datetime import date

from odrdesk.domain import deadlines
from odrdesk.domain.counting import Rules, as_day, rule_of
from odrdesk.domain.deadlines import Pause
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Law, Rule
from odrdesk.domain.vocabulary import Consent, Whose


def extended(case: Dispute, rule: str, to: date, law: Law) -> Dispute:
    """The dispute with a running clock's day moved to a later one; the first day is kept beside it.

    A statutory limit that the law does not let be extended keeps its day; the later one is noted as agreed.
    """
    clocks = tuple(
        _moved(clock, to, rule_of(clock, law)) if clock.rule == rule and clock.running else clock
        for clock in case.clocks
    )
    return replace(case, clocks=clocks)


def refused(clock: Clock, to: date, consent: str | None, rules: Rules) -> Refusal | None:
    """Why a running clock may not be extended to a day, or None.

    Codes: `extend.not_later`, `extend.external` (another body's clock without an extension in law),
    `extend.beyond_law`, `extend.no_more`, and `fact.missing` for a consent the law asks for.
    """
    last = clock.agreed_due or clock.due
    if to <= last:
        return Refusal("extend.not_later", "to", due=last.isoformat())
    rule = rule_of(clock, rules.law)
    return None if rule is None else _by_law(clock, rule, to, consent, rules)


def only_agreed(rule: Rule | None) -> bool:
    """Whether a later day can only be agreed between the parties and leaves the law's where it is."""
    return rule is not None and rule.statutory and rule.extension is None and rule.whose is not Whose.OUTSIDE


def _moved(clock: Clock, to: date, rule: Rule | None) -> Clock:
    if only_agreed(rule):
        return replace(clock, agreed_due=to)
    return replace(clock, due=to, extended_from=clock.extended_from or clock.due)


def _by_law(clock: Clock, rule: Rule, to: date, consent: str | None, rules: Rules) -> Refusal | None:
    extension, named = rule.extension, {"rule": clock.rule, "source": rule.source}
    if extension is None:
        outside = rule.whose is Whose.OUTSIDE and rule.statutory
        return Refusal("extend.external", "rule", **named) if outside else None
    if extension.times == 1 and clock.extended_from is not None:
        return Refusal("extend.no_more", "rule", **named)
    most = _most(clock, rule, rules)
    if to > most:
        return Refusal("extend.beyond_law", "to", most=most.isoformat(), **named)
    lacking = extension.consent is Consent.BOTH_PARTIES and not consent
    return Refusal("extend.consent", "consent", **named) if lacking else None


def _most(clock: Clock, rule: Rule, rules: Rules) -> date:
    extension = rule.extension
    longer = replace(rule, length=rule.length + (extension.by * extension.times if extension else 0))
    pauses = [Pause(pause.since, pause.until) for pause in clock.pauses if pause.until]
    return as_day(deadlines.due(longer, clock.start, rules.calendar, pauses).due)
