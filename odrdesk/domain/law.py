"""Law as dated rows: which time limit, which amount, which article stands on a given day.

Rules change inside a year, so nothing here is a constant in code: rows come from `resources/law/*.toml`, each with
the days it is in force, its citation and how well its text is known. Names and citations are data in Chinese.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law_amounts import Amount, Note, RemedyFact, amount_row, note_row
from odrdesk.domain.law_rows import Instrument, Verified, instrument_of, instrument_row, source_of, stands, verified_of
from odrdesk.domain.rows import day, flag, name_of, text, whole

__all__ = ["Amount", "Article", "Duty", "Instrument", "Law", "Note", "RemedyFact", "Rule", "Unit", "Verified"]


class Unit(StrEnum):
    """What a time limit counts; hours run on, all others end with a day in Asia/Shanghai."""

    WORKDAY = "workday"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Rule:
    """A time limit: its length, whether it rolls off rest days and may be paused, where it stands, since when.

    `source` is the citation to print. `in_force_to` is the last day; None leaves that end open. `note` is Chinese.
    """

    code: str
    version: str
    family: str
    name: str
    name_en: str
    unit: Unit
    length: int
    rolls: bool
    pause_allowed: bool
    in_force_from: date | None
    in_force_to: date | None
    law: str
    article: str
    source: str
    verified: Verified
    note: str

    def in_force(self, on: date) -> bool:
        """Whether the rule stands on that day."""
        return stands(self.in_force_from, self.in_force_to, on)


@dataclass(frozen=True, slots=True)
class Article:
    """An article's wording between two days, for the legal basis of a paper; `text` is empty where not verified."""

    instrument: str
    article: str
    text: str
    source: str
    in_force_from: date | None
    in_force_to: date | None
    verified: Verified

    def in_force(self, on: date) -> bool:
        """Whether the wording stands on that day."""
        return stands(self.in_force_from, self.in_force_to, on)


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that returns every year in the months named (1-12)."""

    code: str
    name: str
    name_en: str
    months: tuple[int, ...]
    in_force_from: date | None
    in_force_to: date | None
    source: str
    verified: Verified
    note: str

    def in_force(self, on: date) -> bool:
        """Whether the duty stands on that day."""
        return stands(self.in_force_from, self.in_force_to, on)


class Law:
    """All known rows; asked by code and day. Never changes once made."""

    __slots__ = ("_amounts", "_articles", "_duties", "_instruments", "_notes", "_rules")

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        rules: Iterable[Rule],
        amounts: Iterable[Amount],
        articles: Iterable[Article],
        duties: Iterable[Duty],
        *,
        notes: Iterable[Note] = (),
    ) -> None:
        self._instruments = dict(instruments)
        self._rules = tuple(rules)
        self._amounts = tuple(amounts)
        self._articles = tuple(articles)
        self._duties = tuple(duties)
        self._notes = tuple(notes)

    @classmethod
    def from_documents(cls, documents: Iterable[Mapping[str, object]]) -> "Law":
        """Make the law of parsed TOML documents; a row of a later one replaces the same code and version.

        Refuses `law.unreadable` (a row lacks a key or has a wrong one), `law.instrument_unknown`, and
        `law.overlap` (two rows of one code stand on the same day).
        """
        read = list(documents)
        instruments = {row.key: row for row in map(instrument_row, _tables(read, "instrument"))}
        rules = {(row.code, row.version): row for row in (_rule(t, instruments) for t in _tables(read, "rule"))}
        amounts = {
            (row.code, row.version): row for row in (amount_row(t, instruments) for t in _tables(read, "amount"))
        }
        _refuse_overlaps(rules.values(), lambda rule: rule.code)
        _refuse_overlaps((rule for rule in rules.values() if rule.family), lambda rule: rule.family)
        _refuse_overlaps(amounts.values(), lambda amount: amount.code)
        articles = [_article(table, instruments) for table in _tables(read, "article")]
        duties = [_duty(table, instruments) for table in _tables(read, "duty")]
        notes = [note_row(table, instruments) for table in _tables(read, "note")]
        return cls(instruments, rules.values(), amounts.values(), articles, duties, notes=notes)

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """Every instrument cited."""
        return tuple(self._instruments.values())

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every time limit in every version."""
        return self._rules

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every amount in every version."""
        return self._amounts

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Every yearly duty."""
        return self._duties

    def rule(self, code: str, on: date) -> Rule:
        """The time limit of this code, or of this family of codes, that stands on the day of the event.

        Refuses `rule.unknown` and `rule.not_in_force`.
        """
        versions = [rule for rule in self._rules if code in (rule.code, rule.family)]
        if not versions:
            raise Refusal("rule.unknown", "rule", rule=code)
        for rule in versions:
            if rule.in_force(on):
                return rule
        raise Refusal("rule.not_in_force", "rule", rule=code, on=on.isoformat())

    def amount(self, code: str, on: date) -> Amount:
        """The amount of this code that stands on the day; refuses `remedy.unknown` and `remedy.not_in_force`."""
        versions = [amount for amount in self._amounts if amount.code == code]
        if not versions:
            raise Refusal("remedy.unknown", "code", remedy=code)
        for amount in versions:
            if amount.in_force(on):
                return amount
        raise Refusal("remedy.not_in_force", "code", remedy=code, on=on.isoformat())

    def article(self, instrument: str, article: str, on: date) -> Article | None:
        """The article's wording that stands on the day, or None where it is not held here."""
        for row in self._articles:
            if (row.instrument, row.article) == (instrument, article) and row.in_force(on):
                return row
        return None

    def basis(self, amount: Amount, on: date) -> tuple[Article, ...]:
        """The articles an amount stands on, in their wording of the day; one that is not held here is left out."""
        named = ((amount.instrument, amount.article), *(key.split(maxsplit=1) for key in amount.also))
        # A row of wording is a whole article; an amount may cite one paragraph of it.
        return tuple(
            row
            for instrument, article in named
            for row in self._articles
            if row.instrument == instrument and article.startswith(row.article) and row.in_force(on)
        )

    def notes(self, topic: str, on: date) -> tuple[Note, ...]:
        """What the law says beside a remedy or a kind of import (its code is the topic), as of the day."""
        return tuple(note for note in self._notes if topic in note.topics and note.in_force(on))

    def cite(self, instrument: str, article: str = "") -> str:
        """The citation to print, title and article; refuses `law.instrument_unknown`."""
        return source_of({"instrument": instrument, "article": article}, self._instruments)


