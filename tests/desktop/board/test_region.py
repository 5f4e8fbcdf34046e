"""地区 in the list: typed with what is known offered, shown in its column, and let through by a value."""

from datetime import date

import pytest

from odrdesk.desktop.pages.cases_faces import Face
from odrdesk.desktop.pages.cases_filters import Chip
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.services import intake

PLACES = ("上海市浦东新区川沙路 2595 弄 33 号", "浙江省杭州市西湖区文三路 8 号", None)


@pytest.fixture
def page(desk, open_front, settle):
    for place in PLACES:
        draft = Complaint(
            channel=Channel.PHONE,
            received_at=desk.now(),
            consumer=Consumer("王秀英", phone="13812345678", address=place),
            merchant=Merchant("云裳服饰旗舰店"),
            order=Order(goods="羊绒衫", paid=Fen(89_700), bought_on=date(2026, 9, 1)),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            facts="与宣传不符",
        )
        intake.register(desk, draft)
    front = open_front()
    front._window.go("cases")
    settle()
    front.cases.show_view("all")
    front.cases.wear(Face(columns=("number", "region")))
    settle()
    return front.cases


def test_a_region_is_typed_with_those_known_offered_first(page, settle) -> None:
    picks = page.bar.open(Chip.REGION)
    offered = [picks.more.entry.completer().model().index(row, 0).data() for row in range(2)]
    assert set(offered) == {"上海市浦东新区", "浙江省杭州市西湖区"}
    picks.more.entry.setText("杭州市")
    picks.more._give()
    settle()
    assert [page.rows.shown(row).texts for row in range(page.rows.rowCount())] == [
        ("ODR-2026-00002", "浙江省杭州市西湖区")
    ]
    assert page.bar.chips[Chip.REGION].words == "杭州市"


def test_a_case_without_an_address_is_let_through_by_its_blank(page, settle) -> None:
    page.table.choose(3)
    assert page.current_row.texts[1] == "—"
    page.narrow_by("region")
    settle()
    assert page.rows.rowCount() == 1
    assert page.bar.chips[Chip.REGION].words == "未填"
