"""The ledger as a workbook (xlsx): a sheet of explanations, the trial balance, the sub-accounts, the journal.

Sums stand twice: as we counted them, and as a formula of the sheet beside, whose kept result is ours; a third row says
whether they agree. Text is written as text, never as a formula or a link.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range

from odrdesk.documents.ledger_facts import LedgerFacts, one_line
from odrdesk.documents.ledger_tables import TITLES, Table, Value, table
from odrdesk.domain.ledger_period import Period, TableKind
from odrdesk.domain.money import Fen
from odrdesk.domain.workdays import SHANGHAI

ORDER = (TableKind.TRIAL, TableKind.SUBACCOUNTS, TableKind.JOURNAL)
ABOUT = "说明"
LEDGER = "先行赔付备查账"
WIDEST = 42
MOST_ROWS = 1_048_570
"""Rows a sheet of Excel holds (2**20), less the heading and the sums."""
MONEY = "#,##0.00;[Red]-#,##0.00"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SUMMED, RECKONED, CHECKED = "合计", "公式合计", "核对"
AGREES, DIFFERS = "相符", "不符"


def workbook(facts: LedgerFacts) -> bytes:
    """The four sheets as one file."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        # The file's own date, so that the same period exported at the same moment gives the same bytes.
        book.set_properties({"title": LEDGER, "created": facts.made_at.replace(tzinfo=None)})
        formats = _formats(book)
        _about(book.add_worksheet(ABOUT), formats, facts)
        for kind in ORDER:
            _sheet(book.add_worksheet(TITLES[kind]), formats, table(facts, kind), facts.period)
    return kept.getvalue()


def about(facts: LedgerFacts) -> tuple[tuple[str, str], ...]:
    """What is said of the export: label and text."""
    period = facts.period
    made = f"{facts.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}（北京时间）"
    return (
        ("名称", f"{LEDGER}（样本，练习台）" if facts.practice else LEDGER),
        ("工作台", one_line(facts.desk)),
        ("期间", f"{period.since} 至 {period.until}，首尾两日在内"),
        ("方案", one_line(facts.scheme) or "未设"),
        ("凭证数", str(len(period.vouchers))),
        ("导出", f"{made}{' ' + one_line(facts.made_by) if facts.made_by else ''}"),
        ("性质", "备查账，用于核对先行赔付款项，不是法定会计账簿。"),
        ("单位", "元，两位小数；账内以整分记录，换算不经浮点运算。"),
        ("日期", "按业务发生日（北京时间）归入期间；补记的凭证另有记账时间。"),
        ("试算平衡表", "每一科目含其全部明细；期初、本期、期末的借方合计各等于贷方合计。"),
        ("明细账余额", "按商家、按案件的明细；各列合计等于试算平衡表的合计。"),
        ("分录", "每行一笔；借方合计等于贷方合计，也等于试算平衡表的本期借方、本期贷方合计。"),
        ("冲销", "凭证不改不删，错账由 JR 凭证反向冲销，“冲销凭证”一列是被冲销的凭证号。"),
        ("合计行", "“合计”是本程序的数，“公式合计”由表格自行计算，“核对”比较两者。"),
        ("个人信息", "不含消费者的姓名、电话、账号；案件只写案件号。原因等自由文字留在工作台的记录里。"),
    )


def _about(sheet: Any, formats: dict[str, Any], facts: LedgerFacts) -> None:
    sheet.set_column(0, 0, 14, formats["label"])
    sheet.set_column(1, 1, 92, formats["wrapped"])
    for place, (label, text) in enumerate(about(facts)):
        sheet.write_string(place, 0, label, formats["label"])
        sheet.write_string(place, 1, text, formats["wrapped"])
    sheet.hide_gridlines(2)


def _sheet(sheet: Any, formats: dict[str, Any], shown: Table, period: Period) -> None:
    for column, heading in enumerate(shown.headings):
        sheet.write_string(0, column, heading, formats["head_money" if column in shown.money else "head"])
        sheet.set_column(column, column, _width(shown, column))
    for place, row in enumerate(shown.rows, 1):
        for column, value in enumerate(row):
            _write(sheet, place, column, value, formats)
    _totals(sheet, formats, shown)
    sheet.freeze_panes(1, 1 if shown.kind is TableKind.JOURNAL else 2)
    if shown.rows:
        sheet.autofilter(0, 0, len(shown.rows), len(shown.headings) - 1)
    # Numbers of accounts and vouchers are names; Excel would mark each of them as a mistake.
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, len(shown.rows), len(shown.headings) - 1)})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{TITLES[shown.kind]}&R{period.since} 至 {period.until}")
    sheet.set_footer("&C&P / &N")


def _totals(sheet: Any, formats: dict[str, Any], shown: Table) -> None:
    """A blank row below the last, so that a sort or a filter of the rows leaves the sums out."""
    rows = len(shown.rows)
    ours, theirs, check = rows + 2, rows + 3, rows + 4
    for place, label in ((ours, SUMMED), (theirs, RECKONED), (check, CHECKED)):
        sheet.write_string(place, 0, label, formats["total"])
    for column in shown.money:
        total = shown.total(column)
        sheet.write_number(ours, column, _yuan(total), formats["total_money"])
        cells = xl_range(1, column, max(rows, 1), column)
        sheet.write_formula(theirs, column, f"=ROUND(SUM({cells}),2)", formats["total_money"], float(_yuan(total)))
        # Debit and credit stand side by side: each pair must agree too.
        pair = shown.money[shown.money.index(column) ^ 1]
        mine, counted, other = (
            xl_range(ours, column, ours, column),
            xl_range(theirs, column, theirs, column),
            xl_range(theirs, pair, theirs, pair),
        )
        formula = f'=IF(AND(ROUND({mine}-{counted},2)=0,ROUND({counted}-{other},2)=0),"{AGREES}","{DIFFERS}")'
        agrees = total == shown.total(pair)
        sheet.write_formula(check, column, formula, formats["total_word"], AGREES if agrees else DIFFERS)


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, Fen):
        sheet.write_number(row, column, _yuan(value), formats["money"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), formats["day"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value, formats["text"])


def _yuan(fen: Fen) -> Decimal:
    return Decimal(int(fen)).scaleb(-2)


def _width(shown: Table, column: int) -> float:
    """In characters of the sheet; a Chinese one counts twice."""
    cells: Sequence[Value] = (shown.headings[column], *(row[column] for row in shown.rows))
    if column in shown.money:
        cells = (*cells, shown.total(column))
    return min(max(_length(cell) for cell in cells) + 3, WIDEST)


def _length(value: Value) -> int:
    text = value.grouped if isinstance(value, Fen) else "" if value is None else str(value)
    return sum(1 if character.isascii() else 2 for character in text)


def _formats(book: Any) -> dict[str, Any]:
    head: dict[str, object] = {"bold": True, "bg_color": "#E8EDF3", "bottom": 1, "valign": "vcenter"}
    total: dict[str, object] = {"bold": True, "top": 1}
    kinds: dict[str, dict[str, object]] = {
        "head": head,
        "head_money": {**head, "align": "right"},
        "text": {"num_format": "@"},
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "money": {"num_format": MONEY},
        "total": total,
        "total_money": {**total, "num_format": MONEY},
        "total_word": {**total, "align": "right"},
        "label": {"bold": True, "valign": "top"},
        "wrapped": {"text_wrap": True, "valign": "top"},
    }
    return {name: book.add_format(told) for name, told in kinds.items()}
