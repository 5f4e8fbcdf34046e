"""S4 through the services: online settlement fails, the regulator mediates with an appraisal, and ends without one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.grounds import GroundOf
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, FailGround, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, intake
from odrdesk.services.desk import Desk, create
from odrdesk.services.steps import StepTaken, take_step


class Clock:
    def __init__(self) -> None:
        self.set(6, 5)

    def set(self, month: int, day: int, hour: int = 10) -> None:
        self.now = datetime(2026, month, day, hour, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock)
    yield made
    made.close(backup=False)


@pytest.fixture
def number(desk: Desk, clock: Clock) -> str:
    fryer = Complaint(
        channel=Channel.ODR12315,
        channel_no="3101150000000202606051234",
        received_at=clock.now,
        pushed_at=clock.now,
        consumer=Consumer("李某", "13912345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        order=Order(no="692011582274009999", goods="空气炸锅", paid=Fen(45900)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        claimed=Fen(45900),
        facts="使用中起火，商家否认质量问题。",
    )
    return intake.register(desk, fryer).value.case.number


def due(taken: StepTaken, rule: str) -> tuple[date, date]:
    clock = taken.case.clock(rule)
    assert clock is not None
    return clock.raw, clock.due


def test_s4_odr_fails_regulator_mediates_with_appraisal_and_terminates(desk: Desk, clock: Clock, number: str) -> None:
    def step(name: Step, **facts: object) -> StepTaken:
        return take_step(desk, number, name, {key.rstrip("_"): value for key, value in facts.items()}).value

    clock.set(6, 8)
    assert due(step(Step.ACCEPT), "R-ODR")[1] == date(2026, 6, 22)
    step(Step.CONTACT, mode="电话", with_="merchant", content="商家否认缺陷", result="拒绝退款")

    clock.set(6, 22)
    with pytest.raises(Refusal) as early:
        step(Step.FAIL, ground="expired", why="期限届满")
    assert early.value.code == "clock.not_passed"

    clock.set(6, 23)
    failed = step(Step.FAIL, ground="expired", why="期限届满，商家仍否认")
    assert (failed.case.state, failed.case.fail_ground) == (State.FAILED, FailGround.EXPIRED)
    sent = step(Step.TO_REGULATOR, to="浦东新区市场监管局", focus="是否存在缺陷", materials=["订单", "起火照片"])
    assert (sent.case.state, sent.case.level) == (State.EXT_PENDING, 4)
    assert due(sent, "R-REG-ACC")[1] == date(2026, 7, 2)
    assert sent.case.handover is not None
    assert sent.case.handover.materials == ("订单", "起火照片")
    assert [(one.before, one.after) for one in sent.case.escalations] == [(1, 4)]

    clock.set(6, 30)
    accepted = step(Step.EXT_ACCEPTED, on="2026-06-30")
    assert due(accepted, "R-REG-MED-121") == (date(2026, 8, 29), date(2026, 8, 31))

    clock.set(7, 6)
    step(Step.APPRAISAL_START, on="2026-07-06")
    clock.set(7, 24)
    resumed = step(Step.APPRAISAL_REPORT, on="2026-07-24")
    # 60 days and the 18 of the appraisal; the online limit had ended and never paused.
    assert due(resumed, "R-REG-MED-121")[1] == date(2026, 9, 16)
    odr = resumed.case.clock("R-ODR")
    assert odr is not None
    assert (odr.pauses, odr.stopped_on) == ((), date(2026, 6, 23))

    clock.set(9, 16)
    ended = step(Step.EXT_TERMINATED, ground="5", on="2026-09-16")
    assert ended.case.state is State.EXT_DONE
    assert due(ended, "R-REG-TERM")[1] == date(2026, 9, 24)
    ground = cases.view(desk, number).grounds[GroundOf.TERMINATION]
    assert "六十日" in ground.words
    assert "第二十三条第一款第五项" in ground.source

    clock.set(9, 24)
    with pytest.raises(Refusal) as lacking:
        step(Step.CLOSE, why="外部已结")
    assert lacking.value.code == "close.papers_missing"
    closed = step(Step.CLOSE, why="外部已结", missing_acknowledged=True)
    assert closed.case.state is State.CLOSED


def test_s4_consumer_may_withdraw_while_the_regulator_mediates(desk: Desk, clock: Clock, number: str) -> None:
    for day, name, facts in (
        (8, Step.ACCEPT, {}),
        (9, Step.CONTACT, {"mode": "电话", "with": "both", "content": "沟通"}),
        (10, Step.FAIL, {"ground": "refused", "why": "商家拒绝"}),
        (11, Step.TO_REGULATOR, {}),
        (12, Step.EXT_ACCEPTED, {"on": "2026-06-12"}),
        (15, Step.WITHDRAW, {"why": "自行和解"}),
    ):
        clock.set(6, day)
        taken = take_step(desk, number, name, facts).value
    assert taken.case.state is State.WITHDRAWN
    assert not [one.rule for one in taken.case.clocks if one.running]


def test_s4_refused_outside_it_goes_to_court_and_is_reopened_by_a_new_push(
    desk: Desk, clock: Clock, number: str
) -> None:
    for day, name, facts in (
        (8, Step.ACCEPT, {}),
        (9, Step.CONTACT, {"mode": "电话", "with": "both", "content": "沟通"}),
        (10, Step.FAIL, {"ground": "unreachable", "why": "商家失联"}),
        (11, Step.TO_COUNCIL, {}),
        (12, Step.EXT_REFUSED, {"ground": "不属于受理范围"}),
        (15, Step.ADJUDICATE, {"no": "（2026）沪0115民初99号"}),
        (16, Step.CLOSE, {"why": "进入诉讼", "missing_acknowledged": True}),
    ):
        clock.set(6, day)
        taken = take_step(desk, number, name, facts).value
    assert (taken.case.state, taken.case.level) == (State.CLOSED, 5)
    assert taken.case.external_refusal == "不属于受理范围"
    closed_at = taken.case.closed_at

    clock.set(6, 18)
    with pytest.raises(Refusal) as old:
        take_step(desk, number, Step.REOPEN, {"why": "再次投诉", "pushed_at": "2026-06-15"})
    assert old.value.code == "reopen.push_before_close"
    told = {"why": "再次投诉", "ground": "complained_again", "pushed_at": "2026-06-18T09:00+08:00"}
    again = take_step(desk, number, Step.REOPEN, told).value.case
    # 06-18 + 10 working days over the Dragon Boat festival (06-19 to 06-21): 2026-07-03.
    odr = again.clock("R-ODR")
    assert odr is not None
    assert (odr.start, odr.due, odr.running) == (date(2026, 6, 18), date(2026, 7, 3), True)
    assert (again.state, again.level, again.reopen_count) == (State.NEGOTIATING, 3, 1)
    assert [one.closed_at for one in again.reopenings] == [closed_at]
