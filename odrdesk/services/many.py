"""One act for many disputes: each is an act of its own, so that what was done stays where another is refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from odrdesk.domain import replay
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.services import clerks, lists
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.past import setting_of
from odrdesk.services.steps import take_step
from odrdesk.storage import disputes, parties, record
from odrdesk.storage.listing import Row

UNASSIGNED = "dispute.unassign"
CHUNK = 200
"""So many rows are read at once: of a whole list, the last would be as they were minutes before their turn."""
_ASSIGNED = f"{replay.OF_DISPUTE}{Step.ASSIGN.value}"
Progress = Callable[[int, int, str], bool]
"""Hears how many of how many are through, and the number of the next; False stops before it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The numbers of the disputes it was done for, who refused and why, and those it never came to.

    `before` has the officer each one had (None: nobody), where it was assigned to `officer`; `same` had that officer
    already. `broke` is what ended it before its time.
    """

    done: tuple[str, ...]
    refused: tuple[tuple[str, Refusal], ...]
    left: tuple[str, ...]
    before: Mapping[str, str | None]
    same: tuple[str, ...] = ()
    broke: Fault | None = None
    officer: str = ""


def take_each(
    desk: Desk,
    keys: Sequence[int],
    step: Step,
    facts: Mapping[str, object],
    *,
    why: str = "",
    progress: Progress | None = None,
) -> Done[Outcome]:
    """Take one step of each of these disputes, with the same facts and note. What refuses is told, not raised.

    So is a fault, once something was done: raised, it would say that nothing was, and all be done a second time.
    """
    numbers = tuple(lists.versions(desk, keys))
    done: list[str] = []
    refused: list[tuple[str, Refusal]] = []
    same: list[str] = []
    before: dict[str, str | None] = {}
    changes: set[int] = set()
    broke: Fault | None = None
    at = 0
    for row in _rows(desk, keys):
        if progress is not None and not progress(at, len(numbers), row.number):
            break
        at += 1
        if step is Step.ASSIGN:
            before[row.number] = row.officer
        if step is Step.ASSIGN and row.officer == facts.get("officer") and row.state is not State.ACCEPTED:
            same.append(row.number)
            continue
        try:
            took = take_step(desk, row.number, step, facts, why=why.strip() or None)
        except Refusal as no:
            refused.append((row.number, no))
        except Fault as fault:
            if not done:
                raise
            broke, at = fault, at - 1
            break
        else:
            done.append(row.number)
            changes |= took.changes.disputes
    officer = str(facts.get("officer", ""))
    told = Outcome(tuple(done), tuple(refused), numbers[at:], before, tuple(same), broke, officer)
    return Done(told, Changes(disputes=frozenset(changes), deadlines=bool(changes)))


def assign_back(desk: Desk, officers: Mapping[str, str | None], why: str, *, given: str) -> Done[int]:
    """Give disputes back to the officers they had, by their numbers (None: to nobody); how many went back.

    Only what `given` (empty: nobody) still has goes back: who was assigned later stays. Who refuses is left; refuses
    `assign.overtaken` where nothing went back.
    """
    names = {seat.clerk.key: seat.name for seat in clerks.roll(desk)}
    with desk.reading() as session:
        holders = {number: disputes.load(session, number).officer for number in officers}
    still = [number for number, key in holders.items() if (names.get(key, "") if key is not None else "") == given]
    changes: set[int] = set()
    last = Refusal("assign.overtaken")
    for number in still:
        officer = officers[number]
        try:
            if officer is None:
                changes |= unassign(desk, number, why).changes.disputes
            else:
                changes |= take_step(desk, number, Step.ASSIGN, {"officer": officer}, why=why).changes.disputes
        except Refusal as no:
            # An officer who left meanwhile, or a case that was closed: nothing else can be taken back for it.
            last = no
    if not changes:
        raise last
    return Done(len(changes), Changes(disputes=frozenset(changes), deadlines=True))


def unassign(desk: Desk, number: str, why: str) -> Done[None]:
    """Take the assignment of a dispute that had nobody back: nobody has it again, and an entry of its own says so.

    Only that assignment: refuses `assign.overtaken` where nobody was assigned, where somebody had it before, or where
    a step was taken since; `step.role` but for an officer.
    """
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("step.role", step=Step.ASSIGN, role=Role.OFFICER)
    with desk.writing() as session:
        case = disputes.load(session, number)
        if not _first_assigned(session, desk, case):
            raise Refusal("assign.overtaken")
        after = replace(case, officer=None)
        disputes.save(session, case, after)
        told = {"officer": _name(session, case.officer), **replay.changes(case, after)}
        record.append(session, Entry(UNASSIGNED, desk.now(), desk.clerk.key, case.key, told, why.strip() or None))
    return Done(None, Changes(disputes=frozenset({case.key}), deadlines=True))


def _rows(desk: Desk, keys: Sequence[int]) -> Iterator[Row]:
    for start in range(0, len(keys), CHUNK):
        yield from (found.row for found in lists.rows(desk, keys[start : start + CHUNK]))


def _first_assigned(session: Session, desk: Desk, case: Dispute) -> bool:
    """Whether the last step of the dispute gave it to an officer after nobody had it, and left the state as it was."""
    entries = record.entries(session, case.key)
    steps = [place for place, one in enumerate(entries) if one.entry.act.startswith(replay.OF_DISPUTE)]
    if case.officer is None or not steps or entries[steps[-1]].entry.act != _ASSIGNED:
        return False
    told = entries[: steps[-1]]
    if not told:
        return False
    *_rest, before = replay.stages(told, setting_of(session, desk), replay.seed_of(case, entries))
    return before.case.officer is None and before.case.state is case.state


def _name(session: Session, key: int | None) -> str:
    return next((clerk.name for clerk in parties.clerks(session) if clerk.key == key), "")
