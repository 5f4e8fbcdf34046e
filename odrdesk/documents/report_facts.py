"""The plain values a case report (案件报告) is made from, chosen and masked as all papers' facts are.

Words of the vocabularies come as words; a code stands only where the layout draws it in a colour.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from odrdesk.documents.facts import ItemFacts, PaperFacts, received
from odrdesk.domain.money import Fen


class Tone(StrEnum):
    """What kind of thing happened, or how a time limit or a paper stands: the colour of a dot or a chip."""

    PLAIN = "plain"
    GOOD = "good"
    CARE = "care"
    BAD = "bad"
    QUIET = "quiet"


class LimitState(StrEnum):
    """How a time limit stands."""

    KEPT = "kept"
    LATE = "late"
    RUNNING = "running"
    OVERDUE = "overdue"
    PAUSED = "paused"
    PASSED = "passed"
    """A right that ran out: nobody was late."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the record. `written_at` only where it was written later than it happened (补记)."""

    at: datetime
    title: str
    who: str
    text: str = ""
    tone: Tone = Tone.PLAIN
    written_at: datetime | None = None
    why_late: str = ""


@dataclass(frozen=True, slots=True)
class LimitFacts:
    """One time limit: days, or moments where it counts hours. `late` in working days; `paused` in calendar days."""

    name: str
    source: str
    start: date
    due: date
    state: LimitState
    whose: str = ""
    start_at: datetime | None = None
    due_at: datetime | None = None
    stopped_on: date | None = None
    late: int = 0
    paused: int = 0
    provisional: bool = False
    extended_from: date | None = None
    agreed: date | None = None


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """One round of the negotiation; `answer` is a code of the wording's table `answers`."""

    round: int
    by: str
    made_on: date
    terms: str
    total: Fen
    answer: str
    answered_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """One performance of the settlement."""

    on: date
    amount: Fen
    proof: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class CalledFacts:
    """One call-back."""

    on: date
    result: str
    reached: bool = True


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A kept worksheet of what the law gives. `extra` is None while no single answer stands."""

    name: str
    source: str
    law_on: date
    refund: Fen
    extra: Fen | None
    limit: Fen | None
    made_on: date
    made_by: str
    confirmed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One decision: who took it, who countersigned, on what ground. `waits` while the second person is awaited."""

    on: date
    what: str
    by: str
    countersigned: str = ""
    ground: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ExhibitFacts:
    """One item of evidence; `image` is a small JPEG of it where it is a picture that this copy may show."""

    name: str
    slot: str
    source: str
    taken_at: datetime
    size: int
    sha256: str
    proves: str = ""
    ending: str = ""
    withdrawn: str = ""
    """Why it was withdrawn, where it was."""
    image: bytes | None = field(default=None, repr=False, metadata={"told": False})
    """Made from the file that the hash names, so it is none of the facts."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One voucher of the fund in this case: cash out, cash back, and what the fund is out of pocket after it."""

    on: date
    number: str
    what: str
    out: Fen
    back: Fen
    balance: Fen


@dataclass(frozen=True, slots=True)
class IssuedFacts:
    """One paper of the case; `void_why` where it was declared void, `delivered` how it reached whom."""

    number: str
    title: str
    copy: str
    issued_on: date
    pages: int
    delivered: str = ""
    void: bool = False
    void_why: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LeadFacts:
    """One lead of a suspected offence and what became of it."""

    number: int
    noted_on: date
    what: str
    law: str = ""
    to: str = ""
    status: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """Something that was corrected, or written down later than it happened: what, by whom, why."""

    written_at: datetime
    what: str
    who: str
    why: str
    happened_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReport(PaperFacts):
    """案件报告: everything of one dispute as of `as_of`. Without a `number` it goes with a bundle and is no paper."""

    as_of: date
    issued_by: str
    masked: bool = False
    state: str
    state_code: str
    tone: Tone = Tone.PLAIN
    level: int
    channel: str
    category: str
    claims: str
    claimed: Fen | None = None
    received_at: datetime
    accepted_at: datetime | None = None
    concluded_at: datetime | None = None
    closed_at: datetime | None = None
    days: int
    dispute: str
    agency: str = ""
    base: str = ""
    broadcast_on: date | None = None
    timecode: str = ""
    signed_on: date | None = None
    knew_on: date | None = None
    point: str = ""
    happenings: tuple[Happening, ...] = ()
    limits: tuple[LimitFacts, ...] = ()
    offers: tuple[OfferFacts, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    agreed_on: date | None = None
    agreement_number: str = ""
    confirmed: tuple[str, ...] = ()
    """By what consumer and merchant confirmed the settlement."""
    performances: tuple[DoneFacts, ...] = ()
    performed: Fen = Fen(0)  # noqa: RUF009 -- an int
    unperformed: int = 0
    call_backs: tuple[CalledFacts, ...] = ()
    sheets: tuple[SheetFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    exhibits: tuple[ExhibitFacts, ...] = ()
    missing: tuple[str, ...] = ()
    prepayment: tuple[Pair, ...] = ()
    prepaid: Fen | None = None
    ledger: tuple[LedgerLine, ...] = ()
    issued: tuple[IssuedFacts, ...] = ()
    outside: tuple[Pair, ...] = ()
    leads: tuple[LeadFacts, ...] = ()
    ip: tuple[Pair, ...] = ()
    corrections: tuple[CorrectionFacts, ...] = ()
    reviewer: str = ""

    @property
    def total(self) -> Fen:
        """What the consumer receives by the settlement, in fen."""
        return received(self.items)
