"""The table of worksheets: what the law gives for a dispute, as a person worked it out and confirmed it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index

from odrdesk.storage.columns import STRICT, Base, DayText, FenInt, JsonText, UtcText, may, must, own_key


class WorksheetRow(Base, table=True):
    """A kept worksheet; a later one of the same remedy supersedes it, none is ever changed."""

    __tablename__ = "worksheet"
    __table_args__ = (
        Index("worksheet_of_dispute", "dispute", "id"),
        CheckConstraint("limit_fen IS NULL OR extra IS NULL", name="limit_is_no_answer"),
        STRICT,
    )
    id: int | None = own_key()
    dispute: int = must(sa.Integer, ForeignKey("dispute.id"))
    code: str = must(sa.Text)
    version: str = must(sa.Text)
    law_on: Any = must(DayText)
    made_at: Any = must(UtcText)
    made_by: int = must(sa.Integer, ForeignKey("clerk.id"))
    given: Any = must(JsonText)
    answer: Any = must(JsonText)
    confirmed: Any = must(JsonText)
    chosen: str | None = may(sa.Text)
    refund: int = must(FenInt)
    extra: int | None = may(FenInt)
    limit_fen: int | None = may(FenInt)
