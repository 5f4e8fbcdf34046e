"""The tables of the papers' templates: versions as they were drafted and released, and every wording a paper bears."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index
from sqlmodel import Field

from odrdesk.storage.columns import STRICT, Base, Flag, JsonText, UtcText, may, must, own_key

_OPEN = "released_at IS NULL AND withdrawn_at IS NULL"


class TemplateRow(Base, table=True):
    """A draft of a kind's template, and once released its version; a draft is withdrawn, never deleted.

    `based_on` is the SHA-256 of the text it was made from. Version 0 is the program's and has no row.
    """

    __tablename__ = "template"
    __table_args__ = (
        Index("template_one_draft", "kind", unique=True, sqlite_where=sa.text(_OPEN)),
        Index("template_version_once", "kind", "version", unique=True),
        CheckConstraint("length(sha256) = 64 AND length(based_on) = 64", name="hash_length"),
        CheckConstraint("version IS NULL OR version > 0", name="version_counts_from_one"),
        CheckConstraint(
            "(version IS NULL) = (released_at IS NULL) AND (version IS NULL) = (released_by IS NULL)",
            name="released_by_somebody",
        ),
        CheckConstraint(
            "alone = 1 OR released_by IS NULL OR released_by IS NOT drafted_by", name="drafter_does_not_release"
        ),
        CheckConstraint("released_at IS NULL OR submitted_at IS NOT NULL", name="submitted_before_release"),
        CheckConstraint("released_at IS NULL OR withdrawn_at IS NULL", name="released_or_withdrawn"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_by_somebody"),
        STRICT,
    )
    id: int | None = own_key()
    kind: str = must(sa.Text)
    text: str = must(sa.Text)
    sha256: str = must(sa.Text)
    based_on: str = must(sa.Text)
    why: str | None = may(sa.Text)
    drafted_by: int = must(sa.Integer, ForeignKey("clerk.id"))
    drafted_at: Any = must(UtcText)
    saved_at: Any = must(UtcText)
    submitted_at: Any = may(UtcText)
    version: int | None = may(sa.Integer)
    released_by: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    released_at: Any = may(UtcText)
    alone: bool = must(Flag)
    withdrawn_by: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    withdrawn_at: Any = may(UtcText)


class WordingRow(Base, table=True):
    """A wording that an issued paper bears, whole: the template's text and the layout's words of that day."""

    __tablename__ = "wording"
    __table_args__ = (STRICT,)
    name: str = Field(sa_column=Column(sa.Text, primary_key=True))
    kind: str = must(sa.Text)
    version: int = must(sa.Integer)
    text: str = must(sa.Text)
    words: Any = must(JsonText)


TRIGGERS = {
    "template_begins_as_draft": """
        CREATE TRIGGER template_begins_as_draft BEFORE INSERT ON template
        WHEN NEW.version IS NOT NULL OR NEW.submitted_at IS NOT NULL OR NEW.withdrawn_at IS NOT NULL OR NEW.alone = 1
          OR EXISTS (SELECT 1 FROM template WHERE id = NEW.id OR (kind = NEW.kind AND version IS NULL
            AND withdrawn_at IS NULL))
        BEGIN SELECT RAISE(ABORT, 'a template begins as the only draft of its kind'); END""",
    "template_ends_once": """
        CREATE TRIGGER template_ends_once BEFORE UPDATE ON template
        WHEN OLD.released_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL OR NEW.id IS NOT OLD.id
          OR NEW.kind IS NOT OLD.kind OR NEW.drafted_by IS NOT OLD.drafted_by OR NEW.drafted_at IS NOT OLD.drafted_at
          OR NEW.based_on IS NOT OLD.based_on
        BEGIN SELECT RAISE(ABORT, 'a released or withdrawn template is never changed'); END""",
    "template_as_submitted": """
        CREATE TRIGGER template_as_submitted BEFORE UPDATE ON template
        WHEN OLD.submitted_at IS NOT NULL AND (NEW.text IS NOT OLD.text OR NEW.sha256 IS NOT OLD.sha256
          OR (NEW.submitted_at IS NOT NULL AND (NEW.submitted_at IS NOT OLD.submitted_at OR NEW.why IS NOT OLD.why)))
        BEGIN SELECT RAISE(ABORT, 'a submitted template is released as it is, or taken back'); END""",
    "template_next_version": """
        CREATE TRIGGER template_next_version BEFORE UPDATE ON template
        WHEN NEW.version IS NOT NULL
          AND NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM template WHERE kind = NEW.kind)
        BEGIN SELECT RAISE(ABORT, 'versions have no gap'); END""",
    "template_no_delete": """
        CREATE TRIGGER template_no_delete BEFORE DELETE ON template
        BEGIN SELECT RAISE(ABORT, 'a template is never deleted'); END""",
    "wording_once": """
        CREATE TRIGGER wording_once BEFORE INSERT ON wording
        WHEN EXISTS (SELECT 1 FROM wording WHERE name = NEW.name)
        BEGIN SELECT RAISE(ABORT, 'a wording is kept once'); END""",
    "wording_no_update": """
        CREATE TRIGGER wording_no_update BEFORE UPDATE ON wording
        BEGIN SELECT RAISE(ABORT, 'the wording of an issued paper is never changed'); END""",
    "wording_no_delete": """
        CREATE TRIGGER wording_no_delete BEFORE DELETE ON wording
        BEGIN SELECT RAISE(ABORT, 'the wording of an issued paper is never deleted'); END""",
}
