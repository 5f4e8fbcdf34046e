"""The shoes of Golden Week through the real window, by keys: from a typed complaint to a closed case and its papers."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop import fonts
from odrdesk.desktop.dialogs.intake import KIND, IntakeDialog
from odrdesk.desktop.dialogs.paper_draft import DraftDialog
from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.dialogs.step import StepDialog
from odrdesk.desktop.front import Front, build
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.window import Window
from odrdesk.domain.evidence import Told
from odrdesk.domain.vocabulary import PaperKind, State
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.places import resource
from odrdesk.services import cases, drafts, evidence, papers, upkeep
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.services.evidence import HandedIn

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
NUMBER = "ODR-2026-00001"


class Clock:
    """Stands until it is set, by Shanghai wall time."""

    def __init__(self) -> None:
        self.set(9, 30, 10, 12)

    def set(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        self.now = datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


class Clerk:
    """Somebody at the keyboard."""

    def __init__(self, qtbot, window: Window, front: Front, clock: Clock) -> None:
        self.qtbot, self.window, self.front, self.clock = qtbot, window, front, clock

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.front.work.busy, timeout=30_000)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, held)
        self.settle()
        # A widget shown before it has a parent is a window of its own and takes the keyboard away.
        assert self.window.isActiveWindow()

    def say(self, words: str) -> None:
        """What an input method hands over."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.focus(), event)

    def plate(self, kind: type[Overlay]) -> Overlay:
        """The dialog that lies over the window now."""
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert found, kind
        return found[-1]

    def fill(self, words: str, field: str) -> None:
        """Walk to a field of the open dialog and write there."""
        dialog = self.plate(Overlay)
        editor = dialog.form.fields[field].editor
        for _step in range(80):
            if editor is self.focus() or editor.isAncestorOf(self.focus()):
                break
            self.qtbot.keyClick(self.focus(), TAB)
        else:
            pytest.fail(f"Tab does not lead to {field}")
        self.say(words)

    def choose(self, key: str, field: str) -> None:
        """Walk to a choice and go down to what is meant."""
        self.fill("", field)
        choice = self.plate(Overlay).form.fields[field].editor
        for way in [Qt.Key.Key_Up] * choice.count() + [Qt.Key.Key_Down] * choice.count():
            if choice.key == key:
                return
            self.qtbot.keyClick(self.focus(), way)
        pytest.fail(f"{key} is no choice of {field}")

    def tick(self, field: str, *words: str) -> None:
        self.fill("", field)
        for word in words:
            while self.focus().accessibleName() != word:
                self.qtbot.keyClick(self.focus(), Qt.Key.Key_Right)
            self.qtbot.keyClick(self.focus(), Qt.Key.Key_Space)

    def issue(self, kind: PaperKind) -> None:
        tab = self.front.case.tabs.current
        self.front.case.show_tab("papers")
        button = self.front.case.papers.buttons[kind]
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.settle()
        draft = self.plate(DraftDialog)
        assert isinstance(draft, DraftDialog)
        draft.confirm()
        self.settle()
        assert self.plate(PreviewDialog)
        self.press(Qt.Key.Key_Escape)
        self.front.case.show_tab(tab)
        self.front.case.arrive()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    return create(tmp_path / "desk", "浦江消费维权联络点", practice=True, clock=clock, owner="陈晓雯")


@pytest.fixture
def clerk(qtbot, qapp: QApplication, desk: Desk, clock: Clock, tmp_path: Path) -> Iterator[Clerk]:
    qapp.setStyle("Fusion")
    look = Look(
        qapp, icons=resource("icons"), style=resource("theme", "app.qss"), family=fonts.choose(resource("fonts"))
    )
    look.wear(Mode.LIGHT)
    window, front = build(desk, look, QSettings(str(tmp_path / "ui.ini"), QSettings.Format.IniFormat))
    window.resize(1440, 900)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    somebody = Clerk(qtbot, window, front, clock)
    somebody.settle()
    yield somebody
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    assert front.work.finish()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


@pytest.fixture
def state(desk: Desk) -> Callable[[], State]:
    return lambda: cases.view(desk, NUMBER).case.state


