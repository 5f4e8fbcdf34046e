"""Every page and every dialog on the demonstration desk: nothing cut, nothing astray, all named and reached by keys.

One walk for each language and text size does all checks (`looking.py`); what the checks ask is in `lints.py`.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

import odrdesk.desktop
from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.overlay import Dialog, Overlay
from odrdesk.places import resource
from odrdesk.services.desk import Desk
from odrdesk.text import set_language
from tests.desktop import demonstration, lints, looking, pseudo
from tests.desktop.looking import Looking
from tests.desktop.scenes import Scene, Scenes
from tests.desktop.stage import Stage, stage

pytestmark = [pytest.mark.walk, pytest.mark.timeout(1_500)]
NARROW, WIDE = QSize(1280, 720), QSize(1440, 900)
MODES = (Mode.DARK, Mode.CONTRAST_LIGHT, Mode.LIGHT)
ELSEWHERE = {
    "ConfirmDialog": "tests/desktop/fund",
    "CalendarImportDialog": "tests/desktop/test_settings_*",
    "SchemeImportDialog": "tests/desktop/fund",
    "BankFileDialog": "tests/desktop/test_fund_reconcile.py",
    "BankReasonDialog": "tests/desktop/test_fund_reconcile.py",
    "BankWithdrawDialog": "tests/desktop/test_fund_reconcile.py",
    "UnmergeDialog": "tests/desktop: after a merger",
    "ReverseDialog": "tests/desktop/fund",
    "TemplateSubmitDialog": "tests/desktop/test_templates.py",
    "_PictureView": "tests/desktop/test_help.py",
    "AlikeDialog": "tests/desktop/board/test_alike.py",
    "CertificateDialog": "tests/desktop/board/test_papers_prints.py",
    "LeavingDialog": "tests/desktop/test_leaving.py",
    "RecoveryDialog": "tests/desktop/test_sign_in.py",
    "Veil": "tests/desktop/board/test_open_cases.py",
}
"""Plates that need what the demonstration desk does not hold; where they are looked at instead."""


@pytest.fixture
def look(bundled: Look) -> Look:
    """What fits must not depend on the machine's own face."""
    return bundled


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the copy of the desk lies."""
    return tmp_path


def opened(folder: Path) -> Desk:
    """A copy of the demonstration desk."""
    return demonstration.opened(folder)


def test_in_chinese_all_is_reached_by_keys_and_nothing_is_cut(look: Look, place: Path) -> None:
    with stage(opened, look, place) as made:
        seen = Looking(made, sizes=(NARROW, WIDE), checks=looking.layout(100))
        seen.once = looking.access(set())
        seen.over(Scenes(made))
        plates = {kind for kind in seen.met if issubclass(kind, Overlay)}
    assert not seen.faults, looking.told(seen.faults)
    missed = {kind.__name__ for kind in _plates() - plates} - set(ELSEWHERE)
    assert missed == set(), "give each a line in scenes.py, so that it is looked at"


def test_in_english_at_the_largest_text_nothing_is_cut_nor_chinese(look: Look, place: Path) -> None:
    look.wear(Mode.LIGHT, 130)
    set_language("en")

    def chinese(shown: QWidget) -> Iterator[str]:
        for one, said in lints.words(shown):
            if _data_alone(one):
                continue
            if left := _left_over(said, _HAN):
                yield f"{lints.told(one)}: {left!r} is Chinese in {said[:60]!r}"

    with stage(opened, look, place) as made:
        seen = Looking(made, sizes=(NARROW, WIDE), checks=[*looking.layout(130), chinese]).over(Scenes(made))
    assert not seen.faults, looking.told(seen.faults)


def test_in_a_stretched_language_nothing_is_cut_nor_unmarked(look: Look, place: Path) -> None:
    def unmarked(shown: QWidget) -> Iterator[str]:
        for one, said in lints.words(shown):
            if _data_alone(one) or type(one).__name__ == "_Contents":  # the handbook is written in each language
                continue
            if left := _left_over(_outside(said), _LETTERS):
                yield f"{lints.told(one)}: {left!r} in {said[:60]!r} was never looked up"

    with pseudo.spoken(), stage(opened, look, place) as made:
        seen = Looking(made, sizes=(NARROW,), checks=[*looking.layout(100), unmarked]).over(Scenes(made))
    assert not seen.faults, looking.told(seen.faults)


@pytest.mark.parametrize("scale", [90, 130])
def test_in_chinese_no_page_is_cut_at_other_text_sizes(look: Look, place: Path, scale: int) -> None:
    look.wear(Mode.LIGHT, scale)
    with stage(opened, look, place) as made:
        seen = Looking(made, sizes=(NARROW, WIDE), checks=looking.layout(scale)).over(Scenes(made).pages())
    assert not seen.faults, looking.told(seen.faults)


def test_colours_switch_live_and_move_nothing(look: Look, place: Path) -> None:
    with stage(
        opened,
        look,
        place,
    ) as made:
        found = [line for scene in _some(Scenes(made, None)) for line in _moved(made, look, scene)]
    assert not found, looking.told(found)


def _some(scenes: Scenes) -> list[Scene]:
    wanted = {"today", "cases", "case tab overview", "command new_case"}
    return [scene for scene in scenes if scene.name in wanted]


def _moved(made: Stage, look: Look, scene: Scene) -> Iterator[str]:
    scene.open()
    made.settle()
    before = _places(made.shown)
    for mode in MODES:
        look.wear(mode)
        made.settle()
        after = _places(made.shown)
        yield from (f"{scene.name}, {mode}: {name}" for name in after.keys() ^ before.keys())
        changed = [name for name in after.keys() & before.keys() if after[name] != before[name]]
        yield from (f"{scene.name}, {mode}: {name} {before[name]} → {after[name]}" for name in changed)
    made.clear()


def _places(shown: QWidget) -> dict[str, str]:
    return {
        f"{one.winId() if one.isWindow() else id(one)} {lints.told(one)}": lints._box(one.geometry())
        for one in lints.seen(shown)
    }


# Data is not translated

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u4e00-\u9fff]+")
_SIGNS = {
    "ODR", "PDF", "Excel", "ZIP", "CSV", "SHA", "QR", "Ctrl", "Alt", "Shift", "Esc", "Enter", "Tab", "Del", "Home",
    "End", "PgUp", "PgDown", "Left", "Right", "Up", "Down", "Return", "Space", "R", "L", "px", "English", "xlsx", "csv",
}  # fmt: skip
"""Names, keys and formats that are the same in every language."""
_OF_THE_SCREEN = {"locale", "messages", "vocabulary", "help", "theme", "icons", "fonts"}
_SAID_SO = re.compile(
    r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+|第[一二三四五六七八九十百]+条|.某.?|[0-9a-f]{6,}|\S*/\S*|\S+\.pdf|"
    r"\S+(?:局|委员会|部门|机关)|[A-Z0-9]{8}\b|.\*"
)
"""Sums in words, articles, masked names, hashes, paths, the names of authorities: said as they are in any language."""


def _data_alone(one: QWidget) -> bool:
    """Whether it holds what is pasted into 12315, which is Chinese, or a person's own words at length."""
    above = type(one.parentWidget()).__name__
    return above == "ConsoleCard" or type(one).__name__ == "Passage" or (above == "Passage" and isinstance(one, QLabel))


