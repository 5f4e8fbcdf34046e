"""What a remedy is worked out from, and the answer: a worksheet of amounts with the articles they stand on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Article, Note, RemedyFact
from odrdesk.domain.law_amounts import POINTED_OUT
from odrdesk.domain.money import Fen

NOTHING = Fen(0)
HIGHEST_RATE = Decimal(24)
"""Percent a year; anything above was typed wrongly (a factor instead of a percentage, or the point forgotten)."""


class Remedy(StrEnum):
    """The remedies that are computed; each has its row, dated and cited, in the law."""

    FRAUD = "A-FRAUD"
    FOOD = "A-FOOD"
    DRUG = "A-DRUG"
    DEFECT = "A-DEFECT"
    PROMISE = "A-PROMISE"
    NO_REASON = "A-NR"
    PREPAID = "A-PREPAID"


class RemedyWhen(StrEnum):
    """The fact or the choice on which an option stands."""

    PRICE_MULTIPLE = "price_multiple"
    LOSS_MULTIPLE = "loss_multiple"
    NOT_KNOWING = "not_knowing"
    KNOWING = "knowing"
    KNOWING_REASONABLE = "knowing_reasonable"
    KNOWING_BEYOND_REASONABLE = "knowing_beyond_reasonable"
    ORDERS_TOGETHER = "orders_together"
    ORDERS_APART = "orders_apart"
    BY_OPERATOR = "by_operator"
    BY_CONSUMER = "by_consumer"


class Rate(NamedTuple):
    """A yearly rate in percent as published, of which day and where it was read; odrdesk knows none by itself."""

    percent: Decimal
    on: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a remedy is worked out from; money in fen.

    `price` was paid for all `quantity` units of all `orders` (their amounts, where there are several). `loss` is the
    harm proved beyond it. `multiple` is what was promised. `reasonable` is how many units a household needs; it
    matters only for a `knowing` buyer. `gift` is the value of gifts kept, `freight` the return freight the merchant
    agreed to bear: both for a no-reason return. For a prepaid balance `price` is what was prepaid, `used` the value
    delivered, and interest runs from `since` (the contract's end) to `until` at `lpr` where the operator caused it,
    at `deposit_rate` where the consumer did.
    """

    price: Fen = NOTHING
    orders: tuple[Fen, ...] = ()
    loss: Fen | None = None
    multiple: int | None = None
    quantity: int = 1
    reasonable: int | None = None
    knowing: bool = False
    gift: Fen = NOTHING
    freight: Fen = NOTHING
    used: Fen = NOTHING
    lpr: Rate | None = None
    deposit_rate: Rate | None = None
    since: date | None = None
    until: date | None = None


class How(NamedTuple):
    """One line of the derivation: the code of its sentence and the figures in it."""

    code: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers: the facts or choices it stands on, its amounts in fen, and how they were found."""

    when: tuple[RemedyWhen, ...]
    refund: Fen
    extra: Fen
    how: tuple[How, ...] = ()

    @property
    def total(self) -> Fen:
        """Refund and extra together."""
        return self.refund + self.extra

    @property
    def key(self) -> str:
        """Its facts and choices in one word, by which it is chosen."""
        return "+".join(self.when)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A reference calculation. `extra` and `total` are None where `options` hold the answers, or only a limit stands.

    `confirm` are the facts a person must confirm, and what is pointed out; `source` is the citation to print;
    `articles` its wording on the day `on`; `limit` the most that may be awarded where the law gives no more than that;
    `excludes` the remedies that cannot be claimed together with it.
    """

    code: str
    version: str
    refund: Fen
    extra: Fen | None
    source: str
    confirm: tuple[RemedyFact, ...]
    options: tuple[Option, ...]
    on: date
    articles: tuple[Article, ...] = ()
    notes: tuple[Note, ...] = ()
    limit: Fen | None = None
    how: tuple[How, ...] = field(default=())
    excludes: tuple[str, ...] = ()
    excludes_source: str = ""

    @property
    def total(self) -> Fen | None:
        """Refund and extra together, or None where no single answer is picked."""
        return None if self.extra is None else self.refund + self.extra

    @property
    def asked(self) -> tuple[RemedyFact, ...]:
        """The facts a person must confirm before the amount is claimed."""
        return tuple(fact for fact in self.confirm if fact not in POINTED_OUT)

    def option(self, key: str) -> Option:
        """The option of a key. Refuses `option.unknown`, with the keys there are."""
        for option in self.options:
            if option.key == key:
                return option
        raise Refusal("option.unknown", "choose", text=key[:80], known=[option.key for option in self.options])


def read_rate(field: str, text: str, on: date | None = None, source: str | None = None) -> Rate:
    """A yearly rate from percent as typed: `3.10` or `3.1%`. Refuses `rate.unreadable` and `rate.out_of_range`."""
    typed = text.strip().translate(_NARROW).removesuffix("%").strip()
    try:
        percent = Decimal(typed) if typed.replace(".", "", 1).isdigit() and typed.isascii() else _never(typed)
    except InvalidOperation as why:
        raise Refusal("rate.unreadable", field, text=text[:40]) from why
    if not 0 < percent <= HIGHEST_RATE:
        raise Refusal("rate.out_of_range", field, text=text[:40], highest=str(HIGHEST_RATE))
    return Rate(percent, on, source)


def _never(text: str) -> Decimal:
    raise InvalidOperation(text)


# What a Chinese input method types for digits, point and per cent.
_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF05: "%", 0x3002: "."}
