"""Where a bare `odrdesk` leads, and where one with a command."""

import subprocess
import sys

import pytest

from odrdesk import __main__ as start


@pytest.mark.parametrize("words", [[], ["--desk", "/x"], ["--desk=/x"]])
def test_without_a_command_the_window_opens(monkeypatch, words) -> None:
    seen = []
    monkeypatch.setattr(start, "desktop", lambda line: seen.append(line) or 0)
    assert start.main(words) == 0
    assert seen == [words]


@pytest.mark.parametrize("desk", [[], ["--desk", "/x"]])
def test_files_alone_are_for_the_window(monkeypatch, tmp_path, desk) -> None:
    sheet = tmp_path / "投诉.xlsx"
    sheet.write_bytes(b"x")
    seen = []
    monkeypatch.setattr(start, "desktop", lambda line: seen.append(line) or 0)
    assert start.main([*desk, str(sheet)]) == 0
    assert seen == [[*desk, str(sheet)]]


@pytest.mark.parametrize(
    ("words", "status"), [(["--help"], 0), (["--json"], 2), (["--desk"], 2), (["law", "words", "1"], 0)]
)
def test_anything_else_is_for_the_command_line(monkeypatch, words, status) -> None:
    monkeypatch.setattr(start, "desktop", lambda _line: pytest.fail("a window was opened"))
    assert start.main(words) == status


def test_the_installed_script_gives_the_status_back() -> None:
    done = subprocess.run([sys.executable, "-m", "odrdesk", "law", "words", "x"], capture_output=True, check=False)
    assert done.returncode == 1
