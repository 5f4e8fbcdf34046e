"""The tables of merchants and contact points; what is kept of a case's own parties stands in its wide row."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index
from sqlmodel import Field

from odrdesk.domain.vocabulary import Stars
from odrdesk.storage.columns import STRICT, Base, DayText, EnumText, Flag, may, must, own_key, part_of


class MerchantRow(Base, table=True):
    """A merchant, once for its credit code or its exact name."""

    __tablename__ = "merchant"
    __table_args__ = (
        Index("merchant_by_uscc", "uscc", unique=True, sqlite_where=sa.text("uscc IS NOT NULL")),
        Index("merchant_by_name", "name"),
        Index("merchant_by_kept", "kept", sqlite_where=sa.text("kept IS NOT NULL")),
        CheckConstraint("(merged_into IS NULL) = (kept IS NULL)", name="merged_has_kept"),
        STRICT,
    )
    id: int | None = own_key()
    name: str = must(sa.Text)
    uscc: str | None = may(sa.Text)
    version: int = must(sa.Integer)
    address: str | None = may(sa.Text)
    region: str | None = may(sa.Text)
    shop_no: str | None = may(sa.Text)
    contact: str | None = may(sa.Text)
    phone: str | None = may(sa.Text)
    notes: str | None = may(sa.Text)
    merged_into: int | None = may(sa.Integer, ForeignKey("merchant.id"))
    kept: int | None = may(sa.Integer, ForeignKey("merchant.id"))


class MerchantEventRow(Base, table=True):
    """Which entries of the record speak of a merchant."""

    __tablename__ = "merchant_event"
    __table_args__ = (STRICT,)
    merchant: int = part_of("merchant")
    seq: int = Field(sa_column=Column(sa.Integer, ForeignKey("record.seq"), primary_key=True))


class MerchantApartRow(Base, table=True):
    """Two merchants of which a person said that they are not the same; the smaller key first."""

    __tablename__ = "merchant_apart"
    __table_args__ = (CheckConstraint("one < other", name="order"), STRICT)
    one: int = Field(sa_column=Column(sa.Integer, ForeignKey("merchant.id"), primary_key=True))
    other: int = Field(sa_column=Column(sa.Integer, ForeignKey("merchant.id"), primary_key=True))


class ContactPointRow(Base, table=True):
    """A contact point; cases name it by its name."""

    __tablename__ = "contact_point"
    __table_args__ = (
        CheckConstraint(
            "effective_to IS NULL OR effective_from IS NULL OR effective_from <= effective_to", name="span"
        ),
        STRICT,
    )
    id: int | None = own_key()
    name: str = must(sa.Text, unique=True)
    stars: Stars = must(EnumText(Stars))
    address: str | None = may(sa.Text)
    phone: str | None = may(sa.Text)
    district: str | None = may(sa.Text)
    effective_from: Any = may(DayText)
    effective_to: Any = may(DayText)
    active: bool = must(Flag)
    version: int = must(sa.Integer)
