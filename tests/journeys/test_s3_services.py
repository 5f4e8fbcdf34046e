"""A return without reason across National Day, through the services: three periods beside the desk's own."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.remedies import remedy
from odrdesk.domain.vocabulary import Category, Channel, Claim, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, intake, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.services.steps import StepTaken, take_step

NUMBER = "ODR-2026-00001"


class Clock:
    """Stands until it is set, by Shanghai wall time."""

    now = datetime(2026, 10, 5, 11, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock)
    yield made
    assert upkeep.check(made) == ()
    made.close(backup=False)


def take(desk: Desk, clock: Clock, step: Step, day: int, hour: int = 9, **facts: object) -> StepTaken:
    clock.now = datetime(2026, 10, day, hour, tzinfo=SHANGHAI)
    return take_step(desk, NUMBER, step, facts).value


def test_the_seven_days_the_refund_and_the_fifteen_days(desk: Desk, clock: Clock) -> None:
    draft = Complaint(
        channel=Channel.PLATFORM,
        received_at=clock(),
        consumer=Consumer("赵某", "13812345678"),
        merchant=Merchant("上海云裳服饰有限公司"),
        order=Order("A-3", "羊毛大衣", 1, Fen(89900), signed_on=date(2026, 9, 28)),
        category=Category.AFTER_SALES,
        claims=(Claim.RETURN_GOODS, Claim.REFUND),
        facts="签收后七日内要求无理由退货，留下赠品。",
    )
    intake.register(desk, draft)
    take(desk, clock, Step.ACCEPT, 8)
    take(desk, clock, Step.CONTACT, 8, 10, mode="电话", content="请办理退货", **{"with": "merchant"})
    expected = {
        "R-NR-RET": (date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 8)),
        "R-NR-REFUND": (date(2026, 10, 11), date(2026, 10, 18), date(2026, 10, 19)),
        "R-REFUSE15": (date(2026, 10, 11), date(2026, 10, 26), date(2026, 10, 26)),
    }
    for rule, (start, _raw, _due) in expected.items():
        take(desk, clock, Step.START_CLOCK, 12, rule=rule, on=start.isoformat(), why="按签收和退回之日")
    case = cases.view(desk, NUMBER).case
    for rule, days in expected.items():
        found = case.clock(rule)
        assert (found.start, found.raw, found.due) == days
    kept = remedy("A-NR", Fen(89900), law=desk.law, on=date(2026, 9, 25), gift=Fen(4900))
    returned = remedy("A-NR", Fen(89900), law=desk.law, on=date(2026, 9, 25))
    assert (kept.refund, returned.refund) == (85000, 89900)
    terms = [{"kind": "refund", "amount": "850.00", "payer": "merchant", "due": "2026-10-18"}]
    take(desk, clock, Step.PROPOSE, 12, 10, items=terms)
    take(desk, clock, Step.SETTLE, 12, 11, consumer_confirmed_by="微信", merchant_confirmed_by="盖章")
    assert take(desk, clock, Step.PERFORM, 13, amount="850.00", proof="退款回单").case.state is State.PERFORMED
    closed = take(desk, clock, Step.CLOSE, 14, callback="满意", missing_acknowledged=True).case
    assert closed.state is State.CLOSED
