"""What an intake must contain before it becomes a dispute."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from odrdesk.domain import minors
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_id, check_phone, check_uscc
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.domain.workdays import day_of

NAME_LIMIT = 50
LINE_LIMIT = 200
TEXT_LIMIT = 20_000
CHANNEL_NO_LIMIT = 64
CHANNEL_NO_USUAL = 25
SUMMARY_LIMIT = 40

_SENTENCE_END = re.compile(r"[\u3002\uff01\uff1f\uff1b!?;\n]|\.(?=\s|$)")
"""Full stop, exclamation mark, question mark and semicolon of both scripts."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order (订单) the dispute is about. `paid` in fen for all of `quantity`."""

    no: str | None = None
    goods: str | None = None
    quantity: int | None = None
    paid: Fen | None = None
    bought_on: date | None = None
    signed_on: date | None = None
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """An intake as typed; times aware UTC, money in fen. A draft may lack anything."""

    channel: Channel | None = None
    channel_no: str | None = None
    received_at: datetime | None = None
    pushed_at: datetime | None = None
    consumer: Consumer = field(default_factory=lambda: Consumer(""))
    merchant: Merchant | None = None
    live: Live = field(default_factory=Live)
    order: Order = field(default_factory=Order)
    category: Category | None = None
    claims: tuple[Claim, ...] = ()
    claims_words: str | None = None
    claimed: Fen | None = None
    knew_on: date | None = None
    facts: str = ""
    contact_point: str | None = None
    """消费维权联络点 by name; its stars and its own rules are looked up by it."""


class Problem(NamedTuple):
    """A field that is not right yet: its dotted name, the code of what is wrong, and data for the sentence."""

    field: str
    code: str
    data: dict[str, object]


def problems(draft: Complaint, now: datetime) -> tuple[Problem, ...]:
    """What still keeps the draft from being registered, in the order of the form; empty when complete."""
    found = [*_missing(draft), *_overlong(draft)]
    if draft.received_at and draft.received_at > now:
        found.append(Problem("received_at", "received.in_future", {}))
    if draft.pushed_at and draft.received_at and draft.pushed_at > now:
        found.append(Problem("pushed_at", "received.in_future", {}))
    found.extend(_identity_problems(draft))
    found.extend(Problem(*one) for one in minors.problems(draft.consumer, day_of(now)))
    return tuple(found)


def require(draft: Complaint, now: datetime) -> None:
    """Refuse an incomplete draft: Refusal of its first problem, with all of them in `data["problems"]`."""
    found = problems(draft, now)
    if found:
        first = found[0]
        raise Refusal(first.code, first.field, **first.data, problems=[(p.field, p.code) for p in found])


def warnings(draft: Complaint) -> tuple[Problem, ...]:
    """What is odd but never refused: a number of the 12315 queue of other than 25 digits, a buyer not of age."""
    found = []
    no = draft.channel_no
    if no and draft.channel is Channel.ODR12315 and not (no.isdigit() and len(no) == CHANNEL_NO_USUAL):
        found.append(Problem("channel_no", "channel_no.unusual", {"length": len(no)}))
    bought = draft.order.bought_on or (day_of(draft.received_at) if draft.received_at else None)
    if bought:
        found.extend(Problem(*one) for one in minors.warnings(draft.consumer, bought))
    return tuple(found)


def _missing(draft: Complaint) -> list[Problem]:
    room = draft.live.room
    present = {
        "channel": draft.channel is not None,
        "received_at": draft.received_at is not None,
        "consumer.name": bool(draft.consumer.name.strip()),
        "consumer.phone": bool(draft.consumer.phone or draft.consumer.no_phone_reason),
        "merchant.name": bool((draft.merchant and draft.merchant.name.strip()) or (room and room.strip())),
        "category": draft.category is not None,
        "claims": bool(draft.claims),
        "facts": bool(draft.facts.strip()),
    }
    return [Problem(name, "field.required", {}) for name, there in present.items() if not there]


def _overlong(draft: Complaint) -> list[Problem]:
    merchant = draft.merchant.name if draft.merchant else None
    limits = (
        ("consumer.name", draft.consumer.name, NAME_LIMIT),
        ("consumer.address", draft.consumer.address, LINE_LIMIT),
        ("merchant.name", merchant, LINE_LIMIT),
        ("channel_no", draft.channel_no, CHANNEL_NO_LIMIT),
        ("live.room", draft.live.room, LINE_LIMIT),
        ("live.host", draft.live.host, LINE_LIMIT),
        ("live.mcn", draft.live.mcn, LINE_LIMIT),
        ("live.base", draft.live.base, LINE_LIMIT),
        ("contact_point", draft.contact_point, LINE_LIMIT),
        ("order.no", draft.order.no, LINE_LIMIT),
        ("order.goods", draft.order.goods, LINE_LIMIT),
        ("facts", draft.facts, TEXT_LIMIT),
    )
    return [
        Problem(name, "text.too_long", {"limit": limit, "length": len(text)})
        for name, text, limit in limits
        if text and len(text) > limit
    ]


def _identity_problems(draft: Complaint) -> list[Problem]:
    uscc = draft.merchant.uscc if draft.merchant else None
    checks = (
        ("consumer.phone", draft.consumer.phone, check_phone),
        ("consumer.id_no", draft.consumer.id_no, check_id),
        ("merchant.uscc", uscc, check_uscc),
    )
    found = []
    for name, value, check in checks:
        if not value:
            continue
        try:
            check(value)
        except Refusal as no:
            found.append(Problem(name, no.code, dict(no.data)))
    return found


def summary(facts: str, goods: str | None = None) -> str:
    """What the dispute is about in one line: the first sentence of the consumer's words, else the goods."""
    first = _SENTENCE_END.split(facts.strip(), maxsplit=1)[0].strip()
    line = first or (goods or "").strip()
    return line if len(line) <= SUMMARY_LIMIT else line[: SUMMARY_LIMIT - 1].rstrip() + "\u2026"