def register(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    assert clerk.plate(IntakeDialog)
    clerk.press(Qt.Key.Key_2, ALT)
    clerk.choose("odr12315", "channel")
    clerk.fill("3101150000000202609301234", "channel_no")
    clerk.fill("张某", "consumer.name")
    clerk.fill("13812345678", "consumer.phone")
    clerk.fill("上海浦江好物电子商务有限公司", "merchant.name")
    clerk.fill("宣传头层牛皮，检测为PU。", "facts")
    clerk.choose("false_claims", "category")
    clerk.tick("claims", "退货", "惩罚性赔偿")
    clerk.fill("692011582274003801", "order.no")
    clerk.fill("头层牛皮男鞋", "order.goods")
    clerk.fill("129.00", "order.paid")
    clerk.press(ENTER, CTRL)


def carry_to_settlement(clerk: Clerk) -> None:
    clerk.clock.set(10, 8)
    clerk.press(ENTER, CTRL)
    clerk.press(ENTER, CTRL)
    clerk.issue(PaperKind.ACCEPTANCE_NOTICE)
    clerk.clock.set(10, 9)
    clerk.press(Qt.Key.Key_R)
    clerk.say("告知诉求，商家同意协商")
    clerk.press(ENTER, CTRL)
    clerk.clock.set(10, 13)
    clerk.press(Qt.Key.Key_O)
    clerk.press(ENTER, CTRL)
    clerk.clock.set(10, 15)
    clerk.press(ENTER, CTRL)
    clerk.fill("电话录音", "consumer_confirmed_by")
    clerk.fill("盖章确认", "merchant_confirmed_by")
    clerk.press(ENTER, CTRL)


def carry_to_the_end(clerk: Clerk, desk: Desk, state: Callable[[], State]) -> None:
    clerk.issue(PaperKind.SETTLEMENT_AGREEMENT)
    clerk.clock.set(10, 16)
    for proof in ("转账凭证", "商家寄件单"):
        if state() is not State.PERFORMED:
            clerk.press(ENTER, CTRL)
            clerk.fill(proof, "proof")
            clerk.press(ENTER, CTRL)
    clerk.clock.set(10, 19)
    file_what_is_needed(desk)
    clerk.press(ENTER, CTRL)
    clerk.fill("消费者已收到款，满意", "callback")
    clerk.press(ENTER, CTRL)
    clerk.issue(PaperKind.SETTLEMENT_NOTICE)


def file_what_is_needed(desk: Desk) -> None:
    wanted = [one.slot for one in evidence.of_case(desk, NUMBER)[1] if one.needed]
    evidence.add_several(desk, NUMBER, [HandedIn(slot.encode(), Told(slot), f"{slot}.png") for slot in wanted])


def printed(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def embedded(pdf: bytes) -> bool:
    """Whether every font of every page carries its glyphs."""
    faces = [
        font.get_object()
        for page in PdfReader(BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]
    whole = [face["/DescendantFonts"][0].get_object() if "/DescendantFonts" in face else face for face in faces]
    return bool(whole) and all("/FontFile2" in face["/FontDescriptor"].get_object() for face in whole)


def test_s1_from_a_typed_complaint_to_a_closed_case_and_its_papers(clerk: Clerk, desk: Desk, state) -> None:
    register(clerk)
    assert (clerk.window.current, clerk.front.case.number, state()) == ("case", NUMBER, State.REGISTERED)
    carry_to_settlement(clerk)
    view = cases.view(desk, NUMBER)
    assert (view.case.state, view.case.settlement.total.plain) == (State.SETTLED, "629.00")
    odr = view.case.clock("R-ODR")
    assert (odr.due.isoformat(), odr.stopped_on.isoformat()) == ("2026-10-20", "2026-10-15")
    carry_to_the_end(clerk, desk, state)
    assert state() is State.CLOSED
    made = {one.mark.kind: papers.pdf_of(desk, one.mark.key) for one in cases.view(desk, NUMBER).papers}
    assert "2026年10月20日" in printed(made[PaperKind.ACCEPTANCE_NOTICE])
    assert "陆佰贰拾玖元整" in printed(made[PaperKind.SETTLEMENT_AGREEMENT])
    for words in ("629.00", "陆佰贰拾玖元整", "692011582274003801", "头层牛皮男鞋", NUMBER, "〔2026〕第0001号"):
        assert words in printed(made[PaperKind.SETTLEMENT_NOTICE])
    assert all(embedded(pdf) and 1 <= len(PdfReader(BytesIO(pdf)).pages) <= 3 for pdf in made.values())
    assert upkeep.check(desk) == ()


def test_the_board_and_the_list_follow_what_was_done(clerk: Clerk) -> None:
    register(clerk)
    clerk.clock.set(10, 8)
    clerk.press(Qt.Key.Key_1, ALT)
    board = clerk.front.today
    assert (board.list.current.row.number, board.list.current.row.due.text) == (NUMBER, "今日到期")
    assert clerk.focus() is board.list
    clerk.press(ENTER)
    assert clerk.window.current == "case"
    clerk.press(Qt.Key.Key_2, ALT)
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.say("牛皮")
    clerk.press(ENTER)
    assert clerk.front.cases.rows.rowCount() == 1
    clerk.press(Qt.Key.Key_F, CTRL)
    clerk.say("没有的")
    clerk.press(ENTER)
    assert clerk.front.cases.rows.rowCount() == 0
    assert clerk.front.cases.stack.currentWidget() is clerk.front.cases.empty


def test_what_was_half_typed_is_offered_again_after_the_window_was_closed(clerk: Clerk, desk: Desk, clock) -> None:
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.press(Qt.Key.Key_2, ALT)
    clerk.fill("张某", "consumer.name")
    clerk.window.close()
    clerk.qtbot.waitUntil(lambda: not clerk.window.isVisible(), timeout=30_000)
    again = open_desk(desk.path, clock=clock)
    assert [one.values["consumer.name"] for one in drafts.kept(again, KIND)] == ["张某"]
    assert [one.reason for one in upkeep.backups(desk.path)] == ["exit"]
    again.close(backup=False)


def test_a_palette_hit_opens_the_case(clerk: Clerk) -> None:
    register(clerk)
    clerk.press(Qt.Key.Key_1, ALT)
    clerk.press(Qt.Key.Key_K, CTRL)
    clerk.say("5678")
    clerk.settle()
    clerk.press(ENTER)
    assert (clerk.window.current, clerk.front.case.number) == ("case", NUMBER)


def test_a_contact_is_recorded_from_the_board(clerk: Clerk, desk: Desk) -> None:
    register(clerk)
    clerk.clock.set(10, 8)
    clerk.press(ENTER, CTRL)
    clerk.press(ENTER, CTRL)
    clerk.press(Qt.Key.Key_1, ALT)
    clerk.press(Qt.Key.Key_R)
    assert clerk.plate(StepDialog)
    clerk.fill("商家同意退款", "content")
    clerk.press(ENTER, CTRL)
    assert cases.view(desk, NUMBER).case.contacts[0].content == "商家同意退款"
    assert clerk.window.current == "today"
