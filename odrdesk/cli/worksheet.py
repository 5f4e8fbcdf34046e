"""`case worksheet`: keep what the law gives for a case, with the facts a person confirmed."""

from typing import Annotated

import typer

from odrdesk.cli import remedy, worksheets
from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.voice import Page
from odrdesk.domain.facts import read_day
from odrdesk.domain.law import RemedyFact
from odrdesk.domain.worksheets import KeptWorksheet
from odrdesk.services import cases
from odrdesk.services import worksheets as keeping
from odrdesk.text import gettext, word

Confirm = Annotated[list[str] | None, typer.Option("--confirm", metavar="FACT", help=_("已由人确认的事实，可多次"))]
Choose = Annotated[str | None, typer.Option("--choose", metavar="WHEN", help=_("有几种情形时选定的一种"))]


def add_to(app: typer.Typer) -> None:
    """Put the command into its group."""
    app.command(name="worksheet", help=_("保存一个案件的法定金额计算；同一项再次保存的，以后一次为准。"))(worksheet)


def worksheet(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=_("案件号"))],
    code: remedy.Code,
    *,
    price: remedy.Price = None,
    order: remedy.Orders = None,
    on: remedy.On = None,
    loss: remedy.Loss = None,
    multiple: remedy.Multiple = None,
    quantity: remedy.Quantity = None,
    reasonable: remedy.Reasonable = None,
    gift: remedy.Gift = None,
    freight: remedy.Freight = None,
    used: remedy.Used = None,
    lpr: remedy.Lpr = None,
    deposit_rate: remedy.Deposit = None,
    rate_on: remedy.RateOn = None,
    rate_source: remedy.RateSource = None,
    since: remedy.Since = None,
    until: remedy.Until = None,
    together: remedy.Together = None,
    knowing: remedy.Knowing = False,
    confirm: Confirm = None,
    choose: Choose = None,
) -> None:
    """Work it out from the case, price and quantity as typed there unless told otherwise, and keep it."""
    call = call_of(context)
    facts = frozenset(remedy.spelled(one) for one in confirm or ())
    with call.desk() as desk:
        view = cases.view(desk, number)
        given = remedy.told(
            keeping.starting(view.case),
            price=price, order=order, loss=loss, multiple=multiple, quantity=quantity, reasonable=reasonable,
            gift=gift, freight=freight, used=used, lpr=lpr, deposit_rate=deposit_rate, rate_on=rate_on,
            rate_source=rate_source, since=since, until=until, knowing=knowing,
        )  # fmt: skip
        day = read_day("on", on) if on else None
        asked = keeping.Asked(code, given, day, tuple(together or ()), facts, choose)
        worked = keeping.draft(desk, view.case, asked)
        kept = keeping.save(desk, number, asked).value
    answer = remedy.answer(worked) | worksheets.kept(kept, view.people) | {"number": number}

    def show(page: Page) -> None:
        remedy.show(page, worked)
        _show_kept(page, kept)

    call.say(answer, show)


def _show_kept(page: Page, kept: KeptWorksheet) -> None:
    if kept.total is not None and kept.chosen:
        page.line(gettext("选定的情形：合计 {total}").format(total=kept.total.yuan))
    waiting = [word(one) for one in _waiting(kept)]
    if waiting:
        page.line(gettext("尚未确认：{facts}").format(facts=" · ".join(waiting)))
    page.line(gettext("已保存在案件中。"))


def _waiting(kept: KeptWorksheet) -> list[RemedyFact]:
    return [RemedyFact(fact) for fact in kept.open_facts]
