"""Issued papers: number, hash, bytes and the facts they were made from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.dispute import PaperMark
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import Finding
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.storage import series
from odrdesk.storage.columns import table
from odrdesk.storage.tables import PaperFileRow, PaperRow

_PAPER = table(PaperRow)
_FILE = table(PaperFileRow)


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued paper. `facts` are plain JSON values, `copy` whose copy it is, `pages` how many it has."""

    mark: PaperMark
    dispute: int
    year: int
    seq: int
    copy: str
    pages: int
    sha256: str
    facts: Mapping[str, object]
    void_at: datetime | None = None
    void_why: str | None = None


def next_number(session: Session, kind: PaperKind, year: int) -> int:
    """The next place in the sequence of a kind and year: 1, 2, 3 ... without gaps.

    It is taken in the session's transaction: a paper that is not kept after all gives its number back.
    """
    return series.following(session, kind.value, year)


def add(
    session: Session,
    dispute: int,
    mark: PaperMark,
    pdf: bytes,
    facts: Mapping[str, object],
    *,
    year: int,
    seq: int,
    copy: str = "consumer",
    pages: int = 1,
) -> Paper:
    """Store an issued paper of a dispute (its key) with its bytes and their SHA-256; `mark.key` is not looked at."""
    connection = session.connection()
    row = {
        "dispute": dispute,
        "kind": mark.kind,
        "number": mark.number,
        "year": year,
        "seq": seq,
        "copy_for": copy,
        "issued_at": mark.issued_at,
        "pages": pages,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "facts": dict(facts),
    }
    key = int(connection.execute(sa.insert(_PAPER).values(**row)).lastrowid)
    connection.execute(sa.insert(_FILE).values(paper=key, pdf=pdf))
    return get(session, key)


def get(session: Session, key: int) -> Paper:
    """A paper by its key. Refuses `paper.unknown`."""
    row = session.connection().execute(sa.select(_PAPER).where(_PAPER.c.id == key)).first()
    if row is None:
        raise Refusal("paper.unknown", "paper", key=key)
    return _paper(row)


def of_dispute(session: Session, dispute: int) -> tuple[Paper, ...]:
    """The papers of a dispute (its key), in the order of issue."""
    query = sa.select(_PAPER).where(_PAPER.c.dispute == dispute).order_by(_PAPER.c.id)
    return tuple(map(_paper, session.connection().execute(query)))


def pdf(session: Session, key: int) -> bytes:
    """The bytes of a paper as issued. Refuses `paper.unknown`; Fault `paper.damaged` when they do not fit the hash."""
    known = get(session, key)
    kept = session.connection().execute(sa.select(_FILE.c.pdf).where(_FILE.c.paper == key)).scalar() or b""
    if hashlib.sha256(kept).hexdigest() != known.sha256:
        raise Fault("paper.damaged", number=known.mark.number)
    return bytes(kept)


def void(session: Session, key: int, at: datetime, why: str) -> Paper:
    """Mark a paper as void; its number stays taken. Refuses `paper.unknown`, `paper.void_already`."""
    known = get(session, key)
    if known.mark.void:
        raise Refusal("paper.void_already", "paper", number=known.mark.number)
    session.connection().execute(sa.update(_PAPER).where(_PAPER.c.id == key).values(void_at=at, void_why=why))
    return get(session, key)


def by_hash(session: Session, sha256: str) -> Paper | None:
    """The paper whose bytes have this hash."""
    row = session.connection().execute(sa.select(_PAPER).where(_PAPER.c.sha256 == sha256)).first()
    return _paper(row) if row else None


def verify(session: Session) -> tuple[Finding, ...]:
    """What is wrong with the papers: `paper.damaged` (bytes do not fit the hash), `paper.number_missing` (a gap)."""
    connection = session.connection()
    found = []
    for key in connection.execute(sa.select(_PAPER.c.id)).scalars().all():
        try:
            pdf(session, key)
        except Fault as fault:
            found.append(Finding(fault.code, dict(fault.data)))
    counted = sa.select(_PAPER.c.kind, _PAPER.c.year, sa.func.count(), sa.func.max(_PAPER.c.seq))
    for kind, year, count, last in connection.execute(counted.group_by(_PAPER.c.kind, _PAPER.c.year)):
        if count != last:
            found.append(Finding("paper.number_missing", {"kind": kind.value, "year": year, "missing": last - count}))
    return tuple(found)


def _paper(row: Any) -> Paper:
    mark = PaperMark(row.id, row.kind, row.number, row.issued_at, void=row.void_at is not None)
    return Paper(
        mark,
        row.dispute,
        row.year,
        row.seq,
        row.copy_for,
        row.pages,
        row.sha256,
        row.facts,
        row.void_at,
        row.void_why,
    )
