"""A walk round the window: only when asked for, by keyboard, each stop beside a place that is in view."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.help import HelpDialog
from odrdesk.desktop.tour_stops import walks
from odrdesk.desktop.widgets.walk import WalkOver
from odrdesk.text import Language, set_language


@pytest.fixture
def front(register, open_front, settle):
    number = register(taken=True)
    made = open_front()
    made.open_case(number)
    settle()
    return made


def under_way(front) -> list[WalkOver]:
    return [one for one in front.parent().findChildren(WalkOver) if one.isVisible()]


@pytest.mark.parametrize("key", [walk.key for walk in walks()])
def test_every_stop_stands_beside_its_place(front, settle, key: str) -> None:
    walk = next(one for one in walks() if one.key == key)
    front.parent().registry.run(key)
    settle()
    (over,) = under_way(front)
    seen = []
    while over.isVisible():
        seen.append(over.stop)
        place = front.tours.find(over.stop.at)
        assert over.lit.contains(place.mapTo(front.parent(), QPoint(place.width() // 2, min(place.height() // 2, 40))))
        assert over.rect().contains(over.plate.geometry())
        assert not over.plate.geometry().contains(over.lit)
        assert over.words.height() >= over.words.heightForWidth(over.words.width())
        QTest.keyClick(over, Qt.Key.Key_Return)
    assert seen == list(walk.stops)


def test_nobody_is_walked_round_who_did_not_ask(front) -> None:
    assert under_way(front) == []


def test_back_goes_back_and_esc_ends_it(front, settle) -> None:
    front.parent().registry.run("tour_window")
    settle()
    (over,) = under_way(front)
    first = over.stop
    QTest.keyClick(over, Qt.Key.Key_Right)
    assert over.stop != first
    QTest.keyClick(over, Qt.Key.Key_Left)
    assert over.stop == first
    QTest.keyClick(over, Qt.Key.Key_Escape)
    assert under_way(front) == []
    assert front.parent().registry.action("new_case").isEnabled()


def test_the_handbook_offers_the_walks(front, settle) -> None:
    dialog: HelpDialog = front.help()
    menu = dialog.tour_menu()
    assert [action.text() for action in menu.actions()] == [walk.title.zh for walk in walks()]
    menu.actions()[0].trigger()
    settle()
    assert len(under_way(front)) == 1


def test_a_case_that_is_not_open_is_asked_for(open_front, settle) -> None:
    front = open_front()
    front.parent().registry.run("tour_case")
    settle()
    assert under_way(front) == []
    assert front.parent().toasts.standing


def test_walks_are_told_in_english_too(front, settle) -> None:
    set_language(Language.EN)
    try:
        front.parent().registry.run("tour_window")
        settle()
        (over,) = under_way(front)
        assert over.heading.text() == over.stop.title.en
    finally:
        set_language(Language.ZH_CN)
