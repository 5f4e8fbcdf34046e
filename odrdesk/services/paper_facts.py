"""From a dispute to the facts of a paper: which values it shows, and which of them this copy shows masked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import TypedDict

from odrdesk.documents.facts import (
    Acceptance,
    Agreement,
    IpLetter,
    ItemFacts,
    LeadSheet,
    Letterhead,
    Mark,
    OrderFacts,
    PartyFacts,
    Recipient,
    Settlement,
    Transfer,
)
from odrdesk.documents.prepay_facts import Prepaid
from odrdesk.documents.report_facts import CaseReport
from odrdesk.documents.template import Chosen
from odrdesk.documents.worker import OfCase
from odrdesk.domain.closing import settled
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Dispute, Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import (
    half_width,
    mask_address,
    mask_cards_in,
    mask_id,
    mask_name,
    mask_people_in,
    mask_phone,
    normal,
    typed,
)
from odrdesk.domain.parties import Consumer
from odrdesk.domain.vocabulary import Claim, ItemKind, Language, PaperKind, State
from odrdesk.domain.workdays import SHANGHAI, day_of
from odrdesk.services import (
    case_told,
    ip_letter_facts,
    letter_facts,
    notice_facts,
    paper_languages,
    prepay_paper_facts,
    record_facts,
    registration_facts,
    report_facts,
)
from odrdesk.services.books import compound_surnames, known_law
from odrdesk.services.notice_facts import Copy
from odrdesk.services.paper_corrections import correction_for
from odrdesk.services.remedies import PUNITIVE_OF
from odrdesk.text import vocabulary

Facts = Acceptance | Agreement | Settlement | LeadSheet | Transfer | IpLetter | Prepaid | OfCase | CaseReport
MASKED = frozenset({Recipient.MERCHANT, Recipient.REGULATOR, Recipient.RIGHTS_HOLDER})
"""Copies that leave the consumer's side: they show the consumer masked (个人信息保护法 art. 6)."""
_NUMBER = 7
"""Figures that make a text a number people write in groups."""
_HOUSE = re.compile(r"[^0-9]{0,30}[0-9]+[\u53f7\u5f04]?")
"""A road and its number, with the word for a house or a lane."""
_SHORTEST = 4
"""Characters of an address that still tell a place."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on every paper beside the dispute itself. `between` parts claims and proofs."""

    letterhead: Letterhead
    number: str
    issued_at: datetime
    recipient: Recipient
    mark: Mark | None
    officer: str
    between: str
    agreement_number: str = ""
    letter: letter_facts.Addressed = field(default_factory=letter_facts.Addressed)
    fund: prepay_paper_facts.Told | None = None
    template: Chosen | None = None
    """The version of the wording it is made with."""
    language: Language | None = None
    """Chinese with English, where a paper of a settlement is wanted so."""
    told: case_told.Told = field(default_factory=case_told.Told)
    report: report_facts.Told | None = None
    theme: str = ""
    """In which face the body is set."""


def require(case: Dispute, kind: PaperKind) -> None:
    """Refuse a paper the dispute does not support: `paper.not_yet`, `paper.written_outside`."""
    if kind in {PaperKind.LEAD_SHEET, PaperKind.TRANSFER_LETTER}:
        letter_facts.require_letter(case, kind)
        return
    if kind in ip_letter_facts.LETTERS:
        ip_letter_facts.require_letter(case, kind)
        return
    if kind in prepay_paper_facts.PAPERS:
        prepay_paper_facts.require_paper(case, kind)
        return
    if kind in OF_THE_CASE:
        supported = OF_THE_CASE[kind](case)
    elif kind is PaperKind.ACCEPTANCE_NOTICE:
        supported = case.accepted_at is not None
    else:
        supported = settled(case)
    if not supported:
        raise Refusal("paper.not_yet", "kind", kind=kind, state=case.state)
    if kind is PaperKind.SETTLEMENT_AGREEMENT and case.settlement and case.settlement.paper_no:
        raise Refusal("paper.written_outside", "kind", paper_no=case.settlement.paper_no)


def facts_of(case: Dispute, kind: PaperKind, heading: Heading) -> Facts:
    """The facts of a paper for this copy. Refuses what `require` refuses."""
    require(case, kind)
    return replace(_BUILDERS[kind](case, heading), correction=correction_for(case, kind), template=heading.template)


