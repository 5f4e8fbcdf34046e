"""What was noted wrongly is corrected from the history; a delivery that the law counts from offers its step."""

import pytest

from odrdesk.desktop.dialogs.paper_deliver import DeliverDialog
from odrdesk.desktop.dialogs.paper_history import HistoryDialog
from odrdesk.desktop.dialogs.paper_signed import SignedDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.domain.paper_life import Delivery
from odrdesk.domain.paper_vocabulary import DeliveryWay
from odrdesk.domain.vocabulary import IpState, PaperKind, Step
from odrdesk.services import cases, papers, steps

SIGNED = b"%PDF-1.4\nsigned by both\n%%EOF\n"


@pytest.fixture
def number(register) -> str:
    return register("王秀英", taken=True)


@pytest.fixture
def issued(desk, number: str) -> papers.Issued:
    return papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE).value


@pytest.fixture
def over(settle):
    """What lies over a window, of a kind, once all is at rest."""

    def find(front, kind):
        settle()
        return next(one for one in front._window.findChildren(kind) if one.isVisible())

    return find


@pytest.fixture
def open_history(open_front, over):
    """The history of a paper, in a window of its own."""

    def go(key: int):
        front = open_front()
        front.papers.history((key,))
        return front, over(front, HistoryDialog)

    return go


def test_a_wrong_delivery_is_corrected_and_both_stay(desk, issued, open_history, over, settle, clock) -> None:  # noqa: PLR0917 -- fixtures
    clock.set(2026, 11, 23, 10)
    papers.deliver(desk, issued.id, Delivery(DeliveryWay.HAND, to="王秀英", receipt="本人签收"))
    clock.set(2026, 11, 23, 11)
    front, history = open_history(issued.id)
    (mend,) = history.timeline.menders
    mend.click()
    dialog = over(front, DeliverDialog)
    assert (dialog.how.key, dialog.to.text(), dialog.receipt.text()) == (DeliveryWay.HAND.value, "王秀英", "本人签收")
    dialog.to.setText("王秀兰")
    dialog.confirm()
    settle()
    assert dialog.fields["why"].refused
    dialog.why.setText("写错了姓名")
    dialog.confirm()
    settle()
    first, second = papers.history(desk, issued.id).life.deliveries
    assert (first.corrected_by, second.to, second.at, second.why) == (second.key, "王秀兰", first.at, "写错了姓名")
    front.papers.history((issued.id,))
    assert len(over(front, HistoryDialog).timeline.menders) == 1


def test_a_wrong_scan_is_corrected(desk, issued, open_history, over, settle, clock, tmp_path) -> None:  # noqa: PLR0917 -- fixtures
    clock.set(2026, 11, 23, 10)
    papers.attach_signed(desk, issued.id, SIGNED, "别人的.pdf", by="王秀英")
    clock.set(2026, 11, 23, 11)
    front, history = open_history(issued.id)
    history.timeline.menders[0].click()
    dialog = over(front, SignedDialog)
    assert dialog.by.text() == "王秀英"
    right = tmp_path / "签回.pdf"
    right.write_bytes(SIGNED + b"right")
    dialog.file.take(right)
    dialog.why.setText("拿错了文件")
    dialog.confirm()
    settle()
    assert [one.name for one in papers.history(desk, issued.id).life.scans] == ["签回.pdf"]


def test_nothing_is_corrected_on_a_void_paper(desk, issued, open_history) -> None:
    papers.deliver(desk, issued.id, Delivery(DeliveryWay.HAND, to="王秀英"))
    papers.void(desk, issued.id, "写错")
    _front, history = open_history(issued.id)
    assert history.timeline.menders == []


def test_the_arrival_of_a_declaration_offers_its_step(desk, number: str, open_front, over, settle) -> None:
    steps.take_step(desk, number, Step.IP_NOTICE, {"right": "trademark"})
    steps.take_step(desk, number, Step.IP_MEASURES, {})
    steps.take_step(desk, number, Step.IP_DECLARATION, {})
    letter = papers.issue(desk, number, PaperKind.IP_DECLARATION_LETTER, copy="rights_holder").value
    front = open_front()
    front.papers.do("deliver", (letter.id,))
    dialog = over(front, DeliverDialog)
    dialog.to.setText("南京星河鞋业有限公司")
    dialog.receipt.setText("邮件已读回执")
    dialog.confirm()
    offered = over(front, StepDialog)
    assert offered.form.raw()["on"]
    offered.confirm()
    settle()
    branch = cases.view(desk, number).case.ip
    assert branch is not None
    assert branch.state is IpState.WAITING15
