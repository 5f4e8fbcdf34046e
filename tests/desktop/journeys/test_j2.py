"""J2: a sheet of the 12315 queue becomes cases in three acts, and its columns are known the next time."""

from pathlib import Path

import xlsxwriter
from PySide6.QtWidgets import QMenu

from odrdesk.desktop.dialogs.import_sheet import MAPPING, TRIAL, ImportDialog
from odrdesk.desktop.window import Window
from odrdesk.domain.listing import Listing
from odrdesk.domain.sheet_words import Field
from odrdesk.services import lists
from odrdesk.services.desk import Desk
from tests.desktop.acts import Acts

QUEUE = Path(__file__).parents[2] / "data" / "intake" / "12315-ODR-投诉单列表.xlsx"
HEADS = [
    "登记编号", "登记时间", "被投诉企业", "投诉人", "店铺等级", "联系电话", "投诉人地址", "证件号码", "直播间",
    "带货主播", "订单号", "商品名称", "数量", "实付款", "购买时间", "问题类别", "问题陈述", "投诉请求", "诉求金额",
    "状态", "处理结果", "序号", "备注", "承办人", "买家ID号",
]  # fmt: skip


def count(desk: Desk) -> int:
    return lists.opening(desk, Listing(), 1).total


def dialog_of(window: Window, qtbot) -> ImportDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)), timeout=30_000)
    dialog = window.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == MAPPING, timeout=30_000)
    return dialog


def test_a_known_sheet_is_in_after_three_acts(acts: Acts, window: Window, desk: Desk, qtbot) -> None:
    acts.drop(QUEUE)
    dialog = dialog_of(window, qtbot)
    acts.key("Enter")
    assert (dialog.pages.currentIndex(), count(desk)) == (TRIAL, 0)
    with qtbot.waitSignal(dialog.imported, timeout=60_000):
        acts.key("Enter")
    assert acts.count == 3
    assert count(desk) == 240


def test_twenty_five_columns_seen_for_the_first_time_take_no_more_than_twelve(
    acts: Acts, window: Window, desk: Desk, qtbot, tmp_path: Path
) -> None:
    path = tmp_path / "新的台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for column, head in enumerate(HEADS):
            sheet.write_string(0, column, head)
            sheet.write_string(1, column, f"{head}甲")
        for column, text in {0: "3101150000000020261120001", 1: "2026-11-20", 5: "13800138000", 13: "99"}.items():
            sheet.write_string(1, column, text)
    acts.drop(path)
    dialog = dialog_of(window, qtbot)
    found = {column.title: column.field for column in dialog.mapping._found}
    assert sum(1 for field in found.values() if field) >= 18
    table = dialog.mapping.columns
    row = [column.title for column in dialog.mapping._found].index("店铺等级")
    acts.click_row(table, row, 2)
    menu = next(one for one in dialog.mapping.findChildren(QMenu) if one.isVisible())
    action = next(one for one in menu.actions() if one.text() == "主播")
    menu.setActiveAction(action)
    acts.key("Enter")
    qtbot.waitUntil(lambda: dialog.mapping._found[row].field is Field.HOST, timeout=30_000)
    assert window.focusWidget() is table, "who corrects columns goes on to the next of them"
    assert table.currentIndex().row() == row
    acts.key("Enter")
    assert dialog.pages.currentIndex() == TRIAL
    with qtbot.waitSignal(dialog.imported, timeout=60_000):
        acts.key("Enter")
    assert acts.count == 5
    assert count(desk) == 1


def test_columns_are_corrected_one_after_the_other_without_the_mouse(
    acts: Acts, window: Window, desk: Desk, qtbot, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for column, head in enumerate(("登记编号", "登记时间", "被投诉企业", "投诉人", "甲列", "乙列", "问题陈述")):
            sheet.write_string(0, column, head)
            sheet.write_string(1, column, {1: "2026-11-20"}.get(column, f"{head}一"))
    acts.drop(path)
    dialog = dialog_of(window, qtbot)
    table = dialog.mapping.columns
    table.setFocus()
    table.selectRow(4)
    for row, words, field in ((4, "主播", Field.HOST), (5, "商品", Field.GOODS)):
        acts.key("Space")
        menu = next(one for one in dialog.mapping.findChildren(QMenu) if one.isVisible())
        menu.setActiveAction(next(one for one in menu.actions() if one.text() == words))
        acts.key("Enter")
        qtbot.waitUntil(lambda row=row, field=field: dialog.mapping._found[row].field is field, timeout=30_000)
        acts.key("Down")
    assert table.currentIndex().row() == 6