def snapshot(value: object) -> object:
    """Facts as plain JSON values: money in whole fen, days and moments in ISO form, codes of vocabularies.

    A field whose metadata says `told` is False is left out; one with a `name` there goes by that name.
    """
    if is_dataclass(value) and not isinstance(value, type):
        told_fields = (field for field in fields(value) if field.metadata.get("told", True))
        return {field.metadata.get("name", field.name): snapshot(getattr(value, field.name)) for field in told_fields}
    told: object = value
    match value:
        case StrEnum():
            told = value.value
        case datetime():
            told = value.astimezone(SHANGHAI).isoformat()
        case date():
            told = value.isoformat()
        case bool() | None | str():
            pass
        case int():
            told = int(value)
        case tuple():
            told = [snapshot(inner) for inner in value]
        case _:
            raise TypeError(type(value).__name__)
    return told


def _acceptance(case: Dispute, heading: Heading) -> Acceptance:
    clock = case.clock("R-ODR") or case.clock("R-TOTAL")
    complaint = case.complaint
    if clock is None or case.accepted_at is None or complaint.received_at is None:
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.ACCEPTANCE_NOTICE, state=case.state)
    hide = _hiding(complaint, heading)
    return Acceptance(
        **_head(case, heading),
        dispute=hide(complaint.facts),
        claims=_claims(case, heading),
        received_on=day_of(complaint.received_at),
        accepted_on=day_of(case.accepted_at),
        due_on=clock.due,
        due_provisional=clock.provisional,
    )


def _agreement(case: Dispute, heading: Heading) -> Agreement:
    settlement = case.settlement
    if settlement is None:
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.SETTLEMENT_AGREEMENT, state=case.state)
    freight = next((term.payer for term in settlement.terms if term.kind is ItemKind.FREIGHT), None)
    complaint = case.complaint
    hide = _hiding(complaint, heading)
    return Agreement(
        **_head(case, heading),
        dispute=hide(complaint.facts),
        claims=_claims(case, heading),
        claims_en=paper_languages.claims(case) if heading.language else "",
        language=heading.language,
        items=_items(settlement.terms),
        agreed_on=day_of(settlement.agreed_at),
        method=settlement.method,
        account=settlement.account,
        returns=hide(settlement.returns),
        freight=freight,
        breach=hide(settlement.breach),
        waives_punitive=settlement.waives,
        remedies=_remedies(case),
    )


def _notice(case: Dispute, heading: Heading) -> Settlement:
    settlement = case.settlement
    if settlement is None:
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.SETTLEMENT_NOTICE, state=case.state)
    complaint = case.complaint
    done = case.performed_now if case.state in {State.PERFORMED, State.CLOSED} else ()
    hide = _hiding(complaint, heading)
    return Settlement(
        **_head(case, heading),
        dispute=hide(complaint.facts),
        language=heading.language,
        items=_items(settlement.terms),
        agreed_on=day_of(settlement.agreed_at),
        agreement_number=settlement.paper_no or heading.agreement_number,
        performed_on=max((one.on for one in done), default=None),
        shown_by=hide(heading.between.join(dict.fromkeys(one.proof for one in done))),
        closed_on=day_of(case.closed_at) if case.closed_at else None,
        remedies=_remedies(case),
    )


def _lead_sheet(case: Dispute, heading: Heading) -> LeadSheet:
    hide, masked = _hiding(case.complaint, heading), heading.recipient in MASKED
    return letter_facts.lead_sheet(case, heading.letter, _head(case, heading), hide, masked=masked)


def _transfer(case: Dispute, heading: Heading) -> Transfer:
    hide, masked = _hiding(case.complaint, heading), heading.recipient in MASKED
    head, claims = _head(case, heading), _claims(case, heading)
    return letter_facts.transfer(case, heading.letter, head, hide, claims, masked=masked)


def _ip_letter_of(kind: PaperKind, case: Dispute, heading: Heading) -> IpLetter:
    hide = _hiding(case.complaint, heading)
    return ip_letter_facts.ip_letter(case, kind, known_law(), _head(case, heading), hide=hide, between=heading.between)


def _prepaid_of(kind: PaperKind, case: Dispute, heading: Heading) -> Prepaid:
    if heading.fund is None:
        raise Refusal("paper.prepay_none", "kind", kind=kind)
    hide, head = _hiding(case.complaint, heading), _head(case, heading)
    return prepay_paper_facts.prepaid(case, kind, heading.fund, head, hide=hide, claims=_claims(case, heading))


