"""The memorandum ledger (备查账) of the prepayment fund: double entry in whole fen, corrected only by reversal.

A voucher (凭证) has postings that sum to zero; a posting's fen are positive for a debit, negative for a credit. What a
merchant or a case is owed or owes stands in sub-accounts: an account with the key of a merchant, of a dispute, or both.
The vouchers of one act of a person bear its action key, so that doing it again after a crash books nothing twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.money import Fen

A, J = Account, Journal

NORMAL: Mapping[Account, int] = {
    A.FUND_BANK: 1,
    A.DEPOSIT_BANK: 1,
    A.SETTLEMENT_BANK: 1,
    A.RECEIVABLE: 1,
    A.DEPOSITS: -1,
    A.SETTLEMENTS: -1,
    A.PAYABLE: -1,
    A.EQUITY: -1,
}
"""On which side an account stands: 1 debit, -1 credit. No sub-account ever stands on the other side."""

BY_MERCHANT = frozenset({A.RECEIVABLE, A.DEPOSITS, A.SETTLEMENTS})
BY_DISPUTE = frozenset({A.RECEIVABLE, A.PAYABLE})
"""Accounts that are kept for each merchant, and those kept for each dispute."""
BANK = frozenset({A.FUND_BANK, A.DEPOSIT_BANK, A.SETTLEMENT_BANK})
"""Accounts that a bank keeps too."""


class Sub(NamedTuple):
    """A sub-account: the account, and the keys of a merchant and of a dispute where it is kept for one."""

    account: Account
    merchant: int | None = None
    dispute: int | None = None


class Posting(NamedTuple):
    """One line of a voucher: a sub-account and fen, positive in debit, negative in credit."""

    sub: Sub
    fen: Fen


@dataclass(frozen=True, slots=True)
class Voucher:
    """What is booked at once, before it has a number: its kind and its postings. `reverses` is a voucher's key."""

    journal: Journal
    postings: tuple[Posting, ...]
    reverses: int | None = None

    @property
    def told(self) -> list[object]:
        """As the record keeps it: the kind, what it reverses, and each posting's account, keys and fen."""
        lines = [[one.sub.account.value, one.sub.merchant, one.sub.dispute, int(one.fen)] for one in self.postings]
        return [self.journal.value, self.reverses, lines]


@dataclass(frozen=True, slots=True)
class Booked:
    """A voucher as it stands in the ledger.

    `number` counts the vouchers of a year in Shanghai (`year`) without gaps; `at` is when it happened, `written_at`
    when it was booked (aware UTC); `clerk`, `dispute`, `merchant` are keys; `round` counts a dispute's prepayments;
    `action` is the key of the act it belongs to and `seq` the entry of the record; `bank_ref` what the bank calls it.
    """

    key: int
    year: int
    number: int
    voucher: Voucher
    at: datetime
    written_at: datetime
    clerk: int | None
    action: str
    seq: int
    dispute: int | None = None
    round: int | None = None
    merchant: int | None = None
    bank_ref: str = ""
    why: str = ""

    @property
    def no(self) -> str:
        """The number as people write it: `2026-0001`."""
        return f"{self.year}-{self.number:04d}"


Balances = Mapping[Sub, Fen]
"""What stands on each sub-account, in debit; one that is not named stands at zero."""


def allocate(fen: Fen) -> Voucher:
    """J0: money is put into the fund."""
    return _voucher(J.J0, Sub(A.FUND_BANK), Sub(A.EQUITY), fen)


def deposit(merchant: int, fen: Fen) -> Voucher:
    """J1: a merchant pays in or tops up its deposit (保证金)."""
    return _voucher(J.J1, Sub(A.DEPOSIT_BANK), Sub(A.DEPOSITS, merchant), fen)


def withhold(merchant: int, fen: Fen) -> Voucher:
    """J2: money due to a merchant (待结算货款) is withheld."""
    return _voucher(J.J2, Sub(A.SETTLEMENT_BANK), Sub(A.SETTLEMENTS, merchant), fen)


def decide(merchant: int, dispute: int, fen: Fen) -> Voucher:
    """J3: the fund owes the consumer, and the merchant the fund."""
    return _voucher(J.J3, Sub(A.RECEIVABLE, merchant, dispute), Sub(A.PAYABLE, None, dispute), fen)


def pay(dispute: int, fen: Fen) -> Voucher:
    """J4: the bank confirmed the payout."""
    return _voucher(J.J4, Sub(A.PAYABLE, None, dispute), Sub(A.FUND_BANK), fen)


def from_deposit(debtor: Sub, shares: Iterable[tuple[int, Fen]]) -> tuple[Voucher, Voucher]:
    """J5 and J5b: recover from deposits and move the cash. `shares` are merchants' keys and their fen."""
    return _from_held(debtor, tuple(shares), (J.J5, A.DEPOSITS), (J.J5B, A.DEPOSIT_BANK))


def from_settlement(debtor: Sub, shares: Iterable[tuple[int, Fen]]) -> tuple[Voucher, Voucher]:
    """J6 and J6b: recover from withheld settlement and move the cash."""
    return _from_held(debtor, tuple(shares), (J.J6, A.SETTLEMENTS), (J.J6B, A.SETTLEMENT_BANK))


