"""Theme and language are switched in the running window: what is drawn and what every name says change at once."""

from pathlib import Path

import pytest
from PIL import Image, ImageStat

from tests.system.conftest import PATIENCE, active, key, picture, until, wait_for, walk_to, write

pytestmark = pytest.mark.system


def brightness(shown: Image.Image) -> float:
    return ImageStat.Stat(shown.convert("L")).mean[0]


def test_theme_and_language_are_switched_while_it_runs(screen, reader, run, folder: Path) -> None:
    program = run(screen, "--desk", folder)
    reader.pid = program.pid
    wait_for(screen, "浦江联络点")
    reader.see("今日工作台")
    key(screen, "ctrl+comma")
    reader.see("改动立即生效")
    assert brightness(picture(screen)) > 180
    reader.press("深色")
    until(lambda: brightness(picture(screen)) < 90)
    walk_to(screen, reader, "查找设置")
    write(screen, reader, "语言", "查找设置")
    key(screen, "Return")
    reader.press("English")
    until(lambda: "Hengjie" in active(screen) or "odrdesk" in active(screen))
    reader.see("Settings")
    reader.ask("gone", "今日工作台")
    said = reader.ask("names")["names"]
    assert {"Cases", "Settings"} <= {name.split(",")[0] for name in said}
    assert brightness(picture(screen)) < 90, "the theme stays"
    key(screen, "ctrl+q")
    assert program.wait(timeout=PATIENCE) == 0
    assert program.said() == ""
