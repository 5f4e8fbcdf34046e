"""Why this date, on paper: the 打印 button of the dialog, and what the page says of each kind of count."""

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest

from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.why_date import WhyDateDialog
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import Channel, PaperKind, Step
from odrdesk.services import calendars, cases, day_strips, intake, papers
from odrdesk.services.steps import take_step

NOTICE = {
    "year": 2027,
    "number": "国办发明电〔2026〕0号",
    "title": "2027年部分节假日安排",
    "off": [
        *(f"2027-01-0{day}" for day in (1, 2, 3, 4)),
        "2027-05-01",
        "2027-05-02",
        *(f"2027-10-0{day}" for day in (1, 2, 3)),
    ],
    "work": [],
}


def bare(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def explained(page, settle, window) -> Callable[[str], WhyDateDialog]:
    """Opens the dialog of a rule's clock as a click on its row does."""

    def asks(rule: str) -> WhyDateDialog:
        page.refresh()
        settle()
        row = next(row for row in reversed(page.deadlines.rows) if row.sight.clock.rule == rule)
        row.click()
        settle()
        return window.findChildren(WhyDateDialog)[-1]

    return asks


@pytest.fixture
def other(desk, shoes, clock, page, settle) -> Callable[..., str]:
    """Registers another complaint of now and opens its page; its number."""

    def opens(**changed: object) -> str:
        draft = replace(shoes, received_at=clock(), pushed_at=clock(), **changed)
        number = intake.register(desk, draft).value.case.number
        page.open_case(number)
        settle()
        return number

    return opens


@pytest.fixture
def printed(explained, settle, window) -> Callable[[str], str]:
    """What the page says that 打印 shows."""

    def asks(rule: str) -> str:
        dialog = explained(rule)
        assert dialog.print.isVisible()
        dialog.print.click()
        settle()
        return bare(window.findChildren(PreviewDialog)[-1]._bytes)

    return asks


def test_every_day_stands_on_it_with_its_kind_rule_and_source(printed) -> None:
    text = printed("R-ODR")
    assert "期限推算说明" in text
    assert "R-ODR" in text
    assert "2026年9月30日" in text
    assert "2026年10月20日" in text
    # 10-01 to 10-07 are off, 10-10 is a Saturday that is worked.
    assert "10-01四—节假日" in text
    assert "10-10六3补班" in text
    assert "10-20二10届满" in text
    assert "《中华人民共和国民法典》第二百零一条、第二百零三条" in text
    assert "样本" in text
    assert "更正说明" not in text
    assert "暂定" not in text


def mediated(desk, number: str, clock) -> None:
    """The regulator mediates since 2026-11-02; an appraisal begins on 11-09."""
    clock.set(2026, 10, 8)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "both", "content": "协商"})
    clock.set(2026, 10, 22)
    take_step(desk, number, Step.FAIL, {"ground": "expired", "why": "期限届满"})
    take_step(desk, number, Step.TO_REGULATOR, {})
    clock.set(2026, 11, 2)
    take_step(desk, number, Step.EXT_ACCEPTED, {"on": "2026-11-02"})
    clock.set(2026, 11, 9)
    take_step(desk, number, Step.APPRAISAL_START, {"on": "2026-11-09"})


def test_while_a_pause_is_open_no_last_day_is_promised(desk, number, clock, printed) -> None:
    mediated(desk, number, clock)
    clock.set(2026, 11, 16)
    text = printed("R-REG-MED-121")
    assert "中止：11-09起" in text
    assert "中止中，未定" in text
    assert "届满日届时确定" in text
    assert "11-10二—暂停" in text
    assert "11-16一—暂停" in text
    assert "11-17" not in text


def test_a_pause_that_ended_lengthens_it_day_for_day(desk, number, clock, printed) -> None:
    mediated(desk, number, clock)
    clock.set(2026, 11, 20)
    take_step(desk, number, Step.APPRAISAL_REPORT, {"on": "2026-11-19"})
    text = printed("R-REG-MED-121")
    # 11-02 + 60 days = 01-01; ten days more, 11-10 to 11-19: 01-11, a Monday.
    assert "中止：11-09至11-19" in text
    assert "2027年1月11日" in text
    assert "11-19四—暂停" in text
    assert "11-20五8工作" in text
    assert "未定" not in text
    assert "暂定：所涉年份的放假安排尚未公布" in text


def test_an_extension_says_from_which_day(desk, clock, other, printed) -> None:
    clock.set(2026, 10, 8)
    number = other(channel=Channel.PHONE, channel_no=None)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "both", "content": "协商"})
    take_step(desk, number, Step.EXTEND, {"rule": "R-TOTAL", "to": "2026-10-30", "why": "检测尚未完成"})
    text = printed("R-TOTAL")
    assert "由10-21延长" in text
    assert "2026年10月30日" in text


def test_a_day_agreed_stands_beside_the_laws(desk, number, clock, printed) -> None:
    clock.set(2026, 10, 8)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "both", "content": "协商"})
    clock.set(2026, 10, 19)
    take_step(desk, number, Step.EXTEND, {"rule": "R-ODR", "to": "2026-10-23", "why": "双方同意再谈"})
    text = printed("R-ODR")
    assert "双方约定至10-23，法定期限不变" in text
    assert "10-20二10届满" in text


def test_hours_are_told_by_their_moments(clock, other, printed) -> None:
    clock.set(2026, 10, 2, 22, 30)
    other(channel=Channel.WECHAT, channel_no=None)
    text = printed("R-WX-MERCH")
    assert "2026-10-0222:30" in text
    assert "2026-10-0422:30" in text
    assert "按小时计算的期间自起算时刻开始" in text
    assert "图例" not in text


def test_a_day_kept_although_a_newer_calendar_counts_another_is_corrected(desk, clock, other, printed) -> None:
    clock.set(2026, 12, 23, 10)
    number = other(channel_no="3101150000000202612230001")
    clock.set(2026, 12, 24)
    take_step(desk, number, Step.ACCEPT, {})
    paper = papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE).value
    assert "暂定：所涉年份的放假安排尚未公布" in printed("R-ODR")
    clock.set(2026, 12, 29)
    calendars.take_in(desk, NOTICE)
    text = printed("R-ODR")
    assert f"更正说明：此前出具的文书（{paper.number}）载明的期限届满日为2027年1月7日" in text
    assert "按国办发明电〔2026〕0号公布的放假安排推算为2027年1月8日" in text
    assert "01-07四" in text
    assert "暂定" not in text


def test_what_the_parties_agreed_is_not_offered_to_print(desk, number, clock, explained) -> None:
    clock.set(2026, 10, 8)
    take_step(desk, number, Step.ACCEPT, {})
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "both", "content": "协商"})
    due = {"due": "2026-10-16", "payer": "merchant"}
    items = [{"kind": "refund", "amount": "129.00", **due}, {"kind": "extra", "amount": "500.00", **due}]
    take_step(desk, number, Step.PROPOSE, {"items": items})
    take_step(desk, number, Step.SETTLE, {"consumer_confirmed_by": "短信", "merchant_confirmed_by": "短信"})
    dialog = explained("TERM-1")
    assert not dialog.print.isVisible()
    agreed = cases.view(desk, number).case.clock("TERM-1")
    assert agreed is not None
    with pytest.raises(Refusal, match=r"strip\.no_days"):
        day_strips.pdf(desk, number, agreed, "x", ["x"])
