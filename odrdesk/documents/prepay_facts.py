"""The plain values of a paper of the prepayment fund (先行赔付金). Amounts are whole fen, days are Shanghai's."""

from dataclasses import dataclass
from datetime import date

from odrdesk.documents.facts import PaperFacts
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, PaperKind

NONE = Fen(0)


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """The version of the scheme a prepayment goes by; `clause` is where the platform's own rules say so."""

    version: str
    effective_from: date
    title: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One item of what is claimed of the fund."""

    kind: ItemKind
    amount: Fen
    words: str = ""


@dataclass(frozen=True, slots=True)
class Statutory:
    """What a kept worksheet gives by law: what, by which article, fen, or the most that may be awarded (`limit`).

    `settled` where one answer stands and a person confirmed what it rests on.
    """

    name: str
    source: str
    amount: Fen | None = None
    limit: Fen | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The last day of a window; `provisional` where the calendar of that year is not known yet."""

    due: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came back of a payout, out of what, and what is still open; what lies with the desk of the merchant's.

    `planned` is what can still be taken from the deposit, `paid_in` what was paid into it since the first deduction.
    """

    deposit: Fen = NONE
    settlement: Fen = NONE
    merchant: Fen = NONE
    written_off: Fen = NONE
    returned: Fen = NONE
    outstanding: Fen = NONE
    deposit_held: Fen = NONE
    settlement_held: Fen = NONE
    planned: Fen = NONE
    paid_in: Fen = NONE

    @property
    def to_top_up(self) -> Fen:
        """What the merchant has to pay into its deposit again."""
        return max(NONE, self.deposit + self.planned - self.paid_in)


@dataclass(frozen=True, slots=True)
class Returned:
    """What the consumer gave back: all of it, when and why last, and where it went in the books."""

    amount: Fen
    on: date | None = None
    why: str = ""
    bank_ref: str = ""
    to_owed: Fen = NONE
    to_fund: Fen = NONE
    to_merchant: Fen = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepaid(PaperFacts):
    """A paper of the fund, of the kind `paper`; what it does not need is left out.

    `residual` is what of the claim the fund does not pay and stays the consumer's claim. `alone` says that one person
    did what two should (单人模式). `signer` signs for the consumer, `by_guardian` as its guardian.
    """

    paper: PaperKind
    dispute: str = ""
    claims: str = ""
    ground: str = ""
    """A code of the wording's table `grounds`."""
    scheme: SchemeFacts
    live_law: bool = False
    """Whether 直播电商监督管理办法 is in force on the day of the request."""
    claim: Fen
    items: tuple[ClaimLine, ...] = ()
    statutory: tuple[Statutory, ...] = ()
    cap: Fen | None = None
    earlier: Fen = NONE
    """What earlier prepayments of the case gave the consumer for good."""
    approved: Fen | None = None
    paid: Fen | None = None
    residual: Fen = NONE
    requested_on: date
    notified_on: date | None = None
    silent_on: date | None = None
    approved_on: date | None = None
    paid_on: date | None = None
    noticed_on: date | None = None
    ended_on: date | None = None
    contested: str = ""
    basis: str = ""
    why: str = ""
    payee: str = ""
    account: str = ""
    """As every copy shows it: ****7890."""
    bank_ref: str = ""
    notice: Window | None = None
    pay: Window | None = None
    topup: Window | None = None
    appeal: Window | None = None
    appeal_days: int | None = None
    """Working days of the appeal window where it has not begun yet."""
    appealed_on: date | None = None
    appeal_answer: str = ""
    recovered: Recovered | None = None
    returned: Returned | None = None
    materials: tuple[str, ...] = ()
    notice_number: str = ""
    """The number of the notice of prepayment, where one was issued."""
    recovery_number: str = ""
    signer: str = ""
    by_guardian: bool = False
    alone: bool = False
