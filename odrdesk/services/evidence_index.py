"""证据目录 of a case: what is filed, with every hash, as a PDF made anew whenever it is asked for."""

from odrdesk.documents.evidence_index import EvidenceIndex, IndexRow, render
from odrdesk.documents.facts import Mark, PartyFacts, Recipient
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Item, slots_of
from odrdesk.services.desk import Desk
from odrdesk.services.evidence import slot_rules
from odrdesk.services.papers import letterhead_of
from odrdesk.storage import disputes
from odrdesk.storage import evidence as kept
from odrdesk.text import vocabulary


def pdf(desk: Desk, number: str) -> bytes:
    """The list as PDF. Refuses `dispute.unknown`, `evidence.none`, `paper.glyph_missing`."""
    with desk.reading() as session:
        case = disputes.load(session, number)
        items = kept.of_dispute(session, case.key)
    if not items:
        raise Refusal("evidence.none", "number", number=number)
    complaint = case.complaint
    merchant = complaint.merchant.name if complaint.merchant else ""
    words = vocabulary("evidence_slot")
    missing = [words[one.slot.value].zh for one in slots_of(case, slot_rules()) if one.missing]
    facts = EvidenceIndex(
        letterhead=letterhead_of(desk),
        number=number,
        case_number=number,
        channel_number=complaint.channel_no or "",
        issued_at=desk.now(),
        recipient=Recipient.DESK,
        mark=Mark.SAMPLE if desk.practice else None,
        consumer=PartyFacts(complaint.consumer.name),
        merchant=PartyFacts(merchant or complaint.live.room or ""),
        officer=desk.clerk.name,
        officer_phone="",
        rows=tuple(_row(item) for item in items),
        missing=tuple(missing),
    )
    return render(facts).content


def _row(item: Item) -> IndexRow:
    told = item.told
    passage = "\u2013".join(one for one in (told.passage.start, told.passage.end) if one)
    return IndexRow(
        slot=vocabulary("evidence_slot")[item.slot.value].zh,
        name=item.name,
        proves=told.proves or told.note or "",
        passage=passage,
        said=told.passage.words or "",
        source=vocabulary("evidence_source")[told.source.value].zh if told.source else "",
        taken_at=item.taken_at,
        size=item.size,
        sha256=item.sha256,
        valid=item.valid,
    )
