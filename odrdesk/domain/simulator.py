"""What each way to settle a dispute costs: the consumer's money, the merchant's cost, the fund's advance and its risk.

Nothing is decided here. An advance is what the fund could promise today: the money of an option, capped by the scheme
(case, consumer's year, merchant) and by what is available. What it takes back at once is the merchant's deposit and
withheld settlement; the rest is at risk. What is not advanced stays the consumer's claim against the merchant.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from odrdesk.domain.fund_vocabulary import Lane
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import Fund
from odrdesk.domain.vocabulary import Claim, Role

NOTHING = Fen(0)


class Way(StrEnum):
    """The ways that are compared."""

    RETURN_REFUND = "return_refund"
    REFUND_ONLY = "refund_only"
    REPLACE = "replace"
    COMPENSATE = "compensate"
    STATUTORY = "statutory"


class AdvanceCap(StrEnum):
    """What keeps an advance below the money of its option."""

    CASE_CAP = "case_cap"
    CONSUMER_YEAR_CAP = "consumer_year_cap"
    MERCHANT_CAP = "merchant_cap"
    AVAILABLE = "available"
    NO_MERCHANT = "no_merchant"


ASKED_BY: Mapping[Way, frozenset[Claim]] = {
    Way.RETURN_REFUND: frozenset({Claim.RETURN_GOODS, Claim.NO_REASON_RETURN, Claim.RESCIND}),
    Way.REFUND_ONLY: frozenset({Claim.REFUND}),
    Way.REPLACE: frozenset({Claim.REPLACE, Claim.REMAKE, Claim.RESEND, Claim.REPAIR}),
    Way.COMPENSATE: frozenset({Claim.DAMAGES, Claim.MAKE_UP, Claim.PRICE_PROTECTION}),
    Way.STATUTORY: frozenset({Claim.PUNITIVE}),
}
"""By which claims of the consumer each way is asked for."""
GOODS_BACK = frozenset({Way.RETURN_REFUND, Way.STATUTORY})
"""Ways in which the goods go back to the merchant."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least the law gives, in fen, and where it says so."""

    amount: Fen
    source: str


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of the law: refund and extra in fen, the facts it stands on (codes), where the law says so."""

    refund: Fen
    extra: Fen
    source: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What is compared. Money in fen, None where it is not known.

    `paid` for the order, `compensation` what would be paid for keeping the goods, `freight` of the return and borne by
    the merchant, `goods` what returned goods are still worth to it. `had` is what the consumer has got already
    or will get by a decision, `kept` the part of it that comes from the fund. `statutory` are the law's answers;
    several where facts are open.
    """

    paid: Fen | None
    claims: tuple[Claim, ...] = ()
    compensation: Fen | None = None
    freight: Fen = NOTHING
    goods: Fen = NOTHING
    had: Fen = NOTHING
    kept: Fen = NOTHING
    statutory: tuple[Given, ...] = ()
    floor: Floor | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """What the fund could promise for an option: fen, what caps it, and how it comes back.

    `deposit` and `settlement` are recoverable at once, `at_risk` is the rest. `lane` and `approvers` say who decides;
    None and empty where nothing would be advanced.
    """

    amount: Fen = NOTHING
    capped_by: tuple[AdvanceCap, ...] = ()
    deposit: Fen = NOTHING
    settlement: Fen = NOTHING
    lane: Lane | None = None
    approvers: tuple[Role, ...] = ()

    @property
    def recoverable(self) -> Fen:
        """What comes back at once."""
        return self.deposit + self.settlement

    @property
    def at_risk(self) -> Fen:
        """What only the merchant itself can pay back."""
        return self.amount - self.recoverable


