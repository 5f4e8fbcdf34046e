"""The register and the report as files: what stands in them, what never does, and that they are whole or not there."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from odrdesk.documents.period_facts import HEADINGS
from odrdesk.documents.register_facts import COLUMNS
from odrdesk.domain.complaint import Order
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.parties import Consumer
from odrdesk.domain.reporting import FigureKey
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks, reports
from odrdesk.services.period_files import export_report
from odrdesk.services.register import Written, export_register, register_facts
from odrdesk.storage import record

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
CLEAR = ("欧阳明", "13912345678", "310115199003070017", "6222021234567894", "世纪大道2001号", "张某", "13812345678")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, make_books) -> Iterator[Any]:
    """S1 to its end, a case whose texts repeat everything personal, and one whose goods look like a formula."""
    made = make_books(tmp_path_factory.mktemp("books") / "desk")
    made.closed(made.open())
    consumer = Consumer(
        "欧阳明", "13912345678", id_no="310115199003070017", address="上海市浦东新区世纪大道2001号4号楼"
    )
    told = made.phoned("10-20", consumer=consumer, order=Order(no="Z9", goods="羊绒大衣（欧阳明 13912345678）"),
                       claims_words="欧阳明要求退款到 6222021234567894")  # fmt: skip
    made.step(told, "10-21", "accept")
    content = "=1+1 欧阳明（13912345678，310115199003070017）住上海市浦东新区世纪大道2001号4号楼，卡号6222021234567894"
    made.step(told, "10-22", "contact", mode="电话", content=content, **{"with": "merchant"})
    made.phoned("10-22", order=Order(no="@SUM(A1)", goods="=cmd|'/c calc'!A1", paid=Fen(100)))
    made.on("11-02")
    clerks.add(made.desk, "小李", [Role.OFFICER])
    clerks.add(made.desk, "审计", [Role.AUDITOR])
    yield made
    made.desk.close(backup=False)


@pytest.fixture
def written(books, tmp_path: Path):
    """Write the register of autumn to a file."""

    def write(name: str) -> Written:
        return export_register(books.desk, FIRST, LAST, tmp_path / name).value

    return write


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_csv_has_every_column_and_a_row_for_each_case(written) -> None:
    found = written("台账.csv")
    content = found.file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == list(COLUMNS.values())
    assert len(head) == 30
    assert [row[1] for row in rows] == ["ODR-2026-00001", "ODR-2026-00002", "ODR-2026-00003"]
    s1 = dict(zip(head, rows[0], strict=True))
    assert (s1["登记时间"], s1["受理日"], s1["期限"], s1["结案日"]) == (
        "2026-09-30 10:20", "2026-10-08", "2026-10-20", "2026-10-19"
    )  # fmt: skip
    assert (s1["挽回损失"], s1["加倍赔偿"], s1["先行赔付"], s1["争议金额"]) == ("629.00", "500.00", "0.00", "629.00")
    assert (s1["是否逾期"], s1["是否转投诉"], s1["满意度"], s1["客体类别"]) == ("否", "否", "满意", "服装鞋帽")
    assert (s1["消费者"], s1["联系方式"], s1["渠道"]) == ("张*", "138****5678", "12315ODR")
    assert all(not cell.startswith(("=", "@", "+", "-")) for row in rows for cell in row)
    assert "'=cmd|'/c calc'!A1" in rows[2]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.pdf"])
def test_no_file_shows_what_is_personal(written, name: str) -> None:
    found = written(name).file
    if name.endswith("pdf"):
        text = text_of(found)
    elif name.endswith("xlsx"):
        book = openpyxl.load_workbook(found)
        text = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    else:
        text = found.read_text("utf-8-sig")
    assert "欧阳*" in text
    assert [clear for clear in CLEAR if clear in text] == []


def test_the_workbook_has_days_numbers_and_a_sheet_to_print(written) -> None:
    book = openpyxl.load_workbook(written("a.xlsx").file)
    sheet = book["台账"]
    place = {cell.value: cell.column for cell in sheet[1]}
    assert list(place) == list(COLUMNS.values())

    def cell(row: int, name: str):
        return sheet.cell(row, place[name])

    assert cell(2, "登记时间").value.isoformat() == "2026-09-30T10:20:00"
    assert (cell(2, "受理日").value.isoformat(), cell(2, "受理日").number_format) == (
        "2026-10-08T00:00:00", "yyyy-mm-dd"
    )  # fmt: skip
    assert (cell(2, "挽回损失").value, cell(3, "受理日").is_date) == (629.0, True)
    assert (cell(2, "12315编号").value, cell(4, "商品").data_type) == ("3101150000000202609301234", "s")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape", 8, 0
    )  # fmt: skip
    assert (cell(6, "案号").value, cell(6, "争议金额").value) == ("合计 3 件", 1887.0)
    assert cell(7, "争议金额").value == "=ROUND(SUM(Q2:Q4),2)"
    shown = dict(openpyxl.load_workbook(written("b.xlsx").file)["说明"].values)
    assert "脱敏" in shown["个人信息"]


def test_the_paper_has_its_sums_and_names_to_sign(written) -> None:
    found = written("a.pdf")
    text = text_of(found.file)
    assert found.pages == 1
    for words in ("消费投诉处理台账", "填报单位：浦江消费维权联络点", "金额单位：元", "本页小计", "制表：owner",
                  "复核：", "负责人：", "第 1 页", "共 1 页", "ODR-2026-00001", "和解：退款、加倍赔偿"):  # fmt: skip
        assert words.replace(" ", "") in text.replace(" ", ""), words
    assert "1,887.00" in text
    assert "样本" in text


def test_only_those_who_report_write_it_out_and_nothing_is_overwritten(books, written, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as no:
        export_register(books.desk.acting_as("小李"), FIRST, LAST, tmp_path / "x.pdf")
    assert no.value.code == "clerk.not_allowed"
    export_register(books.desk.acting_as("审计"), FIRST, LAST, tmp_path / "x.csv")
    for name, code in (("x.csv", "output.exists"), ("x.doc", "report.form"), ("x", "report.form")):
        with pytest.raises(Refusal) as no:
            written(name)
        assert no.value.code == code
    with pytest.raises(Refusal) as no:
        export_register(books.desk, LAST, FIRST, tmp_path / "y.csv")
    assert no.value.code == "report.days"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.csv"]
    with books.desk.reading() as session:
        (last,) = record.latest(session, 1)
    assert (last.entry.act, last.entry.facts["rows"], last.clerk_name) == ("register.export", 3, "审计")


def test_the_report_has_the_regulators_columns_to_the_letter(books, tmp_path: Path) -> None:
    pdf = export_report(books.desk, "2026-Q3", tmp_path / "r.pdf").value
    text = text_of(pdf.file).replace("\n", "").replace(" ", "")
    assert "".join(HEADINGS) in text
    for words in ("消费者投诉处理情况表", "2026年第三季度（季报）", "制表人（签名）", "单位负责人（签名）",
                  "（盖章处）", "未定稿", "增减率", "填表说明", "重点直播间", "样本"):  # fmt: skip
        assert words in text, words
    book = openpyxl.load_workbook(export_report(books.desk, "2026-10", tmp_path / "r.xlsx").value.file)
    assert [cell.value for cell in book["情况表"][3]] == list(HEADINGS)
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in book["情况表"].iter_rows(min_row=4, max_row=5)}
    assert rows["服装鞋帽"][:4] == rows["合计"][:4] == [2, 1, 1, 0.06]
    assert sum(rows["合计"][4:]) == 2
    counted = [(row[0], row[2]) for row in book["案件"].iter_rows(min_row=2, values_only=True)]
    assert ("办结", "ODR-2026-00001") in counted


def test_a_frozen_report_prints_the_same_for_ever(books, tmp_path: Path) -> None:
    reports.freeze(books.on("11-02").desk, "2026-09")
    first = [export_report(books.desk, "2026-09", tmp_path / f"1.{form}").value.sha256 for form in ("pdf", "xlsx")]
    late = books.step("ODR-2026-00001", "11-03", "correct", field="category", value="quality", why="录错")
    assert late is None
    books.on("11-20")
    again = [export_report(books.desk, "2026-09", tmp_path / f"2.{form}").value.sha256 for form in ("pdf", "xlsx")]
    assert again == first
    text = text_of(tmp_path / "2.pdf")
    assert "第 1 次定稿" in text


def test_a_second_version_says_what_it_corrects(books, tmp_path: Path) -> None:
    reports.freeze(books.on("11-21").desk, "2026-10")
    books.step("ODR-2026-00001", "11-22", "correct", field="category", value="price", why="录错")
    reports.freeze(books.desk, "2026-10")
    text = text_of(export_report(books.desk, "2026-10", tmp_path / "c.pdf").value.file)
    assert "更正说明（第 2 次定稿）" in text
    assert "价格 1" in text


def test_a_settled_case_that_was_withdrawn_says_so_after_closing(make_books, tmp_path: Path) -> None:
    made = make_books(tmp_path / "desk")
    number = made.open()
    made.settled(number, {"kind": "refund", "amount": "129.00", "due": "2026-10-20", "payer": "merchant"})
    made.step(number, "10-16", "withdraw", why="消费者撤回")
    made.step(number, "10-17", "close", why="已撤回", missing_acknowledged=True)
    (row,) = register_facts(made.desk, FIRST, LAST).rows
    assert (row.outcome, row.recovered) == ("消费者撤回", 0)
    made.desk.close(backup=False)


def test_the_figures_go_to_other_programs_with_how_they_are_counted(books, tmp_path) -> None:
    found = reports.report_of(books.desk, "2026-10").content.figures
    told = json.loads(export_report(books.desk, "2026-10", tmp_path / "r.json").value.file.read_text("utf-8"))
    assert (told["period"], told["from"], told["to"]) == ("2026-10", "2026-10-01", "2026-10-31")
    assert set(told["figures"]) == {key.value for key in found}
    assert told["figures"]["registered"]["cases"] == list(found[FigureKey.REGISTERED].cases)
    assert told["figures"]["recovered_loss_fen"]["value"] == found[FigureKey.RECOVERED_LOSS_FEN].value
    assert told["notes"]
    text = export_report(books.desk, "2026-10", tmp_path / "r.csv").value.file.read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    by_code = {row["代码"]: row for row in rows}
    assert by_code["registered"]["数值"] == str(found[FigureKey.REGISTERED].value)
    assert by_code["recovered_loss_fen"]["数值"] == found[FigureKey.RECOVERED_LOSS_FEN].value.plain
    assert by_code["recovered_loss_fen"]["单位"] == "元"
    divided = {row["问题类别"]: int(row["数值"]) for row in rows if row["代码"] == "by_category"}
    assert sum(divided.values()) == sum(found[FigureKey.BY_CATEGORY].value.values())
    assert [row["指标"] for row in rows if row["代码"] == "note"] == told["notes"]
