"""What a template may name: the fields, lists and tables of each kind of paper, as `resources/papers/fields` has them.

A field has a Chinese name for the people who write, the name under which the layout gives its value, a kind, an
explanation in both languages and an example. Nothing else can be named, so a template reaches no other value.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from odrdesk.domain.errors import Fault
from odrdesk.places import resource

FOLDER = "fields"
ALL_PARTS = ("title", "address_line", "opening", "section", "closing", "notes")
ORDINAL = "序"
"""The place of the present turn of a `@每`."""


class FieldKind(StrEnum):
    """What a value is, which says how it may be printed."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    NUMBER = "number"
    FLAG = "flag"
    """Yes or no: for conditions alone."""
    LIST = "list"
    SENTENCE = "sentence"
    """Made by the template itself with `@句`."""


@dataclass(frozen=True, slots=True)
class Field:
    """A name that a template may use. `value` is the layout's name for it; `optional` that a paper may be without it.

    `parts` are the names of what each item of a list has; a list of plain texts has none. `implies` are the layout's
    names of what is there wherever this one holds.
    """

    name: str
    value: str
    kind: FieldKind
    zh: str = ""
    en: str = ""
    sample: str = ""
    optional: bool = False
    parts: Mapping[str, "Field"] = field(default_factory=dict)
    implies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Schema:
    """What templates of one kind of paper may name.

    `tables` are the blocks its layout can place, by their names; `parts` the parts it prints, all of them needed.
    """

    kind: str
    fields: Mapping[str, Field]
    tables: Mapping[str, str]
    parts: tuple[str, ...] = ALL_PARTS

    def of_value(self, value: str) -> Field | None:
        """The field behind a layout's name."""
        return next((one for one in self.fields.values() if one.value == value), None)


@functools.cache
def schema(kind: str) -> Schema:
    """The names for a kind of paper. Raises Fault `papers.wording_broken` where its file is not in order."""
    own = _document(kind)
    fields: dict[str, Field] = {}
    for part in ("common", *own.get("uses", ())):
        fields |= _fields(_document(part))
    fields |= _fields(own)
    for value in own.get("sure", ()):
        fields[value] = replace(fields[value], optional=False)
    named = {one.name: one for one in fields.values()}
    if len(named) != len(fields):
        raise Fault("papers.wording_broken", file=f"{FOLDER}/{kind}.toml", place="name")
    parts = tuple(own.get("parts", ALL_PARTS))
    return Schema(kind, named, {name: block for block, name in own.get("tables", {}).items()}, parts)


def nearest(word: str, known: Mapping[str, object] | list[str]) -> str:
    """The known word that looks most like this one; empty where none does."""
    best = max(known, key=lambda one: _likeness(word, one), default="")
    return best if best and _likeness(word, best) > 0 else ""


def _likeness(word: str, other: str) -> float:
    # Chinese names are short: what starts or ends alike is meant more often than what shares a sign in the middle.
    shared = SequenceMatcher(None, word, other).ratio()
    if not shared:
        return 0.0
    return shared + (0.2 if other in word or word in other else 0.0)


def _fields(document: Mapping[str, Any]) -> dict[str, Field]:
    return {value: _field(value, told) for value, told in document.get("fields", {}).items()}


def _field(value: str, told: Mapping[str, Any]) -> Field:
    parts = {one["name"]: _field(name, one) for name, one in told.get("parts", {}).items()}
    return Field(
        told["name"],
        value,
        FieldKind(told.get("kind", "text")),
        told.get("zh", ""),
        told.get("en", ""),
        str(told.get("sample", "")),
        optional=told.get("optional", False),
        parts=parts,
        implies=frozenset(told.get("implies", ())),
    )


def _document(name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(resource("papers", FOLDER, f"{name}.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Fault("papers.wording_broken", file=f"{FOLDER}/{name}.toml", place=type(error).__name__) from error
