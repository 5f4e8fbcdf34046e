"""What the prepayment steps leave in the dispute, and which of them two people take in turn."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from odrdesk.domain import prepay_checks as checks
from odrdesk.domain import prepay_vouchers
from odrdesk.domain.accounts import plain_account
from odrdesk.domain.dispute import Awaiting, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts, plain
from odrdesk.domain.fund_vocabulary import Journal, PrepayState
from odrdesk.domain.guards import Act
from odrdesk.domain.ledger import BANK
from odrdesk.domain.minors import payee
from odrdesk.domain.money import Fen
from odrdesk.domain.outcomes import Outcome
from odrdesk.domain.prepay_guards import GUARDS, SOURCES
from odrdesk.domain.prepayment import Approval, Prepayment, Recovery
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.domain.workdays import day_of

__all__ = ["GUARDS", "OUTCOMES", "SOURCES", "STEPS", "asks_anew", "parts", "stands"]

P = PrepayState
NONE = Fen(0)
STEPS = frozenset(SOURCES)

COVERED_FROM = frozenset({
    State.ACCEPTED, State.NEGOTIATING, State.PROPOSED, State.SETTLED, State.PERFORMING, State.FAILED, State.EXT_DONE,
})  # fmt: skip
"""States of the dispute that a payout covering the whole claim ends as performed."""
UNCONCLUDED = frozenset({State.ACCEPTED, State.NEGOTIATING, State.PROPOSED})
"""Those of them that nothing but the payout concluded."""
BY_RECOVERY = frozenset({Journal.J5, Journal.J6, Journal.J7})


def _own(case: Dispute) -> Prepayment:
    own = case.prepayment
    if own is None:
        raise Refusal("prepay.none")
    return own


def _with(case: Dispute, **changed: Any) -> Dispute:
    return replace(case, prepayments=(*case.prepayments[:-1], replace(_own(case), **changed)))


def _ended(case: Dispute, act: Act, state: PrepayState, **changed: Any) -> Dispute:
    return _with(case, state=state, ended_at=act.at, **changed)


def _requested(case: Dispute, facts: Facts, act: Act) -> Dispute:
    fund = act.fund
    if fund is None or fund.merchant is None:
        raise Refusal("prepay.no_merchant", "merchant")
    own = Prepayment(
        round=len(case.prepayments) + 1,
        state=P.APPLIED,
        merchant=fund.merchant,
        claim=facts["amount"],
        requested_at=act.at,
        requested_by=act.clerk.key,
        scheme=fund.scheme.version,
        key=checks.claim_key(case),
        items=facts.get("items", ()),
        confirmed=facts.get("confirmed", ()),
        ground=facts.get("ground") or checks.ground_of(case),
        windows=fund.scheme.windows,
    )
    return replace(case, prepayments=(*case.prepayments, own))


def _recommended(case: Dispute, facts: Facts, act: Act) -> Dispute:
    own, told = _own(case), facts.get("confirmed", ())
    tier = act.fund.scheme.tier(facts["amount"]) if act.fund else None
    return _with(
        case,
        state=P.PENDING_APPROVAL,
        recommended=facts["amount"],
        recommended_by=act.clerk.key,
        recommended_at=act.at,
        basis=facts.get("basis", ""),
        confirmed=tuple(dict.fromkeys((*own.confirmed, *told))),
        needed=tier.approvers if tier else (),
        approvals=(),
    )


def _approved(case: Dispute, facts: Facts, act: Act) -> Dispute:
    own = _own(case)
    alone = act.fund is not None and act.fund.alone
    first = next((one for one in case.awaiting if one.step is Step.PREPAY_APPROVE), None)
    if len(own.needed) == 1 or first is None:
        approvals = tuple(Approval(act.clerk.key, role, act.at) for role in own.needed)
    else:
        before, after = own.needed
        if before not in first.roles or not act.clerk.may(after):
            before, after = after, before
        approvals = (Approval(first.asked_by, before, first.at), Approval(act.clerk.key, after, act.at))
    return _with(
        case,
        state=P.APPROVED,
        approved=own.recommended,
        approved_at=act.at,
        approvals=approvals,
        decided_why=facts.get("why", ""),
        alone=own.alone or alone,
    )


def _paying(case: Dispute, facts: Facts, act: Act) -> Dispute:
    alone = act.fund is not None and act.fund.alone
    return _with(
        case,
        state=P.PAYING,
        account=plain_account(facts["account"]),
        payee=facts.get("payee") or payee(case.complaint.consumer, day_of(act.at)),
        paid_by=act.clerk.key,
        pay_failed_why="",
        alone=_own(case).alone or alone,
    )


def _paid(case: Dispute, facts: Facts, act: Act) -> Dispute:
    """What covers the whole claim ends the dispute as performed; else the rest stays the consumer's claim."""
    own, fund = _own(case), act.fund
    approved = own.approved or NONE
    covers = approved >= own.claim and case.state in COVERED_FROM
    recoveries = prepay_vouchers.at_once(own, fund, day_of(act.at)) if fund else ()
    after = _with(
        case,
        state=P.PAID,
        paid=approved,
        paid_on=day_of(act.at),
        bank_ref=facts["bank_ref"],
        before=case.state if covers else None,
        recoveries=(*own.recoveries, *recoveries),
    )
    if not covers:
        return after
    return replace(after, state=State.PERFORMED, concluded_at=case.concluded_at or act.at)


