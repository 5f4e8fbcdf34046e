"""The tables of what binds papers to their desk: public keys, and the proof each paper carries."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index
from sqlmodel import Field

from odrdesk.storage.columns import STRICT, Base, Flag, JsonText, UtcText, may, must, own_key


class ProofKeyRow(Base, table=True):
    """A public key: the desk's own, or of `origin`, another desk whose papers are verified here too."""

    __tablename__ = "proof_key"
    __table_args__ = (
        Index("proof_key_once", "public", unique=True),
        CheckConstraint("length(public) = 32", name="public_length"),
        STRICT,
    )
    id: int | None = own_key()
    kid: str = must(sa.Text)
    public: bytes = must(sa.LargeBinary)
    practice: bool = must(Flag)
    made_at: Any = must(UtcText)
    retired_at: Any = may(UtcText)
    origin: str | None = may(sa.Text)


class ProofRow(Base, table=True):
    """The proof of a paper as it was issued; `data` may be erased, the digest stays."""

    __tablename__ = "proof"
    __table_args__ = (
        Index("proof_by_digest", "digest"),
        CheckConstraint("length(digest) = 16", name="digest_length"),
        STRICT,
    )
    paper: int = Field(sa_column=Column(sa.Integer, ForeignKey("paper.id"), primary_key=True))
    qr: str = must(sa.Text)
    digest: bytes = must(sa.LargeBinary)
    kid: str = must(sa.Text)
    anchor: str = must(sa.Text)
    data: bytes | None = may(sa.LargeBinary)
    anchors: Any = may(JsonText)
