"""The pages look as they were approved: seven pages, light and dark, two sizes, and larger scale factors.

The pictures are of the pinned Qt on Python 3.11 with the bundled face. On another Qt edges and letters differ by right;
there the same pages are held to the checks of the layout, which hold on all. `python tests/golden/make.py desktop`
takes the approved pictures anew.
"""

import sys
from pathlib import Path

import PySide6
import pytest
from PIL import Image

from odrdesk.desktop.theme import Look, Mode
from tests.desktop import baselines, demonstration, looking
from tests.desktop.looking import Looking
from tests.desktop.scenes import Scenes
from tests.desktop.stage import stage

pytestmark = [pytest.mark.walk, pytest.mark.timeout(1_500)]
PINNED = "6.11.3"
COMPARED = sys.version_info[:2] == (3, 11) and PySide6.__version__ == PINNED
PROOF = baselines.ROOT / "build" / "baselines"
SHOWN = {"today", "cases", "case tab overview", "command palette", "command new_case", "command import", "statistics"}


def test_every_page_looks_as_it_was_approved(tmp_path: Path, bundled: Look) -> None:
    if not COMPARED:
        _holds_its_layout(tmp_path, bundled)
        return
    baselines.take_all(tmp_path)
    wrong = [told for path in sorted(tmp_path.glob("*.png")) if (told := _differs(path))]
    assert not wrong, "\n".join([*wrong, f"the pictures of now and where they differ: {PROOF}"])


def test_no_approved_picture_is_left_over() -> None:
    wanted = {name for factor in baselines.FACTORS for name in baselines.names(factor)}
    assert {path.name for path in baselines.GOLDEN.glob("*.png")} == wanted


def test_what_moved_is_seen_and_what_is_smoother_is_not() -> None:
    plain = Image.new("RGB", (200, 100), "white")
    moved, smoother = plain.copy(), plain.copy()
    moved.paste((26, 33, 48), (20, 20, 30, 30))
    smoother.paste((235, 235, 235), (20, 20, 60, 60))
    assert baselines.compare(plain, plain).share == 0
    assert baselines.compare(moved, plain).share > baselines.MAY_DIFFER
    assert baselines.compare(smoother, plain).share == 0
    assert baselines.compare(plain.resize((100, 100)), plain).share == 1


def _differs(path: Path) -> str:
    approved = baselines.GOLDEN / path.name
    if not approved.exists():
        return f"{path.name}: there is no approved picture"
    with Image.open(path) as now, Image.open(approved) as before:
        found = baselines.compare(now, before)
        if found.share <= baselines.MAY_DIFFER:
            return ""
        PROOF.mkdir(parents=True, exist_ok=True)
        now.save(PROOF / path.name)
        found.picture.save(PROOF / f"{path.stem}_difference.png")
    return f"{path.name}: {found.share:.2%} of the pixels differ"


def _holds_its_layout(place: Path, look: Look) -> None:
    for mode in (Mode.LIGHT, Mode.DARK):
        look.wear(mode)
        with stage(demonstration.opened, look, place / mode.value) as made:
            scenes = [scene for scene in Scenes(made) if scene.name in SHOWN]
            seen = Looking(made, checks=looking.layout(100)).over(scenes)
        assert not seen.faults, looking.told(seen.faults)
