"""Whether a dispute that comes again by a sheet is on the desk already."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.complaint import Complaint
from odrdesk.storage import disputes
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_rows import seller
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.tables import ImportBatchRow, ImportedRow

ASKED_AT_ONCE = 500

_DISPUTE, _BATCH, _IMPORTED = table(DisputeRow), table(ImportBatchRow), table(ImportedRow)


def known(session: Session, complaint: Complaint, *, received_told: bool = True) -> str | None:
    """The number of the dispute that this complaint is already, or None.

    By channel and channel number where there is one: another number is another complaint, even about the same order,
    and a person decides whether to merge them. Without a channel number by phone and order number, and without those
    by everything that was said (`received_told`: the time of receipt too). Disputes of an import that was taken back
    are not meant: their sheet may come again.
    """
    if complaint.channel_no:
        return disputes.by_channel_no(session, complaint.channel, complaint.channel_no)
    query = sa.select(_DISPUTE.c.number).where(*_alike(complaint, received_told=received_told), ~_taken_back())
    return session.connection().execute(query.order_by(_DISPUTE.c.id).limit(1)).scalar()


def look_alikes(session: Session, complaints: Sequence[Complaint]) -> list[str | None]:
    """For each the newest dispute with its order number, or with its phone and merchant within 30 days; None.

    Asked for a whole sheet in a few queries: what is alike is another complaint until a person says otherwise.
    """
    orders: dict[str, str] = {}
    for part in _parts({one.order.no for one in complaints if one.order.no}):
        query = sa.select(_DISPUTE.c.order_no, _DISPUTE.c.number).where(_DISPUTE.c.order_no.in_(part))
        orders |= {row[0]: row[1] for row in session.connection().execute(query.order_by(_DISPUTE.c.id))}
    phones: dict[tuple[str, str], list[tuple[datetime, str]]] = {}
    for part in _parts({one.consumer.phone for one in complaints if one.consumer.phone}):
        columns = (_DISPUTE.c.consumer_phone, _DISPUTE.c.seller, _DISPUTE.c.received_at, _DISPUTE.c.number)
        query = sa.select(*columns).where(_DISPUTE.c.consumer_phone.in_(part)).order_by(_DISPUTE.c.id)
        for row in session.connection().execute(query):
            phones.setdefault((row[0], row[1]), []).append((row[2], row[3]))
    return [_number_of(one, orders, phones) for one in complaints]


def _number_of(
    one: Complaint, orders: Mapping[str, str], phones: Mapping[tuple[str, str], Sequence[tuple[datetime, str]]]
) -> str | None:
    if one.order.no and one.order.no in orders:
        return orders[one.order.no]
    span = timedelta(days=disputes.ALIKE_DAYS)
    told = phones.get((one.consumer.phone or "", seller(one) or ""), ())
    return next((no for at, no in reversed(told) if one.received_at and abs(at - one.received_at) <= span), None)


def _parts(values: Collection[str | None]) -> Iterator[list[str]]:
    """So many at once as a query may ask for."""
    waiting = iter(sorted(value for value in values if value))
    while part := list(islice(waiting, ASKED_AT_ONCE)):
        yield part


def _alike(complaint: Complaint, *, received_told: bool) -> "list[sa.ColumnElement[bool]]":
    consumer, order = complaint.consumer, complaint.order
    if consumer.phone and order.no:
        return [_DISPUTE.c.order_no == order.no, _DISPUTE.c.consumer_phone == consumer.phone]
    said = [
        _DISPUTE.c.channel == complaint.channel,
        _DISPUTE.c.consumer_name == consumer.name,
        _DISPUTE.c.consumer_phone.is_not_distinct_from(consumer.phone),
        _DISPUTE.c.seller == seller(complaint),
        _DISPUTE.c.facts == complaint.facts,
    ]
    return [*said, _DISPUTE.c.received_at == complaint.received_at] if received_told else said


def _taken_back() -> "sa.ColumnElement[bool]":
    return sa.exists().where(
        _IMPORTED.c.dispute == _DISPUTE.c.id, _IMPORTED.c.batch == _BATCH.c.id, _BATCH.c.undone_at.is_not(None)
    )
