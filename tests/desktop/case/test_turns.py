"""A case comes in turns of the event loop: little is built in each, no key is meant for another, nothing flashes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop.pages.case_timeline import AT_ONCE, PAGE
from odrdesk.domain.vocabulary import Step
from odrdesk.services import case_looks, intake
from odrdesk.services.steps import take_step

AT_A_STRETCH = 60
"""So many widgets may be made in one turn: dressed and laid out they take some twenty milliseconds."""


class Held:
    """What is to be gone through in turns is gone through by hand."""

    def __init__(self) -> None:
        self.rounds: list[Iterator[object]] = []

    def take(self, steps: Iterator[object], *, owner: object) -> None:
        del owner
        self.rounds.append(steps)

    def turn(self) -> bool:
        """One turn of the newest round; False where it is at its end."""
        return next(self.rounds[-1], self) is not self

    def end(self) -> None:
        """All that is left of it."""
        while self.turn():
            pass


@pytest.fixture
def other(desk, shoes) -> str:
    """A case in which much happened; the next step of it is another one than that of the shoes."""
    made = intake.register(desk, replace(shoes, channel_no="99999999999999999999")).value
    take_step(desk, made.case.number, Step.ACCEPT, {})
    for turn in range(30):
        case_looks.note(desk, made.case.number, f"note {turn}")
    return made.case.number


@pytest.fixture
def held(page, other, work, monkeypatch) -> Held:
    """From now on nothing of the page is built by itself."""
    made = Held()
    monkeypatch.setattr(work, "pieces", made.take)
    return made


@pytest.fixture
def come(page, other, held, settle) -> Callable[[], None]:
    """Opens the other case: it is read, and none of its parts is built."""

    def opened() -> None:
        page.open_case(other)
        settle()

    return opened


def made_by(page: QWidget, act: Callable[[], object]) -> tuple[int, object]:
    """How many widgets of the page something made, and what it answered."""
    before = len(page.findChildren(QWidget))
    answer = act()
    return len(page.findChildren(QWidget)) - before, answer


def test_no_turn_builds_more_than_a_part_of_a_case(page, come, held) -> None:
    made = [made_by(page, come)[0]]
    more: object = True
    while more:
        number, more = made_by(page, held.turn)
        made.append(number)
    assert max(made) < AT_A_STRETCH
    assert len(made) > 6


def test_a_tab_is_built_some_entries_at_a_time(page, come, held) -> None:
    come()
    held.end()
    page.show_tab("record")
    built = [page.timeline.timeline.built]
    while held.turn():
        built.append(page.timeline.timeline.built)
    assert built[-1] == PAGE
    assert max(after - before for before, after in pairwise(built)) == AT_ONCE


def test_a_key_pressed_in_between_is_meant_for_the_case_that_comes(page, come, held, other, monkeypatch) -> None:
    taken = []
    monkeypatch.setattr(page.deeds, "take", lambda sight, step, _facts: taken.append((sight.case.number, step)))
    come()
    assert page.registry.run("assign")
    held.turn()
    assert page.registry.run("assign")
    assert taken == [(other, Step.ASSIGN)] * 2


def test_what_is_typed_in_between_is_kept_for_the_case_that_comes(page, come, held, number, settle) -> None:
    composer = page.record.composer
    composer.content.setFocus()
    come()
    held.turn()
    QTest.keyClicks(composer.content, "neu")
    held.end()
    assert composer.content.toPlainText() == "neu"
    page.open_case(number)
    settle()
    assert composer.content.toPlainText() == ""


def test_no_row_of_the_case_before_takes_a_key_or_a_click(page, come, held) -> None:
    row = page.next.rows[0]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    place = row.mapTo(page, row.rect().center())
    assert page.childAt(place) is row
    come()
    assert QApplication.focusWidget() is page
    assert page.childAt(place) is None
    held.end()
    assert page.childAt(place) is not None


def test_a_field_that_stays_has_the_focus_again(page, come, held) -> None:
    page.tabs.tab("overview").setFocus(Qt.FocusReason.TabFocusReason)
    come()
    held.end()
    assert page.tabs.tab("overview").hasFocus()


def test_the_picture_stands_until_all_of_a_case_does(page, come, held) -> None:
    come()
    while not page.body.updatesEnabled() and held.turn():
        last = page.head.title.text()
    assert page.body.updatesEnabled()
    assert not held.turn()
    assert last == page.head.title.text()


def test_a_newer_case_overtakes_the_one_that_comes(page, come, held, number, settle) -> None:
    come()
    held.turn()
    before = held.rounds[-1]
    page.open_case(number)
    settle()
    made, _left = made_by(page, lambda: list(before))
    assert made == 0
    held.end()
    assert page.head.number.text() == number
    assert page.next.rows[0].text() == "审查并受理"
    assert page.body.updatesEnabled()


def test_a_command_waits_for_the_case_that_is_read(page, held, other, monkeypatch, settle) -> None:
    taken = []
    monkeypatch.setattr(page.deeds, "take", lambda sight, step, _facts: taken.append((sight.case.number, step)))
    page.open_case(other)
    assert page.sight.case.number != other
    assert page.registry.run("assign")
    assert taken == []
    settle()
    held.end()
    assert taken == [(other, Step.ASSIGN)]


def test_a_case_that_cannot_be_read_leaves_nothing_unpainted(page, held, settle, come) -> None:
    come()
    held.turn()
    page.open_case("ODR-0000-00000")
    settle()
    assert page.nothing.isVisible()
    assert page._pages.updatesEnabled()
