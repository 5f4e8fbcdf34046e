"""The table of leads, and of patterns a person has answered."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index

from odrdesk.domain.vocabulary import Category, PatternKind
from odrdesk.storage.columns import (
    STRICT,
    Base,
    DayText,
    EnumText,
    Flag,
    JsonText,
    UtcText,
    may,
    must,
    own_key,
    part_of,
    position_key,
)


class LeadRow(Base, table=True):
    """A lead of a dispute, its way to a department, and the answer."""

    __tablename__ = "lead"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_counts"),
        CheckConstraint("answered_on IS NULL OR sent_on IS NOT NULL", name="sent_before_answered"),
        STRICT,
    )
    dispute: int = part_of("dispute")
    position: int = position_key()
    number: int = must(sa.Integer)
    what: str = must(sa.Text)
    at: Any = must(UtcText)
    who: int = must(sa.Integer, ForeignKey("clerk.id"))
    department: str | None = may(sa.Text)
    region: str | None = may(sa.Text)
    law: str | None = may(sa.Text)
    evidence: Any = must(JsonText)
    why: str | None = may(sa.Text)
    sent_on: Any = may(DayText)
    sent_how: str | None = may(sa.Text)
    answered_on: Any = may(DayText)
    result: str | None = may(sa.Text)
    paper_no: str | None = may(sa.Text)


class PatternAnswerRow(Base, table=True):
    """What a person said of a group of complaints that are alike, and of which cases it consisted then."""

    __tablename__ = "pattern_answer"
    __table_args__ = (Index("pattern_answer_of", "kind", "key", "category"), STRICT)
    id: int | None = own_key()
    kind: PatternKind = must(EnumText(PatternKind))
    key: str = must(sa.Text)
    category: Category = must(EnumText(Category))
    cases: Any = must(JsonText)
    leads: bool = must(Flag)
    why: str | None = may(sa.Text)
    at: Any = must(UtcText)
    clerk: int | None = may(sa.Integer, ForeignKey("clerk.id"))
