"""What becomes of an issued paper: printed, delivered (送达), brought back signed; each a log that only grows.

A correction of a delivery or of a signed scan is a further entry that names the one it takes the place of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from odrdesk.domain.errors import Refusal
from odrdesk.domain.paper_vocabulary import DeliveryWay, PaperStage
from odrdesk.domain.vocabulary import PaperKind

TO_SIGN = frozenset(
    {
        PaperKind.SETTLEMENT_AGREEMENT,
        PaperKind.PERFORMANCE_RECEIPT,
        PaperKind.PREPAYMENT_APPLICATION,
        PaperKind.PAYMENT_CONFIRMATION,
        PaperKind.SUBROGATION_CONFIRMATION,
    }
)
"""Papers that somebody outside the desk signs: they are finished when the signed one is back."""

DESK_COPY = "desk"
"""The copy (联) that stays: nobody has to receive it."""

SHORT, LONG = 120, 500


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it is told: how, when (aware; None for now), to whom, and what shows it.

    `receipt` is free text (a name, a tracking number), `evidence` the key of an item of the case. `corrects` is the
    key of the entry that this one takes the place of.
    """

    how: DeliveryWay
    at: datetime | None = None
    to: str = ""
    receipt: str = ""
    evidence: int | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery as it stands in the log; `corrected_by` names the entry that took its place."""

    key: int
    paper: int
    how: DeliveryWay
    at: datetime
    to: str
    receipt: str
    evidence: int | None
    clerk: int
    noted_at: datetime
    why: str | None = None
    corrected_by: int | None = None

    @property
    def shown(self) -> bool:
        """Whether something shows that it arrived."""
        return bool(self.receipt) or self.evidence is not None


@dataclass(frozen=True, slots=True)
class Printed:
    """One printing: `turn` 0 is the issued original, n the reprint marked 副本 n; `sha256` of the bytes printed."""

    key: int
    paper: int
    turn: int
    at: datetime
    clerk: int
    printer: str
    copies: int
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed scan attached back to its paper; the file lies in the vault under its hash."""

    key: int
    paper: int
    name: str
    sha256: str
    size: int
    by: str
    at: datetime
    clerk: int
    noted_at: datetime
    why: str | None = None
    corrected_by: int | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """The logs of one paper, oldest first."""

    prints: tuple[Printed, ...] = ()
    deliveries: tuple[Delivered, ...] = ()
    signed: tuple[Signed, ...] = ()

    @property
    def delivered(self) -> tuple[Delivered, ...]:
        """The deliveries that stand."""
        return standing(self.deliveries)

    @property
    def scans(self) -> tuple[Signed, ...]:
        """The signed scans that stand."""
        return standing(self.signed)

    @property
    def turn(self) -> int:
        """Which turn the next printing is: 0 for the original."""
        return max((one.turn + 1 for one in self.prints), default=0)


Noted = TypeVar("Noted", Delivered, Signed)


def standing(entries: Iterable[Noted]) -> tuple[Noted, ...]:
    """The entries whose place no later one took."""
    return tuple(one for one in entries if one.corrected_by is None)


def stage_of(kind: PaperKind, copy: str, life: Life, *, void: bool = False, signed: bool = False) -> PaperStage:
    """Where a paper is; `signed` says that another copy of the same paper came back signed.

    A copy of the desk is done once it is printed, but for papers that are to be signed.
    """
    if void:
        return PaperStage.VOID
    if signed or life.scans:
        return PaperStage.DONE
    if not (life.prints or life.delivered):
        return PaperStage.WAITING_PRINT
    if kind in TO_SIGN:
        return PaperStage.WAITING_RECEIPT
    arrived = copy == DESK_COPY or any(one.shown for one in life.delivered)
    return PaperStage.DONE if arrived else PaperStage.WAITING_RECEIPT


def checked(told: Delivery) -> Delivery:
    """The delivery with its texts trimmed.

    Refuses a missing addressee (`paper.delivery_needs_to`) and texts that are too long (`paper.text_too_long`).
    """
    to, receipt = " ".join(told.to.split()), " ".join(told.receipt.split())
    if not to:
        raise Refusal("paper.delivery_needs_to", "to")
    for name, text, most in (("to", to, SHORT), ("receipt", receipt, LONG)):
        if len(text) > most:
            raise Refusal("paper.text_too_long", name, limit=most)
    return Delivery(told.how, told.at, to, receipt, told.evidence, told.corrects)
