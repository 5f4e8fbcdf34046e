"""Amounts the law gives, and what it says of who owes them: rows of `resources/law`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law_rows import Instrument, Verified, instrument_of, source_of, stands, verified_of
from odrdesk.domain.money import Fen
from odrdesk.domain.rows import day, flag, name_of, text, whole, words


class RemedyFact(StrEnum):
    """A fact that a person must confirm before an amount is claimed."""

    FRAUD = "fraud"
    CONSUMER_ASKS = "consumer_asks"
    LIVING_CONSUMPTION = "living_consumption"
    UNSAFE_FOOD = "unsafe_food"
    FAKE_OR_INFERIOR_DRUG = "fake_or_inferior_drug"
    OPERATOR_KNEW = "operator_knew"
    NOT_LABEL_ONLY = "not_label_only"
    BUYER_KNEW = "buyer_knew"
    REASONABLE_QUANTITY = "reasonable_quantity"
    LOSS_OWED_BESIDES = "loss_owed_besides"
    PROMISE_MADE = "promise_made"
    PROMISE_CONDITION_MET = "promise_condition_met"
    STATUTE_MAY_GIVE_MORE = "statute_may_give_more"
    DEFECT_KNOWN = "defect_known"
    SERIOUS_HARM = "serious_harm"
    WITHIN_SEVEN_DAYS = "within_seven_days"
    GOODS_INTACT = "goods_intact"
    NOT_EXCLUDED = "not_excluded"
    LIMIT_ONLY = "limit_only"
    CONTRACT_ENDED = "contract_ended"
    OPERATOR_CAUSED = "operator_caused"
    CONSUMER_CAUSED = "consumer_caused"
    RATE_AS_PUBLISHED = "rate_as_published"
    USED_VALUE_CHECKED = "used_value_checked"
    INTEREST_NOT_COUNTED = "interest_not_counted"
    ORDERS_OF_ONE_MATTER = "orders_of_one_matter"


POINTED_OUT = frozenset(
    {
        RemedyFact.LOSS_OWED_BESIDES,
        RemedyFact.STATUTE_MAY_GIVE_MORE,
        RemedyFact.LIMIT_ONLY,
        RemedyFact.INTEREST_NOT_COUNTED,
    }
)
"""What a worksheet points out; all other facts are for a person to confirm."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A statutory or promised amount: multiples of price and loss, the least it may be, what it excludes.

    `limit` where the law gives only the most that may be awarded; `year_days` is what a yearly rate is divided by.
    `also` are further articles it stands on, each as key of the instrument and article.
    """

    code: str
    version: str
    name: str
    name_en: str
    price_multiple: int
    loss_multiple: int
    minimum: Fen
    excludes: frozenset[str]
    confirm: tuple[RemedyFact, ...]
    in_force_from: date | None
    in_force_to: date | None
    source: str
    excludes_source: str
    verified: Verified
    note: str
    instrument: str = ""
    article: str = ""
    also: tuple[str, ...] = ()
    limit: bool = False
    year_days: int = 365

    def in_force(self, on: date) -> bool:
        """Whether the amount stands on that day."""
        return stands(self.in_force_from, self.in_force_to, on)


@dataclass(frozen=True, slots=True)
class Note:
    """What the law says beside an amount or a kind of goods, in both languages: who is liable besides, a limit.

    `topics` are codes of remedies and kinds of import it is shown with.
    """

    code: str
    zh: str
    en: str
    topics: frozenset[str]
    in_force_from: date | None
    in_force_to: date | None
    source: str
    verified: Verified

    def in_force(self, on: date) -> bool:
        """Whether it stands on that day."""
        return stands(self.in_force_from, self.in_force_to, on)


def note_row(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> Note:
    """The note of a row."""
    return Note(
        code=text(table, "code"),
        zh=text(table, "zh"),
        en=text(table, "en"),
        topics=frozenset(words(table, "topics")),
        in_force_from=day(table, "from"),
        in_force_to=day(table, "to"),
        source=source_of(table, instruments),
        verified=verified_of(table),
    )


def amount_row(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> Amount:
    """The amount of a row."""
    return Amount(
        code=text(table, "code"),
        version=text(table, "version"),
        name=text(table, "name"),
        name_en=text(table, "name_en"),
        price_multiple=whole(table, "price_multiple", 0),
        loss_multiple=whole(table, "loss_multiple", 0),
        minimum=Fen(whole(table, "minimum_fen", 0)),
        excludes=frozenset(words(table, "excludes")),
        confirm=_facts(table),
        in_force_from=day(table, "from"),
        in_force_to=day(table, "to"),
        source=source_of(table, instruments),
        excludes_source=text(table, "excludes_source", ""),
        verified=verified_of(table),
        note=text(table, "note", ""),
        instrument=instrument_of(table, instruments).key,
        article=text(table, "article", ""),
        also=words(table, "also"),
        limit=flag(table, "limit", default=False),
        year_days=whole(table, "year_days", 365),
    )


def _facts(table: Mapping[str, object]) -> tuple[RemedyFact, ...]:
    facts = words(table, "confirm")
    if not set(facts) <= set(RemedyFact):
        raise Refusal("law.unreadable", "confirm", row=name_of(table))
    return tuple(map(RemedyFact, facts))
