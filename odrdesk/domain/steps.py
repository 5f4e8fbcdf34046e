"""The life of a dispute as a table: which step leads from where to where, who takes it, and what it calls for.

The table makes the buttons, the refusals, the database's CHECK and the diagram in the help.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from odrdesk.domain import chronology, ip_steps, prepay_steps
from odrdesk.domain.closing import CLOSABLE
from odrdesk.domain.dispute import Awaiting, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import FACTS, Facts, plain
from odrdesk.domain.guards import GUARDS, Act, Guard
from odrdesk.domain.outcomes import OUTCOMES
from odrdesk.domain.vocabulary import PaperKind, Role, State, Step

S = State

NEW = frozenset({S.REGISTERED, S.SUPPLEMENTING})
BEFORE_SETTLEMENT = NEW | {S.ACCEPTED, S.NEGOTIATING, S.PROPOSED}
AGREED = frozenset({S.SETTLED, S.PERFORMING})
EXTERNAL = frozenset({S.EXT_PENDING, S.EXT_MEDIATING})
OPEN = BEFORE_SETTLEMENT | AGREED | EXTERNAL | {S.PERFORMED, S.FAILED, S.EXT_DONE, S.ADJUDICATION}
"""States in which the desk still has something to do."""
ENDED = frozenset({S.CLOSED, S.NOT_ACCEPTED, S.TRANSFERRED, S.WITHDRAWN, S.MERGED})
TERMINAL = ENDED - {S.CLOSED}
BEFORE_CLOSING = OPEN | TERMINAL
CLAIMABLE = EXTERNAL | AGREED | frozenset({S.ACCEPTED, S.NEGOTIATING, S.PROPOSED, S.FAILED, S.EXT_DONE, S.ADJUDICATION})
"""States in which the fund may be asked: accepted, and nobody has given the consumer all of it."""
ANY = OPEN | ENDED
_LEGAL = (Role.LEGAL,)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: from `sources` to `target` (None: the state stays, or the outcome sets it)."""

    sources: frozenset[State]
    target: State | None
    role: Role
    papers: tuple[PaperKind, ...] = ()
    people: int = 1
    others: tuple[Role, ...] = ()
    """Further roles that may take it."""


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


