"""From the view of a case to the facts of its report: everything of it, masked where the copy asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any

from odrdesk.documents.facts import ItemFacts, Recipient
from odrdesk.documents.report_facts import (
    CalledFacts,
    CaseReport,
    CorrectionFacts,
    DoneFacts,
    ExhibitFacts,
    Happening,
    IssuedFacts,
    LimitFacts,
    LimitState,
    OfferFacts,
    SheetFacts,
    Tone,
)
from odrdesk.documents.wording import Wording, wording
from odrdesk.domain.counting import own_time
from odrdesk.domain.dispute import Clock, Dispute, Offer
from odrdesk.domain.evidence import Item
from odrdesk.domain.ip import WAIT
from odrdesk.domain.offers import OFFER
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import Claim, PaperKind, State, Step, Whose
from odrdesk.domain.workdays import day_of
from odrdesk.domain.worksheets import KeptWorksheet, latest
from odrdesk.services import report_fund, report_outside
from odrdesk.services.cases import CaseView, Deadline
from odrdesk.services.report_decisions import decisions
from odrdesk.services.report_sayings import ASKED, STEP, Sayings, zh
from odrdesk.storage.papers import Paper

LATE = timedelta(minutes=1)
"""An entry written this much after what it tells was written down late."""
EXPORTED = "case.bundle"
"""The act of taking a bundle out: no part of the case's own history."""
_TONES: Mapping[State, Tone] = {
    State.CLOSED: Tone.GOOD, State.SETTLED: Tone.GOOD, State.PERFORMING: Tone.GOOD, State.PERFORMED: Tone.GOOD,
    State.FAILED: Tone.CARE, State.NOT_ACCEPTED: Tone.CARE, State.SUPPLEMENTING: Tone.CARE,
    State.WITHDRAWN: Tone.QUIET, State.MERGED: Tone.QUIET, State.TRANSFERRED: Tone.QUIET,
}  # fmt: skip

Hide = Callable[[str], str]
Image = Callable[[Item], bytes | None]


@dataclass(frozen=True, slots=True)
class Told:
    """The case's view and what a report needs beside it: who makes it, of what day, how papers went out, pictures."""

    view: CaseView
    as_of: date
    issued_by: str
    image: Image = lambda _item: None
    delivered: Mapping[int, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)


def case_report(beside: Told, head: Mapping[str, Any], hide: Hide) -> CaseReport:
    """The facts of the report for the copy that `head` names."""
    view = beside.view
    case, complaint = view.case, view.case.complaint
    words = wording("case_report")
    sayings = Sayings(words, hide)
    masked = head["recipient"] is not Recipient.DESK
    record = told_of(view)
    received = complaint.received_at or case.registered_at
    if received is None:
        raise ValueError(case.number)
    until = day_of(case.closed_at) if case.closed_at else beside.as_of
    own = report_fund.paid(case)
    return CaseReport(
        **head,
        as_of=beside.as_of,
        issued_by=beside.issued_by,
        masked=masked,
        state=zh("state", case.state.value),
        state_code=case.state.value,
        tone=_TONES.get(case.state, Tone.PLAIN),
        level=case.level,
        channel=zh("channel", complaint.channel.value) if complaint.channel else "",
        category=zh("category", complaint.category.value) if complaint.category else "",
        claims=hide(_claims(case, words.label("comma"))),
        claimed=complaint.claimed,
        received_at=received,
        accepted_at=case.accepted_at,
        concluded_at=case.concluded_at,
        closed_at=case.closed_at,
        days=max(0, (until - day_of(received)).days),
        dispute=hide(complaint.facts),
        agency=complaint.live.mcn or "",
        base=complaint.live.base or "",
        broadcast_on=complaint.live.on,
        timecode=complaint.live.timecode or "",
        signed_on=complaint.order.signed_on,
        knew_on=complaint.knew_on,
        point=complaint.contact_point or "",
        happenings=tuple(_happening(one, sayings) for one in record),
        limits=tuple(_limit(one, beside.as_of, words) for one in view.deadlines),
        offers=tuple(_offer(one, sayings, hide) for one in case.offers),
        **_settled(case, view, hide),
        sheets=_sheets(view),
        decisions=decisions(view, sayings),
        exhibits=tuple(_exhibit(item, hide, beside, masked=masked) for item in view.evidence),
        missing=tuple(zh("evidence_slot", one.slot.value) for one in view.slots if one.missing),
        prepayment=report_fund.pairs(case, view.people, words, hide),
        prepaid=own,
        ledger=report_fund.lines(view.booked, words),
        issued=tuple(_issued(one, words, beside, hide) for one in view.papers if not _is_report(one)),
        outside=report_outside.outside(view, words, hide),
        leads=report_outside.leads(case, words, hide, beside.departments),
        ip=report_outside.ip(case, words, hide, masked=masked),
        corrections=tuple(_correction(one, sayings) for one in record if _corrects(one)),
        reviewer=_closer(view),
    )


