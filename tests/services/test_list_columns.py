"""Any filter and any order of the list language gives what a plain walk over all cases gives."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import given, settings
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint, Live, Order
from odrdesk.domain.listing import Condition, Listing, Op, Relative, Stretch, days, order, parse
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.domain.workdays import SHANGHAI, day_of
from odrdesk.services import intake, lists, steps
from odrdesk.services.desk import Desk, create
from odrdesk.storage.migrations import carried

NOW = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI).astimezone(UTC)
TODAY = date(2026, 11, 20)
ADDRESSES = ("上海市浦东新区川沙路 3 号", "浙江省杭州市西湖区文三路 8 号", "上海市静安区", "文三路 8 号")
REGIONS = ("上海市浦东新区", "浙江省杭州市西湖区", "上海市静安区", None)
Told = Mapping[str, object]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = create(Path(tmp_path_factory.mktemp("desk")), "浦东联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture(scope="module")
def told(desk: Desk) -> list[Told]:
    """Twelve cases, and what is known of each without asking the list."""
    return [_register(desk, place) for place in range(12)]


def _register(desk: Desk, place: int) -> Told:
    channel = (Channel.PHONE, Channel.ODR12315, Channel.WECHAT)[place % 3]
    claims = (Claim.REFUND,) if place % 4 else (Claim.REFUND, Claim.RETURN_GOODS)
    received = NOW - timedelta(days=place * 3, hours=place)
    goods = None if place % 5 == 0 else f"货品{place % 3}"
    draft = Complaint(
        channel=channel,
        channel_no=f"310115000000020260930{place:04d}" if channel is Channel.ODR12315 else None,
        received_at=received,
        pushed_at=received,
        consumer=Consumer(f"王{place}", phone="13812345678", address=ADDRESSES[place % 4]),
        merchant=Merchant("甲店" if place % 2 else "乙店"),
        live=Live(room=f"直播间{place % 4}" if place % 4 else None),
        order=Order(goods=goods, paid=Fen(1_000 * (place % 4 + 1)), bought_on=TODAY - timedelta(days=50)),
        category=Category.QUALITY if place % 3 else Category.COUNTERFEIT,
        claims=claims,
        claimed=Fen(500 * (place % 5 + 1)),
        facts="与宣传不符。",
    )
    number = intake.register(desk, draft).value.case.number
    contacts = place % 3
    if contacts:
        steps.take_step(desk, number, Step.ACCEPT, {})
    for _turn in range(contacts):
        steps.take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "已催"})
    return {
        "key": place + 1,
        "number": number,
        "channel": channel,
        "category": draft.category,
        "claim": claims,
        "received": day_of(received),
        "received_at": received,
        "goods": goods,
        "room": draft.live.room,
        "region": REGIONS[place % 4],
        "merchant": draft.merchant.name if draft.merchant else "",
        "amount": int(draft.claimed or 0),
        "paid": int(draft.order.paid or 0),
        "contacts": contacts,
        "contacted": TODAY if contacts else None,
        "state": "negotiating" if contacts else "registered",
    }


_BEFORE: Mapping[Op, Callable[[object, object], bool]] = {
    Op.EQ: lambda one, other: one == other,
    Op.LT: lambda one, other: one < other,  # type: ignore[operator]
    Op.LE: lambda one, other: one <= other,  # type: ignore[operator]
    Op.GT: lambda one, other: one > other,  # type: ignore[operator]
    Op.GE: lambda one, other: one >= other,  # type: ignore[operator]
}


def _holds(case: Told, asked: Condition) -> bool:
    op = Op.EQ if asked.op is Op.NE else asked.op
    found = any(_one(case[asked.field], asked.field, op, value) for value in asked.values)
    return found is not (asked.op is Op.NE)


def _one(known: object, field: str, op: Op, value: object) -> bool:
    if value == "none" or known is None:
        return value == "none" and known is None
    if field in ("goods", "room", "merchant", "region"):
        return str(value) in str(known)
    if field == "claim":
        return isinstance(known, tuple) and value in known
    if isinstance(value, Stretch):
        first, last = days(value, TODAY)
        if op is Op.EQ:
            return isinstance(known, date) and first <= known <= last
        return _BEFORE[op](known, first if op in (Op.LT, Op.GE) else last)
    return _BEFORE[op](known, TODAY + timedelta(days=value.days) if isinstance(value, Relative) else value)


def _sorted(cases: list[Told], text: str) -> list[object]:
    asked = order(text)
    found = sorted(cases, key=lambda case: int(str(case["key"])), reverse=asked.down)
    for key, down in reversed(asked.keys):
        name = "received_at" if key == "received" else key
        there = [case for case in found if case[name] is not None]
        there.sort(key=lambda case, name=name: case[name], reverse=down)  # type: ignore[misc]
        found = there + [case for case in found if case[name] is None]
    return [case["key"] for case in found]


_DAYS = st.one_of(
    st.integers(-40, 3).map(Relative), st.sampled_from(Stretch), st.integers(0, 40).map(lambda n: TODAY - timedelta(n))
)
_ANY, _IS = st.sampled_from([one for one in Op if one is not Op.NE]), st.sampled_from([Op.EQ, Op.NE])


def _condition(
    field: str, ops: st.SearchStrategy[Op], values: st.SearchStrategy[object]
) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, st.just(field), ops, values.map(lambda value: (value,)))


_CONDITIONS = st.one_of(
    _condition("amount", _ANY, st.integers(0, 3_000)),
    _condition("paid", _ANY, st.integers(0, 5_000)),
    _condition("contacts", _ANY, st.integers(0, 3)),
    _condition("received", _ANY, _DAYS),
    _condition("received", st.just(Op.NE), _DAYS),
    _condition("contacted", _ANY, _DAYS),
    _condition("contacted", _IS, st.just("none")),
    _condition("goods", _IS, st.sampled_from(["货", "1", "none"])),
    _condition("room", _IS, st.sampled_from(["直播间2", "none"])),
    _condition("region", _IS, st.sampled_from(["上海", "杭州市", "none"])),
    _condition("merchant", _IS, st.sampled_from(["甲", "丙"])),
    _condition("claim", _IS, st.sampled_from([Claim.RETURN_GOODS, Claim.REPAIR])),
    _condition("channel", _IS, st.sampled_from([Channel.PHONE, Channel.ODR12315])),
    _condition("state", _IS, st.sampled_from(["registered", "negotiating"])),
)
_KEYS = st.lists(
    st.builds(
        lambda key, down: f"-{key}" if down else key,
        st.sampled_from(
            [
                "amount",
                "state",
                "channel",
                "category",
                "merchant",
                "goods",
                "room",
                "region",
                "contacts",
                "paid",
                "received",
            ]
        ),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
).map(",".join)


@settings(deadline=None, max_examples=150)
@given(where=st.lists(_CONDITIONS, max_size=3).map(tuple), keys=_KEYS, text=st.sampled_from(["", "货品", "王3"]))
def test_a_list_is_what_a_plain_walk_gives(
    desk: Desk, told: list[Told], where: tuple[Condition, ...], keys: str, text: str
) -> None:
    there = {"": lambda _case: True, "货品": lambda case: case["goods"], "王3": lambda case: case["key"] == 4}[text]
    expected = [case for case in told if there(case) and all(_holds(case, one) for one in where)]
    asked = Listing(where, text, order(keys))
    found = [key for chunk in lists.ids(desk, asked) for key in chunk]
    assert found == _sorted(expected, keys)
    assert list(lists.opening(desk, asked).ids) == found
    assert lists.amount(desk, asked) == sum(int(str(case["amount"])) for case in expected)
    assert lists.amount_of(desk, found) == lists.amount(desk, asked)


def test_the_further_columns_of_a_row_are_those_of_its_case(desk: Desk, told: list[Told]) -> None:
    rows = lists.rows(desk, [5, 3], more=True)
    assert [row.row.key for row in rows] == [5, 3]
    more = rows[1].more
    assert more is not None
    assert (more.contacts, more.paid, more.claims) == (told[2]["contacts"], told[2]["paid"], told[2]["claim"])
    assert more.contacted_at is not None
    assert day_of(more.contacted_at) == TODAY
    assert (more.rounds, more.evidence, more.papers, more.settled, more.prepaid) == (0, 0, 0, None, None)
    assert lists.rows(desk, [5])[0].more is None


def test_the_text_of_a_filter_reads_the_new_fields(desk: Desk, told: list[Told]) -> None:
    asked = parse("received=month claim=return_goods contacts<2 room!=none")
    assert len(asked.where) == 4
    assert lists.opening(desk, asked).total == sum(all(_holds(case, one) for one in asked.where) for case in told)


def test_the_regions_offered_are_those_kept_then_those_of_the_directory(desk: Desk, told: list[Told]) -> None:
    offered = lists.regions(desk)
    assert set(offered[:3]) == {one for one in REGIONS if one}
    assert "上海市黄浦区" in offered[3:]
    assert len(set(offered)) == len(offered)
    assert [row.more.region for row in lists.rows(desk, [1, 4], more=True) if row.more] == [REGIONS[0], None]


def test_a_corrected_address_is_of_another_region(desk: Desk, told: list[Told]) -> None:
    number = str(told[0]["number"])
    change = {"field": "consumer.address", "why": "消费者更正"}
    steps.take_step(desk, number, Step.CORRECT, {**change, "value": "江苏省苏州市姑苏区平江路 1 号"})
    row = lists.rows(desk, [1], more=True)[0]
    assert row.more
    assert row.more.region == "江苏省苏州市姑苏区"
    steps.take_step(desk, number, Step.CORRECT, {**change, "value": ADDRESSES[0]})


def test_cases_of_version_1_get_the_region_their_address_begins_with(desk: Desk, told: list[Told]) -> None:
    with desk.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE dispute SET consumer_region = NULL")
        with Operations.context(MigrationContext.configure(connection)):
            carried.regions()
    rows = lists.rows(desk, range(1, 13), more=True)
    assert [row.more.region for row in rows if row.more] == [REGIONS[place % 4] for place in range(12)]