STEPS: Mapping[Step, Move] = {
    Step.REGISTER: Move(_from(S.DRAFT), S.REGISTERED, Role.INTAKE, (PaperKind.REGISTRATION_FORM,)),
    Step.MERGE_INTO: Move(_from(S.REGISTERED, S.ACCEPTED), S.MERGED, Role.OFFICER),
    Step.ASK_SUPPLEMENT: Move(_from(S.REGISTERED), S.SUPPLEMENTING, Role.OFFICER, (PaperKind.SUPPLEMENT_NOTICE,)),
    Step.SUPPLEMENTED: Move(_from(S.SUPPLEMENTING), S.REGISTERED, Role.OFFICER),
    Step.LAPSE: Move(_from(S.SUPPLEMENTING), S.NOT_ACCEPTED, Role.OFFICER, (PaperKind.REFUSAL_NOTICE,)),
    Step.REFUSE: Move(_from(S.REGISTERED), S.NOT_ACCEPTED, Role.SUPERVISOR, (PaperKind.REFUSAL_NOTICE,), people=2),
    Step.TRANSFER: Move(_from(S.REGISTERED), S.TRANSFERRED, Role.SUPERVISOR, (PaperKind.TRANSFER_LETTER,)),
    Step.ACCEPT: Move(_from(S.REGISTERED), S.ACCEPTED, Role.OFFICER, (PaperKind.ACCEPTANCE_NOTICE,)),
    Step.ASSIGN: Move(OPEN, None, Role.OFFICER),
    Step.CONTACT: Move(OPEN, None, Role.OFFICER, (PaperKind.CONTACT_RECORD,)),
    Step.ESCALATE: Move(_from(S.NEGOTIATING), None, Role.OFFICER),
    Step.APPRAISAL_START: Move(_from(S.NEGOTIATING, S.EXT_MEDIATING), None, Role.OFFICER),
    Step.APPRAISAL_REPORT: Move(_from(S.NEGOTIATING, S.EXT_MEDIATING), None, Role.OFFICER),
    Step.PROPOSE: Move(_from(S.NEGOTIATING), S.PROPOSED, Role.OFFICER),
    Step.REJECT_OFFER: Move(_from(S.PROPOSED), S.NEGOTIATING, Role.OFFICER),
    Step.SETTLE: Move(_from(S.PROPOSED), S.SETTLED, Role.OFFICER, (PaperKind.SETTLEMENT_AGREEMENT,)),
    Step.PERFORM: Move(AGREED, None, Role.OFFICER, (PaperKind.PERFORMANCE_RECEIPT,)),
    Step.BREACH: Move(AGREED, S.NEGOTIATING, Role.OFFICER),
    Step.CALL_BACK: Move(_from(S.PERFORMING, S.PERFORMED), None, Role.OFFICER),
    Step.CLOSE: Move(
        CLOSABLE,
        S.CLOSED,
        Role.SUPERVISOR,
        (PaperKind.SETTLEMENT_NOTICE, PaperKind.CLOSING_NOTICE, PaperKind.CASE_REPORT),
    ),
    # A consumer may withdraw whenever the desk or an outside body still works on it.
    Step.WITHDRAW: Move(OPEN, S.WITHDRAWN, Role.OFFICER),
    Step.FAIL: Move(_from(S.NEGOTIATING), S.FAILED, Role.OFFICER, (PaperKind.FAILURE_NOTICE,)),
    Step.TO_REGULATOR: Move(_from(S.FAILED), S.EXT_PENDING, Role.OFFICER, (PaperKind.TRANSFER_LETTER,)),
    Step.TO_COUNCIL: Move(_from(S.FAILED), S.EXT_PENDING, Role.OFFICER, (PaperKind.TRANSFER_LETTER,)),
    Step.EXT_ACCEPTED: Move(_from(S.EXT_PENDING), S.EXT_MEDIATING, Role.OFFICER),
    Step.EXT_REFUSED: Move(_from(S.EXT_PENDING), S.FAILED, Role.OFFICER),
    Step.EXT_AGREED: Move(_from(S.EXT_MEDIATING), S.SETTLED, Role.OFFICER),
    Step.EXT_TERMINATED: Move(_from(S.EXT_MEDIATING), S.EXT_DONE, Role.OFFICER),
    Step.ADJUDICATE: Move(_from(S.FAILED, S.EXT_DONE), S.ADJUDICATION, Role.LEGAL),
    Step.REOPEN: Move(_from(S.CLOSED), S.NEGOTIATING, Role.SUPERVISOR),
    Step.LEAD: Move(OPEN, None, Role.OFFICER, (PaperKind.LEAD_SHEET,)),
    # The department's answer comes whenever it comes, often after the case was closed.
    Step.LEAD_SENT: Move(OPEN | ENDED, None, Role.OFFICER),
    Step.LEAD_ANSWERED: Move(OPEN | ENDED, None, Role.OFFICER),
    Step.CORRECT: Move(OPEN | ENDED, None, Role.OFFICER),
    Step.UNMERGE: Move(_from(S.MERGED), None, Role.OFFICER),
    Step.EXTEND: Move(OPEN, None, Role.SUPERVISOR),
    # A region of its own: the state of the case stays, and what it began it ends even where the case has ended.
    Step.IP_NOTICE: Move(OPEN, None, Role.OFFICER, others=_LEGAL),
    Step.IP_SUPPLEMENT: Move(BEFORE_CLOSING, None, Role.OFFICER, others=_LEGAL),
    Step.IP_SUPPLEMENTED: Move(BEFORE_CLOSING, None, Role.OFFICER, others=_LEGAL),
    Step.IP_MEASURES: Move(BEFORE_CLOSING, None, Role.LEGAL, (PaperKind.IP_NOTICE_LETTER,)),
    Step.IP_DECLARATION: Move(BEFORE_CLOSING, None, Role.OFFICER, (PaperKind.IP_DECLARATION_LETTER,), others=_LEGAL),
    Step.IP_FORWARDED: Move(BEFORE_CLOSING, None, Role.OFFICER, others=_LEGAL),
    Step.IP_RIGHTSHOLDER_ACTED: Move(BEFORE_CLOSING, None, Role.OFFICER, others=_LEGAL),
    Step.IP_LIFT: Move(BEFORE_CLOSING, None, Role.LEGAL, (PaperKind.IP_LIFT_NOTICE,)),
    Step.IP_PUBLISH: Move(BEFORE_CLOSING, None, Role.OFFICER, others=_LEGAL),
    Step.START_CLOCK: Move(OPEN, None, Role.OFFICER),
    Step.STOP_CLOCK: Move(OPEN, None, Role.OFFICER),
    # A region of its own as well; money moves on after the dispute is closed.
    Step.PREPAY_REQUEST: Move(CLAIMABLE, None, Role.OFFICER, (PaperKind.PREPAYMENT_APPLICATION,)),
    Step.PREPAY_NOTIFY: Move(ANY, None, Role.OFFICER, (PaperKind.LIABILITY_NOTICE,)),
    Step.PREPAY_MERCHANT_PAID: Move(ANY, None, Role.OFFICER),
    Step.PREPAY_CONTESTED: Move(ANY, None, Role.OFFICER),
    Step.PREPAY_SILENT: Move(ANY, None, Role.OFFICER),
    Step.PREPAY_WITHDRAW: Move(ANY, None, Role.OFFICER),
    Step.PREPAY_RECOMMEND: Move(ANY, None, Role.OFFICER),
    Step.PREPAY_REJECT: Move(
        ANY, None, Role.SUPERVISOR, (PaperKind.PREPAYMENT_REFUSAL_NOTICE,), others=(Role.FINANCE,)
    ),
    Step.PREPAY_RETURN: Move(ANY, None, Role.SUPERVISOR, others=(Role.FINANCE,)),
    Step.PREPAY_APPROVE: Move(ANY, None, Role.SUPERVISOR, (PaperKind.PREPAYMENT_NOTICE,)),
    Step.PREPAY_PAY: Move(ANY, None, Role.FINANCE, (PaperKind.SUBROGATION_CONFIRMATION,)),
    Step.PREPAY_PAID: Move(ANY, None, Role.FINANCE, (PaperKind.PAYMENT_CONFIRMATION,)),
    Step.PREPAY_PAY_FAILED: Move(ANY, None, Role.FINANCE),
    Step.RECOVERY_NOTICE: Move(ANY, None, Role.OFFICER, (PaperKind.RECOVERY_NOTICE, PaperKind.TOPUP_NOTICE)),
    Step.RECOVER: Move(ANY, None, Role.FINANCE),
    Step.WRITE_OFF: Move(ANY, None, Role.SUPERVISOR),
    Step.APPEAL: Move(ANY, None, Role.OFFICER),
    Step.APPEAL_DISMISSED: Move(ANY, None, Role.SUPERVISOR),
    Step.APPEAL_UPHELD: Move(ANY, None, Role.SUPERVISOR),
    Step.CLAWBACK: Move(ANY, None, Role.FINANCE, (PaperKind.RETURN_NOTICE,)),
    Step.PREPAY_REVERSE: Move(ANY, None, Role.FINANCE),
}


