"""A dispute as rows and back: plain functions without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from odrdesk.domain.clocks import next_due
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import (
    Aside,
    Awaiting,
    CallBack,
    Clock,
    Contact,
    Dispute,
    Escalation,
    Handover,
    Offer,
    PaperMark,
    Pause,
    Performance,
    Recount,
    Reopening,
    Settlement,
    Term,
)
from odrdesk.domain.foreign import Foreign
from odrdesk.domain.identity import region_of
from odrdesk.domain.ip import pending
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Guardian, Live, Merchant
from odrdesk.domain.plain_values import plain, value_of
from odrdesk.domain.steps import BEFORE_CLOSING, OPEN
from odrdesk.domain.vocabulary import Role, Whose
from odrdesk.storage import ip_rows, leads, prepayments
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import (
    AwaitingRow,
    CallBackRow,
    ClaimRow,
    ClockRow,
    ContactRow,
    EscalationRow,
    OfferRow,
    PerformanceRow,
    ReopeningRow,
    SettlementRow,
    TermRow,
)

CLAIM, CLOCK, OFFER, TERM = table(ClaimRow), table(ClockRow), table(OfferRow), table(TermRow)
IP_BRANCH, PREPAYMENT = ip_rows.IP_BRANCH, prepayments.PREPAYMENT
SETTLEMENT, PERFORMANCE = table(SettlementRow), table(PerformanceRow)
CONTACT, CALL_BACK, AWAITING = table(ContactRow), table(CallBackRow), table(AwaitingRow)
ESCALATION, REOPENING = table(EscalationRow), table(ReopeningRow)
CHILDREN = (
    CLAIM, CLOCK, OFFER, TERM, SETTLEMENT, PERFORMANCE, CONTACT, CALL_BACK, ESCALATION, REOPENING, AWAITING,
    leads.LEAD, IP_BRANCH, PREPAYMENT,
)  # fmt: skip

OF_SETTLEMENT = -1
"""Stands in `term.offer` where the term belongs to the settlement."""

SAME = [
    "number",
    "state",
    "level",
    "officer",
    "registered_at",
    "accepted_at",
    "concluded_at",
    "closed_at",
    "supplements_asked",
    "refusal_ground",
    "refusal_on",
    "transferred_to",
    "merged_into",
    "merged_from",
    "appraisal_since",
    "fail_ground",
    "external",
    "external_ground",
    "external_ended_on",
    "external_refusal",
    "adjudication_no",
    "reopen_count",
]
"""Columns that bear the name of their field in the dispute; below, in its complaint and the parts of that."""
SAME_IN_COMPLAINT = [
    "channel",
    "channel_no",
    "received_at",
    "pushed_at",
    "category",
    "claims_words",
    "claimed",
    "knew_on",
    "facts",
    "contact_point",
    "publish",
    "entrust",
]
ORDER = ["no", "goods", "quantity", "paid", "bought_on", "signed_on", "completed_on", "import_kind", "payment", "link"]
FOREIGN = {"currency": "currency", "foreign_amount": "amount", "rate": "rate", "rate_on": "on", "rate_source": "source"}
"""Columns of what was paid in other money, and their fields."""
LIVE = ["room", "host", "mcn", "on", "timecode", "base", "account"]
CONSUMER = ["name", "phone", "no_phone_reason", "id_no", "address", "born_on", "language"]
GUARDIAN = ["name", "phone", "consent_on", "consent_how"]
OF_OFFER = ["round", "made_at", "accepted", "answered_at", "by", "valid_until", "why", "expired"]
OF_CONTACT = ["at", "mode", "content", "result", "asks_higher"]
OF_ESCALATION = ["before", "after", "why", "at", "by"]
OF_REOPENING = ["at", "closed_at", "why", "ground", "pushed_at"]

Rows = list[dict[str, Any]]


def row_of(dispute: Dispute) -> dict[str, Any]:
    """The wide row, but for its key, version and the merchant's key."""
    complaint = dispute.complaint
    merchant, guardian = complaint.merchant, complaint.consumer.guardian
    foreign = complaint.order.foreign
    # Where measures may still have to end, there is something to do even after the consumer withdrew.
    open_ = dispute.state in OPEN or (dispute.state in BEFORE_CLOSING and pending(dispute.ip))
    nearest = next_due(dispute) if open_ else None
    return {
        **{name: getattr(dispute, name) for name in SAME},
        **{name: getattr(complaint, name) for name in SAME_IN_COMPLAINT},
        **{f"order_{name}": getattr(complaint.order, name) for name in ORDER},
        **{f"order_{column}": getattr(foreign, name) if foreign else None for column, name in FOREIGN.items()},
        **{f"live_{name}": getattr(complaint.live, name) for name in LIVE},
        **{f"consumer_{name}": getattr(complaint.consumer, name) for name in CONSUMER},
        **{f"guardian_{name}": getattr(guardian, name) if guardian else None for name in GUARDIAN},
        "consumer_region": region_of(complaint.consumer.address or ""),
        "merchant_name": merchant.name if merchant else None,
        "merchant_uscc": merchant.uscc if merchant else None,
        "supplement_items": list(dispute.supplement_items),
        "aside": plain(dispute.aside),
        "handover": _handover_in(dispute.handover),
        "open": open_,
        "prepay": dispute.prepayment.state if dispute.prepayment else None,
        "due": nearest.due if nearest else None,
        "due_rule": nearest.rule if nearest else None,
        "due_at": nearest.due_at if nearest else None,
        "seller": seller(complaint),
        "amount": complaint.claimed or complaint.order.paid or Fen(0),
    }


