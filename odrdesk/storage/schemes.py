"""The desk's own versions of its scheme: added, never changed."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.scheme import Scheme
from odrdesk.storage.columns import table
from odrdesk.storage.fund_tables import SchemeRow

_SCHEME = table(SchemeRow)


def contents(session: Session) -> tuple[Mapping[str, Any], ...]:
    """The versions as they were taken in, oldest first."""
    query = sa.select(_SCHEME.c.content).order_by(_SCHEME.c.id)
    return tuple(session.connection().execute(query).scalars())


def add(session: Session, scheme: Scheme, content: Mapping[str, Any], clerk: int, seq: int) -> None:
    """Keep a version; `seq` is its entry of the record."""
    row = {
        "version": scheme.version,
        "effective_from": scheme.effective_from,
        "content": dict(content),
        "taken_at": session.info["now"],
        "clerk": clerk,
        "seq": seq,
    }
    session.connection().execute(sa.insert(_SCHEME), row)
