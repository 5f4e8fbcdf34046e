"""What a prepayment step books: the vouchers of `domain.ledger` that follow from the dispute before and after it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from odrdesk.domain import ledger
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.facts import Facts
from odrdesk.domain.fund_vocabulary import Account, FundingOrder, RecoverFrom
from odrdesk.domain.ledger import Sub, Voucher
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import PAID_OUT, TO_PAY, Fund, Prepayment, Recovery
from odrdesk.domain.vocabulary import Step


class Shares(NamedTuple):
    """How money a consumer gives back is shared: against what is owed, what was written off, what was recovered."""

    owed: Fen
    written_off: Fen
    recovered: Fen


def given_back(own: Prepayment, amount: Fen) -> Shares:
    """The shares of an amount (fen), in that order."""
    owed = min(amount, own.outstanding)
    written_off = min(amount - owed, own.written_off - own.returned_fund)
    return Shares(owed, written_off, amount - owed - written_off)


def at_once(own: Prepayment, fund: Fund, on: date) -> tuple[Recovery, ...]:
    """What a scheme that takes the merchant's money first recovers with the payout itself: deposit, then settlement."""
    if fund.scheme.order is not FundingOrder.MERCHANT_FIRST:
        return ()
    left = own.approved or Fen(0)
    found = []
    for source, held in ((RecoverFrom.DEPOSIT, fund.deposit), (RecoverFrom.SETTLEMENT, fund.settlement)):
        share = min(left, held)
        if share:
            found.append(Recovery(source, share, on, fund.action))
            left = left - share
    return tuple(found)


def vouchers(  # noqa: PLR0911 -- one row for each step
    before: Dispute, after: Dispute, step: Step, facts: Facts, fund: Fund
) -> tuple[Voucher, ...]:
    """The vouchers of a step, in the order they are booked; none for a step that moves no money."""
    was, now = before.prepayment, after.prepayment
    if now is None:
        return ()
    debtor = Sub(Account.RECEIVABLE, now.merchant, before.key)
    match step:
        case Step.PREPAY_APPROVE:
            return (ledger.decide(now.merchant, before.key, now.approved or Fen(0)),)
        case Step.PREPAY_PAID:
            recoveries = [one for one in now.recoveries if one not in (was.recoveries if was else ())]
            taken = [voucher for one in recoveries for voucher in _recovery(debtor, one.source, one.amount, fund)]
            return (ledger.pay(before.key, now.paid), *taken)
        case Step.RECOVER:
            return _recovery(debtor, facts["from"], facts["amount"], fund)
        case Step.WRITE_OFF:
            return (ledger.write_off(debtor, facts["amount"]),)
        case Step.CLAWBACK if was is not None:
            share = given_back(was, facts["amount"])
            return ledger.give_back(
                debtor, now.merchant, owed=share.owed, written_off=share.written_off, recovered=share.recovered
            )
        case Step.PREPAY_MERCHANT_PAID | Step.PREPAY_WITHDRAW | Step.APPEAL_UPHELD if was is not None:
            return _undone(was, debtor, fund)
        case Step.PREPAY_REVERSE:
            return tuple(ledger.reverse(one) for one in reversed(fund.reversing))
        case _:
            return ()


def _undone(was: Prepayment, debtor: Sub, fund: Fund) -> tuple[Voucher, ...]:
    """A decision not paid is reversed; after the payout the fund bears it, and what was deducted goes back."""
    if was.state in TO_PAY and fund.decision is not None:
        return (ledger.reverse(fund.decision),)
    if was.state not in PAID_OUT:
        return ()
    withheld = was.recovered_from(RecoverFrom.SETTLEMENT)
    deducted = was.recovered - withheld
    # What the consumer gave back already went on to the merchant, first for what came of its deposit.
    from_deposit = min(deducted, was.returned_merchant)
    return ledger.uphold(
        debtor,
        was.merchant,
        owed=was.outstanding,
        deducted=deducted - from_deposit,
        withheld=withheld - (was.returned_merchant - from_deposit),
    )


def _recovery(debtor: Sub, source: RecoverFrom, amount: Fen, fund: Fund) -> tuple[Voucher, ...]:
    if source is RecoverFrom.MERCHANT:
        return (ledger.from_merchant(debtor, amount),)
    if source is RecoverFrom.DEPOSIT:
        return ledger.from_deposit(debtor, _taken(fund.deposits, amount))
    return ledger.from_settlement(debtor, _taken(fund.settlements, amount))


def _taken(held: Iterable[tuple[int, Fen]], amount: Fen) -> tuple[tuple[int, Fen], ...]:
    """An amount out of several sub-accounts, each emptied before the next is touched."""
    found, left = [], amount
    for merchant, fen in held:
        share = min(left, fen)
        if share:
            found.append((merchant, share))
            left = left - share
    return tuple(found)
