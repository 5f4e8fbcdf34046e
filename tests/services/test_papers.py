"""Issued papers: numbers without gaps, the same bytes again, masked copies, and what may not be issued."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, Role, Step
from odrdesk.services import cases, clerks, intake, papers, settings, steps
from odrdesk.services.desk import Desk, create
from odrdesk.services.paper_facts import snapshot

RECEIVED = datetime(2026, 9, 30, 2, 12, tzinfo=UTC)
NOTICE, AGREEMENT, ACCEPTANCE = (
    PaperKind.SETTLEMENT_NOTICE,
    PaperKind.SETTLEMENT_AGREEMENT,
    PaperKind.ACCEPTANCE_NOTICE,
)


class Hand:
    """A clock that a test sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def set(self, day: int, month: int = 10, year: int = 2026) -> None:
        self.at = datetime(year, month, day, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Hand:
    return Hand(RECEIVED)


@pytest.fixture(params=[True], ids=["practice"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, clock: Hand) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=request.param, clock=clock, owner="陈经理")
    yield made
    made.close(backup=False)


def complaint(channel_no: str = "3101150000000202609301234") -> Complaint:
    return Complaint(
        channel=Channel.ODR12315,
        channel_no=channel_no,
        received_at=RECEIVED,
        pushed_at=RECEIVED,
        consumer=Consumer("张小明", "13812345678", id_no="310115199003070017", address="上海市浦东新区世纪大道2001号"),
        merchant=Merchant("上海浦江好物电子商务有限公司", "91310115MA1FARM015"),
        live=Live(room="浦江好物", host="小鹿"),
        order=Order("692011582274003801", "头层牛皮男鞋", 1, Fen(12900), date(2026, 9, 20)),
        category=Category.FALSE_CLAIMS,
        claims=(Claim.RETURN_GOODS, Claim.REFUND, Claim.PUNITIVE),
        claimed=Fen(62900),
        facts="张小明（13812345678）称宣传头层牛皮，检测为PU。",
    )


def opened(desk: Desk, channel_no: str = "3101150000000202609301234") -> str:
    return intake.register(desk, complaint(channel_no)).value.case.number


def take(desk: Desk, number: str, step: Step, **facts: object) -> None:
    steps.take_step(desk, number, step, facts)


def settled(desk: Desk, clock: Hand, channel_no: str = "3101150000000202609301234") -> str:
    number = opened(desk, channel_no)
    clock.set(8)
    take(desk, number, Step.ACCEPT)
    take(desk, number, Step.CONTACT, mode="电话", content="已告知", **{"with": "both"})
    clock.set(13)
    items = [{"kind": "refund", "amount": "129.00", "due": "2026-10-16"}, {"kind": "extra", "amount": "500.00"}]
    take(desk, number, Step.PROPOSE, items=items)
    clock.set(15)
    take(desk, number, Step.SETTLE, consumer_confirmed_by="录音", merchant_confirmed_by="盖章")
    return number


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def refused(desk: Desk, number: str, kind: PaperKind, **more: str) -> str:
    with pytest.raises(Refusal) as no:
        papers.issue(desk, number, kind, **more)
    return no.value.code


def test_a_paper_is_kept_with_its_hash_and_recorded(desk, clock) -> None:
    number = settled(desk, clock)
    issued = papers.issue(desk, number, NOTICE).value
    view = cases.view(desk, number)
    assert [paper.sha256 for paper in view.papers] == [issued.sha256]
    assert papers.pdf_of(desk, issued.id) == issued.pdf
    assert view.papers[0].facts["number"] == issued.number
    last = view.record[-1].entry
    assert (last.act, last.facts["sha256"], last.facts["number"]) == ("paper.issue", issued.sha256, issued.number)


def test_numbers_follow_each_other_without_gaps_by_kind_and_year(desk, clock) -> None:
    first, second = settled(desk, clock, "1"), settled(desk, clock, "2")
    assert papers.issue(desk, first, NOTICE).value.number == "消和〔2026〕第0001号"
    assert papers.issue(desk, first, AGREEMENT).value.number == "消协〔2026〕第0001号"
    assert papers.issue(desk, second, NOTICE).value.number == "消和〔2026〕第0002号"
    clock.set(2, 1, 2027)
    assert papers.issue(desk, first, ACCEPTANCE).value.number == "消受〔2027〕第0001号"


def test_the_year_of_a_number_is_that_of_shanghai(desk, clock) -> None:
    number = settled(desk, clock)
    clock.at = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert "〔2027〕" in papers.issue(desk, number, NOTICE).value.number


def test_asked_again_the_stored_bytes_are_given_again(desk, clock) -> None:
    number = settled(desk, clock)
    first = papers.issue(desk, number, NOTICE)
    clock.set(20)
    again = papers.issue(desk, number, NOTICE)
    assert (again.value.pdf, again.value.id, again.value.again) == (first.value.pdf, first.value.id, True)
    assert not again.changes.disputes
    assert len(cases.view(desk, number).papers) == 1


def test_when_the_facts_have_changed_a_new_paper_takes_the_next_number(desk, clock) -> None:
    number = settled(desk, clock)
    before = papers.issue(desk, number, NOTICE).value
    clock.set(16)
    take(desk, number, Step.PERFORM, amount="629.00", proof="转账凭证 8801")
    after = papers.issue(desk, number, NOTICE).value
    assert (before.number, after.number) == ("消和〔2026〕第0001号", "消和〔2026〕第0002号")
    assert "转账凭证8801" in text_of(after.pdf)
    assert "转账凭证8801" not in text_of(before.pdf)


def test_a_void_number_stays_taken_and_listed(desk, clock) -> None:
    number = settled(desk, clock)
    first = papers.issue(desk, number, NOTICE).value
    papers.void(desk, first.id, "填错")
    second = papers.issue(desk, number, NOTICE).value
    assert second.number == "消和〔2026〕第0002号"
    listed = cases.view(desk, number).papers
    assert [(paper.mark.number, paper.mark.void) for paper in listed] == [(first.number, True), (second.number, False)]
    assert listed[0].void_why == "填错"
    with pytest.raises(Refusal, match=r"paper\.void_already"):
        papers.void(desk, first.id, "再次")
    with pytest.raises(Refusal, match=r"paper\.void_needs_why"):
        papers.void(desk, second.id, "  ")


def test_a_paper_that_cannot_be_printed_gives_its_number_back(desk, clock) -> None:
    number = settled(desk, clock)
    take(desk, number, Step.CORRECT, field="order.goods", value="皮鞋\U0010ffff", why="试")
    assert refused(desk, number, NOTICE) == "paper.glyph_missing"
    take(desk, number, Step.CORRECT, field="order.goods", value="皮鞋", why="试")
    assert papers.issue(desk, number, NOTICE).value.number == "消和〔2026〕第0001号"


def test_what_the_dispute_does_not_support_yet_is_refused(desk, clock) -> None:
    number = opened(desk)
    clock.set(8)
    assert {refused(desk, number, kind) for kind in (ACCEPTANCE, AGREEMENT, NOTICE)} == {"paper.not_yet"}
    take(desk, number, Step.ACCEPT)
    assert papers.issue(desk, number, ACCEPTANCE).value.pages >= 1
    assert refused(desk, number, NOTICE) == "paper.not_yet"
    assert refused(desk, "ODR-2026-09999", NOTICE) == "dispute.unknown"
    assert refused(desk, number, ACCEPTANCE, copy="press") == "paper.copy_unknown"


def test_a_broken_or_withdrawn_settlement_has_no_notice_any_more(desk, clock) -> None:
    broken, withdrawn = settled(desk, clock, "1"), settled(desk, clock, "2")
    clock.set(20)
    take(desk, broken, Step.BREACH)
    take(desk, withdrawn, Step.WITHDRAW, why="自行解决")
    take(desk, withdrawn, Step.CLOSE, missing_acknowledged="yes")
    assert refused(desk, broken, NOTICE) == refused(desk, withdrawn, NOTICE) == "paper.not_yet"


def test_copies_of_the_agreement_leave_the_notice_as_it_is(desk, clock) -> None:
    number = settled(desk, clock)
    papers.issue(desk, number, AGREEMENT)
    notice = papers.issue(desk, number, NOTICE).value
    papers.issue(desk, number, AGREEMENT, copy="merchant")
    assert papers.issue(desk, number, NOTICE).value.number == notice.number


def test_a_second_settlement_needs_its_own_agreement(desk, clock) -> None:
    number = settled(desk, clock)
    papers.issue(desk, number, ACCEPTANCE)
    first = papers.issue(desk, number, AGREEMENT).value
    clock.set(19)
    take(desk, number, Step.BREACH)
    items = [{"kind": "refund", "amount": "129.00", "due": "2026-10-26"}]
    take(desk, number, Step.PROPOSE, items=items, floor_acknowledged=True)
    taken = steps.take_step(
        desk, number, Step.SETTLE, {"consumer_confirmed_by": "录音", "merchant_confirmed_by": "盖章"}
    ).value
    assert taken.papers == ((AGREEMENT, False),)
    assert first.number not in text_of(papers.issue(desk, number, NOTICE).value.pdf)
    take(desk, number, Step.PERFORM, amount="129.00", proof="转账")
    with pytest.raises(Refusal) as no:
        take(desk, number, Step.CLOSE, callback="满意")
    assert no.value.data["papers"] == [AGREEMENT]


def test_an_agreement_after_a_failure_has_its_notice_when_closed(desk, clock) -> None:
    number = opened(desk)
    clock.set(8)
    take(desk, number, Step.ACCEPT)
    take(desk, number, Step.CONTACT, mode="电话", content="已告知", **{"with": "both"})
    take(desk, number, Step.FAIL, why="商家拒绝")
    take(desk, number, Step.TO_REGULATOR)
    take(desk, number, Step.EXT_ACCEPTED, on="2026-10-08")
    items = [{"kind": "refund", "amount": "129.00"}]
    take(desk, number, Step.EXT_AGREED, paper_no="调解书1号", items=items)
    take(desk, number, Step.PERFORM, amount="129.00", proof="转账")
    take(desk, number, Step.CLOSE, callback="满意", missing_acknowledged=True)
    assert "调解书1号" in text_of(papers.issue(desk, number, NOTICE).value.pdf)


def test_what_an_outside_body_wrote_is_not_written_again(desk, clock) -> None:
    number = opened(desk)
    clock.set(8)
    take(desk, number, Step.ACCEPT)
    take(desk, number, Step.CONTACT, mode="电话", content="拒绝", **{"with": "merchant"})
    take(desk, number, Step.FAIL, why="商家拒绝")
    take(desk, number, Step.TO_REGULATOR)
    take(desk, number, Step.EXT_ACCEPTED, on="2026-10-08")
    item = {"kind": "refund", "amount": "129.00"}
    take(desk, number, Step.EXT_AGREED, paper_no="〔2026〕8号", items=[item])
    assert refused(desk, number, AGREEMENT) == "paper.written_outside"
    assert "〔2026〕8号" in text_of(papers.issue(desk, number, NOTICE).value.pdf)


@pytest.mark.parametrize("kind", [ACCEPTANCE, AGREEMENT, NOTICE])
@pytest.mark.parametrize("copy", ["merchant", "regulator"])
def test_copies_for_others_show_nothing_clear_of_the_consumer(desk, clock, kind, copy) -> None:
    number = settled(desk, clock)
    text = text_of(papers.issue(desk, number, kind, copy=copy).value.pdf)
    clear = ("张小明", "13812345678", "310115199003070017", "世纪大道")
    assert [word for word in clear if word in text] == []
    assert "张*明" in text
    assert "138****5678" in text


@pytest.mark.parametrize("kind", [ACCEPTANCE, AGREEMENT, NOTICE])
def test_the_consumers_own_copy_is_clear(desk, clock, kind) -> None:
    text = text_of(papers.issue(desk, settled(desk, clock), kind).value.pdf)
    assert "张小明" in text
    assert "13812345678" in text


def test_a_practice_desks_papers_are_samples(desk, clock) -> None:
    assert papers.issue(desk, settled(desk, clock), NOTICE).value.pdf
    assert cases.view(desk, "ODR-2026-00001").papers[0].facts["mark"] == "sample"


@pytest.mark.parametrize("desk", [False], indirect=True, ids=["real"])
def test_a_real_desks_papers_are_not(desk, clock) -> None:
    assert "样本" not in text_of(papers.issue(desk, settled(desk, clock), NOTICE).value.pdf)


def test_letterhead_and_numbers_are_the_desks_own(desk, clock) -> None:
    number = settled(desk, clock)
    told = {
        "letterhead.organisation": "上海浦江直播科技有限公司",
        "letterhead.phone": "021-88886666",
        "paper.number": "{prefix}〔{year}〕{seq}号",
        "paper.prefix.settlement_notice": "沪浦消和",
    }
    settings.change(desk, told)
    issued = papers.issue(desk, number, NOTICE).value
    assert issued.number == "沪浦消和〔2026〕1号"
    text = text_of(issued.pdf)
    assert "上海浦江直播科技有限公司" in text
    assert "021-88886666" in text
    settings.change(desk, {"paper.number": "{colour}"})
    assert refused(desk, number, AGREEMENT) == "paper.number_template"


def test_a_file_is_verified_by_its_bytes(desk, clock) -> None:
    issued = papers.issue(desk, settled(desk, clock), NOTICE).value
    assert papers.verify(desk, issued.pdf).mark.number == issued.number
    with pytest.raises(Refusal, match=r"paper\.changed"):
        papers.verify(desk, issued.pdf + b"\n")


def test_a_file_name_has_number_title_masked_consumer_and_day(desk, clock) -> None:
    number = settled(desk, clock)
    assert papers.issue(desk, number, NOTICE).value.name == "消和〔2026〕第0001号_和解结案通知书_张某明_20261015.pdf"
    merchant = papers.issue(desk, number, NOTICE, copy="merchant").value.name
    assert merchant == "消和〔2026〕第0001号_和解结案通知书_张某明_20261015_商家本.pdf"


def test_only_an_officer_issues_or_voids(desk, clock) -> None:
    number = settled(desk, clock)
    issued = papers.issue(desk, number, NOTICE).value
    clerks.add(desk, "登记员", [Role.INTAKE])
    intake_clerk = desk.acting_as("登记员")
    assert refused(intake_clerk, number, AGREEMENT) == "clerk.not_allowed"
    with pytest.raises(Refusal, match=r"clerk\.not_allowed"):
        papers.void(intake_clerk, issued.id, "x")


def test_a_paper_may_be_dated_back_with_a_reason_only(desk, clock) -> None:
    number = settled(desk, clock)
    earlier = datetime(2026, 10, 14, 2, 0, tzinfo=UTC)
    assert refused(desk, number, ACCEPTANCE, at=earlier) == "at.needs_why"
    papers.issue(desk, number, ACCEPTANCE, at=earlier, why="补发")
    assert cases.view(desk, number).papers[0].mark.issued_at == earlier


def test_only_plain_values_are_kept_of_the_facts() -> None:
    assert snapshot((Fen(5), date(2026, 1, 2), PaperKind.CASE_REPORT, None)) == [5, "2026-01-02", "case_report", None]
    with pytest.raises(TypeError):
        snapshot(object())
