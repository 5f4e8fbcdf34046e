"""What a letter to a department tells of a dispute; to whom it goes was chosen by a person or is proposed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from odrdesk.documents.facts import Handled, LeadSheet, Point, Recipient, Transfer
from odrdesk.domain.dispute import Dispute, Offer
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Item
from odrdesk.domain.leads import Lead, item_key
from odrdesk.domain.patterns import Alike
from odrdesk.domain.vocabulary import ExternalBody, PaperKind, State
from odrdesk.domain.workdays import day_of
from odrdesk.services import ip_letter_facts, prepay_paper_facts
from odrdesk.text import vocabulary

COPIES: Mapping[PaperKind, tuple[Recipient, ...]] = {
    PaperKind.REGISTRATION_FORM: (Recipient.DESK, Recipient.CONSUMER, Recipient.MERCHANT, Recipient.REGULATOR),
    PaperKind.SUPPLEMENT_NOTICE: (Recipient.CONSUMER, Recipient.DESK, Recipient.REGULATOR),
    PaperKind.REFUSAL_NOTICE: (Recipient.CONSUMER, Recipient.DESK, Recipient.REGULATOR),
    PaperKind.CONTACT_RECORD: (Recipient.DESK, Recipient.REGULATOR),
    PaperKind.LEAD_SHEET: (Recipient.REGULATOR, Recipient.DESK),
    PaperKind.CASE_REPORT: (Recipient.DESK, Recipient.REGULATOR),
    **ip_letter_facts.COPIES,
    **prepay_paper_facts.COPIES,
}
"""Kinds that are not for everybody, or not for the consumer first.

Of a lead the desk tells neither whom it suspects nor the consumer, who is no party to it. A case report holds what
each party said in confidence and the fund's books: it is for the file and for authorities, as is
the record of contacts. What is missing and why a complaint is not accepted is nothing for a merchant never asked.
"""
CONTACTS_TOLD = 10
Hide = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Beside the dispute itself: who is addressed, which lead, who complained alike, the valid evidence by its key."""

    addressee: str = ""
    lead: Lead | None = None
    alike: Alike = field(default_factory=Alike)
    files: Mapping[int, str] = field(default_factory=dict)


def copies(kind: PaperKind) -> tuple[Recipient, ...]:
    """Whose copies of a kind there are, the usual one first."""
    return COPIES.get(kind, tuple(one for one in Recipient if one is not Recipient.RIGHTS_HOLDER))


def require_letter(case: Dispute, kind: PaperKind) -> None:
    """Refuse a letter the dispute does not support: `lead.no_lead`, `paper.not_yet`."""
    if kind is PaperKind.LEAD_SHEET and not case.leads:
        raise Refusal("lead.no_lead", "kind")
    handed_on = case.state is State.TRANSFERRED or case.transferred_to or case.external
    if kind is PaperKind.TRANSFER_LETTER and not handed_on:
        raise Refusal("paper.not_yet", "kind", kind=kind, state=case.state)


def lead_of(case: Dispute, number: int | None) -> Lead | None:
    """The lead of a number, the last where none is named. Refuses `lead.unknown`."""
    if number is None:
        return case.leads[-1] if case.leads else None
    found = next((lead for lead in case.leads if lead.number == number), None)
    if found is None:
        raise Refusal("lead.unknown", "lead", number=number, numbers=[lead.number for lead in case.leads])
    return found


def body_of(case: Dispute) -> str:
    """The code of the department a transferred dispute goes to where nobody named one."""
    return "council" if case.external is ExternalBody.COUNCIL else "market"


def evidence_line(item: Item) -> str:
    """An item of evidence as a letter lists it: by its hash the receiver knows the file for what it was."""
    return f"{vocabulary('evidence_slot')[item.slot.value].zh} {item.name} SHA-256 {item.sha256}"


