"""Whether a prepayment may be proposed: the checklist of eligibility, each point with the reason it stands so.

The points are those a scheme of this kind publishes (电子商务法 art. 58, 消费者权益保护法 art. 44); the numbers in them
are the scheme's.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from odrdesk.domain.counting import Rules, Start, begin
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.fund_vocabulary import Confirmation, PrepayCheck, PrepayGround, PrepayState
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import ENDED, Fund, Prepayment
from odrdesk.domain.scheme import Scheme
from odrdesk.domain.vocabulary import FailGround, State
from odrdesk.domain.workdays import day_of

LIMIT = "R-LIMIT3"
FAILED_BY = {
    FailGround.REFUSED: PrepayGround.REFUSED,
    FailGround.UNREACHABLE: PrepayGround.UNREACHABLE,
    FailGround.EXPIRED: PrepayGround.NOT_PERFORMED,
}


class Check(NamedTuple):
    """One point: whether it is met, why (`prepay_check.REASON` with its data), whether a person confirms it."""

    what: PrepayCheck
    met: bool
    reason: str
    data: dict[str, object]
    by_person: bool = False


def checklist(
    case: Dispute,
    fund: Fund,
    on: date,
    *,
    confirmed: Collection[Confirmation] = (),
    claim: Fen | None = None,
    rules: Rules | None = None,
) -> tuple[Check, ...]:
    """The whole list for a claim of that many fen on a day in Shanghai, in the order a person goes through it."""
    scheme, told = fund.scheme, frozenset(confirmed)
    return (
        _known(PrepayCheck.ORDER, case.complaint.order.no, {"order": case.complaint.order.no or ""}),
        _known(PrepayCheck.ACCEPTED, case.accepted_at, {}),
        _known(PrepayCheck.MERCHANT, fund.merchant, {}),
        _unique(fund),
        _window(case, scheme, on, rules),
        _responsibility(case),
        _confirmed(Confirmation.IDENTITY, told),
        _confirmed(Confirmation.EVIDENCE, told),
        _confirmed(Confirmation.NOT_COMPENSATED, told, performed_fen=case.performed_total),
        _confirmed(Confirmation.PAYEE, told),
        *_partial(scheme, claim, told),
    )


def of_dispute(case: Dispute, fund: Fund, today: date, rules: Rules) -> tuple[Check, ...]:
    """The list as a dispute stands: for the prepayment that runs by what was told of it, else for one yet to come."""
    own = case.prepayment
    if own is None or own.state in ENDED:
        return checklist(case, fund, today, claim=case.complaint.claimed, rules=rules)
    on = day_of(own.requested_at)
    return checklist(case, fund, on, confirmed=own.confirmed, claim=own.claim, rules=rules)


def missing(checks: Collection[Check]) -> tuple[PrepayCheck, ...]:
    """The points that are not met."""
    return tuple(check.what for check in checks if not check.met)


def claim_key(case: Dispute) -> str:
    """What two claims for the same order, consumer and issue share."""
    complaint = case.complaint
    if not complaint.order.no:
        return f"#{case.number}"
    consumer = complaint.consumer
    person = "".join(filter(str.isdigit, consumer.phone or "")) or consumer.name.strip()
    return f"{complaint.order.no.strip()}|{person}|{complaint.category}"


def ground_of(case: Dispute) -> PrepayGround | None:
    """Why the fund may step in, as far as the dispute itself says it: it failed, or what was agreed was not done."""
    if case.fail_ground is not None:
        return FAILED_BY[case.fail_ground]
    broken = case.settlement is not None and case.state is State.NEGOTIATING
    return PrepayGround.NOT_PERFORMED if broken else None


def in_window(case: Dispute, scheme: Scheme, on: date, rules: Rules | None) -> tuple[bool, date | None]:
    """Whether a claim comes in time, and the last day of the later of the two ways.

    Either within the scheme's days after the transaction was completed, or within three years of knowing (民法典 art.
    188); what is not known bars nobody.
    """
    order = case.complaint.order
    days = [order.completed_on + timedelta(days=scheme.claim_days)] if order.completed_on else []
    knew = case.complaint.knew_on or order.signed_on or order.bought_on
    if knew is not None and rules is not None:
        days.append(begin(Start(LIMIT, knew), rules).due)
    if knew is None:
        return True, None
    last = max(days, default=None)
    return last is None or on <= last, last


def _known(what: PrepayCheck, fact: object, data: dict[str, object]) -> Check:
    return Check(what, bool(fact), f"{what}" if fact else f"no_{what}", data)


def _unique(fund: Fund) -> Check:
    alone = fund.elsewhere is None
    return Check(PrepayCheck.UNIQUE, alone, "unique" if alone else "no_unique", {"number": fund.elsewhere or ""})


def _window(case: Dispute, scheme: Scheme, on: date, rules: Rules | None) -> Check:
    met, last = in_window(case, scheme, on, rules)
    reason = ("window" if met else "no_window") if last else "window_unknown"
    return Check(PrepayCheck.WINDOW, met, reason, {"last": last.isoformat() if last else ""})


def _responsibility(case: Dispute) -> Check:
    """Found by the failed negotiation, by the breach, by the merchant's silence or by the review of its answer."""
    own: Prepayment | None = case.prepayment
    if own is not None and own.state in ENDED:
        own = None
    if own is not None and own.state not in {PrepayState.APPLIED, PrepayState.MERCHANT_NOTICE}:
        # The merchant was heard: it contested and the review found against it, or it kept silent.
        ground = own.ground or (PrepayGround.FOUND if own.contested else PrepayGround.SILENT)
        return Check(PrepayCheck.RESPONSIBILITY, met=True, reason=f"ground_{ground}", data={})
    named = (own.ground if own else None) or ground_of(case)
    return Check(PrepayCheck.RESPONSIBILITY, named is not None, f"ground_{named}" if named else "ground_open", {})


def _confirmed(what: Confirmation, told: Collection[Confirmation], **data: object) -> Check:
    return Check(
        PrepayCheck(what.value), what in told, "confirmed" if what in told else "to_confirm", data, by_person=True
    )


def _partial(scheme: Scheme, claim: Fen | None, told: Collection[Confirmation]) -> tuple[Check, ...]:
    """Only a claim over the cap needs the consumer's word that a part is taken; the rest stays a claim."""
    cap = scheme.case_cap
    if cap is None or claim is None or claim <= cap:
        return ()
    return (_confirmed(Confirmation.PARTIAL, told, cap_fen=cap, claim_fen=claim),)
