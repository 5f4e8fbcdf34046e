"""Reconciliation (对账): which payment of the bank is which voucher, what is left on either side, and what it comes to.

A line and a voucher are paired silently only one to one and for the same fen: first by the bank's reference, then by
the day, the nearest first, at most `DAYS` apart. Whatever else may belong together is proposed to a person.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from operator import itemgetter
from typing import Final, NamedTuple

from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger import BANK, Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.sheet_words import fold
from odrdesk.domain.statement_doubts import BankLine
from odrdesk.domain.workdays import day_of

DAYS: Final = 5
"""So many days a payment may be booked before or after the bank tells it and still be paired silently."""
FAR: Final = 31
"""So many days apart the same amount is still proposed."""
PARTS: Final = 4
"""So many parts of a sum are looked for at most."""
MANY: Final = 1_000
"""Where more stands alone, a statement is missing rather than matched wrongly: only sums of two are looked for."""
NEIGHBOURS: Final = 10
"""Among so many candidates, the nearest by day, parts of a sum are looked for."""
AROUND: Final = 60
"""So many before and after a day are looked through for those candidates."""
NOTHING: Final = Fen(0)
LEAST_REF: Final = 6
"""A reference of so many characters is believed where it stands inside a summary."""


class MatchedBy(StrEnum):
    """How a payment of the bank and a voucher were found to be one."""

    REF = "ref"
    DAY = "day"
    PERSON = "person"


class Likeness(StrEnum):
    """Why lines and vouchers are proposed to a person as one thing."""

    SEVERAL_VOUCHERS = "several_vouchers"
    SEVERAL_LINES = "several_lines"
    FAR_APART = "far_apart"
    OTHER_AMOUNT = "other_amount"
    RETURNED = "returned"


class BankReason(StrEnum):
    """Why a payment stands on one side only."""

    FEE = "fee"
    INTEREST = "interest"
    IN_TRANSIT = "in_transit"
    RETURNED = "returned"
    NOT_OURS = "not_ours"
    OTHER = "other"


class Movement(NamedTuple):
    """What a voucher moves on one bank account: fen in debit (money in), the day it happened, the bank's reference."""

    voucher: int
    no: str
    day: date
    fen: Fen
    ref: str = ""
    reverses: int | None = None


class Item(NamedTuple):
    """A line of the bank under its key."""

    key: int
    line: BankLine


class Pair(NamedTuple):
    """A line and a voucher (their keys) that are one payment."""

    line: int
    voucher: int
    by: MatchedBy


@dataclass(frozen=True, slots=True)
class Proposal:
    """Lines and vouchers (their keys) that may be one thing; `fen` is what the lines have more than the vouchers."""

    why: Likeness
    lines: tuple[int, ...]
    vouchers: tuple[int, ...]
    fen: Fen = NOTHING


@dataclass(frozen=True, slots=True)
class Comparison:
    """The balances of bank and books at the end of a day, and what makes them differ.

    `difference` is bank less books; `listed` what the payments and vouchers that stand on one side only account for;
    `before` what the two differed by when the first statement began; `unclear` is left where lines are missing or the
    bank's own balances do not add up.
    """

    day: date | None
    bank: Fen | None
    books: Fen
    listed: Fen
    before: Fen = NOTHING

    @property
    def difference(self) -> Fen | None:
        """Bank less books; None where the bank tells no balance."""
        return None if self.bank is None else self.bank - self.books

    @property
    def unclear(self) -> Fen | None:
        """What neither a line, nor a voucher, nor the beginning accounts for."""
        return None if self.difference is None else self.difference - self.listed - self.before


def movements(booked: Iterable[Booked], account: Account) -> tuple[Movement, ...]:
    """What the vouchers move on a bank account, by day and number; those that do not touch it are left out."""
    if account not in BANK:
        raise ValueError(f"{account} is no bank account")
    found = []
    for one in booked:
        fen = Fen(sum(posting.fen for posting in one.voucher.postings if posting.sub.account is account))
        if fen:
            found.append(Movement(one.key, one.no, day_of(one.at), fen, one.bank_ref, one.voucher.reverses))
    return tuple(sorted(found, key=lambda move: (move.day, move.voucher)))


def pair(items: Sequence[Item], moves: Sequence[Movement]) -> tuple[Pair, ...]:
    """Pair lines and vouchers one to one, by reference and then by day; what is not certain stays out.

    A voucher and its reversal are left to each other where the reference does not name them: the bank most likely
    never saw either.
    """
    found = _by_ref(items, moves)
    lines, vouchers = {one.line for one in found}, {one.voucher for one in found}
    undone = _undone(moves)
    rest = [item for item in items if item.key not in lines]
    live = [move for move in moves if move.voucher not in vouchers | undone]
    found.extend(_by_day(rest, live))
    return tuple(found)


