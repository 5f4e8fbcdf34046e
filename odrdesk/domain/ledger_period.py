"""The ledger over a period: what stood at its beginning, what was booked, what stands at its end.

A voucher belongs to the day in Shanghai on which it happened, also where it was booked later. Vouchers of one day
follow each other as they were booked.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger import Balances, Booked, Sub, after
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import day_of

ZERO = Fen(0)
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
"""No desk has books beyond; programs that read what is exported do not know every day that Python knows."""


class TableKind(StrEnum):
    """The tables that are made of a period; the value ends the name of a file."""

    JOURNAL = "journal"
    TRIAL = "trial"
    SUBACCOUNTS = "subaccounts"


class Turnover(NamedTuple):
    """One account in a period, in fen: what stood before and after, positive in debit; both sides of what was booked.

    Opening and closing are those of its sub-accounts together, `debit` and `credit` are never negative.
    """

    opening: Fen
    debit: Fen
    credit: Fen
    closing: Fen

    def __add__(self, other: object) -> "Turnover":
        """Side by side, each with its own."""
        if not isinstance(other, Turnover):
            return NotImplemented
        return Turnover(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


NOTHING = Turnover(ZERO, ZERO, ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Period:
    """The vouchers from `since` to `until`, both included, and the balances before and after them."""

    since: date
    until: date
    opening: Balances
    vouchers: tuple[Booked, ...]
    closing: Balances


def over(vouchers: Iterable[Booked], since: date | None, until: date | None, today: date) -> Period:
    """The period; it begins with the first voucher and ends today, or with a later voucher, where no day is told.

    Refuses `ledger.period` where it would end before it begins.
    """
    placed = sorted(vouchers, key=lambda one: (day_of(one.at), one.key))
    days = [day_of(one.at) for one in placed]
    last = min(until or max([today, *days[-1:]]), LATEST)
    first = max(since or min([last, *days[:1]]), EARLIEST)
    if first > last:
        raise Refusal("ledger.period", "to", since=first.isoformat(), until=last.isoformat())
    opening = after({}, (one.voucher for one in placed if day_of(one.at) < first))
    inside = tuple(one for one in placed if first <= day_of(one.at) <= last)
    closing = after(opening, (one.voucher for one in inside))
    return Period(first, last, _standing(opening), inside, _standing(closing))


def turnovers(period: Period) -> dict[Sub, Turnover]:
    """Every sub-account that stands or moved in the period, in the order of accounts, merchants and disputes."""
    found = {sub: Turnover(fen, ZERO, ZERO, fen) for sub, fen in period.opening.items()}
    for posting in (posting for one in period.vouchers for posting in one.voucher.postings):
        debit, credit = max(posting.fen, ZERO), max(-posting.fen, ZERO)
        moved = Turnover(ZERO, debit, credit, debit - credit)
        found[posting.sub] = found.get(posting.sub, NOTHING) + moved
    return {sub: found[sub] for sub in sorted(found, key=_place)}


def of_accounts(subs: Mapping[Sub, Turnover]) -> dict[Account, Turnover]:
    """The trial balance (试算平衡表): every account with its sub-accounts together, also one on which nothing is."""
    found = dict.fromkeys(Account, NOTHING)
    for sub, turnover in subs.items():
        found[sub.account] += turnover
    return found


def month_ends(period: Period) -> Iterator[tuple[date, dict[Sub, Fen]]]:
    """For each month of the period in which something was booked, its last day and what then stood where it moved.

    A month that ends after the period gives the period's last day.
    """
    standing = dict(period.opening)
    for (year, month), vouchers in itertools.groupby(period.vouchers, lambda one: day_of(one.at).timetuple()[:2]):
        booked = tuple(one.voucher for one in vouchers)
        standing = after(standing, booked)
        moved = {posting.sub for one in booked for posting in one.postings}
        end = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        yield min(end, period.until), {sub: standing[sub] for sub in sorted(moved, key=_place)}


def _standing(balances: Balances) -> Balances:
    return {sub: balances[sub] for sub in sorted(balances, key=_place) if balances[sub]}


def _place(sub: Sub) -> tuple[str, int, int]:
    return sub.account.value, sub.merchant or 0, sub.dispute or 0
