"""`fund simulate`: what each way to settle a dispute costs the merchant and the fund, beside the floor of the law."""

from collections.abc import Iterator
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.voice import Page
from odrdesk.domain.facts import read_money
from odrdesk.domain.money import Fen
from odrdesk.domain.remedy_answers import NOTHING, RemedyWhen
from odrdesk.domain.simulator import Outcome
from odrdesk.services.simulation import Assumed, Simulation, simulate
from odrdesk.text import gettext, word

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("案件号"))]
Compensation = Annotated[
    str | None, typer.Option(metavar="YUAN", help=_("不退货时的补偿；不写则取最近一次报价里的补偿"))
]
Freight = Annotated[str | None, typer.Option(metavar="YUAN", help=_("由商家承担的退货运费"))]
Goods = Annotated[str | None, typer.Option(metavar="YUAN", help=_("退回的商品对商家还值多少"))]


def add_to(app: typer.Typer) -> None:
    """Put the command into its group."""
    app.command(name="simulate", help=_("方案比较：各种处理方式的花费、垫付、可追回部分和法定底线。"))(run)


def run(
    context: typer.Context,
    number: Number,
    *,
    compensation: Compensation = None,
    freight: Freight = None,
    goods: Goods = None,
) -> None:
    """Compare the options of a case; nothing is kept."""
    call = call_of(context)
    assumed = Assumed(
        None if compensation is None else read_money("compensation", compensation),
        NOTHING if freight is None else read_money("freight", freight),
        NOTHING if goods is None else read_money("goods_worth", goods),
    )
    with call.desk(writing=False) as desk:
        found = simulate(desk, number, assumed)
    call.say(_answer(found), lambda page: _show(page, found))


def _answer(found: Simulation) -> dict[str, object]:
    matter, fund = found.matter, found.fund
    return {
        "number": found.number,
        "scheme": fund.scheme.version,
        "available_fen": fund.available,
        "deposit_fen": fund.deposit,
        "settlement_fen": fund.settlement,
        "paid_fen": matter.paid,
        "had_fen": matter.had,
        "compensation_fen": matter.compensation,
        "freight_fen": matter.freight,
        "goods_fen": matter.goods,
        "floor_fen": matter.floor.amount if matter.floor else None,
        "floor_source": matter.floor.source if matter.floor else None,
        "floor_open": found.floor_open,
        "options": [_option(one) for one in found.outcomes],
    }


def _option(one: Outcome) -> dict[str, object]:
    advance = one.advance
    return {
        "option": one.way,
        "asked": one.asked,
        "money_fen": one.money,
        "cost_fen": one.cost,
        "advance_fen": advance.amount,
        "capped_by": advance.capped_by,
        "recoverable_fen": advance.recoverable,
        "deposit_fen": advance.deposit,
        "settlement_fen": advance.settlement,
        "at_risk_fen": advance.at_risk,
        "residual_fen": one.residual,
        "below_floor": None if one.short is None else one.short > 0,
        "short_fen": one.short,
        "source": one.source or None,
        "when": one.when,
        "lane": advance.lane,
        "approvers": advance.approvers,
    }


def _show(page: Page, found: Simulation) -> None:
    page.line(found.number)
    page.facts(list(_facts(found)))
    page.line()
    heads = (
        gettext("方式"), gettext("诉求"), gettext("消费者得到"), gettext("商家承担"), gettext("基金垫付"),
        gettext("可即时追回"), gettext("有风险"), gettext("余下债权"), gettext("低于法定"), gettext("审批"),
    )  # fmt: skip
    page.table(heads, [_row(one) for one in found.outcomes])
    page.line(gettext("参考计算，不作决定；“仅退款”须商家同意，平台不得强制。赔偿部分是否垫付，按方案条款。"))


def _facts(found: Simulation) -> Iterator[tuple[str, str]]:
    fund, floor = found.fund, found.matter.floor
    yield gettext("赔付方案"), fund.scheme.version
    yield gettext("可用余额"), fund.available.yuan
    held = gettext("保证金 {deposit}，待结算货款 {settlement}")
    yield gettext("商家"), held.format(deposit=fund.deposit.yuan, settlement=fund.settlement.yuan)
    if found.matter.had:
        yield gettext("消费者已得或已决定"), found.matter.had.yuan
    if floor is not None:
        yield gettext("法定底线"), f"{floor.amount.yuan}  {floor.source}"
    elif found.floor_open:
        yield gettext("法定底线"), gettext("事实未确认，金额未定")


def _row(one: Outcome) -> tuple[str, ...]:
    advance = one.advance
    name = word(one.way)
    if one.when:
        name = f"{name}：{'、'.join(word(RemedyWhen(when)) for when in one.when)}"
    return (
        name,
        gettext("是") if one.asked else "",
        _amount(one.money),
        _amount(one.cost),
        advance.amount.yuan,
        advance.recoverable.yuan,
        advance.at_risk.yuan,
        _residual(one),
        "" if one.short is None else _amount(one.short) if one.short else gettext("否"),
        "、".join(word(role) for role in advance.approvers),
    )


def _residual(one: Outcome) -> str:
    if not one.residual:
        return ""
    why = "、".join(word(cap) for cap in one.advance.capped_by)
    return f"{one.residual.yuan}（{why}）" if why else one.residual.yuan


def _amount(fen: Fen | None) -> str:
    return "—" if fen is None else fen.yuan
