"""Lists: a listing becomes ids at once and in chunks, and rows of a page. Nothing here returns row by row."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from odrdesk.domain.listing import Listing
from odrdesk.domain.vocabulary import Category, Channel, State


class Row(NamedTuple):
    """What a list shows of one dispute. `amount` in fen, `due` the earliest running deadline with its rule."""

    key: int
    number: str
    state: State
    channel: Channel
    category: Category
    consumer: str
    merchant: str
    goods: str | None
    amount: int
    received_at: datetime
    due: date | None
    due_rule: str | None
    officer: str | None
    level: int


class Opening(NamedTuple):
    """The first page of ids, in order, and how many there are in all, exactly."""

    ids: "array[int]"
    total: int


def opening(session: Session, listing: Listing, today: date, me: int | None = None, limit: int = 200) -> Opening:
    """The first `limit` ids and the exact number of all. `me` is the clerk's key."""
    raise NotImplementedError


def ids(session: Session, listing: Listing, today: date, me: int | None = None) -> "Iterator[array[int]]":
    """All ids in order, in chunks, each read as one value so that the window keeps breathing."""
    raise NotImplementedError


def rows(session: Session, keys: Sequence[int]) -> tuple[Row, ...]:
    """The rows of these keys, in this order; a key that is gone is left out."""
    raise NotImplementedError
