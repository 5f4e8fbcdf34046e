"""`register`: the register of complaints (台账) of some days as PDF, XLSX or CSV."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.voice import Page
from odrdesk.domain.facts import read_day
from odrdesk.services.register import Written, export_register
from odrdesk.text import gettext

Since = Annotated[str, typer.Option("--from", metavar="DATE", help=_("登记日期的第一天"))]
Until = Annotated[str, typer.Option("--to", metavar="DATE", help=_("登记日期的最后一天"))]
Out = Annotated[str, typer.Option("--out", metavar="F", help=_("写成文件：.pdf、.xlsx 或 .csv"))]
Replace = Annotated[bool, typer.Option("--replace", help=_("覆盖已有的文件"))]


def add_to(app: typer.Typer) -> None:
    """Put the command among all."""
    app.command(name="register", help=_("消费投诉处理台账：一段日期内登记的案件，消费者信息已脱敏。"))(run)


def run(context: typer.Context, *, since: Since, until: Until, out: Out, replace: Replace = False) -> None:
    """Write the register of some days out."""
    call = call_of(context)
    first, last = read_day("from", since), read_day("to", until)
    with call.desk() as desk:
        written = export_register(desk, first, last, Path(out), replace=replace).value
    call.say(_answer(written), lambda page: _show(page, written))


def _answer(written: Written) -> dict[str, object]:
    return {
        "file": str(written.file),
        "sha256": written.sha256,
        "from": written.first,
        "to": written.last,
        "rows": written.rows,
        "pages": written.pages,
        "totals": {f"{name}_fen": fen for name, fen in written.totals.items()},
    }


def _show(page: Page, written: Written) -> None:
    page.line(str(written.file))
    page.line(
        gettext("{since} 至 {until}，登记 {n} 件，争议金额 {disputed}，挽回损失 {recovered}。").format(
            since=written.first,
            until=written.last,
            n=written.rows,
            disputed=written.totals["disputed"].yuan,
            recovered=written.totals["recovered"].yuan,
        )
    )
