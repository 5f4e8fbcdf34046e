"""The order of days: nothing happens in the future, and nothing before what it follows from."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts
from odrdesk.domain.guards import Act
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import day_of

TOLD = frozenset(
    {
        Step.APPRAISAL_START,
        Step.APPRAISAL_REPORT,
        Step.EXT_ACCEPTED,
        Step.EXT_TERMINATED,
        Step.PERFORM,
        Step.START_CLOCK,
        Step.STOP_CLOCK,
    }
)
"""Steps whose fact `on` is the day on which something happened."""


def refused(case: Dispute, step: Step, facts: Facts, act: Act) -> Refusal | None:
    """Why the day of a step cannot be, or None.

    Codes: `on.in_future`, and `on.too_early` or `at.too_early` with the event (`after`) it cannot come before.
    """
    on: date | None = facts.get("on") if step in TOLD else None
    if on is not None and on > day_of(act.now):
        return Refusal("on.in_future", "on", on=on.isoformat())
    happened = on or day_of(act.at)
    for name, first in _before(case, step):
        if first is not None and happened < first:
            code, field = ("on.too_early", "on") if on is not None else ("at.too_early", "at")
            return Refusal(code, field, on=happened.isoformat(), after=name, first=first.isoformat())
    return None


def _before(case: Dispute, step: Step) -> list[tuple[str, date | None]]:
    """What a step cannot come before, by name, with its day."""
    known: Mapping[str, Callable[[Dispute], date | None]] = {
        "received": lambda one: _day(one.complaint.received_at),
        "accepted": lambda one: _day(one.accepted_at),
        "offered": lambda one: _day(one.offers[-1].made_at) if one.offers else None,
        "settled": lambda one: _day(one.settlement.agreed_at) if one.settlement else None,
        "handed_over": _handed_over,
        "mediating": _mediating,
        "concluded": lambda one: _day(one.concluded_at),
    }
    return [(name, known[name](case)) for name in AFTER.get(step, ())]


AFTER: Mapping[Step, tuple[str, ...]] = {
    Step.ACCEPT: ("received",),
    Step.PROPOSE: ("received", "accepted"),
    Step.SETTLE: ("accepted", "offered"),
    Step.PERFORM: ("settled",),
    Step.FAIL: ("received", "accepted"),
    Step.TO_REGULATOR: ("concluded",),
    Step.TO_COUNCIL: ("concluded",),
    Step.APPRAISAL_START: ("received",),
    Step.EXT_ACCEPTED: ("handed_over",),
    Step.EXT_REFUSED: ("handed_over",),
    Step.EXT_AGREED: ("mediating",),
    Step.EXT_TERMINATED: ("mediating",),
    Step.CLOSE: ("concluded",),
}
"""What each step cannot come before."""


def _handed_over(case: Dispute) -> date | None:
    return max((clock.start for clock in case.clocks if clock.rule in {"R-REG-ACC", "R-XBW-ACC"}), default=None)


def _mediating(case: Dispute) -> date | None:
    names = ("R-REG-MED", "R-XBW-MED")
    return max((clock.start for clock in case.clocks if clock.rule.startswith(names)), default=None)


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None