@dataclass(frozen=True, slots=True)
class Outcome:
    """One option. `money` goes to the consumer, `cost` is the merchant's; both None where an amount is missing.

    `asked` where the consumer claims it, `residual` what stays a claim against the merchant, `short` by how much
    it lies below the floor of the law (0 where it does not, None where there is no floor or no amount).
    """

    way: Way
    asked: bool
    money: Fen | None
    cost: Fen | None
    advance: Advance
    residual: Fen
    short: Fen | None
    source: str = ""
    when: tuple[str, ...] = ()


def outcomes(matter: Matter, fund: Fund | None) -> tuple[Outcome, ...]:
    """Every option of the matter, those that the consumer asks for first; without a fund nothing is advanced."""
    found = (_outcome(matter, fund, option) for option in _options(matter))
    return tuple(sorted(found, key=lambda one: not one.asked))


class _Option(NamedTuple):
    """A way with its money and the merchant's cost."""

    way: Way
    money: Fen | None
    cost: Fen | None
    given: Given | None = None


def _options(matter: Matter) -> Iterator[_Option]:
    paid, freight = matter.paid, matter.freight
    back = None if paid is None else paid + freight
    yield _Option(Way.RETURN_REFUND, back, None if back is None else back - min(matter.goods, back))
    yield _Option(Way.REFUND_ONLY, paid, paid)
    # A second piece costs the merchant what it is sold for at most; the consumer gets no money.
    yield _Option(Way.REPLACE, NOTHING, back)
    yield _Option(Way.COMPENSATE, matter.compensation, matter.compensation)
    for given in matter.statutory:
        money = given.refund + given.extra + freight
        yield _Option(Way.STATUTORY, money, money - min(matter.goods, given.refund), given)


def _outcome(matter: Matter, fund: Fund | None, option: _Option) -> Outcome:
    way, money, cost, given = option
    due = NOTHING if money is None else max(NOTHING, money - matter.had)
    advance = _advance(due, matter, fund) if fund is not None else Advance()
    return Outcome(
        way=way,
        asked=not ASKED_BY[way].isdisjoint(matter.claims),
        money=money,
        cost=cost,
        advance=advance,
        residual=due - advance.amount,
        short=_short(matter, way, money),
        source=given.source if given else "",
        when=given.when if given else (),
    )


def _advance(due: Fen, matter: Matter, fund: Fund) -> Advance:
    if not due:
        return Advance()
    rooms = dict(_rooms(matter, fund))
    amount = min(due, *rooms.values())
    capped = tuple(cap for cap, room in rooms.items() if room < due and room == amount)
    if not amount:
        return Advance(capped_by=capped)
    tier = fund.scheme.tier(amount)
    deposit = min(amount, fund.deposit)
    settlement = min(amount - deposit, fund.settlement)
    return Advance(amount, capped, deposit, settlement, tier.lane, tier.approvers)


def _rooms(matter: Matter, fund: Fund) -> Iterable[tuple[AdvanceCap, Fen]]:
    """How much each bound leaves."""
    scheme = fund.scheme
    yield AdvanceCap.AVAILABLE, max(NOTHING, fund.available)
    if fund.merchant is None:
        yield AdvanceCap.NO_MERCHANT, NOTHING
    for cap, most, used in (
        (AdvanceCap.CASE_CAP, scheme.case_cap, matter.kept),
        (AdvanceCap.CONSUMER_YEAR_CAP, scheme.consumer_year_cap, fund.consumer_year),
        (AdvanceCap.MERCHANT_CAP, scheme.merchant_cap, fund.merchant_advanced),
    ):
        if most is not None:
            yield cap, max(NOTHING, most - used)


def _short(matter: Matter, way: Way, money: Fen | None) -> Fen | None:
    """Freight only gives back what the consumer spends; a piece without the fault is worth what was paid for it."""
    if matter.floor is None or money is None or (way is Way.REPLACE and matter.paid is None):
        return None
    worth = money - (matter.freight if way in GOODS_BACK else NOTHING)
    if way is Way.REPLACE:
        worth += matter.paid or NOTHING
    return max(NOTHING, matter.floor.amount - worth)
