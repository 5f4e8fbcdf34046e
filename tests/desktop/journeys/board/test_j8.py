"""J8, the report of the month: three acts, and one for each thing that is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from odrdesk.desktop.dialogs.report import ReportDialog
from odrdesk.desktop.front import Front
from tests.desktop.acts import Acts


@pytest.fixture
def reporting(open_front: Callable[[], Front], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Front:
    """The board of a desk whose letterhead is filled in; a file goes where it is proposed."""
    front = open_front()
    monkeypatch.setattr("odrdesk.services.reports.unit_of", lambda _desk: "上海浦江直播 联络点")
    front.reports.choose_file = lambda name: str(tmp_path / name)
    return front


def test_a_clean_month_goes_out_by_three_acts(reporting: Front, tmp_path: Path, qtbot, settle) -> None:
    acts = Acts(reporting._window, rest=settle)
    acts.key("Alt+6")
    page = reporting.reports.page
    assert page.period.name == "2026-10"
    assert page.generate.hasFocus()
    acts.key("Enter")
    (dialog,) = reporting._window.findChildren(ReportDialog)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    acts.key("Ctrl+S")
    assert acts.count == 3
    assert sorted(path.suffix for path in tmp_path.glob("消费者投诉处理情况表_2026-10.*")) == [".pdf", ".xlsx"]


def test_each_thing_that_is_missing_costs_one_act(reporting: Front, register, clock, settle) -> None:
    clock.set(2026, 9, 1)
    number = register(taken=True)
    clock.set(2026, 11, 23)
    acts = Acts(reporting._window, rest=settle)
    acts.key("Alt+6")
    page = reporting.reports.page
    mend = page.overview.checks.mends[0]
    assert mend.hasFocus()
    acts.key("Enter")
    assert acts.count == 2
    assert (reporting._window.current, reporting.case.number) == ("case", number)
    assert mend.focusPolicy() is not Qt.FocusPolicy.NoFocus
