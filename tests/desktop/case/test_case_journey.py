"""The shoes of the scenario through the case page, by keys and clicks: from registered to closed, papers issued."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from odrdesk.domain.evidence import Told
from odrdesk.domain.vocabulary import PaperKind, State
from odrdesk.services import cases, evidence, papers
from odrdesk.services.evidence import HandedIn

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return


class Clerk:
    """Somebody at the keyboard, with a clock on the wall."""

    def __init__(self, qtbot, page, over, settle, clock) -> None:
        self.qtbot, self.page, self.over, self.settle, self.clock = qtbot, page, over, settle, clock

    def press(self, key, held=Qt.KeyboardModifier.NoModifier) -> None:
        window = self.page.window()
        self.qtbot.keyClick(window.focusWidget() or window, key, held)
        self.settle()

    def types(self, text: str, field: str = "") -> None:
        if field:
            self.over().form.fields[field].editor.setFocus()
        self.qtbot.keyClicks(self.page.window().focusWidget(), text)

    def accepts(self) -> None:
        self.clock.set(2026, 10, 8)
        self.press(RETURN, CTRL)
        self.press(RETURN)

    def records_a_call(self) -> None:
        self.clock.set(2026, 10, 9)
        self.press(Qt.Key.Key_R)
        self.types("shang jia tong yi tui kuan")
        self.press(RETURN, CTRL)
        self.press(Qt.Key.Key_Escape)

    def proposes(self) -> None:
        self.clock.set(2026, 10, 13)
        self.press(Qt.Key.Key_O)
        self.press(RETURN)

    def confirms(self) -> None:
        self.clock.set(2026, 10, 15)
        self.press(RETURN, CTRL)
        self.over().form.fields["consumer_confirmed_by"].editor.choose("电话录音")
        self.over().form.fields["merchant_confirmed_by"].editor.choose("平台消息")
        self.press(RETURN, CTRL)

    def records_performance(self) -> None:
        self.clock.set(2026, 10, 16)
        self.press(RETURN, CTRL)
        self.types("2026101600012345", "proof")
        self.press(RETURN)

    def closes(self) -> None:
        self.clock.set(2026, 10, 19)
        self.press(RETURN, CTRL)
        self.types("yi shou dao kuan", "callback")
        self.press(RETURN, CTRL)

    def issues(self, kind: PaperKind) -> None:
        self.page.show_tab("papers")
        self.page.papers.buttons[kind].click()
        self.settle()
        self.press(RETURN)  # it was looked at: it takes its number
        self.settle()
        self.press(Qt.Key.Key_Escape)


def file_what_is_needed(desk, number) -> None:
    wanted = [one.slot for one in evidence.of_case(desk, number)[1] if one.needed]
    evidence.add_several(desk, number, [HandedIn(slot.encode(), Told(slot), f"{slot}.png") for slot in wanted])


@pytest.fixture
def clerk(qtbot, page, over, settle, clock) -> Clerk:
    return Clerk(qtbot, page, over, settle, clock)


@pytest.fixture
def shown(desk, number):
    """The dispute as the services tell it."""
    return lambda: cases.view(desk, number).case


def test_the_shoes_are_settled_in_time_by_keys_and_clicks(clerk, page, shown, told) -> None:
    assert page.deadlines.rows[-1].sight.clock.due == date(2026, 10, 20)
    clerk.accepts()
    assert shown().state is State.ACCEPTED
    clerk.records_a_call()
    assert (shown().state, shown().contacts[0].content) == (State.NEGOTIATING, "shang jia tong yi tui kuan")
    clerk.proposes()
    assert (shown().state, shown().offers[0].total.plain) == (State.PROPOSED, "629.00")
    clerk.confirms()
    assert (shown().state, shown().clock("R-ODR").stopped_on) == (State.SETTLED, date(2026, 10, 15))
    clerk.records_performance()
    assert (shown().state, shown().performed_total.plain) == (State.PERFORMING, "629.00")
    clerk.records_performance()  # the goods went back: a performance without money
    assert shown().state is State.PERFORMED


def test_its_papers_say_what_was_agreed(clerk, page, desk, number, text_of) -> None:
    clerk.accepts()
    clerk.issues(PaperKind.ACCEPTANCE_NOTICE)
    clerk.records_a_call()
    clerk.proposes()
    clerk.confirms()
    clerk.issues(PaperKind.SETTLEMENT_AGREEMENT)
    clerk.records_performance()
    clerk.records_performance()
    file_what_is_needed(desk, number)
    clerk.closes()
    clerk.issues(PaperKind.SETTLEMENT_NOTICE)
    assert page.sight.case.state is State.CLOSED
    said = {one.mark.kind: text_of(papers.pdf_of(desk, one.mark.key)) for one in page.sight.view.papers}
    assert "2026年10月20日" in said[PaperKind.ACCEPTANCE_NOTICE]
    assert "陆佰贰拾玖元整" in said[PaperKind.SETTLEMENT_AGREEMENT]
    assert "〔2026〕第0001号" in said[PaperKind.SETTLEMENT_NOTICE]


def test_the_page_follows_what_was_done(clerk, page, told) -> None:
    clerk.accepts()
    assert page.head.primary.text() == "记录沟通"
    assert page.sight.case.state is State.ACCEPTED
    assert [one.entry.act for one in page.sight.view.record] == ["dispute.register", "dispute.accept"]
