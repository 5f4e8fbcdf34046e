"""The menu holds every command that exists, and Alt alone opens it."""

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.window import Window


@pytest.fixture
def shown(window: Window, qtbot) -> Window:
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.setFocus()
    return window


def entries(window: Window) -> set[str]:
    window.menu.fill()
    return {action.text() for group in window.menu.actions() for action in group.menu().actions()}


def test_every_command_that_exists_is_in_it_once(window: Window) -> None:
    assert entries(window) == {one.words for one in window.registry.handled() if one.key != "menu"}


def test_alt_alone_opens_it(shown: Window, qtbot) -> None:
    qtbot.keyPress(shown, Qt.Key.Key_Alt)
    qtbot.keyRelease(shown, Qt.Key.Key_Alt)
    assert shown.menu.isVisible()
    shown.menu.close()


def test_alt_with_another_key_does_not(shown: Window, qtbot) -> None:
    qtbot.keyPress(shown, Qt.Key.Key_Alt)
    qtbot.keyClick(shown, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(shown, Qt.Key.Key_Alt)
    assert not shown.menu.isVisible()


def test_under_a_plate_it_stays_shut(shown: Window, qtbot) -> None:
    shown.registry.set_covered(covered=True)
    qtbot.keyPress(shown, Qt.Key.Key_Alt)
    qtbot.keyRelease(shown, Qt.Key.Key_Alt)
    assert not shown.menu.isVisible()
