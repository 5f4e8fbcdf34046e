"""The tables of the intellectual-property branch: the notice of a dispute, and the marks the desk watches for."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Index

from odrdesk.domain.vocabulary import IpRight, IpState, NoticeFault
from odrdesk.storage.columns import STRICT, Base, DayText, EnumText, JsonText, may, must, own_key, part_of


class IpBranchRow(Base, table=True):
    """The notice of a dispute and what became of it; the rounds before it are in the record."""

    __tablename__ = "ip_branch"
    __table_args__ = (CheckConstraint("round > 0", name="round_counts"), STRICT)
    dispute: int = part_of("dispute")
    state: IpState = must(EnumText(IpState))
    round: int = must(sa.Integer)
    kind: IpRight | None = may(EnumText(IpRight))
    rights_holder: str = must(sa.Text)
    rights_holder_contact: str = must(sa.Text)
    registration_no: str = must(sa.Text)
    target: str = must(sa.Text)
    evidence: str = must(sa.Text)
    notice_on: Any = must(DayText)
    missing: Any = must(JsonText)
    asked_on: Any = may(DayText)
    supplemented_on: Any = may(DayText)
    measures: Any = must(JsonText)
    measures_on: Any = may(DayText)
    forwarded_on: Any = may(DayText)
    declared_on: Any = may(DayText)
    declaration: str = must(sa.Text)
    reached_on: Any = may(DayText)
    reached_by: str = must(sa.Text)
    acts: Any = must(JsonText)
    lifted_on: Any = may(DayText)
    notice_fault: NoticeFault | None = may(EnumText(NoticeFault))
    published: Any = must(JsonText)


class WatchedMarkRow(Base, table=True):
    """A mark of the watch list (重点商标保护名录). `head` is what a text must contain for it to be looked for."""

    __tablename__ = "watched_mark"
    __table_args__ = (
        Index("watched_mark_by_head", "head"),
        Index("watched_mark_once", "registration_no", "classes", "folded", unique=True),
        CheckConstraint(
            "effective_to IS NULL OR effective_from IS NULL OR effective_to >= effective_from", name="days"
        ),
        STRICT,
    )
    id: int | None = own_key()
    name: str = must(sa.Text)
    folded: str = must(sa.Text)
    head: str = must(sa.Text)
    registration_no: str = must(sa.Text)
    classes: str = must(sa.Text)
    holder: str = must(sa.Text)
    effective_from: Any = may(DayText)
    effective_to: Any = may(DayText)
    source: str = must(sa.Text)
