"""What an intake must contain before it becomes a dispute."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from odrdesk.domain import minors
from odrdesk.domain.errors import Refusal
from odrdesk.domain.foreign import SOURCE_LIMIT, Foreign
from odrdesk.domain.identity import check_id, check_phone, check_uscc
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Answer, Category, Channel, Claim, ImportKind
from odrdesk.domain.workdays import day_of

NAME_LIMIT = 50
LINE_LIMIT = 200
LINK_LIMIT = 2_000
TEXT_LIMIT = 20_000
CHANNEL_NO_LIMIT = 64
CHANNEL_NO_USUAL = 25
SUMMARY_LIMIT = 40

_SENTENCE_END = re.compile(r"[\u3002\uff01\uff1f\uff1b!?;\n]|\.(?=\s|$)")
"""Full stop, exclamation mark, question mark and semicolon of both scripts."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order (订单) the dispute is about. `paid` in fen for all of `quantity`; `foreign` if other money."""

    no: str | None = None
    goods: str | None = None
    quantity: int | None = None
    paid: Fen | None = None
    bought_on: date | None = None
    signed_on: date | None = None
    completed_on: date | None = None
    foreign: Foreign | None = None
    import_kind: ImportKind | None = None
    payment: str | None = None
    """支付方式: how it was paid, as typed."""
    link: str | None = None
    """商品链接: where the goods were shown."""


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
    publish: Answer | None = None
    """Whether the consumer agrees to the complaint's publication (是否同意公示投诉信息); None is not asked yet."""
    entrust: Answer | None = None
    """Whether the consumer agrees to a mediator being entrusted (是否同意委托调解); None is not asked yet."""


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
    found.extend(_foreign_problems(draft))
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
    """What is odd but never refused: a number of other than 25 digits, a buyer not of age, yuan unlike the rate."""
    found = []
    no = draft.channel_no
    if no and draft.channel is Channel.ODR12315 and not (no.isdigit() and len(no) == CHANNEL_NO_USUAL):
        found.append(Problem("channel_no", "channel_no.unusual", {"length": len(no)}))
    bought = draft.order.bought_on or (day_of(draft.received_at) if draft.received_at else None)
    if bought:
        found.extend(Problem(*one) for one in minors.warnings(draft.consumer, bought))
    paid, foreign = draft.order.paid, draft.order.foreign
    if foreign is not None and paid is None and foreign.rate is None:
        found.append(Problem("order.paid", "foreign.no_yuan", {}))
    if foreign is not None and paid is not None and foreign.converted not in {None, paid}:
        found.append(Problem("order.paid", "foreign.mismatch", {"paid": paid, "converted": foreign.converted}))
    return tuple(found)


def with_yuan(draft: Complaint) -> Complaint:
    """The draft with the yuan that its foreign amount comes to, where only the rate tells what was paid."""
    order = draft.order
    if order.paid is not None or order.foreign is None or order.foreign.converted is None:
        return draft
    return replace(draft, order=replace(order, paid=order.foreign.converted))


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
        ("live.account", draft.live.account, LINE_LIMIT),
        ("order.no", draft.order.no, LINE_LIMIT),
        ("order.payment", draft.order.payment, LINE_LIMIT),
        ("order.link", draft.order.link, LINK_LIMIT),
        ("order.goods", draft.order.goods, LINE_LIMIT),
        ("facts", draft.facts, TEXT_LIMIT),
    )
    return [
        Problem(name, "text.too_long", {"limit": limit, "length": len(text)})
        for name, text, limit in limits
        if text and len(text) > limit
    ]


def _foreign_problems(draft: Complaint) -> list[Problem]:
    """A rate tells nothing without its day and without where it was read."""
    foreign = draft.order.foreign
    if foreign is None or foreign.rate is None:
        return []
    lacking = {"on": foreign.on, "source": foreign.source}
    found = [Problem(f"order.foreign.{name}", "field.required", {}) for name, told in lacking.items() if not told]
    if foreign.source and len(foreign.source) > SOURCE_LIMIT:
        data: dict[str, object] = {"limit": SOURCE_LIMIT, "length": len(foreign.source)}
        found.append(Problem("order.foreign.source", "text.too_long", data))
    return found


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
