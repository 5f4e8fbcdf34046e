"""A report as a workbook: the regulator's table, the comparison, the busiest, the cases behind each figure."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from odrdesk.documents.ledger_facts import one_line
from odrdesk.documents.period_facts import (
    BUSY,
    COMPARISON,
    HEADINGS,
    KINDS,
    NOTHING,
    TITLE,
    ReportFacts,
    busy,
    comparison,
    correction,
    notes,
    period_words,
    table,
)
from odrdesk.documents.register_sheets import OPTIONS
from odrdesk.documents.register_words import word
from odrdesk.domain.money import Fen
from odrdesk.domain.reporting import FigureKey, Value
from odrdesk.domain.vocabulary import Category
from odrdesk.domain.workdays import SHANGHAI

A4 = 9
HEAD_ROW = 2


def workbook(facts: ReportFacts) -> bytes:
    """All sheets as one file."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        # The file's own date, so that a frozen report gives the same bytes whenever it is written.
        book.set_properties({"title": TITLE, "created": facts.made_at.replace(tzinfo=None)})
        formats = _formats(book)
        _regulator(book.add_worksheet("情况表"), formats, facts)
        _comparison(book.add_worksheet("主要指标"), formats, facts)
        _busiest(book.add_worksheet("重点对象"), formats, facts)
        _cases(book.add_worksheet("案件"), formats, facts)
        if facts.corrections:
            _corrections(book.add_worksheet("更正"), formats, facts)
        _about(book.add_worksheet("说明"), formats, facts)
    return kept.getvalue()


