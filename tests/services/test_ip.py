"""S6 through the services: notice and declaration over Labour Day, its variants, and what the record keeps."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.ip import IpBranch
from odrdesk.domain.law import Law
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, IpState, Role, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, clerks, intake, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.services.ip import trademark_law
from odrdesk.services.steps import take_step

Take = Callable[..., None]


class Clock:
    """Stands until it is set, by Shanghai wall time."""

    def __init__(self) -> None:
        self.set(4, 10, 9)

    def set(self, month: int, day: int, hour: int) -> None:
        self.now = datetime(2026, month, day, hour, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock):
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def number(desk: Desk, clock: Clock) -> str:
    cup = Complaint(
        channel=Channel.PLATFORM,
        received_at=clock(),
        consumer=Consumer("张小某", phone="13812345678"),
        merchant=Merchant("浦江好物旗舰店"),
        order=Order(goods="竹节保温杯"),
        category=Category.IP,
        claims=(Claim.REFUND,),
        facts="怀疑不是正品。",
    )
    return intake.register(desk, cup).value.case.number


@pytest.fixture
def take(desk: Desk, number: str, clock: Clock) -> Take:
    def takes(step: Step, month: int, day: int, hour: int = 10, *, by: str = "", **facts: object) -> None:
        clock.set(month, day, hour)
        take_step(desk.acting_as(by) if by else desk, number, step, facts)

    return takes


@pytest.fixture
def waiting(take: Take) -> Take:
    take(Step.IP_NOTICE, 4, 10, right="trademark")
    take(Step.IP_MEASURES, 4, 10, 15)
    take(Step.IP_DECLARATION, 4, 16)
    take(Step.IP_FORWARDED, 4, 17, on="2026-04-17")
    return take


def branch(desk: Desk, number: str) -> IpBranch:
    found = cases.view(desk, number).case.ip
    assert found is not None
    return found


def test_the_branch_is_kept_and_read_back_whole(desk: Desk, number: str, waiting: Take) -> None:
    view = cases.view(desk, number)
    wait = next(one for one in view.deadlines if one.clock.rule == "R-IP15")
    assert (wait.clock.start, wait.clock.raw, wait.clock.due) == (
        date(2026, 4, 17),
        date(2026, 5, 2),
        date(2026, 5, 6),
    )
    assert (branch(desk, number).reached_on, branch(desk, number).state) == (date(2026, 4, 17), IpState.WAITING15)
    assert upkeep.check(desk) == ()


def test_s6_the_lift_opens_on_the_day_after(desk: Desk, number: str, waiting: Take) -> None:
    with pytest.raises(Refusal) as no:
        waiting(Step.IP_LIFT, 5, 6, 23)
    assert no.value.code == "ip.waiting"
    waiting(Step.IP_LIFT, 5, 7)
    waiting(Step.IP_PUBLISH, 5, 7, 16)
    assert (branch(desk, number).state, branch(desk, number).lifted_on) == (IpState.PUBLISHED, date(2026, 5, 7))


def test_s6_word_on_the_last_afternoon_keeps_and_word_after_the_lift_does_not(
    desk: Desk, number: str, waiting: Take
) -> None:
    waiting(Step.IP_RIGHTSHOLDER_ACTED, 5, 6, 16, on="2026-05-06")
    assert branch(desk, number).state is IpState.RIGHTS_HOLDER_ACTED
    with pytest.raises(Refusal) as no:
        waiting(Step.IP_LIFT, 5, 7)
    assert no.value.code == "ip.holder_acted"


def test_s6_word_after_the_lift_is_written_down(desk: Desk, number: str, waiting: Take) -> None:
    waiting(Step.IP_LIFT, 5, 7)
    waiting(Step.IP_RIGHTSHOLDER_ACTED, 5, 7, 15, on="2026-05-07")
    found = branch(desk, number)
    assert (found.state, [(act.on, act.in_time) for act in found.acts]) == (
        IpState.LIFTED,
        [(date(2026, 5, 7), False)],
    )
    last = cases.view(desk, number).record[-1].entry
    assert (last.act, last.facts["on"]) == ("dispute.ip_rightsholder_acted", "2026-05-07")


def test_the_lift_is_late_only_from_the_second_working_day(
    desk: Desk, number: str, waiting: Take, clock: Clock
) -> None:
    def late() -> int:
        view = cases.view(desk, number)
        return next(one.late_working_days for one in view.deadlines if one.clock.rule == "R-IP15")

    told = []
    for day in (6, 7, 8):
        clock.set(5, day, 9)
        told.append(late())
    assert told == [0, 0, 1]


def test_legal_decides_and_officers_record(desk: Desk, number: str, take: Take) -> None:
    clerks.add(desk, "周倩", frozenset({Role.OFFICER}))
    clerks.add(desk, "陆衡", frozenset({Role.LEGAL}))
    take(Step.IP_NOTICE, 4, 10, by="周倩")
    with pytest.raises(Refusal) as no:
        take(Step.IP_MEASURES, 4, 10, by="周倩")
    assert no.value.code == "step.role"
    take(Step.IP_MEASURES, 4, 10, by="陆衡")
    assert branch(desk, number).state is IpState.MEASURES_TAKEN


@pytest.mark.parametrize(
    ("on", "number"), [(date(2026, 12, 31), "2019年修正"), (date(2027, 1, 1), "2026年6月26日修订")]
)
def test_the_trademark_law_changes_with_the_year_2027(desk: Desk, on: date, number: str) -> None:
    law: Law = desk.law
    found = trademark_law(law, on)
    assert found is not None
    assert found.number == number
    assert found.verified != "verified", "only that it exists and from when"


def test_no_version_is_held_for_days_before_the_present_law(desk: Desk) -> None:
    assert trademark_law(desk.law, date(2010, 1, 1)) is None
