"""One dispute as the screen and the command line show it: everything of it, read in one short session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from odrdesk.domain import closing, counting, deadlines, minors, prepay_checks, warning
from odrdesk.domain.clocks import AGREED, Rules, due_of, next_due
from odrdesk.domain.counting import as_of, rule_of
from odrdesk.domain.deadlines import Day
from odrdesk.domain.dispute import Clock, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.escalation import Proposal
from odrdesk.domain.evidence import Item, SlotState, slots_of
from odrdesk.domain.grounds import Ground, GroundOf
from odrdesk.domain.ip import WAIT
from odrdesk.domain.law import Rule
from odrdesk.domain.ledger import Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.paper_life import Life
from odrdesk.domain.parties import ContactPoint
from odrdesk.domain.prepay_checks import Check
from odrdesk.domain.prepayment import Fund
from odrdesk.domain.record import Written
from odrdesk.domain.steps import WAY, StepStatus
from odrdesk.domain.vocabulary import Step, Tier
from odrdesk.domain.watchlist import Mark
from odrdesk.domain.workdays import ONE_DAY, WorkCalendar, day_of
from odrdesk.domain.worksheets import KeptWorksheet
from odrdesk.services import escalation, fund_facts
from odrdesk.services.books import known_grounds
from odrdesk.services.desk import Desk
from odrdesk.services.evidence import needed_of, slot_rules
from odrdesk.services.merchants import Standing, standing
from odrdesk.services.remedies import floor
from odrdesk.services.steps import steps_of
from odrdesk.services.watchlist import hits_in
from odrdesk.storage import contact_points, disputes, ledger, paper_log, parties, record, worksheets
from odrdesk.storage.evidence import of_dispute as items_of
from odrdesk.storage.papers import Paper, of_dispute

MOST_FURTHER = 120
"""Days shown beyond the count where a limit was extended."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock with what a person wants to know of it.

    `late_working_days` counts to the day it was stopped, or to today; `left_working_days` from today where it runs.
    `late` judges hours by the moment; `hours_left` is None for days. `rule` is None where the parties agreed the day.
    """

    clock: Clock
    source: str
    late_working_days: int
    left_working_days: int
    late: bool = False
    hours_left: float | None = None
    tier: Tier = Tier.CALM
    rule: Rule | None = None

    @property
    def flag(self) -> str:
        """What follows in law from the day after it passed (Chinese, as the law says it); empty before."""
        return self.rule.passed if self.rule and self.late else ""

    @property
    def flag_from(self) -> date | None:
        """The first day on which what follows in law follows."""
        return self.clock.due + ONE_DAY if self.rule and self.rule.passed else None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A dispute, its deadlines, what may be done now, its papers, evidence and record. `people` maps keys to names.

    `lives` says by its key what became of each paper.

    `gate` lists what closing wants, `proposals` the rises proposed today, `grounds` those on which it was refused or
    its mediation ended, in the words of that day.
    `fund` is the prepayment fund as this dispute sees it, `checks` whether it may be asked,
    `booked` the vouchers of this dispute, `undone` the keys of those reversed.
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
    lives: Mapping[int, Life]
    floor: Fen | None
    gate: tuple[closing.Item, ...]
    proposals: tuple[Proposal, ...]
    grounds: Mapping[GroundOf, Ground]
    worksheets: tuple[KeptWorksheet, ...] = ()
    payee: str = ""
    evidence: tuple[Item, ...] = ()
    slots: tuple[SlotState, ...] = ()
    standing: Standing | None = None
    point: ContactPoint | None = None
    watched: tuple[Mark, ...] = ()
    fund: Fund | None = None
    checks: tuple[Check, ...] = ()
    booked: tuple[Booked, ...] = ()
    undone: frozenset[int] = frozenset()


def view(desk: Desk, number: str) -> CaseView:
    """Everything of one dispute by its number. Refuses `dispute.unknown`."""
    with desk.reading() as session:
        return view_of(session, desk, disputes.load(session, number), desk.today())


def why_this_date(desk: Desk, clock: Clock) -> tuple[Day, ...]:
    """The strip of days from the clock's start to its end: kind of each day and its number where it counts."""
    if clock.version == AGREED:
        return ()
    rules = Rules(desk.law, desk.calendar)
    days = due_of(as_of(clock, desk.today(), rules), rules).days
    last = days[-1].date if days else clock.due
    # What was granted beyond the count is shown too, without a number.
    further = min((clock.due - last).days, MOST_FURTHER)
    beyond = (last + timedelta(days=after) for after in range(1, further + 1))
    return (*days, *(Day(day, desk.calendar.kind(day), None) for day in beyond)) if days else ()


