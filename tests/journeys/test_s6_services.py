"""The notice of a right-holder over Labour Day, through the services: fifteen days, and word in time or too late."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, intake, upkeep
from odrdesk.services.desk import Desk, create
from odrdesk.services.steps import take_step

Take = Callable[..., Dispute]


class Clock:
    """Stands until it is set, by Shanghai wall time."""

    now = datetime(2026, 4, 10, 9, 30, tzinfo=SHANGHAI)

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


@pytest.fixture
def take(desk: Desk, clock: Clock) -> Take:
    """A registered case; takes a step of it at a day and hour of 2026."""
    draft = Complaint(
        channel=Channel.PLATFORM,
        received_at=clock(),
        consumer=Consumer("何某", "13812345678"),
        merchant=Merchant("上海臻品箱包有限公司"),
        category=Category.IP,
        claims=(Claim.OTHER,),
        facts="商标权利人发来通知。",
    )
    number = intake.register(desk, draft).value.case.number

    def taken(step: Step, month: int, day: int, hour: int = 10, **facts: object) -> Dispute:
        clock.now = datetime(2026, month, day, hour, tzinfo=SHANGHAI)
        return take_step(desk, number, step, facts).value.case

    taken(Step.IP_NOTICE, 4, 10)
    taken(Step.IP_MEASURES, 4, 10, 15)
    taken(Step.IP_DECLARATION, 4, 16)
    taken(Step.IP_FORWARDED, 4, 17, on="2026-04-17")
    return taken


def test_the_days_run_from_arrival_and_roll_over_the_holiday(desk: Desk, take: Take) -> None:
    clock = cases.view(desk, "ODR-2026-00001").case.clock("R-IP15")
    assert clock is not None
    assert (clock.start, clock.raw, clock.due) == (date(2026, 4, 17), date(2026, 5, 2), date(2026, 5, 6))


def test_without_word_the_measures_are_lifted_the_day_after_and_published(take: Take) -> None:
    with pytest.raises(Refusal):
        take(Step.IP_LIFT, 5, 6, 23)
    lifted = take(Step.IP_LIFT, 5, 7, 9)
    assert lifted.state is State.REGISTERED
    published = take(Step.IP_PUBLISH, 5, 7)
    late = take(Step.IP_RIGHTSHOLDER_ACTED, 5, 7, 12, on="2026-05-07")
    assert late.ip.state is published.ip.state


def test_word_on_the_last_afternoon_keeps_them(take: Take) -> None:
    kept = take(Step.IP_RIGHTSHOLDER_ACTED, 5, 6, 16, on="2026-05-06")
    assert kept.ip.state.value == "rights_holder_acted"
    assert not kept.clock("R-IP15").running
    with pytest.raises(Refusal):
        take(Step.IP_LIFT, 5, 8)
