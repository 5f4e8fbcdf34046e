"""What must be true before a step: each guard answers None, or the Refusal that says why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.domain import by_hand, closing, corrections, extension, leads, minors, offers, performing
from odrdesk.domain.counting import Rules
from odrdesk.domain.dispute import HIGHEST_OWN_LEVEL, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import key_in
from odrdesk.domain.facts import Facts
from odrdesk.domain.grounds import GroundOf, Grounds
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Clerk
from odrdesk.domain.prepayment import Fund
from odrdesk.domain.vocabulary import (
    EvidenceSlot,
    FailGround,
    ItemKind,
    LeadStatus,
    Payer,
    Role,
    State,
    Step,
)
from odrdesk.domain.workdays import day_of


@dataclass(frozen=True, slots=True)
class Act:
    """Who does it, when it happened (`at`, UTC) and when it is written (`now`), and what the step looks at beside.

    `into` is the dispute merged into, `officer` the clerk assigned, `floor` the statutory amount of the claim
    (fen; None where the law sets none), `needed` the slots of evidence that a dispute of this kind must fill, `rules`
    the law and the calendar, `grounds` the numbered grounds the law knows, `fund` the prepayment fund as it stands.
    """

    clerk: Clerk
    at: datetime
    now: datetime
    into: Dispute | None = None
    officer: Clerk | None = None
    floor: Fen | None = None
    needed: frozenset[EvidenceSlot] = frozenset()
    rules: Rules | None = None
    grounds: Grounds | None = None
    fund: Fund | None = None


Guard = Callable[[Dispute, Facts | None, Act], Refusal | None]
"""Facts are None beforehand: a guard that needs them then answers None, so that buttons can be enabled."""


def _merge(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """Same consumer, order and category; open or closed less than three years ago; not received later."""
    into = act.into
    if facts is None or into is None:
        return None
    ours, theirs = case.complaint, into.complaint
    person = [one.consumer.phone or one.consumer.name for one in (ours, theirs)]
    ended = into.state in {State.MERGED, State.TRANSFERRED, State.NOT_ACCEPTED, State.WITHDRAWN}
    reasons = {
        "merge.itself": into.key == case.key,
        "merge.different": person[0] != person[1]
        or (ours.order.no, ours.category) != (theirs.order.no, theirs.category),
        "merge.into_ended": ended,
        "merge.too_old": bool(into.closed_at and not _within_years(into.closed_at, act.at, 3)),
        "merge.later": bool(ours.received_at and theirs.received_at and theirs.received_at > ours.received_at),
    }
    code = next((code for code, holds in reasons.items() if holds), None)
    return Refusal(code, "into", number=into.number, state=into.state) if code else None


def _supplement_once(case: Dispute, _facts: Facts | None, act: Act) -> Refusal | None:
    """Once by the officer, a second time only by a supervisor, never a third time."""
    if case.supplements_asked == 0 or (case.supplements_asked == 1 and act.clerk.may(Role.SUPERVISOR)):
        return None
    return Refusal("supplement.asked_already", times=case.supplements_asked)


def _supplement_passed(case: Dispute, _facts: Facts | None, act: Act) -> Refusal | None:
    return _passed(case, "R-SUP", act)


def _all_supplemented(case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    """What was asked for is ticked off item by item; told nothing, all has come."""
    told = facts.get("items") if facts is not None else None
    if told is None:
        return None
    strange = [item for item in told if item not in case.supplement_items]
    if strange:
        return Refusal("supplement.not_asked", "items", items=strange, asked=list(case.supplement_items))
    missing = [item for item in case.supplement_items if item not in told]
    return Refusal("supplement.missing", "items", missing=missing) if missing else None


def _refusal_ground(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    return None if facts is None else _ground(GroundOf.REFUSAL, facts["ground"], refused_on(case, act), act)


def _termination_ground(_case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    return None if facts is None else _ground(GroundOf.TERMINATION, facts["ground"], facts["on"], act)


def _ground(of: GroundOf, number: int, on: date, act: Act) -> Refusal | None:
    """The number must stand in the order in force on the day of the act."""
    if act.grounds is not None:
        try:
            act.grounds.one(of, number, on)
        except Refusal as no:
            return no
    return None


def refused_on(case: Dispute, act: Act) -> date:
    """The day whose law names the ground of a refusal: that of the first of the two who decide it."""
    first = next((one.at for one in case.awaiting if one.step is Step.REFUSE), act.at)
    return day_of(first)


def _officer_set(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
    before_acceptance = case.state in {State.REGISTERED, State.SUPPLEMENTING}
    return None if before_acceptance or case.officer is not None else Refusal("officer.none")


def _officer_known(_case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    if facts is None or (act.officer is not None and act.officer.may(Role.OFFICER)):
        return None
    return Refusal("officer.unknown", "officer", name=facts["officer"])


def _level_left(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
    return Refusal("level.top", level=case.level) if case.level >= HIGHEST_OWN_LEVEL else None


def _no_appraisal(case: Dispute, _facts: Facts | None, _act: Act) -> Refusal | None:
    return Refusal("appraisal.running", since=case.appraisal_since.isoformat()) if case.appraisal_since else None


def _appraisal(case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    if case.appraisal_since is None:
        return Refusal("appraisal.none")
    if facts is not None and facts["on"] < case.appraisal_since:
        return Refusal("appraisal.before_start", "on", since=case.appraisal_since.isoformat())
    return None


def _terms_valid(_case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    if facts is None:
        return None
    terms = facts.get("items", ())
    for index, term in enumerate(terms):
        needs_money = term.kind in {ItemKind.REFUND, ItemKind.EXTRA, ItemKind.DAMAGES}
        if needs_money and term.amount == 0:
            return Refusal("terms.no_amount", f"items.{index}.amount", kind=term.kind)
    return None


def _offer_fit(_case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    return None if facts is None else offers.unfit(facts, day_of(act.at))


def _offer_expired(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    return None if facts is None else offers.not_expired(case, facts, day_of(act.at))


def _over_paid(case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    """A refund of more than was paid is seldom meant."""
    paid = case.complaint.order.paid
    if facts is None or paid is None or facts.get("over_paid_acknowledged"):
        return None
    refund = sum(term.amount for term in facts.get("items", ()) if term.kind is ItemKind.REFUND)
    if refund > paid:
        return Refusal("offer.over_paid", "items", refund_fen=Fen(refund), paid_fen=paid)
    return None


def _above_floor(_case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """An offer below the statutory amount is made knowingly or not at all (消法 art. 55, 食品安全法 art. 148).

    What the consumer demands is the consumer's to choose.
    """
    if facts is None or act.floor is None or facts.get("floor_acknowledged") or facts.get("by") is Payer.CONSUMER:
        return None
    offered = sum(term.amount for term in facts["items"] if term.payer is not Payer.CONSUMER)
    if offered < act.floor:
        return Refusal("offer.below_floor", "items", offered_fen=Fen(offered), floor_fen=act.floor)
    return None


def _both_confirm(case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    """The merchant's word may be missing only where the platform alone performs."""
    offer = case.open_offer
    if offer is None:
        return Refusal("offer.none")
    if facts is None or facts.get("merchant_confirmed_by"):
        return None
    if all(term.payer is not Payer.MERCHANT for term in offer.terms):
        return None
    return Refusal("fact.missing", "merchant_confirmed_by", step=Step.SETTLE)


