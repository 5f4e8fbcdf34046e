"""Which paper must say that a day it names, or that was named before, is counted otherwise by a newer calendar."""

from odrdesk.documents.facts import Correction
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.ip import WAIT
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import ip_letter_facts, prepay_paper_facts


def correction_for(case: Dispute, kind: PaperKind) -> Correction | None:
    """The correction a paper of this kind carries.

    The acceptance notice and the letters of the intellectual-property branch name the day themselves; a later paper
    of the case corrects the day that a paper before it named. A paper of the fund speaks of its own windows, a lead
    sheet of no limit.
    """
    if kind is PaperKind.LEAD_SHEET:
        return None
    if kind in ip_letter_facts.LETTERS:
        return correction_of(case.clock(WAIT))
    if kind in prepay_paper_facts.PAPERS:
        rule = prepay_paper_facts.RULES.get(kind)
        return correction_of(case.clock(rule)) if rule else None
    found = correction_of(case.clock("R-ODR") or case.clock("R-TOTAL"))
    return found if found and (found.paper or kind is PaperKind.ACCEPTANCE_NOTICE) else None


def correction_of(clock: Clock | None) -> Correction | None:
    """The correction of one clock, where its day stayed although another is counted."""
    if clock is None or clock.recount is None:
        return None
    found = clock.recount
    return Correction(clock.due, found.due, found.notice, found.paper or "")
