import io
import json
import re
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odrdesk.domain.errors import Refusal
from odrdesk.domain.sheet import choose
from odrdesk.domain.sheet_lines import Normalised, normalise
from odrdesk.domain.sheet_words import Headers, Vocabulary
from odrdesk.places import resource
from odrdesk.storage import sheet_guard, sheets
from odrdesk.storage.compound import CompoundFile, packed

DATA = Path(__file__).resolve().parent.parent / "data" / "intake"
CONSOLE = "12315-ODR-投诉单列表.xlsx"
LEDGER = "监管转办台账-合并表头.xlsx"
SHOP = "店铺后台-售后单-GB18030.csv"
OLD = "控制台导出.xls"
TRUTH = json.loads((DATA / "truth.json").read_text("utf-8"))
HEADERS = Headers.parse(tomllib.loads(resource("intake", "headers.toml").read_text("utf-8")))
WORDS = Vocabulary.parse(tomllib.loads(resource("intake", "values.toml").read_text("utf-8")))


def lines(path: Path) -> Normalised:
    sheet, mapping = choose(sheets.read(path), HEADERS)
    return normalise(sheet, mapping, WORDS, date(2026, 11, 23))


def code_of(path: Path) -> str:
    with pytest.raises(Refusal) as no:
        sheets.read(path)
    assert no.value.data["file"]
    return no.value.code


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(data: bytes | str, name: str = "表.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


@pytest.mark.parametrize("name", [CONSOLE, LEDGER, SHOP])
def test_every_value_of_a_real_sheet_arrives(name: str) -> None:
    found, truth = lines(DATA / name), TRUTH[name]
    flat = [row.as_flat() for row in found.rows]
    assert [{key: row[key] for key in case} for row, case in zip(flat, truth["cases"], strict=True)] == truth["cases"]
    assert len(found.rows) == truth["rows"]
    assert len(found.repeated) == truth.get("repeated", 0)


@pytest.mark.parametrize("name", [CONSOLE, LEDGER, SHOP])
def test_every_problem_cell_of_a_real_sheet_is_named(name: str) -> None:
    found = {(problem.cell, problem.code) for problem in lines(DATA / name).problems}
    assert found == {(cell["cell"], cell["code"]) for cell in TRUTH[name].get("problem_cells", ())}


def test_an_old_workbook_is_read_too() -> None:
    found = lines(DATA / OLD)
    assert [row.phone for row in found.rows] == ["13800001111", "13800001112", "13800001113"]
    assert [row.amount for row in found.rows] == [12905, 13005, 13105]
    assert found.rows[0].as_flat()["received_at"] == "2026-11-02T09:30:00+08:00"
    assert found.rows[0].consumer == "王䶮"


def test_hidden_sheets_are_left_alone() -> None:
    assert [sheet.name for sheet in sheets.read(DATA / LEDGER)] == ["转办台账"]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8-sig", "utf-8-sig"), ("utf-8", "utf-8"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_is_read_in_each_encoding(written: Callable[..., Path], encoding: str, named: str, delimiter: str) -> None:
    said = "\r\n".join(delimiter.join(row) for row in (("投诉人", "电话", "诉求"), ("王䶮", "13812345678", "退货")))
    (sheet,) = sheets.read(written(said.encode(encoding), "表.csv"))
    assert sheet.encoding == named
    assert sheet.rows == (("投诉人", "电话", "诉求"), ("王䶮", "13812345678", "退货"))


def test_characters_that_gb18030_has_moved_come_to_their_place(written: Callable[..., Path]) -> None:
    (sheet,) = sheets.read(written("姓名,电话,诉求\n".encode("gb18030") + b"\xfe\x59,1,2\n", "表.csv"))
    assert sheet.rows[1][0] == "\u9fb4"


def test_a_line_break_inside_a_cell_does_not_shift_the_rows(written: Callable[..., Path]) -> None:
    (sheet,) = sheets.read(written('姓名,内容\n甲,"一\n二"\n\n乙,三\n', "表.csv"))
    assert sheet.rows[3] == ("乙", "三")


def workbook(*rows: tuple[object, ...]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(line, column, cell, stamp)
                elif isinstance(cell, float):
                    page.write_number(line, column, cell)
                else:
                    page.write_string(line, column, str(cell))
    return made.getvalue()


STAMPS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 30)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001 -- as a sheet has it


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 10**11), STAMPS), min_size=1, max_size=20))
def test_amounts_and_times_survive_a_spreadsheet(
    tmp_path_factory: pytest.TempPathFactory, facts: list[tuple[int, datetime]]
) -> None:
    rows = [(str(n), "甲", float(Decimal(fen) / 100), at) for n, (fen, at) in enumerate(facts)]
    path = tmp_path_factory.mktemp("book") / "表.xlsx"
    path.write_bytes(workbook(("登记编号", "投诉人", "涉及金额", "登记时间"), *rows))
    found = lines(path)
    assert found.problems == ()
    assert [row.amount for row in found.rows] == [fen for fen, _ in facts]
    days = [row.received_at for row in found.rows]
    assert [datetime(*day.timetuple()[:6]) for day in days] == [at for _, at in facts]  # noqa: DTZ001 -- compared as written


