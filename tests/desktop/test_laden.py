"""The whole window over a desk that holds too much of everything: nothing is cut, lies over another, or throws."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from odrdesk.desktop import fonts
from odrdesk.desktop.theme import Look, Mode
from odrdesk.places import resource
from odrdesk.text import set_language
from tests.desktop import laden, looking
from tests.desktop.looking import Looking
from tests.desktop.scenes import Scenes
from tests.desktop.stage import stage
from tests.desktop.test_scenes import kept_to

pytestmark = [pytest.mark.walk, pytest.mark.timeout(2_400)]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """The look in the bundled face: what fits must not depend on the machine's own."""
    qapp.setStyle("Fusion")
    family = fonts.register(sorted(resource("fonts").glob("Hei-*.ttf")))[0]
    made = Look(qapp, icons=resource("icons"), style=resource("theme", "app.qss"), family=family)
    made.wear(Mode.LIGHT)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.mark.parametrize(("language", "scale"), [("zh_CN", 100), ("en", 130)])
def test_too_much_of_everything_breaks_no_page(look: Look, tmp_path: Path, language: str, scale: int) -> None:
    look.wear(Mode.LIGHT, scale)
    set_language(language)
    with stage(laden.opened, look, tmp_path) as made:
        found = kept_to(Looking(made, checks=looking.layout(scale)).over(Scenes(made, laden.Laden(made))).faults)
    assert not found, looking.told(found)
