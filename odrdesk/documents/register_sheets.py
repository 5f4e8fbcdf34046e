"""The register as a workbook and as CSV: real days and numbers, sums twice, text that no sheet calculates."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from odrdesk.documents.csv_text import csv_bytes
from odrdesk.documents.ledger_facts import one_line
from odrdesk.documents.register_facts import COLUMNS, MONEY, TITLE, RegisterFacts, RegisterRow
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import SHANGHAI

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_ROWS = 1_048_560
LONG = frozenset({"process", "result", "remark", "claims", "goods"})
WIDTHS = {
    "place": 6, "number": 16, "registered_at": 17, "channel": 12, "channel_no": 27, "consumer": 9, "phone": 14,
    "merchant": 30, "uscc": 21, "room": 16, "host": 12, "order_no": 21, "goods": 24, "goods_class": 17, "category": 10,
    "claims": 22, "disputed": 12, "accepted_on": 12, "due": 12, "officer": 10, "process": 48, "result": 36,
    "recovered": 12, "punitive": 12, "prepaid": 12, "closed_on": 12, "late": 10, "satisfaction": 14,
    "to_regulator": 12, "remark": 22,
}  # fmt: skip
CELL_LIMIT = 32_000
"""Characters that one cell of Excel takes, less what an ellipsis needs."""
A3 = 8

Value = str | int | Fen | date | datetime | None


def csv(facts: RegisterFacts) -> bytes:
    """The register as CSV for programs; a moment is `2026-10-08 09:30` in Asia/Shanghai."""
    rows = ([_plain(value) for value in row] for row in values(facts))
    return csv_bytes(list(COLUMNS.values()), rows)


def workbook(facts: RegisterFacts) -> bytes:
    """The register as a workbook: the list, ready to be printed on A3, and a sheet that explains it."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        # The file's own date, so that the same register made at the same moment gives the same bytes.
        book.set_properties({"title": TITLE, "created": facts.made_at.replace(tzinfo=None)})
        formats = _formats(book)
        _list(book.add_worksheet("台账"), formats, facts)
        _about(book.add_worksheet("说明"), formats, facts)
    return kept.getvalue()


def values(facts: RegisterFacts) -> Iterator[tuple[Value, ...]]:
    """The cells of every row, in the order of the columns."""
    return (tuple(_value(row, key, place) for key in COLUMNS) for place, row in enumerate(facts.rows, 1))


def about(facts: RegisterFacts) -> tuple[tuple[str, str], ...]:
    """What is said of the register: label and text."""
    made = f"{facts.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}（北京时间）"
    return (
        ("名称", f"{TITLE}（样本，练习台）" if facts.practice else TITLE),
        ("填报单位", one_line(facts.organisation)),
        ("期间", f"{facts.first} 至 {facts.last}，按登记日期，首尾两日在内"),
        ("件数", str(len(facts.rows))),
        ("导出", f"{made} {one_line(facts.made_by)}".strip()),
        ("状态", "各案按导出时的情况填写；以后办理的内容不在其中。"),
        ("个人信息", "消费者姓名、电话已经脱敏，处理过程等文字中的姓名、电话、证件号、银行卡号同样脱敏。"),
        (
            "金额",
            "单位为元。挽回损失是消费者实际得到的款项（含先行赔付），消费者自付的运费不计；加倍赔偿另列，已含在内。",
        ),
        ("期限", "12315ODR 渠道为十个工作日的和解期限，其他渠道为本机构的办结期限；遇节假日和调休已经顺延。"),
        ("客体类别", "按商品名称归类，报送前请核对。"),
        ("满意度", "取自结案前的回访记录。"),
    )


def _value(row: RegisterRow, key: str, place: int) -> Value:
    if key == "place":
        return place
    value: Any = getattr(row, key)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).replace(tzinfo=None)
    if isinstance(value, str):
        return value if len(value) <= CELL_LIMIT else value[:CELL_LIMIT] + "\u2026"
    found: Value = value
    return found


