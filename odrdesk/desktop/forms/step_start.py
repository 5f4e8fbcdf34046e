"""What a step's form begins with: what is already known is never asked for again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from odrdesk.desktop.forms.ip_start import ip_start
from odrdesk.domain import ip
from odrdesk.domain.dispute import Dispute, Offer, Term
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import Worksheet
from odrdesk.domain.vocabulary import Claim, ContactWith, FailGround, ItemKind, Payer, Step
from odrdesk.text import _

USUAL_DAYS = 5
"""Working days for performance where nothing else was said."""
ANEW_DAYS = 3
"""Working days where the day of an earlier offer has passed."""
ON_TODAY = frozenset({Step.APPRAISAL_START, Step.APPRAISAL_REPORT, Step.EXT_ACCEPTED, Step.EXT_TERMINATED})
REFUNDING = frozenset({Claim.REFUND, Claim.RETURN_GOODS, Claim.NO_REASON_RETURN, Claim.RESCIND})


def start(
    case: Dispute, step: Step, today: date, add_working_days: Callable[[date, int], date], law: Worksheet | None
) -> Mapping[str, object]:
    """The values a step's form begins with, by fact; `law` is the worksheet of the statutory amount."""
    if step in ON_TODAY or step in ip.STEPS:
        return ip_start(case, step, today) if step in ip.STEPS else {"on": today}
    match step:
        case Step.PROPOSE:
            again = case.offers and _once_more(case.offers[-1], today, add_working_days(today, ANEW_DAYS))
            return {"items": again or _offer(case, add_working_days(today, USUAL_DAYS), law)}
        case Step.SETTLE | Step.PERFORM:
            return _own_offer(case) if step is Step.SETTLE else {"amount": _owed(case), "on": today}
        case Step.CONTACT:
            return {"with": ContactWith.CONSUMER}
        case Step.FAIL:
            clock = case.clock("R-ODR") or case.clock("R-TOTAL")
            passed = clock is not None and clock.due < today
            return {"ground": FailGround.EXPIRED if passed else FailGround.REFUSED}
    return {}


def _own_offer(case: Dispute) -> Mapping[str, object]:
    """Who made the offer stands by it: only how the other side said yes is still to be told (民法典 art. 471, 483)."""
    offer = case.open_offer
    if offer is None:
        return {}
    if offer.by is Payer.MERCHANT:
        return {"merchant_confirmed_by": _("方案由商家提出")}
    return {"consumer_confirmed_by": _("方案由消费者提出")} if offer.by is Payer.CONSUMER else {}


def _owed(case: Dispute) -> Fen | None:
    """What is left of the settlement's money."""
    if case.settlement is None:
        return None
    return Fen(max(0, case.settlement.total - case.performed_total))


def _once_more(offer: Offer, today: date, later: date) -> tuple[Term, ...]:
    """The terms of the last offer; a day that has passed moves to `later`, since nobody can keep it any more."""
    return tuple(
        replace(term, due=later) if term.due is not None and term.due < today else term for term in offer.terms
    )


def _offer(case: Dispute, due: date, law: Worksheet | None) -> tuple[Term, ...]:
    """The price back and the statutory extra, as far as they were asked for."""
    complaint = case.complaint
    terms = []
    if REFUNDING & set(complaint.claims) and complaint.order.paid:
        terms.append(Term(ItemKind.REFUND, complaint.order.paid, Payer.MERCHANT, due))
    if law is not None and law.extra:
        terms.append(Term(ItemKind.EXTRA, law.extra, Payer.MERCHANT, due))
    if {Claim.RETURN_GOODS, Claim.NO_REASON_RETURN} & set(complaint.claims):
        terms.append(Term(ItemKind.RETURN_GOODS, Fen(0), Payer.CONSUMER, due))
    return tuple(terms)