def _pay_failed(case: Dispute, facts: Facts, _act: Act) -> Dispute:
    return _with(case, state=P.PAY_FAILED, pay_failed_why=facts.get("why") or "-")


def _noticed(case: Dispute, _facts: Facts, act: Act) -> Dispute:
    own = _own(case)
    noticed = replace(own, noticed_on=day_of(act.at), state=P.RECOVERING)
    return _settled(replace(case, prepayments=(*case.prepayments[:-1], noticed)), act)


def _recovered(case: Dispute, facts: Facts, act: Act) -> Dispute:
    own = _own(case)
    action = act.fund.action if act.fund else ""
    one = Recovery(facts["from"], facts["amount"], day_of(act.at), action)
    return _settled(_with(case, state=P.RECOVERING, recoveries=(*own.recoveries, one)), act)


def _written_off(case: Dispute, facts: Facts, act: Act) -> Dispute:
    own = _own(case)
    alone = own.alone or (act.fund is not None and act.fund.alone)
    changed = _with(case, state=P.RECOVERING, written_off=own.written_off + facts["amount"], alone=alone)
    return _settled(changed, act)


def _settled(case: Dispute, act: Act) -> Dispute:
    """Nothing owed any more: recovered whole, or in part and the rest written off."""
    own = _own(case)
    if own.outstanding:
        return case
    return _ended(case, act, P.WRITTEN_OFF if own.written_off else P.RECOVERED)


def _in_appeal(case: Dispute, facts: Facts, act: Act) -> Dispute:
    why = facts.get("why") or facts.get("late_why") or "-"
    return _with(case, appeal=why, appealed_on=day_of(act.at), appeal_answer="")


def _dismissed(case: Dispute, facts: Facts, _act: Act) -> Dispute:
    return _with(case, appeal="", appeal_answer=facts["why"])


