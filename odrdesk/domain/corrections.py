"""Correcting what was typed at intake, by field name, checked like the intake; the record keeps the old value.

A field is named by its place in the complaint (`consumer.phone`); which there are, and how each is read, follows from
the types of `Complaint` and its parts.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin

from odrdesk.domain import facts as reading
from odrdesk.domain.complaint import Complaint, problems
from odrdesk.domain.errors import Refusal
from odrdesk.domain.foreign import Foreign, read_foreign
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Guardian, Merchant
from odrdesk.domain.plain_values import types_of
from odrdesk.domain.workdays import SHANGHAI

Reader = Callable[[str, str], object]
MOST_PIECES = 1_000_000
BETWEEN = ", "
"""What stands between the parts of a value that has several."""
SUPERVISED = frozenset({"channel", "received_at", "pushed_at"})
"""Fields that a clock was counted from: a supervisor corrects them, and the clocks are counted again."""

_SEPARATORS = re.compile(r"[,;\uff0c\uff1b\u3001\n]+")
_WORD_SEPARATORS = re.compile(r"[,;/\uff0c\uff1b\u3001\n]+")
_LIST_SEPARATORS = re.compile(r"[\s,;/\uff0c\u3001\uff1b]+")
"""Commas, semicolons and enumeration commas of both scripts."""


def _text(_field: str, value: str) -> str:
    return value


def _quantity(field: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_PIECES):
        raise Refusal("fact.unreadable", field, text=value[:40], wanted=f"1–{MOST_PIECES}")
    return int(value)


def _moment(field: str, value: str) -> datetime:
    """A moment; one without offset is Asia/Shanghai, a day alone its beginning."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError as why:
        raise Refusal("fact.unreadable", field, text=value[:40], wanted="YYYY-MM-DD HH:MM") from why
    aware = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return aware.astimezone(UTC).replace(microsecond=0)


def _flag(field: str, value: str) -> bool:
    if value.strip().lower() not in {"true", "false"}:
        raise Refusal("fact.unreadable", field, text=value[:40], wanted="true / false")
    return value.strip().lower() == "true"


def _member(kind: type[StrEnum]) -> Reader:
    def read(field: str, value: str) -> StrEnum:
        try:
            return kind(value.strip())
        except ValueError as why:
            wanted = " ".join(member.value for member in kind)
            raise Refusal("fact.unreadable", field, text=value[:40], wanted=wanted) from why

    return read


def _members(kind: type[StrEnum]) -> Reader:
    one = _member(kind)

    def read(field: str, value: str) -> tuple[object, ...]:
        codes = [code for code in _LIST_SEPARATORS.split(value) if code]
        return tuple(dict.fromkeys(one(field, code) for code in codes))

    return read


def _guardian(field: str, value: str) -> Guardian:
    """Name, phone, day of consent and how it was given, one after the other."""
    parts = [part.strip() for part in _SEPARATORS.split(value.strip()) if part.strip()]
    if len(parts) != 4:
        raise Refusal("guardian.unreadable", field, text=value[:40])
    return Guardian(parts[0], parts[1], reading.read_day(field, parts[2]), parts[3])


def _readers(kind: type, prefix: str = "") -> dict[str, Reader]:
    found: dict[str, Reader] = {}
    for name, declared in types_of(kind).items():
        inner = _inner(declared)
        listed = get_origin(declared) is tuple
        if inner is Guardian:
            found[prefix + name] = _guardian
        elif inner is Foreign:
            found[prefix + name] = read_foreign
        elif is_dataclass(inner) and isinstance(inner, type):
            found |= {} if listed else _readers(inner, f"{prefix}{name}.")
        elif isinstance(inner, type) and issubclass(inner, StrEnum):
            found[prefix + name] = _members(inner) if listed else _member(inner)
        elif inner in _BY_TYPE and not listed:
            found[prefix + name] = _BY_TYPE[inner]
    return found


