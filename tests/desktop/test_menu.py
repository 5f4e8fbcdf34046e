"""The menu holds every command that exists, and Alt alone opens it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

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
    qtbot.waitUntil(shown.menu.isVisible)
    shown.menu.close()


@pytest.mark.parametrize("between", [Qt.Key.Key_9, Qt.Key.Key_Left])
def test_alt_with_another_key_does_not(shown: Window, qtbot, between: Qt.Key) -> None:
    qtbot.keyPress(shown, Qt.Key.Key_Alt)
    qtbot.keyClick(shown, between, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(shown, Qt.Key.Key_Alt)
    QApplication.processEvents()
    assert not shown.menu.isVisible()


def test_alt_with_a_key_that_an_entry_keeps_to_itself_does_not(shown: Window, qtbot) -> None:
    entry = QLineEdit(shown)
    entry.show()
    entry.setFocus()
    qtbot.keyPress(entry, Qt.Key.Key_Alt)
    qtbot.keyClick(entry, Qt.Key.Key_Backspace, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(entry, Qt.Key.Key_Alt)
    QApplication.processEvents()
    assert not shown.menu.isVisible()


def test_under_a_plate_it_stays_shut(shown: Window, qtbot) -> None:
    shown.registry.set_covered(covered=True)
    qtbot.keyPress(shown, Qt.Key.Key_Alt)
    qtbot.keyRelease(shown, Qt.Key.Key_Alt)
    QApplication.processEvents()
    assert not shown.menu.isVisible()