def _of_the_case(kind: PaperKind, case: Dispute, heading: Heading) -> OfCase:
    hide, masked = _hiding(case.complaint, heading), heading.recipient in MASKED
    copy = Copy(_head(case, heading), hide, _claims(case, heading), masked)
    match kind:
        case PaperKind.REGISTRATION_FORM:
            return registration_facts.registration(case, heading.told, copy)
        case PaperKind.CONTACT_RECORD:
            return record_facts.contact_record(case, heading.told, copy, day_of(heading.issued_at))
        case PaperKind.PERFORMANCE_RECEIPT:
            return record_facts.receipt(case, copy, heading.agreement_number)
        case _:
            return _NOTICES[kind](case, heading.told, copy)


_NOTICES: Mapping[PaperKind, Callable[[Dispute, case_told.Told, Copy], OfCase]] = {
    PaperKind.SUPPLEMENT_NOTICE: notice_facts.supplement,
    PaperKind.REFUSAL_NOTICE: notice_facts.refused,
    PaperKind.FAILURE_NOTICE: notice_facts.failure,
    PaperKind.CLOSING_NOTICE: notice_facts.closing,
}
OF_THE_CASE: Mapping[PaperKind, Callable[[Dispute], bool]] = {
    PaperKind.REGISTRATION_FORM: lambda case: case.registered_at is not None,
    PaperKind.CASE_REPORT: lambda case: case.registered_at is not None,
    PaperKind.SUPPLEMENT_NOTICE: lambda case: case.supplements_asked > 0,
    PaperKind.REFUSAL_NOTICE: lambda case: case.refusal_ground is not None or case.state is State.NOT_ACCEPTED,
    PaperKind.CONTACT_RECORD: record_facts.talked,
    PaperKind.PERFORMANCE_RECEIPT: lambda case: bool(case.performed_now),
    PaperKind.FAILURE_NOTICE: lambda case: case.fail_ground is not None,
    PaperKind.CLOSING_NOTICE: lambda case: case.state is State.CLOSED and not settled(case),
}
"""Papers of the case's own life, and whether a dispute supports one."""


def report_of(case: Dispute, heading: Heading) -> CaseReport:
    """The facts of the case report, with or without a number. Refuses `paper.not_yet` where nothing was read for it."""
    if heading.report is None:
        raise Refusal("paper.not_yet", "kind", kind=PaperKind.CASE_REPORT, state=case.state)
    return report_facts.case_report(heading.report, _head(case, heading), _hiding(case.complaint, heading))


_BUILDERS: Mapping[PaperKind, Callable[[Dispute, Heading], Facts]] = {
    **{kind: partial(_of_the_case, kind) for kind in OF_THE_CASE},
    PaperKind.ACCEPTANCE_NOTICE: _acceptance,
    PaperKind.SETTLEMENT_AGREEMENT: _agreement,
    PaperKind.SETTLEMENT_NOTICE: _notice,
    PaperKind.TRANSFER_LETTER: _transfer,
    PaperKind.LEAD_SHEET: _lead_sheet,
    PaperKind.CASE_REPORT: report_of,
    **{kind: partial(_ip_letter_of, kind) for kind in ip_letter_facts.COPIES},
    **{kind: partial(_prepaid_of, kind) for kind in prepay_paper_facts.COPIES},
}


class _Head(TypedDict):
    """What every paper carries, as `PaperFacts` names it."""

    letterhead: Letterhead
    number: str
    case_number: str
    channel_number: str
    issued_at: datetime
    recipient: Recipient
    mark: Mark | None
    consumer: PartyFacts
    merchant: PartyFacts
    order: OrderFacts | None
    officer: str
    officer_phone: str
    theme: str


def _head(case: Dispute, heading: Heading) -> _Head:
    complaint = case.complaint
    return {
        "letterhead": heading.letterhead,
        "number": heading.number,
        "case_number": case.number,
        "channel_number": complaint.channel_no or "",
        "issued_at": heading.issued_at,
        "recipient": heading.recipient,
        "mark": heading.mark,
        "consumer": _consumer(complaint.consumer, heading),
        "merchant": _merchant(case),
        "order": _order(case),
        "officer": heading.officer,
        "officer_phone": heading.letterhead.phone,
        "theme": heading.theme,
    }


def _consumer(consumer: Consumer, heading: Heading) -> PartyFacts:
    guardian = consumer.guardian.name if consumer.guardian else ""
    if heading.recipient not in MASKED:
        return PartyFacts(
            name=consumer.name,
            phone=consumer.phone or "",
            address=consumer.address or "",
            id_no=consumer.id_no or "",
            guardian=guardian,
        )
    return PartyFacts(
        name=mask_name(consumer.name, compound_surnames()),
        phone=mask_phone(consumer.phone or ""),
        address=mask_address(consumer.address or ""),
        id_no=mask_id(consumer.id_no or ""),
        guardian=mask_name(guardian, compound_surnames()),
    )


