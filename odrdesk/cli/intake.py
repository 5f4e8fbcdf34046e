"""`intake`: bring in the complaints of a sheet, and take an import back."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.voice import Page
from odrdesk.cli.watch import progress
from odrdesk.domain.watchlist import Hit
from odrdesk.services import transfer
from odrdesk.services.transfer import Imported
from odrdesk.services.watchlist import warning
from odrdesk.text import gettext, sentence

app = typer.Typer(help=_("收件：导入表格、撤销导入。"), no_args_is_help=True)


@app.command(name="import", help=_("导入一份投诉表格（xlsx、xls、csv）。重复的不再登记，读不出的单元格逐个列出。"))
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("表格文件"))],
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("表格样式，不写则按表头识别"), show_default=False)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看结果，不写入"))] = False,
) -> None:
    """Import a sheet."""
    call = call_of(context)
    with call.desk(writing=not dry_run) as desk, progress(gettext("导入"), silent=call.options.json) as tell:
        told = transfer.import_sheet(desk, Path(file), dry_run=dry_run, profile=profile, progress=tell).value
    call.say(_answer(told), lambda page: _show(page, told))


@app.command(help=_("撤销一批导入：这批案件都还没有办理过才可以。案件撤回，编号保留。"))
def undo(context: typer.Context, batch: Annotated[int, typer.Argument(metavar="BATCH", help=_("批号"), min=1)]) -> None:
    """Take an import back."""
    call = call_of(context)
    with call.desk() as desk:
        told = transfer.undo_batch(desk, batch, why=call.options.why or gettext("撤销导入")).value
    words = gettext("已撤销第 {batch} 批导入（{file}）：撤回 {withdrawn} 件，删去草稿 {drafts} 份。")
    call.say(
        {"batch": told.batch, "file": told.file, "withdrawn": told.withdrawn, "drafts": told.drafts},
        lambda page: page.line(
            words.format(batch=told.batch, file=told.file, withdrawn=told.withdrawn, drafts=told.drafts)
        ),
    )


def _answer(told: Imported) -> dict[str, object]:
    answer: dict[str, object] = {
        "file": told.file,
        "encoding": told.encoding,
        "sheet": told.sheet,
        "header_row": told.header_row,
        "mapping": told.mapping,
        "rows": told.rows,
        "new": told.new,
        "repeated": told.repeated,
        "problems": [
            {
                "cell": one.cell,
                "column": one.column,
                "value": one.value,
                "code": one.code,
                "message": sentence(one.code, one.data),
            }
            for one in told.problems
        ],
        "cases": [row.as_flat() for row in told.cases],
        "watched": [{"line": one.line, "field": one.hit.field, **_warned(one.hit)} for one in told.watched],
    }
    return answer if told.batch is None else {**answer, "batch": told.batch}


def _warned(hit: Hit) -> dict[str, object]:
    told = warning(hit)
    return {"name": hit.mark.name, "code": told.code, "message": sentence(told.code, told.data)}


def _show(page: Page, told: Imported) -> None:
    page.line(gettext("{file} · 工作表“{sheet}”").format(file=told.file, sheet=told.sheet))
    if told.problems:
        page.table(
            [gettext("单元格"), gettext("列"), gettext("内容"), gettext("问题")],
            [(one.cell, one.column, one.value, sentence(one.code, one.data)) for one in told.problems],
        )
    for one in told.watched:
        words = str(_warned(one.hit)["message"])
        page.line(gettext("第 {line} 行：{message}").format(line=one.line, message=words))
    counts = {"rows": told.rows, "new": told.new, "repeated": told.repeated, "problems": len(told.problems)}
    if told.batch is None:
        page.line(
            gettext("试运行：共 {rows} 件，将新建 {new} 件，重复 {repeated} 行，问题 {problems} 处。").format(**counts)
        )
    else:
        words = gettext("已导入：共 {rows} 件，新建 {new} 件，重复 {repeated} 行，问题 {problems} 处。第 {batch} 批。")
        page.line(words.format(**counts, batch=told.batch))
    if told.drafts:
        page.line(gettext("其中 {count} 件缺少必填项，存为草稿，请补全后登记。").format(count=told.drafts))
