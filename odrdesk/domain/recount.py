"""Running clocks counted again by a newer calendar; what was printed or has passed keeps its day, with a note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from odrdesk.domain.counting import AGREED, Rules, counted, rule_of
from odrdesk.domain.dispute import OF_PREPAYMENT, Clock, Dispute, PaperMark, Recount
from odrdesk.domain.prepay_clocks import APPEAL, NOTICE, PAY, TOPUP
from odrdesk.domain.vocabulary import Kept, PaperKind
from odrdesk.domain.workdays import day_of

_OF_THE_FUND = (
    (PaperKind.LIABILITY_NOTICE, NOTICE),
    (PaperKind.PREPAYMENT_NOTICE, PAY),
    (PaperKind.TOPUP_NOTICE, TOPUP),
    (PaperKind.TOPUP_NOTICE, APPEAL),
    (PaperKind.RECOVERY_NOTICE, TOPUP),
    (PaperKind.RECOVERY_NOTICE, APPEAL),
)
"""Which windows the papers of the prepayment fund name; the later row speaks where both papers were issued."""


@dataclass(frozen=True, slots=True)
class Move:
    """A clock before and after; `kept` says why its day stayed although another one is counted."""

    before: Clock
    after: Clock

    @property
    def kept(self) -> Kept | None:
        """Why the day stayed, or None where it follows the calendar."""
        return self.after.recount.kept if self.after.recount else None

    @property
    def moved(self) -> bool:
        """Whether the day itself is another one now."""
        return (self.before.raw, self.before.due) != (self.after.raw, self.after.due)


def printed(case: Dispute) -> Mapping[str, str]:
    """The rules whose day stands on a valid paper, with its number.

    The acceptance notice names the whole limit, papers of the prepayment fund name its windows.
    """
    whole = "R-ODR" if case.clock("R-ODR") else "R-TOTAL"
    named = [(PaperKind.ACCEPTANCE_NOTICE, whole), *_OF_THE_FUND]
    last = [(rule, issued[-1]) for kind, rule in named if (issued := case.issued(kind))]
    return {rule: paper.number for rule, paper in last if _since(case, rule, paper)}


def _since(case: Dispute, rule: str, paper: PaperMark) -> bool:
    """Whether a paper of the fund was issued once the clock had begun; the acceptance notice always names its own."""
    clock = case.clock(rule)
    return clock is None or paper.kind not in OF_PREPAYMENT or day_of(paper.issued_at) >= clock.start


def recounted(
    case: Dispute, rules: Rules, *, years: Iterable[int], today: date, notice: str
) -> tuple[Dispute, tuple[Move, ...]]:
    """The dispute with its running clocks counted again, and what changed on them.

    Counted are those marked provisional and those that touch one of the years. A clock that was stopped, one whose day
    the parties agreed and one that counts hours stay.
    """
    touched, papers = frozenset(years), printed(case)
    moves = []
    clocks = []
    for clock in case.clocks:
        after = _again(clock, rules, today, papers, notice) if _counts(clock, touched, rules) else clock
        clocks.append(after)
        if after != clock:
            moves.append(Move(clock, after))
    return replace(case, clocks=tuple(clocks)), tuple(moves)


def told(moves: Iterable[Move]) -> list[dict[str, object]]:
    """The moves as plain values, for people who read the record; replaying takes the clocks themselves."""
    return [
        {
            "rule": move.before.rule,
            "old": move.before.due.isoformat(),
            "new": move.after.due.isoformat(),
            "counted": (move.after.recount.due if move.after.recount else move.after.due).isoformat(),
            "kept": move.kept.value if move.kept else None,
        }
        for move in moves
    ]


def _counts(clock: Clock, years: frozenset[int], rules: Rules) -> bool:
    if not clock.running or clock.version == AGREED or clock.due_at or rule_of(clock, rules.law) is None:
        return False
    return clock.provisional or not years.isdisjoint(range(clock.start.year, clock.due.year + 1))


def _again(clock: Clock, rules: Rules, today: date, papers: Mapping[str, str], notice: str) -> Clock:
    after = counted(clock, rules)
    if (after.raw, after.due) == (clock.raw, clock.due):
        return replace(after, recount=None)
    paper = papers.get(clock.rule)
    kept = Kept.PRINTED if paper else Kept.PASSED if clock.due < today else None
    if kept is None:
        return replace(after, recount=None)
    recount = Recount(after.raw, after.due, kept, notice, paper)
    return replace(clock, provisional=after.provisional, recount=recount)