def _hiding(complaint: Complaint, heading: Heading) -> Callable[[str], str]:
    """Free text may repeat what is masked elsewhere on the copy; there it is masked too."""
    return hiding(complaint) if heading.recipient in MASKED else lambda text: text


def hiding(complaint: Complaint) -> Callable[[str], str]:
    """What masks the consumer's and guardian's data wherever free text repeats them, and anybody's numbers in it.

    Mobile, identity and card numbers of others are masked too: who typed them for whom, no program can tell.
    """
    consumer, guardian = complaint.consumer, complaint.consumer.guardian
    kept = {normal(number) for number in (complaint.order.no, complaint.channel_no) if number}
    surnames = compound_surnames()
    hidden: dict[str | None, str] = {
        consumer.name: mask_name(consumer.name, surnames),
        consumer.phone: mask_phone(consumer.phone or ""),
        consumer.id_no: mask_id(consumer.id_no or ""),
        consumer.address: mask_address(consumer.address or ""),
    }
    if guardian:
        hidden |= {guardian.name: mask_name(guardian.name, surnames), guardian.phone: mask_phone(guardian.phone)}
    hidden |= dict.fromkeys(_within_district(consumer.address or ""), "***")
    written = [(_as_typed(clear), masked) for clear, masked in hidden.items() if clear]

    def hide(text: str) -> str:
        told = half_width(text)
        for clear, masked in written:
            told = clear.sub(masked.replace("\\", r"\\"), told)
        return mask_people_in(mask_cards_in(told, kept), kept)

    return hide


def _within_district(address: str) -> tuple[str, ...]:
    """What of an address is masked, whole and to its house number: people also write it without its city."""
    rest = address.removeprefix(mask_address(address).rstrip("*"))
    house = _HOUSE.match(rest)
    return tuple(part for part in (rest, house.group() if house else "") if len(part) >= _SHORTEST)


def _as_typed(clear: str) -> re.Pattern[str]:
    """What people write for a text: a number with blanks or dashes between its figures is the same number."""
    plain = half_width(clear)
    number = sum(character.isdigit() for character in plain) >= _NUMBER
    return re.compile(typed(plain) if number and plain.isascii() else re.escape(plain), re.IGNORECASE)


def _merchant(case: Dispute) -> PartyFacts:
    complaint = case.complaint
    room = complaint.live.room or ""
    if complaint.merchant is None:
        return PartyFacts(name=room)
    return PartyFacts(name=complaint.merchant.name, code=complaint.merchant.uscc or "")


def _order(case: Dispute) -> OrderFacts | None:
    order, live = case.complaint.order, case.complaint.live
    if not (order.goods or order.no):
        return None
    foreign = order.foreign
    return OrderFacts(
        goods=order.goods or "",
        number=order.no or "",
        quantity=order.quantity,
        paid=order.paid,
        bought_on=order.bought_on,
        room=live.room or "",
        host=live.host or "",
        foreign=f"{foreign.currency.value} {foreign.figure}" if foreign else "",
        rate=(foreign.rate or "") if foreign else "",
        rate_on=foreign.on if foreign else None,
        rate_source=(foreign.source or "") if foreign else "",
    )


def _items(terms: tuple[Term, ...]) -> tuple[ItemFacts, ...]:
    return tuple(ItemFacts(term.kind, term.payer, term.amount, term.due) for term in terms)


def _claims(case: Dispute, heading: Heading) -> str:
    words = vocabulary("claim")
    told = [words[claim.value].zh for claim in case.complaint.claims if claim is not Claim.OTHER]
    own = case.complaint.claims_words
    return own or heading.between.join(told)


def _remedies(case: Dispute) -> tuple[str, ...]:
    """The rule behind an extra amount that was agreed, where the category tells it."""
    terms = case.settlement.terms if case.settlement else ()
    code = PUNITIVE_OF.get(case.complaint.category) if case.complaint.category else None
    return (code,) if code and any(term.kind is ItemKind.EXTRA for term in terms) else ()


def builder_of(kind: PaperKind) -> Callable[[Dispute, Heading], Facts] | None:
    """What makes the facts of a kind; its return type says which they are."""
    return _BUILDERS.get(kind)
