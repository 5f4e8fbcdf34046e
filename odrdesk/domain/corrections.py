"""Correcting what was typed at intake, by field name, checked like the intake; the record keeps the old value."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from odrdesk.domain import facts as reading
from odrdesk.domain.complaint import Complaint, problems
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Merchant
from odrdesk.domain.vocabulary import Category

Reader = Callable[[str, str], object]


def _text(_field: str, value: str) -> str:
    return value


def _quantity(field: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 1_000_000):
        raise Refusal("fact.unreadable", field, text=value[:40], wanted="1–1000000")
    return int(value)


def _category(field: str, value: str) -> Category:
    try:
        return Category(value)
    except ValueError as why:
        wanted = " ".join(member.value for member in Category)
        raise Refusal("fact.unreadable", field, text=value[:40], wanted=wanted) from why


CORRECTABLE: Mapping[str, Reader] = {
    "channel_no": _text,
    "consumer.name": _text,
    "consumer.phone": _text,
    "consumer.id_no": _text,
    "consumer.address": _text,
    "consumer.born_on": reading.read_day,
    "merchant.name": _text,
    "merchant.uscc": _text,
    "live.room": _text,
    "live.host": _text,
    "live.mcn": _text,
    "live.on": reading.read_day,
    "live.timecode": _text,
    "order.no": _text,
    "order.goods": _text,
    "order.quantity": _quantity,
    "order.paid": reading.read_money,
    "order.bought_on": reading.read_day,
    "order.signed_on": reading.read_day,
    "order.completed_on": reading.read_day,
    "category": _category,
    "claimed": reading.read_money,
    "knew_on": reading.read_day,
    "facts": _text,
}
"""Every field that may be corrected. Channel and times of receipt are not: a clock was counted from them."""


def corrected(complaint: Complaint, field: str, value: str | None, now: datetime) -> Complaint:
    """The complaint with one field changed, or emptied where `value` is None.

    Refuses an unknown field (`correct.unknown_field`), an unreadable value, and one that leaves the intake incomplete.
    """
    if field not in CORRECTABLE:
        raise Refusal("correct.unknown_field", "field", name=field, known=sorted(CORRECTABLE))
    read = CORRECTABLE[field]("value", value) if value is not None else None
    after = _with(complaint, field, read)
    found = next(iter(problems(after, now)), None)
    if found:
        raise Refusal(found.code, "value", **found.data)
    return after


def value_of(complaint: Complaint, field: str) -> object:
    """What a correctable field holds now."""
    outer, _, inner = field.partition(".")
    value = getattr(complaint, outer)
    return getattr(value, inner, None) if inner else value


def _with(complaint: Complaint, field: str, value: object) -> Complaint:
    outer, _, inner = field.partition(".")
    # Names and facts are texts that may be empty, everything else may be absent.
    blank = "" if (inner or outer) in {"name", "facts"} else None
    told = blank if value is None else value
    part: Any = getattr(complaint, outer) or Merchant("")
    change: dict[str, Any] = {outer: replace(part, **{inner: told}) if inner else told}
    return replace(complaint, **change)
