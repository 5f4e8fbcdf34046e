"""The seats of a desk: roles, hashes of passwords, failures and pauses. A hash leaves this module for checking only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Clerk
from odrdesk.domain.seats import Seat
from odrdesk.domain.vocabulary import Role
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.tables import ClerkRow

_CLERK, _DISPUTE = table(ClerkRow), table(DisputeRow)


def seats(session: Session) -> tuple[Seat, ...]:
    """Every seat, of those who left too, in the order they came."""
    return tuple(map(_seat, session.connection().execute(sa.select(_CLERK).order_by(_CLERK.c.id))))


def seat(session: Session, name: str) -> Seat:
    """The seat of a name. Refuses `clerk.unknown`."""
    found = session.connection().execute(sa.select(_CLERK).where(_CLERK.c.name == name)).first()
    if found is None:
        raise Refusal("clerk.unknown", "clerk", name=name, known=[one.name for one in seats(session) if one.active])
    return _seat(found)


def hash_of(session: Session, clerk: int) -> str | None:
    """The hash of a clerk's password, or None."""
    found = session.connection().execute(sa.select(_CLERK.c.password).where(_CLERK.c.id == clerk)).scalar()
    return None if found is None else str(found)


def keep_password(session: Session, clerk: int, encoded: str, at: datetime) -> None:
    """A new password: its hash, and when (aware UTC). What went wrong before is forgotten."""
    _change(session, clerk, password=encoded, password_at=at, failures=0, waits_until=None)


def recovery_of(session: Session, clerk: int) -> str | None:
    """The hash of a clerk's recovery code, or None."""
    found = session.connection().execute(sa.select(_CLERK.c.recovery).where(_CLERK.c.id == clerk)).scalar()
    return None if found is None else str(found)


def keep_recovery(session: Session, clerk: int, encoded: str | None, at: datetime | None) -> None:
    """A new recovery code: its hash, and when it was made (aware UTC); None for both takes it away."""
    _change(session, clerk, recovery=encoded, recovery_at=at)


def keep_hash(session: Session, clerk: int, encoded: str) -> None:
    """The same password hashed with greater parameters."""
    _change(session, clerk, password=encoded)


def keep_failures(session: Session, clerk: int, failures: int, waits_until: datetime | None) -> None:
    """How many went wrong in a row, and until when one waits (aware UTC)."""
    _change(session, clerk, failures=failures, waits_until=waits_until)


def keep_roles(session: Session, clerk: int, roles: Iterable[Role]) -> None:
    """Other roles."""
    _change(session, clerk, roles=sorted(role.value for role in roles))


def unseat(session: Session, clerk: int) -> None:
    """Leave the seat empty: name, roles and history stay, the password goes."""
    gone = dict.fromkeys(("password", "password_at", "waits_until", "recovery", "recovery_at"))
    _change(session, clerk, active=False, failures=0, **gone)


def seat_again(session: Session, clerk: int) -> None:
    """Who left is back."""
    _change(session, clerk, active=True)


def open_cases(session: Session, clerk: int) -> int:
    """How many disputes that are not over name this clerk as their officer."""
    count = sa.select(sa.func.count()).select_from(_DISPUTE)
    mine = count.where(_DISPUTE.c.officer == clerk, _DISPUTE.c.open == True)  # noqa: E712 -- SQL's =
    return int(session.connection().execute(mine).scalar_one())


def _change(session: Session, clerk: int, **values: object) -> None:
    change = sa.update(_CLERK).where(_CLERK.c.id == clerk)
    session.connection().execute(change.values(version=_CLERK.c.version + 1, **values))


def _seat(row: Any) -> Seat:
    clerk = Clerk(row.id, row.name, frozenset(Role(role) for role in row.roles))
    return Seat(clerk, row.owner, row.active, row.password_at, row.failures, row.waits_until, row.recovery_at)