WAY: Mapping[State, Step] = {
    State.REGISTERED: Step.ACCEPT,
    State.SUPPLEMENTING: Step.SUPPLEMENTED,
    State.ACCEPTED: Step.CONTACT,
    State.NEGOTIATING: Step.PROPOSE,
    State.PROPOSED: Step.SETTLE,
    State.SETTLED: Step.PERFORM,
    State.PERFORMING: Step.PERFORM,
    State.PERFORMED: Step.CLOSE,
    State.FAILED: Step.TO_REGULATOR,
    State.EXT_PENDING: Step.EXT_ACCEPTED,
    State.EXT_MEDIATING: Step.EXT_AGREED,
    State.EXT_DONE: Step.CLOSE,
    State.ADJUDICATION: Step.CLOSE,
    State.NOT_ACCEPTED: Step.CLOSE,
    State.TRANSFERRED: Step.CLOSE,
    State.WITHDRAWN: Step.CLOSE,
    State.MERGED: Step.CLOSE,
}
"""The usual next step from each state: the one primary button."""


_OUTCOMES = {**OUTCOMES, **ip_steps.OUTCOMES}
# What one of these left of the fund stands in its record entry: the fund of that day cannot be asked again.
_OF_FUND = prepay_steps.OUTCOMES


class StepStatus(NamedTuple):
    """Whether a step may be taken now, by whom, and if not, why."""

    step: Step
    role: Role
    open: bool
    refusal: Refusal | None


class Taken(NamedTuple):
    """What a step made: the new dispute, the papers it calls for, and whether the state waits for a second person."""

    case: Dispute
    papers: tuple[PaperKind, ...]
    waits: bool


def open_steps(case: Dispute, act: Act) -> tuple[StepStatus, ...]:
    """Every step that a clerk can take from here on, open or with the Refusal that says why not.

    Registration is left out: it happens to a draft, by the intake itself.
    """
    return tuple(_status(case, step, act) for step in STEPS if step is not Step.REGISTER)


def take(case: Dispute, step: Step, facts: Facts, act: Act) -> Taken:
    """The dispute after the step. Refuses what the table, the role, four eyes or a guard forbids."""
    refusal = refusal_of(case, step, facts, act)
    if refusal:
        raise refusal
    if _people(case, step, act) > 1 and not _is_second(case, step, act):
        return Taken(asked(case, step, facts, act), (), waits=True)
    return Taken(done(case, step, facts, act), STEPS[step].papers, waits=False)


def asked(case: Dispute, step: Step, facts: Facts, act: Act) -> Dispute:
    """The dispute with the step proposed by one person and waiting for another; nothing is judged.

    What the same person asked before of this step is asked no longer.
    """
    roles = tuple(role for role in prepay_steps.parts(case, step, act) if act.clerk.may(role))
    others = tuple(one for one in case.awaiting if one.step is not step or one.asked_by != act.clerk.key)
    return replace(case, awaiting=(*others, Awaiting(step, act.clerk.key, act.at, plain(facts), roles)))


