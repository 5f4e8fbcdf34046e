"""What differs between two states of one dispute, field by field."""

from dataclasses import fields
from typing import NamedTuple

from odrdesk.domain import corrections
from odrdesk.domain.dispute import Dispute

CLOCK = "clock."
"""Before a rule's code, where what differs is how its clock stands."""
LEFT_OUT = frozenset({"key", "number", "version", "complaint", "clocks", "aside"})
"""Fields of a dispute that are no news, or are compared part by part."""


class Difference(NamedTuple):
    """A field with its value before and after, as in the dispute; of a rule's clocks the last one.

    `field` is a field of the dispute, one of its complaint by its dotted name, or `clock.` and the code of a rule.
    """

    field: str
    before: object
    after: object


def between(before: Dispute, after: Dispute) -> tuple[Difference, ...]:
    """What changed from one state to the other: the complaint first, then how the dispute stands, then its clocks."""
    complaint = [
        Difference(name, *(corrections.value_of(case.complaint, name) for case in (before, after)))
        for name in corrections.CORRECTABLE
    ]
    names = [each.name for each in fields(Dispute) if each.name not in LEFT_OUT]
    standing = [Difference(name, getattr(before, name), getattr(after, name)) for name in names]
    was, now = ({clock.rule: clock for clock in case.clocks} for case in (before, after))
    clocks = [Difference(CLOCK + rule, was.get(rule), now.get(rule)) for rule in dict.fromkeys((*was, *now))]
    return tuple(one for one in (*complaint, *standing, *clocks) if one.before != one.after)
