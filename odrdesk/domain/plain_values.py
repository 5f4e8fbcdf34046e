"""Values of the domain as plain JSON values and back, by their types: what the record keeps so that it can be replayed.

Money is whole fen, moments (UTC, to the second) and days are ISO 8601, members of a vocabulary are their codes; what
stands at its default is left out, so that a value written before a field was there can still be read.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from odrdesk.domain.money import Fen


def plain(value: object) -> object:
    """A value as JSON values: dataclasses as objects of the fields that differ from their default."""
    if isinstance(value, StrEnum | Fen | datetime | date):
        return _scalar(value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: getattr(value, each.name) for each in fields(value)}
        return {each.name: plain(told[each.name]) for each in fields(value) if told[each.name] != _usual(each)}
    return value


def value_of(kind: Any, told: Any) -> Any:
    """The value of a type from its plain form; a dataclass takes its defaults where nothing is told.

    Raises ValueError, TypeError or KeyError for what `plain` never wrote.
    """
    if get_origin(kind) in (Union, UnionType):
        others = [one for one in get_args(kind) if one is not type(None)]
        return None if told is None else value_of(others[0], told)
    if get_origin(kind) is tuple:
        return tuple(value_of(get_args(kind)[0], one) for one in told)
    if isinstance(kind, type):
        if is_dataclass(kind):
            hints = types_of(kind)
            return kind(**{name: value_of(hints[name], one) for name, one in told.items() if name in hints})
        if issubclass(kind, datetime | date):
            return kind.fromisoformat(told)
        if issubclass(kind, StrEnum | Fen):
            return kind(told)
    return told


def _scalar(value: StrEnum | Fen | datetime | date) -> object:
    match value:
        case StrEnum():
            return value.value
        case Fen():
            return int(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case _:
            return value.isoformat()


@cache
def types_of(kind: type) -> Mapping[str, Any]:
    """The types of a dataclass's fields by name."""
    return get_type_hints(kind)


def _usual(each: "Field[Any]") -> object:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else MISSING
