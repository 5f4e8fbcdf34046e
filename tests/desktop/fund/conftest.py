"""A practice desk of several people with a fund, on a Monday in November, and its front for whoever sits there."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from odrdesk.desktop.front import Front
from odrdesk.desktop.window import Window
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Role, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import clerks, fund, intake, steps
from odrdesk.services.desk import Desk, create

PEOPLE = {
    "周启航": (Role.OFFICER,),
    "顾明谦": (Role.SUPERVISOR,),
    "沈佳": (Role.FINANCE,),
    "金岚": (Role.FINANCE,),
}
CARD = "6222021234567894"


class Clock:
    """A clock that stands until it is set, by Shanghai wall time."""

    def __init__(self) -> None:
        self.set(2026, 11, 23)

    def set(self, year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        self.now = datetime(year, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=clock, owner="陈晓雯")
    for name, roles in PEOPLE.items():
        clerks.add(made, name, roles)
    yield made
    made.close(backup=False)


class Claims:
    """Brings claims on the fund to where a test needs them, each step by the hand it belongs to."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock, self._made = desk, clock, 0

    def by(self, name: str) -> Desk:
        """The desk as somebody sits at it."""
        return self.desk.acting_as(name)

    def step(self, name: str, number: str, step: Step, facts: Mapping[str, object] | None = None) -> steps.StepTaken:
        """Take a step by somebody's hand."""
        return steps.take_step(self.by(name), number, step, facts or {}).value

    def money(self, fen: int = 10_000_00) -> None:
        """Put money into the fund."""
        fund.allocate(self.by("沈佳"), Fen(fen))

    def failed(self, yuan: str = "629.00", merchant: str = "云裳服饰旗舰店", consumer: str = "王秀英") -> str:
        """A case whose negotiation failed."""
        number = self.begun(yuan, merchant, consumer)
        self.step("周启航", number, Step.FAIL, {"why": "商家拒绝退款"})
        return number

    def begun(self, yuan: str = "629.00", merchant: str = "云裳服饰旗舰店", consumer: str = "王秀英") -> str:
        """A case under negotiation."""
        self._made += 1
        draft = Complaint(
            channel=Channel.PHONE,
            received_at=self.desk.now(),
            consumer=Consumer(consumer, phone=f"138{self._made:08d}"),
            merchant=Merchant(merchant),
            order=Order(
                no=f"6920115822740{self._made:05d}", goods="羊绒衫", paid=Fen.parse(yuan), bought_on=date(2026, 9, 1)
            ),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            claimed=Fen.parse(yuan),
            facts="羊绒衫与宣传不符，要求退款。",
        )
        number = intake.register(self.by("周启航"), draft).value.case.number
        self.step("周启航", number, Step.ACCEPT)
        self.step("周启航", number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "催办"})
        return number

    def waiting(self, yuan: str = "629.00", **case: str) -> str:
        """A claim that waits for its approval."""
        number = self.failed(yuan, **case)
        all_but = "identity,evidence,not_compensated,payee"
        self.step("周启航", number, Step.PREPAY_REQUEST, {"amount": yuan, "confirmed": all_but})
        self.step("周启航", number, Step.PREPAY_NOTIFY)
        self.step("周启航", number, Step.PREPAY_CONTESTED, {"why": "商家称已补发"})
        self.step("周启航", number, Step.PREPAY_RECOMMEND, {"amount": yuan, "basis": "检测报告"})
        return number

    def approved(self, yuan: str = "629.00", **case: str) -> str:
        """A claim that is decided and to be paid."""
        number = self.waiting(yuan, **case)
        self.step("顾明谦", number, Step.PREPAY_APPROVE)
        return number

    def paid(self, yuan: str = "629.00", **case: str) -> str:
        """An advance that was paid out."""
        number = self.approved(yuan, **case)
        self.step("沈佳", number, Step.PREPAY_PAY, {"account": CARD})
        self.step("沈佳", number, Step.PREPAY_PAID, {"bank_ref": "B001"})
        return number

    def recovering(self, yuan: str = "629.00", **case: str) -> str:
        """An advance of which the merchant was told to pay it back."""
        number = self.paid(yuan, **case)
        self.step("周启航", number, Step.RECOVERY_NOTICE)
        return number


@pytest.fixture
def claims(desk: Desk, clock: Clock) -> Claims:
    made = Claims(desk, clock)
    made.money()
    return made


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    """Wait until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def sit_down(qtbot, look, settings, work, hub, desk, settle, heard) -> Iterator[Callable[..., Front]]:  # noqa: PLR0917 -- fixtures
    """Puts the desk's front into a wide window for somebody, shown and settled; closes it as a person does."""
    opened: list[Front] = []

    def made(name: str = "顾明谦") -> Front:
        window = Window(look, settings)
        front = Front(look, window, settings, work=work, hub=hub, desk=desk.acting_as(name))
        front.leave = lambda: True  # the desk outlives this front: another sits down after it
        window.may_leave = lambda: True
        opened.append(front)
        window.resize(1440, 900)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        settle()
        return front

    yield made
    for front in opened:
        window = front._window
        front.step_aside()
        window.close()
        qtbot.waitUntil(lambda window=window: not window.isVisible(), timeout=20_000)
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert heard.bugs == []
