"""What a paper of the prepayment fund tells: of the last prepayment of a dispute, only what its kind needs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from odrdesk.documents.facts import PartyFacts, Recipient
from odrdesk.documents.prepay_facts import (
    NONE,
    ClaimLine,
    Prepaid,
    Recovered,
    Returned,
    SchemeFacts,
    Statutory,
    Window,
)
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import PrepayState, RecoverFrom
from odrdesk.domain.identity import half_width, mask_card, mask_cards_in, mask_name, normal, typed
from odrdesk.domain.minors import is_minor
from odrdesk.domain.money import Fen
from odrdesk.domain.prepay_clocks import APPEAL, NOTICE, PAY, TOPUP, length
from odrdesk.domain.prepayment import PAID_OUT, TO_PAY, Prepayment, residual
from odrdesk.domain.scheme import Scheme
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.domain.workdays import day_of
from odrdesk.domain.worksheets import KeptWorksheet, latest
from odrdesk.services.books import compound_surnames, known_law
from odrdesk.text import vocabulary

K, P = PaperKind, PrepayState

_ALL = (Recipient.CONSUMER, Recipient.MERCHANT, Recipient.REGULATOR, Recipient.DESK)
_TO_MERCHANT = (Recipient.MERCHANT, Recipient.REGULATOR, Recipient.DESK, Recipient.CONSUMER)
COPIES: Mapping[PaperKind, tuple[Recipient, ...]] = {
    K.PREPAYMENT_APPLICATION: _ALL,
    K.LIABILITY_NOTICE: _TO_MERCHANT,
    K.PREPAYMENT_NOTICE: _ALL,
    K.PREPAYMENT_REFUSAL_NOTICE: _ALL,
    K.PAYMENT_CONFIRMATION: _ALL,
    K.SUBROGATION_CONFIRMATION: _ALL,
    K.RECOVERY_NOTICE: _TO_MERCHANT,
    K.TOPUP_NOTICE: _TO_MERCHANT,
    K.RETURN_NOTICE: _ALL,
}
"""To whom each paper goes, the usual copy first."""
PAPERS = frozenset(COPIES)
RULES: Mapping[PaperKind, str] = {K.LIABILITY_NOTICE: NOTICE, K.RECOVERY_NOTICE: APPEAL, K.TOPUP_NOTICE: TOPUP}
"""The time limit whose day a paper names first."""

_AFTER: Mapping[PaperKind, Step] = {
    K.LIABILITY_NOTICE: Step.PREPAY_NOTIFY,
    K.PREPAYMENT_NOTICE: Step.PREPAY_APPROVE,
    K.PREPAYMENT_REFUSAL_NOTICE: Step.PREPAY_REJECT,
    K.PAYMENT_CONFIRMATION: Step.PREPAY_PAID,
    K.SUBROGATION_CONFIRMATION: Step.PREPAY_APPROVE,
    K.RECOVERY_NOTICE: Step.RECOVERY_NOTICE,
    K.TOPUP_NOTICE: Step.RECOVERY_NOTICE,
    K.RETURN_NOTICE: Step.CLAWBACK,
}
"""The step a paper tells of."""
_CLAIM = frozenset({
    K.PREPAYMENT_APPLICATION, K.LIABILITY_NOTICE, K.PREPAYMENT_NOTICE, K.PREPAYMENT_REFUSAL_NOTICE,
    K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION,
})  # fmt: skip
"""Papers whose sheet works out the claim; the others work out what is open."""
_DECIDED = frozenset({K.PREPAYMENT_NOTICE, K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION})
_RECOVERY = frozenset({K.RECOVERY_NOTICE, K.TOPUP_NOTICE})
_WITH_PAYOUT = _RECOVERY | {K.PAYMENT_CONFIRMATION, K.RETURN_NOTICE}
_WITH_DISPUTE = frozenset({
    K.PREPAYMENT_APPLICATION, K.LIABILITY_NOTICE, K.PREPAYMENT_NOTICE, K.PREPAYMENT_REFUSAL_NOTICE,
})  # fmt: skip
"""Once it is decided nobody need read the complaint again (个人信息保护法 art. 6)."""
_NAMES_NOTICE = frozenset({K.PAYMENT_CONFIRMATION, K.RECOVERY_NOTICE})

Hide = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class LastReturn:
    """The day, reason and bank's number of the last money the consumer gave back."""

    at: datetime
    why: str = ""
    bank_ref: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Beside the dispute itself: its scheme, what is kept and booked, which papers went before.

    `deposit` and `settlement` are what lies with the desk of the merchant's now, `paid_in` what came into the deposit
    since the first deduction; fen.
    """

    scheme: Scheme
    worksheets: tuple[KeptWorksheet, ...] = ()
    deposit: Fen = NONE
    settlement: Fen = NONE
    paid_in: Fen = NONE
    last_return: LastReturn | None = None
    materials: tuple[str, ...] = ()
    notice_number: str = ""
    recovery_number: str = ""


def require_paper(case: Dispute, kind: PaperKind) -> None:
    """Refuse a paper before what it tells has happened, or once it no longer holds.

    `paper.prepay_none`, `paper.prepay_not_yet`, `paper.prepay_over`.
    """
    own = case.prepayment
    if own is None:
        raise Refusal("paper.prepay_none", "kind", kind=kind)
    happened, holds = _standing(own, kind)
    if not happened:
        raise Refusal("paper.prepay_not_yet", "kind", kind=kind, step=_AFTER[kind], prepay_state=own.state)
    if not holds:
        raise Refusal("paper.prepay_over", "kind", kind=kind, prepay_state=own.state)


def _standing(own: Prepayment, kind: PaperKind) -> tuple[bool, bool]:
    """Whether what a paper tells of has happened, and whether it still holds."""
    stands, paid = own.state in TO_PAY | PAID_OUT, own.state in PAID_OUT
    known: Mapping[PaperKind, tuple[bool, bool]] = {
        K.LIABILITY_NOTICE: (own.notified_on is not None, True),
        K.PREPAYMENT_NOTICE: (own.approved is not None, stands),
        K.SUBROGATION_CONFIRMATION: (own.approved is not None, stands),
        K.PREPAYMENT_REFUSAL_NOTICE: (own.state is P.REJECTED, True),
        K.PAYMENT_CONFIRMATION: (own.paid_on is not None, True),
        K.RECOVERY_NOTICE: (own.noticed_on is not None, paid),
        K.TOPUP_NOTICE: (own.noticed_on is not None, paid),
        K.RETURN_NOTICE: (own.clawed_back > NONE, True),
    }
    return known.get(kind, (True, True))


def prepaid(case: Dispute, kind: PaperKind, told: Told, head: Mapping[str, Any], *, hide: Hide, claims: str) -> Prepaid:
    """The facts of a paper for the copy that `head` names.

    Refuses (`paper.topup_nothing`) a top-up notice where nothing was taken from a deposit and nothing can be.
    """
    own = case.prepayment
    if own is None:
        raise Refusal("paper.prepay_none", "kind", kind=kind)
    recipient: Recipient = head["recipient"]
    say = _saying(own, case, hide, recipient)
    facts = Prepaid(
        **{**head, "consumer": _consumer(head["consumer"], recipient)},
        paper=kind,
        dispute=say(case.complaint.facts) if kind in _WITH_DISPUTE else "",
        claims=claims if kind in _WITH_DISPUTE else "",
        ground=own.ground.value if own.ground else "",
        scheme=_scheme(told.scheme),
        live_law=_live_law(day_of(own.requested_at)),
        claim=own.claim,
        requested_on=day_of(own.requested_at),
        alone=own.alone,
    )
    facts = _of_claim(facts, case, own, told, say) if kind in _CLAIM else facts
    facts = _of_payout(facts, own, told) if kind in _WITH_PAYOUT else facts
    facts = _of_consumer(facts, case, own, recipient)
    match kind:
        case K.LIABILITY_NOTICE:
            return replace(facts, notified_on=own.notified_on, notice=_window(case, NOTICE, own.notified_on))
        case K.PREPAYMENT_NOTICE:
            return _notice(facts, case, own, say)
        case K.PREPAYMENT_REFUSAL_NOTICE:
            return _refusal(facts, own, say)
        case K.RECOVERY_NOTICE | K.TOPUP_NOTICE:
            return _recovery(facts, case, own, told, say)
        case K.RETURN_NOTICE:
            return replace(facts, returned=_returned(own, told.last_return, say))
        case _:
            return facts


def _of_claim(facts: Prepaid, case: Dispute, own: Prepayment, told: Told, say: Hide) -> Prepaid:
    decided = facts.paper in _DECIDED
    confirms = facts.paper is K.PAYMENT_CONFIRMATION
    given, back = (own.paid, own.clawed_back) if confirms else (own.approved, NONE)
    return replace(
        facts,
        items=tuple(ClaimLine(one.kind, one.amount, say(one.words)) for one in own.items),
        statutory=tuple(map(_statutory, latest(told.worksheets))),
        cap=told.scheme.case_cap,
        earlier=Fen(sum(one.kept for one in case.prepayments[:-1])),
        approved=own.approved if decided else None,
        residual=_residual(case, own, (given or NONE) - back if decided else NONE),
        materials=tuple(map(say, told.materials)) if facts.paper is K.PREPAYMENT_APPLICATION else (),
    )


def _residual(case: Dispute, own: Prepayment, given: Fen) -> Fen:
    """What of the consumer's whole claim is open once this prepayment gave them so many fen."""
    left = residual((*case.prepayments[:-1], replace(own, paid=given, clawed_back=NONE)))
    return own.claim if left is None else left


