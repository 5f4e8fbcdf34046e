"""设置 › 线索与同类投诉: the numbers of the desk, and the departments as they are in force."""

import pytest

from odrdesk.desktop.pages.settings_leads import LeadsSection
from odrdesk.desktop.window import Window
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, patterns


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
