"""A step is taken: table, guards, clocks, rows and record entry in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from odrdesk.domain import clocks, corrections, prepay_steps, prepay_vouchers, replay
from odrdesk.domain.accounts import mask_account
from odrdesk.domain.closing import called_for
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts, plain, read
from odrdesk.domain.guards import Act
from odrdesk.domain.ledger import Booked, Voucher
from odrdesk.domain.prepayment import Fund
from odrdesk.domain.record import Entry
from odrdesk.domain.steps import STEPS, StepStatus, open_steps, take
from odrdesk.domain.vocabulary import PaperKind, Step
from odrdesk.services import actions, fund_facts
from odrdesk.services.books import known_grounds
from odrdesk.services.departments import with_codes
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.evidence import needed_of
from odrdesk.services.moments import happened_at
from odrdesk.services.remedies import floor
from odrdesk.storage import disputes, ledger, parties, record, worksheets
from odrdesk.storage.ledger import Occasion


@dataclass(frozen=True, slots=True)
class StepTaken:
    """The dispute after a step, the papers it calls for and whether each was issued, whether it waits, what it booked.

    `repeated` where the same act was done before under the same key, and nothing was done now.
    """

    case: Dispute
    papers: tuple[tuple[PaperKind, bool], ...]
    waits: bool
    booked: tuple[Booked, ...] = ()
    repeated: bool = False


def take_step(
    desk: Desk,
    number: str,
    step: Step,
    raw: Mapping[str, object],
    *,
    at: datetime | None = None,
    why: str | None = None,
    expected: int | None = None,
    key: str | None = None,
) -> Done[StepTaken]:
    """Take one step of a dispute by its number, with raw facts as typed (texts or JSON values).

    `at` is when it happened, if earlier than now (aware; needs `why`). `expected` is the version the person saw: where
    another has changed the dispute since, the step is refused (`dispute.changed_elsewhere`). `key` makes it safe to do
    again: under a key that was used, nothing more is done. Refuses what `odrdesk.domain.steps.take` and
    `odrdesk.domain.facts.read` refuse.
    """
    now = desk.now()
    moment = happened_at(now, at, why)
    facts = with_codes(desk, step, read(step, raw))
    act = f"dispute.{step.value}"
    content = actions.content_of({"number": number, "clerk": desk.clerk.key, **plain(facts)})
    with desk.writing() as session:
        case = disputes.load(session, number)
        if actions.done_before(session, key, act, content) is not None:
            return Done(_repeated(session, case, step, key or ""), Changes())
        if expected is not None and expected != case.version:
            raise _changed_elsewhere(session, case, expected)
        taken = step_in(session, desk, case, step, facts, moment=moment, why=why, action=key)
        if key is not None:
            ledger.remember(session, key, act, content, record.last_seq(session))
    fund = step in prepay_steps.STEPS
    return Done(taken, Changes(disputes=frozenset({case.key}), deadlines=True, fund=fund))


def step_in(
    session: Session,
    desk: Desk,
    case: Dispute,
    step: Step,
    facts: Facts,
    *,
    moment: datetime,
    why: str | None = None,
    action: str | None = None,
) -> StepTaken:
    """Take a step within a transaction that does more; `facts` as read. Refuses what the step refuses."""
    act = _act(session, desk, case, (step, facts), moment, action)
    taken = take(case, step, facts, act)
    after = taken.case
    if not taken.waits:
        after = clocks.after_step(case, after, step, facts, at=moment, rules=clocks.Rules(desk.law, desk.calendar))
    stored = disputes.save(session, case, after)
    vouchers = () if taken.waits or act.fund is None else prepay_vouchers.vouchers(case, after, step, facts, act.fund)
    if vouchers:
        fund_facts.must_be_sound(desk)
    told = {**_told(case, after, step, facts), **_consequences(case, after, step, act, vouchers)}
    name = f"dispute.{step.value}.asked" if taken.waits else f"dispute.{step.value}"
    seq = record.append(session, Entry(name, moment, desk.clerk.key, case.key, told, why))
    booked = ledger.book(session, vouchers, _occasion(stored, facts, act, seq)) if vouchers else ()
    papers = tuple((kind, bool(stored.issued(kind))) for kind in called_for(taken.papers, stored))
    return StepTaken(stored, papers, taken.waits, booked)


def _consequences(
    case: Dispute, after: Dispute, step: Step, act: Act, vouchers: tuple[Voucher, ...]
) -> dict[str, object]:
    """What the record tells beside the facts: of a prepayment step all that it changed, and what was booked."""
    if step not in prepay_steps.STEPS:
        return replay.consequences(case, after, act)
    told = replay.changes(case, after)
    return told | ({"vouchers": [voucher.told for voucher in vouchers]} if vouchers else {})


def _occasion(case: Dispute, facts: Facts, act: Act, seq: int) -> Occasion:
    own = case.prepayment
    return Occasion(
        at=act.at,
        clerk=act.clerk.key,
        action=act.fund.action if act.fund else "",
        seq=seq,
        dispute=case.key,
        round=own.round if own else None,
        merchant=own.merchant if own else None,
        bank_ref=facts.get("bank_ref") or "",
        why=facts.get("why") or "",
    )


def _repeated(session: Session, case: Dispute, step: Step, key: str) -> StepTaken:
    papers = tuple((kind, bool(case.issued(kind))) for kind in called_for(STEPS[step].papers, case))
    waits = any(one.step is step for one in case.awaiting)
    return StepTaken(case, papers, waits, ledger.of_action(session, key), repeated=True)


def steps_of(desk: Desk, case: Dispute, fund: Fund) -> tuple[StepStatus, ...]:
    """What the present clerk may do with the dispute now, and why the rest may not be done."""
    now = desk.now()
    rules = clocks.Rules(desk.law, desk.calendar)
    return open_steps(case, Act(desk.clerk, now, now, needed=needed_of(case), rules=rules, fund=fund))


def _act(  # noqa: PLR0917 -- what an act is made of
    session: Session, desk: Desk, case: Dispute, told: tuple[Step, Facts], moment: datetime, action: str | None
) -> Act:
    step, facts = told
    fund = None
    if step in prepay_steps.STEPS:
        fund = fund_facts.of_step(session, case, moment, step=step, facts=facts, action=action or actions.fresh())
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
        fund=fund,
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
    if step is Step.PREPAY_PAY:
        told["account"] = mask_account(facts["account"])
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
