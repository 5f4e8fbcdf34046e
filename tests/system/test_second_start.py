"""A second start while the window is open: it comes forward and is handed the file."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.conftest import PATIENCE, active, key, tool, until, wait_for

pytestmark = pytest.mark.system
QUEUE = Path(__file__).parents[1] / "data" / "intake" / "12315-ODR-投诉单列表.xlsx"
OTHER = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
over = QWidget()
over.setWindowTitle("another program")
over.resize(1400, 860)
over.show()
app.exec()
"""


def test_a_second_start_brings_the_first_forward_and_hands_it_the_file(screen, reader, run, folder: Path) -> None:
    first = run(screen, "--desk", folder)
    reader.pid = first.pid
    wait_for(screen, "浦江联络点")
    reader.see("今日工作台")
    other = subprocess.Popen([sys.executable, "-c", OTHER], env=screen)
    try:
        wait_for(screen, "another program")
        assert run(screen, "--desk", folder, QUEUE).wait(timeout=PATIENCE) == 0
        until(lambda: "浦江联络点" in active(screen))
        assert reader.see("12315-ODR-投诉单列表")["found"]
        assert first.poll() is None
        tool(screen, "search", "--onlyvisible", "--name", "浦江联络点", "windowminimize", "--sync")
        assert run(screen, "--desk", folder).wait(timeout=PATIENCE) == 0
        until(lambda: "浦江联络点" in active(screen))
    finally:
        other.kill()
        other.wait()
    key(screen, "Escape", "ctrl+q")
    assert first.wait(timeout=PATIENCE) == 0
    assert first.said() == ""
