"""`law remedy`, and what every command about amounts shares: how the facts are typed and how the answer reads."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.voice import Page
from odrdesk.domain.facts import read_day, read_money
from odrdesk.domain.law import Article, Note, RemedyFact
from odrdesk.domain.money import Fen, capitals
from odrdesk.domain.remedies import Given, How, Option, Rate, Remedy, Worksheet, work_out
from odrdesk.domain.remedy_answers import NOTHING, read_rate
from odrdesk.domain.workdays import day_of
from odrdesk.services.books import known_law
from odrdesk.text import Language, gettext, language, sentence, word

CODES = " ".join(Remedy)

Code = Annotated[str, typer.Argument(metavar="CODE", help=CODES)]
Price = Annotated[str | None, typer.Option(metavar="YUAN", help=_("全部数量实付的价款；预付款为预付总额"))]
Orders = Annotated[
    list[str] | None, typer.Option("--order", metavar="YUAN", help=_("分几笔付款时每一笔的金额，可多次"))
]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("购买日期：按当天有效的法律计算"))]
Loss = Annotated[str | None, typer.Option(metavar="YUAN", help=_("价款之外的损失"))]
Multiple = Annotated[int | None, typer.Option(metavar="N", help=_("承诺的倍数"))]
Quantity = Annotated[int | None, typer.Option(metavar="N", help=_("购买数量"))]
Reasonable = Annotated[int | None, typer.Option(metavar="N", help=_("合理生活消费所需数量"))]
Gift = Annotated[str | None, typer.Option(metavar="YUAN", help=_("无理由退货时留下的赠品价值"))]
Freight = Annotated[str | None, typer.Option(metavar="YUAN", help=_("无理由退货时商家同意承担的运费"))]
Used = Annotated[str | None, typer.Option(metavar="YUAN", help=_("预付款中已兑付的价款"))]
Lpr = Annotated[str | None, typer.Option(metavar="PERCENT", help=_("合同成立时一年期贷款市场报价利率，如 3.10"))]
Deposit = Annotated[
    str | None, typer.Option("--deposit-rate", metavar="PERCENT", help=_("合同成立时一年定期存款基准利率"))
]
RateOn = Annotated[str | None, typer.Option("--rate-on", metavar="DATE", help=_("该利率的公布日期"))]
RateSource = Annotated[str | None, typer.Option("--rate-source", metavar="TEXT", help=_("该利率的出处"))]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("合同解除之日，自此计息"))]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("返还之日，计息到此"))]
Together = Annotated[list[str] | None, typer.Option("--with", metavar="CODE", help=_("一并主张的另一项，可多次"))]
Knowing = Annotated[bool, typer.Option("--knowing", help=_("购买时已经知道"))]


def add_to(app: typer.Typer) -> None:
    """Put the command into its group."""
    app.command(name="remedy", help=_("法律规定的退款与加倍赔偿（参考计算，须由人确认）。"))(remedy)


def remedy(
    context: typer.Context,
    code: Code,
    *,
    price: Price = None,
    order: Orders = None,
    on: On = None,
    loss: Loss = None,
    multiple: Multiple = None,
    quantity: Quantity = None,
    reasonable: Reasonable = None,
    gift: Gift = None,
    freight: Freight = None,
    used: Used = None,
    lpr: Lpr = None,
    deposit_rate: Deposit = None,
    rate_on: RateOn = None,
    rate_source: RateSource = None,
    since: Since = None,
    until: Until = None,
    together: Together = None,
    knowing: Knowing = False,
) -> None:
    """Work out refund and extra amount by the law of the day of purchase, or of the present day."""
    call = call_of(context)
    if price is None and not order and code != Remedy.DEFECT:
        raise Misuse(gettext("请用 --price 写明实付的价款，或者用 --order 写明每一笔订单。"))
    given = told(
        Given(),
        price=price, order=order, loss=loss, multiple=multiple, quantity=quantity, reasonable=reasonable, gift=gift,
        freight=freight, used=used, lpr=lpr, deposit_rate=deposit_rate, rate_on=rate_on, rate_source=rate_source,
        since=since, until=until, knowing=knowing,
    )  # fmt: skip
    day = read_day("on", on) if on else day_of(call.now())
    worked = work_out(code, given, law=known_law(), on=day, with_codes=together or ())
    call.say(answer(worked), lambda page: show(page, worked))


def told(
    known: Given,
    *,
    price: str | None,
    order: Sequence[str] | None,
    loss: str | None,
    multiple: int | None,
    quantity: int | None,
    reasonable: int | None,
    gift: str | None,
    freight: str | None,
    used: str | None,
    lpr: str | None,
    deposit_rate: str | None,
    rate_on: str | None,
    rate_source: str | None,
    since: str | None,
    until: str | None,
    knowing: bool,
) -> Given:
    """What is known, with the typed facts over it. Refuses what cannot be read, with its field."""
    orders = tuple(read_money("order", one) for one in order or ())
    paid = _money("price", price) or (Fen(sum(orders)) if orders else known.price)
    units = quantity if quantity is not None else max(known.quantity, len(orders))
    return Given(
        price=paid,
        orders=orders,
        loss=_money("loss", loss),
        multiple=multiple,
        quantity=units,
        reasonable=reasonable,
        knowing=knowing,
        gift=_money("gift", gift) or NOTHING,
        freight=_money("freight", freight) or NOTHING,
        used=_money("used", used) or NOTHING,
        lpr=_rate("lpr", lpr, rate_on, rate_source),
        deposit_rate=_rate("deposit_rate", deposit_rate, rate_on, rate_source),
        since=_day("since", since),
        until=_day("until", until),
    )


def answer(worked: Worksheet) -> dict[str, object]:
    """A worksheet with the keys scripts rely on."""
    total = worked.total
    return {
        "code": worked.code,
        "version": worked.version,
        "on": worked.on,
        "refund_fen": worked.refund,
        "extra_fen": worked.extra,
        "total_fen": total,
        "limit_fen": worked.limit,
        "words": capitals(total) if total is not None else None,
        "source": worked.source,
        "confirm": worked.confirm,
        "excludes": worked.excludes,
        "options": [option(one) for one in worked.options],
        "how": _lines(worked.how),
        "articles": [article(one) for one in worked.articles],
        "notes": [note(one) for one in worked.notes],
    }


def option(one: Option) -> Mapping[str, object]:
    """One of several answers."""
    return {
        "when": one.key,
        "refund_fen": one.refund,
        "extra_fen": one.extra,
        "total_fen": one.total,
        "how": _lines(one.how),
    }


def article(one: Article) -> Mapping[str, object]:
    """An article's wording and how well it is known."""
    return {"source": one.source, "text": one.text.strip(), "verified": one.verified}