def seller(complaint: Complaint) -> str:
    """Who is shown as complained of: the merchant, or else the live room."""
    merchant = complaint.merchant.name.strip() if complaint.merchant else ""
    return merchant or (complaint.live.room or "").strip()


def children_of(dispute: Dispute) -> dict[sa.Table, Rows]:
    """The rows of every child table, without the dispute's key."""
    agreed = dispute.settlement
    terms = [term for place, offer in enumerate(dispute.offers) for term in _terms_in(place, offer.terms)]
    return {
        CLAIM: _placed({"claim": claim} for claim in dispute.complaint.claims),
        CLOCK: _placed(map(_clock_in, dispute.clocks)),
        OFFER: _placed({name: getattr(offer, name) for name in OF_OFFER} for offer in dispute.offers),
        TERM: [*terms, *(_terms_in(OF_SETTLEMENT, agreed.terms) if agreed else ())],
        SETTLEMENT: [_settlement_in(agreed)] if agreed else [],
        PERFORMANCE: _placed(
            {"performed_on": one.on, "amount": one.amount, "proof": one.proof, "under": one.under, "item": one.item}
            for one in dispute.performances
        ),
        CONTACT: _placed(
            {"with_whom": contact.with_} | {name: getattr(contact, name) for name in OF_CONTACT}
            for contact in dispute.contacts
        ),
        CALL_BACK: _placed({"at": one.at, "result": one.result, "reached": one.reached} for one in dispute.call_backs),
        ESCALATION: _placed({name: getattr(one, name) for name in OF_ESCALATION} for one in dispute.escalations),
        REOPENING: _placed({name: getattr(one, name) for name in OF_REOPENING} for one in dispute.reopenings),
        AWAITING: _placed(
            {
                "step": one.step,
                "asked_by": one.asked_by,
                "at": one.at,
                "facts": dict(one.facts),
                "roles": [role.value for role in one.roles],
            }
            for one in dispute.awaiting
        ),
        leads.LEAD: leads.rows_of(dispute.leads),
        IP_BRANCH: ip_rows.rows_of(dispute.ip),
        PREPAYMENT: prepayments.rows_of(dispute.prepayments),
    }


def dispute_of(row: Any, children: Mapping[sa.Table, Sequence[Any]], papers: tuple[PaperMark, ...]) -> Dispute:
    """The dispute of its rows and its papers."""
    return Dispute(
        key=row.id,
        version=row.version,
        complaint=_complaint_of(row, children[CLAIM]),
        supplement_items=tuple(row.supplement_items),
        aside=value_of(Aside | None, row.aside),
        offers=tuple(_offer_of(one, children[TERM]) for one in children[OFFER]),
        settlement=_settlement_of(children[SETTLEMENT], children[TERM]),
        performances=tuple(
            Performance(one.performed_on, one.amount, one.proof, one.under, one.item) for one in children[PERFORMANCE]
        ),
        contacts=tuple(Contact(with_=one.with_whom, **_named(one, OF_CONTACT)) for one in children[CONTACT]),
        call_backs=tuple(CallBack(one.at, one.result, one.reached) for one in children[CALL_BACK]),
        escalations=tuple(Escalation(**_named(one, OF_ESCALATION)) for one in children[ESCALATION]),
        reopenings=tuple(Reopening(**_named(one, OF_REOPENING)) for one in children[REOPENING]),
        awaiting=tuple(
            Awaiting(one.step, one.asked_by, one.at, one.facts, tuple(map(Role, one.roles or ())))
            for one in children[AWAITING]
        ),
        clocks=tuple(map(_clock_of, children[CLOCK])),
        papers=papers,
        leads=leads.leads_of(children[leads.LEAD]),
        ip=ip_rows.branch_of(children[IP_BRANCH]),
        prepayments=prepayments.prepayments_of(children[PREPAYMENT]),
        handover=_handover_of(row.handover),
        **{name: getattr(row, name) for name in SAME},
    )


