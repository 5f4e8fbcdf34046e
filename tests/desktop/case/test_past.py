"""Looking back at a case: another day in view, nothing to be done in it, and the way back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from odrdesk.domain.vocabulary import PaperKind, State, Step
from odrdesk.services import papers
from odrdesk.services.steps import take_step


def words_of(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


@pytest.fixture
def told_page(page, desk, number, clock, settle):
    """The shoes accepted on 10-08 with their paper, called on 10-09 and corrected on 10-13; today is 10-16."""
    clock.set(2026, 10, 8)
    take_step(desk, number, Step.ACCEPT, {})
    papers.issue(desk, number, PaperKind.ACCEPTANCE_NOTICE)
    clock.set(2026, 10, 9)
    take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "告知投诉"})
    clock.set(2026, 10, 13)
    take_step(desk, number, Step.CORRECT, {"field": "order.goods", "value": "牛皮女鞋", "why": "笔误"})
    clock.set(2026, 10, 16)
    page.refresh()
    settle()
    return page


@pytest.fixture
def back(told_page, settle):
    """Ask for a day in the field of the record's tab."""

    def gone(day: str) -> None:
        told_page.tabs.chosen.emit("record")
        told_page.timeline.picker.entry.setText(day)
        told_page.timeline.picker.button.click()
        settle()

    return gone


def test_a_day_is_shown_with_a_clear_bar_and_nothing_to_do(told_page, back) -> None:
    back("2026-10-08")
    page = told_page
    assert page.sight.case.state is State.ACCEPTED
    assert "2026-10-08 结束时的案件，只能看，不能办理" in page.past.words
    assert page.past.isVisible()
    for part in (page.head.primary, page.head.more, page.head.papers, page.facts.edit, page.next):
        assert not part.isVisible()
    assert page.head.title.text() == "头层牛皮男鞋 · 虚假宣传"
    page.show_tab("papers")
    assert page.papers.buttons == {}
    page.show_tab("overview")
    assert not page.record.composer.isVisibleTo(page.record)
    assert "只能看，不能办理" in words_of(page.record)


def test_commands_of_the_case_rest_while_the_past_is_in_view(told_page, back, window) -> None:
    back("2026-10-09")
    open_now = {command.key for command in window.registry.available()}
    assert not open_now & {"contact", "propose", "settle", "assign", "primary", "print"}


def test_what_is_different_now_stands_at_the_side(told_page, back) -> None:
    back("1008")
    panel = next(card for card in told_page.cards if card.isVisible() and hasattr(card, "rows"))
    assert ("商品", "头层牛皮男鞋", "牛皮女鞋") in panel.rows
    assert ("状态", "已受理", "协商中") in panel.rows
    assert "此后记录 2 条" in words_of(panel)


def test_back_to_today_by_the_bar_and_by_escape(told_page, back, settle, qtbot) -> None:
    back("2026-10-08")
    told_page.past.acted.emit()
    settle()
    assert told_page.sight.past is None
    assert not told_page.past.isVisible()
    assert told_page.head.primary.isVisible()
    assert told_page.facts.edit.isVisibleTo(told_page.facts)
    back("2026-10-08")
    told_page.setFocus()
    qtbot.keyClick(told_page, Qt.Key.Key_Escape)
    settle()
    assert told_page.sight.past is None
    assert told_page.number


def test_an_entry_of_the_record_shows_the_case_after_it(told_page, settle) -> None:
    accepted = next(one for one in told_page.sight.view.record if one.entry.act == "dispute.accept")
    told_page.tabs.tab("record").click()
    settle()
    told_page.timeline.timeline.buttons[accepted.seq].click()
    settle()
    assert told_page.sight.case.papers == ()
    assert told_page.sight.past.day == date(2026, 10, 8)
    assert "2026-10-08 09:00 的案件" in told_page.past.words


@pytest.mark.parametrize(("day", "why"), [("2026-10-17", "还没有到"), ("2026-09-01", "还没有登记"), ("32", "看不懂")])
def test_a_day_that_cannot_be_shown_is_refused_beneath_the_field(told_page, back, day: str, why: str) -> None:
    back(day)
    assert why in told_page.timeline.picker.note.text()
    assert told_page.sight.past is None
    assert told_page.timeline.picker.entry.text().replace("-", "").endswith(day.replace("-", ""))


def test_another_case_is_shown_as_it_is_today(told_page, back, settle) -> None:
    back("2026-10-08")
    told_page.open_case("ODR-2026-00002")
    settle()
    assert told_page.sight.past is None
    assert not told_page.past.isVisible()
