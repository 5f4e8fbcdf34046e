"""A prepayment (先行赔付) of a dispute as a value: what was asked, decided, paid and came back again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.domain.fund_vocabulary import Confirmation, PrepayGround, PrepayState, RecoverFrom
from odrdesk.domain.ledger import Booked
from odrdesk.domain.money import Fen
from odrdesk.domain.scheme import Scheme
from odrdesk.domain.vocabulary import ItemKind, Role, State

S = PrepayState

UNDECIDED = frozenset({S.APPLIED, S.MERCHANT_NOTICE, S.UNDER_REVIEW, S.PENDING_APPROVAL})
TO_PAY = frozenset({S.APPROVED, S.PAYING, S.PAY_FAILED})
PAID_OUT = frozenset({S.PAID, S.RECOVERING, S.RECOVERED, S.WRITTEN_OFF, S.CLAWBACK})
ENDED = frozenset({S.RECOVERED, S.WRITTEN_OFF, S.REVERSED, S.REJECTED, S.CANCELLED, S.CLAWBACK})
"""States after which a new prepayment may be asked for; what was paid still counts against the claim."""
OPEN = UNDECIDED | TO_PAY
"""States that keep the dispute from being closed: nobody knows yet what the consumer gets."""
ACTIVE = OPEN | {S.PAID, S.RECOVERING}
"""One active prepayment for each order, consumer and issue."""


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One item of what is claimed of the fund: what for, in fen (0 where only words were told), and in words."""

    kind: ItemKind
    amount: Fen
    words: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """One approver (a clerk's key), the role it was given in, and when."""

    by: int
    role: Role
    at: datetime


@dataclass(frozen=True, slots=True)
class Recovery:
    """Money that came back from the merchant: out of what, fen, when, under which action of the ledger."""

    source: RecoverFrom
    amount: Fen
    on: date
    action: str
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Prepayment:
    """One prepayment; `round` counts those of a dispute. Clerks are keys, `merchant` the key of its page.

    `claim` is what was asked, `recommended` what was proposed, `approved` what was decided, all fen. `needed` are the
    roles whose approval its tier asks for; `alone` that one person did what two should (单人模式), which every paper
    says. `scheme` is the version it goes by, `key` what no two active prepayments share. `appeal` is the merchant's
    reason while it is not answered.
    """

    round: int
    state: PrepayState
    merchant: int
    claim: Fen
    requested_at: datetime
    requested_by: int
    scheme: str
    key: str
    items: tuple[ClaimItem, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
    ground: PrepayGround | None = None
    notified_on: date | None = None
    contested: str = ""
    silent_on: date | None = None
    recommended: Fen | None = None
    recommended_by: int | None = None
    recommended_at: datetime | None = None
    basis: str = ""
    needed: tuple[Role, ...] = ()
    approvals: tuple[Approval, ...] = ()
    approved: Fen | None = None
    approved_at: datetime | None = None
    decided_why: str = ""
    payee: str = ""
    account: str = ""
    paid_by: int | None = None
    paid: Fen = Fen(0)  # noqa: RUF009 -- an int
    paid_on: date | None = None
    bank_ref: str = ""
    pay_failed_why: str = ""
    merchant_paid: Fen = Fen(0)  # noqa: RUF009 -- an int
    noticed_on: date | None = None
    recoveries: tuple[Recovery, ...] = ()
    written_off: Fen = Fen(0)  # noqa: RUF009 -- an int
    clawed_back: Fen = Fen(0)  # noqa: RUF009 -- an int
    returned_fund: Fen = Fen(0)  # noqa: RUF009 -- an int
    returned_merchant: Fen = Fen(0)  # noqa: RUF009 -- an int
    """Of what the consumer gave back, the parts that went against a write-off and on to the merchant."""
    appeal: str = ""
    appealed_on: date | None = None
    appeal_answer: str = ""
    alone: bool = False
    ended_at: datetime | None = None
    before: State | None = None
    """Where the dispute stood before the payout that covered the whole claim."""
    windows: tuple[tuple[str, int], ...] = ()

    @property
    def recovered(self) -> Fen:
        """What came back from the merchant and was not reversed."""
        return Fen(sum(one.amount for one in self.recoveries if not one.reversed))

    @property
    def outstanding(self) -> Fen:
        """What of the payout neither came back nor was written off: the sub-account 1201 of this prepayment."""
        if self.state not in PAID_OUT:
            return Fen(0)
        back = self.clawed_back - self.returned_fund - self.returned_merchant
        return self.paid - self.recovered - self.written_off - back

    @property
    def reserved(self) -> Fen:
        """Fen that are kept for it before the decision: recommended and not yet decided."""
        return self.recommended or Fen(0) if self.state is S.PENDING_APPROVAL else Fen(0)

    @property
    def kept(self) -> Fen:
        """What the consumer has of the fund for good: paid and not given back."""
        return self.paid - self.clawed_back

    @property
    def residual(self) -> Fen:
        """What of the claim the fund did not pay; it stays the consumer's claim and is never waived by a payout."""
        return max(Fen(0), self.claim - self.kept)

    def recovered_from(self, source: RecoverFrom) -> Fen:
        """What came back out of one source and was not reversed."""
        return Fen(sum(one.amount for one in self.recoveries if one.source is source and not one.reversed))


def residual(prepayments: Sequence[Prepayment]) -> Fen | None:
    """What of the consumer's whole claim neither a dispute's prepayments nor, meanwhile, the merchant paid.

    None where nobody paid anything yet.
    """
    whole, had = Fen(0), Fen(0)
    for one in prepayments:
        if one.kept + one.merchant_paid:
            whole, had = max(whole, had + one.claim), had + one.kept + one.merchant_paid
    return max(Fen(0), whole - had) if had else None


@dataclass(frozen=True, slots=True)
class Fund:
    """What a step looks at beside the dispute: the fund as it stands. Money in fen.

    `available` can still be promised; `deposits` and `settlements` are the sub-accounts of the merchant's page (keys
    and fen, those above zero); `merchant_advanced` is what is promised or advanced for it and not back, and
    `consumer_year` what the consumer was promised or paid this calendar year, both without this dispute's undecided
    one; `residual` is what an earlier prepayment of it left unpaid (None: there was none).
    `elsewhere` is the number of another dispute with an active prepayment for the same order, consumer and issue.
    `alone` where the desk works in 单人模式. `action` is the key of the present act, `decision` the
    voucher of the present decision (J3), `reversing` the vouchers of the act that is to be reversed.
    """

    scheme: Scheme
    available: Fen
    action: str
    merchant: int | None = None
    deposits: tuple[tuple[int, Fen], ...] = ()
    settlements: tuple[tuple[int, Fen], ...] = ()
    merchant_advanced: Fen = Fen(0)  # noqa: RUF009 -- an int
    consumer_year: Fen = Fen(0)  # noqa: RUF009 -- an int
    elsewhere: str | None = None
    residual: Fen | None = None
    alone: bool = False
    decision: Booked | None = None
    reversing: tuple[Booked, ...] = ()

    @property
    def deposit(self) -> Fen:
        """The merchant's deposit."""
        return Fen(sum(fen for _, fen in self.deposits))

    @property
    def settlement(self) -> Fen:
        """What is withheld of the merchant's settlement."""
        return Fen(sum(fen for _, fen in self.settlements))
