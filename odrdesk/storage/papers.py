"""Issued papers: number, hash, bytes and the facts they were made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from odrdesk.domain.dispute import PaperMark
from odrdesk.domain.vocabulary import PaperKind


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
    """The next place in the sequence of a kind and year: 1, 2, 3 ... without gaps."""
    raise NotImplementedError


def add(
    session: Session,
    dispute: int,
    kind: PaperKind,
    number: str,
    year: int,
    seq: int,
    issued_at: datetime,
    pdf: bytes,
    facts: Mapping[str, object],
    *,
    copy: str = "consumer",
    pages: int = 1,
) -> Paper:
    """Store an issued paper with its bytes and their SHA-256."""
    raise NotImplementedError


def get(session: Session, key: int) -> Paper:
    """A paper by its key. Refuses `paper.unknown`."""
    raise NotImplementedError


def of_dispute(session: Session, dispute: int) -> tuple[Paper, ...]:
    """The papers of a dispute (its key), in the order of issue."""
    raise NotImplementedError


def pdf(session: Session, key: int) -> bytes:
    """The bytes of a paper as issued. Refuses `paper.unknown`; Fault `paper.damaged` when they do not fit the hash."""
    raise NotImplementedError


def void(session: Session, key: int, at: datetime, why: str) -> Paper:
    """Mark a paper as void; its number stays taken. Refuses `paper.void_already`."""
    raise NotImplementedError


def by_hash(session: Session, sha256: str) -> Paper | None:
    """The paper whose bytes have this hash."""
    raise NotImplementedError
