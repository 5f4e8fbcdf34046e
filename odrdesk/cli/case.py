"""`case`: open, show, step, list and find disputes."""

from typing import Annotated

import typer

from odrdesk.cli import case_past, patterns, shown, shown_fund
from odrdesk.cli.call import Call, call_of
from odrdesk.cli.case_facts import facts_of
from odrdesk.cli.case_file import complaint_of
from odrdesk.cli.case_page import show_case, show_rows, show_steps
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_object, read_text
from odrdesk.cli.voice import Page
from odrdesk.domain import listing as language
from odrdesk.domain.console import LIMIT
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing
from odrdesk.domain.vocabulary import Step
from odrdesk.services import cases, intake, lists, steps
from odrdesk.services.console import console
from odrdesk.services.desk import Desk
from odrdesk.text import gettext, sentence, vocabulary, word

USUAL_ROWS = 50
MOST_ROWS = 100_000
SPELLED = ("state", "channel", "category", "tier", "prepay_state", "claim")
"""Vocabularies whose words may stand for the values of a list's fields."""

app = typer.Typer(help=_("案件：登记、查看、办理、列表、查找。"), no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("案件号"))]


@app.command(name="open", help=_("从 JSON 登记一个案件（FILE 为 - 时读标准输入）。"))
def open_(context: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE|-")]) -> None:
    """Register a dispute from JSON."""
    call = call_of(context)
    draft = complaint_of(read_object(file))
    with call.desk() as desk:
        done = intake.register(desk, draft, at=call.options.at, why=call.options.why).value
        answer = {
            "number": done.case.number,
            "state": done.case.state,
            "deadlines": _deadlines(desk, done.case),
            "similar": done.similar,
            "warnings": [
                {"field": one.field, "code": one.code, "message": sentence(one.code, one.data)} for one in done.warnings
            ],
        }

    def show(page: Page) -> None:
        page.line(gettext("已登记：{number}").format(number=done.case.number))
        if done.similar:
            page.line(gettext("相似案件：{numbers}").format(numbers=" ".join(done.similar)))
        for one in done.warnings:
            page.line(gettext("提示：{message}").format(message=sentence(one.code, one.data)))

    call.say(answer, show)


@app.command(name="show", help=_("一个案件的全部内容；--on 看它在某一天结束时（或某一时刻）的样子。"))
def show_(
    context: typer.Context,
    number: Number,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("按当时已记录的内容看这一天的案件"))] = None,
) -> None:
    """Show everything of a dispute, as it is or as it stood."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        if on is None:
            view = cases.view(desk, number)
            call.say(shown.whole(view), lambda page: show_case(page, view))
        else:
            seen = case_past.look_back(desk, number, on)
            call.say(case_past.whole(seen), lambda page: case_past.show(page, seen))


@app.command(name="steps", help=_("现在可以办什么、由谁办，其余为什么不能办。"))
def steps_(context: typer.Context, number: Number) -> None:
    """Say what may be done now, and why the rest may not."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found = cases.view(desk, number).steps
    call.say(shown.steps(found), lambda page: show_steps(page, found))


@app.command(help=_("办理一步。事项用 --set 名=值，或 --facts 给一个 JSON。"))
def step(
    context: typer.Context,
    number: Number,
    step: Annotated[str, typer.Argument(metavar="STEP", help=_("步骤代码，见 case steps"))],
    told: Annotated[list[str] | None, typer.Option("--set", metavar="K=V", help=_("一个事项，可多次"))] = None,
    facts: Annotated[str | None, typer.Option(metavar="FILE|-", help=_("事项的 JSON 文件"))] = None,
    *,
    expect: Annotated[
        int | None, typer.Option(metavar="VERSION", help=_("只在案件仍是这一版时办理，见 case show"))
    ] = None,
    key: Annotated[str | None, typer.Option(metavar="TEXT", help=_("操作键：同一键重复执行不会再办一次"))] = None,
) -> None:
    """Take a step."""
    call = call_of(context)
    taking = _step(step)
    raw = facts_of(taking, told or [], read_object(facts) if facts else {})
    with call.desk() as desk:
        done = steps.take_step(
            desk, number, taking, raw, at=call.options.at, why=call.options.why, expected=expect, key=key
        ).value
        answer: shown.Json = {
            "number": done.case.number,
            "state": done.case.state,
            "deadlines": _deadlines(desk, done.case),
            "papers": [{"kind": kind, "issued": issued} for kind, issued in done.papers],
            "postings": shown_fund.postings(done.booked),
        }
        if done.case.prepayment is not None:
            answer |= {"prepayment": done.case.prepayment.state}
        if done.repeated:
            answer |= {"repeated": True}

    def show(page: Page) -> None:
        page.line(f"{done.case.number}\t{word(done.case.state)}")
        if done.waits:
            page.line(gettext("已提出，等待另一人复核。"))
        if done.repeated:
            page.line(gettext("这个操作键办过了，没有再办。"))
        for each in done.booked:
            page.line(f"{each.no}\t{each.voucher.journal}\t{each.voucher.postings[0].fen.yuan}")
        for kind, issued in done.papers:
            if not issued:
                page.line(gettext("待出具：{paper}").format(paper=word(kind)))

    call.say(answer, show)


