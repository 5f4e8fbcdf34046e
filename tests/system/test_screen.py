"""A real X screen (Xvfb): what `-platform offscreen` cannot show is whether Qt's own libraries for it are there."""

import subprocess
import sys
from collections.abc import Iterator

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
