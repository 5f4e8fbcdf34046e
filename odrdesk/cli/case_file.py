"""The JSON a case is opened from, read into a complaint. What is missing is left to the intake's own rules.

A key that is not known is refused (`input.unknown_key`), so that a misspelt one is never lost silently.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from odrdesk.cli.reading import read_moment
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import read_money
from odrdesk.domain.foreign import Foreign, read_amount, read_rate
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Guardian, Live, Merchant
from odrdesk.domain.vocabulary import Answer, Category, Channel, Claim, Currency, ImportKind, Language
from odrdesk.text import member

Values = Mapping[str, object]
QUANTITY_LIMIT = 1_000_000
NO_IMPORT = "none"
KEYS: Mapping[str, frozenset[str]] = {
    "": frozenset(
        {"channel", "channel_no", "received_at", "pushed_at", "consumer", "merchant", "live", "order", "category"}
        | {"claims", "claims_words", "claimed", "knew_on", "facts", "contact_point"}
        | {"publish", "entrust"}
    ),
    "consumer": frozenset({"name", "phone", "no_phone_reason", "id_no", "address", "born_on", "guardian", "language"}),
    "consumer.guardian": frozenset({"name", "phone", "consent"}),
    "consumer.guardian.consent": frozenset({"on", "how"}),
    "merchant": frozenset({"name", "uscc"}),
    "live": frozenset({"room", "host", "mcn", "base", "on", "timecode", "account"}),
    "order": frozenset({"no", "goods", "quantity", "paid", "bought_on", "signed_on", "completed_on"})
    | {"foreign", "import_kind", "payment", "link"},
    "order.foreign": frozenset({"currency", "amount", "rate", "on", "source"}),
}


def complaint_of(told: Values) -> Complaint:
    """The complaint a JSON object tells of; words of channel, category and claims in either language, or their codes.

    Refuses `input.unknown_key`, `word.unknown`, `time.unreadable`, `amount.unreadable`, `fact.unreadable`, and
    `field.required` for a guardian without name, phone or consent. A missing key is left empty.
    """
    top = _known(_Part("", told))
    consumer, merchant = top.part("consumer"), top.part("merchant")
    received = top.moment("received_at")
    name = merchant.text("name")
    channel, category = top.text("channel"), top.text("category")
    return Complaint(
        channel=member(Channel, channel, "channel") if channel else None,
        channel_no=top.text("channel_no"),
        received_at=received,
        pushed_at=top.moment("pushed_at") or received,
        consumer=_consumer(consumer),
        merchant=Merchant(name or "", merchant.text("uscc")) if name or merchant.text("uscc") else None,
        live=_live(top.part("live")),
        order=_order(top.part("order")),
        category=member(Category, category, "category") if category else None,
        claims=_claims(told.get("claims")),
        claims_words=top.text("claims_words"),
        claimed=top.money("claimed"),
        knew_on=top.day("knew_on"),
        facts=top.text("facts") or "",
        contact_point=top.text("contact_point"),
        publish=top.answer("publish"),
        entrust=top.answer("entrust"),
    )


class _Part(NamedTuple):
    """One object of the file, and the dotted name it stands under."""

    name: str
    values: Values

    def field(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def part(self, key: str) -> "_Part":
        value = self.values.get(key)
        if value is not None and not isinstance(value, Mapping):
            raise Refusal("fact.unreadable", self.field(key), text=str(value)[:40], wanted="{…}")
        return _known(_Part(self.field(key), value or {}))

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if isinstance(value, bool | float | list | Mapping):
            raise Refusal("fact.unreadable", self.field(key), text=str(value)[:40], wanted='"…"')
        return str(value).strip() or None if value is not None else None

    def answer(self, key: str) -> Answer | None:
        value = self.values.get(key)
        if isinstance(value, bool):
            return Answer.AGREES if value else Answer.DISAGREES
        told = self.text(key)
        return member(Answer, told, self.field(key)) if told else None

    def moment(self, key: str) -> datetime | None:
        value = self.text(key)
        return read_moment(self.field(key), value) if value else None

    def day(self, key: str) -> date | None:
        value = self.text(key)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as why:
            raise Refusal("fact.unreadable", self.field(key), text=str(value)[:40], wanted="YYYY-MM-DD") from why

    def money(self, key: str) -> Fen | None:
        value = self.values.get(key)
        return read_money(self.field(key), value) if value not in (None, "") else None

    def whole(self, key: str) -> int | None:
        value = self.text(key)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 8 and 1 <= int(value) <= QUANTITY_LIMIT):
            raise Refusal("fact.unreadable", self.field(key), text=value[:40], wanted=f"1–{QUANTITY_LIMIT}")
        return int(value)

    def needed(self, key: str) -> str:
        value = self.text(key)
        if not value:
            raise Refusal("field.required", self.field(key))
        return value


def _known(part: _Part) -> _Part:
    unknown = sorted(str(key) for key in set(part.values) - KEYS[part.name])
    if unknown:
        raise Refusal("input.unknown_key", part.field(unknown[0]), key=unknown[0], known=sorted(KEYS[part.name]))
    return part


def _consumer(part: _Part) -> Consumer:
    spoken = part.text("language")
    return Consumer(
        name=part.text("name") or "",
        phone=part.text("phone"),
        no_phone_reason=part.text("no_phone_reason"),
        id_no=part.text("id_no"),
        address=part.text("address"),
        born_on=part.day("born_on"),
        guardian=_guardian(part.part("guardian")) if part.values.get("guardian") else None,
        language=member(Language, spoken, part.field("language")) if spoken else None,
    )


def _guardian(part: _Part) -> Guardian:
    consent = part.part("consent")
    on = consent.day("on")
    if on is None:
        raise Refusal("field.required", consent.field("on"))
    return Guardian(part.needed("name"), part.needed("phone"), on, consent.needed("how"))


def _live(part: _Part) -> Live:
    return Live(
        room=part.text("room"),
        host=part.text("host"),
        mcn=part.text("mcn"),
        base=part.text("base"),
        on=part.day("on"),
        timecode=part.text("timecode"),
        account=part.text("account"),
    )


def _order(part: _Part) -> Order:
    kind = part.text("import_kind")
    return Order(
        no=part.text("no"),
        goods=part.text("goods"),
        quantity=part.whole("quantity"),
        paid=part.money("paid"),
        bought_on=part.day("bought_on"),
        signed_on=part.day("signed_on"),
        completed_on=part.day("completed_on"),
        foreign=_foreign(part.part("foreign")) if part.values.get("foreign") else None,
        payment=part.text("payment"),
        link=part.text("link"),
        import_kind=None if kind in (None, NO_IMPORT) else member(ImportKind, kind, part.field("import_kind")),
    )


def _foreign(part: _Part) -> Foreign:
    currency = member(Currency, part.needed("currency"), part.field("currency"))
    rate = part.text("rate")
    return Foreign(
        currency=currency,
        amount=read_amount(part.field("amount"), part.needed("amount"), currency),
        rate=read_rate(part.field("rate"), rate) if rate else None,
        on=part.day("on"),
        source=part.text("source"),
    )


def _claims(value: object) -> tuple[Claim, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Refusal("fact.unreadable", "claims", text=str(value)[:40], wanted='["…"]')
    return tuple(dict.fromkeys(member(Claim, one, "claims") for one in value))
