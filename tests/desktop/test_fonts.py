"""Faces: a machine without Chinese gets the bundled ones, rare characters and emoji are no boxes, nothing is tiny."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from odrdesk.desktop import fonts
from odrdesk.desktop.theme import SCALES, Look, Mode
from odrdesk.places import resource
from odrdesk.text import set_language

WORDS = "衡解消费者投诉直播先行赔付期限逾期协商和解归档，。“”¥1,234.50 odrdesk"
RARE = ("𠮷野家", "㐀㐂", "𪚥", "🙂👍", "李𬎆")
EMPTY = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><cachedir>{cache}</cachedir></fontconfig>'
)
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication
from odrdesk.desktop import fonts
from odrdesk.places import resource
app = QApplication([])
before = QFontDatabase.families()
family, others = fonts.choose(resource("fonts")), fonts.fall_back(resource("fonts"))
fonts.add(fonts.unpacked(resource("fonts"), Path(sys.argv[1])))
font = QFont()
font.setFamilies([family, *others])
font.setPixelSize(14)
def boxes(text):
    layout = QTextLayout(text, font)
    layout.beginLayout(); layout.createLine(); layout.endLayout()
    return sum(glyph == 0 for run in layout.glyphRuns() for glyph in run.glyphIndexes())
told = {text: boxes(text) for text in json.loads(sys.argv[2])}
print(json.dumps({"before": before, "family": family, "boxes": told}))
"""
LATE = """
import sys
from pathlib import Path
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from odrdesk.desktop import fonts, paint
from odrdesk.desktop.theme import Look, Mode
from odrdesk.places import resource
app = QApplication([])
family, others = fonts.choose(resource("fonts")), fonts.fall_back(resource("fonts"))
look = Look(app, icons=resource("icons"), style=resource("theme", "app.qss"), family=family, others=others)
look.wear(Mode.LIGHT)
class Shown(QLabel):
    drawn = 0
    def paintEvent(self, event):
        Shown.drawn += 1
        super().paintEvent(event)
def painted(text):
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    paint.words(painter, look, QRectF(0, 0, 200, 40), text, px=12)
    painter.end()
    return image
label = Shown("𠮷*明")
label.show()
app.processEvents()
before, box = Shown.drawn, painted("𠮷*明")
fonts.add(fonts.unpacked(resource("fonts"), Path(sys.argv[1])))
app.processEvents()
print(Shown.drawn > before, painted("𠮷*明") != box, painted("𠮷") != painted("𠮶"))
"""


def test_on_a_machine_without_any_font_nothing_is_drawn_as_a_box(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(EMPTY.format(cache=tmp_path / "cache"), "utf-8")
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "unpacked"), json.dumps([WORDS, *RARE])],
        env={**os.environ, "FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    found = json.loads(told.stdout.splitlines()[-1])
    if sys.platform == "linux":
        assert set(found["before"]) <= {"Monospace", "Sans Serif", "Serif"}  # the names fontconfig makes up
        assert found["family"] == "Noto Sans SC"
    assert found["boxes"] == dict.fromkeys([WORDS, *RARE], 0)


def test_a_rare_name_on_the_screen_is_drawn_again_as_its_face_arrives(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LATE, str(tmp_path / "unpacked")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert told.stdout.splitlines()[-1] == "True True True"


def test_rare_characters_are_unpacked_once(tmp_path: Path) -> None:
    first = fonts.unpacked(resource("fonts"), tmp_path)
    assert first is not None
    made = first.stat().st_mtime_ns
    assert fonts.unpacked(resource("fonts"), tmp_path) == first
    assert first.stat().st_mtime_ns == made
    assert [one.name for one in tmp_path.iterdir()] == [first.name]


def test_where_nothing_can_be_unpacked_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert fonts.unpacked(resource("fonts"), tmp_path / "file" / "cache") is None
    assert fonts.unpacked(tmp_path, tmp_path) is None
    fonts.add(None)


@pytest.mark.parametrize("scale", SCALES)
def test_no_size_of_the_scale_is_below_eleven_pixels(look: Look, scale: int) -> None:
    look.wear(Mode.LIGHT, scale)
    assert min(look.font(pixels).pixelSize() for pixels in range(11, 34)) >= 11


def test_no_text_of_a_page_is_set_below_eleven_pixels(look: Look, window, qtbot) -> None:
    look.wear(Mode.LIGHT, 90)
    window.resize(1280, 720)
    window.show()
    said = [
        one
        for one in (
            *window.findChildren(QLabel),
            *window.findChildren(QAbstractButton),
            *window.findChildren(QLineEdit),
        )
        if one.isVisible()
    ]
    assert len(said) > 5
    assert [one for one in said if 0 < one.font().pixelSize() < 11] == []


def test_english_marks_are_narrow_and_the_line_is_as_high(qapp) -> None:
    family = fonts.register(sorted(resource("fonts").glob("Hei-*.ttf")))[0]
    files = {"icons": resource("icons"), "style": resource("theme", "app.qss")}
    look = Look(qapp, family=family, marks=fonts.marks(resource("fonts")), **files)
    try:
        look.wear(Mode.LIGHT)
        high = QFontMetrics(look.font(20)).height()
        assert all(look.width(mark, 20, bold=bold) > 19 for mark in "“”‘’…" for bold in (False, True))
        set_language("en")
        look.speak()
        assert all(look.width(mark, 20, bold=bold) < 13 for mark in "“”‘’·" for bold in (False, True))
        assert look.width("国", 20) > 19
        assert QFontMetrics(look.font(20)).height() == high
        set_language("zh_CN")
        look.speak()
        assert look.width("“", 20) > 19
    finally:
        set_language("zh_CN")
        qapp.setStyleSheet("")
        look.deleteLater()
