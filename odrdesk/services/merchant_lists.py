"""The list of merchants as a person works through it: accounts and risk beside the figures, narrowed and sorted."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlmodel import Session

from odrdesk.domain import merchant_risk
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.merchant_risk import Risk, RiskSign
from odrdesk.domain.money import Fen
from odrdesk.services.desk import Desk
from odrdesk.services.merchants import Line, answer_days, line_rows, repeats_of, since
from odrdesk.storage import ledger
from odrdesk.storage import merchants as stored
from odrdesk.storage.merchants import SORTS, Figures

ORDERS = (*SORTS, "deposit", "answer", "risk")
_RANK = {Risk.NONE: 0, Risk.WATCH: 1, Risk.HIGH: 2}


class Having(StrEnum):
    """What merchants of a list have: open cases, a debt to the fund, no credit code, no deposit."""

    OPEN = "open"
    OWES = "owes"
    NO_CODE = "no_code"
    NO_DEPOSIT = "no_deposit"


@dataclass(frozen=True, slots=True)
class Only:
    """What a list is narrowed to; nothing named lets all through, of one kind any will do, of `having` all must."""

    risk: frozenset[Risk] = frozenset()
    having: frozenset[Having] = frozenset()
    regions: frozenset[str] = frozenset()

    @property
    def counts(self) -> int:
        """How many conditions these are."""
        return bool(self.risk) + bool(self.having) + bool(self.regions)


@dataclass(frozen=True, slots=True)
class Listed:
    """A merchant in the list: its figures, its deposit and what it owes the fund (fen), the signs of its risk."""

    line: Line
    deposit: Fen
    owed: Fen
    signs: tuple[RiskSign, ...]

    @property
    def risk(self) -> Risk:
        """How many signs."""
        return merchant_risk.level(self.signs)


@dataclass(slots=True)
class _Known:
    """What is asked for only where an order or a condition needs it."""

    session: Session
    desk: Desk
    _figures: Mapping[int, Figures] | None = field(default=None)
    _held: tuple[Mapping[int, int], Mapping[int, int]] | None = field(default=None)
    _repeats: Mapping[int, int] | None = field(default=None)
    _answers: Mapping[int, float | None] | None = field(default=None)

    def figures(self, key: int) -> Figures:
        if self._figures is None:
            self._figures = stored.all_figures(self.session, since(self.desk))
        return self._figures.get(key, Figures())

    def deposit(self, key: int) -> int:
        return self._accounts()[0].get(key, 0)

    def owed(self, key: int) -> int:
        return self._accounts()[1].get(key, 0)

    def risk(self, key: int) -> Risk:
        if self._repeats is None:
            self._repeats = repeats_of(self.session, self.desk)
        return merchant_risk.level(_signs(self.figures(key), self.owed(key), self._repeats.get(key, 0)))

    def answer(self, key: int) -> float:
        """Those that were never asked stand behind the slowest."""
        if self._answers is None:
            self._answers = answer_days(self.session, self.desk)
        found = self._answers.get(key)
        return 1e9 if found is None else found

    def _accounts(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        if self._held is None:
            self._held = _accounts(self.session, ())
        return self._held


def ids(
    desk: Desk, text: str = "", order: str = "recent", only: Only | None = None, *, down: bool = True
) -> "array[int]":
    """The keys of merchants in order, narrowed by a part of a name, its pinyin, the start of a code, and `only`.

    Refuses `listing.unknown_sort`.
    """
    if order not in ORDERS:
        raise Refusal("listing.unknown_sort", "sort", word=order, known=list(ORDERS))
    with desk.reading() as session:
        known, only = _Known(session, desk), only or Only()
        found = {one.key: one for one in stored.meant(session, " ".join(text.split())) if _passes(one, known, only)}
        if order == "name":
            ordered = sorted(found.values(), key=lambda one: (one.sound, one.key), reverse=down)
            return array("q", (one.key for one in ordered))
        value, sign = _value(order, known), -1 if down else 1
        return array("q", sorted(found, key=lambda key: (sign * value(key), found[key].sound, key)))


def rows(desk: Desk, keys: Sequence[int]) -> tuple[Listed, ...]:
    """The rows of these merchants, in this order."""
    with desk.reading() as session:
        members = stored.members(session, keys)
        deposits, owed = _accounts(session, tuple(members)) if members else ({}, {})
        return tuple(
            Listed(
                line,
                Fen(deposits.get(line.profile.key, 0)),
                Fen(owed.get(line.profile.key, 0)),
                _signs(line.figures, owed.get(line.profile.key, 0), line.repeats),
            )
            for line in line_rows(session, desk, keys)
        )


def regions(desk: Desk) -> tuple[str, ...]:
    """The regions that merchants are of, the most frequent first."""
    with desk.reading() as session:
        return stored.regions(session)


def _passes(one: stored.Meant, known: _Known, only: Only) -> bool:
    """The cheap conditions first."""
    if only.regions and one.region not in only.regions:
        return False
    tests: Mapping[Having, Callable[[], bool]] = {
        Having.NO_CODE: lambda: not one.uscc,
        Having.OPEN: lambda: known.figures(one.key).open > 0,
        Having.OWES: lambda: known.owed(one.key) > 0,
        Having.NO_DEPOSIT: lambda: known.deposit(one.key) <= 0,
    }
    if not all(tests[having]() for having in only.having):
        return False
    return not only.risk or known.risk(one.key) in only.risk


def _value(order: str, known: _Known) -> Callable[[int], float]:
    if order in SORTS:
        return lambda key: SORTS[order](known.figures(key))
    if order == "risk":
        return lambda key: _RANK[known.risk(key)]
    return known.deposit if order == "deposit" else known.answer


def _accounts(session: Session, merchants: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """What lies on deposits and what is owed, by page."""
    pages = stored.pages(session)
    deposits: dict[int, int] = {}
    owed: dict[int, int] = {}
    for sub, fen in ledger.balances(session, (Account.DEPOSITS, Account.RECEIVABLE), merchants).items():
        if sub.merchant is None:
            continue
        page = pages.get(sub.merchant, sub.merchant)
        into, sign = (deposits, -1) if sub.account is Account.DEPOSITS else (owed, 1)
        into[page] = into.get(page, 0) + sign * int(fen)
    return deposits, owed


def _signs(figures: Figures, owed: int, repeats: int) -> tuple[RiskSign, ...]:
    return merchant_risk.signs(
        owed=owed, repeats=repeats, settled=figures.settled, failed=figures.failed, recent=figures.recent
    )
