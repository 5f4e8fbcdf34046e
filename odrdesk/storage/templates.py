"""Templates of papers as rows: drafts, released versions, and the wordings that issued papers bear."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.record import Finding
from odrdesk.storage.columns import table
from odrdesk.storage.tables import ClerkRow
from odrdesk.storage.template_tables import TemplateRow, WordingRow

_TEMPLATE = table(TemplateRow)
_WORDING = table(WordingRow)
_CLERK = table(ClerkRow)


@dataclass(frozen=True, slots=True)
class Version:
    """A template of a kind: a draft while `version` is None; the people by key and name, moments aware."""

    key: int
    kind: str
    text: str
    sha256: str
    based_on: str
    drafted_by: int
    drafter: str
    drafted_at: datetime
    saved_at: datetime
    why: str | None = None
    submitted_at: datetime | None = None
    version: int | None = None
    released_by: int | None = None
    releaser: str | None = None
    released_at: datetime | None = None
    alone: bool = False
    withdrawn_by: int | None = None
    withdrawn_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it is a draft that is still worked on."""
        return self.released_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class KeptWording:
    """A wording as an issued paper bears it."""

    name: str
    kind: str
    version: int
    text: str
    words: Mapping[str, Any]


def digest(text: str) -> str:
    """SHA-256 of a template's text, lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def of_kind(session: Session, kind: str) -> tuple[Version, ...]:
    """Every version and draft of a kind, oldest first."""
    return _found(session, _TEMPLATE.c.kind == kind)


def every(session: Session) -> tuple[Version, ...]:
    """All versions and drafts, oldest first."""
    return _found(session, sa.true())


def get(session: Session, key: int) -> Version | None:
    """One by its key."""
    return next(iter(_found(session, _TEMPLATE.c.id == key)), None)


def released(session: Session, kind: str) -> Version | None:
    """The version of the desk's own that is in force; None while the program's is."""
    rows = _found(session, sa.and_(_TEMPLATE.c.kind == kind, _TEMPLATE.c.version.is_not(None)))
    return max(rows, key=lambda one: one.version or 0, default=None)


def draft(session: Session, kind: str) -> Version | None:
    """The open draft of a kind."""
    return next((one for one in of_kind(session, kind) if one.open), None)


def begin(session: Session, kind: str, text: str, *, based_on: str, clerk: int, at: datetime) -> int:
    """Begin a draft; its key."""
    row = {
        "kind": kind,
        "text": text,
        "sha256": digest(text),
        "based_on": based_on,
        "drafted_by": clerk,
        "drafted_at": at,
        "saved_at": at,
        "alone": False,
    }
    return int(session.connection().execute(sa.insert(_TEMPLATE).values(**row)).lastrowid)


def change(session: Session, key: int, **values: object) -> None:
    """Change what an open draft says of itself; the triggers let nothing else change."""
    session.connection().execute(sa.update(_TEMPLATE).where(_TEMPLATE.c.id == key).values(**values))


def keep_wording(session: Session, kept: KeptWording) -> None:
    """Keep a wording whole, where it is not kept yet."""
    known = sa.select(_WORDING.c.name).where(_WORDING.c.name == kept.name)
    if session.connection().execute(known).first() is None:
        row = {
            "name": kept.name,
            "kind": kept.kind,
            "version": kept.version,
            "text": kept.text,
            "words": dict(kept.words),
        }
        session.connection().execute(sa.insert(_WORDING).values(**row))


def wording(session: Session, name: str) -> KeptWording | None:
    """The wording of that name, as papers print it."""
    row = session.connection().execute(sa.select(_WORDING).where(_WORDING.c.name == name)).first()
    return KeptWording(row.name, row.kind, row.version, row.text, row.words) if row else None


def verify(session: Session) -> tuple[Finding, ...]:
    """Versions whose text does not fit their hash (`template.damaged`)."""
    return tuple(
        Finding("template.damaged", {"kind": one.kind, "version": one.version or 0})
        for one in every(session)
        if digest(one.text) != one.sha256
    )


def _found(session: Session, condition: Any) -> tuple[Version, ...]:
    drafter, releaser = _CLERK.alias("drafter"), _CLERK.alias("releaser")
    query = (
        sa.select(_TEMPLATE, drafter.c.name.label("drafter"), releaser.c.name.label("releaser"))
        .join_from(_TEMPLATE, drafter, drafter.c.id == _TEMPLATE.c.drafted_by)
        .outerjoin(releaser, releaser.c.id == _TEMPLATE.c.released_by)
        .where(condition)
        .order_by(_TEMPLATE.c.id)
    )
    return tuple(_version(row) for row in session.connection().execute(query))


def _version(row: Any) -> Version:
    return Version(
        key=row.id,
        kind=row.kind,
        text=row.text,
        sha256=row.sha256,
        based_on=row.based_on,
        drafted_by=row.drafted_by,
        drafter=row.drafter,
        drafted_at=row.drafted_at,
        saved_at=row.saved_at,
        why=row.why,
        submitted_at=row.submitted_at,
        version=row.version,
        released_by=row.released_by,
        releaser=row.releaser,
        released_at=row.released_at,
        alone=row.alone,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
    )
