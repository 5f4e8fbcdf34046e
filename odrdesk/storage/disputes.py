"""Disputes: rows in, domain values out."""

from sqlmodel import Session

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Dispute


def next_number(session: Session, year: int) -> str:
    """The next number of the year, `ODR-2026-00001`; without gaps, as it is taken in the same transaction."""
    raise NotImplementedError


def add(session: Session, dispute: Dispute) -> int:
    """Store a new dispute and index it for search; its key. Refuses `dispute.channel_no_taken` (data: `number`)."""
    raise NotImplementedError


def load(session: Session, number: str) -> Dispute:
    """The dispute of a number. Refuses `dispute.unknown`."""
    raise NotImplementedError


def load_key(session: Session, key: int) -> Dispute:
    """The dispute of a key. Refuses `dispute.unknown`."""
    raise NotImplementedError


def save(session: Session, before: Dispute, after: Dispute) -> Dispute:
    """Write what changed from `before` to `after`; the dispute with its new version.

    Refuses `dispute.changed_elsewhere` when the stored version is no longer that of `before`. Papers are written by
    `odrdesk.storage.papers`, never here.
    """
    raise NotImplementedError


def by_channel_no(session: Session, channel: str, channel_no: str) -> str | None:
    """The number of the dispute that came by this channel under this channel number."""
    raise NotImplementedError


def similar(session: Session, complaint: Complaint, apart_from: int = 0) -> tuple[str, ...]:
    """Numbers of look-alikes, newest first.

    The same order number; the same phone and merchant within 30 days; the same channel number.
    """
    raise NotImplementedError