def _of_payout(facts: Prepaid, own: Prepayment, told: Told) -> Prepaid:
    if own.paid_on is None:
        return facts
    return replace(
        facts,
        paid=own.paid,
        paid_on=own.paid_on,
        notice_number=told.notice_number if facts.paper in _NAMES_NOTICE else "",
        bank_ref=own.bank_ref if facts.paper is K.PAYMENT_CONFIRMATION else "",
    )


def _of_consumer(facts: Prepaid, case: Dispute, own: Prepayment, recipient: Recipient) -> Prepaid:
    """Who signs for the consumer and is paid; another's name is masked where the consumer's is, the account always."""
    consumer, guardian = case.complaint.consumer, case.complaint.consumer.guardian
    by_guardian = guardian is not None and is_minor(consumer, day_of(own.requested_at))
    signer = guardian.name if guardian and by_guardian else consumer.name
    shown = facts.paper is K.PAYMENT_CONFIRMATION and bool(own.account)
    payee = own.payee or signer
    if recipient in {Recipient.MERCHANT, Recipient.REGULATOR}:
        signer, payee = (mask_name(name, compound_surnames()) for name in (signer, payee))
    account = mask_card(own.account) if shown and recipient is not Recipient.MERCHANT else ""
    return replace(
        facts,
        signer=signer,
        by_guardian=by_guardian,
        payee=payee if shown else "",
        account=account,
    )


