"""The table of frozen reports (定稿): what was reported of a period, and each correction of it, never changed."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index

from odrdesk.storage.columns import STRICT, Base, DayText, JsonText, UtcText, must, own_key


class ReportRow(Base, table=True):
    """A report as it was frozen; a later version of the same period corrects it and stands beside it."""

    __tablename__ = "report"
    __table_args__ = (
        Index("report_by_period", "period", "version", unique=True),
        CheckConstraint("length(sha256) = 64", name="hash_length"),
        CheckConstraint("version > 0", name="version_counts"),
        STRICT,
    )
    id: int | None = own_key()
    period: str = must(sa.Text)
    version: int = must(sa.Integer)
    as_of: Any = must(DayText)
    content: Any = must(JsonText)
    sha256: str = must(sa.Text)
    made_at: Any = must(UtcText)
    made_by: int = must(sa.Integer, ForeignKey("clerk.id"))


TRIGGERS = {
    f"report_no_{act}": f"""
        CREATE TRIGGER report_no_{act} BEFORE {act.upper()} ON report
        BEGIN SELECT RAISE(ABORT, 'a frozen report is never {act}d'); END"""
    for act in ("update", "delete")
}