def _complaint_of(row: Any, claims: Sequence[Any]) -> Complaint:
    def part(prefix: str, names: Sequence[str]) -> dict[str, Any]:
        return {name: getattr(row, f"{prefix}_{name}") for name in names}

    guardian = Guardian(**part("guardian", GUARDIAN)) if row.guardian_name is not None else None
    paid = {name: getattr(row, f"order_{column}") for column, name in FOREIGN.items()}
    foreign = Foreign(**paid) if paid["currency"] is not None else None
    return Complaint(
        consumer=Consumer(**part("consumer", CONSUMER), guardian=guardian),
        merchant=Merchant(row.merchant_name, row.merchant_uscc) if row.merchant_name is not None else None,
        live=Live(**part("live", LIVE)),
        order=Order(**part("order", ORDER), foreign=foreign),
        claims=tuple(one.claim for one in claims),
        **{name: getattr(row, name) for name in SAME_IN_COMPLAINT},
    )


def _placed(rows: Any) -> Rows:
    return [{"position": place, **row} for place, row in enumerate(rows)]


def _clock_in(clock: Clock) -> dict[str, Any]:
    return {
        "rule": clock.rule,
        "rule_version": clock.version,
        "start": clock.start,
        "raw": clock.raw,
        "due": clock.due,
        "provisional": clock.provisional,
        "stopped_on": clock.stopped_on,
        "pauses": [[p.since.isoformat(), p.until.isoformat() if p.until else None] for p in clock.pauses],
        "extended_from": clock.extended_from,
        "whose": clock.whose,
        "start_at": clock.start_at,
        "due_at": clock.due_at,
        "stopped_at": clock.stopped_at,
        "agreed_due": clock.agreed_due,
        "recount": plain(clock.recount) if clock.recount else None,
    }


def _clock_of(row: Any) -> Clock:
    pauses = tuple(
        Pause(date.fromisoformat(since), date.fromisoformat(until) if until else None) for since, until in row.pauses
    )
    return Clock(
        row.rule,
        row.rule_version,
        row.start,
        row.raw,
        row.due,
        row.provisional,
        row.stopped_on,
        pauses,
        row.extended_from,
        row.whose or Whose.DESK,
        row.start_at,
        row.due_at,
        row.stopped_at,
        row.agreed_due,
        value_of(Recount, row.recount) if row.recount else None,
    )


def _terms_in(place: int, terms: Sequence[Term]) -> Rows:
    return [
        {"offer": place, "kind": term.kind, "amount": term.amount, "payer": term.payer, "due": term.due} | row
        for row, term in zip(_placed({} for _ in terms), terms, strict=True)
    ]


def _terms_of(rows: Sequence[Any], place: int) -> tuple[Term, ...]:
    return tuple(Term(row.kind, row.amount, row.payer, row.due) for row in rows if row.offer == place)


def _offer_of(row: Any, terms: Sequence[Any]) -> Offer:
    return Offer(terms=_terms_of(terms, row.position), **_named(row, OF_OFFER))


def _named(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _handover_in(handover: Handover | None) -> dict[str, Any] | None:
    return None if handover is None else {**asdict(handover), "materials": list(handover.materials)}


def _handover_of(told: Mapping[str, Any] | None) -> Handover | None:
    return None if told is None else Handover(**{**told, "materials": tuple(told["materials"])})


def _settlement_in(agreed: Settlement) -> dict[str, Any]:
    return {
        "agreed_at": agreed.agreed_at,
        "number": agreed.number,
        "consumer_confirmed_by": agreed.consumer_confirmed_by,
        "merchant_confirmed_by": agreed.merchant_confirmed_by,
        "paper_no": agreed.paper_no,
        "method": agreed.method or None,
        "account": agreed.account or None,
        "returns": agreed.returns or None,
        "breach": agreed.breach or None,
        "waives": agreed.waives,
    }


def _settlement_of(rows: Sequence[Any], terms: Sequence[Any]) -> Settlement | None:
    if not rows:
        return None
    row = rows[0]
    return Settlement(
        row.agreed_at,
        _terms_of(terms, OF_SETTLEMENT),
        row.number,
        row.consumer_confirmed_by,
        row.merchant_confirmed_by,
        row.paper_no,
        row.method or "",
        row.account or "",
        row.returns or "",
        row.breach or "",
        row.waives,
    )
