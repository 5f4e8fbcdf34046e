"""A session by the accessible tree alone (AT-SPI), as a reader has it: find the list, open a case, take a step."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from odrdesk.services import cases
from odrdesk.services.desk import open_desk, wall_clock

pytestmark = pytest.mark.system
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
READER = Path(__file__).with_name("reader.py")
SESSION = """
{launcher} --launch-immediately &
"{python}" -m odrdesk --desk "{folder}" &
program=$!
/usr/bin/python3 "{reader}" odrdesk ODR-2026-00001
status=$?
kill $program
exit $status
"""


def test_a_case_is_opened_and_its_step_taken_by_a_screen_reader(screen, folder: Path) -> None:
    script = SESSION.format(launcher=LAUNCHER, python=sys.executable, folder=folder, reader=READER)
    env = {**screen, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "XDG_RUNTIME_DIR": str(folder.parent)}
    line = ["dbus-run-session", "--", "/bin/sh", "-c", script]
    done = subprocess.run(line, env=env, capture_output=True, text=True, check=False, timeout=240)
    told = [json.loads(one) for one in done.stdout.splitlines() if one.startswith("{")]
    assert done.returncode == 0, f"{told}\n{done.stderr}"
    assert [one["what"] for one in told] == ["application", "list", "rows", "case", "dialog", "done"]
    assert told[1]["name"] == "案件列表"
    desk = open_desk(folder, clock=wall_clock, writing=False)
    assert cases.view(desk, "ODR-2026-00001").case.state.value == "accepted"
    desk.close(backup=False)
