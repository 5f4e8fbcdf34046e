"""A real X screen (Xvfb): what `-platform offscreen` cannot show is whether Qt's own libraries for it are there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.system

WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication(sys.argv)
field = QLineEdit()
field.setWindowTitle("衡解 field")
field.returnPressed.connect(lambda: (print(field.text(), flush=True), app.quit()))
field.show()
app.exec()
"""


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a new X display with a window manager on it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    manage = ["openbox", "--startup", f"/bin/sh -c 'echo > {ready}'"]
    desktop = subprocess.Popen(manage, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ready.read_text()  # a window that is mapped before openbox runs cannot be activated by it
    yield env
    for process in (desktop, server):
        process.terminate()
        process.wait()


@pytest.fixture
def program(screen: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A window with one field that says what was typed when Enter is pressed."""
    process = subprocess.Popen([sys.executable, "-c", WINDOW], env=screen, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_window_takes_keys_on_a_real_screen(screen: dict[str, str], program: subprocess.Popen[str]) -> None:
    find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "field", "windowactivate", "--sync"]
    for command in (find, ["xdotool", "type", "129.00"], ["xdotool", "key", "Return"]):
        subprocess.run(command, env=screen, check=True, timeout=60)
    assert program.stdout.readline().strip() == "129.00"
    assert program.wait(timeout=60) == 0
