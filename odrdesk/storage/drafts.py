"""Drafts: what was typed and not yet registered, as plain JSON values, so that nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session


class Draft(NamedTuple):
    """A draft of one clerk; `kind` says which form it belongs to."""

    key: int
    kind: str
    clerk: int | None
    values: Mapping[str, object]
    saved_at: datetime


def save(session: Session, kind: str, clerk: int | None, values: Mapping[str, object], at: datetime, key: int = 0) -> int:
    """Keep a draft, a new one where `key` is 0; its key."""
    raise NotImplementedError


def drafts(session: Session, clerk: int | None = None, kind: str | None = None) -> tuple[Draft, ...]:
    """The drafts of a clerk (of everybody when None), newest first."""
    raise NotImplementedError


def discard(session: Session, key: int) -> None:
    """Throw a draft away."""
    raise NotImplementedError