def deadline_of(clock: Clock, today: date, desk: Desk) -> Deadline:
    """A clock seen from `today` (Shanghai); the hours of one that counts hours are seen from now."""
    calendar: WorkCalendar = desk.calendar
    rule = rule_of(clock, desk.law)
    now = desk.now()
    seen = as_of(clock, today, Rules(desk.law, calendar))
    until = seen.stopped_on or today
    left = calendar.working_days_between(today, seen.due) if seen.running else 0
    late = deadlines.late_working_days(seen.due, until, calendar) if until > seen.due else 0
    if clock.rule == WAIT:
        # What its end allows can be done on the day after it at the earliest.
        late = max(0, late - 1)
    return Deadline(
        clock,
        rule.source if rule else AGREED,
        late,
        max(0, left),
        late=counting.late(seen, now),
        hours_left=counting.hours_left(clock, now) if clock.running else None,
        tier=warning.tier(clock, now, calendar, warning.thresholds(clock, rule, desk.warnings)),
        rule=rule,
    )


def view_of(session: Session, desk: Desk, case: Dispute, today: date) -> CaseView:
    """The view of a dispute in the caller's session, its deadlines seen from `today` (Shanghai)."""
    fund = fund_facts.of_step(session, case, desk.now())
    steps = steps_of(desk, case, fund)
    soonest = next_due(case)
    usual = WAY.get(case.state)
    kept = worksheets.of_dispute(session, case.key)
    papers = of_dispute(session, case.key)
    opened = {status.step for status in steps if status.open}
    return CaseView(
        case=case,
        deadlines=tuple(deadline_of(clock, today, desk) for clock in case.clocks),
        next=deadline_of(soonest, today, desk) if soonest else None,
        steps=steps,
        primary=usual if usual in opened else None,
        papers=papers,
        lives=paper_log.lives(session, [paper.mark.key for paper in papers]),
        record=record.entries(session, case.key),
        people={clerk.key: clerk.name for clerk in parties.clerks(session)},
        floor=floor(desk, case, kept),
        worksheets=kept,
        payee=minors.payee(case.complaint.consumer, today),
        evidence=items_of(session, case.key),
        slots=slots_of(case, slot_rules()),
        standing=standing(session, desk, case.key),
        point=contact_points.find(session, case.complaint.contact_point or ""),
        gate=closing.gate(case, needed_of(case)),
        proposals=escalation.proposals(desk, session, case),
        grounds=grounds_of(case),
        watched=tuple(hit.mark for hit in hits_in(session, [case.complaint])[0]),
        fund=fund,
        booked=ledger.booked(session, dispute=case.key),
        undone=ledger.reversed_keys(session) if case.prepayments else frozenset(),
        checks=prepay_checks.of_dispute(case, fund, today, Rules(desk.law, desk.calendar)),
    )


def grounds_of(case: Dispute) -> dict[GroundOf, Ground]:
    """The grounds a dispute was refused on or its mediation ended by, in the words of the law of that day."""
    told = (
        (GroundOf.REFUSAL, case.refusal_ground, case.refusal_on or _day(case.concluded_at)),
        (GroundOf.TERMINATION, case.external_ground, case.external_ended_on),
    )
    found = {}
    for of, number, on in told:
        if number is None or on is None:
            continue
        try:
            found[of] = known_grounds().one(of, number, on)
        except Refusal:
            continue  # Carried over from before grounds were checked by day: the number stands, without words.
    return found


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None
