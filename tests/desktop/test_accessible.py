"""Nothing one can act on is without a name; nothing moves when the theme or the text size changes its mind."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLabel, QWidget

from odrdesk.desktop.dialogs.palette import Palette
from odrdesk.desktop.dialogs.shortcuts import ShortcutSheet
from odrdesk.desktop.gallery import Gallery
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.case_table import CaseTable
from odrdesk.desktop.window import Window

ROLE = QAccessible.Role
ACTIVE = {
    ROLE.Button,
    ROLE.EditableText,
    ROLE.CheckBox,
    ROLE.RadioButton,
    ROLE.ComboBox,
    ROLE.List,
    ROLE.Table,
    ROLE.Tree,
    ROLE.Dialog,
}


def walk(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    if node.role() not in (ROLE.Table, ROLE.List):
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None and not child.state().invisible:
                yield from walk(child)


def unnamed(widget: QWidget) -> list[str]:
    nodes = walk(QAccessible.queryAccessibleInterface(widget))
    return [str(node.object()) for node in nodes if node.role() in ACTIVE and not node.text(QAccessible.Text.Name)]


def actable(widget: QWidget) -> int:
    return sum(node.role() in ACTIVE for node in walk(QAccessible.queryAccessibleInterface(widget)))


@pytest.fixture
def gallery(look: Look, qtbot) -> Gallery:
    made = Gallery(look)
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.show()
    return made


def test_every_part_of_the_gallery_has_a_name(gallery: Gallery) -> None:
    assert unnamed(gallery) == []
    assert actable(gallery) > 30


def test_every_part_of_the_window_has_a_name(window: Window) -> None:
    window.show()
    assert unnamed(window) == []
    assert actable(window) >= 7


def test_every_part_of_the_plates_has_a_name(look: Look, window: Window) -> None:
    window.show()
    for plate in (
        Palette(look, window, (), print, lambda _typed, _answer: None),
        ShortcutSheet(look, window, window.registry.handled()),
    ):
        window.cover(plate)
        assert unnamed(plate) == []


def test_the_table_has_a_name(look: Look, rows, qtbot) -> None:
    table = CaseTable(look, rows)
    qtbot.addWidget(table)
    assert unnamed(table) == []


def test_no_label_reads_markup(gallery: Gallery) -> None:
    assert [label.text() for label in gallery.findChildren(QLabel) if label.textFormat().name != "PlainText"] == []


def test_a_switch_there_and_back_leaves_every_pixel_as_it_was(gallery: Gallery, look: Look, qtbot) -> None:
    before = gallery.grab().toImage()
    look.wear(Mode.DARK, 130)
    dark = gallery.grab().toImage()
    look.wear(Mode.LIGHT, 100)
    assert dark != before
    qtbot.waitUntil(lambda: gallery.grab().toImage() == before)