def cancelled(moves: Iterable[Movement], matched: Collection[int]) -> frozenset[int]:
    """Vouchers that are reversed, and their reversals, where neither is matched: in sum nothing to be told."""
    known = tuple(moves)
    reversed_by = {move.reverses: move.voucher for move in known if move.reverses is not None}
    keys = {move.voucher for move in known}
    both = [
        (first, second)
        for first, second in reversed_by.items()
        if first in keys and first not in matched and second not in matched
    ]
    return frozenset(key for two in both for key in two)


def propose(items: Sequence[Item], moves: Sequence[Movement]) -> tuple[Proposal, ...]:
    """What may belong together among lines and vouchers that stand alone; each stands in one proposal at most."""
    found: list[Proposal] = []
    free = {item.key: item for item in items}
    open_moves = {move.voucher: move for move in moves}
    for look in (_other_amounts, _sums, _far_apart, _returned):
        for proposal in look(tuple(free.values()), tuple(open_moves.values())):
            if all(key in free for key in proposal.lines) and all(key in open_moves for key in proposal.vouchers):
                found.append(proposal)
                for key in proposal.lines:
                    del free[key]
                for key in proposal.vouchers:
                    del open_moves[key]
    return tuple(found)


def compare(
    items: Sequence[Item],
    moves: Sequence[Movement],
    groups: Iterable[tuple[Collection[int], Collection[int]]],
    *,
    bank: Fen | None,
    opening: Fen | None,
    since: date | None,
    until: date | None,
) -> Comparison:
    """Compare the balances at the end of `until`.

    `groups` are lines and vouchers that are one; `opening` is the bank's balance before `since`, the first day of the
    first statement. What is matched over that day's end counts as standing on one side until then.
    """
    books = Fen(sum(move.fen for move in moves if until is None or move.day <= until))
    lines = {item.key: item.line for item in items if until is None or item.line.day <= until}
    vouchers = {move.voucher: move for move in moves if until is None or move.day <= until}
    one_sided, open_vouchers = set(lines), set(vouchers)
    for some_lines, some_vouchers in groups:
        if all(key in lines for key in some_lines) and all(key in vouchers for key in some_vouchers):
            one_sided -= set(some_lines)
            open_vouchers -= set(some_vouchers)
    prior = {key for key in open_vouchers if since is not None and vouchers[key].day < since}
    before = Fen(0) if opening is None else opening - Fen(sum(vouchers[key].fen for key in prior))
    counted = open_vouchers - prior if opening is not None else open_vouchers
    listed = Fen(sum(lines[key].fen for key in one_sided)) - Fen(sum(vouchers[key].fen for key in counted))
    return Comparison(until, bank, books, listed, before)


def earlier(moves: Iterable[Movement], since: date | None) -> frozenset[int]:
    """Vouchers of days before the first statement: its opening balance holds them."""
    return frozenset(move.voucher for move in moves if since is not None and move.day < since)


def _by_ref(items: Sequence[Item], moves: Sequence[Movement]) -> list[Pair]:
    named: dict[int, dict[str, list[Movement]]] = defaultdict(lambda: defaultdict(list))
    for move in moves:
        if move.ref:
            named[int(move.fen)][fold(move.ref)].append(move)
    pairs = [
        (abs((move.day - item.line.day).days), place, item.key, move.voucher)
        for place, item in enumerate(items)
        for ref, some in named.get(int(item.line.fen), {}).items()
        if _bears(item.line, ref)
        for move in some
    ]
    return _nearest(pairs, MatchedBy.REF)


def _bears(line: BankLine, ref: str) -> bool:
    """Whether a line has a reference as its own, or speaks of it in its summary."""
    return fold(line.ref) == ref or (len(ref) >= LEAST_REF and ref in fold(line.summary))


def _by_day(items: Sequence[Item], moves: Sequence[Movement]) -> list[Pair]:
    by_amount: dict[int, list[Movement]] = defaultdict(list)
    for move in moves:
        by_amount[int(move.fen)].append(move)
    pairs = [
        (apart, place, item.key, move.voucher)
        for place, item in enumerate(items)
        for move in by_amount.get(int(item.line.fen), ())
        if (apart := abs((move.day - item.line.day).days)) <= DAYS and not _names_another(item.line, move)
    ]
    return _nearest(pairs, MatchedBy.DAY)