def told_of(view: CaseView) -> list[Written]:
    """The entries that are told, in the order in which what they tell happened."""
    return sorted((one for one in view.record if tells(one)), key=lambda one: (one.entry.at, one.seq))


def tells(written: Written) -> bool:
    """Whether an entry is told: not those of reports and bundles, or the report would change by being made."""
    entry = written.entry
    is_report = entry.act.startswith("paper.") and entry.facts.get("kind") == PaperKind.CASE_REPORT.value
    return not is_report and entry.act != EXPORTED


def _is_report(paper: Paper) -> bool:
    return paper.mark.kind is PaperKind.CASE_REPORT


def _late(written: Written) -> bool:
    return written.written_at - written.entry.at >= LATE


def _happening(written: Written, sayings: Sayings) -> Happening:
    late = _late(written)
    return Happening(
        at=written.entry.at,
        title=sayings.title(written),
        who=written.clerk_name or sayings.words.label("desk"),
        text=sayings.text(written),
        tone=sayings.tone(written),
        written_at=written.written_at if late else None,
        why_late=sayings.hide(written.entry.why or "") if late else "",
    )


def _corrects(written: Written) -> bool:
    return _late(written) or written.entry.act in {f"{STEP}{Step.CORRECT.value}", "paper.void"}


def _correction(written: Written, sayings: Sayings) -> CorrectionFacts:
    entry, told = written.entry, written.entry.facts
    text = sayings.text(written)
    why = entry.why or str(told.get("why") or "")
    return CorrectionFacts(
        written_at=written.written_at,
        what="\n".join(part for part in (sayings.title(written), text) if part),
        who=written.clerk_name or sayings.words.label("desk"),
        why=sayings.hide(why),
        happened_at=entry.at if _late(written) else None,
    )


def _limit(found: Deadline, today: date, words: Wording) -> LimitFacts:
    clock, rule = found.clock, found.rule
    name = rule.name if rule else words.label("term_limit")
    if clock.rule.startswith(OFFER):
        name = words.fill(words.label("offer_limit"), {"round": clock.rule.removeprefix(OFFER)})
    return LimitFacts(
        name=name,
        source=found.source if rule else "",
        start=clock.start,
        due=clock.due,
        state=_standing(found, today),
        whose="" if clock.whose is Whose.DESK else zh("whose", clock.whose.value),
        start_at=clock.start_at,
        due_at=clock.due_at,
        stopped_on=clock.stopped_on,
        late=found.late_working_days,
        paused=sum(((one.until or min(today, clock.stopped_on or today)) - one.since).days for one in clock.pauses),
        provisional=clock.provisional,
        extended_from=clock.extended_from,
        agreed=clock.agreed_due,
    )


def _standing(found: Deadline, today: date) -> LimitState:
    clock: Clock = found.clock
    if clock.stopped_on is not None:
        return LimitState.LATE if found.late_working_days else LimitState.KEPT
    if clock.waits:
        return LimitState.PAUSED
    if not (found.late or clock.due < today):
        return LimitState.RUNNING
    # Nobody is late where a person's own time, or the right-holder's, has passed.
    return LimitState.PASSED if own_time(clock) or clock.rule == WAIT else LimitState.OVERDUE


