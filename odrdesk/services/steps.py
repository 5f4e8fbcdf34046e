"""A step is taken: table, guards, clocks, rows and record entry in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from odrdesk.domain import clocks, corrections, replay
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts, plain, read
from odrdesk.domain.guards import Act
from odrdesk.domain.record import Entry
from odrdesk.domain.steps import StepStatus, open_steps, take
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.services.books import known_grounds
from odrdesk.services.departments import with_codes
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.evidence import needed_of
from odrdesk.services.moments import happened_at
from odrdesk.services.remedies import floor
from odrdesk.storage import disputes, parties, record, worksheets


@dataclass(frozen=True, slots=True)
class StepTaken:
    """The dispute after a step, the papers the step calls for and whether each was issued, and whether it waits."""

    case: Dispute
    papers: tuple[tuple[PaperKind, bool], ...]
    waits: bool


def take_step(
    desk: Desk,
    number: str,
    step: Step,
    raw: Mapping[str, object],
    *,
    at: datetime | None = None,
    why: str | None = None,
    expected: int | None = None,
) -> Done[StepTaken]:
    """Take one step of a dispute by its number, with raw facts as typed (texts or JSON values).

    `at` is when it happened, if earlier than now (aware; needs `why`). `expected` is the version the person saw: where
    another has changed the dispute since, the step is refused (`dispute.changed_elsewhere`). Refuses what
    `odrdesk.domain.steps.take` and `odrdesk.domain.facts.read` refuse.
    """
    now = desk.now()
    moment = happened_at(now, at, why)
    facts = with_codes(desk, step, read(step, raw))
    with desk.writing() as session:
        case = disputes.load(session, number)
        if expected is not None and expected != case.version:
            raise _changed_elsewhere(session, case, expected)
        taken = step_in(session, desk, case, step, facts, moment=moment, why=why)
    return Done(taken, Changes(disputes=frozenset({case.key}), deadlines=True))


def step_in(
    session: Session,
    desk: Desk,
    case: Dispute,
    step: Step,
    facts: Facts,
    *,
    moment: datetime,
    why: str | None = None,
) -> StepTaken:
    """Take a step within a transaction that does more; `facts` as read. Refuses what the step refuses."""
    act = _act(session, desk, case, (step, facts), moment)
    taken = take(case, step, facts, act)
    after = taken.case
    if not taken.waits:
        after = clocks.after_step(case, after, step, facts, at=moment, rules=clocks.Rules(desk.law, desk.calendar))
    stored = disputes.save(session, case, after)
    told = {**_told(case, after, step, facts), **replay.consequences(case, after, act)}
    name = f"dispute.{step.value}.asked" if taken.waits else f"dispute.{step.value}"
    record.append(session, Entry(name, moment, desk.clerk.key, case.key, told, why))
    papers = tuple((kind, bool(stored.issued(kind))) for kind in taken.papers)
    return StepTaken(stored, papers, taken.waits)


def steps_of(desk: Desk, case: Dispute) -> tuple[StepStatus, ...]:
    """What the present clerk may do with the dispute now, and why the rest may not be done."""
    now = desk.now()
    rules = clocks.Rules(desk.law, desk.calendar)
    return open_steps(case, Act(desk.clerk, now, now, needed=needed_of(case), rules=rules))


def _act(session: Session, desk: Desk, case: Dispute, told: tuple[Step, Facts], moment: datetime) -> Act:
    step, facts = told
    return Act(
        clerk=desk.clerk,
        at=moment,
        now=desk.now(),
        into=_merged_into(session, facts["into"]) if step is Step.MERGE_INTO else None,
        officer=parties.clerk(session, facts["officer"], "officer") if step is Step.ASSIGN else None,
        floor=floor(desk, case, worksheets.of_dispute(session, case.key)) if step is Step.PROPOSE else None,
        needed=needed_of(case) if step is Step.CLOSE else frozenset(),
        rules=clocks.Rules(desk.law, desk.calendar),
        grounds=known_grounds(),
    )


def _merged_into(session: Session, number: str) -> Dispute:
    try:
        return disputes.load(session, number)
    except Refusal as no:
        raise Refusal(no.code, "into", **no.data) from no


def _changed_elsewhere(session: Session, case: Dispute, seen: int) -> Refusal:
    """Both versions, where the dispute stands now, and the last thing that was done to it and by whom."""
    last = record.entries(session, case.key)[-1]
    return Refusal(
        "dispute.changed_elsewhere",
        number=case.number,
        seen=seen,
        now=case.version,
        state=case.state,
        step=last.entry.act.removeprefix("dispute.").removesuffix(".asked"),
        clerk=last.clerk_name or "",
        at=last.entry.at,
    )


def _told(case: Dispute, after: Dispute, step: Step, facts: Facts) -> dict[str, object]:
    told: dict[str, object] = {"step": step.value, **plain(facts)}
    if step is Step.CORRECT:
        told["old"] = corrections.text_of(case.complaint, facts["field"])
        moved = [
            {"rule": new.rule, "old": old.due.isoformat(), "new": new.due.isoformat()}
            for old, new in zip(case.clocks, after.clocks, strict=False)
            if old.due != new.due
        ]
        if moved:
            told["deadlines"] = moved
    return told
