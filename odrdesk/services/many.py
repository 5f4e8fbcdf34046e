"""One act for many disputes: each is an act of its own, so that what was done stays where another is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import State, Step
from odrdesk.services import clerks, lists
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.steps import take_step
from odrdesk.storage import disputes

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
    rows = [found.row for found in lists.rows(desk, keys)]
    done: list[str] = []
    refused: list[tuple[str, Refusal]] = []
    same: list[str] = []
    changes: frozenset[int] = frozenset()
    broke: Fault | None = None
    at = 0
    for row in rows:
        if progress is not None and not progress(at, len(rows), row.number):
            break
        at += 1
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
    before = {row.number: row.officer for row in rows} if step is Step.ASSIGN else {}
    left = tuple(row.number for row in rows[at:])
    officer = str(facts.get("officer", ""))
    told = Outcome(tuple(done), tuple(refused), left, before, tuple(same), broke, officer)
    return Done(told, Changes(disputes=changes, deadlines=bool(changes)))


def assign_back(desk: Desk, officers: Mapping[str, str], why: str, *, given: str) -> Done[int]:
    """Give disputes back to the officers they had, by their numbers; how many went back. Who refuses is left.

    Only what `given` still has goes back: who was assigned later stays. Refuses `assign.overtaken` where that is all.
    """
    names = {seat.clerk.key: seat.name for seat in clerks.roll(desk)}
    with desk.reading() as session:
        holders = {number: disputes.load(session, number).officer for number in officers}
    still = [number for number, key in holders.items() if key is not None and names.get(key) == given]
    if not still:
        raise Refusal("assign.overtaken")
    changes: frozenset[int] = frozenset()
    for number in still:
        try:
            took = take_step(desk, number, Step.ASSIGN, {"officer": officers[number]}, why=why)
        except Refusal:
            # An officer who left meanwhile, or a case that was closed: nothing else can be taken back for it.
            continue
        changes |= took.changes.disputes
    return Done(len(changes), Changes(disputes=changes, deadlines=bool(changes)))
