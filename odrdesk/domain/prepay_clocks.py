"""Which clocks the prepayment steps start and stop. The windows are the scheme's; none is the law's."""

from collections.abc import Mapping

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.fund_vocabulary import PrepayState, RecoverFrom
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.scheme import WINDOWS
from odrdesk.domain.vocabulary import State, Step

P = PrepayState
OWN_CLOCKS = frozenset(WINDOWS.values())
NOTICE, APPROVE, PAY, TOPUP, APPEAL = WINDOWS.values()

_STARTS: Mapping[Step, tuple[str, ...]] = {
    Step.PREPAY_NOTIFY: (NOTICE,),
    Step.PREPAY_RECOMMEND: (APPROVE,),
    Step.PREPAY_APPROVE: (PAY,),
    Step.RECOVERY_NOTICE: (TOPUP, APPEAL),
}
_KEPT: Mapping[PrepayState, frozenset[str]] = {
    P.MERCHANT_NOTICE: frozenset({NOTICE}),
    P.PENDING_APPROVAL: frozenset({APPROVE}),
    P.APPROVED: frozenset({PAY}),
    P.PAYING: frozenset({PAY}),
    P.PAY_FAILED: frozenset({PAY}),
    P.RECOVERING: frozenset({TOPUP, APPEAL}),
    P.RECOVERED: frozenset({TOPUP, APPEAL}),
    P.WRITTEN_OFF: frozenset({APPEAL}),
    P.CLAWBACK: frozenset({TOPUP, APPEAL}),
}
"""The clocks that count on in a state; in any other state none does."""


def starts(after: Dispute, step: Step) -> tuple[str, ...]:
    """Rules the step starts on its own day; a payout that the bank sent back is to be paid in the same time again."""
    own = after.prepayment
    if step is Step.PREPAY_REVERSE and own is not None and own.state is PrepayState.PAY_FAILED:
        return (PAY,)
    return _STARTS.get(step, ())


def length(prepayment: Prepayment, rule: str) -> int | None:
    """Working days of a rule where the scheme sets another number than the rule's own."""
    windows = {WINDOWS[name]: days for name, days in prepayment.windows}
    return windows.get(rule)


def stops(after: Dispute, step: Step) -> frozenset[str]:
    """Rules the step stops: those that the new state does not keep, and the appeal's with the appeal."""
    own = after.prepayment
    if own is None:
        return frozenset()
    kept = _KEPT.get(own.state, frozenset())
    if own.state is P.RECOVERED and not own.recovered_from(RecoverFrom.DEPOSIT):
        kept = kept - {TOPUP}  # Nothing was taken from the deposit, so nothing is to be topped up.
    return OWN_CLOCKS - kept | (frozenset({APPEAL}) if step is Step.APPEAL else frozenset())


def ends_dispute(before: Dispute, after: Dispute) -> bool:
    """Whether the step ended the dispute itself, as a payout that covers the whole claim does."""
    return after.state is State.PERFORMED and before.state is not State.PERFORMED
