"""Merchants and clerks."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import normal
from odrdesk.domain.parties import Clerk, Merchant
from odrdesk.domain.vocabulary import Role
from odrdesk.storage.columns import table
from odrdesk.storage.party_tables import MerchantRow
from odrdesk.storage.tables import ClerkRow

_MERCHANT = table(MerchantRow)
_CLERK = table(ClerkRow)


def merchant_key(session: Session, merchant: Merchant) -> int:
    """The key of a merchant, found by its credit code or else its exact name, or made.

    A merchant known by name alone takes on the credit code that comes with the same name, unless those it was merged
    with have another one. Two credit codes are two merchants, whatever their names. A code is stored in its one form.
    """
    connection = session.connection()
    if merchant.uscc:
        code = normal(merchant.uscc)
        known = connection.execute(
            sa.select(_MERCHANT.c.id).where(_MERCHANT.c.uscc.in_([code, merchant.uscc]))
        ).scalar()
        if known is not None:
            return int(known)
        nameless = sa.select(_MERCHANT).where(_MERCHANT.c.name == merchant.name, _MERCHANT.c.uscc.is_(None))
        for row in connection.execute(nameless.order_by(_MERCHANT.c.id)).all():
            if not _has_code(session, row.kept or row.id):
                named = sa.update(_MERCHANT).where(_MERCHANT.c.id == row.id)
                connection.execute(named.values(uscc=code, version=_MERCHANT.c.version + 1))
                return int(row.id)
    else:
        code = None
        by_name = sa.select(_MERCHANT.c.id).where(_MERCHANT.c.name == merchant.name).order_by(_MERCHANT.c.id)
        known = connection.execute(by_name).scalar()
        if known is not None:
            return int(known)
    made = connection.execute(sa.insert(_MERCHANT).values(name=merchant.name, uscc=code, version=1))
    return int(made.lastrowid)


def _has_code(session: Session, page: int) -> bool:
    """Whether a merchant, or one it was merged with, has a credit code."""
    group = sa.or_(_MERCHANT.c.id == page, _MERCHANT.c.kept == page)
    query = sa.select(_MERCHANT.c.id).where(group, _MERCHANT.c.uscc.is_not(None))
    return session.connection().execute(query.limit(1)).first() is not None


def find_merchant(session: Session, name_or_uscc: str) -> tuple[int, Merchant] | None:
    """The merchant of a credit code or an exact name."""
    query = (
        sa.select(_MERCHANT)
        .where(sa.or_(_MERCHANT.c.uscc == name_or_uscc, _MERCHANT.c.name == name_or_uscc))
        .order_by(_MERCHANT.c.id)
    )
    row = session.connection().execute(query).first()
    return (row.id, Merchant(row.name, row.uscc)) if row else None


def add_clerk(session: Session, name: str, roles: Iterable[Role], *, owner: bool = False) -> Clerk:
    """A new clerk. Refuses a name in use: `clerk.taken`, or `clerk.taken_by_left` of somebody who left."""
    connection = session.connection()
    before = connection.execute(sa.select(_CLERK.c.active).where(_CLERK.c.name == name)).first()
    if before is not None:
        raise Refusal("clerk.taken" if before.active else "clerk.taken_by_left", "name", name=name)
    held = frozenset(roles)
    row = {"name": name, "roles": sorted(role.value for role in held), "owner": owner, "version": 1}
    key = connection.execute(sa.insert(_CLERK).values(**row)).lastrowid
    return Clerk(int(key), name, held)


def clerks(session: Session) -> tuple[Clerk, ...]:
    """All clerks, those who left among them, in the order they came."""
    return tuple(map(_clerk, session.connection().execute(sa.select(_CLERK).order_by(_CLERK.c.id))))


def clerk(session: Session, name: str, field: str = "clerk") -> Clerk:
    """The clerk of a name, told in `field`. Refuses `clerk.unknown`, and who left (`clerk.left`)."""
    connection = session.connection()
    row = connection.execute(sa.select(_CLERK).where(_CLERK.c.name == name)).first()
    if row is None:
        here = sa.select(_CLERK.c.name).where(_CLERK.c.active == True).order_by(_CLERK.c.id)  # noqa: E712 -- SQL's =
        raise Refusal("clerk.unknown", field, name=name, known=list(connection.execute(here).scalars()))
    if not row.active:
        raise Refusal("clerk.left", field, name=name)
    return _clerk(row)


def clerk_of(session: Session, key: int) -> Clerk:
    """The clerk of a key. Refuses `clerk.unknown`."""
    row = session.connection().execute(sa.select(_CLERK).where(_CLERK.c.id == key)).first()
    if row is None:
        raise Refusal("clerk.unknown", "clerk", name=str(key), known=[])
    return _clerk(row)


def owner(session: Session) -> Clerk:
    """The clerk the desk was made with."""
    return _clerk(session.connection().execute(sa.select(_CLERK).where(_CLERK.c.owner).order_by(_CLERK.c.id)).first())


def _clerk(row: Any) -> Clerk:
    return Clerk(row.id, row.name, frozenset(Role(role) for role in row.roles))
