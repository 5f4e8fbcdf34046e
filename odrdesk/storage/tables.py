"""The tables of a desk: STRICT, whole fen, UTC text, and a named CHECK for every column whose type knows one.

Nothing here is seen outside `storage`: rows become domain values in the module of their subject.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index
from sqlmodel import Field

import odrdesk.storage.bank_tables
import odrdesk.storage.dispute_tables
import odrdesk.storage.fund_tables
import odrdesk.storage.ip_tables
import odrdesk.storage.lead_tables
import odrdesk.storage.paper_tables
import odrdesk.storage.party_tables
import odrdesk.storage.proof_tables
import odrdesk.storage.report_tables
import odrdesk.storage.tag_tables
import odrdesk.storage.template_tables
import odrdesk.storage.worksheet_tables  # noqa: F401 -- their tables belong to the same schema
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import EvidenceSource, PaperKind
from odrdesk.storage.columns import (
    STRICT,
    Base,
    EnumText,
    Flag,
    JsonText,
    UtcText,
    check_of,
    may,
    must,
    own_key,
    part_of,
)

_NUMBERED = sa.text("series IS NOT NULL")


class AlembicVersionRow(Base, table=True):
    """Where Alembic notes the last migration; made with the schema so that a new desk can be migrated one day."""

    __tablename__ = "alembic_version"
    __table_args__ = (STRICT,)
    version_num: str = Field(sa_column=Column(sa.Text, primary_key=True, nullable=False))


class MetaRow(Base, table=True):
    """What the desk is: name, practice flag, when it was made."""

    __tablename__ = "meta"
    __table_args__ = (STRICT,)
    key: str = Field(sa_column=Column(sa.Text, primary_key=True, nullable=False))
    value: Any = must(JsonText)


class SettingRow(Base, table=True):
    """What the desk has settled for itself."""

    __tablename__ = "setting"
    __table_args__ = (STRICT,)
    key: str = Field(sa_column=Column(sa.Text, primary_key=True, nullable=False))
    value: Any = must(JsonText)


class ClerkRow(Base, table=True):
    """A person at the desk. `password` and `recovery` are Argon2id hashes or nothing; who left is not `active`."""

    __tablename__ = "clerk"
    __table_args__ = (
        CheckConstraint("(password IS NULL) = (password_at IS NULL)", name="password_has_day"),
        CheckConstraint("password IS NULL OR password GLOB '$argon2id$*'", name="password_hashed"),
        CheckConstraint("failures >= 0", name="failures_count"),
        CheckConstraint("(recovery IS NULL) = (recovery_at IS NULL)", name="recovery_has_day"),
        CheckConstraint("recovery IS NULL OR recovery GLOB '$argon2id$*'", name="recovery_hashed"),
        STRICT,
    )
    id: int | None = own_key()
    name: str = must(sa.Text, unique=True)
    roles: Any = must(JsonText)
    owner: bool = must(Flag)
    version: int = must(sa.Integer)
    active: bool = must(Flag, server_default=sa.text("1"))
    password: str | None = may(sa.Text)
    password_at: Any = may(UtcText)
    failures: int = must(sa.Integer, server_default=sa.text("0"))
    waits_until: Any = may(UtcText)
    recovery: str | None = may(sa.Text)
    recovery_at: Any = may(UtcText)


class SeriesRow(Base, table=True):
    """The last number given in a series and year; moves on in the transaction that uses the number.

    `first` is where it began, where that was not 1.
    """

    __tablename__ = "series"
    __table_args__ = (CheckConstraint("last > 0", name="last_counts"), STRICT)
    name: str = Field(sa_column=Column(sa.Text, primary_key=True, nullable=False))
    year: int = Field(sa_column=Column(sa.Integer, primary_key=True, nullable=False, autoincrement=False))
    last: int = must(sa.Integer)
    first: int = must(sa.Integer, server_default=sa.text("1"))


class PaperRow(Base, table=True):
    """One copy (联) of an issued paper; its bytes lie in `paper_file`. Copies of one paper share its number.

    `core` is the hash of the facts before masking; `series` the number without its counter. Rows of version 1 have no
    `core`, their copies have numbers of their own, and no `series` where a number was given twice.
    """

    __tablename__ = "paper"
    __table_args__ = (
        Index("paper_of_dispute", "dispute", "id"),
        Index("paper_by_hash", "sha256"),
        Index("paper_by_place", "series", "year", "seq", "copy_for", unique=True, sqlite_where=_NUMBERED),
        Index("paper_by_number", "number", "copy_for", unique=True, sqlite_where=_NUMBERED),
        Index("paper_by_stage", "stage", "issued_at", "id"),
        CheckConstraint("length(sha256) = 64", name="hash_length"),
        CheckConstraint("(void_at IS NULL) = (void_why IS NULL)", name="void_has_reason"),
        STRICT,
    )
    id: int | None = own_key()
    dispute: int = must(sa.Integer, ForeignKey("dispute.id"))
    kind: PaperKind = must(EnumText(PaperKind))
    number: str = must(sa.Text)
    year: int = must(sa.Integer)
    seq: int = must(sa.Integer)
    copy_for: str = must(sa.Text)
    issued_at: Any = must(UtcText)
    pages: int = must(sa.Integer)
    sha256: str = must(sa.Text)
    facts: Any = must(JsonText)
    void_at: Any = may(UtcText)
    void_why: str | None = may(sa.Text)
    series: str | None = may(sa.Text)
    core: str | None = may(sa.Text)
    stage: PaperStage = must(EnumText(PaperStage), server_default=sa.text("'done'"))


class PaperFileRow(Base, table=True):
    """The bytes of a paper, apart from its row so that lists of papers stay narrow."""

    __tablename__ = "paper_file"
    __table_args__ = (STRICT,)
    paper: int = part_of("paper")
    pdf: bytes = must(sa.LargeBinary)


class EvidenceRow(Base, table=True):
    """An item of evidence; the file itself lies in the desk's folder under its hash."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index("evidence_of_dispute", "dispute", "id"),
        CheckConstraint("length(sha256) = 64", name="hash_length"),
        CheckConstraint("size >= 0", name="size_counts"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_why IS NULL)", name="withdrawn_has_reason"),
        STRICT,
    )
    id: int | None = own_key()
    dispute: int = must(sa.Integer, ForeignKey("dispute.id"))
    slot: str = must(sa.Text)
    name: str = must(sa.Text)
    note: str | None = may(sa.Text)
    sha256: str = must(sa.Text)
    size: int = must(sa.Integer)
    taken_at: Any = must(UtcText)
    taken_by: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    modified_at: Any = may(UtcText)
    source: EvidenceSource | None = may(EnumText(EvidenceSource))
    origin: str | None = may(sa.Text)
    proves: str | None = may(sa.Text)
    collected_at: Any = may(UtcText)
    live_from: str | None = may(sa.Text)
    live_to: str | None = may(sa.Text)
    live_words: str | None = may(sa.Text)
    withdrawn_at: Any = may(UtcText)
    withdrawn_by: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    withdrawn_why: str | None = may(sa.Text)
    replaced_by: int | None = may(sa.Integer, ForeignKey("evidence.id"))


