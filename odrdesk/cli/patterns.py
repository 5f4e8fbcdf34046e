"""`case patterns`: complaints that are alike, each with its cases; dismissed with a reason or made leads of."""

from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_text
from odrdesk.cli.shown import Json, chinese
from odrdesk.cli.voice import Page
from odrdesk.domain.errors import Refusal
from odrdesk.domain.patterns import Pattern
from odrdesk.services import patterns as groups
from odrdesk.text import gettext, word


def add_to(app: typer.Typer) -> None:
    """Add the command to `case`."""
    app.command(name="patterns", help=_("同类投诉：同一直播间、主播、商家或商品，同一类别，若干天内若干件。"))(patterns)


def patterns(
    context: typer.Context,
    *,
    days: Annotated[int | None, typer.Option(metavar="M", help=_("最近多少天，默认 30"))] = None,
    least: Annotated[int | None, typer.Option(metavar="N", help=_("至少多少件，默认 3"))] = None,
    every: Annotated[bool, typer.Option("--all", help=_("连同已答复的"))] = False,
    dismiss: Annotated[str | None, typer.Option(metavar="ID", help=_("这一组不作处理，须写 --why"))] = None,
    lead: Annotated[str | None, typer.Option(metavar="ID", help=_("为这一组的在办案件各登记一条线索"))] = None,
    what: Annotated[str | None, typer.Option(metavar="TEXT", help=_("线索内容"))] = None,
    to: Annotated[str | None, typer.Option(metavar="CODE", help=_("移送部门"))] = None,
) -> None:
    """List the groups; with an id, answer one of them."""
    call = call_of(context)
    if dismiss and lead:
        raise Misuse(gettext("--dismiss 和 --lead 只能用一个"))
    with call.desk(writing=bool(dismiss or lead)) as desk:
        asked = groups.threshold(desk)
        if dismiss:
            groups.dismiss(desk, _known(groups.found(desk, every=True), dismiss).mark, call.options.why or "")
        elif lead:
            facts = {"what": read_text("what", what or ""), "to": to}
            groups.make_leads(desk, _known(groups.found(desk, every=True), lead).mark, facts)
        found = groups.found(desk, days, least, every=every)
    answer = {
        "days": asked.days if days is None else days,
        "least": asked.least if least is None else least,
        "patterns": [_shown(one) for one in found],
    }
    call.say(answer, lambda page: _show(page, found))


def identity(pattern: Pattern) -> str:
    """How a group is named on the command line: `room:false_claims:key`."""
    mark = pattern.mark
    return f"{mark.kind}:{mark.category}:{mark.key}"


def _known(found: tuple[Pattern, ...], asked: str) -> Pattern:
    pattern = next((one for one in found if identity(one) == asked), None)
    if pattern is None:
        raise Refusal("pattern.unknown")
    return pattern


def _shown(pattern: Pattern) -> Json:
    mark = pattern.mark
    return {
        "id": identity(pattern),
        "kind": mark.kind,
        "name": pattern.name,
        "category": chinese(mark.category),
        "category_code": mark.category,
        "count": len(pattern.cases),
        "consumers": pattern.consumers,
        "cases": pattern.numbers,
    }


def _show(page: Page, found: tuple[Pattern, ...]) -> None:
    page.table(
        [gettext("相同之处"), gettext("名称"), gettext("类别"), gettext("件数"), gettext("消费者"), gettext("案件")],
        [
            (
                word(one.mark.kind),
                one.name,
                word(one.mark.category),
                len(one.cases),
                one.consumers,
                " ".join(one.numbers),
            )
            for one in found
        ],
    )
    if not found:
        page.line(gettext("没有同类投诉。"))
