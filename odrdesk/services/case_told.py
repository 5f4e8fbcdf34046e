"""What the papers of a case's own life tell beside the dispute itself: merchant, evidence, reasons, who did what."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.evidence import Item
from odrdesk.domain.merchants import Profile
from odrdesk.domain.parties import Merchant
from odrdesk.domain.record import Written
from odrdesk.domain.replay import ASKED, OF_DISPUTE
from odrdesk.domain.vocabulary import Step
from odrdesk.storage import evidence, merchants, parties, record


@dataclass(frozen=True, slots=True)
class Told:
    """Beside the dispute: the merchant's row, the valid evidence, the record, oldest first."""

    merchant: Profile | None = None
    items: tuple[Item, ...] = ()
    record: Sequence[Written] = field(default_factory=tuple)

    def taken(self, step: Step) -> tuple[Written, ...]:
        """The entries of a step that was done, oldest first."""
        return tuple(one for one in self.record if one.entry.act == f"{OF_DISPUTE}{step.value}")

    def first(self, step: Step) -> Written | None:
        """The first entry of a step that was done."""
        return next(iter(self.taken(step)), None)

    def last(self, *steps: Step) -> Written | None:
        """The last entry of any of these steps."""
        acts = {f"{OF_DISPUTE}{step.value}" for step in steps}
        return next((one for one in reversed(self.record) if one.entry.act in acts), None)

    def why(self, step: Step) -> str:
        """The reason last given for a step; of two people the one's who asked for it: the other only agrees."""
        done = f"{OF_DISPUTE}{step.value}"
        reasons = [
            (one.entry.act, why)
            for one in reversed(self.record)
            if one.entry.act in (done, done + ASKED) and (why := str(one.entry.facts.get("why") or ""))
        ]
        return next((why for act, why in reasons if act != done), reasons[0][1] if reasons else "")


def told(session: Session, case: Dispute) -> Told:
    """What there is now."""
    return Told(
        merchant=_merchant(session, case.complaint.merchant),
        items=tuple(item for item in evidence.of_dispute(session, case.key) if item.valid),
        record=record.entries(session, case.key),
    )


def _merchant(session: Session, named: Merchant | None) -> Profile | None:
    if named is None:
        return None
    found = parties.find_merchant(session, named.uscc or named.name)
    return merchants.load(session, found[0]) if found else None