def _vocabularies(kind: type, prefix: str = "") -> dict[str, type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for name, declared in types_of(kind).items():
        inner = _inner(declared)
        if isinstance(inner, type) and issubclass(inner, StrEnum):
            found[prefix + name] = inner
        elif is_dataclass(inner) and isinstance(inner, type) and get_origin(declared) is not tuple:
            found |= _vocabularies(inner, f"{prefix}{name}.")
    return found


def _inner(declared: Any) -> Any:
    """The type inside `X | None` and `tuple[X, ...]`."""
    return next((one for one in get_args(declared) if one not in (type(None), ...)), declared)


_BY_TYPE: Mapping[Any, Reader] = {
    str: _text,
    bool: _flag,
    int: _quantity,
    Fen: reading.read_money,
    datetime: _moment,
    date: reading.read_day,
}

_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Fen, lambda amount: amount.plain),
    (StrEnum, lambda member: member.value),
    (datetime, lambda moment: moment.astimezone(SHANGHAI).isoformat()),
    (date, date.isoformat),
    (tuple, lambda members: " ".join(map(str, members))),
    (Guardian, lambda one: BETWEEN.join((one.name, one.phone, one.consent_on.isoformat(), one.consent_how))),
    (Foreign, lambda foreign: foreign.text),
    (bool, lambda flag: str(flag).lower()),
)

CORRECTABLE: Mapping[str, Reader] = _readers(Complaint)
"""Every field that was typed at intake, and how its corrected value is read."""


WORDED: Mapping[str, type[StrEnum]] = _vocabularies(Complaint)
"""The fields that hold members of a vocabulary, one or several."""


def spelled(field: str, typed: str, member: Callable[[type[StrEnum], str], StrEnum]) -> str:
    """A typed value as `corrected` reads it: where the field holds members of a vocabulary, words become codes.

    `member` gives the member of a word, or refuses it; several stand between commas or semicolons, codes and words
    without a blank also between blanks.
    """
    vocabulary = WORDED.get(field)
    if vocabulary is None:
        return typed
    codes = []
    for piece in filter(None, (one.strip() for one in _WORD_SEPARATORS.split(typed))):
        try:
            codes.append(member(vocabulary, piece).value)
        except Refusal:
            codes.extend(member(vocabulary, word).value for word in piece.split())
    return " ".join(codes)


def refusal_of(complaint: Complaint, field: str, value: str | None, now: datetime) -> Refusal | None:
    """Why a field may not be changed to that value (None: emptied), or None.

    An unknown field (`correct.unknown_field`), a value that cannot be read, one that leaves the intake incomplete.
    What was wrong before the correction does not stand in its way.
    """
    try:
        after = corrected(complaint, field, value)
    except Refusal as no:
        return no
    before = {(problem.field, problem.code) for problem in problems(complaint, now)}
    found = next((one for one in problems(after, now) if (one.field, one.code) not in before), None)
    return Refusal(found.code, "value", **found.data) if found else None


def corrected(complaint: Complaint, field: str, value: str | None) -> Complaint:
    """The complaint with one field changed, or emptied where `value` is None; read, but not judged."""
    if field not in CORRECTABLE:
        raise Refusal("correct.unknown_field", "field", name=field, known=sorted(CORRECTABLE))
    read = CORRECTABLE[field]("value", value) if value is not None else None
    changed: Complaint = _with(complaint, field.split("."), read)
    return changed


def value_of(complaint: Complaint, field: str) -> object:
    """What a field holds; None for one that is not there."""
    value: object = complaint
    for name in field.split("."):
        value = getattr(value, name, None)
    return value


def text_of(complaint: Complaint, field: str) -> str:
    """What a field holds, as it can be typed again; empty for nothing."""
    value = value_of(complaint, field)
    writer = next((write for kind, write in _WRITERS if isinstance(value, kind)), str)
    return "" if value is None else writer(value)


def _with(part: Any, path: list[str], value: object) -> Any:
    name, rest = path[0], path[1:]
    held = getattr(part, name)
    if rest:
        # A merchant may be missing altogether; every other part of a complaint is always there.
        return replace(part, **{name: _with(held or Merchant(""), rest, value)})
    if value is None:
        # Names and facts are texts that may be empty, lists may be empty, everything else may be absent.
        of_part: type = type(part)
        value = () if isinstance(held, tuple) else "" if types_of(of_part)[name] is str else None
    return replace(part, **{name: value})
