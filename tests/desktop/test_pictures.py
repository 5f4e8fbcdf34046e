"""The pictures of README and handbook: what is shown is taken, what is taken is shown, and nothing in it is chance."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from odrdesk.desktop.dialogs.help import picture
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.pages.cases_head import CasesHead
from odrdesk.desktop.theme import Look, Mode
from odrdesk.domain.money import Fen
from odrdesk.places import resource
from odrdesk.text import Language, set_language

ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"pictures/(\w+_(?:light|dark)_\d+\.png)")


@pytest.fixture(scope="module")
def taken() -> ModuleType:
    """The list of what is taken."""
    spec = importlib.util.spec_from_file_location("picture_list", ROOT / "packaging" / "picture_list.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def named(*places: Path) -> set[str]:
    """The pictures of the screen that texts show."""
    return {name for place in places for name in _NAMED.findall(place.read_text("utf-8"))}


def in_help() -> set[str]:
    return named(*(path for one in Language for path in resource("help", one.value).glob("*.md")))


def test_every_picture_that_is_shown_is_taken(taken: ModuleType) -> None:
    files = {shot.name for shot in taken.shots()}
    assert named(ROOT / "README.md") | in_help() <= files
    dark = {name.replace("_light_", "_dark_") for name in in_help()}
    assert dark <= files, "the dark window shows the dark one"


def test_every_picture_that_is_taken_is_shown(taken: ModuleType) -> None:
    shown = named(ROOT / "README.md") | in_help()
    shown |= {name.replace("_light_", one) for name in in_help() for one in ("_dark_", "_en_light_")}
    assert {shot.name for shot in taken.shots()} <= shown


def test_every_picture_is_taken_once(taken: ModuleType) -> None:
    files = [shot.name for shot in taken.shots()]
    assert len(files) == len(set(files))


def test_every_scene_has_something_that_takes_it(taken: ModuleType) -> None:
    source = (ROOT / "packaging" / "pictures.py").read_text("utf-8")
    for scene in taken.SCENES:
        name = taken.METHODS.get(scene, scene)
        assert re.search(rf"^    (?:def {name}\(|{name} = partialmethod)", source, re.MULTILINE), scene


def test_only_the_time_the_list_took_is_left_out(taken: ModuleType, look: Look, qtbot) -> None:
    head = CasesHead(look)
    qtbot.addWidget(head)
    head.begin(open_only=True)
    head.count(66, 351)
    head.amount(Fen(16_496_255))
    assert DOT in head.number.text()
    assert taken.timeless(head.number.text()) == DOT.join(("66 件在办", "诉求金额合计 ¥164,962.55"))


def test_in_english_the_english_picture_is_shown_where_there_is_one(look: Look, tmp_path: Path, monkeypatch) -> None:
    from PySide6.QtGui import QColor, QImage

    for name, colour in (("case_light_1280", "red"), ("case_dark_1280", "green"), ("case_en_light_1280", "blue")):
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        image.save(str(tmp_path / f"{name}.png"))
    monkeypatch.setattr("odrdesk.desktop.dialogs.help.resource", lambda *parts: tmp_path / parts[-1])

    def shown(language: str, mode: Mode) -> str:
        set_language(language)
        look.wear(mode)
        try:
            return picture(look, "case_light_1280.png", 100, 1.0).pixelColor(9, 9).name()
        finally:
            set_language("zh_CN")
            look.wear(Mode.LIGHT)

    assert shown("zh_CN", Mode.LIGHT) == QColor("red").name()
    assert shown("zh_CN", Mode.DARK) == QColor("green").name()
    assert shown("en", Mode.LIGHT) == shown("en", Mode.DARK) == QColor("blue").name()
