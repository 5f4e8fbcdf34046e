"""What the notices of a case's own life tell: materials missing, not accepted, negotiation ended, closed unsettled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from odrdesk.documents.closing import Closing
from odrdesk.documents.facts import Point
from odrdesk.documents.failure import Failure
from odrdesk.documents.refusal import Refused
from odrdesk.documents.supplement import Supplement
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.grounds import Ground, GroundOf
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import PAID_OUT
from odrdesk.domain.record import Written
from odrdesk.domain.replay import ASKED
from odrdesk.domain.vocabulary import ExternalBody, PaperKind, State, Step
from odrdesk.domain.workdays import day_of
from odrdesk.services.books import known_grounds, known_law
from odrdesk.services.case_told import Told
from odrdesk.services.letter_facts import evidence_line
from odrdesk.text import vocabulary

Hide = Callable[[str], str]
ORDERS = ("order121", "order20")
"""The regulator's orders on complaints, the newer first."""
MATERIALS_MISSING = 5
"""The ground of a complaint whose materials did not come: the same number in both orders."""
REOPEN_YEARS = 3
OWN = frozenset({PaperKind.FAILURE_NOTICE, PaperKind.CONTACT_RECORD, PaperKind.REGISTRATION_FORM, PaperKind.LEAD_SHEET})
"""Papers that the notice of failure does not hand on: itself, and those for the file and for departments."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy shows of a case: the head, how free text is masked, the claims in words, whether it is masked."""

    head: Mapping[str, Any]
    hide: Hide
    claims: str
    masked: bool


def supplement(case: Dispute, told: Told, copy: Copy) -> Supplement:
    """The facts of 补正材料通知书: of the last time something was asked for."""
    asked, clock = told.last(Step.ASK_SUPPLEMENT), case.clock("R-SUP")
    if asked is None or clock is None or case.complaint.received_at is None:
        raise _not_yet(case, PaperKind.SUPPLEMENT_NOTICE)
    odr = case.clock("R-ODR")
    on = day_of(asked.entry.at)
    items = asked.entry.facts.get("items")
    return Supplement(
        **copy.head,
        received_on=day_of(case.complaint.received_at),
        asked_on=on,
        items=tuple(copy.hide(str(item)) for item in items) if isinstance(items, list | tuple) else (),
        due_on=clock.due,
        due_provisional=clock.provisional,
        odr_due_on=odr.due if odr else None,
        law=_order(on),
        masked=copy.masked,
    )


def refused(case: Dispute, told: Told, copy: Copy) -> Refused:
    """The facts of 不予受理告知书: refused on a ground, or lapsed because the materials did not come."""
    decided, received = told.last(Step.REFUSE, Step.LAPSE), case.complaint.received_at
    if decided is None or received is None:
        raise _not_yet(case, PaperKind.REFUSAL_NOTICE)
    lapsed = decided.entry.act.endswith(Step.LAPSE.value)
    on = day_of(decided.entry.at)
    number = MATERIALS_MISSING if lapsed else case.refusal_ground
    ground = _ground(number, (case.refusal_on if not lapsed else on) or on)
    clock = case.clock("R-SUP")
    return Refused(
        **copy.head,
        received_on=day_of(received),
        refused_on=on,
        dispute=copy.hide(case.complaint.facts),
        claims=copy.claims,
        ground=f"{_order(case.refusal_on or on)}_{number}",
        source=ground.source if ground else "",
        clause=ground.words if ground else "",
        why="" if lapsed else copy.hide(told.why(Step.REFUSE)),
        missing=tuple(map(copy.hide, case.supplement_items)) if lapsed else (),
        missing_due_on=clock.due if lapsed and clock else None,
        decided_by=_deciders(told, decided),
        masked=copy.masked,
    )


def failure(case: Dispute, told: Told, copy: Copy) -> Failure:
    """The facts of 终止协商告知书."""
    ended = told.last(Step.FAIL)
    if ended is None or case.fail_ground is None:
        raise _not_yet(case, PaperKind.FAILURE_NOTICE)
    clock, complaint = case.clock("R-ODR") or case.clock("R-TOTAL"), case.complaint
    points = [Point("claimed" if complaint.claimed else "claims", copy.claims, complaint.claimed)]
    if case.offers:
        points.append(Point("last_offer", amount=case.offers[-1].total))
    words = vocabulary("paper_kind")
    papers = [paper for paper in case.papers if not paper.void and paper.kind not in OWN]
    return Failure(
        **copy.head,
        accepted_on=day_of(case.accepted_at) if case.accepted_at else None,
        ended_on=day_of(ended.entry.at),
        due_on=clock.due if clock else None,
        ground=case.fail_ground.value,
        why=copy.hide(told.why(Step.FAIL)),
        claims=copy.claims,
        contacts=len(case.contacts),
        rounds=len(case.offers),
        points=tuple(points),
        evidence=tuple(copy.hide(evidence_line(item)) for item in told.items),
        papers=tuple(dict.fromkeys(f"{words[paper.kind.value].zh} {paper.number}" for paper in papers)),
        pushed=case.clock("R-ODR") is not None,
        masked=copy.masked,
    )


