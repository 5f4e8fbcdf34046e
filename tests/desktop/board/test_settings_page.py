"""设置: sections found by words, time limits with their source and the days they are in force."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.contact_point import ContactPointDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.settings import SettingsPage
from odrdesk.desktop.pages.settings_points import PointsSection
from odrdesk.desktop.pages.settings_rules import RulesSection
from odrdesk.domain.vocabulary import Stars
from odrdesk.services import contact_points
from odrdesk.services.desk import Desk
from odrdesk.text import set_language


@pytest.fixture
def page(open_front, settle) -> SettingsPage:
    front: Front = open_front()
    assert front._window.registry.run("settings")
    settle()
    return front.settings


@pytest.fixture
def rules(page: SettingsPage) -> RulesSection:
    page.open_section("rules")
    assert isinstance(page.section, RulesSection)
    return page.section


@pytest.fixture
def ask(rules: RulesSection, settle) -> Callable[[str], str]:
    """Type into the search of the rules; the page that is then shown."""

    def typed(words: str) -> str:
        rules.search.setText(words)
        rules.show_rules()
        settle()
        return rules.reader.toPlainText()

    return typed


def test_the_first_section_stands_open(page: SettingsPage) -> None:
    assert page.section is not None
    assert page.section.isVisible()


def test_a_section_is_found_by_a_word_that_is_not_its_name(qtbot, page: SettingsPage) -> None:
    qtbot.keyClicks(page.search, "ODR")
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["期限规则"]
    assert isinstance(page.section, RulesSection)


def test_a_word_nobody_uses_says_so(qtbot, page: SettingsPage) -> None:
    qtbot.keyClicks(page.search, "qqqq")
    assert (page.list.count(), page.nothing.isVisible()) == (0, True)
    page.search.clear()
    assert (page.list.count() > 2, page.nothing.isVisible()) == (True, False)


def test_the_arrow_keys_walk_through_the_sections(qtbot, page: SettingsPage) -> None:
    first = page.section
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.section is not first


def test_every_rule_shows_its_source_and_the_days_it_is_in_force(rules: RulesSection, desk: Desk, settle) -> None:
    rules.which.choose("all")
    rules.show_rules()
    settle()
    shown = rules.reader.toPlainText()
    assert len(desk.law.rules) > 40
    for rule in desk.law.rules:
        assert rule.code in shown
        assert rule.source in shown
        for day in (rule.in_force_from, rule.in_force_to):
            assert day is None or day.isoformat() in shown
    assert {"已核对原文", "据转载", "待核对", "本单位自定"} <= set(shown.split())


def test_the_day_chooses_the_version(ask, rules: RulesSection, settle) -> None:
    assert "第121号" in ask("行政调解期限")
    assert "第20号令" not in rules.reader.toPlainText()
    rules.day.setText("2026-04-14")
    rules.show_rules()
    settle()
    shown = rules.reader.toPlainText()
    assert ("45 工作日" in shown, "60 日" in shown) == (True, False)


def test_all_versions_stand_beside_each_other(qtbot, ask, rules: RulesSection) -> None:
    rules.which.choose("all")
    shown = ask("行政调解期限")
    assert ("45 工作日" in shown, "60 日" in shown) == (True, True)


def test_a_day_nobody_can_read_is_told_and_the_list_stays(ask, rules: RulesSection, settle) -> None:
    before = ask("ODR")
    rules.day.setText("下个月哪天")
    rules.show_rules()
    settle()
    assert "下个月哪天" in rules.number.text()
    assert rules.reader.toPlainText() == before


def test_nothing_found_says_what_to_do(ask) -> None:
    assert "换一个词" in ask("不存在的期限")


def test_it_speaks_english(request, settle) -> None:
    set_language("en")
    page: SettingsPage = request.getfixturevalue("page")
    page.open_section("rules")
    page.section.show_rules()
    settle()
    assert "R-REG-ACC" in page.section.reader.toPlainText()
    assert "In force that day" in [button.text() for button in page.section.which._group.buttons()]


@pytest.fixture
def points(page: SettingsPage, settle) -> PointsSection:
    page.open_section("points")
    settle()
    return page.section


def test_a_contact_point_is_added_and_changed(qtbot, points: PointsSection, desk: Desk, settle) -> None:
    assert points.nothing.isVisible()
    qtbot.mouseClick(points.more, Qt.MouseButton.LeftButton)
    (dialog,) = points.window().findChildren(ContactPointDialog)
    dialog.name.setText("世纪大道消费维权联络点")
    dialog.stars.choose("five")
    dialog.phone.setText("０２１－５８８８０３１５")
    dialog.since.setText("2026-03-15")
    dialog.confirm()
    settle()
    (kept,) = contact_points.every(desk)
    assert (kept.name, kept.stars, kept.phone) == ("世纪大道消费维权联络点", Stars.FIVE, "021-58880315")
    assert kept.effective_from == date(2026, 3, 15)
    assert not points.nothing.isVisible()
    dialog = points.edit(kept)
    assert dialog.name.isReadOnly()
    dialog.active.setChecked(False)
    dialog.confirm()
    settle()
    assert not contact_points.every(desk)[0].active


def test_what_cannot_stand_is_said_beside_its_field_and_stays(points: PointsSection, desk: Desk, settle) -> None:
    dialog = points.edit(None)
    dialog.name.setText("南站联络点")
    dialog.phone.setText("12")
    dialog.confirm()
    settle()
    assert dialog.isVisible()
    assert dialog.fields["phone"].refused
    dialog.phone.setText("")
    dialog.since.setText("2026-05-01")
    dialog.until.setText("2026-04-01")
    dialog.confirm()
    settle()
    assert dialog.fields["effective_to"].refused
    assert (dialog.name.text(), contact_points.every(desk)) == ("南站联络点", ())


@pytest.mark.parametrize(
    ("key", "entry"), [("escalation", "days_left"), ("leads", "days"), ("warnings", "remind"), ("papers", "station")]
)
def test_what_is_typed_and_not_saved_is_there_again(page: SettingsPage, settle, key: str, entry: str) -> None:
    page.show_section(key)
    settle()
    section = page._made[key]
    field = section.entries[entry] if key == "escalation" else getattr(section, entry)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "7")
    page.show_section("looks")
    page.show_section(key)
    settle()
    assert field.text() == "7"
    assert section.bar.words == "您在这里写的还没有保存。"
    assert section.bar.isVisible()
    section.save.click()
    settle()
    assert not section.bar.isVisible()
    page.show_section("looks")
    page.show_section(key)
    settle()
    assert not section.bar.isVisible()
    assert field.text() == "7"


def test_a_section_is_built_then_dressed_then_read(page: SettingsPage, settle) -> None:
    page.open_section("about")
    section = page.section
    assert section.window() is section, "dressing it is a piece of its own"
    settle()
    assert section.isVisible()
    assert "PySide6" in section.reader.toPlainText()


def test_the_section_chosen_last_is_shown_however_quickly(page: SettingsPage, settle) -> None:
    for key in ("papers", "warnings", "papers", "keys"):
        page.open_section(key)
    settle()
    assert page.section.isVisible()
    assert [key for key, one in page._made.items() if one.isVisible()] == ["keys"]
