"""Imported sheets: what came with which, so that an import can be looked at and taken back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.tables import ImportBatchRow, ImportedRow, RecordRow

REGISTERED = "dispute.register"
"""The entry of the record that every dispute begins with."""

_BATCH = table(ImportBatchRow)
_IMPORTED = table(ImportedRow)
_DISPUTE = table(DisputeRow)
_RECORD = table(RecordRow)


class Batch(NamedTuple):
    """One imported sheet; `report` are plain JSON values. `key` is 0 until it is stored."""

    key: int
    file: str
    sha256: str
    at: datetime
    clerk: int | None
    report: Mapping[str, object]
    undone_at: datetime | None = None


def add(session: Session, batch: Batch, disputes: Iterable[int]) -> int:
    """Store a batch and the keys of the disputes it brought; its key."""
    connection = session.connection()
    row = {"file": batch.file, "sha256": batch.sha256, "at": batch.at, "clerk": batch.clerk, "report": batch.report}
    key = int(connection.execute(sa.insert(_BATCH).values(**row)).lastrowid)
    brought = [{"batch": key, "dispute": dispute} for dispute in disputes]
    if brought:
        connection.execute(sa.insert(_IMPORTED), brought)
    return key


def extend(session: Session, key: int, disputes: Iterable[int], report: Mapping[str, object]) -> None:
    """Add disputes to a batch that is still coming in, and put its report in place of the last."""
    connection = session.connection()
    brought = [{"batch": key, "dispute": dispute} for dispute in disputes]
    if brought:
        connection.execute(sa.insert(_IMPORTED), brought)
    connection.execute(sa.update(_BATCH).where(_BATCH.c.id == key).values(report=report))


def undo(session: Session, key: int, at: datetime) -> None:
    """Note when a batch was taken back (aware UTC). Refuses `batch.undone` when it was already."""
    open_still = sa.and_(_BATCH.c.id == key, _BATCH.c.undone_at.is_(None))
    if session.connection().execute(sa.update(_BATCH).where(open_still).values(undone_at=at)).rowcount == 0:
        raise Refusal("batch.undone", "batch", key=key)


def touched(session: Session, key: int) -> tuple[str, ...]:
    """The numbers of the batch's disputes that anything was done with since they came."""
    later = sa.exists().where(_RECORD.c.dispute == _DISPUTE.c.id, _RECORD.c.act != REGISTERED)
    query = (
        sa.select(_DISPUTE.c.number)
        .join_from(_IMPORTED, _DISPUTE, _DISPUTE.c.id == _IMPORTED.c.dispute)
        .where(_IMPORTED.c.batch == key, sa.or_(_DISPUTE.c.version > 1, later))
        .order_by(_DISPUTE.c.id)
    )
    return tuple(session.connection().execute(query).scalars())


def get(session: Session, key: int) -> Batch:
    """A batch by its key. Refuses `batch.unknown`."""
    row = session.connection().execute(sa.select(_BATCH).where(_BATCH.c.id == key)).first()
    if row is None:
        raise Refusal("batch.unknown", "batch", key=key)
    return Batch(row.id, row.file, row.sha256, row.at, row.clerk, row.report, row.undone_at)


def disputes_of(session: Session, key: int) -> tuple[int, ...]:
    """The keys of the disputes a batch brought."""
    query = sa.select(_IMPORTED.c.dispute).where(_IMPORTED.c.batch == key).order_by(_IMPORTED.c.dispute)
    return tuple(session.connection().execute(query).scalars())


def since(session: Session, at: datetime) -> tuple[Batch, ...]:
    """The batches that came since a moment (aware UTC) and were not taken back, the last first."""
    query = sa.select(_BATCH).where(_BATCH.c.at >= at, _BATCH.c.undone_at.is_(None)).order_by(_BATCH.c.id.desc())
    rows = session.connection().execute(query)
    return tuple(Batch(row.id, row.file, row.sha256, row.at, row.clerk, row.report, row.undone_at) for row in rows)


def by_hash(session: Session, sha256: str) -> Batch | None:
    """The last batch that was made of a file with these bytes."""
    query = sa.select(_BATCH.c.id).where(_BATCH.c.sha256 == sha256).order_by(_BATCH.c.id.desc()).limit(1)
    key = session.connection().execute(query).scalar()
    return get(session, key) if key else None
