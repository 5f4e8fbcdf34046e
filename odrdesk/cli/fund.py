"""`fund`: money into the fund, deposits, withheld settlement, the trial balance, the journal, the scheme."""

from typing import Annotated

import typer

from odrdesk.cli import shown_fund
from odrdesk.cli.call import Call, call_of
from odrdesk.cli.documents import read_document
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_text
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.facts import read_money
from odrdesk.domain.ledger import Booked
from odrdesk.domain.scheme import Scheme, written
from odrdesk.services import fund, schemes
from odrdesk.services.fund import Line, Told, Trial
from odrdesk.text import gettext, word

app = typer.Typer(help=_("先行赔付金：划入、保证金、暂扣货款、试算、流水、方案。"), no_args_is_help=True)

Yuan = Annotated[str, typer.Argument(metavar="YUAN", help=_("金额（元），如 1,299.00"))]
Merchant = Annotated[str, typer.Argument(metavar="MERCHANT", help=_("统一社会信用代码，或确切的名称"))]
Key = Annotated[str | None, typer.Option("--key", metavar="TEXT", help=_("操作键：同一键重复执行不会再记一次账"))]
Ref = Annotated[str, typer.Option("--ref", metavar="TEXT", help=_("银行流水号"))]


@app.command(help=_("划入先行赔付金（J0）。"))
def allocate(context: typer.Context, amount: Yuan, *, key: Key = None, ref: Ref = "") -> None:
    """Put money into the fund."""
    call = call_of(context)
    fen = read_money("amount", amount)
    with call.desk() as desk:
        booked = fund.allocate(desk, fen, _told(call, key, ref)).value
        _say(call, booked, fund.trial(desk))


@app.command(help=_("收到商家保证金，或补足（J1）。"))
def deposit(context: typer.Context, merchant: Merchant, amount: Yuan, *, key: Key = None, ref: Ref = "") -> None:
    """A merchant pays in its deposit."""
    call = call_of(context)
    fen, firm = read_money("amount", amount), read_text("merchant", merchant)
    with call.desk() as desk:
        booked = fund.deposit(desk, firm, fen, _told(call, key, ref)).value
        _say(call, booked, fund.trial(desk))


@app.command(help=_("暂扣商家待结算货款（J2）。"))
def withhold(context: typer.Context, merchant: Merchant, amount: Yuan, *, key: Key = None, ref: Ref = "") -> None:
    """Withhold money due to a merchant."""
    call = call_of(context)
    fen, firm = read_money("amount", amount), read_text("merchant", merchant)
    with call.desk() as desk:
        booked = fund.withhold(desk, firm, fen, _told(call, key, ref)).value
        _say(call, booked, fund.trial(desk))


@app.command(help=_("冲销划入、保证金、暂扣货款的凭证（JR），--why 写原因；案件的凭证用 prepay_reverse。"))
def reverse(
    context: typer.Context,
    voucher: Annotated[str, typer.Argument(metavar="VOUCHER", help=_("凭证号，如 2026-0001"))],
    *,
    key: Key = None,
) -> None:
    """Reverse a voucher; `--why` says why."""
    call = call_of(context)
    why = read_text("why", call.options.why or "")
    with call.desk() as desk:
        booked = fund.reverse(desk, read_text("voucher", voucher), why, Told(key)).value
        _say(call, booked, fund.trial(desk))


@app.command(help=_("试算平衡：各科目余额（借方为正）、可用余额。"))
def trial(context: typer.Context) -> None:
    """Say the trial balance."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found = fund.trial(desk)
    call.say(shown_fund.trial(found), lambda page: _show_trial(page, found))


@app.command(help=_("流水：逐笔分录；--case 只看一个案件的。"))
def journal(
    context: typer.Context,
    case: Annotated[str | None, typer.Option("--case", metavar="NUMBER", help=_("案件号"))] = None,
) -> None:
    """List the postings."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        lines = fund.journal(desk, case)
    call.say({"rows": [shown_fund.line(one) for one in lines]}, lambda page: _show_lines(page, lines))


@app.command(help=_("先行赔付方案：不带参数时列出；给出 TOML 或 JSON 文件时作为新版本采用。"))
def scheme(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help=_("方案文件"))] = None,
) -> None:
    """List the schemes, or take one in."""
    call = call_of(context)
    if file is None:
        with call.desk(writing=False) as desk:
            present, known = schemes.present(desk), schemes.every(desk)
    else:
        told = read_document(file, "scheme.unparsed")
        with call.desk() as desk:
            schemes.take_in(desk, told)
            present, known = schemes.present(desk), schemes.every(desk)
    answer = {"present": present.version, "schemes": [written(one) for one in known]}
    call.say(answer, lambda page: _show_schemes(page, known, present))


@app.command(help=_("单人模式：on 开启（仅限一人的工作台，所有文书会注明），off 关闭；不带参数时查看。"))
def alone(context: typer.Context, chosen: Annotated[str | None, typer.Argument(metavar="[on|off]")] = None) -> None:
    """Choose or leave single-person mode."""
    call = call_of(context)
    if chosen is None:
        with call.desk(writing=False) as desk:
            found = fund.alone(desk)
    else:
        if chosen not in {"on", "off"}:
            raise Misuse(gettext("应为 on 或 off，看不懂“{text}”").format(text=chosen))
        with call.desk() as desk:
            fund.set_alone(desk, chosen=chosen == "on")
            found = fund.alone(desk)
    call.say({"alone": found}, lambda page: page.line(gettext("单人模式：开") if found else gettext("单人模式：关")))


def _told(call: Call, key: str | None, ref: str) -> Told:
    return Told(key, call.options.at, call.options.why, read_text("ref", ref))


def _say(call: Call, booked: tuple[Booked, ...], found: Trial) -> None:
    answer = {"postings": shown_fund.postings(booked), **shown_fund.trial(found)}

    def show(page: Page) -> None:
        for each in booked:
            for one in each.voucher.postings:
                page.line(f"{each.no}\t{each.voucher.journal}\t{word(one.sub.account)}\t{one.fen.yuan}")
        page.line(gettext("可用余额 {amount}").format(amount=found.available.yuan))

    call.say(answer, show)


def _show_trial(page: Page, found: Trial) -> None:
    rows = [(account.value, word(account), fen.yuan) for account, fen in found.accounts.items()]
    page.table((gettext("科目"), gettext("名称"), gettext("余额（借方为正）")), rows)
    page.line(gettext("合计 {amount}").format(amount=found.total.yuan))
    page.line(gettext("预留 {amount}").format(amount=found.reserved.yuan))
    page.line(gettext("可用余额 {amount}").format(amount=found.available.yuan))


def _show_lines(page: Page, lines: tuple[Line, ...]) -> None:
    heads = (
        gettext("凭证号"), gettext("时间"), gettext("分录"), gettext("科目"), gettext("金额"), gettext("案件"),
        gettext("商家"), gettext("流水号"),
    )  # fmt: skip
    rows = [
        (
            one.booked.no,
            shanghai(one.booked.at),
            one.booked.voucher.journal.value,
            word(one.sub.account),
            one.fen.yuan,
            one.number or "",
            one.merchant or "",
            one.booked.bank_ref,
        )
        for one in lines
    ]
    page.table(heads, rows)


def _show_schemes(page: Page, known: tuple[Scheme, ...], present: Scheme) -> None:
    for one in known:
        mark = gettext("（现行）") if one.version == present.version else ""
        page.line(f"{one.version}\t{one.effective_from.isoformat()}\t{one.title}{mark}")