def _names_another(line: BankLine, move: Movement) -> bool:
    """Both bear a reference and they are not the same: two payments of one amount, for a person to judge."""
    return bool(line.ref and move.ref) and fold(line.ref) != fold(move.ref)


def _nearest(pairs: Iterable[tuple[int, int, int, int]], by: MatchedBy) -> list[Pair]:
    lines: set[int] = set()
    vouchers: set[int] = set()
    found = []
    for _, _, line, voucher in sorted(pairs):
        if line not in lines and voucher not in vouchers:
            lines.add(line)
            vouchers.add(voucher)
            found.append(Pair(line, voucher, by))
    return found


def _undone(moves: Sequence[Movement]) -> set[int]:
    keys = {move.voucher for move in moves}
    return {key for move in moves if move.reverses in keys for key in (move.voucher, move.reverses or 0)}


def _other_amounts(items: Sequence[Item], moves: Sequence[Movement]) -> Iterable[Proposal]:
    """The bank's reference of one voucher, with another amount."""
    named = {fold(move.ref): move for move in moves if move.ref}
    for item in items:
        move = named.get(fold(item.line.ref)) if item.line.ref else None
        if move and move.fen != item.line.fen:
            yield Proposal(Likeness.OTHER_AMOUNT, (item.key,), (move.voucher,), item.line.fen - move.fen)


def _sums(items: Sequence[Item], moves: Sequence[Movement]) -> Iterable[Proposal]:
    """One payment of the bank that several vouchers make up, and the reverse."""
    most = PARTS if len(items) + len(moves) <= MANY else 2
    told = sorted((move.day, move.voucher, int(move.fen)) for move in moves)
    for item in items:
        parts = _parts(item.line.day, item.line.fen, told, most)
        if parts:
            yield Proposal(Likeness.SEVERAL_VOUCHERS, (item.key,), parts)
    paid = sorted((item.line.day, item.key, int(item.line.fen)) for item in items)
    for move in moves:
        parts = _parts(move.day, move.fen, paid, most)
        if parts:
            yield Proposal(Likeness.SEVERAL_LINES, parts, (move.voucher,))


def _parts(day: date, whole: Fen, told: Sequence[tuple[date, int, int]], most: int) -> tuple[int, ...]:
    """The fewest of the nearest that make up the whole, all of its sign; `told` are day, key and fen by day."""
    wanted = int(whole)
    first = bisect_left(told, day - timedelta(days=DAYS), key=itemgetter(0))
    last = bisect_right(told, day + timedelta(days=DAYS), key=itemgetter(0))
    middle = bisect_left(told, day, first, last, key=itemgetter(0))
    near = told[max(first, middle - AROUND) : min(last, middle + AROUND)]
    same_way = [one for one in near if (one[2] > 0) == (wanted > 0) and abs(one[2]) < abs(wanted)]
    nearest = sorted(same_way, key=lambda one: (abs((one[0] - day).days), one[1]))[:NEIGHBOURS]
    for count in range(2, most + 1):
        for some in combinations(nearest, count):
            if sum(map(itemgetter(2), some)) == wanted:
                return tuple(sorted(key for _, key, _ in some))
    return ()


def _far_apart(items: Sequence[Item], moves: Sequence[Movement]) -> Iterable[Proposal]:
    """The same amount, further apart than is certain, or under two references."""
    by_amount: dict[int, list[Movement]] = defaultdict(list)
    for move in moves:
        by_amount[int(move.fen)].append(move)
    near = sorted(
        (apart, item.key, move.voucher)
        for item in items
        for move in by_amount.get(int(item.line.fen), ())
        if (apart := abs((move.day - item.line.day).days)) <= FAR
    )
    for _, line, voucher in near:
        yield Proposal(Likeness.FAR_APART, (line,), (voucher,))


def _returned(items: Sequence[Item], _moves: Sequence[Movement]) -> Iterable[Proposal]:
    """Money that went out and came back: a payment the other bank did not take."""
    came: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        came[int(item.line.fen)].append(item)
    for item in items:
        if item.line.fen < 0:
            for back in came.get(-int(item.line.fen), ()):
                if _came_back(item.line, back.line):
                    yield Proposal(Likeness.RETURNED, (item.key, back.key), ())


def _came_back(went: BankLine, came: BankLine) -> bool:
    same = not (went.name and came.name) or fold(went.name) == fold(came.name)
    return same and 0 <= (came.day - went.day).days <= FAR
