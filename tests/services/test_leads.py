"""Leads on a desk: kept with codes and read back, recorded whole, and the desk's own departments in force by day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, LeadStatus, Role, Step
from odrdesk.services import cases, clerks, departments, intake, settings, steps
from odrdesk.services.desk import Desk, create
from odrdesk.storage import record

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=lambda: NOW, owner="陈经理")
    yield made
    made.close(backup=False)


@pytest.fixture
def number(desk: Desk) -> str:
    told = Complaint(
        channel=Channel.PHONE,
        received_at=NOW,
        consumer=Consumer("张小明", "13812345678"),
        merchant=Merchant("杭州云裳服饰有限公司", "91310115MA1FARM015"),
        live=Live(room="浦江好物", host="小鹿"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900), date(2026, 11, 1)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.REFUND,),
        facts="宣传头层牛皮，检测为PU。",
    )
    return intake.register(desk, told).value.case.number


def test_a_lead_is_stored_read_back_and_recorded_with_codes(desk, number) -> None:
    told = {
        "what": "宣传材质与实物不符",
        "to": "市场监督管理部门",
        "region": "浦东新区",
        "law": "反不正当竞争法第九条",
        "evidence": ["直播回放", "检测报告"],
        "why": "检测报告",
    }
    steps.take_step(desk, number, Step.LEAD, told)
    view = cases.view(desk, number)
    (lead,) = view.case.leads
    assert (lead.to, lead.region, lead.evidence) == ("market", "310115", ("直播回放", "检测报告"))
    last = view.record[-1].entry
    assert (last.act, last.facts) == ("dispute.lead", {"step": "lead", **told, "to": "market", "region": "310115"})


def test_its_way_is_recorded_by_people_and_survives_a_reload(desk, number) -> None:
    steps.take_step(desk, number, Step.LEAD, {"what": "虚假宣传"})
    steps.take_step(desk, number, Step.LEAD, {"what": "无照经营", "to": "market"})
    steps.take_step(desk, number, Step.LEAD_SENT, {"lead": "1", "to": "Market regulator", "how": "邮寄"})
    steps.take_step(desk, number, Step.LEAD_ANSWERED, {"result": "已立案", "paper_no": "沪市监〔2026〕1号"})
    first, second = cases.view(desk, number).case.leads
    assert (first.status, first.to, first.sent_on, first.paper_no) == (
        LeadStatus.ANSWERED,
        "market",
        date(2026, 11, 23),
        "沪市监〔2026〕1号",
    )
    assert second.status is LeadStatus.NOTED


def test_a_department_or_region_nobody_knows_is_refused_beside_its_field(desk, number) -> None:
    for facts, code, field in (
        ({"what": "假", "to": "城管"}, "department.unknown", "to"),
        ({"what": "假", "region": "火星"}, "region.unknown", "region"),
    ):
        with pytest.raises(Refusal) as no:
            steps.take_step(desk, number, Step.LEAD, facts)
        assert (no.value.code, no.value.field) == (code, field)
    assert cases.view(desk, number).case.leads == ()


def test_free_words_stay_allowed_where_the_whole_case_is_transferred(desk, number) -> None:
    steps.take_step(desk, number, Step.TRANSFER, {"to": "市场监管所"})
    assert cases.view(desk, number).case.transferred_to == "市场监管所"


def test_regions_are_proposed_from_the_merchant_and_last_from_the_platform(desk, number) -> None:
    settings.change(desk, {"letterhead.code": "91310000MA1FLTEATW"})
    found = departments.referral(desk, cases.view(desk, number).case)
    assert [one.region.zh for one in found.proposals] == ["浦东新区", "杭州市", "上海市"]


CITY = {"zh": "城市管理行政执法部门", "en": "City management", "addressed": "{region}城市管理行政执法局"}


def test_a_desk_adds_a_department_from_a_day_on_and_says_so_in_the_record(desk, number) -> None:
    departments.set_departments(desk, {"city": CITY | {"from": "2026-12-01", "categories": ["other"]}})
    assert "city" not in [one.code for one in departments.directory(desk).departments]
    then = departments.directory(desk, date(2026, 12, 1))
    assert then.addressee(then.department("city"), then.region("310115")) == "上海市浦东新区城市管理行政执法局"
    with desk.reading() as session:
        last = record.latest(session, 1)[0].entry
    assert (last.act, last.facts["departments"][0]["code"]) == ("departments.set", "city")


def test_a_row_of_the_same_day_replaces_and_an_earlier_one_is_kept(desk) -> None:
    departments.set_departments(desk, {"market": CITY | {"zh": "甲"}})
    departments.set_departments(desk, {"market": CITY | {"zh": "乙"}})
    assert departments.directory(desk).department("market").zh == "乙"
    assert departments.directory(desk, date(2026, 11, 22)).department("market").zh == "市场监督管理部门"
    assert len(settings.read(desk, departments.SETTING)[departments.SETTING]) == 1


def test_departments_are_set_by_an_admin_only_and_whole_or_not_at_all(desk) -> None:
    clerks.add(desk, "王专员", [Role.OFFICER])
    for acting, rows, code in (
        (desk.acting_as("王专员"), {"city": CITY}, "clerk.not_allowed"),
        (desk, {}, "department.none"),
        (desk, {"city": CITY, "x": {"zh": "甲"}}, "department.lacks"),
        (desk, {"city": "城管"}, "fact.unreadable"),
    ):
        with pytest.raises(Refusal) as no:
            departments.set_departments(acting, rows)
        assert no.value.code == code
    assert len(departments.directory(desk).departments) == 13
