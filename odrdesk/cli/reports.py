"""`report`: the figures of a month, a quarter or a year; frozen where they were reported, and as PDF or XLSX."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.money import Fen
from odrdesk.domain.report import COLUMNS, COMPARED, Busy, Content, Row, change
from odrdesk.domain.reporting import RATES, Figure, FigureKey, Value
from odrdesk.domain.vocabulary import Category
from odrdesk.services import reports
from odrdesk.services.period_files import Written, export_report, form_of
from odrdesk.services.reports import Report
from odrdesk.text import gettext, word

Period = Annotated[str, typer.Argument(metavar="PERIOD", help=_("期间：2026-11、2026-Q4 或 2026"))]
Freeze = Annotated[bool, typer.Option("--freeze", help=_("定稿：保存这一期的数字，以后不再改变"))]
Out = Annotated[str | None, typer.Option("--out", metavar="F", help=_("写成文件：.pdf、.xlsx、.csv 或 .json"))]
Replace = Annotated[bool, typer.Option("--replace", help=_("覆盖已有的文件"))]


def add_to(app: typer.Typer) -> None:
    """Put the command among all."""
    app.command(name="report", help=_("统计报表：一期的受理、办结、和解率、挽回损失等，按月、季、年。"))(run)


def run(
    context: typer.Context, period: Period, *, freeze: Freeze = False, out: Out = None, replace: Replace = False
) -> None:
    """Tell, freeze or write the report of a period."""
    call = call_of(context)
    if out is not None:
        form_of(Path(out))
    with call.desk(writing=freeze or out is not None) as desk:
        found = reports.freeze(desk, period).value if freeze else reports.report_of(desk, period)
        written = export_report(desk, period, Path(out), replace=replace).value if out is not None else None
    file = {"file": str(written.file), "sha256": written.sha256, "pages": written.pages} if written else {}
    call.say(_answer(found) | file, lambda page: _show(page, found, written))


def _answer(found: Report) -> dict[str, object]:
    content, frozen = found.content, found.frozen
    return {
        "period": content.period.name,
        "from": content.period.first,
        "to": content.period.last,
        "as_of": content.as_of,
        "figures": {key.value: _figure(one) for key, one in content.figures.items()},
        "frozen": frozen
        and {"version": frozen.version, "at": frozen.made_at, "by": frozen.made_by, "sha256": frozen.sha256},
        "differences": [
            {
                "key": one.key,
                "frozen": _value(one.frozen),
                "now": _value(one.now),
                "came": one.came,
                "went": one.went,
            }
            for one in found.differences
        ],
        "comparison": {key.value: _comparison(content, key) for key in COMPARED},
        "table": [_row(row) for row in content.rows],
        "annex": {
            "leads": content.leads,
            "merchants": _busy(content.merchants),
            "rooms": _busy(content.rooms),
        },
    }


def _figure(one: Figure) -> dict[str, object]:
    told: dict[str, object] = {"value": _value(one.value), "cases": one.cases}
    return told | ({"parts": one.parts} if one.parts else {})


def _value(value: Value) -> object:
    """Rates and means are numbers with two decimals; the nearest float is printed with just these."""
    return float(value) if isinstance(value, Decimal) else value


def _comparison(content: Content, key: FigureKey) -> dict[str, object]:
    compared = change(key, content.figures[key].value, content.year_before.get(key))
    return {
        "now": _value(compared.now),
        "year_to_date": _value(content.year_to_date.get(key)),
        "year_before": _value(compared.before),
        "difference": _value(compared.difference),
        "share": _value(compared.share),
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "class": row.goods,
        "accepted": row.accepted,
        "concluded": row.concluded,
        "settled": row.settled,
        "recovered_loss_fen": row.recovered,
        "categories": {column.value: count for column, count in zip(COLUMNS, row.categories, strict=True)},
    }


def _busy(some: Iterable[Busy]) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "accepted": one.accepted,
            "settled": one.settled,
            "failed": one.failed,
            "settlement_rate": _value(one.rate),
        }
        for one in some
    ]


def _show(page: Page, found: Report, written: Written | None) -> None:
    content = found.content
    if written is not None:
        page.line(str(written.file))
    span = gettext("{period}：{first} 至 {last}").format(
        period=content.period.name, first=content.period.first, last=content.period.last
    )
    page.line(span + (gettext("（尚未结束，截至 {day}）").format(day=content.as_of) if content.unfinished else ""))
    if found.frozen:
        words = gettext("已定稿：第 {version} 版，{who}，{at}")
        page.line(
            words.format(version=found.frozen.version, who=found.frozen.made_by, at=shanghai(found.frozen.made_at))
        )
    rows = [
        (word(key), shown(key, one.value), shown(key, content.year_before.get(key)) if key in COMPARED else "")
        for key, one in content.figures.items()
        if not isinstance(one.value, Mapping)
    ]
    page.table((gettext("指标"), gettext("本期"), gettext("上年同期")), rows)
    divided = content.figures[FigureKey.BY_CATEGORY].value
    if isinstance(divided, Mapping) and divided:
        page.table((gettext("问题类别"), gettext("受理件数")), [(word(Category(key)), n) for key, n in divided.items()])
    for one in found.differences:
        words = gettext("更正：{key} 定稿为 {frozen}，现为 {now}")
        page.line(words.format(key=word(one.key), frozen=shown(one.key, one.frozen), now=shown(one.key, one.now)))


def shown(key: FigureKey, value: Value) -> str:
    """A value as people read it."""
    if value is None:
        return gettext("无")
    if isinstance(value, Mapping):
        return ", ".join(f"{word(Category(name))} {count}" for name, count in value.items())
    if isinstance(value, Fen):
        return value.yuan
    return f"{value}%" if key in RATES else str(value)
