"""Which money of a case figures count, and as what: performances by the terms they fill, the fund by its vouchers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from odrdesk.domain.case_life import MoneyKind, Moved
from odrdesk.domain.dispute import Performance, Term
from odrdesk.domain.fund_vocabulary import Account, Journal
from odrdesk.domain.ledger import Voucher
from odrdesk.domain.vocabulary import ItemKind, Payer

_KINDS: Mapping[ItemKind, MoneyKind] = {ItemKind.REFUND: MoneyKind.REFUND, ItemKind.EXTRA: MoneyKind.EXTRA}
_HELD = frozenset({Account.DEPOSITS, Account.SETTLEMENTS})
_BACK = {Journal.J5: _HELD, Journal.J6: _HELD, Journal.J7: frozenset({Account.FUND_BANK})}
"""What is debited where money comes back from the merchant: its deposit, its settlement, the fund's own account."""
_BANKS = frozenset({Account.FUND_BANK, Account.DEPOSIT_BANK})


def performed(performances: Iterable[Performance], terms: Mapping[int, Sequence[Term]]) -> list[Moved]:
    """What was performed to the consumer, in the order told; `terms` are those of each settlement by its number.

    What the consumer itself owes (return freight) is no money recovered. A settlement whose terms are not known any
    more counts as other money: it was paid, but nobody can say for what.
    """
    found: list[Moved] = []
    left = {number: [int(term.amount) for term in agreed] for number, agreed in terms.items()}
    for one in performances:
        for term, fen in _shares(one, terms.get(one.under, ()), left.get(one.under, [])):
            if fen and (term is None or term.payer is not Payer.CONSUMER):
                kind = _KINDS.get(term.kind, MoneyKind.OTHER) if term else MoneyKind.OTHER
                found.append(Moved(kind, one.on, fen))
    return found


def with_direct(moved: Sequence[Moved], paid: Sequence[tuple[date, int]]) -> list[Moved]:
    """Beside what was performed, what the merchant paid when the fund warned it (day and fen).

    A performance told after it is the same money written into the settlement: it is counted once.
    """
    found = [Moved(MoneyKind.DIRECT, on, fen) for on, fen in paid if fen]
    open_ = sum(one.fen for one in found)
    first = min((on for on, _ in paid), default=date.max)
    for one in moved:
        again = min(open_, one.fen) if one.on >= first else 0
        open_ -= again
        found.append(one)
        if again:
            found.append(Moved(MoneyKind.DIRECT, one.on, -again))
    return found


def of_voucher(voucher: Voucher, on: date, reversed_: Voucher | None = None) -> list[Moved]:
    """What a voucher of the fund means; one that reverses another takes off what that one meant."""
    if reversed_ is not None:
        return [Moved(kind, on, -fen) for kind, _, fen in of_voucher(reversed_, on)]
    journal = voucher.journal
    if journal is Journal.J4:
        return _told(MoneyKind.PREPAID, on, _debited(voucher, frozenset({Account.PAYABLE})))
    if journal in _BACK:
        return _told(MoneyKind.RECOVERED, on, _debited(voucher, _BACK[journal]))
    if journal is Journal.J9:
        given = _told(MoneyKind.RETURNED, on, -_debited(voucher, _BANKS))
        return given + _told(MoneyKind.RECOVERED, on, -_credited(voucher, _HELD))
    if journal is Journal.J10:
        return _told(MoneyKind.RECOVERED, on, -_credited(voucher, _HELD))
    return []


def _shares(one: Performance, terms: Sequence[Term], left: list[int]) -> list[tuple[Term | None, int]]:
    """The performance on the terms it fills: the one it names, or those with money left from the first on."""
    amount = int(one.amount)
    if one.item is not None and one.item <= len(terms):
        left[one.item - 1] -= amount
        return [(terms[one.item - 1], amount)]
    found: list[tuple[Term | None, int]] = []
    for place, term in enumerate(terms):
        share = min(amount, max(0, left[place]))
        left[place] -= share
        amount -= share
        found.append((term, share))
    return [*found, (None, amount)]


def _told(kind: MoneyKind, on: date, fen: int) -> list[Moved]:
    return [Moved(kind, on, fen)] if fen else []


def _debited(voucher: Voucher, accounts: frozenset[Account]) -> int:
    return sum(int(one.fen) for one in voucher.postings if one.sub.account in accounts and one.fen > 0)


def _credited(voucher: Voucher, accounts: frozenset[Account]) -> int:
    return -sum(int(one.fen) for one in voucher.postings if one.sub.account in accounts and one.fen < 0)
