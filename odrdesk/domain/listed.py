"""What a list can tell of a dispute beside its usual columns."""

from datetime import date, datetime
from typing import NamedTuple

from odrdesk.domain.vocabulary import Claim, TagTone


class Tagged(NamedTuple):
    """A tag on a case."""

    name: str
    tone: TagTone


class More(NamedTuple):
    """What the columns that are hidden at first show. Money in fen; counts leave out what was withdrawn or voided."""

    key: int
    phone: str | None
    order_no: str | None
    channel_no: str | None
    room: str | None
    host: str | None
    point: str | None
    registered_at: datetime | None
    accepted_at: datetime | None
    closed_at: datetime | None
    contacted_at: datetime | None
    bought_on: date | None
    paid: int | None
    settled: int | None
    prepaid: int | None
    rounds: int
    contacts: int
    evidence: int
    papers: int
    claims: tuple[Claim, ...]
    tags: tuple[Tagged, ...] = ()
    region: str | None = None
