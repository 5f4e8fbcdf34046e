"""What was paid in another currency, beside the yuan: whole minor units, the rate as it was published, its day.

Yuan are what was paid, or the converted amount rounded half up once where only the rate is known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import MOST, Fen, multiply
from odrdesk.domain.vocabulary import Currency

USUAL_DECIMALS = 2
DECIMALS: Mapping[Currency, int] = {
    **dict.fromkeys((Currency.JPY, Currency.KRW, Currency.VND, Currency.CLP), 0),
    **dict.fromkeys((Currency.KWD, Currency.BHD, Currency.OMR, Currency.JOD), 3),
}
"""Decimals of the currencies whose minor unit is no hundredth (ISO 4217)."""
SOURCE_LIMIT = 100

_AMOUNT = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]+))?")
_RATE = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,10})?")
# Full-width digits, point and comma are what a Chinese input method types.
_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0C: ",", 0xFF20: "@"}


@dataclass(frozen=True, slots=True)
class Foreign:
    """An amount in another currency: `amount` in its minor units (cents, whole yen), `rate` in yuan for one unit.

    The rate is kept as it was typed, with its day (`on`) and where it was read.
    """

    currency: Currency
    amount: int
    rate: str | None = None
    on: date | None = None
    source: str | None = None

    @property
    def figure(self) -> str:
        """The amount in its unit, with the currency's decimals: `18.90`, `1980`, `1.250`."""
        places = decimals(self.currency)
        unit, rest = divmod(self.amount, 10**places)
        return f"{unit}.{rest:0{places}d}" if places else str(unit)

    @property
    def converted(self) -> Fen | None:
        """The amount in fen by the rate, rounded half up once; None without a rate."""
        if self.rate is None:
            return None
        factor = Fraction(Decimal(self.rate)) * 100 / 10 ** decimals(self.currency)
        return multiply(Fen(self.amount), factor)

    @property
    def text(self) -> str:
        """As it can be typed again: `USD 18.90 @ 7.1234 2026-09-20 source`."""
        parts = [self.currency.value, self.figure]
        if self.rate is not None:
            parts += ["@", self.rate, *((self.on.isoformat(),) if self.on else ()), self.source or ""]
        return " ".join(part for part in parts if part)


def decimals(currency: Currency) -> int:
    """How many decimals the currency has."""
    return DECIMALS.get(currency, USUAL_DECIMALS)


def read_amount(field: str, text: str, currency: Currency) -> int:
    """Minor units of an amount as typed.

    Refuses `foreign.amount_unreadable`: no number above zero, or more decimals than the currency has.
    """
    found = _AMOUNT.fullmatch(text.translate(_NARROW).strip())
    places = decimals(currency)
    rest = (found.group(2) or "") if found else ""
    amount = int(found.group(1).replace(",", "") + rest.ljust(places, "0")) if found and len(rest) <= places else 0
    if not 0 < amount <= MOST:
        raise Refusal("foreign.amount_unreadable", field, text=text[:40], currency=currency, decimals=places)
    return amount


def read_rate(field: str, text: str) -> str:
    """A rate as typed, yuan for one unit. Refuses `foreign.rate_unreadable`."""
    typed = text.translate(_NARROW).strip()
    if not _RATE.fullmatch(typed) or not Decimal(typed):
        raise Refusal("foreign.rate_unreadable", field, text=text[:40])
    return typed


def read_foreign(field: str, text: str) -> Foreign:
    """What `Foreign.text` wrote: currency, amount and, after `@`, rate, day and source.

    Refuses `fact.unreadable`, `foreign.amount_unreadable` and `foreign.rate_unreadable`.
    """
    words = text.translate(_NARROW).replace("@", " @ ").split()
    wanted = "USD 18.90 @ 7.1234 2026-09-20 \u2026"
    if len(words) < 2 or words[0].upper() not in list(Currency) or (len(words) > 2 and words[2] != "@"):
        raise Refusal("fact.unreadable", field, text=text[:40], wanted=wanted)
    currency = Currency(words[0].upper())
    amount = read_amount(field, words[1], currency)
    if len(words) == 2:
        return Foreign(currency, amount)
    try:
        rate, day, source = words[3], date.fromisoformat(words[4]), " ".join(words[5:])
    except (IndexError, ValueError) as why:
        raise Refusal("fact.unreadable", field, text=text[:40], wanted=wanted) from why
    return Foreign(currency, amount, read_rate(field, rate), day, source or None)
