"""Reading one row of a parsed TOML document: a value of the right kind, or the refusal `law.unreadable`."""

from collections.abc import Mapping
from datetime import date, datetime

from odrdesk.domain.errors import Refusal


def text(table: Mapping[str, object], key: str, default: str | None = None) -> str:
    """The text at `key`; a missing one is refused unless there is a default."""
    value = table.get(key, default)
    if not isinstance(value, str):
        raise Refusal("law.unreadable", key, row=name_of(table))
    return value


def whole(table: Mapping[str, object], key: str, default: int | None = None) -> int:
    """The whole number at `key`, zero or more."""
    value = table.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refusal("law.unreadable", key, row=name_of(table))
    return value


def flag(table: Mapping[str, object], key: str, *, default: bool) -> bool:
    """The true or false at `key`."""
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise Refusal("law.unreadable", key, row=name_of(table))
    return value


def day(table: Mapping[str, object], key: str) -> date | None:
    """The day at `key`, or None."""
    value = table.get(key)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise Refusal("law.unreadable", key, row=name_of(table))
    return value


def words(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    """The list of words at `key`, empty where there is none."""
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise Refusal("law.unreadable", key, row=name_of(table))
    return tuple(value)


def name_of(table: Mapping[str, object]) -> str:
    """What a refusal calls the row: its code, key or article."""
    return str(table.get("code") or table.get("key") or table.get("article") or "")
