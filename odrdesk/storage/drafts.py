"""Drafts: what was typed and not yet registered, as plain JSON values, so that nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.storage.columns import table
from odrdesk.storage.tables import DraftRow

_DRAFT = table(DraftRow)


class Draft(NamedTuple):
    """A draft of one clerk; `kind` says which form it belongs to. `key` is 0 until it is kept."""

    key: int
    kind: str
    clerk: int | None
    values: Mapping[str, object]
    saved_at: datetime


def save(session: Session, draft: Draft) -> int:
    """Keep a draft, a new one where `key` is 0 or was discarded meanwhile; its key."""
    connection = session.connection()
    values = {"kind": draft.kind, "clerk": draft.clerk, "content": dict(draft.values), "saved_at": draft.saved_at}
    if draft.key:
        known = sa.update(_DRAFT).where(_DRAFT.c.id == draft.key)
        if connection.execute(known.values(**values, version=_DRAFT.c.version + 1)).rowcount:
            return draft.key
    return int(connection.execute(sa.insert(_DRAFT).values(**values, version=1)).lastrowid)


def drafts(session: Session, clerk: int | None = None, kind: str | None = None) -> tuple[Draft, ...]:
    """The drafts of a clerk (of everybody when None), newest first."""
    query = sa.select(_DRAFT).order_by(_DRAFT.c.saved_at.desc(), _DRAFT.c.id.desc())
    if clerk is not None:
        query = query.where(_DRAFT.c.clerk == clerk)
    if kind is not None:
        query = query.where(_DRAFT.c.kind == kind)
    rows = session.connection().execute(query)
    return tuple(Draft(row.id, row.kind, row.clerk, row.content, row.saved_at) for row in rows)


def discard(session: Session, key: int) -> None:
    """Throw a draft away."""
    session.connection().execute(sa.delete(_DRAFT).where(_DRAFT.c.id == key))