def _payee_known(case: Dispute, _facts: Facts | None, act: Act) -> Refusal | None:
    """Money for a minor goes to the guardian, so one must be on record before it is promised."""
    offer = case.open_offer
    if offer is None or not any(term.amount and term.payer is not Payer.CONSUMER for term in offer.terms):
        return None
    return minors.payee_refusal(case.complaint.consumer, day_of(act.at))


def _performance_fit(case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    if case.settlement is None:
        return Refusal("settlement.none")
    return None if facts is None else performing.unfit(case, case.settlement, facts)


def _due_passed(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """A day agreed has passed; where none was, it was asked for and time was given (民法典 art. 511, item 4)."""
    dues = [term.due for term in case.unperformed if term.due]
    if any(due < day_of(act.at) for due in dues):
        return None
    if dues:
        return Refusal("breach.not_due", due=min(dues).isoformat())
    return None if facts is None or facts.get("why") else Refusal("breach.no_day", "why")


def _expired_means_passed(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    if facts is None or facts.get("ground", FailGround.REFUSED) is not FailGround.EXPIRED:
        return None
    return _passed(case, "R-ODR" if case.clock("R-ODR") else "R-TOTAL", act)


def _gate(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """What `closing.gate` lists as missing; only the call-back may still be told, and papers may be acknowledged."""
    told = facts is None or bool(facts.get("callback"))
    left = closing.missing(case, act.needed, called_back=told)
    if closing.APPROVAL in left:
        return Refusal("close.awaiting", steps=[one.step for one in case.awaiting])
    if closing.PERFORMANCE in left:
        return Refusal("close.terms_open", left_fen=Fen(sum(int(owed or 0) for owed in case.owed)))
    if closing.CALL_BACK in left:
        return Refusal("close.callback_missing", "callback")
    if facts is None or facts.get("missing_acknowledged"):
        return None
    if any(what.startswith(closing.PAPER) for what in left):
        return Refusal("close.papers_missing", "missing_acknowledged", papers=list(closing.missing_papers(case)))
    slots = sorted(what.removeprefix(closing.EVIDENCE) for what in left if what.startswith(closing.EVIDENCE))
    return Refusal("close.evidence_missing", "missing_acknowledged", slots=slots) if slots else None


def _proof_known(case: Dispute, facts: Facts | None, _act: Act) -> Refusal | None:
    """A proof that is only a number names an item of this case; words are taken as they are."""
    key = key_in(facts["proof"]) if facts is not None else None
    if key is None or any(one.key == key and one.valid for one in case.evidence):
        return None
    return Refusal("perform.proof_unknown", "proof", key=key)


def _reopen_in_time(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    if case.closed_at and not _within_years(case.closed_at, act.at, 3):
        return Refusal("reopen.too_late", closed_on=day_of(case.closed_at).isoformat())
    pushed = facts.get("pushed_at") if facts is not None else None
    if pushed and pushed > act.at:
        return Refusal("reopen.push_in_future", "pushed_at", pushed_at=pushed)
    if pushed and case.closed_at and pushed < case.closed_at:
        return Refusal("reopen.push_before_close", "pushed_at", pushed_at=pushed, closed_at=case.closed_at)
    return None


def _extendable(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    if facts is None:
        return None if any(clock.running for clock in case.clocks) else Refusal("extend.none")
    clock = case.clock(facts["rule"])
    if clock is None or not clock.running:
        return Refusal("extend.unknown", "rule", rule=facts["rule"])
    if facts["to"] <= clock.due:
        return Refusal("extend.not_later", "to", due=clock.due.isoformat())
    return extension.refused(clock, facts["to"], facts.get("consent"), act.rules) if act.rules else None


def _startable(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    return by_hand.not_startable(case, facts["rule"], facts["on"], act.rules) if facts and act.rules else None


def _stoppable(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    if facts is None:
        return by_hand.nothing_to_stop(case, act.rules)
    return by_hand.not_stoppable(case, facts["rule"], facts["on"], act.rules)


def _lead_to_send(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    if facts is None:
        waiting = leads.in_status(case.leads, LeadStatus.NOTED)
        return None if waiting else Refusal("lead.none", status=LeadStatus.NOTED)
    on = facts.get("on") or day_of(act.at)
    return leads.may_send(case.leads, facts.get("lead"), facts.get("to"), on, day_of(act.now))


def _lead_to_answer(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    if facts is None:
        waiting = leads.in_status(case.leads, LeadStatus.SENT)
        return None if waiting else Refusal("lead.none", status=LeadStatus.SENT)
    return leads.may_answer(case.leads, facts.get("lead"), facts.get("on") or day_of(act.at), day_of(act.now))


def _correctable(case: Dispute, facts: Facts | None, act: Act) -> Refusal | None:
    """Checked as at the intake; what a clock was counted from is a supervisor's to correct."""
    if facts is None:
        return None
    field = facts["field"]
    if field in corrections.SUPERVISED and not act.clerk.may(Role.SUPERVISOR):
        return Refusal("correct.supervised", "field", name=field)
    return corrections.refusal_of(case.complaint, field, facts.get("value"), act.now)


GUARDS: Mapping[Step, tuple[Guard, ...]] = {
    Step.MERGE_INTO: (_merge,),
    Step.ASK_SUPPLEMENT: (_supplement_once,),
    Step.SUPPLEMENTED: (_all_supplemented,),
    Step.LAPSE: (_supplement_passed,),
    Step.REFUSE: (_refusal_ground,),
    Step.ASSIGN: (_officer_known,),
    Step.CONTACT: (_officer_set,),
    Step.ESCALATE: (_level_left,),
    Step.APPRAISAL_START: (_no_appraisal,),
    Step.APPRAISAL_REPORT: (_appraisal,),
    Step.PROPOSE: (_terms_valid, _offer_fit, _over_paid, _above_floor),
    Step.REJECT_OFFER: (_offer_expired,),
    Step.SETTLE: (_both_confirm, _payee_known),
    Step.PERFORM: (_performance_fit, _proof_known),
    Step.BREACH: (_due_passed,),
    Step.FAIL: (_expired_means_passed,),
    Step.CLOSE: (_gate,),
    Step.EXT_AGREED: (_terms_valid,),
    Step.EXT_TERMINATED: (_termination_ground,),
    Step.REOPEN: (_reopen_in_time,),
    Step.EXTEND: (_extendable,),
    Step.LEAD_SENT: (_lead_to_send,),
    Step.LEAD_ANSWERED: (_lead_to_answer,),
    Step.CORRECT: (_correctable,),
    Step.START_CLOCK: (_startable,),
    Step.STOP_CLOCK: (_stoppable,),
}


def _passed(case: Dispute, rule: str, act: Act) -> Refusal | None:
    clock = case.clock(rule)
    if clock is not None and clock.due < day_of(act.at):
        return None
    return Refusal("clock.not_passed", rule=rule, due=clock.due.isoformat() if clock else "")


def _within_years(since: datetime, at: datetime, years: int) -> bool:
    first, last = day_of(since), day_of(at)
    return (last.year - years, last.month, last.day) <= (first.year, first.month, first.day)