def _regulator(sheet: Any, formats: dict[str, Any], facts: ReportFacts) -> None:
    rows = table(facts.content)
    _titled(sheet, formats, facts, TITLE, len(HEADINGS))
    widths = (22, 12, 12, 13, 18, *([9.5] * 12))
    for column, (heading, width) in enumerate(zip(HEADINGS, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, heading, formats["head" if column == 0 else "head_number"])
    sheet.set_row(HEAD_ROW, 32)
    for place, (name, numbers) in enumerate(rows, HEAD_ROW + 1):
        last = place == HEAD_ROW + len(rows)
        sheet.write_string(place, 0, name, formats["total" if last else "text"])
        for column, value in enumerate(numbers, 1):
            kind = "money" if isinstance(value, Decimal) else "count"
            sheet.write_number(place, column, value, formats[f"total_{kind}" if last else kind])
    foot = HEAD_ROW + len(rows) + 3
    for column, label in ((0, "制表人："), (5, "审核人："), (10, "单位负责人：")):
        sheet.write_string(foot, column, label, formats["plain"])
    sheet.write_string(foot + 2, 0, "填报日期：　　　　年　　月　　日", formats["plain"])
    sheet.write_string(foot + 2, 10, "（盖章处）", formats["plain"])
    _printed(sheet, facts)


def _comparison(sheet: Any, formats: dict[str, Any], facts: ReportFacts) -> None:
    _titled(sheet, formats, facts, "主要指标对比", len(COMPARISON))
    for column, (heading, width) in enumerate(zip(COMPARISON, (24, 10, 14, 14, 14, 14, 12), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, heading, formats["head" if column < HEAD_ROW else "head_number"])
    rows = comparison(facts.content)
    for place, (name, unit, *values, share) in enumerate(rows, HEAD_ROW + 1):
        sheet.write_string(place, 0, name, formats["text"])
        sheet.write_string(place, 1, unit, formats["text"])
        for column, value in enumerate(values, 2):
            _value(sheet, place, column, value, formats)
        _value(sheet, place, 6, share, formats, percent=True, apart=unit == "%")
    figures, place = facts.content.figures, HEAD_ROW + 1 + len(rows)
    further: Sequence[tuple[str, str, Value]] = (
        ("期末未结", "件", figures[FigureKey.OPEN_AT_END].value),
        ("其中：已逾期", "件", figures[FigureKey.OPEN_OVERDUE].value),
        ("违法线索", "条", facts.content.leads),
    )
    for down, (name, unit, value) in enumerate(further):
        sheet.write_string(place + down, 0, name, formats["text"])
        sheet.write_string(place + down, 1, unit, formats["text"])
        _value(sheet, place + down, 2, value, formats)
    _printed(sheet, facts)


def _busiest(sheet: Any, formats: dict[str, Any], facts: ReportFacts) -> None:
    _titled(sheet, formats, facts, "重点对象", len(BUSY) + 1)
    for column, (heading, width) in enumerate(zip(("种类", *BUSY), (10, 44, 12, 12, 12, 12), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, heading, formats["head" if column < HEAD_ROW else "head_number"])
    rows = [("商家", *row) for row in busy(facts.content.merchants)]
    rows += [("直播间", *row) for row in busy(facts.content.rooms)]
    for place, row in enumerate(rows, HEAD_ROW + 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(place, column, value, formats["count"])
            else:
                sheet.write_string(place, column, value, formats["text" if column < HEAD_ROW else "word"])
    _printed(sheet, facts)


def _cases(sheet: Any, formats: dict[str, Any], facts: ReportFacts) -> None:
    """One line for each case that a figure counts, to be filtered by the figure."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 20)
    for column, heading in enumerate(("指标", "问题类别", "案号")):
        sheet.write_string(0, column, heading, formats["head"])
    place = 1
    for key, figure in facts.content.figures.items():
        parts: Mapping[str, Sequence[str]] = figure.parts or {"": figure.cases}
        for part, numbers in parts.items():
            for number in numbers:
                sheet.write_string(place, 0, word(key), formats["text"])
                sheet.write_string(place, 1, word(Category(part)) if part else "", formats["text"])
                sheet.write_string(place, 2, number, formats["text"])
                place += 1
    sheet.freeze_panes(1, 0)
    if place > 1:
        sheet.autofilter(0, 0, place - 1, 2)


def _corrections(sheet: Any, formats: dict[str, Any], facts: ReportFacts) -> None:
    _titled(sheet, formats, facts, f"更正说明（第 {facts.version} 次定稿）", 4)
    for column, (heading, width) in enumerate(zip(("指标", "上次定稿", "本次", "案件"), (24, 24, 24, 60), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD_ROW, column, heading, formats["head"])
    for place, one in enumerate(facts.corrections, HEAD_ROW + 1):
        for column, text in enumerate(correction(one)):
            sheet.write_string(place, column, text, formats["wrapped"])
    _printed(sheet, facts)


def _about(sheet: Any, formats: dict[str, Any], facts: ReportFacts) -> None:
    content = facts.content
    made = f"{facts.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}（北京时间） {one_line(facts.made_by)}"
    state = f"第 {facts.version} 次定稿，摘要 {facts.sha256}" if facts.version else "未定稿"
    told = [
        ("名称", f"{TITLE}（样本，练习台）" if facts.practice else TITLE),
        ("填报单位", one_line(content.unit)),
        ("期间", f"{period_words(content)}：{content.period.first} 至 {content.period.last}"),
        ("截至", content.as_of.isoformat()),
        ("定稿", state),
        ("制表", made),
        *((f"说明{place}", text) for place, text in enumerate(notes(), 1)),
    ]
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 96)
    for place, (label, text) in enumerate(told):
        sheet.write_string(place, 0, label, formats["label"])
        sheet.write_string(place, 1, text, formats["wrapped"])
    sheet.hide_gridlines(2)


def _titled(sheet: Any, formats: dict[str, Any], facts: ReportFacts, title: str, columns: int) -> None:
    content = facts.content
    sample = "（样本）" if facts.practice else ""
    sheet.merge_range(0, 0, 0, columns - 1, title + sample, formats["title"])
    sheet.set_row(0, 28)
    told = f"填报单位：{one_line(content.unit)}　　{period_words(content)}（{KINDS[content.period.kind]}）"
    told += f"　　截至 {content.as_of}" if content.unfinished else ""
    sheet.write_string(1, 0, told, formats["plain"])


def _printed(sheet: Any, facts: ReportFacts) -> None:
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.45, right=0.45, top=0.8, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, HEAD_ROW)
    name = one_line(facts.made_by).replace("&", "&&")
    sheet.set_footer(f"&L制表：{name}　　审核：　　　　单位负责人：&R第 &P 页　共 &N 页")


def _value(
    sheet: Any,
    row: int,
    column: int,
    value: Value,
    formats: dict[str, Any],
    *,
    percent: bool = False,
    apart: bool = False,
) -> None:
    if apart:
        sheet.write_string(row, column, "\u2014", formats["word"])
    elif value is None or isinstance(value, Mapping):
        sheet.write_string(row, column, NOTHING, formats["word"])
    elif isinstance(value, Fen):
        sheet.write_number(row, column, Decimal(int(value)).scaleb(-2), formats["money"])
    elif percent:
        sheet.write_number(row, column, value / 100, formats["percent"])
    else:
        sheet.write_number(row, column, value, formats["money" if isinstance(value, Decimal) else "count"])


def _formats(book: Any) -> dict[str, Any]:
    edge: dict[str, object] = {"border": 1, "border_color": "#C9CED6", "valign": "vcenter"}
    head: dict[str, object] = {**edge, "bold": True, "bg_color": "#EEF1F5", "text_wrap": True, "align": "center"}
    total: dict[str, object] = {**edge, "bold": True, "bg_color": "#F6F7F9"}
    money = {"num_format": "#,##0.00;[Red]-#,##0.00"}
    kinds: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
        "plain": {"valign": "vcenter"},
        "head": head,
        "head_number": head,
        "text": {**edge, "num_format": "@"},
        "word": {**edge, "align": "right"},
        "count": {**edge, "num_format": "#,##0;[Red]-#,##0"},
        "money": {**edge, **money},
        "percent": {**edge, "num_format": "0.00%;[Red]-0.00%"},
        "total": total,
        "total_count": {**total, "num_format": "#,##0;[Red]-#,##0"},
        "total_money": {**total, **money},
        "label": {"bold": True, "valign": "top"},
        "wrapped": {"text_wrap": True, "valign": "top"},
    }
    return {name: book.add_format(told) for name, told in kinds.items()}
