"""What a step leaves in the dispute beside its new state; clocks are `odrdesk.domain.clocks`' business."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from odrdesk.domain import leads
from odrdesk.domain.corrections import corrected
from odrdesk.domain.dispute import (
    HIGHEST_OWN_LEVEL,
    Aside,
    CallBack,
    Contact,
    Dispute,
    Escalation,
    Handover,
    Offer,
    Performance,
    Reopening,
    Settlement,
)
from odrdesk.domain.facts import Facts
from odrdesk.domain.guards import Act, refused_on
from odrdesk.domain.leads import Lead
from odrdesk.domain.vocabulary import ExternalBody, FailGround, LeadStatus, Payer, State, Step
from odrdesk.domain.workdays import day_of

Outcome = Callable[[Dispute, Facts, Act], Dispute]


def _merged(case: Dispute, facts: Facts, act: Act) -> Dispute:
    running = tuple(place for place, clock in enumerate(case.clocks) if clock.running)
    aside = Aside(running, case.awaiting)
    return replace(case, merged_into=facts["into"], merged_from=case.state, aside=aside, concluded_at=act.at)


def _unmerged(case: Dispute, _facts: Facts, _act: Act) -> Dispute:
    return replace(
        case,
        state=case.merged_from or State.REGISTERED,
        merged_into=None,
        merged_from=None,
        aside=None,
        awaiting=case.aside.awaiting if case.aside else (),
        concluded_at=None,
    )


def _asked(case: Dispute, facts: Facts, _act: Act) -> Dispute:
    return replace(case, supplement_items=facts["items"], supplements_asked=case.supplements_asked + 1)


def _supplemented(case: Dispute, _facts: Facts, _act: Act) -> Dispute:
    return replace(case, supplement_items=())


def _refused(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return replace(case, refusal_ground=facts["ground"], refusal_on=refused_on(case, act), concluded_at=act.at)


def _ended(case: Dispute, _facts: Facts, act: Act) -> Dispute:
    return replace(case, concluded_at=act.at)


def _withdrawn(case: Dispute, facts: Facts, act: Act) -> Dispute:
    """An offer still open comes to nothing with it."""
    return replace(_answered(case, act, accepted=False, why=facts["why"]), concluded_at=act.at)


def _transferred(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return replace(case, transferred_to=facts["to"], concluded_at=act.at)


def _accepted(case: Dispute, _facts: Facts, act: Act) -> Dispute:
    return replace(case, accepted_at=act.at, officer=act.clerk.key)


def _assigned(case: Dispute, _facts: Facts, act: Act) -> Dispute:
    assigned = replace(case, officer=act.officer.key) if act.officer else case
    return replace(assigned, state=State.NEGOTIATING) if case.state is State.ACCEPTED else assigned


def _contacted(case: Dispute, facts: Facts, act: Act) -> Dispute:
    contact = Contact(
        act.at, facts["mode"], facts["with"], facts["content"], facts.get("result", ""), bool(facts.get("asks_higher"))
    )
    state = State.NEGOTIATING if case.state is State.ACCEPTED else case.state
    return replace(case, contacts=(*case.contacts, contact), state=state)


def _escalated(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return _raised(case, case.level + 1, facts["why"], act)


def _raised(case: Dispute, level: int, why: str, act: Act) -> Dispute:
    """At a level of the ladder, with how it came there; a dispute that stands there already is not raised."""
    if level <= case.level:
        return case
    step = Escalation(case.level, level, why, act.at, act.clerk.key)
    return replace(case, level=level, escalations=(*case.escalations, step))


def _appraising(case: Dispute, facts: Facts, _act: Act) -> Dispute:
    return replace(case, appraisal_since=facts["on"])


def _appraised(case: Dispute, _facts: Facts, _act: Act) -> Dispute:
    return replace(case, appraisal_since=None)


def _proposed(case: Dispute, facts: Facts, act: Act) -> Dispute:
    by, last = facts.get("by", Payer.MERCHANT), facts.get("valid_until")
    offer = Offer(len(case.offers) + 1, act.at, facts["items"], by=by, valid_until=last)
    return replace(case, offers=(*case.offers, offer))


def _rejected(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return _answered(case, act, accepted=False, why=facts.get("why", ""), expired=bool(facts.get("expired")))


def _answered(case: Dispute, act: Act, *, accepted: bool, why: str = "", expired: bool = False) -> Dispute:
    offers = tuple(
        replace(offer, accepted=accepted, answered_at=act.at, why=why, expired=expired)
        if offer.accepted is None
        else offer
        for offer in case.offers
    )
    return replace(case, offers=offers)


def _settled(case: Dispute, facts: Facts, act: Act) -> Dispute:
    offer = case.open_offer
    settlement = Settlement(
        agreed_at=act.at,
        terms=offer.terms if offer else (),
        consumer_confirmed_by=facts["consumer_confirmed_by"],
        merchant_confirmed_by=facts.get("merchant_confirmed_by"),
        number=_next_settlement(case),
        method=facts.get("method", ""),
        account=facts.get("receiving_account", ""),
        returns=facts.get("returns", ""),
        breach=facts.get("breach", ""),
        waives=bool(facts.get("waives_punitive")),
    )
    answered = _answered(case, act, accepted=True)
    return replace(answered, settlement=settlement, fail_ground=None, concluded_at=act.at)


def _next_settlement(case: Dispute) -> int:
    return case.settlement.number + 1 if case.settlement else 1


def _performed(case: Dispute, facts: Facts, act: Act) -> Dispute:
    under = case.settlement.number if case.settlement else 1
    performance = Performance(
        facts.get("on") or day_of(act.at), facts["amount"], facts["proof"], under, facts.get("item")
    )
    after = replace(case, performances=(*case.performances, performance))
    return replace(after, state=State.PERFORMING if after.unperformed else State.PERFORMED)


def _breached(case: Dispute, _facts: Facts, _act: Act) -> Dispute:
    return replace(case, concluded_at=None)


def _called_back(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return replace(case, call_backs=(*case.call_backs, CallBack(act.at, facts["result"], facts.get("reached", True))))


def _closed(case: Dispute, facts: Facts, act: Act) -> Dispute:
    called = _called_back(case, {"result": facts["callback"]}, act) if facts.get("callback") else case
    return replace(called, closed_at=act.at, concluded_at=case.concluded_at or act.at)


def _failed(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return replace(case, fail_ground=facts.get("ground", FailGround.REFUSED), concluded_at=act.at)


def _to_regulator(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return _handed_over(case, ExternalBody.REGULATOR, facts, act)


def _to_council(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return _handed_over(case, ExternalBody.COUNCIL, facts, act)


def _handed_over(case: Dispute, body: ExternalBody, facts: Facts, act: Act) -> Dispute:
    letter = Handover(facts.get("to", ""), facts.get("focus", ""), facts.get("materials", ()), facts.get("contact", ""))
    raised = _raised(case, HIGHEST_OWN_LEVEL + 1, facts.get("why", ""), act)
    return replace(raised, external=body, external_refusal=None, handover=letter, transferred_to=facts.get("to"))


def _ext_refused(case: Dispute, facts: Facts, _act: Act) -> Dispute:
    return replace(case, external_refusal=facts["ground"])


def _ext_agreed(case: Dispute, facts: Facts, act: Act) -> Dispute:
    settlement = Settlement(
        agreed_at=act.at, terms=facts.get("items", ()), paper_no=facts["paper_no"], number=_next_settlement(case)
    )
    return replace(case, settlement=settlement, fail_ground=None, concluded_at=act.at)


def _ext_terminated(case: Dispute, facts: Facts, _act: Act) -> Dispute:
    return replace(case, external_ground=facts["ground"], external_ended_on=facts["on"])


def _adjudicated(case: Dispute, facts: Facts, act: Act) -> Dispute:
    return replace(_raised(case, 5, facts["no"], act), adjudication_no=facts["no"])


def _reopened(case: Dispute, facts: Facts, act: Act) -> Dispute:
    """Back at the desk; the closing it undoes is kept."""
    again = Reopening(act.at, case.closed_at, facts["why"], facts.get("ground"), facts.get("pushed_at"))
    return replace(
        case,
        closed_at=None,
        concluded_at=None,
        level=min(case.level, HIGHEST_OWN_LEVEL),
        reopen_count=case.reopen_count + 1,
        reopenings=(*case.reopenings, again),
        call_backs=(),
        awaiting=(),
    )


def _corrected(case: Dispute, facts: Facts, _act: Act) -> Dispute:
    return replace(case, complaint=corrected(case.complaint, facts["field"], facts.get("value")))


def _lead_noted(case: Dispute, facts: Facts, act: Act) -> Dispute:
    told = {name: facts[name] for name in ("to", "region", "law", "evidence", "why") if name in facts}
    lead = Lead(len(case.leads) + 1, facts["what"], act.at, act.clerk.key, **told)
    return replace(case, leads=(*case.leads, lead))


def _lead_sent(case: Dispute, facts: Facts, act: Act) -> Dispute:
    lead = leads.meant(case.leads, facts.get("lead"), LeadStatus.NOTED)
    on = facts.get("on") or day_of(act.at)
    told = {"to": facts.get("to"), "region": facts.get("region"), "sent_on": on, "sent_how": facts["how"]}
    return replace(case, leads=leads.changed(case.leads, lead, **told))


def _lead_answered(case: Dispute, facts: Facts, act: Act) -> Dispute:
    lead = leads.meant(case.leads, facts.get("lead"), LeadStatus.SENT)
    on = facts.get("on") or day_of(act.at)
    told = {"answered_on": on, "result": facts["result"], "paper_no": facts.get("paper_no")}
    return replace(case, leads=leads.changed(case.leads, lead, **told))


OUTCOMES: Mapping[Step, Outcome] = {
    Step.MERGE_INTO: _merged,
    Step.UNMERGE: _unmerged,
    Step.ASK_SUPPLEMENT: _asked,
    Step.SUPPLEMENTED: _supplemented,
    Step.LAPSE: _ended,
    Step.REFUSE: _refused,
    Step.TRANSFER: _transferred,
    Step.ACCEPT: _accepted,
    Step.ASSIGN: _assigned,
    Step.CONTACT: _contacted,
    Step.ESCALATE: _escalated,
    Step.APPRAISAL_START: _appraising,
    Step.APPRAISAL_REPORT: _appraised,
    Step.PROPOSE: _proposed,
    Step.REJECT_OFFER: _rejected,
    Step.SETTLE: _settled,
    Step.PERFORM: _performed,
    Step.BREACH: _breached,
    Step.CALL_BACK: _called_back,
    Step.CLOSE: _closed,
    Step.WITHDRAW: _withdrawn,
    Step.FAIL: _failed,
    Step.TO_REGULATOR: _to_regulator,
    Step.TO_COUNCIL: _to_council,
    Step.EXT_REFUSED: _ext_refused,
    Step.EXT_AGREED: _ext_agreed,
    Step.EXT_TERMINATED: _ext_terminated,
    Step.ADJUDICATE: _adjudicated,
    Step.REOPEN: _reopened,
    Step.LEAD: _lead_noted,
    Step.LEAD_SENT: _lead_sent,
    Step.LEAD_ANSWERED: _lead_answered,
    Step.CORRECT: _corrected,
}
