"""The logs of issued papers: printed, delivered, brought back signed. Entries are added, never changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.domain.paper_life import Delivered, Life, Printed, Signed, stage_of
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.record import Finding
from odrdesk.storage.columns import table
from odrdesk.storage.paper_tables import PaperDeliveryRow, PaperPrintRow, PaperSignedRow
from odrdesk.storage.tables import PaperRow

_PAPER = table(PaperRow)
_PRINT = table(PaperPrintRow)
_DELIVERY = table(PaperDeliveryRow)
_SIGNED = table(PaperSignedRow)
_AT_ONCE = 500


def lives(session: Session, papers: Sequence[int]) -> dict[int, Life]:
    """The logs of papers by their keys, every key with an entry."""
    prints: dict[int, list[Printed]] = defaultdict(list)
    deliveries: dict[int, list[Delivered]] = defaultdict(list)
    signed: dict[int, list[Signed]] = defaultdict(list)
    for place in range(0, len(papers), _AT_ONCE):
        some = papers[place : place + _AT_ONCE]
        for row in _rows(session, _PRINT, some):
            prints[row.paper].append(_printed(row))
        found = _rows(session, _DELIVERY, some)
        later = {row.corrects: row.id for row in found if row.corrects is not None}
        for row in found:
            deliveries[row.paper].append(_delivered(row, later.get(row.id)))
        found = _rows(session, _SIGNED, some)
        later = {row.corrects: row.id for row in found if row.corrects is not None}
        for row in found:
            signed[row.paper].append(_signed(row, later.get(row.id)))
    return {key: Life(tuple(prints[key]), tuple(deliveries[key]), tuple(signed[key])) for key in papers}


def life(session: Session, paper: int) -> Life:
    """The logs of one paper."""
    return lives(session, [paper])[paper]


def add_print(session: Session, one: Printed) -> Printed:
    """Note a printing; its key is given."""
    row = {
        "paper": one.paper,
        "turn": one.turn,
        "printed_at": one.at,
        "clerk": one.clerk,
        "printer": one.printer,
        "copies": one.copies,
        "pages": one.pages,
        "sha256": one.sha256,
    }
    return _printed(_added(session, _PRINT, row))


def add_delivery(session: Session, one: Delivered, corrects: int | None) -> Delivered:
    """Note a delivery. Refuses `paper.entry_unknown` for a corrected one that is not of this paper or not standing."""
    _require_standing(life(session, one.paper).delivered, corrects)
    row = {
        "paper": one.paper,
        "way": one.how,
        "delivered_at": one.at,
        "to_whom": one.to,
        "receipt": one.receipt,
        "evidence": one.evidence,
        "clerk": one.clerk,
        "noted_at": one.noted_at,
        "why": one.why,
        "corrects": corrects,
    }
    return _delivered(_added(session, _DELIVERY, row), None)


def add_signed(session: Session, one: Signed, corrects: int | None) -> Signed:
    """Note a signed scan; the file must already lie in the vault. Refuses `paper.entry_unknown` as `add_delivery`."""
    _require_standing(life(session, one.paper).scans, corrects)
    row = {
        "paper": one.paper,
        "name": one.name,
        "sha256": one.sha256,
        "size": one.size,
        "signed_by": one.by,
        "signed_at": one.at,
        "clerk": one.clerk,
        "noted_at": one.noted_at,
        "why": one.why,
        "corrects": corrects,
    }
    return _signed(_added(session, _SIGNED, row), None)


def turn_of(session: Session, paper: int, sha256: str) -> int | None:
    """Which reprint of a paper has bytes of this hash; None where the log has none."""
    query = sa.select(_PRINT.c.turn).where(_PRINT.c.paper == paper, _PRINT.c.sha256 == sha256, _PRINT.c.turn > 0)
    return session.connection().execute(query).scalar()


def signed_of(session: Session, key: int) -> Signed:
    """A signed scan by its key. Refuses `paper.entry_unknown`."""
    row = session.connection().execute(sa.select(_SIGNED).where(_SIGNED.c.id == key)).first()
    if row is None:
        raise Refusal("paper.entry_unknown", "entry", key=key)
    return _signed(row, None)


def files(session: Session) -> tuple[Signed, ...]:
    """Every signed scan of the desk, also those that were corrected: their files stay."""
    return tuple(_signed(row, None) for row in session.connection().execute(sa.select(_SIGNED).order_by(_SIGNED.c.id)))


def wrong_stages(session: Session) -> Iterator[Finding]:
    """`paper.stage_wrong` for papers whose stage does not fit their logs; those of version 0.1.0 have none."""
    query = sa.select(_PAPER.c.id, _PAPER.c.number, _PAPER.c.kind, _PAPER.c.copy_for, _PAPER.c.void_at, _PAPER.c.stage)
    rows = session.connection().execute(query.where(_PAPER.c.core.is_not(None))).fetchall()
    known = lives(session, [row.id for row in rows])
    back = {row.number for row in rows if known[row.id].scans}
    for row in rows:
        void, signed = row.void_at is not None, row.number in back
        if stage_of(row.kind, row.copy_for, known[row.id], void=void, signed=signed) is not row.stage:
            yield Finding("paper.stage_wrong", {"number": row.number, "copy": row.copy_for, "stage": row.stage.value})


def counts(session: Session) -> dict[PaperStage, int]:
    """How many papers are in each stage."""
    query = sa.select(_PAPER.c.stage, sa.func.count()).group_by(_PAPER.c.stage)
    return dict.fromkeys(PaperStage, 0) | {row.stage: int(row[1]) for row in session.connection().execute(query)}


def _require_standing(known: Sequence[Delivered] | Sequence[Signed], corrects: int | None) -> None:
    if corrects is not None and corrects not in {one.key for one in known}:
        raise Refusal("paper.entry_unknown", "corrects", key=corrects)


def _rows(session: Session, log: sa.Table, papers: Sequence[int]) -> list[Any]:
    query = sa.select(log).where(log.c.paper.in_(papers)).order_by(log.c.id)
    return list(session.connection().execute(query))


def _added(session: Session, log: sa.Table, row: dict[str, Any]) -> Any:
    connection = session.connection()
    key = connection.execute(sa.insert(log).values(**row)).lastrowid
    return connection.execute(sa.select(log).where(log.c.id == key)).one()


def _printed(row: Any) -> Printed:
    return Printed(
        row.id, row.paper, row.turn, row.printed_at, row.clerk, row.printer, row.copies, row.pages, row.sha256
    )


def _delivered(row: Any, corrected_by: int | None) -> Delivered:
    return Delivered(
        key=row.id,
        paper=row.paper,
        how=row.way,
        at=row.delivered_at,
        to=row.to_whom,
        receipt=row.receipt,
        evidence=row.evidence,
        clerk=row.clerk,
        noted_at=row.noted_at,
        why=row.why,
        corrected_by=corrected_by,
    )


def _signed(row: Any, corrected_by: int | None) -> Signed:
    return Signed(
        key=row.id,
        paper=row.paper,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        by=row.signed_by,
        at=row.signed_at,
        clerk=row.clerk,
        noted_at=row.noted_at,
        why=row.why,
        corrected_by=corrected_by,
    )
