"""Lists of issued papers: by where they are on their way, of a case, and the places their numbers take."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.tables import PaperRow

_PAPER = table(PaperRow)
_DISPUTE = table(DisputeRow)
_LINE = (
    _PAPER.c.id,
    _PAPER.c.number,
    _PAPER.c.kind,
    _PAPER.c.copy_for,
    _DISPUTE.c.number.label("case_number"),
    _DISPUTE.c.consumer_name,
    _DISPUTE.c.seller,
    _DISPUTE.c.officer,
    _PAPER.c.issued_at,
    _PAPER.c.pages,
    _PAPER.c.sha256,
    _PAPER.c.stage,
    _PAPER.c.void_at,
    _PAPER.c.void_why,
)


class Wanted(NamedTuple):
    """What a list is to show: stages (none: all), a case by its number, a kind, a text in numbers or names."""

    stages: Collection[PaperStage] = ()
    case: str | None = None
    kind: PaperKind | None = None
    text: str = ""


class Line(NamedTuple):
    """One copy of a paper in a list."""

    key: int
    number: str
    kind: PaperKind
    copy: str
    case: str
    consumer: str
    seller: str
    officer: int | None
    issued_at: datetime
    pages: int
    sha256: str
    stage: PaperStage
    void_at: datetime | None
    void_why: str | None


class VoidRow(NamedTuple):
    """A void number and whose it is."""

    series: str
    year: int
    number: str
    kind: PaperKind
    case: str
    void_at: datetime
    void_why: str


def lines(session: Session, wanted: Wanted, *, limit: int, offset: int = 0, newest: bool = False) -> tuple[Line, ...]:
    """A page of papers, the oldest first unless `newest`."""
    order = (_PAPER.c.issued_at, _PAPER.c.id)
    query = _asked(sa.select(*_LINE), wanted).order_by(*(one.desc() for one in order) if newest else order)
    return tuple(Line(*row) for row in session.connection().execute(query.limit(limit).offset(offset)))


def keys(session: Session, wanted: Wanted, *, newest: bool = False) -> "array[int]":
    """The keys of all papers of a list in its order."""
    order = (_PAPER.c.issued_at, _PAPER.c.id)
    query = _asked(sa.select(_PAPER.c.id), wanted).order_by(*(one.desc() for one in order) if newest else order)
    return array("q", session.connection().execute(query).scalars())


def lines_of(session: Session, some: Sequence[int]) -> tuple[Line, ...]:
    """The lines of papers by their keys, in their order; a key that is not there has none."""
    query: sa.Select[Any] = sa.select(*_LINE).select_from(_PAPER.join(_DISPUTE, _DISPUTE.c.id == _PAPER.c.dispute))
    found = session.connection().execute(query.where(_PAPER.c.id.in_(list(some))))
    known = {line.key: line for line in (Line(*row) for row in found)}
    return tuple(known[key] for key in some if key in known)


def total(session: Session, wanted: Wanted) -> int:
    """How many papers a list has."""
    return int(session.connection().execute(_asked(sa.select(sa.func.count()), wanted)).scalar_one())


def void_numbers(session: Session, year: int | None = None) -> tuple[VoidRow, ...]:
    """The void numbers of the desk or of a year of issue, each once, in their order."""
    query = (
        sa.select(
            _PAPER.c.series,
            _PAPER.c.year,
            _PAPER.c.number,
            _PAPER.c.kind,
            _DISPUTE.c.number.label("case_number"),
            _PAPER.c.void_at,
            _PAPER.c.void_why,
        )
        .join(_DISPUTE, _DISPUTE.c.id == _PAPER.c.dispute)
        .where(_PAPER.c.stage == PaperStage.VOID, _PAPER.c.series.is_not(None))
        .order_by(_PAPER.c.year, _PAPER.c.series, _PAPER.c.seq, _PAPER.c.id)
    )
    if year is not None:
        query = query.where(_PAPER.c.year == year)
    found: dict[str, VoidRow] = {}
    for row in session.connection().execute(query):
        found.setdefault(row.number, VoidRow(*row))
    return tuple(found.values())


def places(session: Session, year: int | None = None) -> dict[tuple[str, int], set[int]]:
    """The places taken in each series and year."""
    query = sa.select(_PAPER.c.series, _PAPER.c.year, _PAPER.c.seq).where(_PAPER.c.series.is_not(None)).distinct()
    if year is not None:
        query = query.where(_PAPER.c.year == year)
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in session.connection().execute(query):
        found[row.series, row.year].add(row.seq)
    return dict(found)


def _asked(query: "sa.Select[Any]", wanted: Wanted) -> "sa.Select[Any]":
    query = query.select_from(_PAPER.join(_DISPUTE, _DISPUTE.c.id == _PAPER.c.dispute))
    if wanted.stages:
        query = query.where(_PAPER.c.stage.in_(list(wanted.stages)))
    if wanted.case is not None:
        query = query.where(_DISPUTE.c.number == wanted.case)
    if wanted.kind is not None:
        query = query.where(_PAPER.c.kind == wanted.kind)
    if wanted.text.strip():
        text = wanted.text.strip()
        fields = (_PAPER.c.number, _DISPUTE.c.number, _DISPUTE.c.consumer_name, _DISPUTE.c.seller)
        query = query.where(sa.or_(*(field.contains(text, autoescape=True) for field in fields)))
    return query