def _upheld(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return _ended(case, act, P.REVERSED, appeal="", appeal_answer=facts.get("why") or "-")


def _clawed(case: Dispute, facts: Facts, act: Act) -> Dispute:
    own = _own(case)
    share = prepay_vouchers.given_back(own, facts["amount"])
    return _with(
        case,
        state=P.CLAWBACK,
        ended_at=act.at,
        clawed_back=own.clawed_back + facts["amount"],
        returned_fund=own.returned_fund + share.written_off,
        returned_merchant=own.returned_merchant + share.recovered,
    )


def _reversed(case: Dispute, _facts: Facts, act: Act) -> Dispute:
    own, fund = _own(case), act.fund
    if fund is None or not fund.reversing:
        raise Refusal("prepay.none")
    first = fund.reversing[0]
    if first.voucher.journal is Journal.J4:
        return _unpaid(case, own)
    if first.voucher.journal in BY_RECOVERY:
        recoveries = tuple(replace(one, reversed=True) if one.action == first.action else one for one in own.recoveries)
        return _with(case, state=P.RECOVERING, ended_at=None, recoveries=recoveries)
    amount = Fen(sum(one.fen for one in first.voucher.postings if one.fen > 0 and one.sub.account not in BANK))
    return _with(case, state=P.RECOVERING, ended_at=None, written_off=own.written_off - amount)


def _unpaid(case: Dispute, own: Prepayment) -> Dispute:
    """The bank sent the money back: the decision stands, and it is to be paid again."""
    recoveries = tuple(replace(one, reversed=True) for one in own.recoveries)
    after = _with(
        case,
        state=P.PAY_FAILED,
        paid=NONE,
        paid_on=None,
        bank_ref="",
        noticed_on=None,
        before=None,
        recoveries=recoveries,
        ended_at=None,
    )
    if own.before is None:
        return after
    concluded = None if own.before in UNCONCLUDED else case.concluded_at
    return replace(after, state=own.before, concluded_at=concluded)


def _simple(state: PrepayState, *, ends: bool = False, **more: Callable[[Facts, Act], Any]) -> Outcome:
    def outcome(case: Dispute, facts: Facts, act: Act) -> Dispute:
        changed = {name: value(facts, act) for name, value in more.items()}
        return _ended(case, act, state, **changed) if ends else _with(case, state=state, **changed)

    return outcome


OUTCOMES: Mapping[Step, Outcome] = {
    Step.PREPAY_REQUEST: _requested,
    Step.PREPAY_NOTIFY: _simple(P.MERCHANT_NOTICE, notified_on=lambda _facts, act: day_of(act.at)),
    Step.PREPAY_MERCHANT_PAID: _simple(
        P.CANCELLED, ends=True, merchant_paid=lambda facts, _act: facts.get("amount") or NONE
    ),
    Step.PREPAY_CONTESTED: _simple(P.UNDER_REVIEW, contested=lambda facts, _act: facts["why"]),
    Step.PREPAY_SILENT: _simple(P.UNDER_REVIEW, silent_on=lambda _facts, act: day_of(act.at)),
    Step.PREPAY_WITHDRAW: _simple(P.CANCELLED, ends=True, decided_why=lambda facts, _act: facts["why"]),
    Step.PREPAY_RECOMMEND: _recommended,
    Step.PREPAY_REJECT: _simple(P.REJECTED, ends=True, decided_why=lambda facts, _act: facts["why"]),
    Step.PREPAY_RETURN: _simple(P.UNDER_REVIEW, decided_why=lambda facts, _act: facts.get("why", "")),
    Step.PREPAY_APPROVE: _approved,
    Step.PREPAY_PAY: _paying,
    Step.PREPAY_PAID: _paid,
    Step.PREPAY_PAY_FAILED: _pay_failed,
    Step.RECOVERY_NOTICE: _noticed,
    Step.RECOVER: _recovered,
    Step.WRITE_OFF: _written_off,
    Step.APPEAL: _in_appeal,
    Step.APPEAL_DISMISSED: _dismissed,
    Step.APPEAL_UPHELD: _upheld,
    Step.CLAWBACK: _clawed,
    Step.PREPAY_REVERSE: _reversed,
}


def stands(before: Dispute, after: Dispute, waiting: Awaiting) -> bool:
    """Whether what waits for a second person is still what that person would decide.

    An approval is of one proposal, and a write-off of what is still owed: where the prepayment moved on, it is to be
    asked again.
    """
    was, now = before.prepayment, after.prepayment
    if waiting.step not in STEPS or now is None:
        return True
    if was is None or (was.round, was.state) != (now.round, now.state):
        return False
    return waiting.step is not Step.WRITE_OFF or Fen.parse(str(waiting.facts["amount"])) <= now.outstanding


def asks_anew(case: Dispute, step: Step, facts: Facts, act: Act) -> bool:
    """Whether the first of two people asks for something else than before: only that one may still take it back."""
    told = plain(facts)
    return step is Step.WRITE_OFF and any(
        one.step is step and one.asked_by == act.clerk.key and one.facts.get("amount") != told["amount"]
        for one in case.awaiting
    )


def parts(case: Dispute, step: Step, act: Act) -> tuple[Role, ...]:
    """The roles of a step that two people take in turn, one each and in any order; none for any other step."""
    if act.fund is not None and act.fund.alone:
        return ()
    if step is Step.WRITE_OFF:
        return (Role.SUPERVISOR, Role.FINANCE)
    if step is Step.PREPAY_APPROVE and case.prepayment and len(case.prepayment.needed) > 1:
        return case.prepayment.needed
    return ()
