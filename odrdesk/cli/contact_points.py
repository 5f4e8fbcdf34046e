"""`point`: the contact points of the desk, their stars and from when to when they are one."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.reading import read_text
from odrdesk.cli.shown import Json, chinese
from odrdesk.cli.voice import Page
from odrdesk.domain.facts import read_day
from odrdesk.domain.parties import ContactPoint
from odrdesk.domain.vocabulary import Stars
from odrdesk.services import contact_points
from odrdesk.text import gettext, member, word

app = typer.Typer(help=_("联络点：名称、星级、地址、起止日期。"), no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("联络点名称"))]
Rated = Annotated[str | None, typer.Option("--stars", metavar="STARS", help=" ".join(Stars))]
Place = Annotated[str | None, typer.Option("--address", metavar="TEXT", help=_("地址"))]
Phone = Annotated[str | None, typer.Option("--phone", metavar="TEXT", help=_("电话"))]
District = Annotated[str | None, typer.Option("--district", metavar="TEXT", help=_("区"))]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("起始日期"))]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("截止日期"))]


@app.command(name="list", help=_("全部联络点。"))
def list_(context: typer.Context) -> None:
    """List the contact points."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found, today = contact_points.every(desk), desk.today()
    rows = [_answer(one, today) for one in found]

    def show(page: Page) -> None:
        heads = [gettext("名称"), gettext("星级"), gettext("区"), gettext("电话"), gettext("在用")]
        page.table(
            heads,
            [
                (
                    one.name,
                    word(one.stars),
                    one.district,
                    one.phone,
                    gettext("是") if one.serves(today) else gettext("否"),
                )
                for one in found
            ],
        )

    call.say({"points": rows}, show)


@app.command(help=_("添加一个联络点。"))
def add(
    context: typer.Context,
    name: Name,
    *,
    stars: Rated = None,
    address: Place = None,
    phone: Phone = None,
    district: District = None,
    since: From = None,
    until: Until = None,
) -> None:
    """Add a contact point."""
    call = call_of(context)
    told = _told(
        {"address": address, "phone": phone, "district": district},
        {"effective_from": since, "effective_to": until},
        stars,
    )
    with call.desk() as desk:
        called = read_text("name", name).strip()
        point = contact_points.add(desk, ContactPoint(called, **told)).value
        today = desk.today()
    call.say(_answer(point, today), lambda page: page.line(f"{point.name}\t{word(point.stars)}"))


@app.command(name="set", help=_("修改一个联络点；不写的不变，写空的清除。"))
def set_(
    context: typer.Context,
    name: Name,
    *,
    stars: Rated = None,
    address: Place = None,
    phone: Phone = None,
    district: District = None,
    since: From = None,
    until: Until = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help=_("在用或停用"))] = None,
) -> None:
    """Change a contact point."""
    call = call_of(context)
    told = _told(
        {"address": address, "phone": phone, "district": district},
        {"effective_from": since, "effective_to": until},
        stars,
    )
    if active is not None:
        told["active"] = active
    with call.desk() as desk:
        point = contact_points.change(desk, read_text("name", name).strip(), told, call.options.why).value
        today = desk.today()
    call.say(_answer(point, today), lambda page: page.line(f"{point.name}\t{word(point.stars)}"))


def _told(texts: Mapping[str, str | None], days: Mapping[str, str | None], stars: str | None) -> dict[str, Any]:
    """What was said, read; what was not said is left out, what was said empty is None."""
    told: dict[str, Any] = {
        field: read_text(field, text).strip() or None for field, text in texts.items() if text is not None
    }
    told |= {field: read_day(field, text) if text.strip() else None for field, text in days.items() if text is not None}
    return told if stars is None else {**told, "stars": member(Stars, stars, "stars")}


def _answer(point: ContactPoint, today: date) -> Json:
    return {
        "name": point.name,
        "stars": chinese(point.stars),
        "stars_code": point.stars,
        "address": point.address,
        "phone": point.phone,
        "district": point.district,
        "effective_from": point.effective_from,
        "effective_to": point.effective_to,
        "active": point.active,
        "serves": point.serves(today),
    }
