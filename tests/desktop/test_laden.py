"""The whole window over a desk that holds too much of everything: nothing is cut, lies over another, or throws."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from odrdesk.desktop.theme import Look, Mode
from odrdesk.text import set_language
from tests.desktop import laden, looking
from tests.desktop.looking import Looking
from tests.desktop.scenes import Scenes
from tests.desktop.stage import stage

NARROW = QSize(1280, 720)
pytestmark = [pytest.mark.walk, pytest.mark.timeout(1_500)]


@pytest.fixture
def look(bundled: Look) -> Look:
    """What fits must not depend on the machine's own face."""
    return bundled


def test_too_much_of_everything_breaks_no_page(look: Look, tmp_path: Path) -> None:
    with stage(laden.opened, look, tmp_path) as made:
        seen = Looking(made, sizes=(NARROW,), checks=looking.layout(100)).over(Scenes(made, laden.Laden(made)))
    assert not seen.faults, looking.told(seen.faults)


def test_too_much_of_everything_breaks_no_page_in_english_at_the_largest_text(look: Look, tmp_path: Path) -> None:
    look.wear(Mode.LIGHT, 130)
    set_language("en")
    with stage(laden.opened, look, tmp_path) as made:
        seen = Looking(made, sizes=(NARROW,), checks=looking.layout(130)).over(Scenes(made, laden.Laden(made)))
    assert not seen.faults, looking.told(seen.faults)