def _notice(facts: Prepaid, case: Dispute, own: Prepayment, say: Hide) -> Prepaid:
    approved_on = day_of(own.approved_at) if own.approved_at else None
    return replace(
        facts,
        approved_on=approved_on,
        basis=say(own.basis or own.decided_why),
        contested=say(own.contested),
        silent_on=own.silent_on,
        pay=_window(case, PAY, approved_on),
        appeal_days=length(own, APPEAL),
    )


def _refusal(facts: Prepaid, own: Prepayment, say: Hide) -> Prepaid:
    return replace(
        facts,
        why=say(own.decided_why),
        contested=say(own.contested),
        ended_on=day_of(own.ended_at) if own.ended_at else None,
    )


def _recovery(facts: Prepaid, case: Dispute, own: Prepayment, told: Told, say: Hide) -> Prepaid:
    back = own.clawed_back - own.returned_fund - own.returned_merchant
    deducted = own.recovered_from(RecoverFrom.DEPOSIT)
    planned = min(own.outstanding, told.deposit)
    if facts.paper is K.TOPUP_NOTICE and not deducted and not planned:
        raise Refusal("paper.topup_nothing", "kind", kind=facts.paper)
    return replace(
        facts,
        noticed_on=own.noticed_on,
        topup=_window(case, TOPUP, own.noticed_on),
        appeal=_window(case, APPEAL, own.noticed_on),
        appealed_on=own.appealed_on,
        appeal_answer=say(own.appeal_answer),
        recovery_number=told.recovery_number if facts.paper is K.TOPUP_NOTICE else "",
        recovered=Recovered(
            deposit=deducted,
            settlement=own.recovered_from(RecoverFrom.SETTLEMENT),
            merchant=own.recovered_from(RecoverFrom.MERCHANT),
            written_off=own.written_off,
            returned=back,
            outstanding=own.outstanding,
            deposit_held=told.deposit,
            settlement_held=told.settlement,
            planned=planned,
            paid_in=min(told.paid_in + own.returned_merchant, deducted),
        ),
    )


