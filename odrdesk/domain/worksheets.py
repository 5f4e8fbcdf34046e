"""A worksheet kept with a dispute: what it was worked out from, its answer, who confirmed which fact, what was chosen.

Never changed once kept; the next one of the same remedy supersedes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import RemedyFact
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import Given, Option, Rate, Worksheet
from odrdesk.domain.remedy_answers import NOTHING

MONEY = ("price", "loss", "gift", "freight", "used")
RATES = ("lpr", "deposit_rate")
DAYS = ("since", "until")
PLAIN = ("multiple", "quantity", "reasonable", "knowing")


class Confirmed(NamedTuple):
    """A fact that a person confirmed: the clerk's key and when (aware UTC)."""

    fact: RemedyFact
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptWorksheet:
    """A worksheet as kept. `given` and `answer` are plain JSON values (see `plain_given`, `plain_answer`).

    `refund`, `extra` and `limit` in fen; `extra` is None where several answers stand and none was `chosen` (by the
    key of its option), or the law gives only a limit. `key` is 0 until it is stored.
    """

    key: int
    dispute: int
    code: str
    version: str
    on: date
    made_at: datetime
    made_by: int
    given: Mapping[str, object]
    answer: Mapping[str, Any]
    confirmed: tuple[Confirmed, ...]
    chosen: str | None
    refund: Fen
    extra: Fen | None
    limit: Fen | None = None

    @property
    def total(self) -> Fen | None:
        """Refund and extra together, None where no single answer stands."""
        return None if self.extra is None else self.refund + self.extra

    @property
    def open_facts(self) -> tuple[str, ...]:
        """The facts that nobody has confirmed yet."""
        known = {one.fact.value for one in self.confirmed}
        return tuple(fact for fact in self.answer["asked"] if fact not in known)

    @property
    def settled(self) -> bool:
        """Whether one answer stands and everything it rests on was confirmed."""
        return self.extra is not None and not self.open_facts


def keep(
    dispute: int,
    worked: Worksheet,
    given: Given,
    *,
    confirmed: Sequence[Confirmed],
    chosen: str | None,
    by: int,
    at: datetime,
    together: Sequence[str] = (),
) -> KeptWorksheet:
    """A worksheet to keep with a dispute (its key); `together` are the remedies claimed with it.

    Refuses `option.unknown`, `option.not_asked` (a choice where one answer stands), `confirm.not_asked` (a fact that
    this worksheet does not rest on), and `rate.source_missing` (a rate without its day or without where it was read).
    """
    for one in confirmed:
        if one.fact not in worked.asked:
            raise Refusal("confirm.not_asked", "confirm", fact=one.fact, remedy=worked.code)
    for rate in (given.lpr, given.deposit_rate):
        if rate is not None and (rate.on is None or not rate.source):
            raise Refusal("rate.source_missing", "rate_on" if rate.on is None else "rate_source")
    if chosen is not None and not worked.options:
        raise Refusal("option.not_asked", "choose", remedy=worked.code)
    option = worked.option(chosen) if chosen is not None else None
    return KeptWorksheet(
        key=0,
        dispute=dispute,
        code=worked.code,
        version=worked.version,
        on=worked.on,
        made_at=at,
        made_by=by,
        given=plain_given(given) | ({"with": list(together)} if together else {}),
        answer=plain_answer(worked),
        confirmed=tuple(confirmed),
        chosen=chosen,
        refund=option.refund if option else worked.refund,
        extra=option.extra if option and worked.limit is None else worked.extra,
        limit=worked.limit,
    )


def latest(kept: Iterable[KeptWorksheet]) -> tuple[KeptWorksheet, ...]:
    """The worksheet of each remedy that no later one superseded, in the order they were kept."""
    last = {one.code: one for one in sorted(kept, key=lambda one: one.key)}
    return tuple(sorted(last.values(), key=lambda one: one.key))


def floor_of(kept: Iterable[KeptWorksheet]) -> tuple[bool, Fen | None]:
    """Whether kept worksheets say what the law gives, and how much (fen); None where its facts are open.

    The last one counts. One that has only a limit says nothing of the least an offer should give.
    """
    told = [one for one in latest(kept) if one.limit is None]
    if not told:
        return False, None
    return True, told[-1].total if told[-1].settled else None


def plain_given(given: Given) -> dict[str, object]:
    """What a worksheet was worked out from as JSON values, without what was not told."""
    told: dict[str, object] = {name: getattr(given, name).plain for name in MONEY if getattr(given, name)}
    told |= {name: getattr(given, name) for name in PLAIN if getattr(given, name)}
    told |= {name: getattr(given, name).isoformat() for name in DAYS if getattr(given, name)}
    if given.orders:
        told["orders"] = [order.plain for order in given.orders]
    for name in RATES:
        rate: Rate | None = getattr(given, name)
        if rate is not None:
            day = rate.on.isoformat() if rate.on else None
            told[name] = {"percent": str(rate.percent), "on": day, "source": rate.source}
    if given.reasonable == 0:
        told["reasonable"] = 0
    return told


def given_of(told: Mapping[str, Any]) -> Given:
    """What `plain_given` made, back as values."""
    values: dict[str, Any] = {name: Fen.parse(told[name]) for name in MONEY if name in told}
    values |= {name: told[name] for name in PLAIN if name in told}
    values |= {name: date.fromisoformat(told[name]) for name in DAYS if name in told}
    values["orders"] = tuple(Fen.parse(order) for order in told.get("orders", ()))
    for name in RATES:
        if name in told:
            rate = told[name]
            day = date.fromisoformat(rate["on"]) if rate["on"] else None
            values[name] = Rate(Decimal(rate["percent"]), day, rate["source"])
    return Given(**values)


def plain_answer(worked: Worksheet) -> dict[str, object]:
    """The answer as JSON values: amounts in fen, the options, the facts it rests on, and the articles as they stood."""
    return {
        "source": worked.source,
        "refund_fen": int(worked.refund),
        "extra_fen": None if worked.extra is None else int(worked.extra),
        "limit_fen": None if worked.limit is None else int(worked.limit),
        "options": [_plain_option(option) for option in worked.options],
        "confirm": [fact.value for fact in worked.confirm],
        "asked": [fact.value for fact in worked.asked],
        "articles": [
            {"source": one.source, "text": one.text.strip(), "verified": one.verified.value} for one in worked.articles
        ],
    }


def of_case(price: Fen | None, quantity: int | None) -> Given:
    """What the order of a dispute tells: the price paid and how many units."""
    return Given(price=price or NOTHING, quantity=quantity or 1)


def _plain_option(option: Option) -> dict[str, object]:
    return {
        "when": option.key,
        "refund_fen": int(option.refund),
        "extra_fen": int(option.extra),
        "total_fen": int(option.total),
    }
