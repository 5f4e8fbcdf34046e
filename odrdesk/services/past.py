"""A case as it stood on a past day: put together from its record, for looking only.

What counts is what was known then: the entries written by that moment, whatever day they tell of. What was written
later about days before is named apart, so that nobody takes a gap of that day for neglect.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session

from odrdesk.domain import differences, replay
from odrdesk.domain.clocks import Rules
from odrdesk.domain.differences import Difference
from odrdesk.domain.dispute import Dispute, EvidenceMark, PaperMark
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Item
from odrdesk.domain.paper_life import Delivered, Life, Signed
from odrdesk.domain.record import Written
from odrdesk.domain.steps import STEPS, StepStatus
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import SHANGHAI, day_of
from odrdesk.services import cases
from odrdesk.services.cases import CaseView
from odrdesk.services.desk import Desk
from odrdesk.services.remedies import floor
from odrdesk.storage import disputes, parties, record
from odrdesk.storage.papers import Paper

TICK = timedelta(seconds=1)


class Later(NamedTuple):
    """An entry written after the moment looked at; `told_late` where what it tells had happened by then."""

    written: Written
    told_late: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A case as it stood at `moment` (aware UTC): its view, in which nothing may be done, and what came after."""

    view: CaseView
    moment: datetime
    later: tuple[Later, ...]
    changed: tuple[Difference, ...]

    @property
    def day(self) -> date:
        """The day in Shanghai."""
        return day_of(self.moment)


def end_of(day: date) -> datetime:
    """The last second of a day in Shanghai (aware UTC)."""
    return (datetime.combine(day + timedelta(days=1), time(), SHANGHAI) - TICK).astimezone(UTC)


def as_of(desk: Desk, number: str, moment: datetime) -> Past:
    """The case as it was known at a moment (aware); `end_of` gives that of a day.

    Refuses `dispute.unknown`, a day to come (`past.in_future`), one before the registration (`past.not_yet`), and a
    record that cannot be put together (`past.erased`, `past.not_told`, `past.unreadable`).
    """
    if day_of(moment) > desk.today():
        raise Refusal("past.in_future", "on", day=day_of(moment).isoformat(), today=desk.today().isoformat())
    with desk.reading() as session:
        case = disputes.load(session, number)
        entries = record.entries(session, case.key)
        written = _written_by(entries, moment)
        if written == 0:
            began = entries[0].written_at if entries else desk.now()
            raise Refusal("past.not_yet", "on", day=day_of(moment).isoformat(), registered=day_of(began).isoformat())
        return _past(session, desk, (case, entries), written, moment)


def after_entry(desk: Desk, number: str, seq: int) -> Past:
    """The case as it was when an entry of its record (by `seq`) had just been written.

    Refuses `dispute.unknown`, `record.unknown` for an entry that is not of this case, and what `as_of` refuses.
    """
    with desk.reading() as session:
        case = disputes.load(session, number)
        entries = record.entries(session, case.key)
        place = next((place for place, one in enumerate(entries, 1) if one.seq == seq), None)
        if place is None:
            raise Refusal("record.unknown", "seq", seq=seq)
        return _past(session, desk, (case, entries), place, entries[place - 1].written_at)


def setting_of(session: Session, desk: Desk) -> replay.Setting:
    """What a replay of this desk's cases looks at beside their records."""
    people = {clerk.name: clerk.key for clerk in parties.clerks(session)}
    return replay.Setting(Rules(desk.law, desk.calendar), people)


def _written_by(entries: tuple[Written, ...], moment: datetime) -> int:
    """How many entries were there: those before the first that was written later (a practice clock may go back)."""
    return next((place for place, one in enumerate(entries) if one.written_at > moment), len(entries))


def _past(
    session: Session, desk: Desk, known: tuple[Dispute, tuple[Written, ...]], written: int, moment: datetime
) -> Past:
    case, entries = known
    then = _replayed(session, desk, case, entries, written)
    view = cases.view_of(session, desk, then, day_of(moment))
    marks = {mark.key: mark for mark in then.papers}
    papers = (_as_it_was(paper, marks[paper.mark.key]) for paper in view.papers if paper.mark.key in marks)
    steps = tuple(_looked_at(step, day_of(moment)) for step in STEPS if step is not Step.REGISTER)
    kept = tuple(one for one in view.worksheets if one.made_at <= moment)
    seen = replace(
        view,
        steps=steps,
        primary=None,
        papers=tuple(papers),
        lives={key: _as_noted(life, moment) for key, life in view.lives.items()},
        record=entries[:written],
        worksheets=kept,
        evidence=tuple(_as_it_lay(item, then, entries[:written]) for item in view.evidence if _marks(then, item)),
        floor=floor(desk, then, kept),
    )
    later = tuple(Later(one, one.entry.at <= moment) for one in entries[written:])
    return Past(seen, moment, later, differences.between(then, case))


def _replayed(session: Session, desk: Desk, case: Dispute, entries: tuple[Written, ...], written: int) -> Dispute:
    seed = None if "complaint" in entries[0].entry.facts else replay.seed_of(case, entries)
    stages = list(replay.stages(entries[:written], setting_of(session, desk), seed))
    then = stages[-1].case
    # Version 0.1.0 told a paper's number, not its key.
    keys = {mark.number: mark.key for mark in case.papers}
    papers = tuple(replace(mark, key=mark.key or keys.get(mark.number, 0)) for mark in then.papers)
    return replace(then, key=case.key, papers=papers)


def _as_noted(life: Life, moment: datetime) -> Life:
    """The logs as far as they had been written."""
    return Life(
        tuple(one for one in life.prints if one.at <= moment),
        tuple(
            replace(one, corrected_by=None) if _later(life.deliveries, one.corrected_by, moment) else one
            for one in life.deliveries
            if one.noted_at <= moment
        ),
        tuple(
            replace(one, corrected_by=None) if _later(life.signed, one.corrected_by, moment) else one
            for one in life.signed
            if one.noted_at <= moment
        ),
    )


def _later(entries: Iterable[Delivered | Signed], key: int | None, moment: datetime) -> bool:
    return any(one.key == key and one.noted_at > moment for one in entries)


def _as_it_was(paper: Paper, mark: PaperMark) -> Paper:
    return replace(paper, mark=mark) if mark.void else replace(paper, mark=mark, void_at=None, void_why=None)


def _marks(then: Dispute, item: Item) -> tuple[EvidenceMark, ...]:
    return tuple(mark for mark in then.evidence if mark.key == item.key)


def _as_it_lay(item: Item, then: Dispute, entries: Iterable[Written]) -> Item:
    """The row tells of today: since then it may have been withdrawn, taken back, or withdrawn for another reason."""
    lay = replace(item, withdrawn_at=None, withdrawn_by=None, withdrawn_why=None, replaced_by=None)
    if _marks(then, item)[0].valid:
        return lay
    told = (one.entry for one in entries if one.entry.act == "evidence.withdraw" and one.entry.facts["id"] == item.key)
    gone = list(told)[-1]
    by: Any = gone.facts.get("replaced_by")
    return replace(lay, withdrawn_at=gone.at, withdrawn_by=gone.clerk, withdrawn_why=gone.why, replaced_by=by)


def _looked_at(step: Step, day: date) -> StepStatus:
    return StepStatus(step, STEPS[step].role, open=False, refusal=Refusal("past.read_only", day=day.isoformat()))
