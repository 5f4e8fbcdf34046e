"""The agreement seen before it is agreed: what is typed stands in it, and nothing is written."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, Step
from odrdesk.services import cases, intake, settlement_draft
from odrdesk.services.desk import Desk, create
from odrdesk.services.steps import take_step

NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def number(desk: Desk) -> str:
    draft = Complaint(
        channel=Channel.PHONE,
        received_at=NOW,
        consumer=Consumer("王秀英", phone="13812348000"),
        merchant=Merchant("云裳服饰旗舰店"),
        order=Order(goods="羊绒衫", paid=Fen(89_700)),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        claimed=Fen(89_700),
        facts="羊绒衫与宣传不符，要求退款。",
    )
    made = intake.register(desk, draft).value.case.number
    take_step(desk, made, Step.ACCEPT, {})
    take_step(desk, made, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意协商"})
    return made


def text_of(content: bytes) -> str:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    text = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return "".join(text.split())


def test_an_offer_is_seen_as_the_agreement_it_would_become(qapp, desk: Desk, number: str) -> None:
    del qapp
    before = cases.view(desk, number)
    items = [{"kind": "refund", "payer": "merchant", "amount": "432.10"}]
    said = text_of(settlement_draft.preview(desk, number, Step.PROPOSE, {"items": items}))
    for words in ("王秀英", "云裳服饰旗舰店", "432.10", "肆佰叁拾贰元壹角", "样张"):
        assert words in said
    after = cases.view(desk, number)
    assert (after.case, after.record, after.papers) == (before.case, before.record, before.papers)


def test_a_settlement_is_seen_with_what_is_typed_so_far(qapp, desk: Desk, number: str) -> None:
    del qapp
    take_step(desk, number, Step.PROPOSE, {"items": [{"kind": "refund", "payer": "merchant", "amount": "500"}]})
    told = {"breach": "逾期每日支付万分之五违约金"}
    said = text_of(settlement_draft.preview(desk, number, Step.SETTLE, told))
    assert "500.00" in said
    assert "逾期每日支付万分之五违约金" in said
    assert cases.view(desk, number).case.settlement is None


def test_what_cannot_be_read_is_refused_and_nothing_is_drawn(desk: Desk, number: str) -> None:
    items = [{"kind": "refund", "payer": "merchant", "amount": "许多"}]
    with pytest.raises(Refusal, match=r"amount\.unreadable"):
        settlement_draft.preview(desk, number, Step.PROPOSE, {"items": items})
