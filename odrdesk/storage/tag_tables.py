"""The tables of tags: the desk's own, the names they had, and which case has which."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index
from sqlmodel import Field

from odrdesk.domain.vocabulary import TagTone
from odrdesk.storage.columns import STRICT, Base, EnumText, Flag, must, own_key, part_of


class TagRow(Base, table=True):
    """A tag; `folded` is what no two share, `sound` what they are sorted by."""

    __tablename__ = "tag"
    __table_args__ = (STRICT,)
    id: int | None = own_key()
    name: str = must(sa.Text)
    folded: str = must(sa.Text, unique=True)
    sound: str = must(sa.Text)
    tone: TagTone = must(EnumText(TagTone))
    retired: bool = must(Flag)
    version: int = must(sa.Integer)


class TagFormerRow(Base, table=True):
    """A name a tag had and no tag has now: lists that were saved with it find the tag."""

    __tablename__ = "tag_former"
    __table_args__ = (STRICT,)
    folded: str = Field(sa_column=Column(sa.Text, primary_key=True))
    tag: int = must(sa.Integer, ForeignKey("tag.id"))
    name: str = must(sa.Text)


class DisputeTagRow(Base, table=True):
    """A tag on a case."""

    __tablename__ = "dispute_tag"
    __table_args__ = (Index("dispute_tag_by_tag", "tag"), STRICT)
    dispute: int = part_of("dispute")
    tag: int = Field(sa_column=Column(sa.Integer, ForeignKey("tag.id"), primary_key=True))
