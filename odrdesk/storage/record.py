"""The record: appended in the transaction of every change, chained, never updated; triggers forbid the rest.

The session that writes carries the key of the chain and the moment of writing in its `info` (see `seal_with`).
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import START, Bare, Entry, Finding, Written, body_of, commitment, link
from odrdesk.storage.columns import table, utc_text
from odrdesk.storage.seal import MARK_LENGTH, Head
from odrdesk.storage.tables import ClerkRow, PayloadRow, RecordRow

SALT_LENGTH = 32
CHUNK = 2_000

_RECORD = table(RecordRow)
_PAYLOAD = table(PayloadRow)
_CLERK = table(ClerkRow)


def seal_with(session: Session, key: bytes, now: datetime) -> None:
    """Give a session what `append` needs: the key of the chain, and when it writes."""
    session.info["key"] = key
    session.info["now"] = now


def append(session: Session, entry: Entry) -> int:
    """Write an entry as the next of the chain, in the session's transaction; its `seq`."""
    connection = session.connection()
    last = connection.execute(sa.select(_RECORD.c.seq, _RECORD.c.mac).order_by(_RECORD.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.mac) if last else (1, START)
    now: datetime = session.info["now"]
    salt, body = secrets.token_bytes(SALT_LENGTH), body_of(entry)
    bare = Bare(seq, entry.act, utc_text(entry.at), utc_text(now), entry.clerk, entry.dispute, commitment(salt, body))
    mac = link(session.info["key"], previous, bare)
    row = {
        "seq": seq,
        "act": entry.act,
        "at": entry.at,
        "written_at": now,
        "clerk": entry.clerk,
        "dispute": entry.dispute,
        "commitment": bare.commitment,
        "prev": previous,
        "mac": mac,
    }
    connection.execute(sa.insert(_RECORD), row)
    connection.execute(sa.insert(_PAYLOAD), {"seq": seq, "salt": salt, "body": body})
    session.info["head"] = Head(seq, mac[:MARK_LENGTH])
    return int(seq)


def entries(
    session: Session, dispute: int | None = None, *, after: int = 0, limit: int | None = None
) -> tuple[Written, ...]:
    """Entries in the order of writing: of one dispute (its key), or of the whole desk."""
    query = _written().where(_RECORD.c.seq > after).order_by(_RECORD.c.seq).limit(limit)
    if dispute is not None:
        query = query.where(_RECORD.c.dispute == dispute)
    return tuple(_as_written(row) for row in session.connection().execute(query))


def of_disputes(session: Session, keys: Sequence[int]) -> dict[int, tuple[Written, ...]]:
    """The entries of several disputes (their keys) at once, each in the order of writing."""
    query = _written().where(_RECORD.c.dispute.in_(keys)).order_by(_RECORD.c.seq)
    found: dict[int, list[Written]] = {key: [] for key in keys}
    for row in session.connection().execute(query):
        found[row.dispute].append(_as_written(row))
    return {key: tuple(entries) for key, entries in found.items()}


def latest(session: Session, count: int, *, but: Sequence[str] = ()) -> tuple[Written, ...]:
    """The last entries of the desk, newest first; those of the acts in `but` are left out."""
    query = _written().where(_RECORD.c.act.not_in(list(but))).order_by(_RECORD.c.seq.desc()).limit(count)
    return tuple(_as_written(row) for row in session.connection().execute(query))


def newest_of(session: Session, acts: Sequence[str]) -> Iterator[Written]:
    """The entries of these acts, newest first, one by one: who asks takes as many as he needs."""
    query = _written().where(_RECORD.c.act.in_(list(acts))).order_by(_RECORD.c.seq.desc())
    yield from map(_as_written, session.connection().execute(query))


class Link(NamedTuple):
    """An entry as the chain holds it: its bare part, its own and its forerunner's link, and what opens the payload.

    `salt` and `body` are None where the payload was erased.
    """

    bare: Bare
    prev: bytes
    mac: bytes
    salt: bytes | None
    body: str | None


def links(session: Session, dispute: int) -> tuple[Link, ...]:
    """The entries of a dispute (its key) as the chain holds them, in the order of writing."""
    found = session.connection().exec_driver_sql(_LINKS, (dispute,)).fetchall()
    return tuple(Link(Bare(*row[:7]), *row[7:11]) for row in found)


def macs(session: Session, seqs: Sequence[int]) -> dict[int, bytes]:
    """The links of the entries of these places; a place that is not there is left out."""
    query = sa.select(_RECORD.c.seq, _RECORD.c.mac).where(_RECORD.c.seq.in_(list(seqs)))
    return {row.seq: row.mac for row in session.connection().execute(query)}


def facts_of(session: Session, act: str) -> tuple[dict[str, Any], ...]:
    """What the entries of one act say, in the order of writing; those that were erased are left out."""
    query = (
        sa.select(_PAYLOAD.c.body)
        .join_from(_RECORD, _PAYLOAD, _PAYLOAD.c.seq == _RECORD.c.seq)
        .where(_RECORD.c.act == act, _PAYLOAD.c.body.is_not(None))
        .order_by(_RECORD.c.seq)
    )
    return tuple(json.loads(body)["facts"] for body in session.connection().execute(query).scalars())


def of_act(session: Session, act: str) -> tuple[Written, ...]:
    """The entries of one act, in the order of writing."""
    query = _written().where(_RECORD.c.act == act).order_by(_RECORD.c.seq)
    return tuple(_as_written(row) for row in session.connection().execute(query))


def of_seqs(session: Session, seqs: Sequence[int]) -> tuple[Written, ...]:
    """The entries of these places, newest first."""
    query = _written().where(_RECORD.c.seq.in_(list(seqs))).order_by(_RECORD.c.seq.desc())
    return tuple(_as_written(row) for row in session.connection().execute(query))


def erase(session: Session, seq: int) -> None:
    """Take away the payload of an entry for good; the chain keeps its commitment. Refuses `record.unknown`."""
    done = session.connection().execute(sa.update(_PAYLOAD).where(_PAYLOAD.c.seq == seq).values(salt=None, body=None))
    if done.rowcount == 0:
        raise Refusal("record.unknown", "seq", seq=seq)


def head(session: Session) -> Head | None:
    """The last entry of the chain, or None in an empty record."""
    last = (
        session.connection()
        .execute(sa.select(_RECORD.c.seq, _RECORD.c.mac).order_by(_RECORD.c.seq.desc()).limit(1))
        .first()
    )
    return Head(last.seq, last.mac[:MARK_LENGTH]) if last else None


def last_seq(session: Session) -> int:
    """The place of the last entry."""
    return int(session.connection().execute(sa.select(sa.func.max(_RECORD.c.seq))).scalar_one())


def compare(session: Session, noted: Head) -> None:
    """Compare the record with the head noted beside it.

    Fault `desk.tail_lost` when confirmed entries are gone, `desk.diverged` when that entry is another one.
    """
    mac = session.connection().execute(sa.select(_RECORD.c.mac).where(_RECORD.c.seq == noted.seq)).scalar()
    if mac is None:
        last = head(session)
        raise Fault("desk.tail_lost", lost=noted.seq - (last.seq if last else 0), noted=noted.seq)
    if mac[:MARK_LENGTH] != noted.mark:
        raise Fault("desk.diverged", noted=noted.seq)


def verify(session: Session, key: bytes) -> Iterator[Finding]:
    """Walk the chain and say where it is broken.

    `record.gap` (an entry is missing), `record.link` (it does not name its forerunner), `record.altered` (its HMAC
    does not fit), `record.payload_altered` (what it says is not what was said then).
    """
    previous, expected, last = START, 1, 0
    while True:
        found = session.connection().exec_driver_sql(_VERIFY, (last, CHUNK)).fetchall()
        for row in found:
            last = row[0]
            if last != expected:
                yield Finding("record.gap", {"seq": expected, "next": last})
            elif row[7] != previous:
                yield Finding("record.link", {"seq": last})
            yield from _altered(key, row)
            previous, expected = row[8], last + 1
        if len(found) < CHUNK:
            return


_VERIFY = """
SELECT r.seq, r.act, r.at, r.written_at, r.clerk, r.dispute, r.commitment, r.prev, r.mac, p.salt, p.body, p.seq
FROM record r LEFT JOIN payload p USING (seq) WHERE r.seq > ? ORDER BY r.seq LIMIT ?
"""


def _altered(key: bytes, row: Any) -> Iterator[Finding]:
    if link(key, row[7], Bare(*row[:7])) != row[8]:
        yield Finding("record.altered", {"seq": row[0]})
    missing = row[11] is None
    if missing or (row[9] is not None and commitment(row[9], row[10]) != row[6]):
        yield Finding("record.payload_altered", {"seq": row[0]})


_LINKS = """
SELECT r.seq, r.act, r.at, r.written_at, r.clerk, r.dispute, r.commitment, r.prev, r.mac, p.salt, p.body
FROM record r LEFT JOIN payload p USING (seq) WHERE r.dispute = ? ORDER BY r.seq
"""


def _written() -> "sa.Select[Any]":
    return (
        sa.select(
            _RECORD.c.seq,
            _RECORD.c.act,
            _RECORD.c.at,
            _RECORD.c.written_at,
            _RECORD.c.clerk,
            _RECORD.c.dispute,
            _CLERK.c.name,
            _PAYLOAD.c.body,
        )
        .join_from(_RECORD, _PAYLOAD, _PAYLOAD.c.seq == _RECORD.c.seq, isouter=True)
        .join(_CLERK, _CLERK.c.id == _RECORD.c.clerk, isouter=True)
    )


def _as_written(row: Any) -> Written:
    told = json.loads(row.body) if row.body else {"facts": {}, "why": None}
    entry = Entry(row.act, row.at, row.clerk, row.dispute, told["facts"], told["why"])
    return Written(row.seq, entry, row.written_at, row.name, erased=row.body is None)