def repacked(name: str = CONSOLE, **changes: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(DATA / name) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            change = changes.get(Path(part).stem)
            new.writestr(part, change(old.read(part)) if change else old.read(part))
    return made.getvalue()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert code_of(tmp_path / "没有.xlsx") == "sheet.missing"


def test_a_folder_is_no_sheet(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "sheet.unreadable"


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"\xef\xbb\xbf", b",,,\r\n,,,\r\n", workbook()],
    ids=["nothing", "lines", "mark", "commas", "workbook"],
)
def test_an_empty_sheet_is_named(written: Callable[..., Path], data: bytes) -> None:
    assert code_of(written(data)) == "sheet.empty"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n\x00\x01binary",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04 not a package",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
        b"<html><table><tr><td>x</td></tr></table></html>",
        b"\x81\x20\xff\xff",
        packed("WordDocument", bytes(5000)),
    ],
    ids=lambda data: repr(data[:6]),
)
def test_what_is_no_sheet_is_named(written: Callable[..., Path], data: bytes) -> None:
    assert code_of(written(data)) == "sheet.unreadable"


def test_a_package_that_is_no_workbook_is_named(written: Callable[..., Path]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    assert code_of(written(made.getvalue())) == "sheet.unreadable"


@pytest.mark.parametrize("stream", ["EncryptionInfo", "EncryptedPackage"])
def test_a_password_is_named(written: Callable[..., Path], stream: str) -> None:
    assert code_of(written(packed(stream, b"\4\0\4\0" + bytes(300)))) == "sheet.password"


def test_a_password_of_an_old_workbook_is_named(written: Callable[..., Path]) -> None:
    records = CompoundFile((DATA / OLD).read_bytes()).read("Workbook")
    locked = records[:20] + b"\x2f\x00\x06\x00\x01\x00\x01\x00\x01\x00" + records[20:]
    assert code_of(written(packed("Workbook", locked))) == "sheet.password"


def test_a_fresh_container_holds_the_same_stream() -> None:
    records = CompoundFile((DATA / OLD).read_bytes()).read("Workbook")
    again = CompoundFile(packed("Workbook", records))
    assert again.names == {"Workbook"}
    assert again.read("Workbook")[: len(records)] == records


@pytest.mark.parametrize("size", [0, 1, 4096, 4097, 1024 * 4096, 1100 * 4096])
def test_a_container_of_any_size_is_read_back(size: int) -> None:
    stream = (b"odrdesk!" * 600_000)[:size]
    assert CompoundFile(packed("Book", stream)).read("Book")[:size] == stream


def test_a_bomb_is_not_unpacked(written: Callable[..., Path]) -> None:
    assert code_of(written(repacked(styles=lambda old: old + b" " * 40_000_000))) == "sheet.unsafe"


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(written: Callable[..., Path]) -> None:
    bomb = repacked(styles=lambda old: old + b" " * 40_000_000)
    with zipfile.ZipFile(io.BytesIO(bomb)) as package:
        true = package.getinfo("xl/styles.xml").file_size
    lie = bomb.replace(true.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != bomb
    assert code_of(written(lie)) in {"sheet.unsafe", "sheet.unreadable"}


def test_a_document_type_is_refused(written: Callable[..., Path]) -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    data = repacked(workbook=lambda old: evil + old)
    assert code_of(written(data)) == "sheet.unsafe"


def test_too_many_parts_are_refused(written: Callable[..., Path]) -> None:
    made = io.BytesIO(repacked())
    with zipfile.ZipFile(made, "a") as package:
        for number in range(sheet_guard.MOST_PARTS):
            package.writestr(f"x/{number}", b"")
    assert code_of(written(made.getvalue())) == "sheet.too_large"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD2"><v>1</v></c>',
        b'<c r="A1048576"><v>1</v></c>',
        b'<c  t="n"  r = "xfd1048576" ><v>1</v></c>',
        b'<c r="XFD2" x="/>"><v>1</v></c>',
        b"<c><v>1</v></c>" * 300,
    ],
)
def test_cells_far_out_are_refused_before_room_is_made(written: Callable[..., Path], cell: bytes) -> None:
    data = repacked(sheet1=lambda old: old.replace(b"</row>", cell + b"</row>", 1))
    assert code_of(written(data)) == "sheet.too_large"


