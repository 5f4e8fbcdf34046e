"""Issued papers: number, hash, bytes and the facts they were made from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.dispute import PaperMark
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.record import Finding
from odrdesk.storage import paper_log, series
from odrdesk.storage.columns import table
from odrdesk.storage.tables import PaperFileRow, PaperRow

_PAPER = table(PaperRow)
_FILE = table(PaperFileRow)
SERIES = "paper:"
"""Under this prefix stand the series of papers among the others."""


class Place(NamedTuple):
    """Where a number stands: its series, its year, its place from 1."""

    series: str
    year: int
    seq: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One copy of an issued paper. `facts` are plain JSON values, `copy` whose copy it is, `pages` how many it has.

    Copies of one paper share number, place and moment of issue; `core` is the hash of the facts before masking. Papers
    of version 0.1.0 have no `core`, and a number for each copy.
    """

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
    series: str | None = None
    core: str | None = None
    stage: PaperStage = PaperStage.DONE


def next_place(session: Session, name: str, year: int) -> Place:
    """The next place in a series and year: 1, 2, 3 ... without gaps.

    It is taken in the session's transaction: a paper that is not kept after all gives its number back.
    """
    return Place(name, year, series.following(session, SERIES + name, year))


def add(
    session: Session,
    dispute: int,
    mark: PaperMark,
    pdf: bytes,
    facts: Mapping[str, object],
    *,
    place: Place,
    copy: str = "consumer",
    pages: int = 1,
    core: str | None = None,
) -> Paper:
    """Store an issued paper of a dispute (its key) with its bytes and their SHA-256; `mark.key` is not looked at.

    Refuses `paper.number_taken`: the number stands in another series, or this copy of it is there already.
    """
    connection = session.connection()
    taken = sa.select(_PAPER.c.series, _PAPER.c.copy_for).where(_PAPER.c.number == mark.number)
    for series_of, copy_of in connection.execute(taken):
        if series_of != place.series or copy_of == copy:
            raise Refusal("paper.number_taken", "paper.number", number=mark.number)
    row = {
        "dispute": dispute,
        "kind": mark.kind,
        "number": mark.number,
        **place._asdict(),
        "copy_for": copy,
        "issued_at": mark.issued_at,
        "pages": pages,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "facts": dict(facts),
        "core": core,
        "stage": PaperStage.WAITING_PRINT,
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


def copies_of(session: Session, key: int) -> tuple[Paper, ...]:
    """The paper of a key and the other copies that share its number, in the order of issue. Refuses `paper.unknown`."""
    known = get(session, key)
    if known.series is None:
        return (known,)
    query = sa.select(_PAPER).where(_PAPER.c.number == known.mark.number, _PAPER.c.series == known.series)
    return tuple(map(_paper, session.connection().execute(query.order_by(_PAPER.c.id))))


def void(session: Session, key: int, at: datetime, why: str) -> tuple[Paper, ...]:
    """Mark a paper with all its copies as void; its number stays taken. The copies, that of `key` first.

    Refuses `paper.unknown`, `paper.void_already`.
    """
    known = copies_of(session, key)
    if any(one.mark.void for one in known if one.mark.key == key):
        raise Refusal("paper.void_already", "paper", number=known[0].mark.number)
    keys = [one.mark.key for one in known if not one.mark.void]
    changed = sa.update(_PAPER).where(_PAPER.c.id.in_(keys))
    session.connection().execute(changed.values(void_at=at, void_why=why, stage=PaperStage.VOID))
    return tuple(get(session, one) for one in sorted(keys, key=lambda one: one != key))


def set_stage(session: Session, key: int, stage: PaperStage) -> None:
    """Note where a paper is on its way."""
    changed = sa.update(_PAPER).where(_PAPER.c.id == key, _PAPER.c.stage != stage)
    session.connection().execute(changed.values(stage=stage))


def by_hash(session: Session, sha256: str) -> Paper | None:
    """The paper whose bytes have this hash."""
    row = session.connection().execute(sa.select(_PAPER).where(_PAPER.c.sha256 == sha256)).first()
    return _paper(row) if row else None


def verify(session: Session) -> tuple[Finding, ...]:
    """What is wrong with the papers.

    `paper.damaged` (bytes do not fit the hash, or are gone), `paper.number_missing` (a gap), `paper.number_twice`,
    `paper.stage_wrong` (the logs of a paper say something else than the lists show).
    """
    connection = session.connection()
    found = []
    for key in connection.execute(sa.select(_PAPER.c.id)).scalars().all():
        try:
            pdf(session, key)
        except Fault as fault:
            found.append(Finding(fault.code, dict(fault.data)))
    found.extend(_gaps(session))
    papers = sa.func.count(sa.distinct(_PAPER.c.dispute.concat("/").concat(_PAPER.c.kind)))
    copies = sa.func.count() - sa.func.count(sa.distinct(_PAPER.c.copy_for))
    twice = sa.select(_PAPER.c.number).group_by(_PAPER.c.number).having(sa.or_(papers > 1, copies > 0))
    found.extend(Finding("paper.number_twice", {"number": number}) for number in connection.execute(twice).scalars())
    found.extend(paper_log.wrong_stages(session))
    return tuple(found)


def _gaps(session: Session) -> list[Finding]:
    connection = session.connection()
    given: dict[tuple[str, int], set[int]] = {}
    places = sa.select(_PAPER.c.series, _PAPER.c.year, _PAPER.c.seq).where(_PAPER.c.series.is_not(None)).distinct()
    for name, year, seq in connection.execute(places):
        given.setdefault((name, year), set()).add(seq)
    spans = {
        (span.name.removeprefix(SERIES), span.year): range(span.first, span.last + 1)
        for span in series.spans(session, SERIES)
    }
    found = []
    for name, year in sorted(given.keys() | spans.keys()):
        known = given.get((name, year), set())
        span = spans.get((name, year), range(1, max(known, default=0) + 1))
        missing = sorted(set(span) - known) + sorted(known - set(span))
        if missing:
            data: dict[str, object] = {"series": name, "year": year, "missing": len(missing), "first": missing[0]}
            found.append(Finding("paper.number_missing", data))
    return found


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
        row.series,
        row.core,
        row.stage,
    )
