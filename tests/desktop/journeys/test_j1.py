"""J1: a complaint from a chat or the 12315 console becomes a case in three acts and a Tab for each doubt."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.dialogs.intake import IntakeDialog, Way
from odrdesk.desktop.window import Window
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.services import cases, evidence
from odrdesk.services.desk import Desk
from tests.desktop.acts import Acts

TEXT = """投诉编号：1310115002026112309871
投诉人：李婷 联系电话：139 1234 2217
被投诉方：悦选数码旗舰店（抖音直播间“悦选好物”）
11月18号晚上8点多在直播间买的蓝牙耳机，订单6920115822740112，实付399，主播说降噪45分贝，收到后几乎没有降噪。
申请七天无理由，商家说拆封不退。
诉求：退货退款，承担来回运费。"""


def dialog_of(window: Window) -> IntakeDialog:
    return next(one for one in window.findChildren(IntakeDialog) if one.isVisible())


def until_read(qtbot, dialog: IntakeDialog) -> None:
    qtbot.waitUntil(lambda: bool(dialog.form.marks), timeout=30_000)


def test_a_pasted_complaint_is_a_case_after_three_acts_and_one_for_each_doubt(
    acts: Acts, window: Window, desk: Desk, qtbot, work
) -> None:
    acts.clipboard(TEXT).key("Ctrl+N")
    dialog = dialog_of(window)
    acts.key("Ctrl+V")
    until_read(qtbot, dialog)
    doubts = dialog.reading.waiting
    assert 1 <= len(doubts) <= 5
    for name in doubts:
        acts.key("Tab")
        assert dialog.form.name_at(QApplication.focusWidget()) == name
    with qtbot.waitSignal(dialog.registered, timeout=30_000) as told:
        acts.key("Ctrl+Enter")
    assert acts.count <= 3 + len(doubts)
    made = told.args[0].case
    stored = made.complaint
    assert (stored.channel, stored.channel_no) == (Channel.ODR12315, "1310115002026112309871")
    assert (stored.consumer.name, stored.consumer.phone) == ("李婷", "13912342217")
    assert stored.merchant is not None
    assert stored.merchant.name == "悦选数码旗舰店"
    assert (stored.order.no, stored.order.paid) == ("6920115822740112", Fen(39_900))
    assert set(stored.claims) == {Claim.RETURN_GOODS, Claim.REFUND, Claim.DAMAGES}
    assert stored.category is Category.AFTER_SALES
    qtbot.waitUntil(lambda: not work.busy, timeout=30_000)
    first = evidence.of_case(desk, made.number)[0][0]
    assert evidence.content_of(desk, first.key).decode() == TEXT
    register = cases.view(desk, made.number).record[0].entry
    assert register.facts["evidence"] == [first.sha256]


def test_a_call_is_typed_in_three_acts_and_the_seven_it_must_have(
    acts: Acts, window: Window, qtbot, write: Callable[[IntakeDialog], None]
) -> None:
    acts.key("Ctrl+N").key("Alt+2")
    dialog = dialog_of(window)
    assert dialog.way is Way.MANUAL
    write(dialog)
    with qtbot.waitSignal(dialog.registered, timeout=30_000):
        acts.key("Ctrl+Enter")
    assert acts.count == 3


@pytest.fixture
def write(acts: Acts) -> Callable[[IntakeDialog], None]:
    """The seven that must be there; typing is not counted, nor is the way to a field."""

    def typed(dialog: IntakeDialog) -> None:
        fields = dialog.form.fields
        fields["channel"].editor.choose("phone")
        fields["category"].editor.choose("quality")
        fields["claims"].editor.chip("refund").click()
        texts = {
            "consumer.name": "王秀英",
            "consumer.phone": "13812345678",
            "merchant.name": "云裳服饰旗舰店",
            "facts": "尺码不符",
        }
        for name, words in texts.items():
            dialog.form.go_to(name)
            acts.type(words)

    return typed
