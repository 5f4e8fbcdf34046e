"""J4: a call is written down from anywhere in four acts. J5: an offer becomes a settlement with its paper in six."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfDocument

from odrdesk.desktop.dialogs.paper_draft import DraftDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, PaperKind, State, Step
from odrdesk.services import cases, intake, papers
from odrdesk.services.desk import Desk
from odrdesk.services.steps import take_step

NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)


@pytest.fixture
def number(desk: Desk) -> str:
    """A case of Wang Xiuying in negotiation, and another one beside it."""
    made = []
    for name, phone, goods in (("李婷", "13912342217", "蓝牙耳机"), ("王秀英", "13812348000", "羊绒衫")):
        draft = Complaint(
            channel=Channel.PHONE,
            received_at=NOW,
            consumer=Consumer(name, phone=phone),
            merchant=Merchant("云裳服饰旗舰店"),
            order=Order(goods=goods, paid=Fen(89_700)),
            category=Category.QUALITY,
            claims=(Claim.REFUND,),
            claimed=Fen(89_700),
            facts=f"{goods}与宣传不符，要求退款。",
        )
        made.append(intake.register(desk, draft).value.case.number)
        take_step(desk, made[-1], Step.ACCEPT, {})
        take_step(desk, made[-1], Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "同意协商"})
    return made[-1]


@pytest.fixture
def front(number: str, front: Front) -> Front:
    """The window, opened when the cases are there."""
    return front


@pytest.mark.parametrize("sought", ["8000", "wxy"])
def test_j4_a_call_is_written_down_from_anywhere_in_four_acts(acts, front, desk, number, sought) -> None:
    acts.key("Ctrl+K").type(sought).key("Enter")
    acts.key("R").type("消费者来电：愿意接受退款，要求三日内到账。").key("Ctrl+Enter")
    assert acts.count <= 4
    told = cases.view(desk, number).case.contacts[-1]
    assert (told.content, told.mode) == ("消费者来电：愿意接受退款，要求三日内到账。", "电话")
    assert front.case.record.composer.content.toPlainText() == ""


def test_after_a_call_is_written_down_letters_are_commands_again(acts, front, desk, number) -> None:
    acts.key("Ctrl+K").type("8000").key("Enter")
    acts.key("R").type("商家来电：愿意退款。").key("Ctrl+Enter")
    acts.key("R").type("消费者来电：接受。")
    front.case.record.composer.send()
    acts.type("另外问了运费")
    acts.key("Escape")
    assert [one.content for one in cases.view(desk, number).case.contacts[-2:]] == [
        "商家来电：愿意退款。", "消费者来电：接受。",
    ]  # fmt: skip
    assert front.case.record.composer.content.toPlainText() == "另外问了运费"


def test_j4_on_an_open_case_two_acts(acts, front, desk, number, rest) -> None:
    front.open_case(number)
    rest()
    acts.key("R").type("商家来电：明日退款").key("Ctrl+Enter")
    assert acts.count <= 2
    assert cases.view(desk, number).case.contacts[-1].content == "商家来电：明日退款"


def test_j5_an_offer_becomes_a_settlement_with_its_numbered_paper_in_six_acts(acts, front, desk, number, rest) -> None:
    front.open_case(number)
    rest()
    acts.key("O").type("500").key("Enter")
    assert cases.view(desk, number).case.offers[-1].total == Fen(50_000)
    acts.key("Ctrl+Shift+S").type("电话录音").key("Ctrl+Enter")
    settled = cases.view(desk, number).case
    assert settled.state is State.SETTLED
    assert settled.settlement is not None
    confirmed = settled.settlement.consumer_confirmed_by, settled.settlement.merchant_confirmed_by
    assert confirmed == ("电话录音", "方案由商家提出")
    (todo,) = [row for row in front.case.next.rows if "和解协议书" in row.text()]
    QCoreApplication.processEvents()  # the card lays its new rows out
    acts.click(todo)
    assert cases.view(desk, number).papers == (), "it is looked at before it takes a number"
    acts.key("Enter")
    assert acts.count == 6
    issued = cases.view(desk, number).papers[-1]
    assert issued.mark.kind is PaperKind.SETTLEMENT_AGREEMENT
    said = text_of(papers.pdf_of(desk, issued.mark.key))
    for filled in ("王秀英", "云裳服饰旗舰店", "500.00", "伍佰元整", issued.mark.number):
        assert filled in said
    assert any(one.isVisible() for one in front.case.window().findChildren(Overlay)), "the paper is shown to be checked"


def test_a_draft_that_is_left_takes_no_number(acts, front, desk, number, rest) -> None:
    front.open_case(number)
    rest()
    acts.key("Ctrl+P")
    (dialog,) = [one for one in acts.window.findChildren(DraftDialog) if one.isVisible()]
    assert dialog.go.hasFocus()
    acts.key("Esc")
    assert cases.view(desk, number).papers == ()
    acts.key("Ctrl+P")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QCoreApplication.sendEvent(acts.where, held)
    rest()
    assert cases.view(desk, number).papers == (), "a key that is held down confirms nothing"
    acts.key("Enter")
    (first,) = cases.view(desk, number).papers
    assert first.mark.kind is PaperKind.ACCEPTANCE_NOTICE


def test_a_case_changed_elsewhere_shows_its_draft_anew_and_takes_no_number(acts, front, desk, number, rest) -> None:
    front.open_case(number)
    rest()
    acts.key("Ctrl+P")
    take_step(desk, number, Step.CORRECT, {"field": "order.goods", "value": "羊毛围巾", "why": "写错"})
    acts.key("Enter")
    rest()
    assert cases.view(desk, number).papers == ()
    (dialog,) = [one for one in acts.window.findChildren(DraftDialog) if one.isVisible()]
    assert "有变动" in dialog.bar.words
    assert not dialog.go.hasFocus(), "who presses Enter once more has not looked"
    acts.key("Ctrl+Enter")
    rest()
    (issued,) = cases.view(desk, number).papers
    assert "羊毛围巾" in text_of(papers.pdf_of(desk, issued.mark.key))


def text_of(content: bytes) -> str:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    said = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return "".join(said.split())
