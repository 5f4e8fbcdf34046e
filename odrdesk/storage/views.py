"""Lists that were saved under a name, in the language of `odrdesk.domain.listing`."""

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session

from odrdesk.domain.listing import Listing, order, parse, written
from odrdesk.storage.columns import table
from odrdesk.storage.tables import ViewRow

_VIEW = table(ViewRow)


def save(session: Session, name: str, listing: Listing) -> None:
    """Keep a list under a name, in place of an earlier one of that name."""
    statement = insert(_VIEW).values(name=name, where_text=written(listing), sort=listing.order.text, version=1)
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=[_VIEW.c.name],
            set_={
                "where_text": statement.excluded.where_text,
                "sort": statement.excluded.sort,
                "version": _VIEW.c.version + 1,
            },
        )
    )


def views(session: Session) -> dict[str, Listing]:
    """The saved lists by name, in the order they were first saved."""
    rows = session.connection().execute(sa.select(_VIEW).order_by(_VIEW.c.id))
    found = {}
    for row in rows:
        read = parse(row.where_text)
        found[row.name] = Listing(read.where, read.text, order(row.sort))
    return found


def discard(session: Session, name: str) -> None:
    """Forget a saved list."""
    session.connection().execute(sa.delete(_VIEW).where(_VIEW.c.name == name))
