"""What tables are made of: columns of types that refuse what the domain refuses, and what all tables share.

Each type brings the CHECK of its column. STRICT tables know INTEGER, TEXT and BLOB only, so every type here is one of
these underneath.
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

from odrdesk.domain.money import MOST, Fen

STRICT: dict[str, object] = {"sqlite_strict": True}

NEVER = "9999-12-31"
"""How `DueText` stores that nothing is due: it sorts behind every day."""

_DAY = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"


class Checked(TypeDecorator[Any]):
    """A type that says how it is stored and read, and brings the CHECK of its column."""

    impl: type[TypeEngine[Any]] = sa.Text
    cache_ok = True

    def check(self, column: str) -> str:
        """The condition every stored value of `column` fulfils."""
        return self._condition().format(column)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 -- SQLAlchemy's signature
        """A Python value as it is stored."""
        return None if value is None else self._store(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 -- SQLAlchemy's signature
        """A stored value as Python has it."""
        return None if value is None else self._read(value)

    def _condition(self) -> str:
        raise NotImplementedError

    def _store(self, value: Any) -> Any:
        raise NotImplementedError

    def _read(self, value: Any) -> Any:
        raise NotImplementedError


class EnumText(Checked):
    """A StrEnum by its value, never by its Python name."""

    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__()
        self.enum = enum

    def _condition(self) -> str:
        return f"{{}} IN ({', '.join(repr(member.value) for member in self.enum)})"

    def _store(self, value: Any) -> str:
        return self.enum(value).value

    def _read(self, value: Any) -> StrEnum:
        return self.enum(value)


class UtcText(Checked):
    """A moment as `2026-09-30T02:12:00Z`, to the second; a naive one is a bug."""

    cache_ok = True

    def _condition(self) -> str:
        return f"{{}} GLOB '{_DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z'"

    def _store(self, value: Any) -> str:
        return utc_text(value)

    def _read(self, value: Any) -> datetime:
        return datetime.fromisoformat(value)


class DayText(Checked):
    """A day in Asia/Shanghai as `2026-10-20`."""

    cache_ok = True

    def _condition(self) -> str:
        return f"{{}} GLOB '{_DAY}'"

    def _store(self, value: Any) -> str:
        return day_text(value)

    def _read(self, value: Any) -> date:
        return date.fromisoformat(value)


class DueText(DayText):
    """A day that may be missing and then sorts last; never NULL, so that an index serves the order."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002 -- SQLAlchemy's signature
        """A day, or what sorts behind all days."""
        return NEVER if value is None else day_text(value)

    def _read(self, value: Any) -> Any:
        return None if value == NEVER else date.fromisoformat(value)


class FenInt(Checked):
    """Money in whole fen, 0 or more."""

    impl = sa.Integer
    cache_ok = True

    def _condition(self) -> str:
        return f"{{}} BETWEEN 0 AND {MOST}"

    def _store(self, value: Any) -> int:
        return int(Fen(value))

    def _read(self, value: Any) -> Fen:
        return Fen(value)


class Flag(Checked):
    """Yes or no as 1 or 0."""

    impl = sa.Integer
    cache_ok = True

    def _condition(self) -> str:
        return "{} IN (0, 1)"

    def _store(self, value: Any) -> int:
        return int(value)

    def _read(self, value: Any) -> bool:
        return bool(value)


class JsonText(Checked):
    """Plain values as canonical JSON: sorted keys, no blanks, Chinese as it is."""

    cache_ok = True

    def _condition(self) -> str:
        return "json_valid({})"

    def _store(self, value: Any) -> str:
        return json_text(value)

    def _read(self, value: Any) -> Any:
        return json.loads(value)


def utc_text(moment: datetime) -> str:
    """A moment as it is stored; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs its time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def day_text(day: date) -> str:
    """A day as it is stored; TypeError for a moment, whose day depends on the time zone."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError("a stored day is a date without a time")
    return day.isoformat()


def json_text(value: object) -> str:
    """Plain values as they are stored."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def check_of(column: "sa.Column[Any]") -> str | None:
    """The CHECK a column's type brings."""
    return column.type.check(column.name) if isinstance(column.type, Checked) else None


class Base(SQLModel):
    """What every table shares: names of constraints by rule, apart from any other program's tables."""

    metadata = MetaData(
        naming_convention={
            "ck": "%(table_name)s_%(constraint_name)s",
            "fk": "%(table_name)s_%(column_0_name)s_of_%(referred_table_name)s",
            "uq": "%(table_name)s_%(column_0_name)s_once",
        }
    )


def must(kind: Any, *args: Any, **more: Any) -> Any:
    """A column that is never empty."""
    return Field(sa_column=Column(kind, *args, nullable=False, **more))


def may(kind: Any, *args: Any) -> Any:
    """A column that may be empty."""
    return Field(default=None, sa_column=Column(kind, *args, nullable=True))


def own_key() -> Any:
    """The row's own key; SQLite gives the next."""
    return Field(default=None, sa_column=Column(sa.Integer, primary_key=True))


def part_of(table: str) -> Any:
    """The first half of a child's key: whose it is."""
    return Field(sa_column=Column(sa.Integer, ForeignKey(f"{table}.id"), primary_key=True))


def position_key() -> Any:
    """The second half of a child's key: its place, from 0."""
    return Field(sa_column=Column(sa.Integer, primary_key=True))


def table(row: type[Base]) -> sa.Table:
    """The plain table under a row class."""
    return Base.metadata.tables[str(row.__tablename__)]
