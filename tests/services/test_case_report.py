"""The case report: what it tells of a case, whose copy shows what, and that making it again changes nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from odrdesk.documents.exhibits import thumbnail
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Told
from odrdesk.domain.vocabulary import EvidenceSlot, PaperKind, Role, Step
from odrdesk.services import cases, clerks, evidence, intake, papers
from odrdesk.services.desk import Desk, create
from tests.services.whole_case import CONSUMER, RECEIVED, SECRET, Hand, closed, complaint, take

REPORT = PaperKind.CASE_REPORT
NO_AGREEMENT = "经组织调解，投诉人或者被投诉人明确表示无法达成调解协议的"
"""Order 121, art. 23(1)(3): a ground to end a mediation."""


@pytest.fixture(scope="module")
def clock() -> Hand:
    return Hand(RECEIVED)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: Hand) -> Iterator[Desk]:
    made = create(
        tmp_path_factory.mktemp("r") / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈经理"
    )
    clerks.add(made, "王丽", [Role.OFFICER])
    yield made
    made.close(backup=False)


@pytest.fixture(scope="module")
def number(desk: Desk, clock: Hand) -> str:
    """The number of a closed case; no test changes it."""
    return closed(desk, clock)


@pytest.fixture(scope="module")
def report(desk: Desk, number: str) -> papers.Issued:
    return papers.issue(desk, number, REPORT).value


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_it_tells_the_whole_case(report) -> None:
    text = text_of(report.pdf)
    for said in (
        "消费纠纷案件报告", "一、案情摘要", "处理时间线", "期限管理", "协商与和解", "审批与复核", "证据清单",
        "文书清单", "补记与更正", "处理情况", "欧阳晓明", "13812345678", "头层牛皮男鞋", "629.00", "金额太低",
        "流水2026101622001", "款已到账，满意", "受理告知书", "消受〔2026〕第0001号", "出差，补记", "主播改名",
        "小鹿直播", "未同意", "同意",
        "陆佰贰拾玖元整", "承办人：", "复核人：", "负责人：", "内部资料",
    ):  # fmt: skip
        assert said in text, said


def test_the_number_is_its_own_and_the_copy_the_desks(report) -> None:
    assert (report.number, report.copy) == ("消案〔2026〕第0001号", "desk")


def test_making_it_again_on_the_same_day_gives_the_same_paper_whoever_asks(desk, clock, number, report) -> None:
    clock.set(16, hour=5)
    again = papers.issue(desk.acting_as("王丽"), number, REPORT).value
    assert (again.id, again.pdf, again.again) == (report.id, report.pdf, True)


def test_it_is_neither_for_the_consumer_nor_for_the_merchant(desk, number) -> None:
    for copy in ("consumer", "merchant", "rights_holder"):
        with pytest.raises(Refusal) as no:
            papers.issue(desk, number, REPORT, copy=copy)
        assert no.value.code == "paper.copy_not_for"


def test_the_regulators_copy_shows_nothing_that_tells_who_the_consumer_is(desk, number) -> None:
    issued = papers.issue(desk, number, REPORT, copy="regulator").value
    text = text_of(issued.pdf)
    assert [one for one in SECRET if one in text] == []
    assert b"DCTDecode" not in issued.pdf, "a picture cannot be masked"
    assert "欧阳**" in text
    assert "138****5678" in text
    assert "已脱敏" in text


def test_pictures_stand_in_the_desks_copy(report) -> None:
    reader = PdfReader(BytesIO(report.pdf))
    images = {image.name: image for page in reader.pages for image in page.images}
    assert len(images) == 1
    assert max(next(iter(images.values())).image.size) <= 308


def test_every_hash_can_be_read_back(desk, number, report) -> None:
    text = text_of(report.pdf)
    assert all(item.sha256 in text for item in cases.view(desk, number).evidence)


def registered(desk: Desk, clock: Hand, draft: Complaint) -> str:
    clock.set(16, hour=6)
    again = replace(draft, channel_no=None, received_at=clock.at, pushed_at=clock.at)
    return intake.register(desk, again).value.case.number


def test_a_case_just_registered_has_a_report_of_its_own(desk, clock) -> None:
    number = registered(desk, clock, complaint())
    text = text_of(papers.issue(desk, number, REPORT).value.pdf)
    assert "处于“已登记”" in text
    assert "协商与和解" not in text


def test_withdrawn_evidence_and_void_papers_stay_and_say_so(desk, clock) -> None:
    number = registered(desk, clock, complaint())
    take(desk, number, Step.ACCEPT)
    told = Told(EvidenceSlot.CHAT)
    evidence.add_several(desk, number, [evidence.HandedIn("聊天".encode(), told, "聊天.txt")])
    papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE)
    view = cases.view(desk, number)
    evidence.withdraw(desk, view.evidence[0].key, "不是本案的聊天")
    papers.void(desk, view.papers[0].mark.key, "日期打错")
    text = text_of(papers.issue(desk, number, REPORT).value.pdf)
    assert "已撤回：不是本案的聊天" in text
    assert "作废：日期打错" in text


def test_a_text_without_end_goes_over_many_pages(desk, clock) -> None:
    number = registered(desk, clock, replace(complaint(), facts="坏" * 10_000))
    take(desk, number, Step.ACCEPT)
    take(desk, number, Step.CONTACT, mode="电话", content="遥" * 8_000, **{"with": "consumer"})
    text = text_of(papers.issue(desk, number, REPORT).value.pdf)
    assert text.count("坏") == 10_000
    assert text.count("遥") == 8_000


@pytest.mark.parametrize("length", [1, 90, 170, 260, 340, 430])
def test_the_signatures_stay_with_the_last_paragraph_and_no_head_ends_a_page(desk, clock, length) -> None:
    number = registered(desk, clock, replace(complaint(), facts="\n".join(["事实"] * length)))
    pages = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(whole_of(desk, number))).pages]
    signed = next(page for page in pages if "负责人：" in page)
    assert "列明，未作删除。" in signed
    for page in pages:
        body = page.split("内部资料")[0]
        assert not re.search(r"[一二三四五六七八九十]、[\u4e00-\u9fff]{4,6}$", body)


def whole_of(desk: Desk, number: str) -> bytes:
    return papers.issue(desk, number, REPORT).value.pdf


def test_markup_in_a_name_is_printed_as_typed(desk, clock) -> None:
    typed = "</para><b>{total|money}%(x)s"
    number = registered(desk, clock, complaint(replace(CONSUMER, name=typed)))
    assert typed in text_of(papers.issue(desk, number, REPORT).value.pdf)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(40), b"GIF89a", "聊天".encode()])
def test_what_is_no_sound_picture_has_no_thumbnail(content: bytes) -> None:
    assert thumbnail(content) is None


def test_a_picture_that_unpacks_to_gigabytes_is_not_opened() -> None:
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert thumbnail(out.getvalue()) is None


def test_a_picture_is_turned_as_the_camera_was_held() -> None:
    out = BytesIO()
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (400, 100)).save(out, "JPEG", exif=turned)
    small = thumbnail(out.getvalue())
    assert small is not None
    with Image.open(BytesIO(small)) as image:
        assert image.height > image.width
        assert not image.getexif()


def test_a_numbered_ground_is_told_in_the_words_of_the_order(desk, clock) -> None:
    number = registered(desk, clock, complaint())
    officer = desk.acting_as("王丽")
    take(officer, number, Step.ACCEPT)
    take(officer, number, Step.CONTACT, mode="电话", content="商家不同意", **{"with": "merchant"})
    take(officer, number, Step.FAIL, ground="refused", why="商家不同意")
    take(officer, number, Step.TO_REGULATOR, why="消费者选择")
    take(officer, number, Step.EXT_ACCEPTED, on="2026-10-16")
    take(officer, number, Step.EXT_TERMINATED, ground="3", on="2026-10-16")
    text = text_of(papers.issue(desk, number, REPORT).value.pdf)
    assert "理由：3" not in text
    assert text.count(NO_AGREEMENT) == 2  # in the time line, and among what was done outside
