"""Law as dated rows: which time limit, which amount, which article stands on a given day.

Rules change inside a year, so nothing here is a constant in code: rows come from `resources/law/*.toml`, each with
the days it is in force, its citation and how well its text is known. Names and citations are data in Chinese.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law_amounts import Amount, Note, RemedyFact, amount_row, note_row
from odrdesk.domain.law_rows import Instrument, Verified, instrument_of, instrument_row, source_of, stands, verified_of
from odrdesk.domain.rows import day, name_of, text
from odrdesk.domain.rules import Home, Origin, Rule, Unit, read_rule

__all__ = ["Amount", "Article", "Duty", "Instrument", "Law", "Note", "RemedyFact", "Rule", "Unit", "Verified"]


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

    __slots__ = ("_amounts", "_articles", "_duties", "_home", "_instruments", "_notes", "_own", "_rules")

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        rules: Iterable[Rule],
        amounts: Iterable[Amount],
        articles: Iterable[Article],
        duties: Iterable[Duty],
        *,
        notes: Iterable[Note] = (),
        own: Iterable[Rule] = (),
        home: Home | None = None,
    ) -> None:
        self._instruments = dict(instruments)
        self._rules = tuple(rules)
        self._amounts = tuple(amounts)
        self._articles = tuple(articles)
        self._duties = tuple(duties)
        self._notes = tuple(notes)
        self._own = tuple(own)
        self._home = home or Home()

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
        """Every time limit in every version, those of the desk last."""
        return (*self._rules, *self._own)

    @property
    def points(self) -> tuple[str | None, ...]:
        """Where complaints may have come in: the desk itself (None), and its contact points."""
        return (None, *self._home.points)

    def rests(self, rule: Rule) -> bool:
        """Whether a row is for another place than any of the desk."""
        return not any(self._home.has(rule.scope, point) for point in self.points)

    def with_own(self, rules: Iterable[Rule], instruments: Iterable[Instrument], home: Home) -> "Law":
        """The law with a desk's own rows where the desk is.

        A row without an end stands until the next version of its code and scope begins; `law.overlap` where one with
        an end is overlapped, or two begin on one day.
        """
        return Law(
            {**self._instruments, **{one.key: one for one in instruments}},
            self._rules,
            self._amounts,
            self._articles,
            self._duties,
            notes=self._notes,
            own=_ended_by_the_next(rules),
            home=home,
        )

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every amount in every version."""
        return self._amounts

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Every yearly duty."""
        return self._duties

    def rule(self, code: str, on: date, origin: Origin = Origin()) -> Rule:  # noqa: B008 -- a tuple
        """The time limit of this code, or of this family of codes, that stands on the day of the event.

        The desk's own row goes before the shipped one, that for the channel before that for all. Refuses
        `rule.unknown` and `rule.not_in_force`.
        """
        own = [rule for rule in self._own if rule.code == code and rule.in_force(on) and self._covers(rule, origin)]
        if own:
            return max(own, key=_nearness)
        versions = [rule for rule in self._rules if code in (rule.code, rule.family)]
        if not versions and all(rule.code != code for rule in self._own):
            raise Refusal("rule.unknown", "rule", rule=code)
        for rule in versions:
            if rule.in_force(on):
                return rule
        raise Refusal("rule.not_in_force", "rule", rule=code, on=on.isoformat())

    def version(self, code: str, version: str) -> Rule | None:
        """The very row a clock began by, in force or not."""
        return next((rule for rule in self.rules if (rule.code, rule.version) == (code, version)), None)

    def begun_by(self, event: str, on: date, origin: Origin) -> tuple[Rule, ...]:
        """The rules whose row says that this event begins them, as they stand where the complaint came in."""
        codes = dict.fromkeys(rule.code for rule in self.rules if event in rule.starts)
        found = [rule for code in codes if (rule := self._standing(code, on, origin)) is not None]
        return tuple(rule for rule in found if event in rule.starts and self._covers(rule, origin))

    def _standing(self, code: str, on: date, origin: Origin) -> Rule | None:
        try:
            return self.rule(code, on, origin)
        except Refusal:
            return None

    def _covers(self, rule: Rule, origin: Origin) -> bool:
        return rule.scope.by(origin.channel) and self._home.has(rule.scope, origin.point)

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


def _nearness(rule: Rule) -> tuple[int, date]:
    scope = rule.scope
    narrow = sum(map(bool, (scope.channels, scope.contact_points, scope.places)))
    return narrow, rule.in_force_from or date.min


def _ended_by_the_next(rules: Iterable[Rule]) -> list[Rule]:
    groups: dict[tuple[object, ...], list[Rule]] = {}
    for rule in rules:
        groups.setdefault((rule.code, rule.scope), []).append(rule)
    ended = []
    for versions in groups.values():
        versions.sort(key=lambda rule: rule.in_force_from or date.min)
        for at, (earlier, later) in enumerate(pairwise(versions)):
            begins = later.in_force_from or date.min
            same_day = begins == (earlier.in_force_from or date.min)
            if same_day or (earlier.in_force_to is not None and earlier.in_force_to >= begins):
                raise Refusal("law.overlap", "from", row=later.code, first=earlier.version, second=later.version)
            if earlier.in_force_to is None:
                versions[at] = replace(earlier, in_force_to=begins - timedelta(days=1))
        ended.extend(versions)
    return ended


def _tables(documents: list[Mapping[str, object]], key: str) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for document in documents:
        rows = document.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise Refusal("law.unreadable", key, row=key)
        found.extend(rows)
    return found


def _rule(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> Rule:
    return read_rule(table, instrument_of(table, instruments).title, source_of(table, instruments))


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