def lead_sheet(case: Dispute, told: Addressed, head: Mapping[str, Any], hide: Hide, *, masked: bool) -> LeadSheet:
    """The facts of 违法线索移送单."""
    lead, complaint = told.lead, case.complaint
    if lead is None or complaint.received_at is None:
        raise Refusal("lead.no_lead", "kind")
    live = complaint.live
    return LeadSheet(
        **head,
        addressee=told.addressee,
        cause=_cause(case),
        received_on=day_of(complaint.received_at),
        masked=masked,
        lead=lead.number,
        channel=vocabulary("channel")[complaint.channel.value].zh if complaint.channel else "",
        noted_on=day_of(lead.at),
        what=hide(lead.what),
        law=lead.law or "",
        why=hide(lead.why or ""),
        room=live.room or "",
        host=live.host or "",
        agency=live.mcn or "",
        broadcast_on=live.on,
        timecode=live.timecode or "",
        evidence=tuple(hide(told.files.get(item_key(one) or 0, one)) for one in lead.evidence),
        alike=told.alike.cases,
        alike_days=told.alike.days,
        alike_consumers=told.alike.consumers,
        alike_numbers=told.alike.numbers,
    )


def transfer(
    case: Dispute, told: Addressed, head: Mapping[str, Any], hide: Hide, claims: str, *, masked: bool
) -> Transfer:
    """The facts of 移送函."""
    complaint = case.complaint
    if complaint.received_at is None:
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.TRANSFER_LETTER, state=case.state)
    letter = case.handover
    focus = (Point("focus", hide(letter.focus)),) if letter and letter.focus else ()
    points = (*_points(case, claims), *focus)
    return Transfer(
        **head,
        addressee=told.addressee,
        cause=_cause(case),
        received_on=day_of(complaint.received_at),
        masked=masked,
        transferred_on=day_of(case.concluded_at) if case.concluded_at else day_of(complaint.received_at),
        dispute=hide(complaint.facts),
        claims=claims,
        claimed=complaint.claimed or complaint.order.paid,
        handled=_handled(case, hide),
        points=points,
        negotiated=bool(case.offers or case.fail_ground),
        contact=hide(letter.contact) if letter else "",
        materials=(*_materials(case), *map(hide, told.files.values()), *map(hide, letter.materials if letter else ())),
    )


def _cause(case: Dispute) -> str:
    category = case.complaint.category
    return vocabulary("category")[category.value].zh if category else ""


def _handled(case: Dispute, hide: Hide) -> tuple[Handled, ...]:
    """What was done, in the order of its days."""
    told = []
    if case.complaint.received_at:
        told.append(Handled("received", day_of(case.complaint.received_at)))
    if case.accepted_at:
        told.append(Handled("accepted", day_of(case.accepted_at)))
    for contact in case.contacts[-CONTACTS_TOLD:]:
        said = contact.result or contact.content
        told.append(Handled(f"contact_{contact.with_.value}", day_of(contact.at), hide(said)))
    told += [_offered(offer) for offer in case.offers]
    if case.fail_ground and case.concluded_at:
        ground = vocabulary("fail_ground")[case.fail_ground.value].zh
        told.append(Handled("failed", day_of(case.concluded_at), ground))
    return tuple(sorted(told, key=lambda one: one.on))


def _offered(offer: Offer) -> Handled:
    answers = {None: "offer_open", True: "offer_agreed", False: "offer_rejected"}
    return Handled(answers[offer.accepted], day_of(offer.made_at), amount=offer.total, number=offer.round)


def _points(case: Dispute, claims: str) -> tuple[Point, ...]:
    claimed = case.complaint.claimed
    points = [Point("claimed" if claimed else "claims", claims, claimed)]
    if case.offers:
        points.append(Point("last_offer", amount=case.offers[-1].total))
    if case.fail_ground:
        points.append(Point("ground", vocabulary("fail_ground")[case.fail_ground.value].zh))
    return tuple(points)


def _materials(case: Dispute) -> tuple[str, ...]:
    """The valid papers issued so far, but for this letter itself and sheets of leads."""
    words = vocabulary("paper_kind")
    own = {PaperKind.TRANSFER_LETTER, PaperKind.LEAD_SHEET}
    valid = [paper for paper in case.papers if not paper.void and paper.kind not in own]
    return tuple(f"{words[paper.kind.value].zh} {paper.number}" for paper in valid)
