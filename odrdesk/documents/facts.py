"""The plain values a paper is made from.

Whoever asks for a paper has chosen and masked every value already: a paper prints what it is given,
letter by letter, and never masks, trims or looks anything up. Amounts are whole fen, legal dates are
dates, `issued_at` is an aware moment (printed in Asia/Shanghai).
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from odrdesk.documents.template import Chosen
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import ItemKind, Language, PaperKind, Payer


class Mark(StrEnum):
    """What is written across a page that is not the first, real copy."""

    SAMPLE = "sample"
    """样本: every paper of a practice desk."""
    COPY = "copy"
    """副本: printed again."""
    DRAFT = "draft"
    """样张: not issued yet."""


class Recipient(StrEnum):
    """Whose copy (联) it is."""

    CONSUMER = "consumer"
    MERCHANT = "merchant"
    REGULATOR = "regulator"
    DESK = "desk"
    RIGHTS_HOLDER = "rights_holder"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues: the enterprise, its contact point (消费维权联络点), where and how to reach it."""

    organisation: str
    point: str = ""
    address: str = ""
    phone: str = ""
    code: str = ""
    """统一社会信用代码"""


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A consumer or a merchant as this copy shows them; an empty value is not printed."""

    name: str
    nickname: str = ""
    phone: str = ""
    address: str = ""
    id_no: str = ""
    code: str = ""
    """统一社会信用代码"""
    shop: str = ""
    agent: str = ""
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The order in dispute; goods as the consumer typed them.

    `foreign` is what was paid in other money, code and figure (`USD 18.90`), with the rate it was converted by.
    """

    goods: str
    number: str = ""
    quantity: int | None = None
    paid: Fen | None = None
    bought_on: date | None = None
    room: str = ""
    host: str = ""
    foreign: str = ""
    rate: str = ""
    rate_on: date | None = None
    rate_source: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One term of the settlement: who owes what until when; no money is amount 0."""

    kind: ItemKind
    payer: Payer
    amount: Fen
    due: date | None = None
    what: str = ""
    """The desk's own words for the term; empty prints the words of its kind."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A time limit whose day stayed although a newer calendar counts another: both days, the notice, the paper.

    `paper` is the number of the paper that named the day; empty where the day stayed because it had passed.
    """

    printed: date
    counted: date
    notice: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What binds a paper to the desk that issued it: printed as a QR code, embedded as `case.json`."""

    qr: str
    """The signed text of the QR code, ASCII."""
    data: bytes
    """The facts as canonical JSON, of which the QR code holds the digest."""
    key: str
    """Which of the desk's keys signed."""
    anchor: str
    """Head hash of the record when the paper was issued, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What every paper carries: head, numbers, moment of issue, whose copy, which mark."""

    letterhead: Letterhead
    number: str
    """The paper's own number (文号), e.g. 沪浦消和〔2026〕1号."""
    case_number: str
    channel_number: str = ""
    """12315 登记编号"""
    issued_at: datetime
    recipient: Recipient = Recipient.CONSUMER
    mark: Mark | None = None
    consumer: PartyFacts
    merchant: PartyFacts
    order: OrderFacts | None = None
    officer: str
    officer_phone: str
    correction: Correction | None = None
    theme: str = ""
    """The look of the body (`fonts.faces`): 仿宋, `song`, or a font of the desk's own."""
    proof: Proof | None = field(default=None, metadata={"told": False})
    """Made from the other facts, so it is none of them."""
    template: Chosen | None = field(default=None, metadata={"told": False})
    """The version of the wording to make it with; without one, that of the program."""

    def __post_init__(self) -> None:
        if self.issued_at.tzinfo is None:
            raise ValueError("issued_at must be aware")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(PaperFacts):
    """受理告知书: received, accepted, and the day the negotiation ends (R-ODR, 10 working days)."""

    dispute: str
    claims: str = ""
    received_on: date
    accepted_on: date
    due_on: date
    due_provisional: bool = False
    """The calendar of that year is provisional (节假日安排暂定)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(PaperFacts):
    """消费纠纷和解协议书: what the parties promise each other."""

    dispute: str
    claims: str = ""
    claims_en: str = ""
    language: Language | None = None
    """Chinese with English; None is Chinese alone."""
    items: tuple[ItemFacts, ...]
    agreed_on: date
    method: str = ""
    """How money is paid, e.g. 原支付渠道退回."""
    account: str = ""
    """The receiving account as this copy shows it, e.g. ****7890."""
    returns: str = ""
    """What is sent back, how and until when."""
    freight: Payer | None = None
    """Who bears the return freight."""
    breach: str = ""
    """An agreed consequence of late or missing performance beyond the standing clause."""
    waives_punitive: bool = False
    """The consumer expressly gives up what exceeds the agreed punitive damages."""
    remedies: tuple[str, ...] = ()
    """Rule codes behind the items (A-FRAUD …); their articles are cited."""
    copies: int = 3

    @property
    def total(self) -> Fen:
        """What the consumer receives, in fen."""
        return received(self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(PaperFacts):
    """和解/结案通知书: the result, and whether it was performed."""

    dispute: str = ""
    language: Language | None = None
    """Chinese with English; None is Chinese alone."""
    items: tuple[ItemFacts, ...]
    agreed_on: date
    agreement_number: str = ""
    performed_on: date | None = None
    shown_by: str = field(default="", metadata={"name": "proof"})
    """By what performance is shown: receipt, transfer number, consumer's confirmation."""
    closed_on: date | None = None
    remedies: tuple[str, ...] = ()
    """Rule codes behind the items (A-FRAUD …); their articles are cited."""

    @property
    def total(self) -> Fen:
        """What the consumer receives, in fen."""
        return received(self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(PaperFacts):
    """What letters to a department share; `masked` says that this copy shows the consumer masked."""

    addressee: str
    cause: str
    received_on: date
    masked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSheet(Letter):
    """违法线索移送单: what is suspected of whom, on what evidence, and how many complained alike."""

    lead: int
    """Its number within the case."""
    channel: str
    noted_on: date
    what: str
    law: str = ""
    why: str = ""
    room: str = ""
    host: str = ""
    agency: str = ""
    broadcast_on: date | None = None
    timecode: str = ""
    evidence: tuple[str, ...] = ()
    alike: int = 0
    """Complaints of one category about the same room, host, merchant or goods in `alike_days` days, with this one."""
    alike_days: int = 30
    alike_consumers: int = 0
    alike_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handled:
    """One thing that was done: its code in the wording's table `handled`, its day, and what the sentence needs."""

    what: str
    on: date
    text: str = ""
    amount: Fen | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One point in dispute: its code in the wording's table `points`, and what the sentence needs."""

    what: str
    text: str = ""
    amount: Fen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Letter):
    """移送函: a dispute handed on, with what was done and what is still disputed."""

    transferred_on: date
    dispute: str
    claims: str = ""
    claimed: Fen | None = None
    handled: tuple[Handled, ...] = ()
    points: tuple[Point, ...] = ()
    negotiated: bool = False
    contact: str = ""
    """Whom to ask, where it is not the officer in charge."""
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IpLetter(PaperFacts):
    """A letter of the intellectual-property branch, of the kind `letter`; an untold day or text is left out."""

    letter: PaperKind
    addressee: str = ""
    to_merchant: bool = True
    right: str = ""
    rights_holder: str = ""
    rights_holder_contact: str = ""
    registration_no: str = ""
    target: str = ""
    evidence: str = ""
    declaration: str = ""
    measures: str = ""
    notice_on: date
    measures_on: date | None = None
    forwarded_on: date | None = None
    declared_on: date | None = None
    reached_on: date | None = None
    due_on: date | None = None
    lifted_on: date | None = None
    trademark_law: str = ""
    """The version of the trademark law on the day of the notice, to print."""
    notice_fault: str = ""


class Anchor(NamedTuple):
    """A named place of a paper: its page, counted from 0, and left, bottom, width and height in points."""

    name: str
    page: int
    area: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """A rendered paper: the PDF's bytes, its pages, and the wording it was made from."""

    content: bytes = field(repr=False)
    pages: int
    wording: str
    """Name and content hash of the wording, e.g. settlement_notice@1a2b3c4d5e6f."""
    anchors: tuple[Anchor, ...] = field(default=(), compare=False)
    """Where electronic signatures go."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the PDF, lower-case hex."""
        return hashlib.sha256(self.content).hexdigest()


def received(items: tuple[ItemFacts, ...]) -> Fen:
    """The sum in fen of what merchant and platform owe; what the consumer owes is not part of it."""
    return Fen(sum(int(item.amount) for item in items if item.payer is not Payer.CONSUMER))
