"""A dispute (纠纷) as a value: what is known of it at one moment. A step makes a new one (`odrdesk.domain.steps`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.ip import IpBranch
from odrdesk.domain.leads import Lead
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.vocabulary import (
    ContactWith,
    EvidenceSlot,
    ExternalBody,
    FailGround,
    ItemKind,
    Kept,
    PaperKind,
    Payer,
    ReopenGround,
    Role,
    State,
    Step,
    Whose,
)
from odrdesk.domain.workdays import day_of

LOWEST_LEVEL = 1
HIGHEST_OWN_LEVEL = 3
ATTEMPTS_ENOUGH = 3
"""Call-backs in vain after which nobody need call again."""
OF_SETTLEMENT = frozenset({PaperKind.SETTLEMENT_AGREEMENT, PaperKind.SETTLEMENT_NOTICE})
"""Papers that a second settlement needs anew."""
OF_PREPAYMENT = frozenset({
    PaperKind.PREPAYMENT_APPLICATION, PaperKind.LIABILITY_NOTICE, PaperKind.PREPAYMENT_NOTICE,
    PaperKind.PREPAYMENT_REFUSAL_NOTICE, PaperKind.PAYMENT_CONFIRMATION, PaperKind.SUBROGATION_CONFIRMATION,
    PaperKind.RECOVERY_NOTICE, PaperKind.TOPUP_NOTICE, PaperKind.RETURN_NOTICE,
})  # fmt: skip
"""Papers that a second prepayment needs anew."""


@dataclass(frozen=True, slots=True)
class Term:
    """One item of an offer or settlement: what, how much (fen; 0 where no money moves), by when, by whom."""

    kind: ItemKind
    amount: Fen
    payer: Payer
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One round of the negotiation; `accepted` is None while it is open.

    `by` made it: the merchant or platform an offer, the consumer a counter-demand. `valid_until` is the last day on
    which it can be taken, `why` the reason of the answer, `expired` whether it was given up for that day.
    """

    round: int
    made_at: datetime
    terms: tuple[Term, ...]
    accepted: bool | None = None
    answered_at: datetime | None = None
    by: Payer = Payer.MERCHANT
    valid_until: date | None = None
    why: str = ""
    expired: bool = False

    @property
    def total(self) -> Fen:
        """The money of all terms together."""
        return Fen(sum(term.amount for term in self.terms))


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was agreed (和解), when, and by whom it was confirmed. `paper_no` where an outside body wrote it.

    `number` counts the settlements of one dispute: a breach leads to a second one. `method` is how money is paid,
    `account` the tail of the account it goes to, `returns` what is sent back and how, `breach` what else follows from
    breach, `waives` whether the consumer expressly gives up further punitive damages.
    """

    agreed_at: datetime
    terms: tuple[Term, ...]
    number: int = 1
    consumer_confirmed_by: str | None = None
    merchant_confirmed_by: str | None = None
    paper_no: str | None = None
    method: str = ""
    account: str = ""
    returns: str = ""
    breach: str = ""
    waives: bool = False

    @property
    def total(self) -> Fen:
        """The money of all terms together."""
        return Fen(sum(term.amount for term in self.terms))


@dataclass(frozen=True, slots=True)
class Performance:
    """One performance (履行) under settlement `under`: money in fen, or 0 for a term without money, with its proof.

    `item` is the number of the term it was for, from 1; None where money simply fills the terms in order.
    """

    on: date
    amount: Fen
    proof: str
    under: int = 1
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: the four facts the 12315 console asks for; `asks_higher` where a higher level was asked for."""

    at: datetime
    mode: str
    with_: ContactWith
    content: str
    result: str = ""
    asks_higher: bool = False