@app.command(name="console", help=_("填报 12315 企业端的四项：处理时间、协商过程、协商方式、协商结果。"))
def console_(context: typer.Context, number: Number) -> None:
    """Say what the 12315 console is to be told."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        told = console(desk, number)
    answer = {
        "handled_at": told.handled_at,
        "process": told.process,
        "mode": told.mode,
        "result": told.result,
        "text": told.text,
        "length": len(told.process),
        "limit": LIMIT,
        "over": told.over,
    }

    def show(page: Page) -> None:
        page.line(told.text)
        if told.over:
            page.line(
                gettext("协商过程 {n} 字，超过 {limit} 字的上限 {over} 字。").format(
                    n=len(told.process), limit=LIMIT, over=told.over
                )
            )

    call.say(answer, show)


@app.command(name="list", help=_("案件列表。"))
def list_(
    context: typer.Context,
    view: Annotated[str, typer.Option(metavar="NAME", help=" ".join(language.VIEWS))] = "all",
    where: Annotated[str, typer.Option(metavar="EXPR", help=_("条件，如 state=协商中 due<=today+3"))] = "",
    sort: Annotated[str, typer.Option(metavar="KEY", help=_("排序，前加 - 为倒序，可用逗号写几个"))] = "",
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=MOST_ROWS, help=_("最多几行"))] = USUAL_ROWS,
) -> None:
    """List disputes by view, filter and order."""
    if view not in language.VIEWS:
        raise Refusal("listing.unknown_view", "view", word=view, known=list(language.VIEWS))
    chosen = language.VIEWS[view]
    narrowed = language.parse(where, _spellings())
    order = language.order(sort) if sort else chosen.order
    _answer_rows(call_of(context), Listing((*chosen.where, *narrowed.where), narrowed.text, order), limit)


@app.command(help=_("按姓名、电话尾号、订单号、商品、拼音查找案件。"))
def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=MOST_ROWS, help=_("最多几行"))] = USUAL_ROWS,
) -> None:
    """Search disputes."""
    searched = Listing(text=read_text("text", text).strip(), order=language.Order("newest", down=True))
    _answer_rows(call_of(context), searched, limit)


patterns.add_to(app)


def _answer_rows(call: Call, listing: Listing, limit: int) -> None:
    with call.desk(writing=False) as desk:
        found = lists.opening(desk, listing, limit)
        rows = lists.rows(desk, found.ids)
        today = desk.today()
    call.say(
        {"rows": [shown.row(row) for row in rows], "total": found.total},
        lambda page: show_rows(page, rows, found.total, today),
    )


def _deadlines(desk: Desk, case: Dispute) -> list[shown.Json]:
    return shown.deadlines(cases.deadline_of(clock, desk.today(), desk) for clock in case.clocks)


def _step(name: str) -> Step:
    """The step of a code; registering is the intake's own and no step to take."""
    try:
        found = Step(name)
    except ValueError:
        found = Step.REGISTER
    if found is Step.REGISTER:
        known = " ".join(step.value for step in Step if step is not Step.REGISTER)
        raise Misuse(gettext("没有步骤“{step}”。步骤有：{known}").format(step=name, known=known))
    return found


def _spellings() -> dict[str, str]:
    """Words of states, channels and categories in both languages, and what they stand for."""
    return {
        spelling: code
        for name in SPELLED
        for code, phrase in vocabulary(name).items()
        for spelling in (phrase.zh, phrase.en, *phrase.also)
    }
