"""Lists and board go by the moment where hours are counted, and a right-holder's wait that is over is no delay."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.listing import VIEWS, parse
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step, Tier
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import cases, intake, lists
from odrdesk.services.desk import Desk, create
from odrdesk.services.lists import DueRow
from odrdesk.services.steps import take_step


class Clock:
    """Stands until it is set, by Shanghai wall time."""

    def __init__(self) -> None:
        self.set(10, 12, 10)

    def set(self, month: int, day: int, hour: int, minute: int = 0) -> None:
        self.now = datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈晓雯")
    yield made
    made.close(backup=False)


def opened(desk: Desk, channel: Channel, category: Category = Category.QUALITY) -> str:
    draft = Complaint(
        channel=channel,
        received_at=desk.now(),
        pushed_at=desk.now(),
        consumer=Consumer("李某", "13812345678"),
        merchant=Merchant("浦江好物旗舰店"),
        category=category,
        claims=(Claim.REFUND,),
        facts="收到的商品与描述不符。",
    )
    return intake.register(desk, draft).value.case.number


def total(desk: Desk, view: str) -> int:
    listing = VIEWS.get(view) or parse(view)
    found = lists.opening(desk, listing)
    assert len(found.ids) == found.total
    return found.total


def row(desk: Desk) -> DueRow:
    (found,) = lists.rows(desk, lists.opening(desk, VIEWS["open"]).ids)
    return found


@pytest.fixture
def hours(desk: Desk, clock: Clock) -> str:
    """Pushed by the mini-program on Monday at 10:00; R-WX-MERCH ends on Wednesday at 10:00."""
    number = opened(desk, Channel.WECHAT)
    clock.set(10, 12, 11)
    take_step(desk, number, Step.ACCEPT, {})
    # What the desk itself owes ends later than Wednesday.
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "consumer", "content": "了解诉求"})
    return number


@pytest.mark.parametrize(
    "seen",
    [
        (14, 9, 59, 0, Tier.URGENT),
        (14, 10, 0, 0, Tier.URGENT),
        (14, 10, 1, 1, Tier.OVERDUE),
        (14, 23, 59, 1, Tier.OVERDUE),
        (15, 0, 0, 1, Tier.OVERDUE),
    ],
)
def test_forty_eight_hours_are_overdue_from_the_moment_on(
    desk: Desk, clock: Clock, hours: str, seen: tuple[int, int, int, int, Tier]
) -> None:
    day, hour, minute, overdue, tier = seen
    today = 1 - overdue
    clock.set(10, day, hour, minute)
    found = row(desk)
    assert (found.row.due_rule, found.tier, bool(found.late)) == ("R-WX-MERCH", tier, bool(overdue))
    assert (total(desk, "overdue"), total(desk, "today")) == (overdue, today)
    assert total(desk, "tier=overdue") == overdue
    board = lists.board(desk)
    assert (board.tiles.overdue, board.tiles.today) == (overdue, today)
    assert board.upcoming[0][1] == today
    assert lists.counts(desk, [VIEWS["overdue"], VIEWS["today"]]) == (overdue, today)


@pytest.fixture
def wait(desk: Desk, clock: Clock) -> str:
    """S6's wait, over on 05-06, beside a settlement to be performed by 05-29."""
    clock.set(4, 10, 9)
    number = opened(desk, Channel.PLATFORM, Category.IP)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "both", "content": "协商"})
    item = {"kind": "refund", "amount": "100.00", "due": "2026-05-29", "payer": "merchant"}
    take_step(desk, number, Step.PROPOSE, {"items": [item]})
    take_step(desk, number, Step.SETTLE, {"consumer_confirmed_by": "电话", "merchant_confirmed_by": "电话"})
    take_step(desk, number, Step.IP_NOTICE, {"right": "trademark"})
    take_step(desk, number, Step.IP_MEASURES, {})
    clock.set(4, 16, 10)
    take_step(desk, number, Step.IP_DECLARATION, {})
    clock.set(4, 17, 10)
    take_step(desk, number, Step.IP_FORWARDED, {"on": "2026-04-17"})
    return number


def test_a_wait_that_is_over_is_to_be_done_today_and_never_the_desks_delay(desk: Desk, clock: Clock, wait: str) -> None:
    clock.set(5, 6, 12)
    assert (total(desk, "today"), total(desk, "overdue"), row(desk).wait_over) == (1, 0, False)
    for day in (7, 12, 28):
        clock.set(5, day, 12)
        found = row(desk)
        assert (found.row.due_rule, found.row.due, found.late) == ("R-IP15", date(2026, 5, 6), 0)
        assert (found.wait_over, found.tier) == (True, Tier.URGENT)
        deadline = next(one for one in cases.view(desk, wait).deadlines if one.clock.rule == "R-IP15")
        assert deadline.tier is Tier.URGENT
        board = lists.board(desk)
        assert (board.tiles.overdue, board.tiles.today, board.upcoming[0][1]) == (0, 1, 1)
        assert (total(desk, "tier=overdue"), total(desk, "tier=urgent")) == (0, 1)


def test_it_does_not_hide_what_is_late_beside_it(desk: Desk, clock: Clock, wait: str) -> None:
    clock.set(6, 1, 12)
    found = row(desk)
    assert (found.row.due, found.late, found.wait_over) == (date(2026, 5, 29), 1, False)
    assert (total(desk, "overdue"), total(desk, "today"), total(desk, "tier=overdue")) == (1, 0, 1)
