"""Year tables of working days that were imported on this desk, as parsed documents."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from odrdesk.storage.columns import Flag, table
from odrdesk.storage.dispute_tables import ClockRow, DisputeRow
from odrdesk.storage.tables import CalendarRow

_CALENDAR = table(CalendarRow)
_CLOCK, _DISPUTE = table(ClockRow), table(DisputeRow)


def put(session: Session, year: int, document: Mapping[str, Any], at: datetime) -> None:
    """Keep a year's document (JSON values), in place of an earlier one."""
    statement = insert(_CALENDAR).values(year=year, content=dict(document), imported_at=at)
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=[_CALENDAR.c.year],
            set_={"content": statement.excluded.content, "imported_at": statement.excluded.imported_at},
        )
    )


def documents(session: Session) -> tuple[Mapping[str, Any], ...]:
    """The documents of all imported years, oldest first."""
    return tuple(session.connection().execute(sa.select(_CALENDAR.c.content).order_by(_CALENDAR.c.year)).scalars())


def imported_at(session: Session) -> dict[int, datetime]:
    """When each imported year came in."""
    query = sa.select(_CALENDAR.c.year, _CALENDAR.c.imported_at)
    return {row.year: row.imported_at for row in session.connection().execute(query)}


def touched(session: Session, year: int) -> tuple[str, ...]:
    """Numbers of the disputes with a running clock that is provisional or lies in the year, oldest first.

    A New Year's leave may begin in the year before and end in the one after.
    """
    first, last = date(year - 1, 12, 25), date(year + 1, 1, 7)
    lies_in = sa.and_(_CLOCK.c.start <= last, _CLOCK.c.due >= first)
    waiting = sa.select(_CLOCK.c.dispute).where(
        _CLOCK.c.stopped_on.is_(None), sa.or_(_CLOCK.c.provisional == sa.literal(value=True, type_=Flag()), lies_in)
    )
    query = sa.select(_DISPUTE.c.number).where(_DISPUTE.c.id.in_(waiting)).order_by(_DISPUTE.c.id)
    return tuple(session.connection().execute(query).scalars())
