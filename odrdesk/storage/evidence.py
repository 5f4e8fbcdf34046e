"""Evidence: one row for each item of a case. The files lie in `odrdesk.storage.vault`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.dispute import EvidenceMark
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Item, Passage, Told
from odrdesk.domain.vocabulary import EvidenceSlot
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.tables import EvidenceRow

_EVIDENCE = table(EvidenceRow)
_DISPUTE = table(DisputeRow)
_MARKS = (
    sa.select(_EVIDENCE.c.id, _EVIDENCE.c.slot, _EVIDENCE.c.withdrawn_at)
    .where(_EVIDENCE.c.dispute == sa.bindparam("key"))
    .order_by(_EVIDENCE.c.id)
)


class Filed(NamedTuple):
    """An item with the number of its dispute."""

    number: str
    item: Item


def add(session: Session, item: Item) -> Item:
    """Store an item; its key is given. The file must already lie in the vault."""
    told = item.told
    row = {
        "dispute": item.dispute,
        "slot": told.slot.value,
        "name": item.name,
        "note": told.note,
        "sha256": item.sha256,
        "size": item.size,
        "taken_at": item.taken_at,
        "taken_by": item.taken_by,
        "modified_at": item.modified_at,
        "source": told.source,
        "origin": told.origin,
        "proves": told.proves,
        "collected_at": told.collected_at,
        "live_from": told.passage.start,
        "live_to": told.passage.end,
        "live_words": told.passage.words,
    }
    key = int(session.connection().execute(sa.insert(_EVIDENCE), row).lastrowid)
    return get(session, key)


def get(session: Session, key: int) -> Item:
    """An item by its key. Refuses `evidence.unknown`."""
    row = session.connection().execute(sa.select(_EVIDENCE).where(_EVIDENCE.c.id == key)).first()
    if row is None:
        raise Refusal("evidence.unknown", "evidence", key=key)
    return _item(row)


def of_dispute(session: Session, dispute: int) -> tuple[Item, ...]:
    """The items of a dispute (its key), in the order in which they were taken, withdrawn ones too."""
    query = sa.select(_EVIDENCE).where(_EVIDENCE.c.dispute == dispute).order_by(_EVIDENCE.c.id)
    return tuple(map(_item, session.connection().execute(query)))


def marks(session: Session, dispute: int) -> tuple[EvidenceMark, ...]:
    """What the dispute itself knows of its items."""
    found = session.connection().execute(_MARKS, {"key": dispute})
    return tuple(EvidenceMark(row.id, _slot(row.slot), valid=row.withdrawn_at is None) for row in found)


def filed(session: Session, number: str | None = None) -> tuple[Filed, ...]:
    """Every item with the number of its dispute, or those of one dispute; in the order of taking."""
    query = sa.select(_EVIDENCE, _DISPUTE.c.number).join(_DISPUTE, _DISPUTE.c.id == _EVIDENCE.c.dispute)
    if number is not None:
        query = query.where(_DISPUTE.c.number == number)
    found = session.connection().execute(query.order_by(_EVIDENCE.c.id))
    return tuple(Filed(row.number, _item(row)) for row in found)


def number_of(session: Session, item: Item) -> str:
    """The number of the dispute an item belongs to."""
    query = sa.select(_DISPUTE.c.number).where(_DISPUTE.c.id == item.dispute)
    return str(session.connection().execute(query).scalar())


def withdraw(session: Session, key: int, *, at: datetime, clerk: int, why: str, replaced_by: int | None = None) -> Item:
    """Mark an item as withdrawn; the row and the file stay. Refuses `evidence.unknown`, `evidence.withdrawn_already`.

    `replaced_by` must be a valid item of the same dispute, else it refuses `evidence.no_replacement`.
    """
    item = get(session, key)
    if not item.valid:
        raise Refusal("evidence.withdrawn_already", "evidence", key=key, name=item.name)
    if replaced_by is not None:
        other = get(session, replaced_by)
        if other.dispute != item.dispute or not other.valid or other.key == key:
            raise Refusal("evidence.no_replacement", "replaced_by", key=replaced_by)
    values = {"withdrawn_at": at, "withdrawn_by": clerk, "withdrawn_why": why, "replaced_by": replaced_by}
    session.connection().execute(sa.update(_EVIDENCE).where(_EVIDENCE.c.id == key).values(**values))
    return get(session, key)


def restore(session: Session, key: int) -> Item:
    """Let an item that was withdrawn count again. Refuses `evidence.unknown`, `evidence.not_withdrawn`.

    The row says only how it stands now; that it was withdrawn, by whom and why, stays in the record.
    """
    item = get(session, key)
    if item.valid:
        raise Refusal("evidence.not_withdrawn", "evidence", key=key, name=item.name)
    values = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_why": None, "replaced_by": None}
    session.connection().execute(sa.update(_EVIDENCE).where(_EVIDENCE.c.id == key).values(**values))
    return get(session, key)


def hashes(items: Iterable[Item]) -> dict[str, int]:
    """The files that items need: hash and size."""
    return {item.sha256: item.size for item in items}


def _item(row: Any) -> Item:
    told = Told(
        slot=_slot(row.slot),
        source=row.source,
        origin=row.origin,
        proves=row.proves,
        note=row.note,
        collected_at=row.collected_at,
        passage=Passage(row.live_from, row.live_to, row.live_words),
    )
    return Item(
        key=row.id,
        dispute=row.dispute,
        told=told,
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        modified_at=row.modified_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_why=row.withdrawn_why,
        replaced_by=row.replaced_by,
    )


def _slot(code: str) -> EvidenceSlot:
    """The slot of a code; one that this program does not know lies under 其他 rather than nowhere."""
    try:
        return EvidenceSlot(code)
    except ValueError:
        return EvidenceSlot.OTHER
