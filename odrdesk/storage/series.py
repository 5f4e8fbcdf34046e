"""Numbers without gaps: each series counts from 1 in every year, inside the transaction that uses the number."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from odrdesk.storage.columns import table
from odrdesk.storage.tables import SeriesRow

_SERIES = table(SeriesRow)


def following(session: Session, name: str, year: int) -> int:
    """The number after the last of this series and year; rolled back with the transaction."""
    first = insert(_SERIES).values(name=name, year=year, last=1)
    up = first.on_conflict_do_update(index_elements=[_SERIES.c.name, _SERIES.c.year], set_={"last": _SERIES.c.last + 1})
    return int(session.connection().execute(up.returning(_SERIES.c.last)).scalar_one())


def last(session: Session, name: str, year: int) -> int:
    """The last number given, 0 when none was."""
    query = sa.select(_SERIES.c.last).where(_SERIES.c.name == name, _SERIES.c.year == year)
    return int(session.connection().execute(query).scalar() or 0)
