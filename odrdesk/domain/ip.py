"""The intellectual-property region of a dispute (知识产权): notice, measures, declaration, the 15 days, lift or keep.

It runs beside the dispute's own states: a step of it changes nothing else (电子商务法 art. 42-44).
"""

from dataclasses import dataclass
from datetime import date

from odrdesk.domain.vocabulary import HolderAct, IpMeasure, IpRight, IpState, NoticeFault, Step

WAIT = "R-IP15"
"""The right-holder's 15 days from the day the forwarded declaration reached them; not a term the desk must meet."""
OWN_CLOCKS = frozenset({WAIT, "R-IP-ACT", "R-IP-FWD", "R-IP-PUB"})
STEPS = frozenset(step for step in Step if step.value.startswith("ip_"))
WAY = {
    IpState.NOTICE: Step.IP_MEASURES,
    IpState.SUPPLEMENT: Step.IP_SUPPLEMENTED,
    IpState.MEASURES_TAKEN: Step.IP_DECLARATION,
    IpState.DECLARED: Step.IP_FORWARDED,
    IpState.WAITING15: Step.IP_LIFT,
    IpState.RIGHTS_HOLDER_ACTED: Step.IP_PUBLISH,
    IpState.LIFTED: Step.IP_PUBLISH,
}
"""The usual next step from each state."""
STANDING = frozenset(
    {IpState.MEASURES_TAKEN, IpState.DECLARED, IpState.WAITING15, IpState.RIGHTS_HOLDER_ACTED, IpState.PUBLISHED}
)
PENDING = frozenset({IpState.NOTICE, IpState.DECLARED, IpState.WAITING15, IpState.LIFTED})
"""States in which the law waits for the desk; the case is not closed over them."""


@dataclass(frozen=True, slots=True)
class RightsAct:
    """Word that the right-holder complained or sued: the day it was received, and whether that was in time."""

    on: date
    in_time: bool
    act: HolderAct | None = None
    no: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class IpBranch:
    """One notice and what became of it. Days are Asia/Shanghai; `round` counts the notices of the dispute.

    `missing` is what a notice still lacked; `acts` are in the order they were recorded, late ones too; `published`
    are the days of publication (电子商务法 art. 44).
    """

    state: IpState
    notice_on: date
    round: int = 1
    right: IpRight | None = None
    rights_holder: str = ""
    rights_holder_contact: str = ""
    registration_no: str = ""
    target: str = ""
    evidence: str = ""
    missing: tuple[str, ...] = ()
    asked_on: date | None = None
    supplemented_on: date | None = None
    measures: tuple[IpMeasure, ...] = ()
    measures_on: date | None = None
    forwarded_on: date | None = None
    declared_on: date | None = None
    declaration: str = ""
    reached_on: date | None = None
    reached_by: str = ""
    acts: tuple[RightsAct, ...] = ()
    lifted_on: date | None = None
    notice_fault: NoticeFault | None = None
    published: tuple[date, ...] = ()

    @property
    def latest(self) -> date:
        """The last day on which something is known to have happened, publications and right-holder's acts apart."""
        days = (
            self.notice_on,
            self.asked_on,
            self.supplemented_on,
            self.measures_on,
            self.forwarded_on,
            self.declared_on,
            self.reached_on,
            self.lifted_on,
        )
        return max(day for day in days if day)

    @property
    def kept(self) -> RightsAct | None:
        """The act that keeps the measures, or None."""
        return next((act for act in self.acts if act.in_time), None)

    @property
    def measures_stand(self) -> bool:
        """Whether measures are in place."""
        return self.state in STANDING and self.lifted_on is None


def pending(branch: IpBranch | None) -> bool:
    """Whether the region waits for a step the law asks for."""
    return branch is not None and branch.state in PENDING
