"""The charts by the widgets' own places: nothing is cut, arrows walk, Enter leads on, the table says the same."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from odrdesk.desktop.theme import Look, Mode
from odrdesk.desktop.widgets.chart import Chart, count_words, step_of
from odrdesk.desktop.widgets.chart_card import ChartCard
from odrdesk.desktop.widgets.columns import ColumnMark
from odrdesk.desktop.widgets.day_strip import DayStrip
from odrdesk.desktop.widgets.due_bars import Bar, DueBars
from odrdesk.desktop.widgets.month_bars import MonthBars
from odrdesk.desktop.widgets.share_bars import Share, ShareBars
from odrdesk.desktop.widgets.trend_chart import Point, TrendChart
from odrdesk.domain.deadlines import Day
from odrdesk.domain.workdays import DayKind
from odrdesk.text import set_language

TODAY = date(2026, 11, 23)
MOST = 9_999_999
COUNTS = ([0] * 10, [1] + [0] * 9, [MOST] * 10, [MOST, 1, 0, 0, 0, 0, 0, 0, 0, 2])
LONG = "宁波海淘优国际贸易有限公司" * 40


def due(look: Look, counts: list[int]) -> DueBars:
    chart = DueBars(look)
    chart.show_bars([Bar(TODAY + timedelta(days=place), count) for place, count in enumerate(counts)], TODAY)
    return chart


def months(look: Look, counts: list[int]) -> TrendChart:
    chart = TrendChart(look, ("受理", "和解"), "近 12 个月受理与和解")
    told = [date(2026, place + 1, 1) for place in range(len(counts))]
    chart.show_points([Point(day, count, count // 2) for day, count in zip(told, counts, strict=True)])
    return chart


def parts(look: Look, counts: list[int], words: str = "质量") -> ShareBars:
    chart = ShareBars(look, "问题类别", ("类别", "件数"))
    chart.show_shares([Share(str(n), words, count, f"{count:,} · 100.00%") for n, count in enumerate(counts)])
    return chart


def shown(qtbot, chart: Chart, width: int = 262, height: int = 150) -> None:
    qtbot.addWidget(chart)
    chart.resize(width, height)
    chart.show()
    with qtbot.waitActive(chart):
        chart.activateWindow()
    chart.grab()


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize("scale", [100, 130])
def test_no_bar_leaves_its_room(look: Look, qtbot, counts: list[int], scale: int) -> None:
    look.wear(Mode.LIGHT, scale)
    chart = due(look, counts)
    shown(qtbot, chart, height=chart.sizeHint().height())
    for mark in chart.marks:
        assert isinstance(mark, ColumnMark)
        assert QRectF(mark.rect()).contains(mark.drawn)
        assert mark.drawn.height() >= 2
    highest = max(chart.marks, key=lambda mark: mark.drawn.height())
    assert counts[chart.marks.index(highest)] == max(counts)


@pytest.mark.parametrize("counts", COUNTS)
def test_no_point_leaves_the_grid_and_no_words_the_chart(look: Look, qtbot, counts: list[int]) -> None:
    chart = months(look, counts)
    shown(qtbot, chart, 420, 170)
    area, whole = chart.area(), QRectF(chart.rect())
    assert whole.contains(area)
    for dot in (*chart.dots(upper=True), *chart.dots(upper=False)):
        assert area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(dot)
    for place in range(len(counts)):
        assert whole.adjusted(0, 0, 0, 1).contains(chart.bubble(place))


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize("words", ["质量", LONG])
def test_a_share_lies_between_its_name_and_its_number(look: Look, qtbot, counts: list[int], words: str) -> None:
    chart = parts(look, counts, words)
    shown(qtbot, chart, 300, 180)
    for bar in chart.bars:
        if not bar.isHidden():
            assert bar.drawn.left() >= chart.named() - 0.5
            assert bar.drawn.right() <= bar.width() - chart.told()
            assert words in bar.toolTip()


def test_what_has_no_room_is_told_and_stands_in_the_table(look: Look, qtbot) -> None:
    chart = parts(look, list(range(20, 0, -1)))
    told: list[tuple[int, int]] = []
    chart.fitted.connect(lambda *counts: told.append(counts))
    shown(qtbot, chart, 300, 125)
    assert told[-1] == (5, 20)
    assert len(chart.numbers().rows) == 20


@pytest.mark.parametrize("make", [due, months, parts])
def test_arrows_walk_and_enter_leads_on(look: Look, qtbot, make) -> None:
    chart = make(look, [3, 2, 1])
    shown(qtbot, chart)
    first, second, third = chart.marks
    assert [one.focusPolicy() for one in chart.marks].count(Qt.FocusPolicy.StrongFocus) == 1
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_End)
    assert third.hasFocus()
    QTest.keyClick(third, Qt.Key.Key_Right)
    assert third.hasFocus()
    assert chart.current is third
    QTest.keyClick(third, Qt.Key.Key_Home)
    QTest.keyClick(first, Qt.Key.Key_Down)
    with qtbot.waitSignal(chart.chosen) as chosen:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert chosen.args == [second.key]


@pytest.mark.parametrize("make", [due, months, parts])
def test_each_mark_is_a_button_with_name_and_value(look: Look, qtbot, make) -> None:
    chart = make(look, [3, 2, 1])
    shown(qtbot, chart)
    for mark, count in zip(chart.marks, (3, 2, 1), strict=True):
        node = QAccessible.queryAccessibleInterface(mark)
        assert node.role() == QAccessible.Role.Button
        assert str(count) in node.text(QAccessible.Text.Name)


def test_the_mark_one_is_on_keeps_the_keys_when_the_numbers_change(look: Look, qtbot) -> None:
    chart = due(look, [3, 2, 1])
    shown(qtbot, chart)
    chart.marks[1].setFocus()
    chart.show_bars([Bar(TODAY, 9), Bar(TODAY + timedelta(days=1), 8)], TODAY)
    assert chart.marks[1].hasFocus()
    assert chart.current is chart.marks[1]


def test_a_chart_of_nothing_draws_nothing_and_does_not_fall(look: Look, qtbot) -> None:
    for chart in (due(look, []), months(look, []), parts(look, []), MonthBars(look)):
        shown(qtbot, chart)
        assert chart.marks == []


def test_the_table_says_the_same_and_is_copied(look: Look, qtbot) -> None:
    chart = due(look, [5, 0, MOST])
    card = ChartCard(look, "未来 10 个工作日到期", "", chart)
    qtbot.addWidget(card)
    card.resize(316, 300)
    card.show()
    card.renew()
    assert card.switch.accessibleName() == "未来 10 个工作日到期：看表格"
    card.switch.click()
    assert card.turning.currentWidget() is card.table
    model = card.table.numbers
    assert [model.index(row, 2).data() for row in range(3)] == ["5", "0", "9,999,999"]
    card.copy.click()
    assert QGuiApplication.clipboard().text() == (
        "日期\t星期\t到期件数\n2026-11-23\t周一\t5\n2026-11-24\t周二\t0\n2026-11-25\t周三\t9,999,999"
    )
    QTest.keyClick(card.table, Qt.Key.Key_Down)
    QTest.keyClick(card.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "日期\t星期\t到期件数\n2026-11-24\t周二\t0"
    with qtbot.waitSignal(card.chosen) as chosen:
        QTest.keyClick(card.table, Qt.Key.Key_Return)
    assert chosen.args == [date(2026, 11, 24)]
    assert card.table.horizontalHeader().isVisible()


def test_a_mark_shows_that_the_keys_are_on_it(look: Look, qtbot) -> None:
    chart = months(look, [3, 2, 1])
    shown(qtbot, chart)
    before = chart.grab().toImage()
    chart.marks[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.grab().toImage() != before


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (12_345, "1.2万", "12k"),
        (MOST, "1000万", "10M"),
        (20_000, "2万", "20k"),
    ],
)
def test_a_large_count_is_short_where_room_is(count: int, zh: str, en: str) -> None:
    assert count_words(count) == zh
    set_language("en")
    try:
        assert count_words(count) == en
    finally:
        set_language("zh_CN")


@pytest.mark.parametrize(("most", "step"), [(0, 1), (4, 1), (5, 2), (15, 5), (198, 50), (MOST, 2_500_000)])
def test_the_grid_is_of_round_numbers_and_holds_the_most(most: int, step: int) -> None:
    assert step_of(most, 4) == step
    assert step * 4 >= most


def test_the_days_of_a_deadline_are_walked_by_arrows(look: Look, qtbot) -> None:
    strip = DayStrip(look)
    days = [Day(TODAY + timedelta(days=place), DayKind.WORK, place) for place in (1, 2, 3)]
    strip.show_days(TODAY, days, days[-1].date)
    qtbot.addWidget(strip)
    strip.resize(420, 148)
    strip.show()
    with qtbot.waitActive(strip):
        strip.activateWindow()
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    assert strip.at == 0
    assert all(QRectF(strip.rect()).contains(room) for room in strip.places())
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert "第 1 日" in strip.said()[strip.at]
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert "届满日" in strip.said()[strip.at]
    assert strip.under(strip.places()[1].center()) == 1
