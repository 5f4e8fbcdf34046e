"""The fund and the prepayments of a dispute as JSON with the keys scripts rely on. Money is whole fen."""

from collections.abc import Iterable, Mapping

from odrdesk.domain.accounts import mask_account
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.ledger import Booked
from odrdesk.domain.prepay_checks import Check
from odrdesk.domain.prepayment import Prepayment
from odrdesk.services.fund import Line, Trial

Json = dict[str, object]


def postings(booked: Iterable[Booked]) -> list[Json]:
    """What an act booked: one object for each posting, debit positive."""
    return [
        {
            "voucher": each.no,
            "journal": each.voucher.journal,
            "account": one.sub.account,
            "fen": one.fen,
            "debit_fen": max(0, one.fen),
            "credit_fen": max(0, -one.fen),
            "merchant_id": one.sub.merchant,
        }
        for each in booked
        for one in each.voucher.postings
    ]


def prepayment(case: Dispute, people: Mapping[int, str], checks: Iterable[Check] = ()) -> Json | None:
    """The last prepayment and, in `earlier`, those before it; None where none was asked for."""
    own = case.prepayment
    if own is None:
        return None
    return {
        **_prepayment(own, people),
        "checks": [
            {"what": one.what, "met": one.met, "reason": one.reason, "by_person": one.by_person, "data": one.data}
            for one in checks
        ],
        "earlier": [_prepayment(one, people) for one in case.prepayments[:-1]],
    }


def trial(found: Trial) -> Json:
    """The trial balance."""
    return {
        "accounts": {account.value: fen for account, fen in found.accounts.items()},
        "available_fen": found.available,
        "reserved_fen": found.reserved,
        "sum_fen": found.total,
    }


def line(one: Line) -> Json:
    """A posting of the journal."""
    booked = one.booked
    return {
        "voucher": booked.no,
        "journal": booked.voucher.journal,
        "at": booked.at,
        "written_at": booked.written_at,
        "account": one.sub.account,
        "fen": one.fen,
        "debit_fen": max(0, one.fen),
        "credit_fen": max(0, -one.fen),
        "case": one.number,
        "merchant": one.merchant,
        "clerk": one.clerk,
        "bank_ref": booked.bank_ref,
        "why": booked.why,
        "reverses": booked.voucher.reverses,
        "reversed": one.reversed,
    }


def _prepayment(own: Prepayment, people: Mapping[int, str]) -> Json:
    def name(key: int | None) -> str | None:
        return people.get(key) if key is not None else None

    return {
        "state": own.state,
        "round": own.round,
        "scheme": own.scheme,
        "ground": own.ground,
        "claim_fen": own.claim,
        "items": [{"kind": one.kind, "amount_fen": one.amount, "words": one.words} for one in own.items],
        "confirmed": own.confirmed,
        "requested_at": own.requested_at,
        "requested_by": name(own.requested_by),
        "notified_on": own.notified_on,
        "contested": own.contested or None,
        "silent_on": own.silent_on,
        "recommended_fen": own.recommended,
        "recommended_by": name(own.recommended_by),
        "basis": own.basis or None,
        "reserved_fen": own.reserved,
        "needed": own.needed,
        "approvals": [{"by": name(one.by), "role": one.role, "at": one.at} for one in own.approvals],
        "approved_fen": own.approved,
        "approved_at": own.approved_at,
        "decided_why": own.decided_why or None,
        "payee": own.payee or None,
        "account": mask_account(own.account) if own.account else None,
        "paid_by": name(own.paid_by),
        "paid_fen": own.paid,
        "paid_on": own.paid_on,
        "bank_ref": own.bank_ref or None,
        "pay_failed_why": own.pay_failed_why or None,
        "noticed_on": own.noticed_on,
        "recoveries": [
            {"from": one.source, "amount_fen": one.amount, "on": one.on, "reversed": one.reversed}
            for one in own.recoveries
        ],
        "recovered_fen": own.recovered,
        "written_off_fen": own.written_off,
        "clawed_back_fen": own.clawed_back,
        "outstanding_fen": own.outstanding,
        "residual_fen": own.residual,
        "residual_claim_fen": own.residual,
        "appeal": own.appeal or None,
        "appealed_on": own.appealed_on,
        "appeal_answer": own.appeal_answer or None,
        "single_person": own.alone,
    }
