"""A journey by the command line: one line after another on a fresh practice desk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from odrdesk.cli.main import main

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def made_on() -> str | None:
    """When the desk is made; None for now."""
    return None


@pytest.fixture
def ask(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_on: str | None
) -> Ask:
    """Run one line on a fresh practice desk and give its JSON; the status must be as told."""
    monkeypatch.setenv("ODRDESK_DESK", str(tmp_path / "desk"))
    monkeypatch.chdir(tmp_path)

    def asks(*words: str, on: str | None = None, status: int = 0) -> dict[str, Any]:
        done = main([*words, *(("--now", on) if on else ()), "--json"])
        out = capsys.readouterr().out
        assert done == status, out
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer

    asks("desk", "new", str(tmp_path / "desk"), "--name", "浦江消费维权联络点", "--practice", on=made_on)
    return asks