def note(one: Note) -> Mapping[str, object]:
    """What the law says besides, without an amount."""
    said = one.en if language() is Language.EN else one.zh
    return {"code": one.code, "text": said, "source": one.source, "verified": one.verified}


def show(page: Page, worked: Worksheet) -> None:
    """A worksheet for a person."""
    total, limit = worked.total, worked.limit
    several = gettext("见下列各种情形") if limit is None else gettext("只有上限，没有单一结果")
    page.facts(
        [
            (gettext("退款"), worked.refund.yuan),
            (gettext("增加的赔偿"), worked.extra.yuan if worked.extra is not None else several),
            (gettext("上限"), limit.yuan if limit is not None else None),
            (gettext("合计"), f"{total.yuan} {capitals(total)}" if total is not None else None),
            (gettext("按哪天的法律"), worked.on.isoformat()),
            (gettext("依据"), worked.source),
            (gettext("须由人确认"), " · ".join(map(word, worked.confirm))),
        ]
    )
    for line in _lines(worked.how):
        page.line(line)
    for one in worked.options:
        page.line(f"- {' · '.join(map(word, one.when))}\t{one.extra.yuan}\t{one.total.yuan}")
        for line in _lines(one.how):
            page.line(f"  {line}")
    for basis in worked.articles:
        page.line(f"{basis.source}\n{basis.text.strip()}")
    for besides in worked.notes:
        page.line(f"· {note(besides)['text']}（{besides.source}）")
    page.line(gettext("以上是参考计算，是否主张由消费者决定。条文请核对现行有效文本。"))


def spelled(name: str) -> RemedyFact:
    """The fact a person confirms, by its code. Misuse names those there are."""
    try:
        return RemedyFact(name)
    except ValueError as why:
        known = " ".join(RemedyFact)
        raise Misuse(gettext("没有须确认的事实“{name}”。有：{known}").format(name=name, known=known)) from why


def _lines(how: Sequence[How]) -> list[str]:
    return [sentence(line.code, line.data) for line in how]


def _money(field: str, text: str | None) -> Fen | None:
    return None if text is None else read_money(field, text)


def _day(field: str, text: str | None) -> date | None:
    return None if text is None else read_day(field, text)


def _rate(field: str, text: str | None, on: str | None, source: str | None) -> Rate | None:
    return None if text is None else read_rate(field, text, _day("rate_on", on), source)
