"""The lines of a statement against one another: their order, rows said twice, balances that do not follow.

statement.chain        the balance is not the one before and the amount
statement.same_ref     the same bank reference with another payment
statement.alike        looks like an earlier line, and no balance tells whether it is one
statement.future       a day after today
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from odrdesk.domain.money import Fen
from odrdesk.domain.sheet_words import fold
from odrdesk.domain.statement_words import Column


class Trouble(NamedTuple):
    """What is wrong with a line: its row in the sheet, heading, what stands there, code and data of the sentence."""

    line: int
    column: str
    value: str
    code: str
    data: Mapping[str, object]


class Repeat(NamedTuple):
    """A row that says an earlier row again."""

    line: int
    of: int


@dataclass(frozen=True, slots=True)
class BankLine:
    """One payment as the bank tells it. `line` is its row in the sheet, `fen` signed, `balance` the one after it."""

    line: int
    day: date
    fen: Fen
    balance: Fen | None = None
    name: str = ""
    account: str = ""
    summary: str = ""
    ref: str = ""


def in_order(lines: Sequence[BankLine]) -> list[BankLine]:
    """The lines as it happened: banks print the newest first or last; the balances tell, else the days."""
    back = list(reversed(lines))
    ahead, behind = _count(lines), _count(back)
    if ahead != behind:
        turned = behind < ahead
    else:
        falls = sum(earlier.day > later.day for earlier, later in pairwise(lines))
        turned = falls > sum(earlier.day < later.day for earlier, later in pairwise(lines))
    printed = back if turned else list(lines)
    by_day = sorted(printed, key=lambda line: line.day)
    # Some print the day of posting in the order of the payments: where the balances follow as printed, that stands.
    told = any(line.balance is not None for line in lines)
    return printed if told and _count(printed) <= _count(by_day) else by_day


def _count(lines: Sequence[BankLine]) -> int:
    return sum(1 for _ in breaks(lines))


def breaks(lines: Iterable[BankLine]) -> Iterable[tuple[BankLine, Fen]]:
    """Lines whose balance does not follow from the one before, and what it should be."""
    for earlier, later in pairwise(lines):
        if earlier.balance is not None and later.balance is not None and earlier.balance + later.fen != later.balance:
            yield later, earlier.balance + later.fen


def _said(line: BankLine) -> tuple[object, ...]:
    return line.day, line.fen, fold(line.name), line.account, fold(line.ref)


def adds_up(lines: Sequence[BankLine]) -> bool:
    """Whether every line has a balance and each follows from the one before."""
    return all(line.balance is not None for line in lines) and not any(breaks(lines))


def without_repeats(lines: Sequence[BankLine]) -> tuple[list[BankLine], list[Repeat]]:
    """Leave out a row that says an earlier one again, unless its balance follows from the row before: it is real then.

    Without balances only a bank reference tells that two rows are one.
    """
    kept: list[BankLine] = []
    repeats: list[Repeat] = []
    seen: dict[object, BankLine] = {}
    for line in lines:
        twin = seen.setdefault((_said(line), line.balance), line)
        before = kept[-1].balance if kept else None
        follows = before is not None and line.balance is not None and before + line.fen == line.balance
        told_apart = line.balance is None and not line.ref
        if twin is line or follows or told_apart:
            kept.append(line)
        else:
            repeats.append(Repeat(line.line, twin.line))
    return kept, repeats


def doubts(lines: Sequence[BankLine], titles: Mapping[Column, str], today: date) -> list[Trouble]:
    """What is doubtful about lines in their order; `titles` are the headings of the sheet."""
    found = []
    for line, wanted in breaks(lines):
        data = {"wanted": wanted, "balance": line.balance, "amount": line.fen}
        told = line.balance.plain if line.balance is not None else ""
        found.append(Trouble(line.line, titles.get(Column.BALANCE, ""), told, "statement.chain", data))
    refs: dict[str, BankLine] = {}
    seen: dict[object, BankLine] = {}
    for line in lines:
        day = line.day.isoformat()
        if line.day > today:
            found.append(Trouble(line.line, titles[Column.DAY], day, "statement.future", {"day": line.day}))
        if line.ref.strip("0") and (first := refs.setdefault(fold(line.ref), line)) is not line:
            found.append(Trouble(line.line, titles[Column.REF], line.ref, "statement.same_ref", {"first": first.line}))
        if line.balance is None and (like := seen.setdefault(_said(line), line)) is not line:
            found.append(Trouble(line.line, titles[Column.DAY], day, "statement.alike", {"first": like.line}))
    return found


def prints(lines: Iterable[BankLine]) -> list[str]:
    """For each line what tells it from all others of its account, whichever file says it.

    Day, amount and balance after it tell a payment apart; where there is no balance, its reference, else whose it is.
    Payments that are alike in all of it are counted.
    """
    counted: Counter[str] = Counter()
    found = []
    for line in lines:
        rest = line.balance.plain if line.balance is not None else fold(line.ref) or f"{fold(line.name)}/{line.account}"
        told = f"{line.day.isoformat()}|{line.fen.plain}|{rest}"
        counted[told] += 1
        found.append(f"{told}|{counted[told]}")
    return found
