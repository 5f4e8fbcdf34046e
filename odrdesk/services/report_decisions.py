"""The decisions in a case: who took each, who countersigned, on what ground."""

from odrdesk.documents.report_facts import DecisionFacts
from odrdesk.domain.grounds import GroundOf
from odrdesk.domain.record import Written
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import day_of
from odrdesk.services.cases import CaseView
from odrdesk.services.report_sayings import ASKED, STEP, Sayings, zh

S = Step
DECISIONS = frozenset({
    S.ACCEPT, S.REFUSE, S.LAPSE, S.TRANSFER, S.MERGE_INTO, S.UNMERGE, S.ESCALATE, S.EXTEND, S.FAIL, S.WITHDRAW,
    S.CLOSE, S.REOPEN, S.PREPAY_RECOMMEND, S.PREPAY_APPROVE, S.PREPAY_REJECT, S.PREPAY_RETURN, S.WRITE_OFF,
    S.APPEAL_UPHELD, S.APPEAL_DISMISSED, S.PREPAY_REVERSE, S.IP_MEASURES, S.IP_LIFT, S.TO_REGULATOR, S.TO_COUNCIL,
})  # fmt: skip
_RESTS_ON = {S.REFUSE: GroundOf.REFUSAL, S.EXT_TERMINATED: GroundOf.TERMINATION}


def decisions(view: CaseView, sayings: Sayings) -> tuple[DecisionFacts, ...]:
    """In the order of the record; a step that two people take is one decision with both names."""
    made: list[DecisionFacts] = []
    asked: dict[Step, Written] = {}
    for written in view.record:
        code = written.entry.act.removeprefix(STEP)
        step = _step(code.removesuffix(ASKED))
        if step not in DECISIONS or step is None:
            continue
        if code.endswith(ASKED):
            asked[step] = written
            continue
        made.append(_decision(view, step, written, sayings, asked.pop(step, None)))
    made.extend(_waiting(step, one, sayings) for step, one in asked.items() if _awaits(view, step))
    return tuple(made)


def _step(code: str) -> Step | None:
    return Step(code) if code in list(Step) else None


def _awaits(view: CaseView, step: Step) -> bool:
    return any(one.step is step for one in view.case.awaiting)


def _decision(view: CaseView, step: Step, written: Written, sayings: Sayings, first: Written | None) -> DecisionFacts:
    who = written.clerk_name or sayings.words.label("desk")
    return DecisionFacts(
        on=day_of(written.entry.at),
        what=zh("step", step.value),
        by=(first.clerk_name or "") if first else who,
        countersigned=who if first else "",
        ground=_ground(view, step, first or written, sayings),
    )


def _waiting(step: Step, written: Written, sayings: Sayings) -> DecisionFacts:
    return DecisionFacts(
        on=day_of(written.entry.at),
        what=zh("step", step.value),
        by=written.clerk_name or "",
        ground=sayings.text(written),
        waits=True,
    )


def _ground(view: CaseView, step: Step, written: Written, sayings: Sayings) -> str:
    """The law's words where the step rests on a numbered ground, else what was told of it."""
    of = _RESTS_ON.get(step)
    found = view.grounds.get(of) if of else None
    if found is None:
        return sayings.text(written)
    why = sayings.hide(str(written.entry.facts.get("why") or ""))
    return "\n".join(part for part in (found.words, found.source, why) if part)
