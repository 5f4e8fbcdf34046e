"""设置 › 文书字体: a choice of three; a font of one's own is checked, and what is wrong with it is said above."""

from pathlib import Path

import pytest

from odrdesk.desktop.pages.settings_paper_font import PaperFontSection
from odrdesk.places import resource
from odrdesk.services import paper_fonts


@pytest.fixture
def section(qtbot, look, work, desk, settle) -> PaperFontSection:
    made = PaperFontSection(look, work, desk)
    qtbot.addWidget(made)
    made.arrive()
    settle()
    return made


def test_the_other_face_is_chosen_at_once(section, desk, settle) -> None:
    assert section.choice.current == "fang"
    section.choice.chosen.emit("song")
    settle()
    settle()
    assert paper_fonts.chosen(desk).theme == "song"
    assert section.choice.current == "song"
    assert "已出具的文书不变" in section.bar.words


def test_an_own_font_is_taken_and_named(section, desk, settle) -> None:
    section.take(resource("fonts", "Kai.ttf"))
    settle()
    settle()
    assert section.choice.current == "own"
    assert "ODR Kai" in section.own.text()
    section.choice.chosen.emit("fang")
    settle()
    settle()
    section.choice.chosen.emit("own")
    settle()
    settle()
    assert paper_fonts.chosen(desk).theme.startswith("own:")


def test_what_is_no_font_for_papers_is_said_and_nothing_changes(section, desk, settle, tmp_path: Path) -> None:
    broken = tmp_path / "font.ttf"
    broken.write_bytes(b"no font")
    section.take(broken)
    settle()
    settle()
    assert "无法读取这个字体文件" in section.bar.words
    assert section.choice.current == "fang"
    assert paper_fonts.chosen(desk).theme == "fang"
