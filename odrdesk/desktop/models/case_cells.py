"""A row of the list of cases as values for a sheet: real days and money, people masked as on the screen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from odrdesk.desktop.models.case_columns import listed_row
from odrdesk.domain.identity import mask_cards_in, mask_name, mask_people_in
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import day_of
from odrdesk.services.books import compound_surnames
from odrdesk.services.lists import DueRow

Value = str | int | Fen | date | None
FREE = frozenset({"title", "goods", "merchant", "room", "host", "point", "tags"})
"""Columns of free words, where somebody may have typed a name or a number."""


def cells_of(found: DueRow, keys: Sequence[str]) -> tuple[Value, ...]:
    """The values of these columns."""
    row = listed_row(found, keys)
    return tuple(
        _TYPED[key](found) if key in _TYPED else _plain(found, key, text)
        for key, text in zip(keys, row.texts, strict=True)
    )


def _plain(found: DueRow, key: str, text: str) -> str | None:
    if text == "—":
        return None
    if key in FREE:
        name = found.row.consumer
        hidden = text.replace(name, mask_name(name, compound_surnames())) if len(name) > 1 else text
        return mask_people_in(mask_cards_in(hidden))
    return "".join(text.split()) if key == "order" else text


def _fen(amount: int | None) -> Fen | None:
    return None if amount is None else Fen(amount)


_TYPED: Mapping[str, Callable[[DueRow], Value]] = {
    "due": lambda found: found.row.due,
    "due_day": lambda found: found.row.due,
    "late": lambda found: found.late or None,
    "amount": lambda found: Fen(found.row.amount),
    "received": lambda found: day_of(found.row.received_at),
    "paid": lambda found: _fen(found.more.paid) if found.more else None,
    "settled": lambda found: _fen(found.more.settled) if found.more else None,
    "prepaid": lambda found: _fen(found.more.prepaid) if found.more else None,
    "registered": lambda found: day_of(found.more.registered_at) if found.more and found.more.registered_at else None,
    "accepted": lambda found: day_of(found.more.accepted_at) if found.more and found.more.accepted_at else None,
    "closed": lambda found: day_of(found.more.closed_at) if found.more and found.more.closed_at else None,
    "contacted": lambda found: day_of(found.more.contacted_at) if found.more and found.more.contacted_at else None,
    "bought": lambda found: found.more.bought_on if found.more else None,
    "rounds": lambda found: found.more.rounds if found.more else None,
    "contacts": lambda found: found.more.contacts if found.more else None,
    "evidence": lambda found: found.more.evidence if found.more else None,
    "papers": lambda found: found.more.papers if found.more else None,
}
