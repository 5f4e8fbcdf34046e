"""The record: appended in the transaction of every change, chained, never updated; triggers forbid the rest."""

from collections.abc import Iterator

from sqlmodel import Session

from odrdesk.domain.record import Entry, Finding, Written


def append(session: Session, entry: Entry) -> int:
    """Write an entry as the next of the chain, in the session's transaction; its `seq`."""
    raise NotImplementedError


def entries(session: Session, dispute: int | None = None, *, after: int = 0, limit: int | None = None) -> tuple[Written, ...]:
    """Entries in the order of writing: of one dispute (its key), or of the whole desk."""
    raise NotImplementedError


def erase(session: Session, seq: int) -> None:
    """Take away the payload of an entry for good; the chain keeps its commitment."""
    raise NotImplementedError


def verify(session: Session) -> Iterator[Finding]:
    """Walk the chain and say where it is broken: `record.gap`, `record.link`, `record.mac`, `record.payload`."""
    raise NotImplementedError
