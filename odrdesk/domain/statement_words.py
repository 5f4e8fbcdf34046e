"""What banks call the columns and cells of an account statement, read from a table of data.

The table is `resources/prepayment/bank_words.toml`, passed in already parsed.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from odrdesk.domain.cells import Cell
from odrdesk.domain.sheet_words import fold, fold_heading

HEADING_WITHIN: Final = 40
"""Banks put whose account it is, its number and the period above the heading, at most in so many rows."""

_BRACKET: Final = re.compile(r"[()\[\]\s*:#]+")


class Column(StrEnum):
    """What a column of a statement holds for us. `income` and `outgo` as the bank sees our account."""

    DAY = "day"
    INCOME = "income"
    OUTGO = "outgo"
    AMOUNT = "amount"
    SIDE = "side"
    BALANCE = "balance"
    NAME = "name"
    ACCOUNT = "account"
    SUMMARY = "summary"
    REF = "ref"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class BankWords:
    """The words of statements; those of headings folded by `fold_heading`, all others by `fold`."""

    columns: Mapping[str, tuple[Column, int]]
    aside: frozenset[str]
    incoming: frozenset[str]
    outgoing: frozenset[str]
    yuan: frozenset[str]
    foot: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    head: Mapping[str, frozenset[str]]

    @classmethod
    def parse(cls, tables: Mapping[str, Any]) -> "BankWords":
        """Make it of the parsed table; an unknown column is a bug (ValueError)."""
        columns: dict[str, tuple[Column, int]] = {}
        for name, words in tables["columns"].items():
            for rank, word in enumerate(words):
                columns.setdefault(fold_heading(word), (Column(name), rank))
        cells, rows = tables["cells"], tables["rows"]
        return cls(
            columns,
            frozenset(map(fold_heading, tables["known"]["aside"])),
            frozenset(map(fold, cells["in"])),
            frozenset(map(fold, cells["out"])),
            frozenset(map(fold, cells["yuan"])),
            tuple(map(fold, rows["foot"])),
            tuple(map(fold, rows["opening"])),
            tuple(map(fold, rows["closing"])),
            {name: frozenset(map(fold_heading, words)) for name, words in tables["head"].items()},
        )

    def meant(self, over: str, under: str) -> tuple[Column, int] | None:
        """The column a heading means, with the rank of the word; `over` is the joined cell above it."""
        both = _bare(over) + _bare(under)
        for word in (both, fold_heading(over) + fold_heading(under), _bare(under), fold_heading(under)):
            found = self.columns.get(word)
            if found:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading stands (row from 1), the first row below it, and which column is which."""

    row: int
    first_line: int
    columns: Mapping[Column, int]
    titles: Mapping[Column, str]

    @property
    def tells_money(self) -> bool:
        """Whether day and amount can be read at all."""
        return Column.DAY in self.columns and bool(self.columns.keys() & {Column.INCOME, Column.OUTGO, Column.AMOUNT})


def find_heading(rows: Sequence[Sequence[Cell]], words: BankWords) -> Heading | None:
    """The row, or two rows with joined cells, that tell day, amount and the most else; None where none does."""
    best: Heading | None = None
    most = 1
    texts = [[" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row] for row in rows[:HEADING_WITHIN]]
    single = [(top, [("", word) for word in row], top + 2) for top, row in enumerate(texts)]
    double = [(top, _joined(upper, lower), top + 3) for top, (upper, lower) in enumerate(pairwise(texts)) if any(upper)]
    for top, titles, first_line in (*single, *double):
        heading, known = _heading(top, titles, first_line, words)
        if heading.tells_money and known > most:
            best, most = heading, known
    return best


def _heading(top: int, titles: Sequence[tuple[str, str]], first_line: int, words: BankWords) -> tuple[Heading, int]:
    best: dict[Column, tuple[int, int]] = {}
    aside = 0
    for place, (over, under) in enumerate(titles):
        found = words.meant(over, under) if under else None
        if found is None:
            aside += fold_heading(under) in words.aside
        elif found[0] not in best or found[1] < best[found[0]][0]:
            best[found[0]] = (found[1], place)
    columns = {column: place for column, (_, place) in best.items()}
    names = {column: titles[place][1] for column, place in columns.items()}
    return Heading(top + 1, first_line, columns, names), len(best) + aside


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    both = []
    over = ""
    for place in range(max(len(upper), len(lower))):
        own = upper[place] if place < len(upper) else ""
        under = lower[place] if place < len(lower) else ""
        over = own or over
        both.append((over, under) if under else ("", own))
    return both


def _bare(word: str) -> str:
    """As `fold_heading`, but what stands in brackets is kept: they often hold the direction."""
    return _BRACKET.sub("", unicodedata.normalize("NFKC", word)).casefold()
