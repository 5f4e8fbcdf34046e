"""Guards of the prepayment steps: which may follow which, how much, and by whose hand.

Maker, checker and payer are different people (ASVS 2.3.5), but for a desk of one person, which says so everywhere.
"""

from collections.abc import Mapping
from datetime import date

from odrdesk.domain import prepay_checks as checks
from odrdesk.domain.accounts import check_account
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts
from odrdesk.domain.fund_vocabulary import Account, Journal, PrepayPart, PrepayState, RecoverFrom
from odrdesk.domain.guards import Act, Guard
from odrdesk.domain.minors import payee_refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import (
    ACTIVE,
    ENDED,
    OPEN,
    PAID_OUT,
    TO_PAY,
    UNDECIDED,
    Fund,
    Prepayment,
)
from odrdesk.domain.vocabulary import State, Step
from odrdesk.domain.workdays import day_of

P = PrepayState
NONE = Fen(0)

APPEALABLE = PAID_OUT | TO_PAY | {P.PENDING_APPROVAL}
SOURCES: Mapping[Step, frozenset[PrepayState | None]] = {
    Step.PREPAY_REQUEST: frozenset({None, *ENDED}),
    Step.PREPAY_NOTIFY: frozenset({P.APPLIED}),
    Step.PREPAY_MERCHANT_PAID: (UNDECIDED | TO_PAY) - {P.APPLIED, P.PAYING},
    Step.PREPAY_CONTESTED: frozenset({P.MERCHANT_NOTICE}),
    Step.PREPAY_SILENT: frozenset({P.MERCHANT_NOTICE}),
    Step.PREPAY_WITHDRAW: (UNDECIDED | TO_PAY) - {P.PAYING},
    Step.PREPAY_RECOMMEND: frozenset({P.UNDER_REVIEW}),
    Step.PREPAY_REJECT: frozenset({P.UNDER_REVIEW, P.PENDING_APPROVAL}),
    Step.PREPAY_RETURN: frozenset({P.PENDING_APPROVAL}),
    Step.PREPAY_APPROVE: frozenset({P.PENDING_APPROVAL}),
    Step.PREPAY_PAY: frozenset({P.APPROVED, P.PAY_FAILED}),
    Step.PREPAY_PAID: frozenset({P.PAYING}),
    Step.PREPAY_PAY_FAILED: frozenset({P.PAYING}),
    Step.RECOVERY_NOTICE: frozenset({P.PAID, P.CLAWBACK}),
    Step.RECOVER: frozenset({P.RECOVERING, P.CLAWBACK}),
    Step.WRITE_OFF: frozenset({P.RECOVERING, P.CLAWBACK}),
    Step.APPEAL: APPEALABLE,
    Step.APPEAL_DISMISSED: APPEALABLE,
    # While the bank has the money nobody knows yet what there is to reverse.
    Step.APPEAL_UPHELD: APPEALABLE - {P.PAYING},
    Step.CLAWBACK: PAID_OUT,
    Step.PREPAY_REVERSE: PAID_OUT,
}
"""From which states of the region each step may be taken; None where nothing was asked yet."""

PROMISED = frozenset({Account.FUND_BANK, Account.PAYABLE})
REVERSIBLE = frozenset({Journal.J4, Journal.J5, Journal.J6, Journal.J7, Journal.J8})