def from_merchant(debtor: Sub, fen: Fen) -> Voucher:
    """J7: the merchant pays the fund."""
    return _voucher(J.J7, Sub(A.FUND_BANK), debtor, fen)


def write_off(debtor: Sub, fen: Fen) -> Voucher:
    """J8: the fund bears what cannot be recovered."""
    return _voucher(J.J8, Sub(A.EQUITY), debtor, fen)


def give_back(debtor: Sub, merchant: int, *, owed: Fen, written_off: Fen, recovered: Fen) -> tuple[Voucher, ...]:
    """J9: the consumer returns money. It lessens what is owed, then what was written off, then goes to the merchant."""
    parts = (
        ((J.J9, Sub(A.FUND_BANK), debtor), owed),
        ((J.J9, Sub(A.FUND_BANK), Sub(A.EQUITY)), written_off),
        ((J.J9, Sub(A.DEPOSIT_BANK), Sub(A.DEPOSITS, merchant)), recovered),
    )
    return tuple(_voucher(journal, debit, credit, fen) for (journal, debit, credit), fen in parts if fen)


def uphold(debtor: Sub, merchant: int, *, owed: Fen, deducted: Fen, withheld: Fen) -> tuple[Voucher, ...]:
    """J10: an appeal is upheld after the payout; the fund bears it and what was taken goes back to the merchant.

    `owed` is not recovered yet, `deducted` went from the deposit or came from the merchant, `withheld` from settlement.
    """
    vouchers = []
    if owed:
        vouchers.append(_voucher(J.J10, Sub(A.EQUITY), debtor, owed))
    backs = ((deducted, A.DEPOSITS, A.DEPOSIT_BANK), (withheld, A.SETTLEMENTS, A.SETTLEMENT_BANK))
    for fen, held, bank in backs:
        if fen:
            vouchers.append(_voucher(J.J10, Sub(A.EQUITY), Sub(held, merchant), fen))
            vouchers.append(_voucher(J.J10, Sub(bank), Sub(A.FUND_BANK), fen))
    return tuple(vouchers)


def reverse(booked: Booked) -> Voucher:
    """JR: the mirror of a voucher, linked to it. Refuses a reversal of a reversal (`ledger.reverses_reversal`)."""
    if booked.voucher.journal is J.JR:
        raise Refusal("ledger.reverses_reversal", "voucher", voucher=booked.no)
    mirrored = tuple(Posting(one.sub, -one.fen) for one in booked.voucher.postings)
    return Voucher(J.JR, mirrored, booked.key)


def after(balances: Balances, vouchers: Iterable[Voucher]) -> dict[Sub, Fen]:
    """The balances once the vouchers are booked."""
    found = dict(balances)
    for voucher in vouchers:
        for posting in voucher.postings:
            found[posting.sub] = found.get(posting.sub, Fen(0)) + posting.fen
    return found


def unsound(voucher: Voucher) -> str | None:
    """What is wrong with a voucher by itself: `balance`, `empty` or `sub`; None where it is sound."""
    if len(voucher.postings) < 2 or any(one.fen == 0 for one in voucher.postings):
        return "empty"
    if sum(one.fen for one in voucher.postings) != 0:
        return "balance"
    return "sub" if any(not fits(one.sub) for one in voucher.postings) else None


def fits(sub: Sub) -> bool:
    """Whether a sub-account names a merchant and a dispute exactly where its account is kept for one."""
    merchant, dispute = sub.account in BY_MERCHANT, sub.account in BY_DISPUTE
    return (sub.merchant is not None) == merchant and (sub.dispute is not None) == dispute


def below_zero(balances: Balances) -> tuple[Sub, ...]:
    """Sub-accounts that stand on the wrong side."""
    return tuple(sub for sub, fen in balances.items() if fen * NORMAL[sub.account] < 0)


def of_account(balances: Balances, account: Account) -> Fen:
    """What stands on all sub-accounts of an account together, in debit."""
    return Fen(sum(fen for sub, fen in balances.items() if sub.account is account))


def available(balances: Balances, reserved: Fen) -> Fen:
    """What the fund can still promise: 1001 less what is owed to consumers (2101) and what is reserved."""
    return left({account: of_account(balances, account) for account in Account}, reserved)


def left(totals: Mapping[Account, Fen], reserved: Fen) -> Fen:
    """As `available`, from what stands on whole accounts."""
    return totals[A.FUND_BANK] + totals[A.PAYABLE] - reserved


def _from_held(
    debtor: Sub, shares: tuple[tuple[int, Fen], ...], owed: tuple[Journal, Account], cash: tuple[Journal, Account]
) -> tuple[Voucher, Voucher]:
    fen = Fen(sum(share for _, share in shares))
    debits = tuple(Posting(Sub(owed[1], merchant), share) for merchant, share in shares)
    return (
        Voucher(owed[0], (*debits, Posting(debtor, -fen))),
        _voucher(cash[0], Sub(A.FUND_BANK), Sub(cash[1]), fen),
    )


def _voucher(journal: Journal, debit: Sub, credit: Sub, fen: Fen) -> Voucher:
    return Voucher(journal, (Posting(debit, fen), Posting(credit, -fen)))
