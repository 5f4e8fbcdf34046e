"""The page of statistics by its widgets: figures that lead to their cases, periods by keys, freezing, files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.statistics_words import SHOWN
from odrdesk.domain.reporting import FigureKey, PeriodKind, parse_period
from odrdesk.domain.vocabulary import Step
from odrdesk.services import reports
from odrdesk.services.period_files import Form
from odrdesk.services.register import Form as RegisterForm

Sit = Callable[..., Front]
K = FigureKey


def at_page(front: Front, settle: Callable[[], None], period: str = "") -> None:
    front._window.registry.run("statistics")
    settle()
    if period:
        front.reports.page.show_period(parse_period(period))
        settle()


def shown(front: Front, key: FigureKey) -> list[str]:
    rows = front.reports.page.figures
    row = SHOWN.index(key)
    return [rows.index(row, column).data() or "" for column in range(5)]


def test_the_page_begins_with_the_month_to_be_reported(sit_down: Sit, claims, settle) -> None:
    claims.failed()
    front = sit_down("顾明谦")
    at_page(front, settle)
    page = front.reports.page
    assert page.period.name == "2026-10"
    assert page.state.accessibleName() == "未定稿"
    assert "18 个工作日" in page.subtitle.text()
    page.after.click()
    settle()
    assert (page.period.name, page.after.isEnabled()) == ("2026-11", False)
    assert page.tiles[K.ACCEPTED].accessibleName() == "受理 1 件"
    assert shown(front, K.ACCEPTED) == ["受理", "1", "1", "0", "无"]
    assert page.trend.points[-1].upper == 1
    assert [bar.share.size for bar in page.shares.bars] == [1]


def test_a_figure_leads_to_its_cases_and_a_case_opens(sit_down: Sit, claims, settle) -> None:
    first, second = claims.failed(), claims.failed(merchant="臻品珠宝旗舰店", consumer="李敏")
    claims.step("顾明谦", second, Step.CLOSE, {"missing_acknowledged": True, "why": "消费者另行起诉"})
    front = sit_down("顾明谦")
    at_page(front, settle, "2026-11")
    page = front.reports.page
    assert page.numbers == (first, second)
    page.tiles[K.SETTLEMENT_RATE].click()
    settle()
    assert page.numbers == (second,)
    assert page.behind_title.text() == "和解率"
    for _row in range(SHOWN.index(K.OPEN_AT_END) - SHOWN.index(K.SETTLEMENT_RATE)):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    settle()
    assert page.numbers == (first,)
    page.shares.bars[0].click()
    settle()
    assert page.numbers == (first, second)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    assert front.case.number == first


def test_a_month_that_is_over_is_frozen_once_and_again_when_corrected(sit_down: Sit, claims, clock, settle) -> None:
    number = claims.failed()
    clock.set(2026, 12, 2)
    front = sit_down("顾明谦")
    at_page(front, settle)
    page = front.reports.page
    assert (page.period.name, page.freeze.isEnabled()) == ("2026-11", True)
    page.freeze.click()
    settle()
    assert page.state.accessibleName() == "已定稿 第 1 版"
    assert not page.freeze.isEnabled()
    claims.step("顾明谦", number, Step.CORRECT, {"field": "category", "value": "price", "why": "录错"})
    page.refresh()
    settle()
    assert page.corrected.isVisible()
    assert "问题类别" in page.corrected.accessibleName()
    assert page.freeze.isEnabled()
    page.freeze.click()
    settle()
    assert page.state.accessibleName() == "已定稿 第 2 版"
    assert not page.corrected.isVisible()


def test_who_may_not_is_told_who_may(sit_down: Sit, claims, clock, settle) -> None:
    claims.failed()
    clock.set(2026, 12, 2)
    front = sit_down("周启航")
    at_page(front, settle)
    page = front.reports.page
    assert (page.freeze.isEnabled(), page.export.isEnabled()) == (False, False)
    assert "报送员" in page.freeze.toolTip()
    assert "报送员" in page.export.toolTip()


def test_every_way_out_writes_its_file(sit_down: Sit, claims, settle, tmp_path: Path) -> None:
    claims.failed()
    front = sit_down("顾明谦")
    at_page(front, settle, "2026-11")
    doors = front.reports
    doors.choose_file = lambda name: str(tmp_path / name)
    assert len(doors.ways()) == 5
    doors.export_report(Form.XLSX)
    settle()
    doors.export_register(RegisterForm.CSV)
    settle()
    assert sorted(path.name for path in tmp_path.glob("*_2026-11.*")) == [
        "消费投诉处理台账_2026-11.csv", "消费者投诉处理情况表_2026-11.xlsx"
    ]  # fmt: skip
    doors.choose_file = lambda _name: str(tmp_path / "没有这个文件夹" / "a.csv")
    assert not doors.page.bar.isVisible()


def test_a_low_window_keeps_its_lists(sit_down: Sit, claims, settle) -> None:
    claims.failed()
    front = sit_down("顾明谦")
    front._window.resize(QSize(1280, 720))
    at_page(front, settle, "2026-11")
    page = front.reports.page
    assert page.table.height() > page._look.dp(180)
    assert page.trend.height() >= page.trend.minimumSizeHint().height()
    assert page.kind.current == PeriodKind.MONTH.value
    page.kind.chosen.emit(PeriodKind.YEAR.value)
    settle()


def test_the_trend_has_twelve_months_up_to_today(claims, desk) -> None:
    claims.failed()
    found = reports.overview(desk, "2026-Q4")
    assert [f"{one.first:%Y-%m}" for one in (found.trend[0], found.trend[-1])] == ["2025-12", "2026-11"]
    assert sum(one.accepted for one in found.trend) == 1
