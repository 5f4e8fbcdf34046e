"""设置 › 重点商标名录: an empty list says what it is for, a file comes in, words narrow it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from odrdesk.desktop.pages.settings import SettingsPage
from odrdesk.desktop.pages.settings_watch import WatchSection
from odrdesk.desktop.widgets.label import Label

HEADING = "商标名称,注册号,权利人,生效日期,失效日期\n"


@pytest.fixture
def section(window, look, work, desk, settle) -> WatchSection:
    settings = QSettings(str(desk.path.parent / "ui.ini"), QSettings.Format.IniFormat)
    page = SettingsPage(look, window, settings, work=work, desk=desk)
    window.add_page("settings", page)
    window.resize(1280, 720)
    window.show()
    window.go("settings")
    page.open_section("watch")
    settle()
    found = page.section
    assert isinstance(found, WatchSection)
    found.arrive()
    settle()
    return found


def said(section: WatchSection) -> str:
    return "\n".join(label.text() for label in section.bar.findChildren(Label))


def names(section: WatchSection) -> list[str]:
    lines = section.table.lines
    return [str(lines.data(lines.index(row, 0))) for row in range(lines.rowCount())]


def test_an_empty_list_says_what_it_is_for(section: WatchSection) -> None:
    assert section.nothing.isVisible()
    assert section.nothing.button.text() == "导入名录"
    assert "主管部门公布的名录" in section.nothing.accessibleName()


def test_a_file_comes_in_and_what_cannot_be_read_is_said(section: WatchSection, tmp_path: Path, settle) -> None:
    path = tmp_path / "名录.csv"
    path.write_text(
        HEADING + "澄砚,90000001,上海澄砚文化有限公司,2025-01-01,\n,90000002,,,\n浦屿山,90000003,,,\n", "utf-8"
    )
    section.bring_in(path)
    settle()
    assert "新增 2" in said(section)
    assert "第 3 行" in said(section)
    assert sorted(names(section)) == ["浦屿山", "澄砚"]
    section.search.setText("９００００００１")
    section._narrow()
    assert names(section) == ["澄砚"]
    section.search.setText("没有的")
    section._narrow()
    assert section.nothing.isVisible()
    assert "没有这样的商标" in section.nothing.accessibleName()


def test_a_file_that_is_no_list_is_refused_and_the_list_stays(section: WatchSection, tmp_path: Path, settle) -> None:
    path = tmp_path / "订单.csv"
    path.write_text("订单号,商品\n1,杯子\n", "utf-8")
    section.bring_in(path)
    settle()
    assert "没有找到“商标名称”一列" in said(section)
    assert section.bring.isEnabled()
