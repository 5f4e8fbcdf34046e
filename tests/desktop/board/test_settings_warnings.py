"""设置 › 提醒: when each time limit warns, as an admin chooses it, and where the desk lies."""

from datetime import UTC, datetime

import pytest

from odrdesk.desktop.pages.settings_warnings import WarningsSection
from odrdesk.desktop.window import Window
from odrdesk.domain.listing import parse
from odrdesk.domain.rules import Warn
from odrdesk.domain.vocabulary import Channel, Role
from odrdesk.services import clerks, lists, rule_warnings, rules
from odrdesk.services.desk import Desk


@pytest.fixture
def section(qtbot, window: Window, look, work, desk, settle) -> WarningsSection:  # noqa: PLR0917 -- fixtures
    made = WarningsSection(look, window, work, desk)
    qtbot.addWidget(made)
    made.arrive()
    settle()
    return made


def typed(section: WarningsSection, remind: str, urgent: str) -> None:
    section.remind.setText(remind)
    section.urgent.setText(urgent)
    section.save.click()


def urgent_cases(desk: Desk) -> int:
    return lists.opening(desk, parse("tier=urgent")).total


def test_a_limit_warns_earlier_once_it_is_chosen_and_as_usual_when_taken_back(
    section, desk, settle, register, clock
) -> None:
    register(channel=Channel.ODR12315, taken=True)
    clock.now = datetime(2026, 11, 23, 2, tzinfo=UTC)
    assert (section.rule.key, section.remind.text(), section.urgent.text()) == ("R-ODR", "3", "1")
    assert not section.usual.isEnabled()
    section.rule.choose("R-PLAN")
    assert "工作日" in section.unit.text()
    before = urgent_cases(desk)
    typed(section, "20", "20")
    settle()
    assert desk.warnings == {"R-PLAN": Warn(20, 20)}
    assert (before, urgent_cases(desk)) == (0, 1)
    assert "20 工作日" in section.differing.text()
    assert section.rule.key == "R-PLAN"
    section.usual.click()
    settle()
    assert desk.warnings == {}
    assert (section.remind.text(), section.urgent.text()) == ("3", "1")


def test_an_hour_limit_is_told_in_hours(section, desk, settle) -> None:
    section.rule.choose("R-WX-MERCH")
    assert "小时" in section.unit.text()
    typed(section, "36", "12")
    settle()
    assert desk.warnings == {"R-WX-MERCH": Warn(36, 12)}
    assert "36 小时" in section.differing.text()


@pytest.mark.parametrize(
    "told",
    [("", "1", "remind"), ("3", "x", "urgent"), ("61", "1", "remind"), ("1", "3", "urgent"), ("-1", "0", "remind")],
)
def test_what_cannot_stand_is_said_beside_its_field_and_stays_typed(
    section, desk, settle, told: tuple[str, str, str]
) -> None:
    remind, urgent, field = told
    typed(section, remind, urgent)
    settle()
    assert section.fields[field].refused
    assert (section.remind.text(), section.urgent.text()) == (remind, urgent)
    assert desk.warnings == {}


def test_the_place_is_shown_and_changed_and_rules_of_other_places_rest(section, desk, settle) -> None:
    rules.take_in(desk, rules.shipped_sets()["shanghai-jinshan"])
    section.arrive()
    settle()
    assert section.place.text() == "上海市金山区"
    section.place.setText("上海市浦东新区")
    section.settle.click()
    settle()
    assert rule_warnings.place(desk) == "上海市浦东新区"
    standings = {one.rule.code: one.standing.value for one in rules.all_rules(desk)}
    assert standings["JS-ACC"] == "elsewhere"


def test_only_an_admin_changes_them(qtbot, window: Window, look, work, desk, settle) -> None:  # noqa: PLR0917 -- fixtures
    clerks.add(desk, "周启航", [Role.OFFICER])
    made = WarningsSection(look, window, work, desk.acting_as("周启航"))
    qtbot.addWidget(made)
    made.arrive()
    settle()
    assert made.remind.text() == "3"
    assert not any(part.isEnabled() for part in (made.remind, made.urgent, made.place, made.save, made.settle))


def test_it_stands_among_the_settings(open_front, settle) -> None:
    front = open_front()
    assert front._window.registry.run("settings")
    settle()
    front.settings.open_section("warnings")
    settle()
    assert isinstance(front.settings.section, WarningsSection)
