"""The import dialog: three acts from a dropped file to its cases, nothing written before, all of it taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import delete

from odrdesk.desktop.dialogs import import_sheet
from odrdesk.desktop.dialogs.import_pages import NEW, PROBLEMS, REPEATED
from odrdesk.desktop.dialogs.import_sheet import BRINGING, FILE, MAPPING, TRIAL, ImportDialog
from odrdesk.domain.errors import Fault
from odrdesk.domain.listing import Listing
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.services import clerks, lists, steps, transfer
from odrdesk.services.desk import Desk, create
from odrdesk.text import set_language

SHEETS = Path(__file__).parents[1] / "data" / "intake"
QUEUE, LEDGER, SHOP = (
    SHEETS / "12315-ODR-投诉单列表.xlsx",
    SHEETS / "监管转办台账-合并表头.xlsx",
    SHEETS / "店铺后台-售后单-GB18030.csv",
)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "Probe", practice=True, clock=lambda: NOW)
    yield made
    made.close(backup=False)


@pytest.fixture
def opened(look, window, desk, work, qtbot):
    """Opens the dialog over the window; with a file it waits until that was looked at."""

    def open_it(path: Path | None = None, at: Desk = desk) -> ImportDialog:
        window.resize(1280, 800)
        window.show()
        dialog = ImportDialog(look, window, at, work, path)
        window.cover(dialog)
        if path is not None:
            qtbot.waitUntil(lambda: not work.busy)
        return dialog

    return open_it


def count(desk: Desk) -> int:
    return lists.opening(desk, Listing(), 1).total


def press_enter(qtbot, dialog: ImportDialog) -> None:
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)


def drop(dialog: QWidget, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))


def column(table, place: int) -> list[str]:
    return [table.lines.index(row, place).data() for row in range(table.lines.rowCount())]


def test_a_dropped_file_is_in_after_two_enters(opened, window, desk, work, qtbot) -> None:
    dialog = opened()
    drop(dialog, QUEUE)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == MAPPING)
    press_enter(qtbot, dialog)
    assert (dialog.pages.currentIndex(), count(desk)) == (TRIAL, 0)
    with qtbot.waitSignal(dialog.imported, timeout=20_000) as told:
        press_enter(qtbot, dialog)
    assert told.args[0].new == 240
    assert count(desk) == 240
    assert [toast.accessibleName() for toast in window.toasts.standing] == ["已导入 240 件"]


def test_the_toast_takes_the_import_back(opened, window, desk, work, qtbot) -> None:
    dialog = opened(SHOP)
    dialog.next.click()
    with qtbot.waitSignal(dialog.imported, timeout=20_000):
        dialog.next.click()
    window.toasts.standing[0]._undone()
    qtbot.waitUntil(lambda: bool(window.toasts.standing) and "已撤销" in window.toasts.standing[-1].accessibleName())
    assert transfer.import_sheet(desk, SHOP, dry_run=True).value.new == 120


def test_an_import_somebody_worked_on_stays_and_the_refusal_is_heard(opened, window, desk, heard, qtbot) -> None:
    dialog = opened(SHOP)
    dialog.next.click()
    with qtbot.waitSignal(dialog.imported, timeout=20_000):
        dialog.next.click()
    steps.take_step(desk, "ODR-2026-00001", Step.ACCEPT, {})
    window.toasts.standing[0]._undone()
    qtbot.waitUntil(lambda: bool(heard.refusals))
    assert heard.refusals[0].code == "batch.touched"


def test_each_column_is_shown_with_its_first_values_and_what_it_fills(opened) -> None:
    dialog = opened(LEDGER)
    table = dialog.mapping.columns
    fills = dict(zip(column(table, 0), column(table, 2), strict=True))
    samples = dict(zip(column(table, 0), column(table, 1), strict=True))
    assert (fills["投诉单号"], fills["收到日期"], fills["备注"]) == ("渠道编号", "收到时间", "只留原文")
    assert samples["涉及金额"].split("\u2002·\u2002") == ["128", "人民币899.00", "299.00"]
    assert "17886811149" not in samples["电话"]
    assert dialog.mapping.words.text() == "认出 11 列，共 13 列；其余各列的原文随案件留存。点“对应到”可以改。"


def test_the_trial_counts_and_tells_every_problem_by_cell(opened) -> None:
    dialog = opened(LEDGER)
    dialog.next.click()
    assert [tile.accessibleName() for tile in dialog.trial.tiles] == [
        "60 件将新建",
        "0 行重复，跳过",
        "11 处问题",
        "0 件疑似重复",
    ]
    table = dialog.trial.problems
    assert table.isVisible()
    assert column(table, 0)[:3] == ["H12", "J16", "K18"]
    assert column(table, 2)[1] == "上周三"
    assert column(table, 3)[1].split("\n") == [
        "看不出这是哪一天。",
        "请写成 2026-11-02 或 2026-11-02 09:30 这样的日期。",
    ]


def test_a_tile_shows_its_lines_and_names_stay_masked(opened) -> None:
    dialog = opened(LEDGER)
    dialog.next.click()
    dialog.trial.tiles[NEW].click()
    assert dialog.trial.cases.isVisible()
    assert column(dialog.trial.cases, 3)[:2] == ["丁*", "崔*"]
    assert column(dialog.trial.cases, 6)[0] == "¥128.00"
    assert not dialog.trial.tiles[REPEATED].isEnabled()


def test_what_is_there_already_is_named_and_nothing_is_left_to_import(opened, desk) -> None:
    transfer.import_sheet(desk, SHOP)
    dialog = opened(SHOP)
    dialog.next.click()
    assert column(dialog.trial.repeats, 4)[0] == "已登记为 ODR-2026-00001"
    assert column(dialog.trial.repeats, 4)[-1] == "与表内另一行或已存的草稿相同"
    assert (dialog.next.text(), dialog.next.isEnabled()) == ("没有新案件", False)


def test_a_file_that_is_no_sheet_is_refused_and_another_may_follow(opened, work, tmp_path, qtbot) -> None:
    letter = tmp_path / "信.csv"
    letter.write_text("没有表头的一封信", "utf-8")
    dialog = opened(letter)
    assert dialog.pages.currentIndex() == FILE
    assert dialog.banner.words.startswith("在工作表“信”的前 30 行里找不到表头")
    drop(dialog, SHOP)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == MAPPING)
    assert not dialog.banner.isVisible()


def test_without_a_channel_the_kind_must_be_named_first(opened, desk, work, tmp_path, qtbot) -> None:
    path = tmp_path / "x.csv"
    path.write_text("投诉人,联系电话,商家名称,问题陈述\n王某,13800001111,好物,开胶\n", "utf-8")
    dialog = opened(path)
    assert not dialog.next.isEnabled()
    assert "渠道" in dialog.banner.words
    dialog.mapping.profile._clicked(3)
    qtbot.waitUntil(lambda: dialog.next.isEnabled() and not work.busy)
    dialog.next.click()
    with qtbot.waitSignal(dialog.imported, timeout=20_000) as told:
        dialog.next.click()
    assert told.args[0].profile == "shop_after_sales"


def test_a_refusal_while_it_comes_in_is_told_and_nothing_is_lost(opened, desk, work, qtbot) -> None:
    clerks.add(desk, "读者", [Role.AUDITOR])
    dialog = opened(SHOP, desk.acting_as("读者"))
    dialog.next.click()
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == TRIAL and dialog.banner.isVisible())
    assert count(desk) == 0


def test_a_fault_while_it_comes_in_leads_back_to_the_trial(opened, desk, work, qtbot, monkeypatch) -> None:
    def full(*_told: object, **_also: object) -> None:
        raise Fault("disk.full", path="x")

    dialog = opened(SHOP)
    dialog.next.click()
    monkeypatch.setattr(import_sheet.transfer, "import_sheet", full)
    dialog.next.click()
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.pages.currentIndex() == TRIAL
    assert dialog.next.isEnabled()


def test_while_cases_come_in_it_may_be_put_away_and_stopped(opened, window, desk, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(transfer, "CHUNK", 40)
    monkeypatch.setattr(transfer, "TOLD_EVERY", 1)
    dialog = opened(QUEUE)
    dialog.next.click()
    dialog.next.click()
    assert dialog.pages.currentIndex() == BRINGING
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    job = window.jobs.running[0]
    job.appear()
    with qtbot.waitSignal(dialog.imported, timeout=20_000) as told:
        window.strip.lines[job].stop.click()
    assert told.args[0].stopped
    assert (window.jobs.running, window.undo.names[0].startswith("停止")) == ([], True)
    assert 0 < count(desk) < 240


def test_it_closes_well_when_the_page_beneath_was_rebuilt(opened, window, qtbot) -> None:
    beneath = QLineEdit(window)
    window.show()
    beneath.show()
    beneath.setFocus()
    dialog = opened()
    delete(beneath)
    with qtbot.waitSignal(dialog.closed):
        dialog.dismiss()


def test_escape_leaves_and_writes_nothing(opened, window, desk, qtbot) -> None:
    dialog = opened(QUEUE)
    with qtbot.waitSignal(dialog.closed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert count(desk) == 0


def test_the_way_back_leads_to_the_file(opened) -> None:
    dialog = opened(QUEUE)
    dialog.next.click()
    dialog.before.click()
    assert dialog.pages.currentIndex() == MAPPING
    dialog.before.click()
    assert dialog.pages.currentIndex() == FILE


def test_every_control_has_a_name(opened) -> None:
    dialog = opened(LEDGER)
    dialog.next.click()
    for widget in dialog.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is None or interface.text(QAccessible.Text.Name), widget


def test_it_speaks_english_where_english_is_spoken(opened) -> None:
    set_language("en")
    try:
        dialog = opened(LEDGER)
        dialog.next.click()
        said = [tile.accessibleName() for tile in dialog.trial.tiles]
        cause = column(dialog.trial.problems, 3)[PROBLEMS]
    finally:
        set_language("zh_CN")
    assert said == ["60 to be made", "0 rows repeated, skipped", "11 problems", "0 possible duplicates"]
    assert "\n" in cause


def test_a_cell_with_a_problem_is_mended_where_it_stands(opened, qtbot, work) -> None:
    dialog = opened(LEDGER)
    dialog.next.click()
    table = dialog.trial.problems
    row = column(table, 0).index("J16")
    entry = dialog.trial.edit(table.lines.index(row, 0))
    entry.setText("2026-11-18")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "J16" not in column(table, 0), timeout=20_000)
    assert dialog.pages.currentIndex() == TRIAL


def test_esc_leaves_a_cell_as_it_was_and_the_dialog_open(opened, qtbot) -> None:
    dialog = opened(LEDGER)
    dialog.next.click()
    entry = dialog.trial.edit(dialog.trial.problems.lines.index(0, 0))
    entry.setText("x")
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog._changed.cells == {}


def test_the_lines_with_problems_are_saved_with_their_cure(opened, qtbot, work, tmp_path, window) -> None:
    dialog = opened(LEDGER)
    dialog.next.click()
    assert dialog.trial.out.isVisible()
    dialog.write_problems(tmp_path / "问题行.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "问题行.xlsx").exists() and not work.busy, timeout=20_000)
    assert "已存为 问题行.xlsx" in [toast.accessibleName() for toast in window.toasts.standing]


def test_a_column_is_given_another_field_by_its_menu(opened, qtbot, work) -> None:
    dialog = opened(LEDGER)
    row = column(dialog.mapping.columns, 0).index("备注")
    menu = dialog.mapping.ask(dialog.mapping.columns.lines.index(row, 2))
    next(one for one in menu.actions() if one.text() == "商品").trigger()
    menu.close()
    qtbot.waitUntil(lambda: column(dialog.mapping.columns, 2)[row] == "商品", timeout=20_000)
    assert dialog.pages.currentIndex() == MAPPING


def test_an_import_of_today_goes_back_from_the_first_page(opened, desk, qtbot, work) -> None:
    transfer.import_sheet(desk, SHOP)
    dialog = opened()
    qtbot.waitUntil(lambda: bool(dialog.recent.buttons), timeout=20_000)
    dialog.recent.buttons[0].click()
    qtbot.waitUntil(lambda: not dialog.recent.isVisible(), timeout=20_000)
    assert transfer.import_sheet(desk, SHOP, dry_run=True).value.new == 120
