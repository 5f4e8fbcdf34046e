"""今日清单 as a page: in the order of the board, masked, some thirty lines a page, noted in the record."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from odrdesk.documents.worklist import WorklistFacts, WorkRow, render
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.services import intake, lists, steps, worklist
from odrdesk.services.desk import Desk, create
from odrdesk.services.lists import Scope
from odrdesk.storage import record

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI).astimezone(UTC)


@pytest.fixture
def desk(tmp_path: Path):
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


def register(desk: Desk, name: str, point: str | None = None, *, taken: bool = False) -> str:
    draft = Complaint(
        channel=Channel.CONTACT_POINT if point else Channel.PHONE,
        received_at=desk.now(),
        consumer=Consumer(name, phone="13812345678"),
        merchant=Merchant("云裳服饰旗舰店"),
        order=Order(goods="羊绒衫", paid=Fen(89_700), bought_on=date(2026, 9, 1)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts=f"{name}称羊绒衫与宣传不符，电话13812345678。",
        contact_point=point,
    )
    number = intake.register(desk, draft).value.case.number
    if taken:
        steps.take_step(desk, number, Step.ACCEPT, {})
    return number


def row(place: int) -> WorkRow:
    amount = Fen(9_999_999_99)
    merchant, matter = "宁波海淘优国际贸易有限公司" * 40, "商家拒绝换货，要求退一赔三" * 40
    return WorkRow(
        date(2026, 11, 20), 12, 0, f"ODR-2026-{place:05d}", "欧阳*", merchant, matter, amount, "拟和解方案", "陈晓雯"
    )


def facts(count: int, more: int = 0) -> WorklistFacts:
    rows = tuple(row(place) for place in range(count))
    return WorklistFacts("浦东·悦播联络点", "all", date(2026, 11, 23), NOW, "陈晓雯", rows, count, 0, more)


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (30, 1), (63, 3)])
def test_a_page_holds_some_thirty_lines_however_long_the_words(count: int, pages: int) -> None:
    assert render(facts(count)).pages == pages


def test_what_was_left_out_is_told() -> None:
    page = PdfReader(BytesIO(render(facts(2, more=3)).content)).pages[0].extract_text()
    assert "另有3件未列出" in page.replace(" ", "")


def test_the_consumer_is_masked_also_in_the_words(desk: Desk) -> None:
    number = register(desk, "王秀英")
    told = worklist.facts_of(desk, Scope.ALL)
    assert [(one.number, one.consumer) for one in told.rows] == [(number, "王*英")]
    assert "王秀英" not in told.rows[0].matter
    assert "13812345678" not in told.rows[0].matter


def test_the_record_says_who_made_it(desk: Desk) -> None:
    register(desk, "王秀英")
    content = worklist.pdf(desk, Scope.ALL).value
    assert content.startswith(b"%PDF")
    with desk.reading() as session:
        (last,) = record.latest(session, 1)
    assert (last.entry.act, last.entry.facts["cases"], last.clerk_name) == ("worklist.print", 1, "陈晓雯")


def test_my_team_are_the_contact_points_at_which_i_have_open_cases(desk: Desk) -> None:
    mine = register(desk, "王秀英", "川沙直播基地服务站", taken=True)
    beside = register(desk, "李强", "川沙直播基地服务站")
    elsewhere = register(desk, "赵芬", "周浦服务站")

    def of(scope: Scope) -> set[str]:
        return {one.row.number for one in lists.board(desk, scope).rows}

    assert of(Scope.MINE) == {mine}
    assert of(Scope.POINT) == {mine, beside}
    assert of(Scope.ALL) == {mine, beside, elsewhere}


def test_who_has_no_case_sees_all_as_the_team(desk: Desk) -> None:
    number = register(desk, "李强", "川沙直播基地服务站")
    assert [one.row.number for one in lists.board(desk, Scope.POINT).rows] == [number]
