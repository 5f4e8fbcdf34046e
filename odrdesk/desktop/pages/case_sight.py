"""Everything the case page shows of one dispute, read in one go off the GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from odrdesk.domain.clocks import RETENTION
from odrdesk.domain.closing import missing_papers
from odrdesk.domain.counting import rule_of
from odrdesk.domain.dispute import OF_PREPAYMENT, Clock, Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import mask_address, mask_id, mask_name, mask_phone
from odrdesk.domain.law import Rule
from odrdesk.domain.patterns import Pattern
from odrdesk.domain.remedies import Worksheet, remedy, work_out
from odrdesk.domain.steps import StepStatus
from odrdesk.domain.tags import Tag
from odrdesk.domain.vocabulary import PaperKind, Role, Step
from odrdesk.domain.workdays import day_of
from odrdesk.domain.worksheets import KeptWorksheet, given_of, latest
from odrdesk.services import case_looks, cases, clerks, papers, patterns, tags
from odrdesk.services.books import compound_surnames
from odrdesk.services.case_looks import Credit
from odrdesk.services.cases import CaseView, Deadline
from odrdesk.services.departments import Referral, referral
from odrdesk.services.desk import Desk
from odrdesk.services.ip_letter_facts import LETTERS
from odrdesk.services.paper_facts import require
from odrdesk.services.papers import Paper
from odrdesk.services.past import Past
from odrdesk.services.remedies import PUNITIVE_OF


@dataclass(frozen=True, slots=True)
class ClockSight:
    """A deadline with its rule (None: agreed by the parties) and how much of it is used up, 0 to 1."""

    deadline: Deadline
    rule: Rule | None
    used: float

    @property
    def clock(self) -> Clock:
        """The clock itself."""
        return self.deadline.clock


@dataclass(frozen=True, slots=True)
class PaperSight:
    """A kind of paper that can be issued here: those issued so far, and why another may not be issued now."""

    kind: PaperKind
    issued: tuple[Paper, ...]
    refusal: Refusal | None
    missing: bool


@dataclass(frozen=True, slots=True)
class Masked:
    """The consumer as strangers may see it: name, phone, identity number, address."""

    name: str
    phone: str
    id_no: str
    address: str


@dataclass(frozen=True, slots=True)
class Sight:
    """The view of a dispute and what the page needs beside it. `today` is Asia/Shanghai."""

    view: CaseView
    today: date
    practice: bool
    clocks: tuple[ClockSight, ...]
    papers: tuple[PaperSight, ...]
    masked: Masked
    officers: tuple[str, ...]
    remedy: Worksheet | None
    referral: Referral
    alike: tuple[Pattern, ...]
    alike_days: int
    past: Past | None = None
    desk_name: str = ""
    credit: Credit | None = None
    tags: tuple[Tag, ...] = ()

    @property
    def case(self) -> Dispute:
        """The dispute."""
        return self.view.case

    def status(self, step: Step) -> StepStatus:
        """Whether a step may be taken now."""
        return next(status for status in self.view.steps if status.step is step)

    def may(self, step: Step) -> bool:
        """Whether a step is open."""
        return any(status.step is step and status.open for status in self.view.steps)

    def person(self, key: int | None) -> str:
        """A clerk's name, empty where there is none."""
        return self.view.people.get(key, "") if key is not None else ""


def look_at(desk: Desk, number: str) -> Sight:
    """Read a dispute by its number for the page. Refuses `dispute.unknown`."""
    return sight_of(desk, cases.view(desk, number), desk.today())


def sight_of(desk: Desk, view: CaseView, today: date, past: Past | None = None) -> Sight:
    """What the page needs of a view seen from `today` (Shanghai), a past day where `past` is what it was."""
    return Sight(
        view=view,
        today=today,
        practice=desk.practice,
        clocks=_clocks(desk, view.deadlines, today),
        papers=_papers(view, past),
        masked=_masked(view.case),
        officers=tuple(clerk.name for clerk in clerks.seated(desk) if clerk.may(Role.OFFICER)),
        remedy=_remedy(desk, view),
        referral=referral(desk, view.case),
        alike=patterns.of_case(desk, view.case),
        alike_days=patterns.threshold(desk).days,
        past=past,
        desk_name=desk.name,
        credit=case_looks.credit(desk, view.standing.page) if view.standing is not None else None,
        tags=tags.as_told(desk, view.record) if past else tags.on(desk, [view.case.key]).get(view.case.key, ()),
    )


def _as_kept(desk: Desk, kept: KeptWorksheet) -> Worksheet | None:
    """A kept worksheet with the answer that stands; None while its facts are open."""
    if not kept.settled:
        return None
    try:
        worked = work_out(kept.code, given_of(kept.given), law=desk.law, on=kept.on)
    except Refusal:
        # The rows of the law changed since; the amounts of the kept worksheet still stand in its card.
        return None
    return replace(worked, refund=kept.refund, extra=kept.extra, options=())


def _clocks(desk: Desk, found: Sequence[Deadline], today: date) -> tuple[ClockSight, ...]:
    """Running ones first, the earliest on top; retention is no task and is left out."""
    shown = [one for one in found if not one.clock.rule.startswith(RETENTION)]
    shown.sort(key=lambda one: (not one.clock.running, one.clock.due, one.clock.rule))
    return tuple(ClockSight(one, _rule(desk, one.clock), _used(desk, one.clock, today)) for one in shown)


def _rule(desk: Desk, clock: Clock) -> Rule | None:
    return rule_of(clock, desk.law)


def _used(desk: Desk, clock: Clock, today: date) -> float:
    until = clock.stopped_on or today
    whole = desk.calendar.working_days_between(clock.start, clock.due)
    gone = desk.calendar.working_days_between(clock.start, min(until, clock.due))
    return 1.0 if until > clock.due or whole <= 0 else gone / whole


def _papers(view: CaseView, past: Past | None) -> tuple[PaperSight, ...]:
    missing = missing_papers(view.case)
    return tuple(
        PaperSight(
            kind,
            tuple(paper for paper in view.papers if paper.mark.kind is kind),
            _looking(past) or _refused(view.case, kind),
            kind in missing and past is None,
        )
        for kind in papers.kinds()
        if (kind not in LETTERS or view.case.ip is not None)
        and (kind not in OF_PREPAYMENT or view.case.prepayment is not None)
    )


def _looking(past: Past | None) -> Refusal | None:
    return None if past is None else Refusal("past.read_only", day=past.day.isoformat())


def _refused(case: Dispute, kind: PaperKind) -> Refusal | None:
    try:
        require(case, kind)
    except Refusal as no:
        return no
    return None


def _masked(case: Dispute) -> Masked:
    consumer = case.complaint.consumer
    return Masked(
        name=mask_name(consumer.name, compound_surnames()),
        phone=mask_phone(consumer.phone) if consumer.phone else "",
        id_no=mask_id(consumer.id_no) if consumer.id_no else "",
        address=mask_address(consumer.address) if consumer.address else "",
    )


def _remedy(desk: Desk, view: CaseView) -> Worksheet | None:
    """The worksheet behind the statutory amount: the one that was kept last, else what price and category tell."""
    complaint = view.case.complaint
    kept = [one for one in latest(view.worksheets) if one.limit is None]
    if kept:
        return _as_kept(desk, kept[-1])
    paid, category = complaint.order.paid, complaint.category
    if view.floor is None or paid is None or category is None:
        return None
    on = complaint.order.bought_on or (day_of(complaint.received_at) if complaint.received_at else desk.today())
    return remedy(PUNITIVE_OF[category], paid, law=desk.law, on=on)
