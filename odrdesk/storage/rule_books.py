"""Documents of own rules that a desk took in, oldest first; none is ever changed or taken away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.storage.columns import table
from odrdesk.storage.tables import ClerkRow, RuleBookRow

_BOOK, _CLERK = table(RuleBookRow), table(ClerkRow)


class Kept(NamedTuple):
    """A document as it was taken in: when, by whom, and its entry's place in the record."""

    key: int
    content: Mapping[str, Any]
    imported_at: datetime
    clerk_name: str | None
    seq: int


def add(session: Session, document: Mapping[str, Any], *, title: str, at: datetime, clerk: int, seq: int) -> int:
    """Keep a document (JSON values); its key."""
    values = {"title": title, "content": dict(document), "imported_at": at, "clerk": clerk, "seq": seq}
    return int(session.connection().execute(sa.insert(_BOOK), values).lastrowid)


def kept(session: Session, before: int | None = None) -> tuple[Kept, ...]:
    """All documents, oldest first; only those taken in before an entry of the record where it is named."""
    query = (
        sa.select(_BOOK.c.id, _BOOK.c.content, _BOOK.c.imported_at, _CLERK.c.name, _BOOK.c.seq)
        .join_from(_BOOK, _CLERK, _CLERK.c.id == _BOOK.c.clerk, isouter=True)
        .order_by(_BOOK.c.id)
    )
    if before is not None:
        query = query.where(_BOOK.c.seq < before)
    return tuple(Kept._make(row) for row in session.connection().execute(query))
