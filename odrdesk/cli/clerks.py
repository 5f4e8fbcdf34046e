"""`clerk`: who sits at the desk, with which roles and password."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from odrdesk.cli import passwords
from odrdesk.cli.call import Call, call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.reading import read_text
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Clerk
from odrdesk.domain.seats import Seat
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.text import gettext, member, ngettext, word

app = typer.Typer(help=_("人员、职责、密码。"), no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME")]
Roles = Annotated[list[str], typer.Option("--role", metavar="ROLE", help=" ".join(Role))]
MoreRoles = Annotated[list[str] | None, typer.Argument(metavar="ROLE", hidden=True)]


@app.command(help=_("添加一个人和他的职责。"))
def add(context: typer.Context, name: Name, role: Roles, more: MoreRoles = None) -> None:
    """Add a clerk; several roles stand after one `--role`, or each after its own."""
    call, roles = call_of(context), _roles(role, more)
    with call.desk() as desk:
        clerk = clerks.add(desk, read_text("name", name).strip(), roles).value
    _say_roles(call, clerk)


@app.command(help=_("改一个人的职责：给出的替换原有的。"))
def roles(context: typer.Context, name: Name, role: Roles, more: MoreRoles = None) -> None:
    """Change a clerk's roles."""
    call, told = call_of(context), _roles(role, more)
    with call.desk() as desk:
        clerk = clerks.change_roles(desk, read_text("name", name).strip(), told).value
    _say_roles(call, clerk)


@app.command(help=_("设置密码：自己的要先给现在的（--password-file），别人的由管理员设。"))
def password(
    context: typer.Context,
    name: Name,
    new_file: Annotated[
        str | None, typer.Option("--new-file", metavar="FILE", help=_("新密码在此文件的第一行；不写则在终端里提示输入"))
    ] = None,
) -> None:
    """Set or reset a password."""
    call, whose = call_of(context), read_text("name", name).strip()
    with call.desk() as desk:
        seat = clerks.seat_of(desk, whose)
        own = seat.clerk.key == desk.clerk.key
        old = call.present_password(whose) if own and seat.has_password and not desk.practice else None
        clerks.set_password(desk, whose, _new(new_file), old=old)
        kept = clerks.seat_of(desk, whose)
    said = gettext("已设置“{name}”的密码") if not seat.has_password else gettext("已更换“{name}”的密码")
    call.say({"name": kept.name, "set_at": kept.password_at}, lambda page: page.line(said.format(name=kept.name)))


@app.command("list", help=_("列出人员、职责、有没有密码。"))
def listed(context: typer.Context) -> None:
    """Everybody, those who left too."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found = clerks.roll(desk)
    call.say({"clerks": [_told(one) for one in found]}, lambda page: _show(page, found))


@app.command(help=_("一个人离开，须写 --why：不能再办事，名字和办过的事都留着。"))
def leave(context: typer.Context, name: Name) -> None:
    """Unseat a clerk; the reason is the global `--why`."""
    call = call_of(context)
    why = read_text("why", call.options.why or "")
    with call.desk() as desk:
        left = clerks.unseat(desk, read_text("name", name).strip(), why).value
    answer = {"name": left.clerk.name, "active": False, "open_cases": left.open_cases}

    def show(page: Page) -> None:
        page.line(gettext("“{name}”已离席").format(name=left.clerk.name))
        if left.open_cases:
            count = left.open_cases
            words = ngettext(
                "还有 {n} 件未办结的案件由其承办，请重新指派。", "还有 {n} 件未办结的案件由其承办，请重新指派。", count
            )
            page.line(words.format(n=count))

    call.say(answer, show)


@app.command(help=_("离席的人回来：职责照旧，密码要重新设置。"))
def back(context: typer.Context, name: Name) -> None:
    """Seat somebody again who left."""
    call = call_of(context)
    with call.desk() as desk:
        clerk = clerks.seat_again(desk, read_text("name", name).strip()).value
    _say_roles(call, clerk)


def _new(path: str | None) -> str:
    if path is not None:
        return passwords.from_file(path, "--new-file")
    if not passwords.can_ask():
        raise Refusal("clerk.new_password_needed", "password")
    return passwords.ask_new()


def _roles(told: Sequence[str], more: Iterable[str] | None) -> frozenset[Role]:
    words = [one for part in (*told, *(more or ())) for one in part.split(",") if one.strip()]
    return frozenset(member(Role, one, "role") for one in words)


def _say_roles(call: Call, clerk: Clerk) -> None:
    held = sorted(role.value for role in clerk.roles)
    words = " ".join(word(Role(role)) for role in held)
    call.say({"id": clerk.key, "name": clerk.name, "roles": held}, lambda page: page.line(f"{clerk.name}\t{words}"))


def _told(seat: Seat) -> dict[str, object]:
    return {
        "id": seat.clerk.key,
        "name": seat.name,
        "roles": sorted(role.value for role in seat.clerk.roles),
        "owner": seat.owner,
        "active": seat.active,
        "password": seat.has_password,
        "password_set_at": seat.password_at,
        "failures": seat.failures,
        "waits_until": seat.waits_until,
    }


def _show(page: Page, found: Iterable[Seat]) -> None:
    rows = [(one.name, " ".join(map(word, sorted(one.clerk.roles))), _state(one)) for one in found]
    page.table((gettext("姓名"), gettext("职责"), gettext("密码")), rows)


def _state(seat: Seat) -> str:
    if not seat.active:
        return gettext("已离席")
    return shanghai(seat.password_at) or gettext("未设置")
