"""Which clocks the intellectual-property steps start and stop (电子商务法 art. 42-44)."""

from collections.abc import Mapping
from datetime import date, datetime

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.facts import Facts
from odrdesk.domain.ip import WAIT
from odrdesk.domain.vocabulary import IpState, Step
from odrdesk.domain.workdays import day_of

_STARTS: Mapping[Step, str] = {
    Step.IP_NOTICE: "R-IP-ACT",
    Step.IP_SUPPLEMENTED: "R-IP-ACT",
    Step.IP_DECLARATION: "R-IP-FWD",
    Step.IP_FORWARDED: WAIT,
    Step.IP_LIFT: "R-IP-PUB",
}
_STOPS: Mapping[Step, frozenset[str]] = {
    # A new notice begins a new round: nothing of the one before counts on.
    Step.IP_NOTICE: frozenset({"R-IP-ACT", "R-IP-PUB"}),
    Step.IP_SUPPLEMENT: frozenset({"R-IP-ACT"}),
    Step.IP_MEASURES: frozenset({"R-IP-ACT"}),
    Step.IP_FORWARDED: frozenset({"R-IP-FWD", WAIT}),
    Step.IP_LIFT: frozenset({WAIT}),
    Step.IP_PUBLISH: frozenset({"R-IP-PUB"}),
}


def day_of_step(facts: Facts, at: datetime) -> date:
    """The day a step counts from: told, or else that of the act."""
    told: date | None = facts.get("on")
    return told or day_of(at)


def starts(before: Dispute, after: Dispute, step: Step) -> tuple[str, ...]:
    """Rules the step starts; word of a complaint in time has a result that is to be published."""
    if step is Step.IP_RIGHTSHOLDER_ACTED:
        return ("R-IP-PUB",) if _keeps_now(before, after) else ()
    return (_STARTS[step],) if step in _STARTS else ()


def stops(before: Dispute, after: Dispute, step: Step) -> frozenset[str]:
    """Rules the step stops; word that came too late stops nothing."""
    if step is Step.IP_RIGHTSHOLDER_ACTED:
        return frozenset({WAIT, "R-IP-FWD"}) if _keeps_now(before, after) else frozenset()
    return _STOPS.get(step, frozenset())


def _keeps_now(before: Dispute, after: Dispute) -> bool:
    acted = IpState.RIGHTS_HOLDER_ACTED
    return after.ip is not None and after.ip.state is acted and (before.ip is None or before.ip.state is not acted)
