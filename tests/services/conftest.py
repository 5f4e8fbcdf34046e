"""A desk with a fund and the people it takes: who asks, who decides, who pays, each another person."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.prepayment import Prepayment
from odrdesk.domain.reporting import Figure, FigureKey
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import fund, intake, reports
from odrdesk.services.clerks import add as add_clerk
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.services.steps import StepTaken, take_step
from odrdesk.storage import disputes

PEOPLE: Mapping[str, Role] = {
    "officer": Role.OFFICER,
    "other officer": Role.OFFICER,
    "supervisor": Role.SUPERVISOR,
    "other supervisor": Role.SUPERVISOR,
    "finance": Role.FINANCE,
    "other finance": Role.FINANCE,
}
CARD = "6222021234567894"
ALL = "identity, evidence, not_compensated, partial, payee"
BEGIN = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)


@dataclass
class FundDesk:
    """A practice desk whose clock the test moves; steps are taken by name of the clerk, amounts are yuan as typed."""

    path: Path
    now: datetime = BEGIN
    people: Mapping[str, Role] = field(default_factory=lambda: PEOPLE)
    desk: Desk = field(init=False)
    cases: int = 0

    def __post_init__(self) -> None:
        self.desk = create(self.path, "Fund", practice=True, clock=self._clock)
        for name, role in self.people.items():
            add_clerk(self.desk, name, [role])

    def _clock(self) -> datetime:
        return self.now

    def reopen(self) -> None:
        """Close without a backup, open again."""
        self.desk.close(backup=False)
        self.desk = open_desk(self.path, clock=self._clock)

    def seat(self, who: str) -> Desk:
        return self.desk if who == "owner" else self.desk.acting_as(who)

    def complain(
        self, *, firm: str = "甲公司", order: str | None = None, phone: str | None = None, **order_facts: date
    ) -> str:
        """An accepted dispute of a consumer of its own, failed, so that the fund may be asked; its number."""
        self.cases += 1
        complaint = Complaint(
            channel=Channel.PHONE,
            received_at=self.now,
            consumer=Consumer(f"消费者{self.cases}", phone=phone or f"138{self.cases:08d}"),
            merchant=Merchant(firm),
            order=Order(no=order or f"N{self.cases}", goods="鞋", paid=Fen(12900), **order_facts),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            facts="开胶。",
        )
        number = intake.register(self.desk, complaint).value.case.number
        officer = "officer" if "officer" in self.people else "owner"
        self.step(officer, number, Step.ACCEPT)
        self.step(officer, number, Step.CONTACT, mode="电话", content="催", **{"with": "merchant"})
        self.step(officer, number, Step.FAIL, why="商家拒绝")
        return number

    def step(self, who: str, number: str, step: Step, key: str | None = None, **facts: object) -> StepTaken:
        return take_step(self.seat(who), number, step, facts, key=key).value

    def ask(self, number: str, amount: str) -> None:
        """Ask the fund, hear the merchant, propose the whole claim."""
        self.step("officer", number, Step.PREPAY_REQUEST, amount=amount, confirmed=ALL)
        self.step("officer", number, Step.PREPAY_NOTIFY)
        self.step("officer", number, Step.PREPAY_CONTESTED, why="不同意")
        self.step("officer", number, Step.PREPAY_RECOMMEND, amount=amount)

    def decide(self, number: str, amount: str) -> None:
        self.ask(number, amount)
        self.decide_on(number)

    def decide_on(self, number: str) -> None:
        if self.step("supervisor", number, Step.PREPAY_APPROVE).waits:
            self.step("finance", number, Step.PREPAY_APPROVE)

    def pay(self, number: str, amount: str) -> None:
        """Up to the payout that the bank confirmed."""
        self.decide(number, amount)
        self.step("other finance", number, Step.PREPAY_PAY, account=CARD)
        self.step("other finance", number, Step.PREPAY_PAID, bank_ref=f"B-{number}")

    def pay_and_notice(self, number: str, amount: str) -> None:
        self.pay(number, amount)
        self.step("officer", number, Step.RECOVERY_NOTICE)

    def case(self, number: str) -> Dispute:
        with self.desk.reading() as session:
            return disputes.load(session, number)

    def own(self, number: str) -> Prepayment:
        own = self.case(number).prepayment
        assert own is not None
        return own

    def stands(self) -> dict[Account, int]:
        return {account: int(fen) for account, fen in fund.trial(self.desk).accounts.items()}

    def allocate(self, yuan: str) -> None:
        fund.allocate(self.seat("finance" if "finance" in self.people else "owner"), Fen.parse(yuan))

    def deposit(self, firm: str, yuan: str) -> None:
        fund.deposit(self.seat("finance" if "finance" in self.people else "owner"), firm, Fen.parse(yuan))


@pytest.fixture(scope="session")
def make_fund() -> Callable[..., FundDesk]:
    """Make a desk with 10,000.00 in its fund, and 500.00 of deposit and 300.00 of withheld settlement of 甲公司."""

    def make(path: Path, people: Mapping[str, Role] = PEOPLE) -> FundDesk:
        made = FundDesk(path, people=people)
        made.allocate("10000.00")
        made.deposit("甲公司", "500.00")
        fund.withhold(made.seat("finance" if people else "owner"), "甲公司", Fen.parse("300.00"))
        return made

    return make


@pytest.fixture
def fund_desk(make_fund: Callable[..., FundDesk], tmp_path: Path) -> Iterator[FundDesk]:
    made = make_fund(tmp_path / "fund")
    yield made
    made.desk.close(backup=False)


FIRM = "上海浦江好物电子商务有限公司"
S1 = Complaint(
    channel=Channel.ODR12315,
    channel_no="3101150000000202609301234",
    received_at=datetime(2026, 9, 30, 10, 12, tzinfo=SHANGHAI),
    pushed_at=datetime(2026, 9, 30, 10, 12, tzinfo=SHANGHAI),
    consumer=Consumer("张某", "13812345678"),
    merchant=Merchant(FIRM),
    live=Live("浦江好物", "小鹿"),
    order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900)),
    category=Category.FALSE_CLAIMS,
    claims=(Claim.RETURN_GOODS, Claim.REFUND, Claim.PUNITIVE),
    claimed=Fen(62900),
    facts="宣传头层牛皮，检测为PU。",
)
REFUND = {"kind": "refund", "amount": "129.00", "due": "2026-10-20", "payer": "merchant"}
PUNITIVE = {"kind": "extra", "amount": "500.00", "due": "2026-10-20", "payer": "merchant"}
ALL_BUT_PARTIAL = "identity, evidence, not_compensated, payee"


@dataclass
class Books:
    """A practice desk whose clock the test moves; every act is on a day of 2026 at ten in Shanghai."""

    path: Path
    now: datetime = datetime(2026, 9, 30, 10, 20, tzinfo=SHANGHAI)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = create(self.path, "浦江消费维权联络点", practice=True, clock=lambda: self.now)

    def on(self, day: str) -> "Books":
        self.now = datetime.combine(date.fromisoformat(f"2026-{day}"), datetime.min.time(), SHANGHAI).replace(hour=10)
        return self

    def open(self, complaint: Complaint = S1, **changes: object) -> str:
        told = replace(complaint, **changes) if changes else complaint
        return intake.register(self.desk, told).value.case.number

    def phoned(self, day: str, **changes: object) -> str:
        """A further complaint by phone on a day."""
        self.on(day)
        told = {"channel": Channel.PHONE, "channel_no": None, "received_at": self.now, "pushed_at": None}
        return self.open(**told | changes)

    def step(self, number: str, day: str, name: str, who: str | None = None, **facts: object) -> None:
        self.on(day)
        seat = self.desk.acting_as(who) if who else self.desk
        take_step(seat, number, Step(name), facts)

    def figures(self, period: str, day: str) -> Mapping[FigureKey, Figure]:
        """The figures of a period as asked on a day."""
        return reports.report_of(self.on(day).desk, period).content.figures

    def values(self, period: str, day: str) -> dict[str, object]:
        return {key.value: one.value for key, one in self.figures(period, day).items()}

    def settled(self, number: str, *items: Mapping[str, object], last: str = "10-15") -> None:
        """Accepted on 10-08, settled on 10-15."""
        self.step(number, "10-08", "accept")
        self.step(number, "10-08", "contact", mode="电话", content="要求退一赔三", **{"with": "merchant"})
        self.step(number, "10-13", "propose", items=list(items), floor_acknowledged=True)
        self.step(number, last, "settle", consumer_confirmed_by="微信", merchant_confirmed_by="公章")

    def closed(self, number: str) -> None:
        """S1 to its end on 10-19."""
        self.settled(number, REFUND, PUNITIVE)
        self.step(number, "10-16", "perform", amount="629.00", proof="回单", on="2026-10-16")
        self.step(number, "10-19", "close", callback="满意", missing_acknowledged=True)

    def prepaid(self, number: str) -> None:
        """Failed on 10-12, the whole claim of 629.00 paid by the fund on 10-27, 300.00 of it back on 10-28."""
        fund.set_alone(self.on("10-08").desk, chosen=True)
        fund.allocate(self.desk, Fen(1_000_000))
        fund.deposit(self.desk, FIRM, Fen(30_000))
        self.step(number, "10-08", "accept")
        self.step(number, "10-09", "contact", mode="电话", content="拒绝", **{"with": "merchant"})
        self.step(number, "10-12", "fail", why="商家拒绝")
        self.step(number, "10-13", "prepay_request", amount="629.00", confirmed=ALL_BUT_PARTIAL)
        self.step(number, "10-13", "prepay_notify")
        self.step(number, "10-20", "prepay_silent", unreachable=True)
        self.step(number, "10-21", "prepay_recommend", amount="629.00", confirmed=ALL_BUT_PARTIAL)
        self.step(number, "10-22", "prepay_approve")
        self.step(number, "10-26", "prepay_pay", account=CARD, payee="张某")
        self.step(number, "10-27", "prepay_paid", bank_ref="B-1")
        self.step(number, "10-28", "recovery_notice")
        self.step(number, "10-28", "recover", amount="300.00", **{"from": "deposit"})


@pytest.fixture(scope="session")
def make_books() -> Callable[[Path], Books]:
    """Make a desk for figures in a new folder."""
    return Books
