"""The list model: first page and count at once, the rest as it comes, nothing late, nothing blank."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from odrdesk.desktop.delegates.due import facts, tags_for
from odrdesk.desktop.models.columns import case_row
from odrdesk.desktop.models.due import DueItem
from odrdesk.desktop.models.rows import FIRST, KEPT, PAGE, Rows
from odrdesk.desktop.theme import Mode
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.case_table import CaseTable
from odrdesk.desktop.widgets.mini_list import MiniList
from odrdesk.domain.vocabulary import Category


def load(rows: Rows, source, qtbot) -> None:
    with qtbot.waitSignal(rows.ready):
        rows.load(source)


def text(rows: Rows, row: int, column: int = 1) -> str:
    return rows.data(rows.index(row, column))


@pytest.mark.parametrize("count", [0, 1, PAGE, PAGE + 1, FIRST, FIRST + 1, 12_345])
def test_the_count_is_exact_and_every_row_can_be_reached(rows: Rows, source, qtbot, count: int) -> None:
    load(rows, source(count), qtbot)
    assert rows.rowCount() == count
    if count:
        qtbot.waitUntil(lambda: text(rows, count - 1) == f"ODR-2026-{count:05d}")


def test_qt_finds_no_fault_with_the_model(rows: Rows, source, qtbot, work) -> None:
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal, rows)
    load(rows, source(1_000), qtbot)
    load(rows, source(1_000, only=lambda key: key % 7 == 0), qtbot)
    rows.touch([7, 14])
    qtbot.waitUntil(lambda: not work.busy)
    load(rows, source(0), qtbot)
    assert rows.rowCount() == 0


def test_a_row_that_was_changed_is_read_again_and_never_drawn_blank(rows: Rows, source, due_row, qtbot, work) -> None:
    given = source(10)
    load(rows, given, qtbot)
    given.make = lambda key, late=0: due_row(key, late, merchant="新名字")
    rows.touch([3])
    assert text(rows, 2, 3) == "悦选数码旗舰店"
    qtbot.waitUntil(lambda: text(rows, 2, 3) == "新名字")
    assert text(rows, 3, 3) != "新名字"


def test_a_reload_keeps_what_stands_until_the_new_is_there(rows: Rows, source, qtbot, work) -> None:
    load(rows, source(500), qtbot)
    assert text(rows, 0)
    rows.reload()
    assert text(rows, 0) == "ODR-2026-00001"
    qtbot.waitUntil(lambda: not work.busy)
    assert text(rows, 0) == "ODR-2026-00001"


def test_the_answer_to_an_older_question_is_dropped(rows: Rows, source, qtbot, work) -> None:
    rows.load(source(5_000))
    rows.load(source(3))
    qtbot.waitUntil(lambda: not work.busy)
    assert rows.rowCount() == 3


def test_a_key_that_is_gone_is_asked_for_once(rows: Rows, source, qtbot, work) -> None:
    given = source(PAGE * 2)
    full = given.rows
    given.rows = lambda keys: [one for one in full(keys) if one.key != PAGE + 5]
    load(rows, given, qtbot)
    for _again in range(3):
        assert text(rows, PAGE + 4) == ""
        qtbot.waitUntil(lambda: not work.busy)
    assert len(given.asked) == 2


def test_what_is_held_in_memory_is_bounded(rows: Rows, source, qtbot, work) -> None:
    load(rows, source(20_000), qtbot)
    for row in range(0, 20_000, PAGE):
        text(rows, row)
    qtbot.waitUntil(lambda: not work.busy)
    assert len(rows._shown) <= KEPT
    qtbot.waitUntil(lambda: text(rows, 0) == "ODR-2026-00001")


def test_sorting_and_filtering_are_not_the_models_business(rows: Rows, source, qtbot) -> None:
    load(rows, source(30), qtbot)
    rows.sort(0)
    assert text(rows, 0) == "ODR-2026-00001"


def test_a_screen_reader_hears_column_and_value(rows: Rows, source, qtbot) -> None:
    load(rows, source(3), qtbot)
    assert rows.data(rows.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) == "案件号 ODR-2026-00001"


@pytest.fixture
def table(look, rows: Rows, source, qtbot) -> CaseTable:
    made = CaseTable(look, rows)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    load(rows, source(1_000), qtbot)
    return made


def test_the_first_row_is_chosen_so_that_enter_opens_it(table: CaseTable, qtbot) -> None:
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_the_current_case_stays_current_when_the_list_changes_around_it(
    table: CaseTable, rows: Rows, source, qtbot
) -> None:
    table.choose(91)
    load(rows, source(1_000, only=lambda key: key % 7 == 0), qtbot)
    assert table.current_key == 91


def test_letters_do_not_search_in_the_table_and_no_input_method_opens(table: CaseTable, qtbot) -> None:
    qtbot.keyClicks(table, "ODR")
    assert table.current_key == 1
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_click_on_a_title_sorts_and_a_second_click_turns_round(table: CaseTable, qtbot) -> None:
    asked: list[str] = []
    table.titles.ordered.connect(lambda order: asked.append(order.text))
    for section in (1, 1, 5):
        table.headers.sectionClicked.emit(section)
    assert asked == ["number", "-number", "amount"]


def test_the_columns_share_the_whole_width(table: CaseTable) -> None:
    assert table.horizontalHeader().length() == table.viewport().width()


def test_the_narrow_list_shows_the_same_rows_in_one_column(look, rows: Rows, source, qtbot) -> None:
    mini = MiniList(look, rows)
    qtbot.addWidget(mini)
    mini.resize(286, 600)
    mini.show()
    load(rows, source(50), qtbot)
    assert [mini.isColumnHidden(column) for column in range(3)] == [False, True, True]
    assert mini.columnWidth(0) == mini.viewport().width()


def test_painting_a_row_that_is_on_its_way_raises_nothing(
    table: CaseTable, heard: SimpleNamespace, qtbot, work
) -> None:
    table.scrollToBottom()
    table.grab()
    qtbot.waitUntil(lambda: not work.busy)
    assert heard.bugs == []


def test_the_merchant_gives_way_on_the_board_and_never_the_number(look, due_row) -> None:
    row = case_row(due_row(26, merchant="上海保周跨境电子商务有限公司浦东分公司"))
    whole = look.width(facts(look, row, 9_999), 12)
    short = facts(look, row, whole - 60)
    assert look.width(short, 12) <= whole - 60
    assert short.endswith(row.number)
    assert "上海保周" in short
    assert "…" in short


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("scale", [90, 100, 130])
def test_beside_a_case_a_row_stays_within_its_height(  # noqa: PLR0917 -- fixtures
    rows: Rows, source, look, qtbot, compact: bool, scale: int
) -> None:
    look.wear(Mode.LIGHT, scale, compact=compact)
    load(rows, source(3), qtbot)
    listed = MiniList(look, rows)
    qtbot.addWidget(listed)
    high = listed.verticalHeader().defaultSectionSize()
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 260, high)
    drawn = QImage(260, high + 30, QImage.Format.Format_RGB32)
    drawn.fill(look.colour(Ink.SURFACE))
    painter = QPainter(drawn)
    listed.itemDelegate().paint(painter, option, rows.index(0, 0))
    painter.end()
    # The last line is the row's own; the two above it and all beneath stay clear.
    beyond = [*range(high - 3, high - 1), *range(high, high + 30)]
    inked = [y for y in beyond for x in range(260) if drawn.pixelColor(x, y) != look.colour(Ink.SURFACE)]
    look.wear(Mode.LIGHT, compact=False)
    assert inked == []


@pytest.mark.parametrize(
    ("room", "tags"),
    [(900, ["售后服务", "L2"]), (150, ["L2"]), (60, [])],
)
def test_on_the_board_tags_give_way_to_the_title(due_row, look, room: float, tags: list[str]) -> None:
    row = case_row(due_row(1, category=Category.AFTER_SALES))
    item = DueItem(row._replace(title="空气炸锅到货破损，商家拒绝换货", category="售后服务"), "拟和解方案", 2)
    assert tags_for(look, item, room) == tags


def test_where_two_bars_meet_nothing_is_drawn(rows: Rows, source, look, qtbot) -> None:
    load(rows, source(60), qtbot)
    ground, table = QWidget(), CaseTable(look, rows)
    qtbot.addWidget(ground)
    table.setParent(ground)
    table.resize(300, 200)
    ground.resize(300, 200)
    ground.show()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().isVisible() and table.verticalScrollBar().isVisible())
    inside = table.viewport().geometry()
    corner = QRect(inside.right() + 1, inside.bottom() + 1, 299 - inside.right(), 199 - inside.bottom())
    drawn = ground.grab(corner).toImage()
    inks = {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}
    assert len(inks) == 1, inks