def done(case: Dispute, step: Step, facts: Facts, act: Act) -> Dispute:
    """The dispute with the step done, but for its clocks; nothing is judged: that was done before, or at the time."""
    after = _OUTCOMES[step](case, facts, act) if step in _OUTCOMES else case
    if step in _OF_FUND and act.fund is not None:
        after = _OF_FUND[step](case, facts, act)
    target = STEPS[step].target
    if target is not None:
        after = replace(after, state=target)
    return _settled_awaiting(case, after, step, act)


def refusal_of(case: Dispute, step: Step, facts: Facts | None, act: Act) -> Refusal | None:
    """Why the step may not be taken, or None; `facts` None asks beforehand, for the buttons."""
    move = STEPS[step]
    if case.state not in move.sources:
        return Refusal("step.not_from_state", state=case.state, step=step)
    refusal = _role_refusal(case, step, move, act)
    again = facts is not None and prepay_steps.asks_anew(case, step, facts, act)
    if again and refusal is not None and refusal.code == "step.same_person":
        refusal = None
    if refusal is None and facts is not None:
        other = None if again else _other_facts(case, step, facts)
        refusal = other or chronology.refused(case, step, facts, act)
    if refusal:
        return refusal
    return next((no for guard in _guards(step) if (no := guard(case, facts, act))), None)


def _status(case: Dispute, step: Step, act: Act) -> StepStatus:
    refusal = refusal_of(case, step, None, act)
    return StepStatus(step, STEPS[step].role, refusal is None, refusal)


def _guards(step: Step) -> tuple[Guard, ...]:
    return (*GUARDS.get(step, ()), *ip_steps.GUARDS.get(step, ()), *prepay_steps.GUARDS.get(step, ()))


def _people(case: Dispute, step: Step, act: Act) -> int:
    return len(prepay_steps.parts(case, step, act)) or STEPS[step].people


def _part_refusal(case: Dispute, step: Step, parts: tuple[Role, ...], act: Act) -> Refusal | None:
    """Each person plays one of the parts; which of them comes first does not matter."""
    first = _first(case, step)
    if first is None:
        return None if any(map(act.clerk.may, parts)) else Refusal("step.role", step=step, role=parts[0])
    left = [role for role in parts if any(other in first.roles for other in parts if other is not role)]
    if first.asked_by == act.clerk.key:
        return Refusal("step.same_person", step=step, role=left[-1])
    return None if any(map(act.clerk.may, left)) else Refusal("step.role", step=step, role=left[-1])


def _role_refusal(case: Dispute, step: Step, move: Move, act: Act) -> Refusal | None:
    parts = prepay_steps.parts(case, step, act)
    if parts:
        return _part_refusal(case, step, parts, act)
    if move.people == 1:
        held = any(act.clerk.may(role) for role in (move.role, *move.others))
        return None if held else Refusal("step.role", step=step, role=move.role)
    first = _first(case, step)
    if first is None:
        # The officer who proposes it comes first; the role of the table countersigns.
        return None if act.clerk.may(Role.OFFICER) else Refusal("step.role", step=step, role=Role.OFFICER)
    if first.asked_by == act.clerk.key:
        return Refusal("step.same_person", step=step, role=move.role)
    return None if act.clerk.may(move.role) else Refusal("step.role", step=step, role=move.role)


def _other_facts(case: Dispute, step: Step, facts: Facts) -> Refusal | None:
    """A countersignature is for what the first person asked; reasons in free words may differ."""
    first = _first(case, step)
    if first is None:
        return None
    told = plain(facts)
    decided = [fact.name for fact in FACTS[step] if fact.required and fact.name != "why"]
    other = next((name for name in decided if told[name] != first.facts[name]), None)
    return Refusal("step.other_facts", other, step=step, asked=first.facts[other]) if other else None


def _first(case: Dispute, step: Step) -> Awaiting | None:
    return next((one for one in case.awaiting if one.step is step), None)


def _is_second(case: Dispute, step: Step, act: Act) -> bool:
    first = _first(case, step)
    return first is not None and first.asked_by != act.clerk.key


def _settled_awaiting(before: Dispute, after: Dispute, step: Step, act: Act) -> Dispute:
    """A countersigned step waits no more; a dispute that moved on leaves nothing waiting behind.

    An undone merge gives back what waited before it.
    """
    if step is Step.UNMERGE:
        return after
    if after.state is not before.state:
        return replace(after, awaiting=())
    after = replace(after, awaiting=tuple(one for one in after.awaiting if prepay_steps.stands(before, after, one)))
    return replace(after, awaiting=tuple(one for one in after.awaiting if one.step is not step or _waits_on(one, act)))


def _waits_on(one: Awaiting, act: Act) -> bool:
    return one.asked_by == act.clerk.key
