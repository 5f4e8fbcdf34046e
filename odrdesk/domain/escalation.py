"""When a rise on the ladder is proposed, and why. A proposal never moves anything: a person takes the step.

The ladder (`domain` L1 to L5): live room, contact point's officer, its head with prepayment, regulator or consumer
council, arbitration or court.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from odrdesk.domain.clocks import OWN
from odrdesk.domain.dispute import HIGHEST_OWN_LEVEL, Clock, Dispute, Escalation
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import rejected
from odrdesk.domain.vocabulary import EscalationReason, State, Step
from odrdesk.domain.workdays import WorkCalendar, day_of

SILENCE = "R-MERCH"
WATCHED = OWN - {SILENCE, "R-SUP", "R-REFUSE15"}
OUTSIDE, HIGHEST_LEVEL = HIGHEST_OWN_LEVEL + 1, 5
TOTALS = frozenset({"R-ODR", "R-TOTAL"})


class Thresholds(NamedTuple):
    """What makes a rise due. The desk's own policy, without legal force: working days left, fen, rounds in vain."""

    days_left: int = 1
    amount_2: Fen = Fen(200_000)
    amount_3: Fen = Fen(500_000)
    rounds: int = 3


USUAL = Thresholds()


class Proposal(NamedTuple):
    """A rise that is proposed: why, to which level, by which step, and the facts of its sentence."""

    reason: EscalationReason
    to: int
    step: Step
    data: Mapping[str, object]


def proposals(
    case: Dispute, today: date, calendar: WorkCalendar, thresholds: Thresholds = USUAL
) -> tuple[Proposal, ...]:
    """The rises proposed today (Asia/Shanghai), the most pressing first; none that an earlier rise has answered."""
    last = case.escalations[-1] if case.escalations else None
    if case.state in {State.FAILED, State.EXT_DONE}:
        return tuple(_asked(case, last))
    if case.state is not State.NEGOTIATING:
        return ()
    if case.level >= HIGHEST_OWN_LEVEL:
        if case.level >= HIGHEST_LEVEL:
            return ()
        passed = _deadlines(case, today, calendar, last, days_left=-1, watched=TOTALS)
        return tuple(one._replace(step=Step.FAIL) for one in passed)
    return (
        *_asked(case, last),
        *_deadlines(case, today, calendar, last, days_left=thresholds.days_left),
        *_silence(case, today, last),
        *_amount(case, thresholds),
        *_rounds(case, last, thresholds.rounds),
    )


def _proposed(case: Dispute, reason: EscalationReason, **data: object) -> Proposal:
    return Proposal(reason, case.level + 1, Step.ESCALATE, data)


def _asked(case: Dispute, last: Escalation | None) -> Iterator[Proposal]:
    """The consumer asked for a higher level and nothing has come of it."""
    asked = [one.at for one in case.contacts if one.asks_higher and (last is None or one.at > last.at)]
    if not asked:
        return
    step, level = Step.ESCALATE, case.level + 1
    if case.state is State.EXT_DONE or (case.state is State.FAILED and case.level >= OUTSIDE):
        # What the regulator or the council refused or ended without agreement is for arbitration or court.
        step, level = Step.ADJUDICATE, HIGHEST_LEVEL
    elif case.state is State.FAILED:
        step, level = Step.TO_REGULATOR, OUTSIDE
    if level > case.level:
        yield Proposal(EscalationReason.CONSUMER_ASKS, level, step, {"at": asked[-1]})


def _deadlines(
    case: Dispute,
    today: date,
    calendar: WorkCalendar,
    last: Escalation | None,
    *,
    days_left: int,
    watched: frozenset[str] = WATCHED,
) -> Iterator[Proposal]:
    """A time limit of the desk has passed, or is about to; the nearest alone, since one rise answers all."""
    running = [clock for clock in case.clocks if clock.running and not clock.waits and clock.rule in watched]
    clock = min(running, key=lambda one: (one.due, one.rule), default=None)
    if clock is None:
        return
    if clock.due < today:
        if last is None or day_of(last.at) <= clock.due:
            yield _proposed(case, EscalationReason.DEADLINE_PASSED, rule=clock.rule, due=clock.due.isoformat())
        return
    left = calendar.working_days_between(today, clock.due)
    if left <= days_left and not _since_near(clock, last, calendar, days_left):
        yield _proposed(
            case, EscalationReason.DEADLINE_NEAR, rule=clock.rule, due=clock.due.isoformat(), left=max(0, left)
        )


def _since_near(clock: Clock, last: Escalation | None, calendar: WorkCalendar, days_left: int) -> bool:
    if last is None:
        return False
    return calendar.working_days_between(day_of(last.at), clock.due) <= days_left


def _silence(case: Dispute, today: date, last: Escalation | None) -> Iterator[Proposal]:
    clock = case.clock(SILENCE)
    if clock is None or not clock.running or clock.due >= today:
        return
    if last is None or day_of(last.at) <= clock.due:
        yield _proposed(
            case, EscalationReason.MERCHANT_SILENT, since=clock.start.isoformat(), due=clock.due.isoformat()
        )


def _amount(case: Dispute, thresholds: Thresholds) -> Iterator[Proposal]:
    amount = case.complaint.claimed or case.complaint.order.paid
    least = {1: thresholds.amount_2, 2: thresholds.amount_3}[case.level]
    if amount and amount >= least:
        yield _proposed(case, EscalationReason.AMOUNT, amount_fen=amount, least_fen=least)


def _rounds(case: Dispute, last: Escalation | None, enough: int) -> Iterator[Proposal]:
    vain = rejected(case)
    ended: list[datetime] = [one.answered_at for one in vain if one.answered_at]
    if len(vain) >= enough and (last is None or (ended and max(ended) > last.at)):
        yield _proposed(case, EscalationReason.ROUNDS_EXHAUSTED, rounds=len(vain))