_Row = TypeVar("_Row", Rule, Amount)


def _tables(documents: list[Mapping[str, object]], key: str) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for document in documents:
        rows = document.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise Refusal("law.unreadable", key, row=key)
        found.extend(rows)
    return found


def _rule(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> Rule:
    unit = text(table, "unit")
    if unit not in list(Unit):
        raise Refusal("law.unreadable", "unit", row=name_of(table))
    return Rule(
        code=text(table, "code"),
        version=text(table, "version"),
        family=text(table, "family", ""),
        name=text(table, "name"),
        name_en=text(table, "name_en"),
        unit=Unit(unit),
        length=whole(table, "length"),
        rolls=flag(table, "rolls", default=Unit(unit) is not Unit.HOUR),
        pause_allowed=flag(table, "pause_allowed", default=False),
        in_force_from=day(table, "from"),
        in_force_to=day(table, "to"),
        law=instrument_of(table, instruments).title,
        article=text(table, "article", ""),
        source=source_of(table, instruments),
        verified=verified_of(table),
        note=text(table, "note", ""),
    )


def _article(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> Article:
    return Article(
        instrument=instrument_of(table, instruments).key,
        article=text(table, "article"),
        text=text(table, "text", ""),
        source=source_of(table, instruments),
        in_force_from=day(table, "from"),
        in_force_to=day(table, "to"),
        verified=verified_of(table),
    )


def _duty(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> Duty:
    months = table.get("months")
    if not isinstance(months, list) or not all(isinstance(month, int) and 1 <= month <= 12 for month in months):
        raise Refusal("law.unreadable", "months", row=name_of(table))
    return Duty(
        code=text(table, "code"),
        name=text(table, "name"),
        name_en=text(table, "name_en"),
        months=tuple(months),
        in_force_from=day(table, "from"),
        in_force_to=day(table, "to"),
        source=source_of(table, instruments),
        verified=verified_of(table),
        note=text(table, "note", ""),
    )


def _refuse_overlaps(rows: Iterable[_Row], group: Callable[[_Row], str]) -> None:
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(group(row), []).append(row)
    for name, versions in groups.items():
        versions.sort(key=lambda row: row.in_force_from or date.min)
        for earlier, later in pairwise(versions):
            if earlier.in_force_to is None or later.in_force(earlier.in_force_to):
                raise Refusal("law.overlap", "from", row=name, first=earlier.version, second=later.version)
