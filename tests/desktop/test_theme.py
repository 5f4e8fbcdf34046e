"""The look: live switch, text size, face and icons."""

import re
from string import Template

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop import fonts
from odrdesk.desktop.forms.scroller import Scroller
from odrdesk.desktop.icons import Icons
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.tokens import TABLE, Ink
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.places import resource


@pytest.mark.parametrize(
    ("mode", "theme"), [(Mode.LIGHT, 0), (Mode.DARK, 1), (Mode.CONTRAST_LIGHT, 2), (Mode.CONTRAST_DARK, 3)]
)
def test_the_palette_wears_the_mode(look: Look, qapp: QApplication, mode: Mode, theme: int) -> None:
    look.wear(mode)
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == TABLE[Ink.SURFACE][theme]
    assert look.dark is (theme in (1, 3))


def test_a_switch_is_announced_and_needs_no_new_window(look: Look, qtbot) -> None:
    with qtbot.waitSignal(look.changed):
        look.wear(Mode.DARK)
    assert look.colour(Ink.TEXT).name().upper() == TABLE[Ink.TEXT][1]


@pytest.mark.parametrize(("asked", "given"), [(100, 100), (130, 130), (90, 90), (500, 130), (1, 90), (104, 100)])
def test_text_size_stays_within_its_steps(look: Look, asked: int, given: int) -> None:
    look.wear(Mode.LIGHT, asked)
    assert look.scale == given
    assert look.font(20).pixelSize() == round(20 * given / 100)


@pytest.mark.parametrize(("scale", "roomy", "close"), [(100, 42, 34), (90, 38, 31), (130, 55, 44)])
def test_rows_set_closely_are_lower(look: Look, qtbot, scale: int, roomy: int, close: int) -> None:
    look.wear(Mode.LIGHT, scale)
    assert look.row(42) == roomy
    with qtbot.waitSignal(look.changed):
        look.wear(Mode.LIGHT, scale, compact=True)
    assert look.row(42) == close


def test_nothing_moves_once_rest_was_asked_for(look: Look) -> None:
    before = look.still
    look.wear(Mode.LIGHT, calm=True)
    assert look.still
    look.wear(Mode.LIGHT, calm=False)
    assert look.still is before


def test_the_style_sheet_uses_no_colour_of_its_own() -> None:
    sheet = resource("theme", "app.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", sheet)
    assert set(Template(sheet).get_identifiers()) - {ink.value for ink in Ink} <= {"family", "faint"} | {
        f"px{n}" for n in range(11, 34)
    }


def test_the_face_has_the_characters_of_the_trade(look: Look) -> None:
    assert fonts.covers(look.font(14).family())


def test_a_face_without_chinese_is_not_trusted(qapp: QApplication) -> None:
    assert not fonts.covers("DejaVu Sans")


def test_an_icon_is_drawn_once_for_each_colour_and_size(look: Look) -> None:
    first, again = look.icon("check", Ink.OK, 16, ratio=1), look.icon("check", Ink.OK, 16, ratio=1)
    assert first.cacheKey() == again.cacheKey()
    assert look.icon("check", Ink.DANGER, 16, ratio=1).cacheKey() != first.cacheKey()
    assert look.icon("check", Ink.OK, 16, ratio=1.5).width() == 24


def test_an_icon_takes_the_colour_asked_for(look: Look) -> None:
    image = look.icon("minus", Ink.DANGER, 24, ratio=1, stroke=4).toImage()
    assert image.pixelColor(12, 12).name() == look.colour(Ink.DANGER).name()


def test_an_unknown_icon_is_a_bug(look: Look) -> None:
    with pytest.raises(KeyError):
        look.icon("no-such-icon", Ink.TEXT, 16)


def test_every_icon_can_be_recoloured() -> None:
    for name, file in Icons(resource("icons")).names().items():
        assert 'stroke="currentColor" stroke-width="2"' in file.read_text(encoding="utf-8"), name


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST_LIGHT, Mode.CONTRAST_DARK])
def test_what_is_suggested_in_an_empty_line_can_be_read(look: Look, qtbot, mode: Mode) -> None:
    """Half-transparent, as Qt draws it by itself, a placeholder has 3.2:1 on white."""
    look.wear(mode)
    entry = Entry(look, placeholder="如 王秀英")
    qtbot.addWidget(entry)
    entry.show()
    assert entry.palette().color(QPalette.ColorRole.PlaceholderText) == look.colour(Ink.TEXT3)


@pytest.mark.parametrize(
    ("mode", "seen"), [(Mode.LIGHT, False), (Mode.CONTRAST_LIGHT, True), (Mode.CONTRAST_DARK, True)]
)
def test_in_high_contrast_a_scroll_bar_does_not_wait_for_the_mouse(look: Look, qtbot, mode: Mode, seen: bool) -> None:
    look.wear(mode)
    room = QWidget()
    room.setMinimumHeight(2_000)
    made = Scroller(room)
    qtbot.addWidget(made)
    made.calm()
    made.resize(200, 200)
    made.show()
    drawn = made.verticalScrollBar().grab().toImage()
    middle = {drawn.pixelColor(drawn.width() // 2, y).name() for y in range(drawn.height())}
    assert (look.colour(Ink.BORDER).name() in middle) is seen
