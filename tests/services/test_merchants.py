"""Merchants on a real desk: their figures, and merging, which loses nothing and can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, MerchantNote, Role, Step
from odrdesk.services import cases, clerks, intake, merchant_changes, merchants, steps
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)
FIRM, OTHER_FIRM = "91310115MA1FARM015", "91310000MA1FLTEATW"
PLAIN = Complaint(
    channel=Channel.PHONE,
    received_at=NOW,
    consumer=Consumer("李婷", "13912342217"),
    category=Category.QUALITY,
    claims=(Claim.REFUND,),
    facts="收到即损坏。",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "练习台", practice=True, clock=lambda: NOW)
    yield made
    made.close(backup=False)


def register(desk: Desk, name: str, *, uscc: str | None = None, days_ago: int = 0, **more: Any) -> str:
    received = NOW - timedelta(days=days_ago)
    goods = more.pop("goods", None)
    told = replace(PLAIN, received_at=received, merchant=Merchant(name, uscc), order=Order(goods=goods), **more)
    return intake.register(desk, told).value.case.number


def key(desk: Desk, name: str) -> int:
    return merchants.find(desk, name).key


def all_of(desk: Desk) -> dict[int, tuple[Any, ...]]:
    """Every merchant as the desk shows it: name, code, page, figures, cases."""
    return {
        one: (line.profile.name, line.profile.uscc, line.figures, tuple(merchants.cases(desk, one)))
        for one in merchants.ids(desk)
        for line in merchants.lines(desk, [one])
    }


def negotiated(desk: Desk, name: str, *, settle: bool) -> str:
    number = register(desk, name, days_ago=6)
    before = desk.at(lambda: NOW - timedelta(days=5))
    steps.take_step(before, number, Step.ACCEPT, {})
    steps.take_step(before, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "请答复"})
    if not settle:
        steps.take_step(desk, number, Step.FAIL, {"ground": "refused", "why": "商家拒绝"})
        return number
    refund = {"kind": "refund", "amount": "99.00", "payer": "merchant", "due": "2026-11-30"}
    steps.take_step(desk, number, Step.PROPOSE, {"items": [refund]})
    steps.take_step(desk, number, Step.SETTLE, {"consumer_confirmed_by": "电话", "merchant_confirmed_by": "盖章"})
    return number


def test_the_figures_of_a_merchant(desk: Desk) -> None:
    negotiated(desk, "云裳服饰旗舰店", settle=True)
    negotiated(desk, "云裳服饰旗舰店", settle=True)
    negotiated(desk, "云裳服饰旗舰店", settle=False)
    register(desk, "云裳服饰旗舰店", days_ago=89, goods="羊绒衫")
    register(desk, "云裳服饰旗舰店", days_ago=90, goods="羊绒衫")
    (line,) = merchants.lines(desk, [key(desk, "云裳服饰旗舰店")])
    assert line.figures == (5, 5, 4, 2, 1)
    assert line.rate == 66.67
    # Asked on Wednesday the 18th, answered on Monday the 23rd: Thursday, Friday, Monday.
    assert line.answer_days == 3.0


def test_the_same_goods_written_differently_are_one_problem(desk: Desk) -> None:
    for days, goods in ((1, "羊绒衫"), (2, "羊绒衫 "), (3, "【羊绒衫】"), (4, "牛仔裤"), (200, "羊绒衫")):
        register(desk, "云裳服饰旗舰店", days_ago=days, goods=goods)
    page = merchants.page(desk, key(desk, "云裳服饰旗舰店"))
    first, second = page.problems
    assert (first.goods, first.cases, first.recent, first.open) == ("羊绒衫", 4, 3, 4)
    assert (second.goods, second.cases) == ("牛仔裤", 1)
    assert page.line.repeats == 1


def test_twelve_months_end_with_this_one(desk: Desk) -> None:
    register(desk, "某店")
    register(desk, "某店", days_ago=40)
    page = merchants.page(desk, key(desk, "某店"))
    assert [day for day, _count in page.months][::11] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert [count for _day, count in page.months] == [0] * 10 + [1, 1]


def test_live_rooms_are_grouped_however_they_are_spelt(desk: Desk) -> None:
    for room in ("浦江好物", "浦江好物直播间", "浦江 好物"):
        register(desk, "某店", live=Live(room=room, mcn="云帆文化", base="浦江基地"))
    page = merchants.page(desk, key(desk, "某店"))
    assert [(one.kind, one.cases) for one in page.places] == [("room", 3), ("mcn", 3), ("base", 3)]
    place, rows = merchants.place_cases(desk, "room", "浦江好物官方直播间")
    assert place is not None
    assert sorted(place.spellings) == ["浦江 好物", "浦江好物", "浦江好物直播间"]
    assert len(rows) == 3


def test_a_case_stands_among_those_of_its_merchant(desk: Desk) -> None:
    numbers = [register(desk, "某店", days_ago=days, goods="鞋") for days in (100, 60, 30, 1)]
    other = register(desk, "某店", goods="包")
    found = [cases.view(desk, number).standing for number in (*numbers, other)]
    assert [(one.nth, one.recent, one.same) for one in found if one][1:] == [(1, 4, 3), (2, 4, 3), (3, 4, 3), (4, 4, 1)]


# Merging


def test_a_merged_merchant_keeps_its_cases_and_can_be_taken_out_again(desk: Desk) -> None:
    register(desk, "云裳服饰")
    register(desk, "云裳服装旗舰店", uscc=FIRM)
    one, kept = key(desk, "云裳服饰"), key(desk, "云裳服装旗舰店")
    before = all_of(desk)
    merchant_changes.merge(desk, one, kept, "同一营业执照")
    page = merchants.page(desk, one)
    assert page.line.profile.key == kept
    assert page.line.figures.cases == 2
    assert [member.name for member in page.members] == ["云裳服饰"]
    assert sorted(name.name for name in page.spellings) == ["云裳服装旗舰店", "云裳服饰"]
    assert list(merchants.ids(desk)) == [kept]
    new = register(desk, "云裳服饰")
    assert merchants.page(desk, kept).line.figures.cases == 3
    assert cases.view(desk, new).case.complaint.merchant == Merchant("云裳服饰")
    merchant_changes.unmerge(desk, one, "两家店主不同")
    after = all_of(desk)
    assert (after[one][0], after[kept]) == (before[one][0], before[kept])
    assert [event.entry.act for event in merchants.page(desk, one).events] == ["merchant.unmerge", "merchant.merge"]
    assert [event.entry.act for event in merchants.page(desk, kept).events] == ["merchant.unmerge", "merchant.merge"]


def test_two_valid_codes_are_never_one_merchant(desk: Desk) -> None:
    register(desk, "云裳服饰", uscc=FIRM)
    register(desk, "云裳服饰", uscc=OTHER_FIRM)
    register(desk, "云裳服饰店铺")
    one, other = merchants.find(desk, FIRM).key, merchants.find(desk, OTHER_FIRM).key
    with pytest.raises(Refusal) as no:
        merchant_changes.merge(desk, one, other)
    assert no.value.code == "merchant.two_codes"
    bridge = key(desk, "云裳服饰店铺")
    merchant_changes.merge(desk, one, bridge)
    with pytest.raises(Refusal) as still:
        merchant_changes.merge(desk, other, bridge)
    assert still.value.code == "merchant.two_codes"


def test_a_code_that_comes_later_does_not_slip_into_a_merged_group(desk: Desk) -> None:
    register(desk, "云裳服饰", uscc=FIRM)
    register(desk, "云裳服饰旗舰店")
    merchant_changes.merge(desk, key(desk, "云裳服饰旗舰店"), merchants.find(desk, FIRM).key)
    register(desk, "云裳服饰旗舰店", uscc=OTHER_FIRM)
    assert merchants.find(desk, OTHER_FIRM).kept is None
    assert merchants.page(desk, merchants.find(desk, FIRM).key).line.figures.cases == 2


def test_a_code_is_the_same_however_it_is_typed(desk: Desk) -> None:
    register(desk, "甲", uscc=FIRM)
    register(desk, "乙", uscc=FIRM.lower())
    assert [line.figures.cases for line in merchants.lines(desk, list(merchants.ids(desk)))] == [2]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INTAKE, Role.AUDITOR])
def test_only_a_supervisor_merges(desk: Desk, role: Role) -> None:
    register(desk, "甲")
    register(desk, "乙")
    clerks.add(desk, "小王", [role])
    seated = desk.acting_as("小王")
    with pytest.raises(Refusal) as no:
        merchant_changes.merge(seated, key(desk, "甲"), key(desk, "乙"))
    assert no.value.code == "merchant.role"
    with pytest.raises(Refusal):
        merchant_changes.unmerge(seated, key(desk, "甲"), "x")


def test_what_cannot_be_merged(desk: Desk) -> None:
    for name in ("甲", "乙", "丙"):
        register(desk, name)
    one, other, third = (key(desk, name) for name in ("甲", "乙", "丙"))
    merchant_changes.merge(desk, one, other)
    for pair, code in (
        ((one, one), "merchant.itself"),
        ((one, third), "merchant.merged"),
        ((third, one), "merchant.merged"),
        ((99, 1), "merchant.unknown"),
    ):
        with pytest.raises(Refusal) as no:
            merchant_changes.merge(desk, *pair)
        assert no.value.code == code
    with pytest.raises(Refusal) as no:
        merchant_changes.unmerge(desk, third, "x")
    assert no.value.code == "merchant.not_merged"


@rules(max_examples=20)
@given(st.data())
def test_taking_every_merger_back_brings_the_beginning_back(tmp_path_factory: Any, data: st.DataObject) -> None:
    desk = create(tmp_path_factory.mktemp("merge") / "desk", "练习台", practice=True, clock=lambda: NOW)
    try:
        names = ["甲", "乙", "丙", "丁", "戊"]
        for name in names:
            register(desk, name)
        before = all_of(desk)
        keys = [key(desk, name) for name in names]
        merged: list[int] = []
        for _turn in range(data.draw(st.integers(1, 4))):
            free = [one for one in keys if one not in merged]
            gone, kept = data.draw(st.permutations(free).map(lambda order: order[:2]))
            merchant_changes.merge(desk, gone, kept)
            merged.append(gone)
            assert sum(line.figures.cases for line in merchants.lines(desk, list(merchants.ids(desk)))) == len(names)
        for gone in data.draw(st.permutations(merged)):
            merchant_changes.unmerge(desk, gone, "复核")
        assert all_of(desk) == before
    finally:
        desk.close(backup=False)


# Look-alikes


def test_candidates_are_found_by_name_phone_and_address(desk: Desk) -> None:
    for name in ("云裳服饰", "云裳服装旗舰店", "海淘优专营店", "田间水蜜桃", "高桥绒绣工坊"):
        register(desk, name)
    merchant_changes.correct(desk, key(desk, "田间水蜜桃"), {"phone": "021-58880315"}, "补电话")
    merchant_changes.correct(desk, key(desk, "高桥绒绣工坊"), {"phone": "02158880315"}, "补电话")
    found = merchants.side_by_side(desk, merchants.duplicates(desk))
    told = [({one.one.profile.name, one.other.profile.name}, [*one.candidate.reasons]) for one in found]
    assert told == [({"云裳服饰", "云裳服装旗舰店"}, ["name"]), ({"田间水蜜桃", "高桥绒绣工坊"}, ["phone"])]
    first = found[0].candidate
    merchant_changes.set_apart(desk, first.one, first.other, why="两家店")
    assert len(merchants.duplicates(desk)) == 1
    merchant_changes.set_apart(desk, first.other, first.one, apart=False)
    assert len(merchants.duplicates(desk)) == 2
    merchant_changes.merge(desk, first.one, first.other)
    assert len(merchants.duplicates(desk)) == 1


def test_firms_with_codes_of_their_own_are_no_candidates(desk: Desk) -> None:
    register(desk, "云裳服饰", uscc=FIRM)
    register(desk, "云裳服饰旗舰店", uscc=OTHER_FIRM)
    assert merchants.duplicates(desk) == ()


# What is known of a merchant


def test_a_correction_keeps_what_stood_there(desk: Desk) -> None:
    register(desk, "甲")
    merchant_changes.correct(desk, key(desk, "甲"), {"address": "张杨路1号", "uscc": FIRM.lower()}, "营业执照")
    merchant_changes.correct(desk, key(desk, "甲"), {"address": "张杨路2号"}, "搬迁")
    page = merchants.page(desk, key(desk, "甲"))
    assert (page.line.profile.address, page.line.profile.uscc) == ("张杨路2号", FIRM)
    assert page.events[0].entry.facts["changed"] == {"address": ["张杨路1号", "张杨路2号"]}


def test_what_cannot_be_corrected(desk: Desk) -> None:
    register(desk, "甲", uscc=FIRM)
    register(desk, "乙")
    for values, code in (
        ({"uscc": FIRM}, "merchant.code_taken"),
        ({"uscc": "91350100M000100Y44"}, "uscc.check_digit"),
        ({"phone": "1"}, "phone.form"),
        ({"name": "丙"}, "correct.unknown_field"),
        ({"address": "路" * 201}, "text.too_long"),
    ):
        with pytest.raises(Refusal) as no:
            merchant_changes.correct(desk, key(desk, "乙"), values, "试")
        assert no.value.code == code
    with pytest.raises(Refusal) as no:
        merchant_changes.correct(desk, key(desk, "乙"), {"address": "张杨路"}, " ")
    assert no.value.code == "field.required"


def test_what_was_done_about_a_merchant_stands_in_the_record(desk: Desk) -> None:
    register(desk, "甲")
    merchant_changes.note(desk, key(desk, "甲"), MerchantNote.INTERVIEW, "约谈负责人，要求整改")
    (event,) = merchants.page(desk, key(desk, "甲")).events
    assert (event.entry.act, event.entry.facts["kind"]) == ("merchant.note", "interview")
    with pytest.raises(Refusal):
        merchant_changes.note(desk, key(desk, "甲"), MerchantNote.OTHER, " ")


def test_the_list_is_sorted_and_narrowed(desk: Desk) -> None:
    for name, count in (("甲店", 1), ("乙店", 3), ("丙店", 2)):
        for _turn in range(count):
            register(desk, name)
    names = [line.profile.name for line in merchants.lines(desk, list(merchants.ids(desk)))]
    assert names == ["乙店", "丙店", "甲店"]
    assert [line.profile.name for line in merchants.lines(desk, list(merchants.ids(desk, "丙")))] == ["丙店"]
    with pytest.raises(Refusal):
        merchants.ids(desk, order="beauty")
