"""A desk's own targets: a document of rule rows like those of the law, checked before it may count anything.

A row either has the code of one of the desk's shipped targets (R-FIRST, R-ACC, R-PLAN, R-TOTAL, R-SUP, R-MERCH, …)
and takes its place from its day on, or a new code and names the events it begins and ends with. Statutes stay as
they are. Nothing is taken away: a later row is a new version, an `[[end]]` ends one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Instrument, Law, Rule
from odrdesk.domain.law_rows import instrument_row
from odrdesk.domain.rows import day, name_of, text
from odrdesk.domain.rules import Home, read_rule

_OF_LAW = {
    "code",
    "version",
    "name",
    "name_en",
    "unit",
    "length",
    "rolls",
    "pause_allowed",
    "article",
    "verified",
    "note",
}
_OF_EVENTS = {"whose", "by_hand", "starts", "stops", "channels", "contact_points", "places"}
_OF_ENDS = {"extend_by", "extend_times", "extend_consent", "remind", "urgent", "passed", "passed_en"}
ROW = frozenset(_OF_LAW | _OF_EVENTS | _OF_ENDS | {"instrument", "from", "to"})
INSTRUMENT = frozenset({"key", "title", "number", "cite", "from", "to", "verified", "note"})
END = frozenset({"code", "version", "to"})
DOCUMENT = frozenset({"title", "source", "place", "instrument", "rule", "end"})
DESK = "desk"
"""The instrument of a row that names none: what the desk decided for itself."""

_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}(-[A-Z0-9]{1,12}){1,4}")
_TAKEN = ("TERM-", "R-RET-")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class End:
    """The last day of a code's row; of one version where it is named."""

    code: str
    version: str
    to: date


@dataclass(frozen=True, slots=True)
class Book:
    """A document of own rows: its title, the place it is for, what it cites, its rows, and which rows it ends."""

    title: str
    place: str
    instruments: tuple[Instrument, ...]
    rules: tuple[Rule, ...]
    ends: tuple[End, ...]


def read(document: Mapping[str, object], law: Law) -> Book:
    """The book of a parsed TOML or JSON document; `law` is the shipped one.

    Refuses `rules.unknown_key`, `rules.empty`, `rules.code_unreadable`, `rules.from_missing`, `rules.starts_missing`,
    `rules.statutory`, `rules.length_missing`, `law.unreadable`, `law.instrument_unknown`.
    """
    _refuse_unknown(document, DOCUMENT, "")
    own = tuple(instrument_row(row) for row in _rows(document, "instrument", INSTRUMENT))
    known = {one.key: one for one in (*law.instruments, *own)}
    rules = tuple(_rule(row, known, law) for row in _rows(document, "rule", ROW))
    ends = tuple(End(text(row, "code"), text(row, "version", ""), _to(row)) for row in _rows(document, "end", END))
    if not rules and not ends:
        raise Refusal("rules.empty", "rule")
    return Book(text(document, "title", ""), text(document, "place", ""), own, rules, ends)


def law_with(law: Law, books: Iterable[Book], home: Home) -> Law:
    """The shipped law with the books of a desk, oldest first, where the desk is.

    Refuses `rules.version_taken`, `rules.nothing_to_end`, `law.overlap`.
    """
    rules: list[Rule] = []
    instruments: list[Instrument] = []
    for book in books:
        for rule in book.rules:
            _refuse_taken(rule, rules, law)
            rules.append(rule)
        for end in book.ends:
            rules = _ended(rules, end)
        instruments.extend(book.instruments)
    return law.with_own(rules, instruments, home)


def plain(document: Mapping[str, object]) -> dict[str, object]:
    """The document as JSON values, days as ISO text; `read` takes it back."""
    return {key: _plain(value) for key, value in document.items()}


def _rule(row: Mapping[str, object], known: Mapping[str, Instrument], law: Law) -> Rule:
    code = text(row, "code")
    if not _CODE.fullmatch(code) or code.startswith(_TAKEN):
        raise Refusal("rules.code_unreadable", "code", row=code)
    if row.get("from") is None:
        raise Refusal("rules.from_missing", "from", row=code)
    if not row.get("length"):
        raise Refusal("rules.length_missing", "length", row=code)
    key = text(row, "instrument", DESK)
    if key not in known:
        raise Refusal("law.instrument_unknown", "instrument", instrument=key)
    instrument = known[key]
    rule = read_rule(row, instrument.title, instrument.cite + text(row, "article", ""), own=True)
    if rule.in_force_to is not None and rule.in_force_from is not None and rule.in_force_to < rule.in_force_from:
        raise Refusal("rules.ends_before", "to", row=code)
    shipped = [one for one in law.rules if code in (one.code, one.family)]
    if any(one.statutory for one in shipped):
        raise Refusal("rules.statutory", "code", row=code, source=shipped[0].source)
    if not shipped and not rule.starts and not rule.by_hand:
        raise Refusal("rules.starts_missing", "starts", row=code)
    if shipped and "whose" not in row:
        return replace(rule, whose=shipped[0].whose)
    return rule


def _refuse_taken(rule: Rule, rules: list[Rule], law: Law) -> None:
    taken = law.version(rule.code, rule.version) is not None
    if taken or any((one.code, one.version) == (rule.code, rule.version) for one in rules):
        raise Refusal("rules.version_taken", "version", row=rule.code, version=rule.version)


def _ended(rules: list[Rule], end: End) -> list[Rule]:
    found = [rule for rule in rules if rule.code == end.code and end.version in ("", rule.version)]
    if not found:
        raise Refusal("rules.nothing_to_end", "code", row=end.code, version=end.version)
    return [replace(rule, in_force_to=end.to) if rule in found and rule.in_force(end.to) else rule for rule in rules]


def _to(row: Mapping[str, object]) -> date:
    last = day(row, "to")
    if last is None:
        raise Refusal("law.unreadable", "to", row=name_of(row))
    return last


def _rows(document: Mapping[str, object], key: str, known: frozenset[str]) -> list[Mapping[str, object]]:
    rows = document.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise Refusal("law.unreadable", key, row=key)
    for row in rows:
        _refuse_unknown(row, known, name_of(row))
    return [{name: _dated(name, value, row) for name, value in row.items() if value is not None} for row in rows]


def _refuse_unknown(table: Mapping[str, object], known: frozenset[str], row: str) -> None:
    unknown = sorted(map(str, set(table) - known))
    if unknown:
        raise Refusal("rules.unknown_key", unknown[0], key=unknown[0], row=row, known=sorted(known))


def _dated(name: str, value: object, row: Mapping[str, object]) -> object:
    """JSON has no days: `from` and `to` may be ISO text."""
    if name not in {"from", "to"} or not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if _ISO.fullmatch(value) else value
    except ValueError:
        raise Refusal("law.unreadable", name, row=name_of(row)) from None


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case _:
            return value