def closing(case: Dispute, told: Told, copy: Copy) -> Closing:
    """The facts of 结案通知书 of a case that closed without a settlement that stands."""
    if case.closed_at is None or case.complaint.received_at is None:
        raise _not_yet(case, PaperKind.CLOSING_NOTICE)
    last = told.last(*_ENDINGS)
    result, text = _result(case, last)
    paid = Fen(sum(own.paid for own in case.prepayments if own.state in PAID_OUT))
    if result == "failed" and last is None and paid:
        result = "prepaid"
    on = day_of(last.entry.at) if last else day_of(case.concluded_at or case.closed_at)
    return Closing(
        **copy.head,
        received_on=day_of(case.complaint.received_at),
        ended_on=on,
        closed_on=day_of(case.closed_at),
        result=result,
        text=text,
        why=copy.hide(told.why(Step.WITHDRAW)) if result == "withdrawn" else "",
        amount=paid if result == "prepaid" else None,
        paid=paid if paid and result != "prepaid" else None,
        reopen_until=_years_after(day_of(case.closed_at), REOPEN_YEARS),
        masked=copy.masked,
    )


_ENDINGS = (
    Step.WITHDRAW, Step.FAIL, Step.REFUSE, Step.LAPSE, Step.TRANSFER, Step.MERGE_INTO, Step.EXT_TERMINATED,
    Step.ADJUDICATE, Step.PREPAY_PAID,
)  # fmt: skip
"""Steps that end a case without a settlement; the last of them tells how it ended."""


def _result(case: Dispute, last: Written | None) -> tuple[str, str]:  # noqa: PLR0911 -- one row for each ending
    """The code of the ending, and what its sentence speaks of."""
    step = Step(last.entry.act.partition(".")[2]) if last else Step.FAIL
    bodies, grounds = vocabulary("external_body"), vocabulary("fail_ground")
    match step:
        case Step.WITHDRAW:
            return "withdrawn", ""
        case Step.REFUSE:
            ground = _ground(case.refusal_ground, case.refusal_on or day_of(last.entry.at)) if last else None
            return "not_accepted", ground.source if ground else ""
        case Step.LAPSE:
            return "lapsed", ""
        case Step.TRANSFER:
            return "transferred", case.transferred_to or ""
        case Step.MERGE_INTO:
            return "merged", case.merged_into or ""
        case Step.EXT_TERMINATED:
            body = case.external or ExternalBody.REGULATOR
            return "ext_ended", case.transferred_to or bodies[body.value].zh
        case Step.ADJUDICATE:
            return "adjudication", case.adjudication_no or ""
        case Step.PREPAY_PAID if case.state is State.CLOSED and case.fail_ground is None:
            return "prepaid", ""
        case _:
            return "failed", grounds[case.fail_ground.value].zh if case.fail_ground else ""


def _deciders(told: Told, decided: Written) -> tuple[str, ...]:
    """Who took the step: of two people first the one who asked for it."""
    asked = next((one for one in reversed(told.record) if one.entry.act == decided.entry.act + ASKED), None)
    names = [one.clerk_name for one in (asked, decided) if one is not None and one.clerk_name]
    return tuple(dict.fromkeys(names))


def _ground(number: int | None, on: date) -> Ground | None:
    if number is None:
        return None
    try:
        return known_grounds().one(GroundOf.REFUSAL, number, on)
    except Refusal:
        return None


def _order(on: date) -> str:
    """Which of the regulator's orders on complaints was in force."""
    standing = {one.key for one in known_law().instruments if one.stands(on)}
    return next((key for key in ORDERS if key in standing), "")


def _years_after(since: date, years: int) -> date:
    """The same day years later, the last of February for its 29th."""
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return since.replace(year=since.year + years, day=28)


def _not_yet(case: Dispute, kind: PaperKind) -> Refusal:
    return Refusal("paper.not_yet", "kind", kind=kind, state=case.state)