def _outside(said: str) -> str:
    """What stands outside the marks; one that is cut, or tells of the marks themselves, goes on to the end."""
    depth, left = 0, []
    for letter in said:
        depth = max(0, depth + (letter == pseudo.OPEN) - (letter == pseudo.SHUT))
        left.append(" " if depth or letter == pseudo.SHUT else letter)
    return "".join(left)


def _left_over(said: str, letters: re.Pattern[str]) -> str:
    """The first word that is neither data nor a sign."""
    words = letters.findall(_SAID_SO.sub(" ", said))
    return next((word for word in words if word not in _SIGNS and word not in _data()), "")


@cache
def _data() -> str:
    """All words of the desk's data: what was typed, the law's own titles, the names of places."""
    told: list[str] = []
    for folder in sorted(resource("demo").parent.iterdir()):
        if folder.name not in _OF_THE_SCREEN:
            told += [path.read_text("utf-8") for end in ("toml", "tpl") for path in sorted(folder.rglob(f"*.{end}"))]
    told.append((demonstration.kept() / "desk" / "odr.db").read_text("utf-8", errors="ignore"))
    return "\n".join(told)


@cache
def _plates() -> set[type]:
    """Every kind of plate there is, found in the modules of the desktop."""
    found: set[type] = set()
    for module in pkgutil.walk_packages(odrdesk.desktop.__path__, "odrdesk.desktop."):
        for _name, thing in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(thing, Overlay) and thing.__module__.startswith("odrdesk.") and not thing.__subclasses__():
                found.add(thing)
    return found - {Overlay, Dialog}
