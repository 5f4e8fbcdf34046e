"""A window comes up where it can be seen and grabbed, whatever became of the screens."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.placing import clamped, restore

HD, UHD = QRect(0, 0, 1920, 1040), QRect(0, 0, 3840, 2120)
RIGHT = QRect(1920, 0, 1920, 1040)
LAPTOP = QRect(0, 0, 1280, 680)
LEAST = QSize(1100, 680)


def test_a_place_that_can_be_seen_is_kept() -> None:
    frame = QRect(2000, 60, 1440, 900)
    assert clamped(frame, [HD, RIGHT], HD, LEAST) == frame


def test_a_screen_that_is_gone_brings_it_home_at_its_size() -> None:
    placed = clamped(QRect(2000, 60, 1440, 900), [HD], HD, LEAST)
    assert (placed.size(), HD.contains(placed)) == (QSize(1440, 900), True)


def test_a_smaller_screen_makes_it_smaller_but_never_too_small() -> None:
    placed = clamped(QRect(300, 200, 3200, 1800), [LAPTOP], LAPTOP, LEAST)
    assert (placed.topLeft(), placed.size()) == (QPoint(0, 0), QSize(1280, 680))


def test_a_screen_smaller_than_the_least_shows_the_title() -> None:
    placed = clamped(QRect(900, 500, 1440, 900), [QRect(0, 0, 1024, 600)], QRect(0, 0, 1024, 600), LEAST)
    assert (placed.topLeft(), placed.size()) == (QPoint(0, 0), LEAST)


@pytest.mark.parametrize("top", [-400, 1030])
def test_a_title_above_or_below_the_screen_is_brought_back(top: int) -> None:
    placed = clamped(QRect(100, top, 1440, 900), [HD], HD, LEAST)
    assert HD.contains(placed)


def test_between_two_screens_the_one_with_more_of_its_title_has_it() -> None:
    placed = clamped(QRect(1800, 60, 1440, 900), [HD, RIGHT], HD, LEAST)
    assert RIGHT.contains(placed)


def test_a_large_screen_keeps_a_large_window() -> None:
    frame = QRect(100, 100, 3000, 1900)
    assert clamped(frame, [UHD], UHD, LEAST) == frame


def test_a_window_larger_than_the_screen_leaves_room_for_its_title_and_frame(qtbot, tmp_path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    settings = QSettings(str(tmp_path / "ui.ini"), QSettings.Format.IniFormat)
    restore(window, settings, "window", QSize(4000, 3000))
    room = window.screen().availableGeometry()
    assert window.geometry().top() >= room.top() + 20
    assert window.geometry().bottom() < room.bottom()
    assert window.geometry().left() > room.left()
    assert window.geometry().right() < room.right()
