"""The agreement as it would print were an offer settled as it stands in a form: to read only, no number is taken."""

from collections.abc import Mapping
from dataclasses import replace

from odrdesk.documents.facts import Mark, Recipient
from odrdesk.documents.worker import render
from odrdesk.domain.dispute import Dispute, Settlement
from odrdesk.domain.facts import read
from odrdesk.domain.vocabulary import PaperKind, State, Step
from odrdesk.services import paper_languages, papers, template_choice
from odrdesk.services.desk import Desk
from odrdesk.services.paper_facts import facts_of
from odrdesk.storage import disputes

DRAFTED = frozenset({Step.PROPOSE, Step.SETTLE})
"""The steps whose words come to stand in the agreement: the offer with its terms, and the settlement itself."""
KIND = PaperKind.SETTLEMENT_AGREEMENT
_UNKNOWN = "\u2014"


def preview(desk: Desk, number: str, step: Step, raw: Mapping[str, object]) -> bytes:
    """The consumer's copy as PDF, marked 样张, for raw facts of one of `DRAFTED` as far as they are typed.

    What is only checked as the step is taken (amounts against the price, who confirmed) is not asked here.
    Refuses `dispute.unknown`, facts that cannot be read, `paper.glyph_missing`.
    """
    with desk.reading() as session:
        case = _agreed(disputes.load(session, number), desk, step, raw)
        plain = papers.heading_of(session, desk, case, Recipient.CONSUMER, desk.now())
        language = paper_languages.chosen(case, KIND, None)
        template = None if language else template_choice.current(session, KIND)
        heading = replace(plain, language=language, mark=Mark.DRAFT, number=_UNKNOWN, template=template)
        facts = facts_of(case, KIND, heading)
    return render(facts).content


def _agreed(case: Dispute, desk: Desk, step: Step, raw: Mapping[str, object]) -> Dispute:
    """The dispute as if it were settled now, which it is not: the rules of the step are not asked."""
    if step is Step.PROPOSE:
        told = read(step, {"items": raw.get("items")})
    else:
        told = read(step, {"consumer_confirmed_by": _UNKNOWN, **raw})
    offered = case.open_offer.terms if case.open_offer else ()
    settlement = Settlement(
        agreed_at=desk.now(),
        terms=told.get("items", offered),
        method=told.get("method", ""),
        account=told.get("receiving_account", ""),
        returns=told.get("returns", ""),
        breach=told.get("breach", ""),
        waives=bool(told.get("waives_punitive")),
    )
    return replace(case, state=State.SETTLED, settlement=settlement)
