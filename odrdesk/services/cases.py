"""One dispute as the screen and the command line show it: everything of it, read in one short session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from odrdesk.domain import deadlines, minors
from odrdesk.domain.clocks import AGREED, Rules, due_of, next_due
from odrdesk.domain.deadlines import Day
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.evidence import Item, SlotState, slots_of
from odrdesk.domain.ip import WAIT
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Written
from odrdesk.domain.steps import WAY, StepStatus
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import WorkCalendar
from odrdesk.domain.worksheets import KeptWorksheet
from odrdesk.services.desk import Desk
from odrdesk.services.evidence import slot_rules
from odrdesk.services.remedies import floor
from odrdesk.services.steps import steps_of
from odrdesk.storage import disputes, parties, record, worksheets
from odrdesk.storage.evidence import of_dispute as items_of
from odrdesk.storage.papers import Paper, of_dispute


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock with what a person wants to know of it.

    `late_working_days` counts to the day it was stopped, or to today; `left_working_days` from today where it runs.
    """

    clock: Clock
    source: str
    late_working_days: int
    left_working_days: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """A dispute, its deadlines, what may be done now, its papers, evidence and record. `people` maps keys to names.

    `payee` is to whom the consumer's money goes today: a minor's guardian (民法典 art. 19).
    """

    case: Dispute
    deadlines: tuple[Deadline, ...]
    next: Deadline | None
    steps: tuple[StepStatus, ...]
    primary: Step | None
    papers: tuple[Paper, ...]
    record: tuple[Written, ...]
    people: Mapping[int, str]
    floor: Fen | None
    worksheets: tuple[KeptWorksheet, ...] = ()
    payee: str = ""
    evidence: tuple[Item, ...] = ()
    slots: tuple[SlotState, ...] = ()


def view(desk: Desk, number: str) -> CaseView:
    """Everything of one dispute by its number. Refuses `dispute.unknown`."""
    with desk.reading() as session:
        case = disputes.load(session, number)
        return _view(desk, session, case)


def why_this_date(desk: Desk, clock: Clock) -> tuple[Day, ...]:
    """The strip of days from the clock's start to its end: kind of each day and its number where it counts."""
    if clock.version == AGREED:
        return ()
    return due_of(clock, Rules(desk.law, desk.calendar)).days


def deadline_of(clock: Clock, today: date, desk: Desk) -> Deadline:
    """A clock seen from `today` (Shanghai)."""
    calendar: WorkCalendar = desk.calendar
    until = clock.stopped_on or today
    left = calendar.working_days_between(today, clock.due) if clock.running else 0
    source = AGREED if clock.version == AGREED else desk.law.rule(clock.rule, clock.start).source
    late = deadlines.late_working_days(clock.due, until, calendar) if until > clock.due else 0
    if clock.rule == WAIT:
        # What its end allows can be done on the day after it at the earliest.
        late = max(0, late - 1)
    return Deadline(clock, source, late, max(0, left))


def _view(desk: Desk, session: Session, case: Dispute) -> CaseView:
    today = desk.today()
    steps = steps_of(desk, case)
    soonest = next_due(case)
    usual = WAY.get(case.state)
    kept = worksheets.of_dispute(session, case.key)
    opened = {status.step for status in steps if status.open}
    return CaseView(
        case=case,
        deadlines=tuple(deadline_of(clock, today, desk) for clock in case.clocks),
        next=deadline_of(soonest, today, desk) if soonest else None,
        steps=steps,
        primary=usual if usual in opened else None,
        papers=of_dispute(session, case.key),
        record=record.entries(session, case.key),
        people={clerk.key: clerk.name for clerk in parties.clerks(session)},
        floor=floor(desk, case, kept),
        worksheets=kept,
        payee=minors.payee(case.complaint.consumer, today),
        evidence=items_of(session, case.key),
        slots=slots_of(case, slot_rules()),
    )
