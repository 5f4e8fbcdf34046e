"""The life of a case as figures see it: its acts with their days, its decisive clocks, the money that moved.

`standing` says where it stood at the end of a day, from what had happened by then; nothing later is looked at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from odrdesk.domain.vocabulary import Category, Channel, State, Step

ODR, TOTAL = "R-ODR", "R-TOTAL"
ACTS = frozenset({
    Step.REGISTER, Step.MERGE_INTO, Step.UNMERGE, Step.LAPSE, Step.REFUSE, Step.TRANSFER, Step.ACCEPT, Step.SETTLE,
    Step.EXT_AGREED, Step.BREACH, Step.WITHDRAW, Step.FAIL, Step.TO_REGULATOR, Step.CLOSE, Step.REOPEN,
    Step.PREPAY_PAID, Step.PREPAY_REVERSE,
})  # fmt: skip
"""The acts that figures depend on; all others leave them as they are."""


class Result(StrEnum):
    """How a concluded case (办结) ended; refused, transferred and merged ones are not concluded."""

    SETTLED = "settled"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class MoneyKind(StrEnum):
    """Money that figures count.

    The first three were performed to the consumer: refund, punitive damages (加倍赔偿), anything else. `direct` the
    merchant paid when the fund warned it. `prepaid` the fund paid, `returned` the consumer gave back to it, and
    `recovered` came back from the merchant; what was reversed stands there again, with the other sign.
    """

    REFUND = "refund"
    EXTRA = "extra"
    OTHER = "other"
    DIRECT = "direct"
    PREPAID = "prepaid"
    RETURNED = "returned"
    RECOVERED = "recovered"


class Mark(NamedTuple):
    """One act and its day; `left` is the state it led to where the act alone does not tell (payouts)."""

    act: Step
    on: date
    left: State | None = None


class Span(NamedTuple):
    """A clock of R-ODR or R-TOTAL: its first day, its last by the rule, and when it stopped."""

    rule: str
    start: date
    due: date
    stopped: date | None = None


class Moved(NamedTuple):
    """Money that moved on a day, in fen; negative where it was taken off again."""

    kind: MoneyKind
    on: date
    fen: int


@dataclass(frozen=True, slots=True)
class Life:
    """What figures need of a case; marks in the order of writing, spans in the order in which they began."""

    number: str
    category: Category
    channel: Channel
    marks: Sequence[Mark] = ()
    spans: Sequence[Span] = ()
    money: Sequence[Moved] = ()


@dataclass(slots=True)
class Standing:
    """Where a case stood at the end of a day: the days of what had happened, None for what had not, or was undone.

    `handled` is the day on which the parties agreed, failed to, or the consumer withdrew; `closed` that of closing.
    """

    registered: date | None = None
    accepted: date | None = None
    refused: date | None = None
    merged: date | None = None
    transferred: date | None = None
    handled: date | None = None
    closed: date | None = None
    outcome: Result | None = None
    to_regulator: bool = False

    @property
    def result(self) -> Result | None:
        """How a closed case ended; None for one that is not closed, and for one that counts as none."""
        apart = self.refused or self.merged or self.transferred
        return None if self.closed is None or apart else self.outcome

    @property
    def open(self) -> bool:
        """Whether the desk still had something to do."""
        ended = self.closed or self.refused or self.merged or self.transferred
        return self.registered is not None and ended is None and self.outcome is not Result.WITHDRAWN


@dataclass(slots=True)
class _Told:
    stood: Standing = field(default_factory=Standing)

    def settled(self, mark: Mark) -> None:
        self._ended(Result.SETTLED, mark)

    def failed(self, mark: Mark) -> None:
        self._ended(Result.FAILED, mark)

    def withdrawn(self, mark: Mark) -> None:
        self._ended(Result.WITHDRAWN, mark)

    def _ended(self, result: Result, mark: Mark) -> None:
        # What ended the talks first counts as the day, also where an outside body brought the agreement later.
        self.stood.outcome = result
        self.stood.handled = self.stood.handled or mark.on

    def begun_again(self, _mark: Mark) -> None:
        self.stood.outcome = self.stood.handled = self.stood.closed = None

    def closed(self, mark: Mark) -> None:
        self.stood.closed = mark.on

    def registered(self, mark: Mark) -> None:
        self.stood.registered = mark.on

    def accepted(self, mark: Mark) -> None:
        self.stood.accepted = self.stood.accepted or mark.on

    def refused(self, mark: Mark) -> None:
        self.stood.refused = mark.on

    def transferred(self, mark: Mark) -> None:
        self.stood.transferred = mark.on

    def merged(self, mark: Mark) -> None:
        self.stood.merged = mark.on

    def unmerged(self, _mark: Mark) -> None:
        self.stood.merged = None

    def sent(self, _mark: Mark) -> None:
        self.stood.to_regulator = True

    def paid(self, mark: Mark) -> None:
        """A payout of the whole claim counts as settled; of a part, it changes nothing."""
        if mark.left is State.PERFORMED:
            self._ended(Result.SETTLED, mark)

    def unpaid(self, mark: Mark) -> None:
        """A payout that the bank sent back leaves the case where it stood before."""
        if mark.left is None:
            return
        agreed = mark.left in {State.SETTLED, State.PERFORMING}
        self.stood.outcome = Result.SETTLED if agreed else None
        if mark.left in {State.FAILED, State.EXT_DONE}:
            self.stood.outcome = Result.FAILED
        elif not agreed:
            self.stood.handled = None


_TELLS: Mapping[Step, Callable[[_Told, Mark], None]] = {
    Step.REGISTER: _Told.registered,
    Step.ACCEPT: _Told.accepted,
    Step.REFUSE: _Told.refused,
    Step.LAPSE: _Told.refused,
    Step.TRANSFER: _Told.transferred,
    Step.MERGE_INTO: _Told.merged,
    Step.UNMERGE: _Told.unmerged,
    Step.SETTLE: _Told.settled,
    Step.EXT_AGREED: _Told.settled,
    Step.FAIL: _Told.failed,
    Step.WITHDRAW: _Told.withdrawn,
    Step.BREACH: _Told.begun_again,
    Step.REOPEN: _Told.begun_again,
    Step.TO_REGULATOR: _Told.sent,
    Step.CLOSE: _Told.closed,
    Step.PREPAY_PAID: _Told.paid,
    Step.PREPAY_REVERSE: _Told.unpaid,
}


def standing(life: Life, last: date) -> Standing:
    """Where the case stood at the end of a day."""
    told = _Told()
    for mark in life.marks:
        if mark.on <= last:
            _TELLS[mark.act](told, mark)
    return told.stood


def on_time(life: Life, last: date) -> bool:
    """Whether R-ODR (other channels: R-TOTAL) had stopped on or before its due day; a case without one was not late."""
    span = _decisive(life, last)
    return span is None or (span.stopped is not None and span.stopped <= min(span.due, last))


def overdue(life: Life, last: date, since: date) -> bool:
    """Whether a clock that decides on being in time still ran at the end of the last day, and its due day had passed.

    `since` is the first day on which a due day before it is missed.
    """
    return any(
        span.start <= last and span.due < since and (span.stopped is None or span.stopped > last) for span in life.spans
    )


def _decisive(life: Life, last: date) -> Span | None:
    begun = [span for span in life.spans if span.start <= last]
    own, other = (ODR, TOTAL) if life.channel is Channel.ODR12315 else (TOTAL, ODR)
    of_own = [span for span in begun if span.rule == own]
    of_other = [span for span in begun if span.rule == other]
    return (of_own or of_other)[-1] if of_own or of_other else None