def _plain(value: Value) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return " ".join(value.split()) if isinstance(value, str) else value


def _list(sheet: Any, formats: dict[str, Any], facts: RegisterFacts) -> None:
    for column, (key, heading) in enumerate(COLUMNS.items()):
        sheet.write_string(0, column, heading, formats["head_money" if key in MONEY else "head"])
        sheet.set_column(column, column, WIDTHS[key])
    sheet.set_row(0, 22)
    for place, row in enumerate(values(facts), 1):
        for column, (key, value) in enumerate(zip(COLUMNS, row, strict=True)):
            _write(sheet, place, column, value, formats, key=key)
    rows = len(facts.rows)
    _totals(sheet, formats, facts)
    sheet.freeze_panes(1, 2)
    if rows:
        sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, rows, len(COLUMNS) - 1)})
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sample = "（样本）" if facts.practice else ""
    organisation = _of_header(facts.organisation)
    sheet.set_header(f"&L填报单位：{organisation}&C&14{TITLE}{sample}&R{facts.first} 至 {facts.last}　金额单位：元")
    sheet.set_footer(f"&L制表：{_of_header(facts.made_by)}　　复核：　　　　负责人：&R第 &P 页　共 &N 页")


def _totals(sheet: Any, formats: dict[str, Any], facts: RegisterFacts) -> None:
    """A blank row below the last, so that a sort or a filter of the rows leaves the sums out."""
    ours, theirs, rows = len(facts.rows) + 2, len(facts.rows) + 3, len(facts.rows)
    sheet.write_string(ours, 1, f"合计 {rows} 件", formats["total"])
    sheet.write_string(theirs, 1, "公式合计", formats["total"])
    for column, key in enumerate(COLUMNS):
        if key in MONEY:
            total = _yuan(facts.total(key))
            sheet.write_number(ours, column, total, formats["total_money"])
            cells = xl_range(1, column, max(rows, 1), column)
            sheet.write_formula(theirs, column, f"=ROUND(SUM({cells}),2)", formats["total_money"], float(total))


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any], *, key: str) -> None:
    if value is None:
        sheet.write_blank(row, column, None, formats["text"])
    elif isinstance(value, Fen):
        sheet.write_number(row, column, _yuan(value), formats["money"])
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), formats["day"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats["count"])
    else:
        sheet.write_string(row, column, value, formats["long" if key in LONG else "text"])


def _about(sheet: Any, formats: dict[str, Any], facts: RegisterFacts) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 92)
    for place, (label, text) in enumerate(about(facts)):
        sheet.write_string(place, 0, label, formats["label"])
        sheet.write_string(place, 1, text, formats["wrapped"])
    sheet.hide_gridlines(2)


def _of_header(text: str) -> str:
    """An ampersand in a header of Excel begins a code."""
    return one_line(text).replace("&", "&&")


def _yuan(fen: Fen) -> Decimal:
    return Decimal(int(fen)).scaleb(-2)


def _formats(book: Any) -> dict[str, Any]:
    head: dict[str, object] = {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"}
    total: dict[str, object] = {"bold": True, "top": 1}
    top: dict[str, object] = {"valign": "top"}
    kinds: dict[str, dict[str, object]] = {
        "head": head,
        "head_money": {**head, "align": "right"},
        "text": {"num_format": "@", **top},
        "long": {"num_format": "@", "text_wrap": True, **top},
        "count": top,
        "day": {"num_format": "yyyy-mm-dd", "align": "left", **top},
        "moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left", **top},
        "money": {"num_format": "#,##0.00;[Red]-#,##0.00", **top},
        "total": total,
        "total_money": {**total, "num_format": "#,##0.00;[Red]-#,##0.00"},
        "label": {"bold": True, **top},
        "wrapped": {"text_wrap": True, **top},
    }
    return {name: book.add_format(told) for name, told in kinds.items()}
