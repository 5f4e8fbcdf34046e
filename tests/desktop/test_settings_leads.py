"""设置 › 线索与同类投诉: the numbers of the desk, and the departments as they are in force."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from odrdesk.desktop.pages.settings_leads import LeadsSection
from odrdesk.desktop.window import Window
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, patterns
from odrdesk.services.desk import Desk, create

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东·悦播联络点", practice=True, clock=lambda: NOW, owner="陈晓雯")
    yield made
    made.close(backup=False)


@pytest.fixture
def settle(qtbot, work) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not work.busy, timeout=20_000)


@pytest.fixture
def section(qtbot, window: Window, work, desk, settle) -> LeadsSection:
    made = LeadsSection(window._look, window, work, desk)
    qtbot.addWidget(made)
    made.arrive()
    settle()
    return made


def test_it_begins_with_three_in_thirty_days_and_keeps_what_is_set(section, desk, settle) -> None:
    assert (section.days.text(), section.least.text()) == ("30", "3")
    section.days.setText("14")
    section.least.setText("5")
    section.save.click()
    settle()
    assert patterns.threshold(desk) == patterns.Threshold(days=14, least=5)


@pytest.mark.parametrize(("typed", "field"), [(("0", "3"), "days"), (("x", "3"), "days"), (("30", "1"), "least")])
def test_what_makes_no_group_is_refused_beside_its_field(section, desk, settle, typed, field) -> None:
    section.days.setText(typed[0])
    section.least.setText(typed[1])
    section.save.click()
    settle()
    assert section.fields[field].refused
    assert (section.days.text(), section.least.text()) == typed
    assert patterns.threshold(desk) == patterns.Threshold()


def test_only_an_admin_sets_them(qtbot, window, look, work, desk) -> None:
    clerks.add(desk, "周启航", [Role.OFFICER])
    made = LeadsSection(look, window, work, desk.acting_as("周启航"))
    qtbot.addWidget(made)
    assert not made.save.isVisibleTo(made)
    assert not made.days.isEnabled()
