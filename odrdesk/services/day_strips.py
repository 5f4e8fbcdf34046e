"""The days of one deadline on paper: not an issued paper, but a page to hold beside the notice."""

from collections.abc import Sequence

from odrdesk.documents import day_strip
from odrdesk.documents.day_strip import DayStripFacts
from odrdesk.documents.facts import Mark, PartyFacts, Recipient
from odrdesk.domain.counting import rule_of
from odrdesk.domain.dispute import Clock
from odrdesk.domain.errors import Refusal
from odrdesk.services.cases import why_this_date
from odrdesk.services.desk import Desk
from odrdesk.services.paper_corrections import correction_of
from odrdesk.services.papers import letterhead_of

MOST = 200
"""Days that still explain something on one page."""


def pdf(desk: Desk, number: str, clock: Clock, name: str, lines: Sequence[str]) -> bytes:
    """The page for a clock of the dispute of this number: the rule's `name`, and in `lines` how it was counted.

    A limit that counts hours has no days to show, its moments stand for them. While a pause is open the days end today.
    Refuses `strip.no_days` where the parties agreed the day, or the days are more than a page holds.
    """
    days = why_this_date(desk, clock)
    if clock.waits:
        days = tuple(one for one in days if one.date <= desk.today())
    rule = rule_of(clock, desk.law)
    if rule is None or len(days) > MOST or not (days or clock.due_at or clock.waits):
        raise Refusal("strip.no_days", rule=clock.rule)
    first, *beside = lines or [clock.rule]
    facts = DayStripFacts(
        letterhead=letterhead_of(desk),
        number=number,
        case_number=number,
        issued_at=desk.now(),
        recipient=Recipient.DESK,
        mark=Mark.SAMPLE if desk.practice else None,
        consumer=PartyFacts(""),
        merchant=PartyFacts(""),
        officer=desk.clerk.name,
        officer_phone="",
        rule=name,
        code=clock.rule,
        source=rule.source,
        derivation=first,
        start=clock.start,
        due=clock.due,
        days=days,
        provisional=clock.provisional,
        note=rule.note,
        beside=tuple(beside),
        correction=correction_of(clock),
        waiting=clock.waits,
        start_at=clock.start_at,
        due_at=clock.due_at,
    )
    return day_strip.render(facts).content
