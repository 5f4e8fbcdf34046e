"""Several claims on the fund decided at once: each an act of its own, one that is refused keeps none of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Step
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.steps import StepTaken, take_step


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a claim: `step` approves, returns or rejects it. `key` makes it safe to do again.

    `version` is the dispute as the person saw it: what changed since is decided by nobody unseen.
    """

    number: str
    step: Step
    key: str
    version: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a decision: the step taken, why it was refused, or what broke; those after it were not begun."""

    decision: Decision
    taken: StepTaken | None = None
    refusal: Refusal | None = None
    fault: Fault | None = None


def decide(desk: Desk, decisions: Sequence[Decision]) -> Done[tuple[Decided, ...]]:
    """Take each decision in turn, in a transaction of its own; what is refused is told and the next one taken.

    A fault ends it: raised where nothing was booked yet, else told, for what was booked stays booked.
    """
    told: list[Decided] = []
    disputes: frozenset[int] = frozenset()
    for one in decisions:
        facts = {"why": one.why} if one.why else {}
        try:
            done = take_step(desk, one.number, one.step, facts, expected=one.version, key=one.key)
        except Refusal as no:
            told.append(Decided(one, refusal=no))
            continue
        except Fault as fault:
            if not disputes:
                raise
            told.append(Decided(one, fault=fault))
            break
        disputes |= done.changes.disputes
        told.append(Decided(one, done.value))
    return Done(tuple(told), Changes(disputes=disputes, deadlines=bool(disputes), fund=bool(disputes)))
