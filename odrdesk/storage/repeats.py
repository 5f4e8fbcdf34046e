"""Whether a dispute that comes again by a sheet is on the desk already."""

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.complaint import Complaint
from odrdesk.storage import disputes
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_rows import seller
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.tables import ImportBatchRow, ImportedRow

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
