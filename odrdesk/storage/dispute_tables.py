"""The tables of a dispute: its wide row, and what belongs to it alone in child tables by `position`.

Nothing is ever deleted in cascade.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index

from odrdesk.domain.fund_vocabulary import PrepayState
from odrdesk.domain.vocabulary import (
    Answer,
    Category,
    Channel,
    Claim,
    ContactWith,
    Currency,
    ExternalBody,
    FailGround,
    ImportKind,
    ItemKind,
    Language,
    Payer,
    ReopenGround,
    State,
    Step,
    Whose,
)
from odrdesk.storage.columns import (
    STRICT,
    Base,
    DayText,
    DueText,
    EnumText,
    FenInt,
    Flag,
    JsonText,
    UtcText,
    may,
    must,
    own_key,
    part_of,
    position_key,
)


class DisputeRow(Base, table=True):
    """A dispute. `seller`, `amount`, `open`, `prepay` and the `due` ones repeat what lists sort and filter by."""

    __tablename__ = "dispute"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
        CheckConstraint("version > 0", name="version_counts"),
        CheckConstraint("order_quantity IS NULL OR order_quantity > 0", name="quantity_counts"),
        CheckConstraint("order_foreign_amount IS NULL OR order_foreign_amount > 0", name="foreign_counts"),
        CheckConstraint("(order_currency IS NULL) = (order_foreign_amount IS NULL)", name="foreign_whole"),
        # Read instead of the wide rows when search results are sorted and filtered.
        Index("dispute_keys", "id", "due", "open", "state", "channel", "category", "officer", "amount", "received_at"),
        Index("dispute_by_due", "due", "id"),
        Index("dispute_open_by_due", "due", "id", sqlite_where=sa.text("open = 1")),
        Index("dispute_by_received", "received_at", "id"),
        Index("dispute_by_amount", "amount", "id"),
        Index("dispute_by_state", "state", "due", "id"),
        Index("dispute_by_officer", "officer", "due", "id"),
        # All that a merchant's figures are counted from, so that 20,000 wide rows need not be read.
        Index(
            "dispute_by_merchant",
            "merchant",
            "received_at",
            "open",
            "state",
            "fail_ground",
            "category",
            "order_goods",
            sqlite_where=sa.text("merchant IS NOT NULL"),
        ),
        Index("dispute_by_room", "live_room", "received_at", sqlite_where=sa.text("live_room IS NOT NULL")),
        Index("dispute_by_phone", "consumer_phone", sqlite_where=sa.text("consumer_phone IS NOT NULL")),
        Index("dispute_by_region", "consumer_region", sqlite_where=sa.text("consumer_region IS NOT NULL")),
        Index("dispute_by_order", "order_no", sqlite_where=sa.text("order_no IS NOT NULL")),
        Index(
            "dispute_by_channel_no",
            "channel",
            "channel_no",
            unique=True,
            sqlite_where=sa.text("channel_no IS NOT NULL"),
        ),
        STRICT,
    )
    id: int | None = own_key()
    version: int = must(sa.Integer)
    number: str = must(sa.Text, unique=True)
    state: State = must(EnumText(State))
    open: bool = must(Flag)
    due: Any = must(DueText)
    due_rule: str | None = may(sa.Text)
    due_at: Any = may(UtcText)
    amount: int = must(FenInt)
    seller: str = must(sa.Text)
    level: int = must(sa.Integer)
    officer: int | None = may(sa.Integer, ForeignKey("clerk.id"))
    channel: Channel = must(EnumText(Channel))
    channel_no: str | None = may(sa.Text)
    category: Category = must(EnumText(Category))
    received_at: Any = must(UtcText)
    pushed_at: Any = may(UtcText)
    registered_at: Any = may(UtcText)
    accepted_at: Any = may(UtcText)
    concluded_at: Any = may(UtcText)
    closed_at: Any = may(UtcText)
    merchant: int | None = may(sa.Integer, ForeignKey("merchant.id"))
    merchant_name: str | None = may(sa.Text)
    merchant_uscc: str | None = may(sa.Text)
    consumer_name: str = must(sa.Text)
    consumer_phone: str | None = may(sa.Text)
    consumer_no_phone_reason: str | None = may(sa.Text)
    consumer_id_no: str | None = may(sa.Text)
    consumer_address: str | None = may(sa.Text)
    consumer_region: str | None = may(sa.Text)
    consumer_born_on: Any = may(DayText)
    consumer_language: Language | None = may(EnumText(Language))
    guardian_name: str | None = may(sa.Text)
    guardian_phone: str | None = may(sa.Text)
    guardian_consent_on: Any = may(DayText)
    guardian_consent_how: str | None = may(sa.Text)
    live_room: str | None = may(sa.Text)
    live_host: str | None = may(sa.Text)
    live_mcn: str | None = may(sa.Text)
    live_on: Any = may(DayText)
    live_timecode: str | None = may(sa.Text)
    live_base: str | None = may(sa.Text)
    live_account: str | None = may(sa.Text)
    order_no: str | None = may(sa.Text)
    order_goods: str | None = may(sa.Text)
    order_quantity: int | None = may(sa.Integer)
    order_paid: int | None = may(FenInt)
    order_bought_on: Any = may(DayText)
    order_signed_on: Any = may(DayText)
    order_completed_on: Any = may(DayText)
    order_currency: Currency | None = may(EnumText(Currency))
    order_foreign_amount: int | None = may(sa.Integer)
    order_rate: str | None = may(sa.Text)
    order_rate_on: Any = may(DayText)
    order_rate_source: str | None = may(sa.Text)
    order_import_kind: ImportKind | None = may(EnumText(ImportKind))
    order_payment: str | None = may(sa.Text)
    order_link: str | None = may(sa.Text)
    claims_words: str | None = may(sa.Text)
    claimed: int | None = may(FenInt)
    knew_on: Any = may(DayText)
    contact_point: str | None = may(sa.Text)
    publish: Answer | None = may(EnumText(Answer))
    entrust: Answer | None = may(EnumText(Answer))
    facts: str = must(sa.Text)
    supplement_items: Any = must(JsonText)
    supplements_asked: int = must(sa.Integer)
    refusal_ground: int | None = may(sa.Integer)
    refusal_on: Any = may(DayText)
    transferred_to: str | None = may(sa.Text)
    merged_into: str | None = may(sa.Text)
    merged_from: State | None = may(EnumText(State))
    aside: Any = may(JsonText)
    appraisal_since: Any = may(DayText)
    fail_ground: FailGround | None = may(EnumText(FailGround))
    external: ExternalBody | None = may(EnumText(ExternalBody))
    external_ground: int | None = may(sa.Integer)
    external_ended_on: Any = may(DayText)
    external_refusal: str | None = may(sa.Text)
    handover: Any = may(JsonText)
    adjudication_no: str | None = may(sa.Text)
    reopen_count: int = must(sa.Integer)
    prepay: PrepayState | None = may(EnumText(PrepayState))


class ClaimRow(Base, table=True):
    """One thing the consumer asks for."""

    __tablename__ = "claim"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    position: int = position_key()
    claim: Claim = must(EnumText(Claim))


class ClockRow(Base, table=True):
    """A deadline that runs or ran on a dispute."""

    __tablename__ = "clock"
    __table_args__ = (Index("clock_running", "due", sqlite_where=sa.text("stopped_on IS NULL")), STRICT)
    dispute: int = part_of("dispute")
    position: int = position_key()
    rule: str = must(sa.Text)
    rule_version: str = must(sa.Text)
    start: Any = must(DayText)
    raw: Any = must(DayText)
    due: Any = must(DayText)
    provisional: bool = must(Flag)
    stopped_on: Any = may(DayText)
    pauses: Any = must(JsonText)
    extended_from: Any = may(DayText)
    whose: Whose | None = may(EnumText(Whose))
    start_at: Any = may(UtcText)
    due_at: Any = may(UtcText)
    stopped_at: Any = may(UtcText)
    agreed_due: Any = may(DayText)
    recount: Any = may(JsonText)


class OfferRow(Base, table=True):
    """One round of a negotiation."""

    __tablename__ = "offer"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    position: int = position_key()
    round: int = must(sa.Integer)
    made_at: Any = must(UtcText)
    accepted: bool | None = may(Flag)
    answered_at: Any = may(UtcText)
    by: Payer = must(EnumText(Payer), server_default=sa.text("'merchant'"))
    valid_until: Any = may(DayText)
    why: str = must(sa.Text, server_default=sa.text("''"))
    expired: bool = must(Flag, server_default=sa.text("0"))


class SettlementRow(Base, table=True):
    """What was agreed last; `number` counts the settlements of a dispute."""

    __tablename__ = "settlement"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    agreed_at: Any = must(UtcText)
    number: int = must(sa.Integer)
    consumer_confirmed_by: str | None = may(sa.Text)
    merchant_confirmed_by: str | None = may(sa.Text)
    paper_no: str | None = may(sa.Text)
    method: str | None = may(sa.Text)
    account: str | None = may(sa.Text)
    returns: str | None = may(sa.Text)
    breach: str | None = may(sa.Text)
    waives: bool = must(Flag, server_default=sa.text("0"))


class TermRow(Base, table=True):
    """One item of the offer at that position, or of the settlement where `offer` is -1."""

    __tablename__ = "term"
    __table_args__ = (CheckConstraint("offer >= -1", name="offer_place"), STRICT)
    dispute: int = part_of("dispute")
    offer: int = position_key()
    position: int = position_key()
    kind: ItemKind = must(EnumText(ItemKind))
    amount: int = must(FenInt)
    payer: Payer = must(EnumText(Payer))
    due: Any = may(DayText)


class PerformanceRow(Base, table=True):
    """One performance of the settlement."""

    __tablename__ = "performance"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    position: int = position_key()
    performed_on: Any = must(DayText)
    amount: int = must(FenInt)
    proof: str = must(sa.Text)
    under: int = must(sa.Integer)
    item: int | None = may(sa.Integer)


class ContactRow(Base, table=True):
    """One contact with a party."""

    __tablename__ = "contact"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    position: int = position_key()
    at: Any = must(UtcText)
    mode: str = must(sa.Text)
    with_whom: ContactWith = must(EnumText(ContactWith))
    content: str = must(sa.Text)
    result: str = must(sa.Text)
    asks_higher: bool = must(Flag, server_default=sa.text("0"))


class CallBackRow(Base, table=True):
    """One call-back after performance."""

    __tablename__ = "call_back"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    position: int = position_key()
    at: Any = must(UtcText)
    result: str = must(sa.Text)
    reached: bool = must(Flag, server_default=sa.text("1"))


class EscalationRow(Base, table=True):
    """One rise on the ladder, from level to level."""

    __tablename__ = "escalation"
    __table_args__ = (CheckConstraint('"before" >= 1 AND "after" <= 5 AND "before" < "after"', name="rises"), STRICT)
    dispute: int = part_of("dispute")
    position: int = position_key()
    before: int = must(sa.Integer)
    after: int = must(sa.Integer)
    why: str = must(sa.Text)
    at: Any = must(UtcText)
    by: int = must(sa.Integer, ForeignKey("clerk.id"))


class ReopeningRow(Base, table=True):
    """One time a closed dispute was taken up again."""

    __tablename__ = "reopening"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    position: int = position_key()
    at: Any = must(UtcText)
    closed_at: Any = may(UtcText)
    why: str = must(sa.Text)
    ground: ReopenGround | None = may(EnumText(ReopenGround))
    pushed_at: Any = may(UtcText)


class AwaitingRow(Base, table=True):
    """A step one person took that needs another."""

    __tablename__ = "awaiting"
    __table_args__ = (STRICT,)
    dispute: int = part_of("dispute")
    position: int = position_key()
    step: Step = must(EnumText(Step))
    asked_by: int = must(sa.Integer, ForeignKey("clerk.id"))
    at: Any = must(UtcText)
    facts: Any = must(JsonText)
    roles: Any = may(JsonText)
