"""Leads on a dispute: noted, handed over by a person, answered; and which department a lead may belong to."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.departments import (
    Department,
    Directory,
    Region,
    in_force,
    plain,
    proposed,
    read_department,
)
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import read
from odrdesk.domain.guards import Act
from odrdesk.domain.leads import item_key
from odrdesk.domain.parties import Clerk, Consumer, Live, Merchant
from odrdesk.domain.steps import take
from odrdesk.domain.vocabulary import Category, JurisdictionGround, LeadStatus, Role, State, Step
from odrdesk.places import resource

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICER = Clerk(3, "Officer", frozenset({Role.OFFICER}))
ACT = Act(OFFICER, NOW, NOW)


def case(state: State = State.NEGOTIATING) -> Dispute:
    return Dispute(1, "ODR-2026-00001", state, Complaint(category=Category.FALSE_CLAIMS), officer=3)


def go(before: Dispute, step: Step, **raw: object) -> Dispute:
    return take(before, step, read(step, raw), ACT).case


def code(before: Dispute, step: Step, **raw: object) -> str:
    with pytest.raises(Refusal) as no:
        go(before, step, **raw)
    return no.value.code


def test_a_lead_is_kept_with_everything_that_was_said() -> None:
    after = go(
        case(),
        Step.LEAD,
        what="假冒注册商标",
        to="market",
        region="310115",
        law="商标法第五十七条",
        evidence="3\n直播回放 00:42:10",
        why="鉴定为假货",
    )
    (lead,) = after.leads
    assert (lead.number, lead.status, lead.who, lead.at) == (1, LeadStatus.NOTED, OFFICER.key, NOW)
    assert (lead.to, lead.region, lead.evidence) == ("market", "310115", ("3", "直播回放 00:42:10"))
    assert after.state is State.NEGOTIATING


@pytest.mark.parametrize(
    ("line", "key"),
    [("3", 3), ("#12", 12), (" #7 检测报告.pdf ", 7), ("3 份检测报告", None), ("直播回放 00:42:10", None), ("#", None)],
)
def test_a_line_of_evidence_names_a_file_by_its_key_or_is_free_words(line: str, key: int | None) -> None:
    assert item_key(line) == key


def test_leads_are_counted_within_their_case_and_each_goes_its_own_way() -> None:
    two = go(go(case(), Step.LEAD, what="虚假宣传"), Step.LEAD, what="无照经营")
    sent = go(two, Step.LEAD_SENT, lead="2", to="market", how="邮寄", on="2026-11-20")
    assert [(lead.number, lead.status) for lead in sent.leads] == [(1, LeadStatus.NOTED), (2, LeadStatus.SENT)]
    answered = go(sent, Step.LEAD_ANSWERED, result="不予立案", paper_no="沪市监浦〔2026〕9号")
    assert answered.leads[0] == two.leads[0]
    assert (answered.leads[1].status, answered.leads[1].paper_no) == (LeadStatus.ANSWERED, "沪市监浦〔2026〕9号")


def test_nothing_can_be_sent_or_answered_that_is_not_there() -> None:
    assert code(case(), Step.LEAD_SENT, how="邮寄") == "lead.none"
    noted = go(case(), Step.LEAD, what="虚假宣传")
    assert code(noted, Step.LEAD_ANSWERED, result="已立案") == "lead.none"
    assert code(noted, Step.LEAD_SENT, how="邮寄", lead="7") == "lead.unknown"


def test_of_several_leads_one_must_be_named() -> None:
    two = go(go(case(), Step.LEAD, what="虚假宣传", to="market"), Step.LEAD, what="无照经营", to="market")
    assert code(two, Step.LEAD_SENT, how="邮寄") == "lead.which"
    assert go(two, Step.LEAD_SENT, how="邮寄", lead=1).leads[0].status is LeadStatus.SENT


def test_a_lead_is_not_sent_to_nobody() -> None:
    noted = go(case(), Step.LEAD, what="虚假宣传")
    assert code(noted, Step.LEAD_SENT, how="邮寄") == "lead.no_department"
    assert go(noted, Step.LEAD_SENT, how="邮寄", to="ip").leads[0].to == "ip"


def test_a_lead_is_sent_once_and_answered_once() -> None:
    sent = go(go(case(), Step.LEAD, what="虚假宣传", to="market"), Step.LEAD_SENT, how="邮寄")
    assert code(sent, Step.LEAD_SENT, how="邮寄", lead="1") == "lead.status"
    answered = go(sent, Step.LEAD_ANSWERED, result="已立案")
    assert code(answered, Step.LEAD_ANSWERED, result="再答", lead="1") == "lead.status"


def test_days_stand_in_their_order() -> None:
    noted = go(case(), Step.LEAD, what="虚假宣传", to="market")
    assert code(noted, Step.LEAD_SENT, how="邮寄", on="2026-11-24") == "lead.in_future"
    sent = go(noted, Step.LEAD_SENT, how="邮寄", on="2026-11-20")
    assert code(sent, Step.LEAD_ANSWERED, result="已立案", on="2026-11-19") == "lead.answer_before_sent"
    assert go(sent, Step.LEAD_ANSWERED, result="已立案").leads[0].answered_on == date(2026, 11, 23)


@pytest.mark.parametrize("state", [State.CLOSED, State.TRANSFERRED, State.WITHDRAWN])
def test_an_answer_comes_also_after_the_end_but_no_new_lead(state: State) -> None:
    sent = go(go(case(), Step.LEAD, what="虚假宣传", to="market"), Step.LEAD_SENT, how="邮寄")
    assert go(replace(sent, state=state), Step.LEAD_ANSWERED, result="已立案").state is state
    assert code(replace(sent, state=state), Step.LEAD, what="又一条") == "step.not_from_state"


# Departments and regions


def shipped() -> Directory:
    departments = tomllib.loads(resource("referral", "departments.toml").read_text("utf-8"))
    rows = tomllib.loads(resource("referral", "regions.toml").read_text("utf-8"))
    return Directory(
        tuple(read_department(one, row) for one, row in departments.items()),
        tuple(Region(one, row["zh"], row["en"], row["full"], row["level"]) for one, row in rows.items()),
    )


def test_twelve_departments_act_together_and_the_council_stands_beside_them() -> None:
    known = shipped()
    assert sum(one.joint for one in known.departments) == 12
    assert known.departments[0].code == "market"
    assert not known.department("消费者权益保护委员会").joint


def test_pudong_comes_first_of_the_sixteen_districts_and_the_delta_is_whole() -> None:
    known = shipped()
    districts = [one for one in known.regions if one.level == "district"]
    assert (districts[0].zh, len(districts)) == ("浦东新区", 16)
    cities = [one.code[:2] for one in known.regions if one.level == "city"]
    assert [cities.count(province) for province in ("32", "33", "34")] == [13, 11, 16]


def test_every_category_has_a_department() -> None:
    known = shipped()
    assert [category for category in Category if not known.suggested(category)] == []
    assert [one.code for one in known.suggested(Category.TRADEMARK)] == ["market", "ip"]


@pytest.mark.parametrize(
    ("administrative", "zh"),
    [("310115", "浦东新区"), ("310000", "上海市"), ("330106", "杭州市"), ("330000", "浙江省"), ("340823", "安庆市")],
)
def test_the_smallest_region_of_a_code_is_found(administrative: str, zh: str) -> None:
    region = shipped().region_of(administrative)
    assert region is not None
    assert region.zh == zh


def test_a_code_of_elsewhere_has_no_region() -> None:
    assert shipped().region_of("440106") is None


def test_a_department_is_addressed_as_it_is_called_there() -> None:
    known = shipped()
    pudong, hangzhou = known.region("浦东新区"), known.region("杭州市")
    assert known.addressee(known.department("market"), pudong) == "上海市浦东新区市场监督管理局"
    assert known.addressee(known.department("commerce"), pudong) == "上海市浦东新区商务委员会"
    assert known.addressee(known.department("commerce"), hangzhou) == "浙江省杭州市商务局"
    assert known.addressee(known.department("drug"), hangzhou) == "浙江省药品监督管理局"
    assert known.addressee(known.department("police"), pudong) == "上海市公安局浦东分局"
    assert known.addressee(known.department("market"), None) == "市场监督管理部门"


def grounds(complaint: Complaint, platform: str | None = None) -> list[tuple[str, JurisdictionGround]]:
    return [(one.region.zh, one.ground) for one in proposed(complaint, shipped(), platform)]


def test_jurisdiction_follows_merchant_agency_and_platform_in_this_order() -> None:
    complaint = Complaint(
        consumer=Consumer("张某"),
        merchant=Merchant("杭州云裳服饰有限公司", "91310115MA1FARM015"),
        live=Live(mcn="南京星河文化传媒有限公司", base="上海市青浦区云上直播基地"),
    )
    assert grounds(complaint, "91310000MA1FLTEATW") == [
        ("浦东新区", JurisdictionGround.MERCHANT_CODE),
        ("杭州市", JurisdictionGround.MERCHANT_NAME),
        ("青浦区", JurisdictionGround.LIVE_BASE),
        ("南京市", JurisdictionGround.AGENCY_NAME),
        ("上海市", JurisdictionGround.PLATFORM),
    ]


def test_a_merchant_nobody_can_find_leads_to_the_platforms_domicile() -> None:
    unknown = Complaint(consumer=Consumer("张某"), live=Live(room="好物间"))
    assert grounds(unknown, "91310115MA1FARM015") == [("浦东新区", JurisdictionGround.PLATFORM)]
    assert grounds(unknown) == []
    wrong = replace(unknown, merchant=Merchant("好物店", "91310115MA1FARM014"))
    assert grounds(wrong, "91310115MA1FARM015") == [("浦东新区", JurisdictionGround.PLATFORM)]


def test_a_desks_row_replaces_the_usual_one_from_its_day_on() -> None:
    usual = (Department("market", "市监", "Market", "甲"), Department("ip", "知产", "IP", "乙"))
    own = (
        Department("market", "新市监", "New market", "丙", since=date(2026, 11, 1)),
        Department("city", "城管", "City", "丁", since=date(2026, 12, 1)),
        Department("ip", "知产", "IP", "乙", since=date(2026, 10, 1), until=date(2026, 10, 31)),
    )
    assert [one.zh for one in in_force(usual, own, date(2026, 9, 30))] == ["市监", "知产"]
    assert [one.zh for one in in_force(usual, own, date(2026, 10, 31))] == ["市监", "知产"]
    assert [one.zh for one in in_force(usual, own, date(2026, 11, 1))] == ["新市监"]
    assert [one.zh for one in in_force(usual, own, date(2026, 12, 1))] == ["新市监", "城管"]


def test_a_department_reads_back_as_it_was_written() -> None:
    for one in shipped().departments:
        assert read_department(one.code, plain(one)) == replace(one, named=one.named or None)


@pytest.mark.parametrize(
    ("name", "row", "refused"),
    [
        ("City", {"zh": "城管", "en": "City", "addressed": "城管局"}, "department.code"),
        ("city", {"zh": "城管", "en": "City"}, "department.lacks"),
        ("city", {"zh": "城管", "en": "City", "addressed": "城管局", "phone": "1"}, "department.key_unknown"),
        ("city", {"zh": "城管", "en": "City", "addressed": "城管局", "categories": ["x"]}, "fact.unreadable"),
        ("city", {"zh": "城管", "en": "City", "addressed": "城管局", "from": "明天"}, "fact.unreadable"),
        ("city", {"zh": 3, "en": "City", "addressed": "城管局"}, "fact.unreadable"),
        ("city", {"zh": "城" * 201, "en": "City", "addressed": "城管局"}, "text.too_long"),
    ],
)
def test_a_department_that_cannot_be_read_is_refused(name: str, row: dict[str, object], refused: str) -> None:
    with pytest.raises(Refusal) as no:
        read_department(name, row)
    assert no.value.code == refused
    assert (no.value.field or "").startswith("departments.")
