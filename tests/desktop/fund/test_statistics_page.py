"""The page of statistics by its widgets: figures that lead to their cases, periods by keys, freezing, files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.freeze import FreezeDialog
from odrdesk.desktop.dialogs.report import ReportDialog
from odrdesk.desktop.front import Front
from odrdesk.desktop.pages.statistics_words import SHOWN
from odrdesk.domain.reporting import FigureKey, parse_period
from odrdesk.domain.vocabulary import Step
from odrdesk.services import reports
from odrdesk.services.period_files import Form
from odrdesk.services.register import Form as RegisterForm
from odrdesk.services.report_checks import CheckCode

Sit = Callable[..., Front]
K = FigureKey


def at_page(front: Front, settle: Callable[[], None], period: str = "") -> None:
    front._window.registry.run("statistics")
    settle()
    if period:
        front.reports.page.show_period(parse_period(period))
        settle()


def agree(front: Front) -> None:
    next(one for one in front._window.findChildren(FreezeDialog) if one.isVisible()).go.click()


def shown(front: Front, key: FigureKey) -> list[str]:
    rows = front.reports.page.figures.figures
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
    # Nothing was accepted in October: the charts say so, and no mean has a unit.
    assert (page.shares.bars, page.shares.nothing) == ([], "这一期没有受理的案件。")
    assert page.tiles[K.MEAN_WORKING_DAYS].accessibleName() == "平均办理 —"
    page.head.after.click()
    settle()
    assert (page.period.name, page.head.after.isEnabled()) == ("2026-11", False)
    assert page.tiles[K.ACCEPTED].accessibleName() == "受理 1 件"
    assert shown(front, K.ACCEPTED) == ["受理", "1", "1", "0", "—"]
    assert all(cell for key in SHOWN for cell in shown(front, key))  # one sign where there is none, never a blank
    assert "无" not in {cell for key in SHOWN for cell in shown(front, key)}
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
    assert page.figures.title.text() == "和解率"
    assert page.views.currentWidget() is page.figures
    assert page.list.hasFocus()
    for _row in range(SHOWN.index(K.OPEN_AT_END) - SHOWN.index(K.SETTLEMENT_RATE)):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    settle()
    assert page.numbers == (first,)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.views.currentWidget() is page.overview
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
    (dialog,) = front._window.findChildren(FreezeDialog)
    assert dialog.safe.hasFocus()
    assert (dialog.safe.text(), dialog.go.text()) == ("先不定稿", "定稿 2026年11月")
    dialog.safe.click()
    settle()
    assert reports.report_of(claims.desk, "2026-11").frozen is None
    page.freeze.click()
    agree(front)
    settle()
    assert page.state.accessibleName() == "已定稿 第 1 版"
    assert not page.freeze.isEnabled()
    claims.step("顾明谦", number, Step.CORRECT, {"field": "category", "value": "price", "why": "录错"})
    page.refresh()
    settle()
    assert page.corrected.isVisible()
    assert "问题类别" in page.corrected.accessibleName()
    page.corrected.acted.emit()
    settle()
    assert (page.figures.title.text(), page.views.currentWidget()) == ("问题类别", page.figures)
    assert page.freeze.isEnabled()
    page.freeze.click()
    agree(front)
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
    assert len(doors.ways()) == 7
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
    for consumer in ("王秀英", "李敏"):
        claims.failed(consumer=consumer)
    front = sit_down("顾明谦")
    front._window.resize(QSize(1280, 720))
    at_page(front, settle, "2026-11")
    page = front.reports.page
    assert page.trend.height() >= page.trend.minimumSizeHint().height()
    assert len([bar for bar in page.overview.busy.bars if not bar.isHidden()]) == 1
    page.show_view("figures")
    settle()
    assert page.table.height() > page._look.dp(180)


def test_the_trend_has_twelve_months_up_to_today(claims, desk) -> None:
    claims.failed()
    found = reports.overview(desk, parse_period("2026-Q4"))
    assert [f"{one.first:%Y-%m}" for one in (found.trend[0], found.trend[-1])] == ["2025-12", "2026-11"]
    assert sum(one.accepted for one in found.trend) == 1


def test_a_month_and_a_merchant_lead_to_their_cases(sit_down: Sit, claims, clock, settle) -> None:
    clock.set(2026, 10, 20)
    october = claims.failed(merchant="臻品珠宝旗舰店")
    clock.set(2026, 11, 23)
    november = claims.failed(), claims.failed(consumer="李敏")
    front = sit_down("顾明谦")
    at_page(front, settle, "2026-11")
    page = front.reports.page
    marks = page.trend.marks
    QTest.keyClick(marks[-2], Qt.Key.Key_Return)
    settle()
    assert (page.figures.title.text(), page.numbers) == ("2026年10月 受理", (october,))
    page.show_view("overview")
    page.overview.busy.bars[0].click()
    settle()
    assert (page.figures.title.text(), page.numbers) == ("云裳服饰旗舰店", november)


def test_days_of_ones_own_are_counted_and_never_sent(sit_down: Sit, claims, clock, settle) -> None:
    clock.set(2026, 11, 4)
    claims.failed()
    clock.set(2026, 11, 23)
    claims.failed(merchant="臻品珠宝旗舰店", consumer="李敏")
    front = sit_down("顾明谦")
    at_page(front, settle)
    page = front.reports.page
    own = page.head.choice._group.buttons()[-1]
    own.click()
    page.head.since.setText("1101")
    page.head.until.setText("1110")
    page.head.count.click()
    settle()
    assert page.tiles[K.ACCEPTED].accessibleName() == "受理 1 件"
    assert (page.freeze.isEnabled(), page.generate.isEnabled(), page.export.isEnabled()) == (False, False, False)
    assert "自定义" in page.generate.toolTip()
    page.head.until.setText("1001")
    page.head.count.click()
    assert page.bar.isVisible()
    assert page.head.until.text() == "1001"
    page.head.choice._group.buttons()[0].click()
    settle()
    assert (page.period.name, page.head.own.isVisible()) == ("2026-11", False)


def test_what_is_missing_leads_to_the_very_cases(sit_down: Sit, claims, clock, settle) -> None:
    clock.set(2026, 9, 1)
    one, two = claims.begun(), claims.begun(merchant="臻品珠宝旗舰店", consumer="李敏")
    clock.set(2026, 11, 23)
    front = sit_down("顾明谦")
    at_page(front, settle)
    page = front.reports.page
    found = {check.code: check for check in page.seen.checks}
    assert (found[CheckCode.LATE_UNSAID].cases, found[CheckCode.OPEN_OVERDUE].cases) == ((one, two), (one, two))
    assert found[CheckCode.REGISTER].holds
    assert found[CheckCode.MASKED].holds
    mend = next(button for button in page.overview.checks.mends if "没有记原因" in button.accessibleName())
    mend.click()
    settle()
    assert (front._window.current, front.cases.rows.rowCount()) == ("cases", 2)
    claims.step("周启航", one, Step.CONTACT, {"mode": "电话", "with": "both", "content": "鉴定机构未出报告，故逾期"})
    front._window.registry.run("statistics")
    page.refresh()
    settle()
    assert {check.code: check for check in page.seen.checks}[CheckCode.LATE_UNSAID].cases == (two,)
    next(button for button in page.overview.checks.mends if "没有记原因" in button.accessibleName()).click()
    settle()
    assert front.case.number == two


def test_a_report_of_a_period_one_left_meanwhile_is_not_shown(sit_down: Sit, claims, clock, settle) -> None:
    claims.failed()
    clock.set(2026, 12, 2)
    front = sit_down("顾明谦")
    at_page(front, settle)
    front.reports.page.generate.click()
    front.reports.page.show_period(parse_period("2026-10"))
    settle()
    assert front._window.findChildren(ReportDialog) == []
    assert front.reports.page.generate.isEnabled()


def test_the_report_is_looked_at_before_it_is_sent(  # noqa: PLR0917 -- fixtures
    sit_down: Sit, claims, clock, qtbot, settle, tmp_path: Path
) -> None:
    claims.failed()
    clock.set(2026, 12, 2)
    front = sit_down("顾明谦")
    at_page(front, settle)
    front.reports.choose_file = lambda name: str(tmp_path / name)
    page = front.reports.page
    assert page.generate.text() == "生成 11 月监管月报"
    page.generate.click()
    settle()
    (dialog,) = front._window.findChildren(ReportDialog)
    qtbot.waitUntil(dialog.save.isEnabled, timeout=20_000)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert sorted(path.suffix for path in tmp_path.glob("消费者投诉处理情况表_2026-11.*")) == [".pdf", ".xlsx"]
    assert dialog.freeze.isEnabled()
