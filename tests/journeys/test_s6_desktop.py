"""S6 through the real window: a notice over Labour Day on its own tab, each day with the one button it calls for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from odrdesk.desktop import fonts
from odrdesk.desktop.dialogs.intake import IntakeDialog
from odrdesk.desktop.dialogs.paper_draft import DraftDialog
from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.front import Front, build
from odrdesk.desktop.pages.case_ip import IpPanel
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.window import Window
from odrdesk.domain.complaint import Complaint, Order
from odrdesk.domain.ip import IpBranch
from odrdesk.domain.parties import Consumer, Live, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim, IpMeasure, IpRight, IpState, PaperKind, State, Step
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.places import resource
from odrdesk.services import cases, intake, papers, watchlist
from odrdesk.services.desk import Desk, create


class Clock:
    """Stands until it is set, by Shanghai wall time."""

    def __init__(self) -> None:
        self.set(4, 10, 9)

    def set(self, month: int, day: int, hour: int = 9) -> None:
        self.now = datetime(2026, month, day, hour, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


class Clerk:
    """Somebody before the window, on the tab of the case."""

    def __init__(self, qtbot, window: Window, front: Front, desk: Desk, clock: Clock) -> None:
        self.qtbot, self.window, self.front, self.desk, self.clock = qtbot, window, front, desk, clock
        self.number = ""

    @property
    def panel(self) -> IpPanel:
        panel = next(tab.panel for tab in self.front.case.more if tab.key == "ip")
        assert isinstance(panel, IpPanel)
        return panel

    @property
    def ip(self) -> IpBranch:
        found = cases.view(self.desk, self.number).case.ip
        assert found is not None
        return found

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.front.work.busy, timeout=30_000)

    def open(self, number: str) -> None:
        self.number = number
        self.window.go("case")
        self.front.case.open_case(number)
        self.settle()
        self.front.case.tabs.choose("ip")
        self.front.case.tabs.chosen.emit("ip")

    def over(self) -> QWidget:
        return next(one for one in self.window.findChildren(Overlay) if one.isVisible())

    def press(self, button: Button, month: int, day: int, hour: int = 10) -> StepDialog:
        """Press a button of the tab on a day; the dialog it opens."""
        self.clock.set(month, day, hour)
        self.front.case.refresh()
        self.settle()
        assert button.isVisible(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog = self.over()
        assert isinstance(dialog, StepDialog)
        return dialog

    def reads(self, *parts: str) -> None:
        """A line of the tab has all these parts."""
        self.qtbot.waitUntil(lambda: any(all(part in text for part in parts) for text in texts(self.panel)))

    def go(self, dialog: StepDialog) -> None:
        self.qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        self.settle()

    def to_the_wait(self) -> None:
        """Notice, measures, declaration, arrival on 2026-04-17."""
        notice = self.press(self.panel.start, 4, 10)
        assert notice.form.fields["right"].editor.key == IpRight.TRADEMARK
        notice.form.show_value("rights_holder", "上海澄砚文化有限公司")
        self.go(notice)
        self.go(self.press(self.panel.next, 4, 10, 15))
        self.go(self.press(self.panel.next, 4, 16))
        self.go(self.press(self.panel.next, 4, 17))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    made = create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈晓雯")
    watchlist.bring_in_sample(made)
    return made


@pytest.fixture
def number(desk: Desk, clock: Clock) -> str:
    cup = Complaint(
        channel=Channel.PLATFORM,
        received_at=clock(),
        consumer=Consumer("张小某", phone="13812345678"),
        merchant=Merchant("浦江好物旗舰店"),
        live=Live(room="浦江好物"),
        order=Order(goods="澄砚竹节保温杯"),
        category=Category.TRADEMARK,
        claims=(Claim.REFUND,),
        facts="怀疑不是正品。",
    )
    return intake.register(desk, cup).value.case.number


@pytest.fixture
def clerk(qtbot, qapp: QApplication, number: str, desk: Desk, clock: Clock) -> Iterator[Clerk]:
    qapp.setStyle("Fusion")
    look = Look(
        qapp, icons=resource("icons"), style=resource("theme", "app.qss"), family=fonts.choose(resource("fonts"))
    )
    look.wear(Mode.LIGHT)
    window, front = build(desk, look, QSettings(str(desk.path.parent / "ui.ini"), QSettings.Format.IniFormat))
    window.resize(1440, 900)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    somebody = Clerk(qtbot, window, front, desk, clock)
    somebody.settle()
    somebody.open(number)
    yield somebody
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    assert front.work.finish()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def printed(desk: Desk) -> Callable[[PaperKind], str]:
    """The text of the last paper of a kind, without blanks."""

    def read(kind: PaperKind) -> str:
        found = [one for one in cases.view(desk, "ODR-2026-00001").papers if one.mark.kind is kind]
        pages = PdfReader(BytesIO(papers.pdf_of(desk, found[-1].mark.key))).pages
        return "".join("".join(page.extract_text().split()) for page in pages)

    return read


def test_s6_nothing_is_heard_and_the_measures_end(clerk: Clerk, printed: Callable[[PaperKind], str]) -> None:
    assert clerk.front.case.head.watched.accessibleName() == "重点商标"
    clerk.to_the_wait()
    assert (clerk.ip.state, clerk.ip.measures) == (IpState.WAITING15, (IpMeasure.UNLINK,))
    clerk.reads("04-17", "05-06")  # counted from the day of arrival
    assert not clerk.panel.next.isVisible(), "no lift before the fifteen days are over"

    clerk.go(clerk.press(clerk.panel.next, 5, 7))
    assert clerk.ip.state is IpState.LIFTED
    issue(clerk, PaperKind.IP_LIFT_NOTICE)
    paper = printed(PaperKind.IP_LIFT_NOTICE)
    assert "2026年4月17日" in paper
    assert "2026年5月6日" in paper
    assert "《中华人民共和国电子商务法》第四十二条、第四十三条、第四十四条" in paper
    assert "张小某" not in paper
    clerk.go(clerk.press(clerk.panel.next, 5, 7, 16))
    assert clerk.ip.state is IpState.PUBLISHED
    assert clerk.front.case.sight.case.state is State.REGISTERED


def test_s6_word_of_a_suit_on_the_last_afternoon_keeps_the_measures(clerk: Clerk) -> None:
    clerk.to_the_wait()
    heard = clerk.press(clerk.panel.others[Step.IP_RIGHTSHOLDER_ACTED], 5, 6, 16)
    heard.form.fields["holder_act"].editor.choose("suit")
    heard.form.show_value("no", "（2026）沪0115民初88号")
    clerk.go(heard)
    assert clerk.ip.state is IpState.RIGHTS_HOLDER_ACTED
    clerk.clock.set(5, 7)
    clerk.front.case.refresh()
    clerk.settle()
    assert clerk.panel.next.text() == "公示处理结果"
    clerk.reads("（2026）沪0115民初88号", "措施保持")


def test_s6_word_that_comes_after_the_lift_is_only_written_down(clerk: Clerk) -> None:
    clerk.to_the_wait()
    clerk.go(clerk.press(clerk.panel.next, 5, 7))
    clerk.go(clerk.press(clerk.panel.others[Step.IP_RIGHTSHOLDER_ACTED], 5, 7, 15))
    assert (clerk.ip.state, [act.in_time for act in clerk.ip.acts]) == (IpState.LIFTED, [False])
    clerk.reads("仅作记录")


def test_without_a_notice_the_tab_says_so_and_offers_to_record_one(clerk: Clerk) -> None:
    assert clerk.panel.nothing.isVisible()
    assert clerk.panel.start.text() == "登记通知"
    clerk.reads("没有知识产权通知")


def test_a_day_that_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(clerk: Clerk) -> None:
    notice = clerk.press(clerk.panel.start, 4, 10)
    notice.form.show_value("rights_holder", "上海澄砚文化有限公司")
    notice.form.fields["on"].editor.setText("2026-04-11")
    clerk.go(notice)
    assert notice.isVisible()
    assert "2026-04-11 还没有到" in notice.form.fields["on"].note
    assert notice.form.raw()["rights_holder"] == "上海澄砚文化有限公司"


def test_a_watched_mark_is_said_beside_the_goods_while_they_are_typed(clerk: Clerk) -> None:
    clerk.window.registry.run("new_case")
    dialog = clerk.over()
    assert isinstance(dialog, IntakeDialog)
    goods = dialog.form.fields["order.goods"]
    goods.editor.setText("ＬＵＭＩＱ手表")
    clerk.qtbot.waitUntil(lambda: "LUMIQ" in goods.toolTip(), timeout=30_000)
    goods.editor.setText("帆布鞋")
    clerk.qtbot.waitUntil(lambda: not goods.toolTip(), timeout=30_000)
    dialog.form.start_anew("")
    dialog.dismiss()
    clerk.settle()


def issue(clerk: Clerk, kind: PaperKind) -> None:
    tab = clerk.front.case.tabs.current
    clerk.front.case.show_tab("papers")
    clerk.qtbot.keyClick(clerk.front.case.papers.buttons[kind], Qt.Key.Key_Space)
    clerk.settle()
    draft = clerk.over()
    assert isinstance(draft, DraftDialog)
    draft.confirm()
    clerk.settle()
    preview = clerk.over()
    assert isinstance(preview, PreviewDialog)
    preview.dismiss()
    clerk.settle()
    clerk.front.case.show_tab(tab)


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
