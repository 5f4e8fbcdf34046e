"""Tags: rows in, domain values out; which case has which."""

import json
from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.tags import Change, Tag, folded
from odrdesk.storage.columns import table
from odrdesk.storage.search import collation
from odrdesk.storage.tag_tables import DisputeTagRow, TagFormerRow, TagRow

_TAG, _FORMER, _ON = table(TagRow), table(TagFormerRow), table(DisputeTagRow)


def every(session: Session) -> tuple[Tag, ...]:
    """All tags of the desk in the order of their sound, retired ones too."""
    connection = session.connection()
    former: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(_FORMER.c.tag, _FORMER.c.name).order_by(_FORMER.c.name)):
        former.setdefault(row.tag, []).append(row.name)
    rows = connection.execute(sa.select(_TAG).order_by(_TAG.c.sound, _TAG.c.id))
    return tuple(Tag(row.id, row.name, row.tone, row.retired, tuple(former.get(row.id, ()))) for row in rows)


def add(session: Session, tag: Tag) -> Tag:
    """Store a new one, whose name no other has; it comes back with its key."""
    _leave(session, tag.name)
    made = session.connection().execute(sa.insert(_TAG).values(**_values(tag), version=1))
    key = made.inserted_primary_key
    return Tag(int(key[0]) if key else 0, tag.name, tag.tone, tag.retired)


def change(session: Session, before: Tag, after: Tag) -> None:
    """Store what a tag is now; a name it had stays known until another takes it."""
    connection = session.connection()
    _leave(session, after.name)
    if folded(before.name) != folded(after.name):
        told = {"folded": folded(before.name), "tag": before.key, "name": before.name}
        connection.execute(sa.insert(_FORMER).values(**told))
    kept = sa.update(_TAG).where(_TAG.c.id == before.key)
    connection.execute(kept.values(**_values(after), version=_TAG.c.version + 1))


def on(session: Session, keys: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The keys of the tags on each of these disputes that is there, in the order of their sound."""
    told = json.dumps(sorted(set(keys)))
    asked = """SELECT d.id, t.tag FROM dispute d LEFT JOIN dispute_tag t ON t.dispute = d.id
 LEFT JOIN tag g ON g.id = t.tag WHERE d.id IN (SELECT value FROM json_each(:keys)) ORDER BY g.sound, g.id"""
    found: dict[int, tuple[int, ...]] = {}
    for dispute, tag in session.connection().exec_driver_sql(asked, {"keys": told}):
        found[dispute] = (*found.get(dispute, ()), *(() if tag is None else (tag,)))
    return found


def put(session: Session, changes: Mapping[int, Change]) -> None:
    """Give and take, by dispute."""
    connection = session.connection()
    for dispute, told in changes.items():
        if told.taken:
            gone = sa.delete(_ON).where(_ON.c.dispute == dispute, _ON.c.tag.in_(told.taken))
            connection.execute(gone)
    given = [{"dispute": dispute, "tag": tag} for dispute, told in changes.items() for tag in told.given]
    if given:
        connection.execute(sa.insert(_ON), given)


def counts(session: Session, among: Iterable[int] | None = None) -> dict[int, int]:
    """On how many disputes each tag is, of all or `among` these; one on none is left out."""
    asked = "SELECT tag, count(*) FROM dispute_tag GROUP BY tag"
    if among is None:
        return {row[0]: row[1] for row in session.connection().exec_driver_sql(asked)}
    asked = """SELECT tag, count(*) FROM dispute_tag
 WHERE dispute IN (SELECT value FROM json_each(:keys)) GROUP BY tag"""
    found = session.connection().exec_driver_sql(asked, {"keys": json.dumps(list(among))})
    return {row[0]: row[1] for row in found}


def _leave(session: Session, name: str) -> None:
    """What was a former name is one that a tag has now."""
    session.connection().execute(sa.delete(_FORMER).where(_FORMER.c.folded == folded(name)))


def _values(tag: Tag) -> dict[str, object]:
    return {
        "name": tag.name,
        "folded": folded(tag.name),
        "sound": collation(tag.name),
        "tone": tag.tone,
        "retired": tag.retired,
    }
