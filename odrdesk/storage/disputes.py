"""Disputes: rows in, domain values out. The mapping of the wide row lies in `dispute_rows`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.storage import dispute_rows as rows
from odrdesk.storage import evidence, papers, parties, search, series
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.party_tables import MerchantRow
from odrdesk.storage.tables import ImportBatchRow, ImportedRow

NUMBER = "ODR-{year}-{seq:05d}"
SERIES = "dispute"
ALIKE_DAYS = 30
ALIKE_MOST = 20

_DISPUTE, _MERCHANT = table(DisputeRow), table(MerchantRow)
_BATCH, _IMPORTED = table(ImportBatchRow), table(ImportedRow)


def _in_order(children: sa.Table) -> "sa.Select[Any]":
    order = [column for column in children.primary_key.columns if column.name != "dispute"]
    return sa.select(children).where(children.c.dispute == sa.bindparam("key")).order_by(*order)


def _of_many(children: sa.Table) -> "sa.Select[Any]":
    many = children.c.dispute.in_(sa.bindparam("keys", expanding=True))
    return sa.select(children).where(many).order_by(*children.primary_key.columns)


# Built once: putting nine statements together took longer than running them.
_CHILDREN = {children: _in_order(children) for children in rows.CHILDREN}
_OF_MANY = {children: _of_many(children) for children in rows.CHILDREN}
_SAVE = sa.update(_DISPUTE).where(
    _DISPUTE.c.id == sa.bindparam("its_key"), _DISPUTE.c.version == sa.bindparam("its_version")
)


def next_number(session: Session, year: int) -> str:
    """The next number of the year, `ODR-2026-00001`; without gaps, as it is taken in the same transaction."""
    return NUMBER.format(year=year, seq=series.following(session, SERIES, year))


def add(session: Session, dispute: Dispute) -> int:
    """Store a new dispute and index it for search; its key. Refuses `channel_no.taken` (data: `number`)."""
    connection = session.connection()
    complaint = dispute.complaint
    taken = by_channel_no(session, complaint.channel, complaint.channel_no)
    if taken is not None:
        raise Refusal("channel_no.taken", "channel_no", number=taken)
    # Values go beside the statement: sixty of them inside it would cost more than the database does.
    made = connection.execute(sa.insert(_DISPUTE), _row(session, dispute) | {"version": 1})
    key = int(made.lastrowid)
    for children, wanted in rows.children_of(dispute).items():
        _insert(connection, children, key, wanted)
    search.index(session, key, complaint, dispute.number)
    return key


def load(session: Session, number: str) -> Dispute:
    """The dispute of a number. Refuses `dispute.unknown`."""
    return _load(session, _DISPUTE.c.number == number, number)


def load_key(session: Session, key: int) -> Dispute:
    """The dispute of a key. Refuses `dispute.unknown`."""
    return _load(session, _DISPUTE.c.id == key, str(key))


def newest(session: Session, count: int, *, before: int | None = None) -> tuple[Dispute, ...]:
    """At most `count` disputes, the newest first, of those with a key below `before`: many at once, for long walks."""
    query = sa.select(_DISPUTE).order_by(_DISPUTE.c.id.desc()).limit(count)
    return _many(session, query if before is None else query.where(_DISPUTE.c.id < before))


def registered(session: Session, since: datetime, until: datetime, *, after: int, limit: int) -> tuple[Dispute, ...]:
    """At most `limit` disputes registered from a moment and before another, by their keys, of those above `after`.

    Those that came with a sheet that was taken back are left out.
    """
    undone = sa.select(_IMPORTED.c.dispute).join(_BATCH, _BATCH.c.id == _IMPORTED.c.batch)
    within = _DISPUTE.c.registered_at.is_not(None) & (_DISPUTE.c.registered_at >= since)
    query = (
        sa.select(_DISPUTE)
        .where(within, _DISPUTE.c.registered_at < until, _DISPUTE.c.id > after)
        .where(_DISPUTE.c.id.not_in(undone.where(_BATCH.c.undone_at.is_not(None))))
        .order_by(_DISPUTE.c.id)
        .limit(limit)
    )
    return _many(session, query)


def _many(session: Session, query: "sa.Select[Any]") -> tuple[Dispute, ...]:
    connection = session.connection()
    found = connection.execute(query).all()
    of: dict[int, dict[sa.Table, list[Any]]] = {row.id: {each: [] for each in rows.CHILDREN} for row in found}
    for children, wanted in _OF_MANY.items():
        for child in connection.execute(wanted, {"keys": list(of)}):
            of[child.dispute][children].append(child)
    return tuple(_whole(session, row, of[row.id]) for row in found)


def count(session: Session) -> int:
    """How many disputes there are."""
    return int(session.connection().execute(sa.select(sa.func.count()).select_from(_DISPUTE)).scalar_one())


def save(session: Session, before: Dispute, after: Dispute) -> Dispute:
    """Write what changed from `before` to `after`; the dispute as stored, with its new version.

    Refuses `dispute.changed_elsewhere` when the stored version is no longer that of `before`, which is what keeps an
    open form from overwriting what another person saved. Papers are written by `odrdesk.storage.papers`, never here.
    """
    connection = session.connection()
    place = {"its_key": before.key, "its_version": before.version}
    done = connection.execute(_SAVE, _row(session, after) | place | {"version": before.version + 1})
    if done.rowcount == 0:
        raise Refusal("dispute.changed_elsewhere", number=before.number)
    old, new = rows.children_of(before), rows.children_of(after)
    for children, wanted in new.items():
        _replace(connection, children, before.key, old[children], wanted)
    if search.text_of(before.complaint, before.number) != search.text_of(after.complaint, after.number):
        search.index(session, before.key, after.complaint, after.number)
    return replace(after, version=before.version + 1)


def merchant_page(session: Session, key: int) -> int | None:
    """The merchant whose page shows the dispute of a key; None where no merchant is known."""
    query = (
        sa.select(sa.func.coalesce(_MERCHANT.c.kept, _MERCHANT.c.id))
        .join_from(_DISPUTE, _MERCHANT, _MERCHANT.c.id == _DISPUTE.c.merchant)
        .where(_DISPUTE.c.id == key)
    )
    return session.connection().execute(query).scalar()


def by_channel_no(session: Session, channel: str | None, channel_no: str | None) -> str | None:
    """The number of the dispute that came by this channel under this channel number."""
    if not channel or not channel_no:
        return None
    query = sa.select(_DISPUTE.c.number).where(_DISPUTE.c.channel == channel, _DISPUTE.c.channel_no == channel_no)
    return session.connection().execute(query).scalar()


def similar(session: Session, complaint: Complaint, apart_from: int = 0) -> tuple[str, ...]:
    """Numbers of look-alikes, newest first.

    The same order number; the same phone and merchant received within 30 days of each other; the same channel number.
    """
    alike = []
    if complaint.order.no:
        alike.append(_DISPUTE.c.order_no == complaint.order.no)
    if complaint.channel_no:
        alike.append(_DISPUTE.c.channel_no == complaint.channel_no)
    if complaint.consumer.phone and complaint.received_at:
        span = timedelta(days=ALIKE_DAYS)
        near = _DISPUTE.c.received_at.between(complaint.received_at - span, complaint.received_at + span)
        of_same = _DISPUTE.c.seller == rows.seller(complaint)
        if complaint.merchant and complaint.merchant.uscc:
            of_same = sa.or_(of_same, _DISPUTE.c.merchant_uscc == complaint.merchant.uscc)
        alike.append(sa.and_(_DISPUTE.c.consumer_phone == complaint.consumer.phone, of_same, near))
    if not alike:
        return ()
    query = sa.select(_DISPUTE.c.number).where(sa.or_(*alike), _DISPUTE.c.id != apart_from)
    newest = query.order_by(_DISPUTE.c.id.desc()).limit(ALIKE_MOST)
    return tuple(session.connection().execute(newest).scalars())


def _row(session: Session, dispute: Dispute) -> dict[str, Any]:
    merchant = dispute.complaint.merchant
    named = merchant is not None and bool(merchant.name.strip() or merchant.uscc)
    return rows.row_of(dispute) | {"merchant": parties.merchant_key(session, merchant) if merchant and named else None}


def _load(session: Session, condition: "sa.ColumnElement[bool]", asked: str) -> Dispute:
    connection = session.connection()
    row = connection.execute(sa.select(_DISPUTE).where(condition)).first()
    if row is None:
        raise Refusal("dispute.unknown", "number", number=asked)
    children = {each: connection.execute(query, {"key": row.id}).all() for each, query in _CHILDREN.items()}
    return _whole(session, row, children)


def _whole(session: Session, row: Any, children: Mapping[sa.Table, Sequence[Any]]) -> Dispute:
    marks = tuple(paper.mark for paper in papers.of_dispute(session, row.id))
    found = rows.dispute_of(row, children, marks)
    return replace(found, evidence=evidence.marks(session, row.id))


def _insert(connection: Connection, children: sa.Table, key: int, wanted: list[dict[str, Any]]) -> None:
    if wanted:
        connection.execute(sa.insert(children), [{"dispute": key, **row} for row in wanted])


def _replace(
    connection: Connection,
    children: sa.Table,
    key: int,
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
) -> None:
    """Write only what differs: rows that stay stay, further ones are added, changed and surplus ones are taken away."""
    if old == new:
        return
    gone = [row for row in old if row not in new]
    places = [column.name for column in children.primary_key.columns if column.name != "dispute"]
    for row in gone:
        here = [children.c[name] == row[name] for name in places]
        connection.execute(sa.delete(children).where(children.c.dispute == key, *here))
    _insert(connection, children, key, [row for row in new if row not in old])
