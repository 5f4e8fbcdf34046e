"""Complaints alike on a desk: proposed, dismissed with a reason, made leads of; nothing happens by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PatternKind, Role, Step
from odrdesk.services import cases, clerks, intake, patterns, settings, steps
from odrdesk.services.desk import Desk, create
from odrdesk.storage import record

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
COMPLAINT = Complaint(
    channel=Channel.PHONE,
    received_at=NOW,
    consumer=Consumer("张小明", "13812345678"),
    merchant=Merchant("杭州云裳服饰有限公司"),
    live=Live(room="浦江好物", host="小鹿"),
    order=Order(goods="头层牛皮男鞋"),
    category=Category.FALSE_CLAIMS,
    claims=(Claim.REFUND,),
    facts="宣传头层牛皮，检测为PU。",
)


class Hand:
    """A clock that a test sets."""

    at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def desk(tmp_path: Path, clock: Hand) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理")
    yield made
    made.close(backup=False)


def opened(desk: Desk, **changes: object) -> str:
    return intake.register(desk, replace(COMPLAINT, received_at=desk.now(), **changes)).value.case.number


def three(desk: Desk) -> list[str]:
    phones = ("13812345678", "13912345678", "13712345678")
    return [opened(desk, consumer=Consumer("张某", phone), order=Order(goods=phone)) for phone in phones]


def test_three_in_thirty_days_are_a_group_told_once_with_every_number(desk) -> None:
    two = [opened(desk), opened(desk)]
    assert patterns.found(desk) == ()
    (group,) = patterns.found(desk, least=2)
    assert group.numbers == tuple(two)
    third = opened(desk, live=Live(room="浦江 好物", host="小羊"), merchant=None)
    (group,) = (one for one in patterns.found(desk) if one.mark.kind is PatternKind.ROOM)
    assert (group.numbers, group.consumers, group.name) == ((*two, third), 1, "浦江 好物")


def test_a_case_of_the_thirty_first_day_counts_no_more(desk, clock) -> None:
    three(desk)
    clock.at = NOW + timedelta(days=29)
    assert len(patterns.found(desk)) == 1
    clock.at = NOW + timedelta(days=30)
    assert patterns.found(desk) == ()
    assert len(patterns.found(desk, days=31)) == 1


def test_the_desk_may_set_its_own_numbers(desk) -> None:
    opened(desk)
    opened(desk)
    settings.change(desk, {"patterns.least": 2, "patterns.days": 7})
    assert len(patterns.found(desk)) == 1
    assert patterns.threshold(desk) == patterns.Threshold(days=7, least=2)


@pytest.mark.parametrize(
    ("days", "least", "code"), [(0, 3, "pattern.days"), (4000, 3, "pattern.days"), (30, 1, "pattern.least")]
)
def test_numbers_that_make_no_group_are_refused(desk, days, least, code) -> None:
    with pytest.raises(Refusal) as no:
        patterns.found(desk, days, least)
    assert no.value.code == code


def test_a_dismissed_group_stays_away_until_a_new_case_joins_and_the_reason_is_kept(desk) -> None:
    three(desk)
    (group,) = patterns.found(desk)
    with pytest.raises(Refusal) as no:
        patterns.dismiss(desk, group.mark, "  ")
    assert no.value.code == "pattern.needs_why"
    patterns.dismiss(desk, group.mark, "同一批次，商家已召回")
    assert patterns.found(desk) == ()
    assert len(patterns.found(desk, every=True)) == 1
    with desk.reading() as session:
        last = record.latest(session, 1)[0].entry
    assert (last.act, last.why, last.facts["cases"]) == ("pattern.dismiss", "同一批次，商家已召回", list(group.numbers))
    opened(desk)
    assert [len(one.cases) for one in patterns.found(desk)] == [4]


def test_leads_are_noted_on_every_open_case_in_one_go(desk) -> None:
    numbers = three(desk)
    steps.take_step(desk, numbers[0], Step.WITHDRAW, {"why": "自行解决"})
    (group,) = patterns.found(desk)
    done = patterns.make_leads(desk, group.mark, {"what": "直播间持续虚假宣传", "to": "市场监督管理部门"}).value
    assert done == tuple(numbers[1:])
    leads = [cases.view(desk, number).case.leads for number in numbers]
    assert [[(lead.what, lead.to) for lead in each] for each in leads] == [
        [],
        [("直播间持续虚假宣传", "market")],
        [("直播间持续虚假宣传", "market")],
    ]
    assert patterns.found(desk) == ()
    assert cases.view(desk, numbers[1]).record[-1].entry.act == "dispute.lead"


def test_leads_are_made_for_all_or_for_none(desk) -> None:
    numbers = three(desk)
    (group,) = patterns.found(desk)
    with pytest.raises(Refusal) as no:
        patterns.make_leads(desk, group.mark, {"what": "假", "to": "城管"})
    assert no.value.code == "department.unknown"
    for number in numbers:
        steps.take_step(desk, number, Step.WITHDRAW, {"why": "自行解决"})
    with pytest.raises(Refusal) as no:
        patterns.make_leads(desk, group.mark, {"what": "假"})
    assert no.value.code == "pattern.none_open"
    assert len(patterns.found(desk)) == 1


def test_answers_are_an_officers(desk) -> None:
    three(desk)
    (group,) = patterns.found(desk)
    clerks.add(desk, "小登", [Role.INTAKE])
    intake_clerk = desk.acting_as("小登")
    for act in (
        lambda: patterns.dismiss(intake_clerk, group.mark, "无"),
        lambda: patterns.make_leads(intake_clerk, group.mark, {"what": "假"}),
    ):
        with pytest.raises(Refusal) as no:
            act()
        assert no.value.code == "clerk.not_allowed"


def test_a_case_knows_its_groups_even_when_answered(desk) -> None:
    numbers = three(desk)
    lonely = opened(desk, live=Live(room="别处"), merchant=None, order=Order(goods="别物"))
    (group,) = patterns.found(desk)
    patterns.dismiss(desk, group.mark, "已处理")
    assert [one.numbers for one in patterns.of_case(desk, cases.view(desk, numbers[0]).case)] == [tuple(numbers)]
    assert patterns.of_case(desk, cases.view(desk, lonely).case) == ()
