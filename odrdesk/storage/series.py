"""Numbers without gaps: each series counts from 1 in every year, inside the transaction that uses the number."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from odrdesk.storage.columns import table
from odrdesk.storage.tables import SeriesRow

_SERIES = table(SeriesRow)


class Span(NamedTuple):
    """What a series gave in a year: from `first` to `last`, both included."""

    name: str
    year: int
    first: int
    last: int


def following(session: Session, name: str, year: int) -> int:
    """The number after the last of this series and year; rolled back with the transaction."""
    first = insert(_SERIES).values(name=name, year=year, last=1)
    up = first.on_conflict_do_update(index_elements=[_SERIES.c.name, _SERIES.c.year], set_={"last": _SERIES.c.last + 1})
    return int(session.connection().execute(up.returning(_SERIES.c.last)).scalar_one())


def last(session: Session, name: str, year: int) -> int:
    """The last number given, 0 when none was."""
    query = sa.select(_SERIES.c.last).where(_SERIES.c.name == name, _SERIES.c.year == year)
    return int(session.connection().execute(query).scalar() or 0)


def spans(session: Session, prefix: str, year: int | None = None) -> tuple[Span, ...]:
    """What the series whose names start with `prefix` gave, by year and name."""
    query = sa.select(_SERIES.c.name, _SERIES.c.year, _SERIES.c.first, _SERIES.c.last)
    query = query.where(_SERIES.c.name.startswith(prefix, autoescape=True))
    if year is not None:
        query = query.where(_SERIES.c.year == year)
    found = session.connection().execute(query.order_by(_SERIES.c.year, _SERIES.c.name))
    return tuple(Span(*row) for row in found)


def begin(session: Session, name: str, year: int, first: int) -> None:
    """Let a series that has given nothing in a year begin at `first` (2 or more): `following` gives it next.

    Raises ValueError where something was given already.
    """
    query = sa.select(_SERIES.c.last >= _SERIES.c.first).where(_SERIES.c.name == name, _SERIES.c.year == year)
    if session.connection().execute(query).scalar():
        raise ValueError(name)
    row = insert(_SERIES).values(name=name, year=year, last=first - 1, first=first)
    values = {"last": first - 1, "first": first}
    session.connection().execute(
        row.on_conflict_do_update(index_elements=[_SERIES.c.name, _SERIES.c.year], set_=values)
    )
