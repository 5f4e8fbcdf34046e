"""Public keys and the proofs of papers, as rows; what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain import proof
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Finding
from odrdesk.storage.columns import table
from odrdesk.storage.proof_tables import ProofKeyRow, ProofRow
from odrdesk.storage.seal import MARK_LENGTH
from odrdesk.storage.signing import holds
from odrdesk.storage.tables import PaperRow, RecordRow

_KEY = table(ProofKeyRow)
_PROOF = table(ProofRow)
_PAPER = table(PaperRow)
_RECORD = table(RecordRow)


@dataclass(frozen=True, slots=True)
class Key:
    """A public key that is known here; `origin` names the other desk it came from, None for the desk's own."""

    kid: str
    public: bytes
    practice: bool
    made_at: datetime
    retired_at: datetime | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The proof of an issued paper (its key); `data` is None where it was erased.

    `anchors` are the places for electronic signatures: name, page from 0, left, bottom, width, height in points.
    """

    paper: int
    qr: str
    digest: bytes
    kid: str
    anchor: str
    data: bytes | None
    anchors: tuple[tuple[str, int, float, float, float, float], ...] = ()


def keys(session: Session) -> tuple[Key, ...]:
    """Every known public key, the desk's own first, each in the order of coming."""
    query = sa.select(_KEY).order_by(_KEY.c.origin.is_not(None), _KEY.c.id)
    return tuple(_key(row) for row in session.connection().execute(query))


def add_key(session: Session, key: Key) -> bool:
    """Take a public key in; whether it was new."""
    known = sa.select(_KEY.c.id).where(_KEY.c.public == key.public)
    if session.connection().execute(known).first():
        return False
    row = {
        "kid": key.kid,
        "public": key.public,
        "practice": key.practice,
        "made_at": key.made_at,
        "retired_at": key.retired_at,
        "origin": key.origin,
    }
    session.connection().execute(sa.insert(_KEY).values(**row))
    return True


def retire_key(session: Session, public: bytes, at: datetime) -> None:
    """Say that nothing is signed with a key any more; it goes on verifying what it signed."""
    change = sa.update(_KEY).where(_KEY.c.public == public, _KEY.c.retired_at.is_(None)).values(retired_at=at)
    session.connection().execute(change)


def add(session: Session, kept: Kept) -> None:
    """Keep the proof of a paper."""
    row = {
        "paper": kept.paper,
        "qr": kept.qr,
        "digest": kept.digest,
        "kid": kept.kid,
        "anchor": kept.anchor,
        "data": kept.data,
        "anchors": [list(one) for one in kept.anchors],
    }
    session.connection().execute(sa.insert(_PROOF).values(**row))


def of_paper(session: Session, paper: int) -> Kept | None:
    """The proof of a paper (its key); None for one issued before papers carried any."""
    row = session.connection().execute(sa.select(_PROOF).where(_PROOF.c.paper == paper)).first()
    return _kept(row) if row else None


def by_digest(session: Session, digest: bytes) -> Kept | None:
    """The proof with this digest of data."""
    row = session.connection().execute(sa.select(_PROOF).where(_PROOF.c.digest == digest)).first()
    return _kept(row) if row else None


def ending(session: Session, signature: str) -> Kept | None:
    """The proof whose text ends with this signature, whatever stands before it."""
    like = _PROOF.c.qr.endswith("|" + signature, autoescape=True)
    row = session.connection().execute(sa.select(_PROOF).where(like)).first()
    return _kept(row) if row else None


def erase(session: Session, paper: int) -> None:
    """Take away the data of a paper's proof for good; its digest stays. Refuses `paper.unknown`."""
    done = session.connection().execute(sa.update(_PROOF).where(_PROOF.c.paper == paper).values(data=None))
    if done.rowcount == 0:
        raise Refusal("paper.unknown", "paper", key=paper)


def findings(session: Session) -> Iterator[Finding]:
    """What is wrong with the proofs.

    `proof.altered` (digest or signature do not fit), `proof.anchor_lost` (the record has no such entry any more, so it
    is not the record of then).
    """
    connection = session.connection()
    known: dict[str, list[bytes]] = {}
    for key in keys(session):
        known.setdefault(key.kid, []).append(key.public)
    anchors = {mac[:MARK_LENGTH].hex() for mac in connection.execute(sa.select(_RECORD.c.mac)).scalars()}
    query = sa.select(_PROOF, _PAPER.c.number).join_from(_PROOF, _PAPER, _PAPER.c.id == _PROOF.c.paper)
    for row in connection.execute(query.order_by(_PROOF.c.paper)):
        if not _sound(_kept(row), known):
            yield Finding("proof.altered", {"number": row.number})
        if row.anchor not in anchors:
            yield Finding("proof.anchor_lost", {"number": row.number, "anchor": row.anchor})


def _sound(kept: Kept, known: dict[str, list[bytes]]) -> bool:
    try:
        told = proof.read(kept.qr)
    except Refusal:
        return False
    same = told.digest == kept.digest and told.kid == kept.kid
    whole = kept.data is None or proof.digest_of(kept.data) == kept.digest
    return same and whole and any(holds(one, told.signature, told.signed) for one in known.get(told.kid, ()))


def _key(row: Any) -> Key:
    return Key(row.kid, row.public, row.practice, row.made_at, row.retired_at, row.origin)


def _kept(row: Any) -> Kept:
    return Kept(row.paper, row.qr, row.digest, row.kid, row.anchor, row.data, tuple(map(tuple, row.anchors or ())))
