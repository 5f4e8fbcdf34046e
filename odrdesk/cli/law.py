"""`law`: what the law says, without a desk: time limits, amounts, capitals, checks of numbers, masks."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from odrdesk.cli import rules
from odrdesk.cli.call import call_of
from odrdesk.cli.documents import read_document
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import read_pause
from odrdesk.cli.reading import read_date_or_moment
from odrdesk.cli.voice import Page, refusal_body
from odrdesk.domain import deadlines, identity
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import read_money
from odrdesk.domain.money import capitals
from odrdesk.domain.workdays import DayKind, WorkCalendar, YearTable, day_of
from odrdesk.services.books import compound_surnames, known_calendar, known_law
from odrdesk.text import gettext

app = typer.Typer(help=_("期限、赔偿、大写、证件号码：不需要工作台的计算。"), no_args_is_help=True)


rules.add_to_law(app)


class Number(StrEnum):
    """Numbers that can be checked."""

    USCC = "uscc"
    ID = "id"
    PHONE = "phone"
    CARD = "card"


class Masked(StrEnum):
    """What can be masked."""

    NAME = "name"
    PHONE = "phone"
    ID = "id"
    CARD = "card"
    ADDRESS = "address"
    EMAIL = "email"


@app.command(help=_("某项规则从某日起的期限：逐日说明哪天计入。"))
def deadline(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help=_("规则代码，如 R-ODR"))],
    start: Annotated[str, typer.Option("--from", metavar="TIME", help=_("事件发生日，为第 0 日"))],
    pause: Annotated[
        list[str] | None, typer.Option("--pause", metavar="A/B", help=_("A 的次日至 B 不计入，可多次"))
    ] = None,
    calendar: Annotated[str | None, typer.Option(metavar="FILE", help=_("自己的工作日历（TOML 或 JSON）"))] = None,
) -> None:
    """Count a time limit and explain it day by day."""
    begun = read_date_or_moment("from", start)
    day = day_of(begun) if isinstance(begun, datetime) else begun
    pauses = [deadlines.Pause(*read_pause(text)) for text in pause or []]
    days = known_calendar()
    if calendar:
        days = days.with_table(_calendar_of(calendar))
    due = deadlines.due(known_law().rule(rule, day), begun, days, pauses)
    call_of(context).say(deadlines.plain(due), lambda page: _show_deadline(page, due, days))


@app.command(help=_("金额的中文大写。"), context_settings={"ignore_unknown_options": True})
def words(context: typer.Context, amount: Annotated[str, typer.Argument(metavar="YUAN")]) -> None:
    """Write an amount in Chinese capitals."""
    written = capitals(read_money("amount", amount))
    call_of(context).say({"words": written}, lambda page: page.line(written))


@app.command(
    help=_("统一社会信用代码、身份证号、电话、银行卡号是否有效。"), context_settings={"ignore_unknown_options": True}
)
def validate(
    context: typer.Context,
    kind: Annotated[Number, typer.Argument(metavar="KIND", help="uscc id phone card")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> int:
    """Check a number; exit status 1 where it cannot be right."""
    call = call_of(context)
    try:
        identity.CHECKS[kind.value](value)
    except Refusal as no:
        body = refusal_body(no)
        call.say({"kind": kind.value, "valid": False, "refusal": body}, lambda page: page.line(str(body["message"])))
        return 1
    call.say({"kind": kind.value, "valid": True}, lambda page: page.line(gettext("有效")))
    return 0


@app.command(help=_("脱敏：姓名、电话、证件号、卡号、地址、邮箱。"), context_settings={"ignore_unknown_options": True})
def mask(
    context: typer.Context,
    kind: Annotated[Masked, typer.Argument(metavar="KIND", help="name phone id card address email")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> None:
    """Mask a personal value."""
    masked = _mask(kind, value)
    call_of(context).say({"kind": kind.value, "masked": masked}, lambda page: page.line(masked))


def _mask(kind: Masked, value: str) -> str:
    match kind:
        case Masked.NAME:
            return identity.mask_name(value, compound_surnames())
        case Masked.PHONE:
            return identity.mask_phone(value)
        case Masked.ID:
            return identity.mask_id(value)
        case Masked.CARD:
            return identity.mask_card(value)
        case Masked.ADDRESS:
            return identity.mask_address(value)
        case Masked.EMAIL:
            return identity.mask_email(value)


def _calendar_of(path: str) -> YearTable:
    return YearTable.parse(read_document(path, "calendar.unreadable"))


def _show_deadline(page: Page, due: deadlines.Due, calendar: WorkCalendar) -> None:
    page.facts(
        [
            (gettext("规则"), f"{due.rule} {due.version}"),
            (gettext("依据"), due.source),
            (gettext("起算"), due.start.isoformat()),
            (gettext("届满"), due.raw.isoformat()),
            (gettext("法定届满"), due.due.isoformat()),
            (gettext("提示"), gettext("节假日安排暂定") if due.provisional else ""),
        ]
    )
    rows = [(day.date, _kind_words()[day.kind], day.count, calendar.feast(day.date)) for day in due.days]
    if rows:
        page.table([gettext("日期"), gettext("种类"), gettext("第几日"), gettext("节日")], rows)


def _kind_words() -> Mapping[DayKind, str]:
    return {
        DayKind.WORK: gettext("工作日"),
        DayKind.REST: gettext("周末"),
        DayKind.HOLIDAY: gettext("放假"),
        DayKind.MAKEUP: gettext("调休上班"),
        DayKind.PAUSED: gettext("不计入"),
    }