@dataclass(frozen=True, slots=True)
class CallBack:
    """One call-back (回访) after performance and what came of it; `reached` False where nobody answered."""

    at: datetime
    result: str
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Escalation:
    """One rise on the ladder from level to level (1 to 5): why, when, by whom (a clerk's key)."""

    before: int
    after: int
    why: str
    at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class Reopening:
    """One time a closed dispute was taken up again; `closed_at` keeps the closing it undid."""

    at: datetime
    closed_at: datetime | None
    why: str
    ground: ReopenGround | None = None
    pushed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """What went with a dispute to an outside body: its office, what is still disputed, the papers, whom to ask."""

    to: str = ""
    focus: str = ""
    materials: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A step taken by one person that still needs another; `roles` are those of its parts the first could play."""

    step: Step
    asked_by: int
    at: datetime
    facts: Mapping[str, object]
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """What a merge put aside and its undoing gives back: the places of the clocks it stopped, and what awaited."""

    clocks: tuple[int, ...]
    awaiting: tuple[Awaiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """The days after `since` up to and including `until` do not count; open while `until` is None."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Recount:
    """What a newer calendar counts where the day of a clock stays: the days, why it stays, the notice, the paper."""

    raw: date
    due: date
    kept: Kept
    notice: str
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline running on the dispute. `raw` and `due` are days in Asia/Shanghai.

    An hour rule has its true moments beside them (`start_at`, `due_at`, aware UTC) and stops at a moment too.
    `agreed_due` is a later day the parties agreed where the law knows no extension: `due` stays the law's.
    """

    rule: str
    version: str
    start: date
    raw: date
    due: date
    provisional: bool = False
    stopped_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    extended_from: date | None = None
    whose: Whose = Whose.DESK
    start_at: datetime | None = None
    due_at: datetime | None = None
    stopped_at: datetime | None = None
    agreed_due: date | None = None
    recount: Recount | None = None

    @property
    def running(self) -> bool:
        """Whether it still counts."""
        return self.stopped_on is None

    @property
    def waits(self) -> bool:
        """Whether it stands still: its end is not known before the pause ends."""
        return self.running and any(pause.until is None for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A paper already issued for the dispute."""

    key: int
    kind: PaperKind
    number: str
    issued_at: datetime
    void: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """An item of evidence in the case; the whole of it is told by `odrdesk.domain.evidence.Item`."""

    key: int
    slot: EvidenceSlot
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Dispute:
    """The whole of one dispute. `key` is the row's id (0 before it is stored), `version` guards against lost edits."""

    key: int
    number: str
    state: State
    complaint: Complaint
    level: int = LOWEST_LEVEL
    officer: int | None = None
    registered_at: datetime | None = None
    accepted_at: datetime | None = None
    concluded_at: datetime | None = None
    closed_at: datetime | None = None
    supplement_items: tuple[str, ...] = ()
    supplements_asked: int = 0
    refusal_ground: int | None = None
    refusal_on: date | None = None
    transferred_to: str | None = None
    merged_into: str | None = None
    merged_from: State | None = None
    aside: Aside | None = None
    appraisal_since: date | None = None
    offers: tuple[Offer, ...] = ()
    settlement: Settlement | None = None
    performances: tuple[Performance, ...] = ()
    contacts: tuple[Contact, ...] = ()
    call_backs: tuple[CallBack, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    awaiting: tuple[Awaiting, ...] = ()
    clocks: tuple[Clock, ...] = ()
    papers: tuple[PaperMark, ...] = ()
    leads: tuple[Lead, ...] = ()
    evidence: tuple[EvidenceMark, ...] = ()
    fail_ground: FailGround | None = None
    external: ExternalBody | None = None
    external_ground: int | None = None
    external_ended_on: date | None = None
    external_refusal: str | None = None
    handover: Handover | None = None
    adjudication_no: str | None = None
    reopen_count: int = 0
    ip: IpBranch | None = None
    prepayments: tuple[Prepayment, ...] = ()
    version: int = 1

    def clock(self, rule: str) -> Clock | None:
        """The last clock of a rule, or None."""
        return next((clock for clock in reversed(self.clocks) if clock.rule == rule), None)

    def issued(self, kind: PaperKind) -> tuple[PaperMark, ...]:
        """The valid papers of a kind; those of a settlement or prepayment only where they tell of the present one."""
        valid = tuple(paper for paper in self.papers if paper.kind is kind and not paper.void)
        if kind in OF_PREPAYMENT and self.prepayment is not None:
            return tuple(paper for paper in valid if paper.issued_at >= self.prepayment.requested_at)
        if kind not in OF_SETTLEMENT or self.settlement is None:
            return valid
        agreed_on = day_of(self.settlement.agreed_at)
        return tuple(paper for paper in valid if day_of(paper.issued_at) >= agreed_on)

    @property
    def prepayment(self) -> Prepayment | None:
        """The last prepayment."""
        return self.prepayments[-1] if self.prepayments else None

    @property
    def open_offer(self) -> Offer | None:
        """The offer that waits for an answer."""
        return next((offer for offer in reversed(self.offers) if offer.accepted is None), None)

    @property
    def performed_now(self) -> tuple[Performance, ...]:
        """Performances under the present settlement; those of a breached one stay on the dispute beside them."""
        number = self.settlement.number if self.settlement else 0
        return tuple(performance for performance in self.performances if performance.under == number)

    @property
    def performed_total(self) -> Fen:
        """Money performed under the present settlement."""
        return Fen(sum(performance.amount for performance in self.performed_now))

    @property
    def owed(self) -> tuple[Fen | None, ...]:
        """What each term of the settlement still wants, in their order: fen, 0 for a thing, None where it is done.

        What was performed for one item counts for that; the rest of the money, and each 0.00 performance, fill the
        terms from the first.
        """
        if self.settlement is None:
            return ()
        named = [done for done in self.performed_now if done.item is not None]
        free = [done for done in self.performed_now if done.item is None]
        money, things = sum(int(done.amount) for done in free), sum(1 for done in free if done.amount == 0)
        found: list[Fen | None] = []
        for number, term in enumerate(self.settlement.terms, 1):
            own = [done.amount for done in named if done.item == number]
            if term.amount == 0:
                filled = not own and things > 0
                things -= filled
                found.append(None if own or filled else Fen(0))
                continue
            left = max(0, int(term.amount) - sum(map(int, own)))
            paid = min(left, money)
            money -= paid
            found.append(Fen(left - paid) if left > paid else None)
        return tuple(found)

    @property
    def unperformed(self) -> tuple[Term, ...]:
        """Terms of the settlement that are not performed whole."""
        terms = self.settlement.terms if self.settlement else ()
        return tuple(term for term, left in zip(terms, self.owed, strict=True) if left is not None)

    @property
    def called_back(self) -> bool:
        """Whether the consumer was reached since the present settlement, or was called in vain often enough."""
        since = self.settlement.agreed_at if self.settlement else None
        calls = [one for one in self.call_backs if since is None or one.at >= since]
        return any(one.reached for one in calls) or len(calls) >= ATTEMPTS_ENOUGH