def _returned(own: Prepayment, last: LastReturn | None, say: Hide) -> Returned:
    ended = day_of(own.ended_at) if own.ended_at else None
    return Returned(
        amount=own.clawed_back,
        on=day_of(last.at) if last else ended,
        why=say(last.why) if last else "",
        bank_ref=last.bank_ref if last else "",
        to_owed=own.clawed_back - own.returned_fund - own.returned_merchant,
        to_fund=own.returned_fund,
        to_merchant=own.returned_merchant,
    )


def _window(case: Dispute, rule: str, since: date | None) -> Window | None:
    """The window of the present prepayment; an earlier one's clock is not its."""
    clock = case.clock(rule)
    if clock is None or since is None or clock.start < since:
        return None
    return Window(clock.due, clock.provisional)


def _scheme(scheme: Scheme) -> SchemeFacts:
    return SchemeFacts(scheme.version, scheme.effective_from, scheme.title, scheme.clause)


def _statutory(kept: KeptWorksheet) -> Statutory:
    words = vocabulary("remedy").get(kept.code)
    return Statutory(
        name=words.zh if words else kept.code,
        source=str(kept.answer.get("source") or ""),
        amount=kept.total if kept.limit is None else None,
        limit=kept.limit,
        settled=kept.settled and kept.limit is None,
    )


def _consumer(consumer: PartyFacts, recipient: Recipient) -> PartyFacts:
    """The merchant needs the order and not the person: no phone, number or address (个人信息保护法 art. 6)."""
    if recipient is not Recipient.MERCHANT:
        return consumer
    return replace(consumer, phone="", id_no="", address="", guardian="")


def _saying(own: Prepayment, case: Dispute, hide: Hide, recipient: Recipient) -> Hide:
    """Free text as a paper says it: no account in it, whoever's copy it is; the merchant sees no digit of it."""
    complaint = case.complaint
    shown = mask_card(own.account)
    shown = "*" * len(shown) if recipient is Recipient.MERCHANT else shown
    kept = {normal(number) for number in (complaint.order.no, complaint.channel_no) if number}

    def say(text: str) -> str:
        if own.account:
            text = re.sub(typed(normal(own.account)), lambda _found: shown, half_width(text), flags=re.IGNORECASE)
        return hide(mask_cards_in(text, kept))

    return say


def _live_law(on: date) -> bool:
    return any(one.key == "order117" and one.stands(on) for one in known_law().instruments)
