"""`fund export`: the ledger as CSV, XLSX, beancount or hledger, for accountants and for programs of others."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.voice import Page
from odrdesk.domain.facts import read_day
from odrdesk.domain.ledger_period import TableKind
from odrdesk.services.ledger_export import Exported, export_ledger
from odrdesk.text import gettext

Destination = Annotated[
    str, typer.Argument(metavar="DEST", help=_("文件（.csv .xlsx .beancount .journal），或已有的文件夹：导出全部"))
]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("期间第一天，不写则从第一张凭证起"))]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("期间最后一天，不写则到今天"))]
Part = Annotated[str, typer.Option("--table", metavar="TABLE", help=_("csv 写哪一张表：journal trial subaccounts"))]
Replace = Annotated[bool, typer.Option("--replace", help=_("覆盖已有的文件"))]


def add_to(app: typer.Typer) -> None:
    """Put the command into its group."""
    app.command(name="export", help=_("导出备查账：分录、试算平衡表、明细，或供 beancount、hledger 复核的账本。"))(
        export
    )


def export(
    context: typer.Context,
    destination: Destination,
    *,
    since: Since = None,
    until: Until = None,
    table: Part = TableKind.JOURNAL.value,
    replace: Replace = False,
) -> None:
    """Write the ledger of a period out."""
    call = call_of(context)
    if table not in list(TableKind):
        known = " ".join(TableKind)
        raise Misuse(gettext("没有“{table}”这张表。可用：{known}").format(table=table[:40], known=known))
    first, last = read_day("from", since) if since else None, read_day("to", until) if until else None
    with call.desk() as desk:
        part = TableKind(table)
        exported = export_ledger(desk, Path(destination), None, first, last, part=part, replace=replace).value
    call.say(_answer(exported), lambda page: _show(page, exported))


def _answer(exported: Exported) -> dict[str, object]:
    return {
        "files": [{"path": str(path), "sha256": sha256} for path, sha256 in exported.files.items()],
        "from": exported.since,
        "to": exported.until,
        "vouchers": exported.vouchers,
        "debit_fen": exported.debit,
        "credit_fen": exported.credit,
        "accounts": {account.value: fen for account, fen in exported.accounts.items()},
    }


def _show(page: Page, exported: Exported) -> None:
    for path in exported.files:
        page.line(str(path))
    words = gettext("{since} 至 {until}，凭证 {n} 张，借贷各 {sum}。")
    page.line(words.format(since=exported.since, until=exported.until, n=exported.vouchers, sum=exported.debit.yuan))
