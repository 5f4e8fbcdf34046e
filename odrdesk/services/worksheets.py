"""Amounts of a dispute as worksheets: worked out from the case, confirmed by a person, kept by an explicit act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from odrdesk.domain import worksheets
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import RemedyFact
from odrdesk.domain.record import Entry
from odrdesk.domain.remedies import Given, Remedy, Worksheet, work_out
from odrdesk.domain.vocabulary import Category, Claim, Role
from odrdesk.domain.workdays import day_of
from odrdesk.domain.worksheets import Confirmed, KeptWorksheet
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import disputes, record
from odrdesk.storage import worksheets as stored

_OF_CATEGORY = {
    Category.QUALITY: (Remedy.NO_REASON, Remedy.FRAUD, Remedy.DEFECT),
    Category.SAFETY: (Remedy.DEFECT, Remedy.FRAUD),
    Category.MEASURE: (Remedy.FRAUD,),
    Category.CONTRACT: (Remedy.PREPAID, Remedy.PROMISE),
    Category.AFTER_SALES: (Remedy.NO_REASON, Remedy.PROMISE),
    Category.ADVERTISING: (Remedy.FRAUD, Remedy.PROMISE),
    Category.TRADEMARK: (Remedy.FRAUD, Remedy.PROMISE),
    Category.PRICE: (Remedy.FRAUD, Remedy.PROMISE),
    Category.COUNTERFEIT: (Remedy.FRAUD, Remedy.PROMISE, Remedy.DRUG),
    Category.FALSE_CLAIMS: (Remedy.FRAUD, Remedy.PROMISE),
    Category.FOOD_SAFETY: (Remedy.FOOD, Remedy.DRUG, Remedy.FRAUD, Remedy.PROMISE),
    Category.UNFAIR_COMPETITION: (Remedy.FRAUD,),
}
_OF_CLAIM = {
    Claim.RETURN_GOODS: (Remedy.NO_REASON,),
    Claim.PUNITIVE: (Remedy.FRAUD, Remedy.PROMISE),
    Claim.DAMAGES: (Remedy.DEFECT,),
    Claim.RESCIND: (Remedy.PREPAID,),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A worksheet as asked for: the remedy, its facts, the law of which day, what is confirmed and chosen."""

    code: str
    given: Given
    on: date | None = None
    together: tuple[str, ...] = ()
    confirm: frozenset[RemedyFact] = frozenset()
    choose: str | None = None


def candidates(case: Dispute) -> tuple[Remedy, ...]:
    """The remedies that category and claims may lead to, the likeliest first; any other may be worked out as well."""
    complaint = case.complaint
    found = list(_OF_CATEGORY.get(complaint.category, ())) if complaint.category else []
    for claim in complaint.claims:
        found.extend(_OF_CLAIM.get(claim, ()))
    return tuple(dict.fromkeys(found))


def starting(case: Dispute) -> Given:
    """What the order of the case tells."""
    order = case.complaint.order
    return worksheets.of_case(order.paid, order.quantity)


def law_day(desk: Desk, case: Dispute) -> date:
    """The day whose law counts: of purchase; of receipt where that is not known."""
    complaint = case.complaint
    received = day_of(complaint.received_at) if complaint.received_at else desk.today()
    return complaint.order.bought_on or received


def draft(desk: Desk, case: Dispute, asked: Asked) -> Worksheet:
    """Work it out without keeping anything. Refuses what `work_out` refuses."""
    on = asked.on or law_day(desk, case)
    return work_out(asked.code, asked.given, law=desk.law, on=on, with_codes=asked.together)


def save(desk: Desk, number: str, asked: Asked) -> Done[KeptWorksheet]:
    """Keep a worksheet with the dispute of this number; an earlier one of the same remedy is superseded.

    A fact that was confirmed before and still is keeps its person and time. Refuses `worksheet.not_allowed` (anybody
    but an officer), and what `work_out` and `worksheets.keep` refuse.
    """
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("worksheet.not_allowed", role=Role.OFFICER)
    now = desk.now()
    with desk.writing() as session:
        case = disputes.load(session, number)
        worked = draft(desk, case, asked)
        before = next((one for one in reversed(stored.of_dispute(session, case.key)) if one.code == worked.code), None)
        kept = worksheets.keep(
            case.key,
            worked,
            asked.given,
            confirmed=_confirmed(asked.confirm, before, desk),
            chosen=asked.choose,
            by=desk.clerk.key,
            at=now,
            together=asked.together,
        )
        key = stored.add(session, kept)
        record.append(session, Entry("dispute.worksheet", now, desk.clerk.key, case.key, _told(kept, key)))
        done = next(one for one in stored.of_dispute(session, case.key) if one.key == key)
    return Done(done, Changes(disputes=frozenset({case.key})))


def _confirmed(facts: Iterable[RemedyFact], before: KeptWorksheet | None, desk: Desk) -> tuple[Confirmed, ...]:
    known = {one.fact: one for one in before.confirmed} if before else {}
    now = desk.now()
    return tuple(known.get(fact) or Confirmed(fact, desk.clerk.key, now) for fact in sorted(facts))


def _told(kept: KeptWorksheet, key: int) -> dict[str, object]:
    return {
        "worksheet": key,
        "code": kept.code,
        "version": kept.version,
        "law_on": kept.on.isoformat(),
        "given": dict(kept.given),
        "confirmed": [{"fact": one.fact.value, "by": one.by, "at": one.at.isoformat()} for one in kept.confirmed],
        "chosen": kept.chosen,
        "refund_fen": int(kept.refund),
        "extra_fen": None if kept.extra is None else int(kept.extra),
        "limit_fen": None if kept.limit is None else int(kept.limit),
        "source": kept.answer["source"],
    }
