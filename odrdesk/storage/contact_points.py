"""Contact points (联络点): rows in, domain values out."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.parties import ContactPoint
from odrdesk.storage.columns import table
from odrdesk.storage.party_tables import ContactPointRow

FIELDS = ("name", "stars", "address", "phone", "district", "effective_from", "effective_to", "active")

_POINT = table(ContactPointRow)


def every(session: Session) -> tuple[ContactPoint, ...]:
    """All contact points, in the order they came."""
    return tuple(map(_point, session.connection().execute(sa.select(_POINT).order_by(_POINT.c.id))))


def find(session: Session, name: str) -> ContactPoint | None:
    """The contact point of a name."""
    row = session.connection().execute(sa.select(_POINT).where(_POINT.c.name == name)).first()
    return _point(row) if row else None


def add(session: Session, point: ContactPoint) -> None:
    """Store a new one; its name is not in use."""
    session.connection().execute(sa.insert(_POINT).values(**_values(point), version=1))


def change(session: Session, name: str, point: ContactPoint) -> None:
    """Store what the point of that name is now."""
    known = sa.update(_POINT).where(_POINT.c.name == name)
    session.connection().execute(known.values(**_values(point), version=_POINT.c.version + 1))


def _values(point: ContactPoint) -> dict[str, Any]:
    return {field: getattr(point, field) for field in FIELDS}


def _point(row: Any) -> ContactPoint:
    return ContactPoint(**{field: getattr(row, field) for field in FIELDS})