def test_an_empty_formatted_cell_far_out_does_no_harm(written: Callable[..., Path]) -> None:
    data = repacked(sheet1=lambda old: old.replace(b"</row>", b'<c r="XFD1" s="0"/></row>', 1))
    assert len(lines(written(data)).rows) == 240


def test_cells_without_a_place_follow_on_one_another(written: Callable[..., Path]) -> None:
    data = repacked(sheet1=lambda old: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", old))
    assert len(lines(written(data)).rows) == 240


def test_a_count_of_strings_that_cannot_be_is_refused(written: Callable[..., Path]) -> None:
    made = io.BytesIO(repacked())
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("xl/sharedStrings.xml", b'<sst uniqueCount="99999999999999"/>')
    assert code_of(written(made.getvalue())) == "sheet.unsafe"


@pytest.mark.parametrize(("rows", "columns"), [(sheet_guard.MOST_ROWS + 1, 2), (2, sheet_guard.MOST_COLUMNS + 1)])
def test_text_of_too_many_lines_or_columns_is_refused(written: Callable[..., Path], rows: int, columns: int) -> None:
    assert code_of(written(("," * (columns - 1) + "x\n") * rows, "表.csv")) == "sheet.too_large"


def test_an_unclosed_quote_over_a_whole_file_is_refused(written: Callable[..., Path]) -> None:
    assert code_of(written('姓名,电话\n"' + "x\n" * 100_000, "表.csv")) == "sheet.unreadable"


def read_or_refused(path: Path) -> None:
    with suppress(Refusal):
        lines(path)


BOUNDED = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@BOUNDED
@given(data=st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(written: Callable[..., Path], data: bytes) -> None:
    for magic in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        read_or_refused(written(magic + data))


@BOUNDED
@given(
    where=st.floats(0, 1, exclude_max=True),
    junk=st.binary(min_size=1, max_size=8),
    part=st.sampled_from(["sheet1", "sharedStrings", "styles", "workbook"]),
)
def test_a_damaged_part_is_read_or_refused(written: Callable[..., Path], where: float, junk: bytes, part: str) -> None:
    def damage(old: bytes) -> bytes:
        at = int(where * len(old))
        return old[:at] + junk + old[at + len(junk) :]

    read_or_refused(written(repacked(LEDGER, **{part: damage})))


@BOUNDED
@given(
    where=st.floats(0, 1, exclude_max=True), junk=st.binary(min_size=1, max_size=4), name=st.sampled_from([LEDGER, OLD])
)
def test_a_damaged_file_is_read_or_refused(written: Callable[..., Path], where: float, junk: bytes, name: str) -> None:
    old = (DATA / name).read_bytes()
    at = int(where * len(old))
    read_or_refused(written(old[:at] + junk + old[at + len(junk) :]))
