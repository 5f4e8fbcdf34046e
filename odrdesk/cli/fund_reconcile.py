"""`fund reconcile`: a statement of the bank against the fund's books, and what a person makes of the rest."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli import shown_bank
from odrdesk.cli.call import Call, call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_text
from odrdesk.domain.errors import Refusal
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.statements import BankReason
from odrdesk.services import statements
from odrdesk.services.desk import Desk
from odrdesk.text import gettext, member

ACCOUNTS: Mapping[str, Account] = {
    "fund": Account.FUND_BANK,
    "deposit": Account.DEPOSIT_BANK,
    "settlement": Account.SETTLEMENT_BANK,
}

Of = Annotated[str, typer.Option("--account", metavar="ACCOUNT", help=_("账户：fund、deposit 或 settlement"))]
Lines = Annotated[
    list[int] | None, typer.Option("--line", metavar="KEY", help=_("流水行的编号（key），可多次"), show_default=False)
]
Vouchers = Annotated[
    list[str] | None, typer.Option("--voucher", metavar="NO", help=_("凭证号，可多次"), show_default=False)
]


def add_to(app: typer.Typer) -> None:
    """Add the commands to `fund`."""
    app.command("reconcile", help=_("与银行流水对账；不写文件时看现在的对账结果。"))(reconcile)
    app.command("match", help=_("把流水行与凭证核为一笔；合计要相等。"))(match)
    app.command("unmatch", help=_("撤销一次核对；记录里都留着。"))(unmatch)
    app.command("explain", help=_("写明一行流水或一张凭证为什么只有一边有。不记账。"))(explain)
    app.command("withdraw", help=_("撤下一份流水（例如选错了账户），须写 --why。"))(withdraw)


def reconcile(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help=_("网银导出的账户明细"), show_default=False)
    ] = None,
    *,
    account: Of = "fund",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("只看结果，什么都不记"))] = False,
    new_number: Annotated[bool, typer.Option("--new-number", help=_("银行账号确实换过"))] = False,
) -> None:
    """Reconcile with a statement, or show how the account stands."""
    call, whose = call_of(context), _account(account)
    if file is None:
        if dry_run or new_number:
            raise Misuse(gettext("没有写文件，--dry-run 和 --new-number 用不上。"))
        _show(call, whose)
        return
    path = Path(read_text("file", file))
    with call.desk(writing=not dry_run) as desk:
        found = statements.take_in(desk, path, whose, dry_run=dry_run, new_number=new_number).value
    call.say(shown_bank.outcome(found), lambda page: shown_bank.say_outcome(page, found))


def match(context: typer.Context, *, line: Lines = None, voucher: Vouchers = None, account: Of = "fund") -> None:
    """Match by hand."""
    call, whose = call_of(context), _account(account)
    with call.desk() as desk:
        keys = _vouchers(desk, whose, voucher)
        statements.match(desk, whose, line or [], keys, call.options.why or "")
        _show(call, whose, desk)


def unmatch(
    context: typer.Context,
    key: Annotated[int, typer.Argument(metavar="MATCH", help=_("核对的编号（match）"))],
    *,
    account: Of = "fund",
) -> None:
    """Undo a match."""
    call, whose = call_of(context), _account(account)
    with call.desk() as desk:
        statements.unmatch(desk, whose, key, call.options.why or "")
        _show(call, whose, desk)


def explain(
    context: typer.Context,
    reason: Annotated[str, typer.Argument(metavar="REASON", help=_("银行手续费、利息、在途、退汇……；none 是撤回原因"))],
    words: Annotated[str, typer.Argument(metavar="[TEXT]", help=_("说明"))] = "",
    *,
    line: Lines = None,
    voucher: Vouchers = None,
    account: Of = "fund",
) -> None:
    """Say why something stands on one side only."""
    call, whose = call_of(context), _account(account)
    told = None if reason.strip().casefold() == "none" else member(BankReason, reason, "reason")
    with call.desk() as desk:
        keys = _vouchers(desk, whose, voucher)
        statements.explain(desk, whose, told, read_text("words", words), lines=line or [], vouchers=keys)
        _show(call, whose, desk)


def withdraw(
    context: typer.Context,
    key: Annotated[int, typer.Argument(metavar="STATEMENT", help=_("流水的编号（statement）"))],
    *,
    account: Of = "fund",
) -> None:
    """Take a statement out of the reconciliation."""
    call, whose = call_of(context), _account(account)
    with call.desk() as desk:
        statements.withdraw(desk, whose, key, call.options.why or "")
        _show(call, whose, desk)


def _show(call: Call, account: Account, desk: Desk | None = None) -> None:
    if desk is None:
        with call.desk(writing=False) as reading:
            book = statements.reconciliation(reading, account)
    else:
        book = statements.reconciliation(desk, account)
    call.say(shown_bank.book(book), lambda page: shown_bank.say_book(page, book))


def _account(text: str) -> Account:
    if text not in ACCOUNTS:
        raise Refusal("bank.account_unknown", "account", text=text)
    return ACCOUNTS[text]


def _vouchers(desk: Desk, account: Account, numbers: list[str] | None) -> list[int]:
    """The keys behind numbers of vouchers; refuses `bank.unknown_voucher`."""
    known = {move.no: move.voucher for move in statements.reconciliation(desk, account).reconciliation.moves}
    for number in numbers or []:
        if number not in known:
            raise Refusal("bank.unknown_voucher", "voucher", voucher=number)
    return [known[number] for number in numbers or []]
