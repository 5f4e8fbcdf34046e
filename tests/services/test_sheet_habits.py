"""What is changed of a sheet before it comes in, what is remembered of it, and what goes out again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from odrdesk.domain.sheet_changes import Changed, place_of
from odrdesk.domain.sheet_words import Field
from odrdesk.services import cases, sheet_habits, transfer
from odrdesk.services.desk import Desk, create
from odrdesk.storage import sheets

LEDGER = Path(__file__).parents[1] / "data" / "intake" / "监管转办台账-合并表头.xlsx"
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
HEADS = ["投诉单号", "来源渠道", "收到日期", "投诉人", "联系电话", "被投诉方", "主要问题", "谁家店"]
LINE = ["T1", "12345", "2026-11-20", "王芳", "13800138000", "云裳服饰旗舰店", "尺码不符", "云裳小屋"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "演练", practice=True, clock=lambda: NOW)
    yield made
    made.close(backup=False)


def sheet(path: Path, *lines: list[str]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        made = book.add_worksheet("台账")
        for row, line in enumerate([HEADS, *lines]):
            for column, text in enumerate(line):
                made.write_string(row, column, text)
    return path


def test_a_column_fills_what_a_person_says_and_is_known_the_next_time(desk: Desk, tmp_path: Path) -> None:
    first = sheet(tmp_path / "一.xlsx", LINE)
    assert transfer.import_sheet(desk, first, dry_run=True).value.cases[0].live_room is None
    changed = Changed(columns={"谁家店": Field.LIVE_ROOM})
    told = transfer.import_sheet(desk, first, changed=changed).value
    assert (told.cases[0].live_room, told.habits) == ("云裳小屋", ("谁家店",))
    again = sheet(tmp_path / "二.xlsx", ["T2", *LINE[1:]])
    known = transfer.import_sheet(desk, again, dry_run=True).value
    assert (known.cases[0].live_room, known.habits) == ("云裳小屋", ("谁家店",))


def test_a_field_leaves_the_column_it_had(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "一.xlsx", LINE)
    told = transfer.import_sheet(desk, path, dry_run=True, changed=Changed(columns={"谁家店": Field.MERCHANT})).value
    assert told.cases[0].merchant == "云裳小屋"
    assert told.mapping["谁家店"] == "merchant"
    assert "被投诉方" not in told.mapping


def test_a_dry_run_remembers_nothing(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "一.xlsx", LINE)
    transfer.import_sheet(desk, path, dry_run=True, changed=Changed(columns={"谁家店": Field.LIVE_ROOM}))
    assert transfer.import_sheet(desk, path, dry_run=True).value.habits == ()


def test_a_cell_is_mended_and_the_record_says_what_stood_there(desk: Desk) -> None:
    before = transfer.import_sheet(desk, LEDGER, dry_run=True).value
    wrong = next(one for one in before.problems if one.cell == "J16")
    after = transfer.import_sheet(desk, LEDGER, dry_run=True, changed=Changed(cells={"J16": "2026-11-18"})).value
    assert [one.cell for one in before.problems if one not in after.problems] == ["J16"]
    assert wrong.value == "上周三"
    told = transfer.import_sheet(desk, LEDGER, changed=Changed(cells={"J16": "2026-11-18"})).value
    row = next(one for one in told.cases if one.line == 16)
    assert str(row.received_at) == "2026-11-18"
    with desk.reading() as session:
        from odrdesk.storage import record

        facts = next(iter(record.facts_of(session, "intake.import")))
    assert facts["edited"] == {"J16": ["上周三", "2026-11-18"]}


@pytest.mark.parametrize(
    ("name", "place"),
    [("A1", (0, 0)), ("H12", (11, 7)), ("AA3", (2, 26)), ("a1", None), ("A0", None), ("", None), ("12", None)],
)
def test_a_cell_is_found_by_its_name(name: str, place: tuple[int, int] | None) -> None:
    assert place_of(name) == place


def test_cells_that_are_none_change_nothing(desk: Desk) -> None:
    told = transfer.import_sheet(desk, LEDGER, dry_run=True, changed=Changed(cells={"ZZ9999999": "x", "?": "y"}))
    assert told.value == transfer.import_sheet(desk, LEDGER, dry_run=True).value


def test_the_lines_with_problems_go_out_as_a_sheet_that_is_read_again(desk: Desk, tmp_path: Path) -> None:
    told = transfer.import_sheet(desk, LEDGER, dry_run=True).value
    lines = sheet_habits.Lines(told.sheet, told.first_line, {12: "看不出这是哪一天。", 16: "=1+1"})
    out = sheet_habits.write_problem_rows(tmp_path / "问题.xlsx", LEDGER, lines, "问题与处理")
    found = sheets.read(out)[0]
    assert [row[-1] for row in found.rows][-2:] == ["看不出这是哪一天。", "=1+1"]
    assert transfer.import_sheet(desk, out, dry_run=True).value.rows == 2


def test_the_imports_of_a_day_are_offered_until_they_are_taken_back(desk: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "一.xlsx", LINE)
    told = transfer.import_sheet(desk, path).value
    assert [one.key for one in sheet_habits.recent(desk)] == [told.batch]
    assert sheet_habits.recent(desk.at(lambda: NOW + timedelta(hours=25))) == ()
    transfer.undo_batch(desk, told.batch)
    assert sheet_habits.recent(desk) == ()
    assert cases.view(desk, "ODR-2026-00001").case.state.value == "withdrawn"


def test_a_line_like_a_case_of_the_desk_comes_in_and_is_pointed_out(desk: Desk, tmp_path: Path) -> None:
    transfer.import_sheet(desk, sheet(tmp_path / "一.xlsx", LINE))
    again = sheet(
        tmp_path / "二.xlsx", ["T2", *LINE[1:]], ["T3", "12345", "2026-11-20", "别人", "13900000000", *LINE[5:]]
    )
    told = transfer.import_sheet(desk, again, dry_run=True).value
    assert (told.new, [(one.line, one.number) for one in told.alike]) == (2, [(2, "ODR-2026-00001")])
    late = sheet(tmp_path / "三.xlsx", ["T4", "12345", "2026-09-20", *LINE[3:]])
    assert transfer.import_sheet(desk, late, dry_run=True).value.alike == ()
