"""The watch list: marks in, marks out, looked up by what a text contains."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.watchlist import Mark, folded, head
from odrdesk.storage.columns import table
from odrdesk.storage.ip_tables import WatchedMarkRow

AT_ONCE = 500
"""Heads to a statement: SQLite takes so many variables and more, the plan stays an index look-up."""

_MARK = table(WatchedMarkRow)
_FIELDS = ("name", "registration_no", "classes", "holder", "effective_from", "effective_to", "source")


class Put(NamedTuple):
    """What an import made of the list: how many marks are new, the old form of those that changed, how many stayed."""

    added: int
    changed: tuple[Mark, ...]
    unchanged: int


def marks(session: Session) -> tuple[Mark, ...]:
    """The whole list, by name."""
    query = sa.select(_MARK).order_by(_MARK.c.folded, _MARK.c.registration_no, _MARK.c.classes)
    return tuple(map(_mark_of, session.connection().execute(query)))


def candidates(session: Session, heads: Iterable[str]) -> tuple[Mark, ...]:
    """The marks that may stand in a text with these heads."""
    connection = session.connection()
    found: list[Mark] = []
    wanted = sorted(heads)
    for some in (wanted[place : place + AT_ONCE] for place in range(0, len(wanted), AT_ONCE)):
        query = sa.select(_MARK).where(_MARK.c.head.in_(some)).order_by(_MARK.c.id)
        found.extend(map(_mark_of, connection.execute(query)))
    return tuple(found)


def put(session: Session, wanted: Sequence[Mark]) -> Put:
    """Add the marks; one with the same registration number, classes and name takes the place of the old."""
    connection = session.connection()
    known = {_key(_mark_of(row)): row for row in connection.execute(sa.select(_MARK))}
    fresh: dict[tuple[str, ...], dict[str, Any]] = {}
    changed, unchanged = [], 0
    for mark in wanted:
        old = known.get(_key(mark))
        if old is None:
            fresh[_key(mark)] = _row(mark)
        elif _mark_of(old) == mark:
            unchanged += 1
        else:
            changed.append(_mark_of(old))
            connection.execute(sa.update(_MARK).where(_MARK.c.id == old.id), _row(mark))
    if fresh:
        connection.execute(sa.insert(_MARK), list(fresh.values()))
    return Put(len(fresh), tuple(changed), unchanged)


def _key(mark: Mark) -> tuple[str, ...]:
    return mark.registration_no, mark.classes, folded(mark.name)


def _row(mark: Mark) -> dict[str, Any]:
    name = folded(mark.name)
    return {**{field: getattr(mark, field) for field in _FIELDS}, "folded": name, "head": head(name)}


def _mark_of(row: Any) -> Mark:
    return Mark(**{field: getattr(row, field) for field in _FIELDS})