def _from_state(step: Step) -> Guard:
    def guard(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
        own = case.prepayment
        state = own.state if own else None
        if state in SOURCES[step]:
            return None
        if state is None:
            return Refusal("prepay.none", step=step)
        if step is Step.PREPAY_REQUEST:
            return Refusal("prepay.active", prepay_state=state)
        if step in {Step.RECOVER, Step.WRITE_OFF} and state is P.PAID:
            return Refusal("prepay.no_notice", step=step)
        return Refusal("prepay.not_from_state", prepay_state=state, step=step)

    return guard


def _recovered_first(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
    """A further prepayment would take the place of one that money is still to come back for."""
    own = case.prepayment
    return Refusal("prepay.active", prepay_state=own.state) if own is not None and own.outstanding else None


def _request(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """One claim for an order, consumer and issue, in time, against a merchant with a name, and not paid twice."""
    fund = act.fund
    if fund is None:
        return None
    if fund.merchant is None:
        return Refusal("prepay.no_merchant", "merchant")
    if fund.elsewhere is not None:
        return Refusal("prepay.elsewhere", number=fund.elsewhere)
    if fund.residual == NONE:
        return Refusal("prepay.covered", "amount")
    met, last = checks.in_window(case, fund.scheme, day_of(act.at), act.rules)
    if not met and last is not None:
        return Refusal("prepay.window", last=last.isoformat(), days=fund.scheme.claim_days)
    return None if facts is None else _claim(facts, fund)


def _claim(facts: Facts, fund: Fund) -> Refusal | None:
    amount: Fen = facts["amount"]
    if amount == NONE:
        return Refusal("prepay.nothing", "amount")
    if fund.residual is not None and amount > fund.residual:
        return Refusal("prepay.over_residual", "amount", amount_fen=amount, residual_fen=fund.residual)
    total = sum(item.amount for item in facts.get("items", ()))
    if total and total != amount:
        return Refusal("prepay.items_sum", "items", amount_fen=amount, items_fen=Fen(total))
    return None


def _silence(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """The merchant's window has to pass, unless the merchant cannot be reached at all."""
    if facts is None or facts.get("unreachable"):
        return None
    clock = case.clock("R-PRE-NOTICE")
    if clock is not None and clock.due < day_of(act.at):
        return None
    return Refusal("clock.not_passed", rule="R-PRE-NOTICE", due=clock.due.isoformat() if clock else "")


def _recommendable(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    own, fund = case.prepayment, act.fund
    if facts is None or own is None or fund is None:
        return None
    amount: Fen = facts["amount"]
    if amount == NONE:
        return Refusal("prepay.nothing", "amount")
    if amount > own.claim:
        return Refusal("prepay.over_claim", "amount", amount_fen=amount, claim_fen=own.claim)
    over = _over(case, fund, amount)
    if over:
        return over
    told = {*own.confirmed, *facts.get("confirmed", ())}
    listed = checks.checklist(case, fund, day_of(own.requested_at), confirmed=told, claim=own.claim, rules=act.rules)
    lacking = checks.missing(listed)
    return Refusal("prepay.missing", "confirmed", missing=list(lacking)) if lacking else None


def _performed_meanwhile(case: Dispute, amount: Fen) -> Refusal | None:
    """What the merchant performed since the claim was made is not paid a second time by the fund."""
    own = case.prepayment
    if own is None:
        return None
    since = day_of(own.requested_at)
    performed = Fen(sum(one.amount for one in case.performances if one.on >= since))
    if not performed or amount + performed <= own.claim:
        return None
    return Refusal(
        "prepay.performed", "amount", amount_fen=amount, performed_fen=performed, left_fen=own.claim - performed
    )


def _over(case: Dispute, fund: Fund, amount: Fen) -> Refusal | None:
    """The caps of the scheme and what the fund still has; what was paid before for the same case counts."""
    performed = _performed_meanwhile(case, amount)
    if performed:
        return performed
    scheme = fund.scheme
    earlier = Fen(sum(one.kept for one in case.prepayments[:-1]))
    caps = (
        ("prepay.over_case_cap", scheme.case_cap, earlier),
        ("prepay.over_merchant_cap", scheme.merchant_cap, fund.merchant_advanced),
        ("prepay.over_consumer_cap", scheme.consumer_year_cap, fund.consumer_year),
    )
    for code, cap, used in caps:
        if cap is not None and used + amount > cap:
            return Refusal(code, "amount", amount_fen=amount, cap_fen=cap, used_fen=used)
    if amount > fund.available:
        return Refusal("fund.short", "amount", amount_fen=amount, available_fen=fund.available)
    return None


def _approvable(case: Dispute, _facts: Facts | None, act: Act) -> Refusal | None:
    """Nobody decides what they asked for or proposed; the fund and the caps are looked at once more."""
    own, fund = case.prepayment, act.fund
    if own is None or fund is None or own.recommended is None:
        return None
    if not fund.alone:
        for part, key in ((PrepayPart.REQUESTED, own.requested_by), (PrepayPart.RECOMMENDED, own.recommended_by)):
            if act.clerk.key == key:
                return Refusal("prepay.same_person", step=Step.PREPAY_APPROVE, part=part)
    return _over(case, fund, own.recommended)


def _payable(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    own = case.prepayment
    if own is None:
        return None
    if not (act.fund and act.fund.alone) and any(one.by == act.clerk.key for one in own.approvals):
        return Refusal("prepay.same_person", step=Step.PREPAY_PAY, part=PrepayPart.APPROVED)
    performed = _performed_meanwhile(case, own.approved or NONE)
    if performed:
        return performed
    minor = payee_refusal(case.complaint.consumer, day_of(act.at), facts.get("payee") if facts else None)
    if minor or facts is None:
        return minor
    check_account(facts["account"])
    return _exact(own, facts)


def _exact(own: Prepayment, facts: Facts) -> Refusal | None:
    """What is paid is what was decided, to the fen."""
    amount, approved = facts.get("amount"), own.approved or NONE
    if amount is None or amount == approved:
        return None
    code = "prepay.over_approved" if amount > approved else "prepay.under_approved"
    return Refusal(code, "amount", amount_fen=amount, approved_fen=approved)


def _confirmed_exact(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """The payer may confirm what the bank did, an approver may not."""
    own = case.prepayment
    if own is None:
        return None
    if not (act.fund and act.fund.alone) and any(one.by == act.clerk.key for one in own.approvals):
        return Refusal("prepay.same_person", step=Step.PREPAY_PAID, part=PrepayPart.APPROVED)
    return _exact(own, facts) if facts else None


def _owed(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """Never more than is outstanding, and out of a deposit or settlement never more than lies there."""
    own, fund = case.prepayment, act.fund
    if own is None:
        return None
    if own.noticed_on is None:
        return Refusal("prepay.no_notice", step=Step.RECOVER)
    if own.outstanding == NONE:
        return Refusal("prepay.nothing_owed")
    return None if facts is None else _within(own, facts, fund)


def _within(own: Prepayment, facts: Facts, fund: Fund | None) -> Refusal | None:
    amount: Fen = facts["amount"]
    if amount == NONE:
        return Refusal("prepay.nothing", "amount")
    if amount > own.outstanding:
        return Refusal("prepay.over_outstanding", "amount", amount_fen=amount, outstanding_fen=own.outstanding)
    held = {RecoverFrom.DEPOSIT: fund.deposit, RecoverFrom.SETTLEMENT: fund.settlement} if fund else {}
    source = facts.get("from")
    if source in held and amount > held[source]:
        return Refusal("prepay.over_held", "amount", amount_fen=amount, held_fen=held[source], source=source)
    return None


def _appealable(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    own = case.prepayment
    if own is None:
        return None
    if own.appeal:
        return Refusal("appeal.pending")
    clock = case.clock("R-PRE-APPEAL") if own.noticed_on else None
    late = clock is not None and clock.start >= (own.noticed_on or date.min) and clock.due < day_of(act.at)
    if facts is None or not late or facts.get("late_why"):
        return None
    return Refusal("appeal.late", "late_why", due=clock.due.isoformat() if clock else "")


def _appealed(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
    own = case.prepayment
    return Refusal("appeal.none") if own is not None and not own.appeal else None


def _bearable(case: Dispute, _facts: Facts | None, act: Act) -> Refusal | None:
    """What was taken from the merchant goes back out of the fund."""
    own, fund = case.prepayment, act.fund
    if own is None or fund is None or own.state not in PAID_OUT:
        return None
    back = own.recovered - own.returned_merchant
    if back > fund.available:
        return Refusal("fund.short", amount_fen=back, available_fen=fund.available)
    return None


def _clawable(case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    own = case.prepayment
    if own is None:
        return None
    if own.kept == NONE:
        return Refusal("clawback.nothing")
    if facts is None:
        return None
    if facts["amount"] == NONE:
        return Refusal("prepay.nothing", "amount")
    if facts["amount"] > own.kept:
        return Refusal("clawback.over", "amount", amount_fen=facts["amount"], kept_fen=own.kept)
    return None


def _reversible(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """A recovery, a write-off, or a payout the bank sent back, by another person than who booked it."""
    own, fund = case.prepayment, act.fund
    if facts is None or own is None or fund is None:
        return None
    first = fund.reversing[0] if fund.reversing else None
    if first is None or first.dispute != case.key or first.round != own.round:
        return Refusal("ledger.unknown_voucher", "voucher", voucher=facts["voucher"])
    if first.voucher.journal not in REVERSIBLE:
        return Refusal("ledger.not_reversible", "voucher", voucher=first.no, journal=first.voucher.journal)
    if not fund.alone and first.clerk == act.clerk.key:
        return Refusal("prepay.same_person", step=Step.PREPAY_REVERSE, part=PrepayPart.BOOKED)
    given_back = own.returned_merchant or own.returned_fund
    no = Refusal("ledger.given_back", "voucher", voucher=first.no) if given_back else None
    if first.voucher.journal is Journal.J4:
        no = _payout_reversible(case, own, fund)
    return no or _affordable(fund)


def _affordable(fund: Fund) -> Refusal | None:
    """The fund owes no more than it has, also after money it had booked as recovered is gone again."""
    less = Fen(sum(one.fen for each in fund.reversing for one in each.voucher.postings if one.sub.account in PROMISED))
    if less <= max(NONE, fund.available):
        return None
    return Refusal("fund.short", amount_fen=less, available_fen=fund.available)


def _alone_again(case: Dispute, _facts: Facts | None, act: Act) -> Refusal | None:
    """What has ended is not taken up again while another dispute asks for the same."""
    own = case.prepayment
    if own is None or own.state in ACTIVE or act.fund is None or act.fund.elsewhere is None:
        return None
    return Refusal("prepay.elsewhere", number=act.fund.elsewhere)


def _payout_reversible(case: Dispute, own: Prepayment, fund: Fund) -> Refusal | None:
    """A payout comes back whole, before anything was built on it, and while the dispute is not closed over it."""
    later = {one.action for one in own.recoveries if not one.reversed} - {fund.reversing[0].action}
    if later or own.written_off or own.clawed_back:
        return Refusal("ledger.built_upon", "voucher", voucher=fund.reversing[0].no)
    closed = own.before is not None and case.state is not State.PERFORMED
    return Refusal("prepay.closed_over", state=case.state) if closed else None


def _nothing_open(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
    """A dispute is not closed, withdrawn or merged over a claim on the fund that nobody has decided or paid."""
    own = case.prepayment
    return Refusal("prepay.open", prepay_state=own.state) if own is not None and own.state in OPEN else None


GUARDS: Mapping[Step, tuple[Guard, ...]] = {
    step: (_from_state(step), *more)
    for step, more in (
        *((step, ()) for step in SOURCES),
        (Step.PREPAY_REQUEST, (_recovered_first, _request)),
        (Step.PREPAY_SILENT, (_silence,)),
        (Step.PREPAY_RECOMMEND, (_recommendable,)),
        (Step.PREPAY_APPROVE, (_approvable,)),
        (Step.PREPAY_PAY, (_payable,)),
        (Step.PREPAY_PAID, (_confirmed_exact,)),
        (Step.RECOVERY_NOTICE, (_alone_again,)),
        (Step.RECOVER, (_alone_again, _owed)),
        (Step.WRITE_OFF, (_alone_again, _owed)),
        (Step.APPEAL, (_appealable,)),
        (Step.APPEAL_DISMISSED, (_appealed,)),
        (Step.APPEAL_UPHELD, (_appealed, _bearable)),
        (Step.CLAWBACK, (_clawable,)),
        (Step.PREPAY_REVERSE, (_alone_again, _reversible)),
    )
} | dict.fromkeys((Step.WITHDRAW, Step.MERGE_INTO, Step.CLOSE), (_nothing_open,))
"""By step; a later row of the list takes the place of the first, which has only the state to look at."""
