"""Letters to departments as they are issued: addressee, copies, masks, one sheet to a lead, complaints alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Told
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, EvidenceSlot, PaperKind, Step
from odrdesk.services import cases, evidence, intake, papers, settings, steps
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SHEET, LETTER = PaperKind.LEAD_SHEET, PaperKind.TRANSFER_LETTER


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=lambda: NOW, owner="陈经理")
    settings.change(made, {"letterhead.code": "91310115MA1FARM015", "letterhead.phone": "021-58880000"})
    yield made
    made.close(backup=False)


COMPLAINT = Complaint(
    channel=Channel.PHONE,
    received_at=NOW,
    consumer=Consumer("张小明", "13812345678", address="上海市浦东新区世纪大道2001号"),
    merchant=Merchant("杭州云裳服饰有限公司"),
    live=Live(room="浦江好物", host="小鹿", mcn="南京星河文化传媒有限公司"),
    order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900), date(2026, 11, 1)),
    category=Category.FALSE_CLAIMS,
    claims=(Claim.REFUND,),
    claimed=Fen(62900),
    facts="张小明（13812345678）称宣传头层牛皮，检测为PU。",
)


def opened(desk: Desk, **changes: object) -> str:
    return intake.register(desk, replace(COMPLAINT, **changes)).value.case.number


def lead(desk: Desk, number: str, **facts: object) -> None:
    steps.take_step(desk, number, Step.LEAD, {"what": "张小明购买的男鞋材质与宣传不符", **facts})


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def refused(desk: Desk, number: str, kind: PaperKind, **more: object) -> str:
    with pytest.raises(Refusal) as no:
        papers.issue(desk, number, kind, **more)
    return no.value.code


def test_a_sheet_needs_a_lead_and_a_letter_a_transfer(desk) -> None:
    number = opened(desk)
    assert refused(desk, number, SHEET) == "lead.no_lead"
    assert refused(desk, number, LETTER) == "paper.not_yet"
    lead(desk, number)
    assert refused(desk, number, SHEET, lead=2) == "lead.unknown"


def test_the_sheet_goes_to_the_department_masked_and_to_nobody_who_is_suspected(desk) -> None:
    number = opened(desk)
    lead(desk, number, to="ip", region="浦东新区")
    issued = papers.issue(desk, number, SHEET).value
    text = text_of(issued.pdf)
    assert (issued.copy, issued.number) == ("regulator", "消线〔2026〕第0001号")
    assert "上海市浦东新区知识产权局：" in text
    assert "张*明" in text
    assert not any(clear in text for clear in ("张小明", "13812345678", "世纪大道"))
    for copy in ("consumer", "merchant"):
        assert refused(desk, number, SHEET, copy=copy) == "paper.copy_not_for"
    assert "张小明" in text_of(papers.issue(desk, number, SHEET, copy="desk").value.pdf)


def test_files_of_the_case_stand_with_their_hash(desk, tmp_path) -> None:
    number = opened(desk)
    file = tmp_path / "检测报告.txt"
    file.write_text("PU", encoding="utf-8")
    item = evidence.add(desk, number, file, Told(EvidenceSlot.REPORT)).value
    lead(desk, number, evidence=[f"#{item.key} 检测报告.txt", "直播回放"])
    text = text_of(papers.issue(desk, number, SHEET).value.pdf)
    assert item.sha256 in text
    assert "直播回放" in text
    steps.take_step(desk, number, Step.TRANSFER, {"to": "浦东新区市场监管所"})
    assert item.sha256 in text_of(papers.issue(desk, number, LETTER).value.pdf)


def test_each_lead_has_its_own_sheet_and_is_given_again_as_it_was(desk) -> None:
    number = opened(desk)
    lead(desk, number, to="market")
    steps.take_step(desk, number, Step.LEAD, {"what": "无照经营", "to": "tax"})
    last, first = papers.issue(desk, number, SHEET).value, papers.issue(desk, number, SHEET, lead=1).value
    assert ("无照经营" in text_of(last.pdf), "无照经营" in text_of(first.pdf)) == (True, False)
    assert papers.issue(desk, number, SHEET, lead=2).value.id == last.id
    assert first.id != last.id


def test_a_lead_nobody_placed_is_addressed_where_it_likely_belongs(desk) -> None:
    number = opened(desk)
    lead(desk, number)
    assert "浙江省杭州市市场监督管理局：" in text_of(papers.issue(desk, number, SHEET).value.pdf)
    unknown = opened(desk, merchant=None, live=Live(room="不明直播间"))
    lead(desk, unknown)
    assert "上海市浦东新区市场监督管理局：" in text_of(papers.issue(desk, unknown, SHEET).value.pdf)


def test_complaints_alike_are_counted_once_each_with_this_one(desk) -> None:
    number = opened(desk)
    opened(desk, consumer=Consumer("李某", "13912345678"), live=Live(room="浦江 好物"))
    opened(desk, live=Live(room="别处"), merchant=None, order=Order(goods="头层牛皮男鞋"))
    opened(desk, category=Category.PRICE)
    opened(desk, live=Live(room="别处"), merchant=None, order=Order(goods="女鞋"))
    lead(desk, number)
    text = text_of(papers.issue(desk, number, SHEET).value.pdf)
    assert "投诉3件（含本件），涉及消费者2人" in text
    assert "ODR-2026-00001、ODR-2026-00002、ODR-2026-00003。" in text


def test_a_transfer_is_addressed_as_it_was_said(desk) -> None:
    number = opened(desk)
    steps.take_step(desk, number, Step.TRANSFER, {"to": "浦东新区市场监管所"})
    text = text_of(papers.issue(desk, number, LETTER).value.pdf)
    assert "浦东新区市场监管所：" in text
    assert "本纠纷未经" in text
    assert "张小明" in text
    assert "13812345678" not in text_of(papers.issue(desk, number, LETTER, copy="regulator").value.pdf)


def test_a_body_that_was_named_is_addressed_and_a_later_one_anew(desk) -> None:
    number = opened(desk)
    for taken, facts in (
        (Step.ACCEPT, {}),
        (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "告知"}),
        (Step.FAIL, {"why": "商家拒绝"}),
        (Step.TO_REGULATOR, {"to": "浦东新区市场监管所"}),
    ):
        steps.take_step(desk, number, taken, facts)
    assert "浦东新区市场监管所：" in text_of(papers.issue(desk, number, LETTER).value.pdf)
    steps.take_step(desk, number, Step.EXT_REFUSED, {"ground": "不属于职责"})
    steps.take_step(desk, number, Step.TO_COUNCIL, {})
    assert "浙江省杭州市消费者权益保护委员会：" in text_of(papers.issue(desk, number, LETTER).value.pdf)


@pytest.mark.parametrize(
    ("step", "addressee"),
    [
        (Step.TO_REGULATOR, "浙江省杭州市市场监督管理局："),
        (Step.TO_COUNCIL, "浙江省杭州市消费者权益保护委员会："),
    ],
)
def test_a_failed_negotiation_is_told_with_what_was_done(desk, step, addressee) -> None:
    number = opened(desk)
    for taken, facts in (
        (Step.ACCEPT, {}),
        (Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "告知", "result": "不同意三倍"}),
        (Step.PROPOSE, {"items": [{"kind": "refund", "amount": "129.00"}], "floor_acknowledged": "yes"}),
        (Step.REJECT_OFFER, {}),
        (Step.FAIL, {"why": "商家拒绝"}),
        (step, {}),
    ):
        steps.take_step(desk, number, taken, facts)
    text = text_of(papers.issue(desk, number, LETTER).value.pdf)
    for words in (addressee, "联系经营者：不同意三倍。", "129.00元，未获同意。", "金额人民币629.00元。"):
        assert words in text
    marks = cases.view(desk, number).case.papers
    assert [(mark.kind, mark.number) for mark in marks] == [(LETTER, "消移〔2026〕第0001号")]
