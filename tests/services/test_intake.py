"""A complaint comes in through the service."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.services import desk as desks
from odrdesk.services import intake
from odrdesk.services.desk import Desk

NOW = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)
WHOLE = Complaint(
    channel=Channel.PHONE,
    channel_no="T-1",
    received_at=NOW,
    consumer=Consumer("张某", phone="13812345678"),
    merchant=Merchant("上海浦江好物电子商务有限公司"),
    category=Category.QUALITY,
    claims=(Claim.REFUND,),
    facts="收到即损坏。",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desks.create(tmp_path / "desk", "练习台", practice=True, clock=lambda: NOW)
    yield made
    made.close(backup=False)


@pytest.mark.parametrize(
    ("knew_on", "old"),
    [
        # Three years from 2023-10-09 end on Friday 2026-10-09; from 10-10 on 2026-10-10, a Saturday that is worked;
        # from 10-11 on Sunday 2026-10-11, which is rolled to Monday 10-12, the day of receipt.
        (date(2023, 10, 9), True),
        (date(2023, 10, 10), True),
        (date(2023, 10, 11), False),
        (date(2023, 10, 12), False),
    ],
)
def test_a_claim_is_old_only_after_its_rolled_last_day(desk: Desk, knew_on: date, old: bool) -> None:
    warnings = intake.register(desk, replace(WHOLE, knew_on=knew_on)).value.warnings
    assert [one.code for one in warnings] == (["claim.old"] if old else [])


def test_the_same_channel_number_twice_is_refused_with_the_case(desk: Desk) -> None:
    first = intake.register(desk, WHOLE).value.case
    with pytest.raises(Refusal) as no:
        intake.register(desk, WHOLE)
    assert (no.value.code, no.value.data["number"]) == ("channel_no.taken", first.number)


def test_a_look_alike_is_registered_and_named(desk: Desk) -> None:
    first = intake.register(desk, WHOLE).value.case
    second = intake.register(desk, replace(WHOLE, channel_no="T-2")).value
    assert second.similar == (first.number,)


def test_what_happened_earlier_needs_a_reason_and_nothing_happens_later(desk: Desk) -> None:
    early = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)
    with pytest.raises(Refusal) as no:
        intake.register(desk, replace(WHOLE, received_at=early), at=early)
    assert no.value.code == "at.needs_why"
    done = intake.register(desk, replace(WHOLE, received_at=early), at=early, why="周末补录")
    assert done.value.case.registered_at == early
    with pytest.raises(Refusal) as no:
        intake.register(desk, WHOLE, at=datetime(2026, 10, 13, tzinfo=UTC))
    assert no.value.code == "at.in_future"
