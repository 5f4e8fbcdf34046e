"""The logs of issued papers: printed, delivered, brought back signed. Rows are added, never changed."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index

from odrdesk.domain.paper_vocabulary import DeliveryWay
from odrdesk.storage.columns import STRICT, Base, EnumText, UtcText, may, must, own_key


class PaperPrintRow(Base, table=True):
    """One printing; `turn` 0 is the issued original, n the reprint marked 副本 n."""

    __tablename__ = "paper_print"
    __table_args__ = (
        Index("paper_print_of_paper", "paper", "id"),
        CheckConstraint("turn >= 0", name="turn_counts"),
        CheckConstraint("copies > 0 AND pages > 0", name="something_printed"),
        CheckConstraint("length(sha256) = 64", name="hash_length"),
        STRICT,
    )
    id: int | None = own_key()
    paper: int = must(sa.Integer, ForeignKey("paper.id"))
    turn: int = must(sa.Integer)
    printed_at: Any = must(UtcText)
    clerk: int = must(sa.Integer, ForeignKey("clerk.id"))
    printer: str = must(sa.Text)
    copies: int = must(sa.Integer)
    pages: int = must(sa.Integer)
    sha256: str = must(sa.Text)


class PaperDeliveryRow(Base, table=True):
    """One delivery (送达); `corrects` names the entry it takes the place of."""

    __tablename__ = "paper_delivery"
    __table_args__ = (
        Index("paper_delivery_of_paper", "paper", "id"),
        Index("paper_delivery_corrected", "corrects", unique=True, sqlite_where=sa.text("corrects IS NOT NULL")),
        STRICT,
    )
    id: int | None = own_key()
    paper: int = must(sa.Integer, ForeignKey("paper.id"))
    way: DeliveryWay = must(EnumText(DeliveryWay))
    delivered_at: Any = must(UtcText)
    to_whom: str = must(sa.Text)
    receipt: str = must(sa.Text)
    evidence: int | None = may(sa.Integer, ForeignKey("evidence.id"))
    clerk: int = must(sa.Integer, ForeignKey("clerk.id"))
    noted_at: Any = must(UtcText)
    why: str | None = may(sa.Text)
    corrects: int | None = may(sa.Integer, ForeignKey("paper_delivery.id"))


class PaperSignedRow(Base, table=True):
    """A signed scan that came back; the file itself lies in the vault under its hash."""

    __tablename__ = "paper_signed"
    __table_args__ = (
        Index("paper_signed_of_paper", "paper", "id"),
        Index("paper_signed_corrected", "corrects", unique=True, sqlite_where=sa.text("corrects IS NOT NULL")),
        CheckConstraint("length(sha256) = 64", name="hash_length"),
        CheckConstraint("size > 0", name="size_counts"),
        STRICT,
    )
    id: int | None = own_key()
    paper: int = must(sa.Integer, ForeignKey("paper.id"))
    name: str = must(sa.Text)
    sha256: str = must(sa.Text)
    size: int = must(sa.Integer)
    signed_by: str = must(sa.Text)
    signed_at: Any = must(UtcText)
    clerk: int = must(sa.Integer, ForeignKey("clerk.id"))
    noted_at: Any = must(UtcText)
    why: str | None = may(sa.Text)
    corrects: int | None = may(sa.Integer, ForeignKey("paper_signed.id"))
