"""The four facts the 12315 console asks for after handling (处理时间、协商过程、协商方式、协商结果), as values."""

from datetime import datetime
from typing import NamedTuple

from odrdesk.domain.dispute import Contact, Dispute, Offer
from odrdesk.domain.vocabulary import State

LIMIT = 1200
"""Characters the console takes in one field."""

SETTLED = frozenset({State.SETTLED, State.PERFORMING, State.PERFORMED})


class Handling(NamedTuple):
    """When it was handled, what was said and offered in the order of time, by which ways; how it ended is the case's.

    `handled_at` is when it was settled or failed, else the last contact or offer; None where nothing happened yet.
    """

    handled_at: datetime | None
    events: tuple[Contact | Offer, ...]
    modes: tuple[str, ...]


def handling(case: Dispute) -> Handling:
    """What the desk has done on a case, for the console."""
    events: list[Contact | Offer] = [*case.contacts, *case.offers]
    events.sort(key=_when)
    last = max((_when(one) for one in events), default=None)
    modes = tuple(dict.fromkeys(contact.mode for contact in sorted(case.contacts, key=_when)))
    return Handling(case.concluded_at or last, tuple(events), modes)


def _when(event: Contact | Offer) -> datetime:
    return event.at if isinstance(event, Contact) else event.made_at
