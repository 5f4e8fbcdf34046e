"""Year tables of working days that were imported on this desk, as parsed documents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from odrdesk.storage.columns import table
from odrdesk.storage.tables import CalendarRow

_CALENDAR = table(CalendarRow)


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