def _offer(offer: Offer, sayings: Sayings, hide: Hide) -> OfferFacts:
    answer = "open" if offer.accepted is None else "taken" if offer.accepted else "refused"
    return OfferFacts(
        round=offer.round,
        by=zh("payer", offer.by.value),
        made_on=day_of(offer.made_at),
        terms=sayings.terms(offer.terms),
        total=offer.total,
        answer="expired" if offer.expired else answer,
        answered_on=day_of(offer.answered_at) if offer.answered_at else None,
        why=hide(offer.why),
    )


def _settled(case: Dispute, view: CaseView, hide: Hide) -> dict[str, Any]:
    settlement = case.settlement
    if settlement is None:
        return {"call_backs": _called(case, hide)}
    agreed = [one for one in view.papers if one.mark.kind is PaperKind.SETTLEMENT_AGREEMENT and not one.mark.void]
    confirmed = (settlement.consumer_confirmed_by, settlement.merchant_confirmed_by)
    return {
        "items": tuple(ItemFacts(one.kind, one.payer, one.amount, one.due) for one in settlement.terms),
        "agreed_on": day_of(settlement.agreed_at),
        "agreement_number": settlement.paper_no or (agreed[-1].mark.number if agreed else ""),
        "confirmed": tuple(dict.fromkeys(hide(one) for one in confirmed if one)),
        "performances": tuple(DoneFacts(one.on, one.amount, hide(one.proof), one.item) for one in case.performed_now),
        "performed": case.performed_total,
        "unperformed": len(case.unperformed),
        "call_backs": _called(case, hide),
    }


def _called(case: Dispute, hide: Hide) -> tuple[CalledFacts, ...]:
    return tuple(CalledFacts(day_of(one.at), hide(one.result), reached=one.reached) for one in case.call_backs)


def _sheets(view: CaseView) -> tuple[SheetFacts, ...]:
    valid = {one.key for one in latest(view.worksheets)}
    return tuple(_sheet(one, view.people, superseded=one.key not in valid) for one in view.worksheets)


def _sheet(kept: KeptWorksheet, people: Mapping[int, str], *, superseded: bool) -> SheetFacts:
    return SheetFacts(
        name=zh("remedy", kept.code),
        source=str(kept.answer.get("source", "")),
        law_on=kept.on,
        refund=kept.refund,
        extra=kept.extra,
        limit=kept.limit,
        made_on=day_of(kept.made_at),
        made_by=people.get(kept.made_by, ""),
        confirmed=tuple(zh("remedy_fact", one.fact.value) for one in kept.confirmed),
        open=tuple(zh("remedy_fact", fact) for fact in kept.open_facts),
        superseded=superseded,
    )


def _exhibit(item: Item, hide: Hide, beside: Told, *, masked: bool) -> ExhibitFacts:
    told = item.told
    return ExhibitFacts(
        name=hide(item.name),
        slot=zh("evidence_slot", item.slot.value),
        source=zh("evidence_source", told.source.value) if told.source else "",
        taken_at=item.taken_at,
        size=item.size,
        sha256=item.sha256,
        proves=hide(told.proves or told.note or ""),
        ending=PurePath(item.name).suffix.lstrip("."),
        withdrawn=hide(item.withdrawn_why or "") if not item.valid else "",
        image=None if masked else beside.image(item),
    )


def _issued(paper: Paper, words: Wording, beside: Told, hide: Hide) -> IssuedFacts:
    mark = paper.mark
    return IssuedFacts(
        number=mark.number,
        title=zh("paper_kind", mark.kind.value),
        copy=words.part("recipients").get(paper.copy, paper.copy),
        issued_on=day_of(mark.issued_at),
        pages=paper.pages,
        delivered=hide(beside.delivered.get(mark.key, "")),
        void=mark.void,
        void_why=hide(paper.void_why or ""),
    )


def _claims(case: Dispute, between: str) -> str:
    told = [zh("claim", one.value) for one in case.complaint.claims if one is not Claim.OTHER]
    return case.complaint.claims_words or between.join(told)


def _closer(view: CaseView) -> str:
    """Who closed the case: a second person beside its officer."""
    closing = f"{STEP}{Step.CLOSE.value}"
    closed = [one for one in view.record if one.entry.act.removesuffix(ASKED) == closing]
    return (closed[-1].clerk_name or "") if closed and view.case.state is State.CLOSED else ""
