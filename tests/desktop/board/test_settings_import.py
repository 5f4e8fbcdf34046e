"""设置 › 工作日历 and 期限规则: what is taken in is shown first, and kept only when a person says so."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from odrdesk.desktop.dialogs.calendar_import import CalendarImportDialog
from odrdesk.desktop.dialogs.rules_import import RulesImportDialog
from odrdesk.desktop.pages.settings import SettingsPage
from odrdesk.desktop.pages.settings_calendar import CalendarSection
from odrdesk.desktop.pages.settings_rules import RulesSection
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.parties import Consumer, Merchant
from odrdesk.domain.vocabulary import Category, Channel, Claim
from odrdesk.services import calendars, cases, intake
from odrdesk.services.desk import Desk

# An invented notice: the days off of 2027 with a longer New Year and one weekend worked for it.
NOTICE = """
year = 2027
number = "国办发明电〔2026〕99号"
title = "关于2027年部分节假日安排的通知"
work = [2027-01-10]

[off]
"元旦" = [2027-01-01, 2027-01-02, 2027-01-03, 2027-01-04]
"春节" = [2027-02-05, 2027-02-06, 2027-02-07, 2027-02-08]
"清明节" = [2027-04-05]
"劳动节" = [2027-05-01, 2027-05-02]
"端午节" = [2027-06-09]
"中秋节" = [2027-09-15]
"国庆节" = [2027-10-01, 2027-10-02, 2027-10-03]
"""


@pytest.fixture
def number(desk: Desk) -> str:
    """A case that was pushed so late in 2026 that its ten working days end in 2027."""
    received = datetime(2026, 11, 20, 2, tzinfo=UTC)
    draft = Complaint(
        channel=Channel.ODR12315,
        received_at=received,
        pushed_at=received,
        consumer=Consumer("张某", "13812345678"),
        merchant=Merchant("上海浦江好物电子商务有限公司"),
        category=Category.QUALITY,
        claims=(Claim.REFUND,),
        facts="鞋底开裂。",
    )
    return intake.register(desk, draft).value.case.number


@pytest.fixture
def page(open_front, settle) -> SettingsPage:
    front = open_front()
    assert front._window.registry.run("settings")
    settle()
    return front.settings


@pytest.fixture
def calendar(page: SettingsPage, settle) -> CalendarSection:
    page.open_section("calendar")
    settle()
    return page.section


@pytest.fixture
def rules(page: SettingsPage, settle) -> RulesSection:
    page.open_section("rules")
    settle()
    return page.section


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_the_years_show_their_notice_and_what_is_provisional(calendar: CalendarSection) -> None:
    shown = calendar.reader.toPlainText()
    assert "02-15 至 02-23" in shown
    assert "暂定：通知未公布" in shown
    assert "01-04、02-14、02-28、05-09、09-20、10-10" in shown


def test_a_notice_is_seen_before_it_is_kept(calendar: CalendarSection, desk: Desk, tmp_path: Path, settle) -> None:
    calendar.look_at(written(tmp_path, "2027.toml", NOTICE))
    settle()
    (dialog,) = calendar.window().findChildren(CalendarImportDialog)
    assert desk.calendar.provisional(date(2027, 1, 5))
    dialog.dismiss()
    assert desk.calendar.provisional(date(2027, 1, 5))
    calendar.look_at(written(tmp_path, "2027.toml", NOTICE))
    settle()
    dialog = calendar.window().findChildren(CalendarImportDialog)[-1]
    dialog.confirm()
    settle()
    assert not desk.calendar.provisional(date(2027, 1, 5))
    assert "国办发明电〔2026〕99号" in calendar.reader.toPlainText()
    (state,) = [one for one in calendars.tables(desk) if one.table.year == 2027]
    assert state.imported_at is not None


def test_a_calendar_nobody_can_read_is_told_and_changes_nothing(
    calendar: CalendarSection, desk: Desk, tmp_path: Path, settle
) -> None:
    for name, text in (("a.toml", "year = = 2027"), ("b.toml", NOTICE.replace("2027-01-10", "2027-01-11"))):
        calendar.look_at(written(tmp_path, name, text))
        settle()
        assert calendar.bar.isVisible()
    calendar.look_at(tmp_path / "none.toml")
    settle()
    assert "none.toml" in calendar.bar.accessibleName()
    assert desk.calendar.provisional(date(2027, 1, 5))


def test_a_set_of_rules_is_seen_then_taken_in(rules: RulesSection, desk: Desk, number: str, settle) -> None:
    before = cases.view(desk, number).case.clocks
    rules.look_at_set("shanghai-jinshan")
    settle()
    (dialog,) = rules.window().findChildren(RulesImportDialog)
    assert "JS-ACC" in dialog.reader.toPlainText()
    assert "JS-ACC" not in {rule.code for rule in desk.law.rules}
    dialog.confirm()
    settle()
    assert "JS-ACC" in {rule.code for rule in desk.law.rules}
    rules.search.setText("JS-ACC")
    rules.show_rules()
    settle()
    assert "2 日" in rules.reader.toPlainText()
    assert cases.view(desk, number).case.clocks == before


def test_a_rules_file_with_an_unknown_key_is_told(rules: RulesSection, desk: Desk, tmp_path: Path, settle) -> None:
    known = {rule.code for rule in desk.law.rules}
    rules.look_at(written(tmp_path, "own.toml", '[[rule]]\ncode = "X-1"\nlenght = 3\n'))
    settle()
    assert rules.bar.isVisible()
    assert {rule.code for rule in desk.law.rules} == known