class ImportBatchRow(Base, table=True):
    """A sheet that was imported."""

    __tablename__ = "import_batch"
    __table_args__ = (STRICT,)
    id: int | None = own_key()
    file: str = must(sa.Text)
    sha256: str = must(sa.Text)
    at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    report: Any = must(JsonText)
    undone_at: Any = may(UtcText)


class ImportedRow(Base, table=True):
    """Which disputes a sheet brought."""

    __tablename__ = "imported"
    __table_args__ = (Index("imported_dispute", "dispute"), STRICT)
    batch: int = part_of("import_batch")
    dispute: int = part_of("dispute")


class DraftRow(Base, table=True):
    """What was typed and not yet registered."""

    __tablename__ = "draft"
    __table_args__ = (STRICT,)
    id: int | None = own_key()
    kind: str = must(sa.Text)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    content: Any = must(JsonText)
    saved_at: Any = must(UtcText)
    version: int = must(sa.Integer)


class ViewRow(Base, table=True):
    """A list that was saved under a name."""

    __tablename__ = "view"
    __table_args__ = (Index("view_by_name", "name", unique=True), STRICT)
    id: int | None = own_key()
    name: str = must(sa.Text)
    where_text: str = must(sa.Text)
    sort: str = must(sa.Text)
    version: int = must(sa.Integer)


class RecordRow(Base, table=True):
    """An entry of the record; triggers keep it as it was written."""

    __tablename__ = "record"
    __table_args__ = (
        Index("record_of_dispute", "dispute", "seq"),
        CheckConstraint("length(prev) = 32 AND length(mac) = 32 AND length(commitment) = 32", name="lengths"),
        STRICT,
    )
    seq: int = Field(sa_column=Column(sa.Integer, primary_key=True))
    act: str = must(sa.Text)
    at: Any = must(UtcText)
    written_at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    dispute: int | None = may(sa.Integer, ForeignKey("dispute.id"))
    commitment: bytes = must(sa.LargeBinary)
    prev: bytes = must(sa.LargeBinary)
    mac: bytes = must(sa.LargeBinary)


class PayloadRow(Base, table=True):
    """What an entry says, apart from the chain; may be erased, never altered."""

    __tablename__ = "payload"
    __table_args__ = (
        CheckConstraint("(salt IS NULL) = (body IS NULL)", name="whole_or_gone"),
        CheckConstraint("body IS NULL OR json_valid(body)", name="body_json"),
        STRICT,
    )
    seq: int = Field(sa_column=Column(sa.Integer, ForeignKey("record.seq"), primary_key=True))
    salt: bytes | None = may(sa.LargeBinary)
    body: str | None = may(sa.Text)


class CalendarRow(Base, table=True):
    """A year's working-day table that was imported on this desk."""

    __tablename__ = "calendar"
    __table_args__ = (STRICT,)
    year: int = Field(sa_column=Column(sa.Integer, primary_key=True, autoincrement=False))
    content: Any = must(JsonText)
    imported_at: Any = must(UtcText)


class RuleBookRow(Base, table=True):
    """A document of own rules the desk took in; later ones stand beside it. `seq` is its entry of the record."""

    __tablename__ = "rule_book"
    __table_args__ = (STRICT,)
    id: int | None = own_key()
    title: str = must(sa.Text)
    content: Any = must(JsonText)
    imported_at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    seq: int = must(sa.Integer)


class SearchTextRow(Base, table=True):
    """The searched text of a dispute in the one form that queries take too."""

    __tablename__ = "search_text"
    __table_args__ = (STRICT,)
    dispute: int = Field(sa_column=Column(sa.Integer, ForeignKey("dispute.id"), primary_key=True))
    content: str = must(sa.Text)


def _add_checks() -> None:
    for each in Base.metadata.sorted_tables:
        for column in each.columns:
            condition = check_of(column)
            if condition:
                each.append_constraint(CheckConstraint(condition, name=column.name))


_add_checks()

METADATA = Base.metadata
"""Every table of a desk."""
