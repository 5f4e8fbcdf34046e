"""`paper numbering|numbers`: how papers are numbered, and the register of the numbers given."""

from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.chinese import chinese
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_text
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import paper_numbers
from odrdesk.services.paper_numbers import Numbering, Register
from odrdesk.text import gettext, word


def add_to(app: typer.Typer) -> None:
    """Put the commands into the group `paper`."""
    app.command(help=_("文书编号的样式和代字：不带选项列出，带选项设置；空的值取消设置。"))(numbering)
    app.command(help=_("编号登记簿：各序列用到几号，作废的号和原因，断号。"))(numbers)


def numbering(
    context: typer.Context,
    *,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=_("文书代码，见 paper kinds"))] = None,
    point: Annotated[str | None, typer.Option(metavar="NAME", help=_("联络点"))] = None,
    template: Annotated[
        str | None, typer.Option(metavar="TEXT", help=_("样式，如 {prefix}〔{year}〕第{seq:04d}号"))
    ] = None,
    prefix: Annotated[str | None, typer.Option(metavar="TEXT", help=_("代字，须指明 --kind"))] = None,
    station: Annotated[
        str | None, typer.Option(metavar="TEXT", help=_("本机代号：两台电脑各自出具，编号不相撞"))
    ] = None,
    first: Annotated[int | None, typer.Option(metavar="N", min=1, help=_("今年从几号起，须指明 --kind"))] = None,
) -> None:
    """Show or set how papers are numbered."""
    call = call_of(context)
    wanted = _kind(kind) if kind is not None else None
    if first is not None and wanted is None:
        raise Misuse(gettext("--first 须指明 --kind"))
    changing = any(one is not None for one in (template, prefix, station, first))
    with call.desk(writing=changing) as desk:
        if station is not None:
            paper_numbers.change_station(desk, read_text("station", station))
        if template is not None or prefix is not None:
            paper_numbers.change_numbering(desk, kind=wanted, point=point, template=template, prefix=prefix)
        if first is not None and wanted is not None:
            paper_numbers.begin_at(desk, wanted, first, point=point)
        found = [one for one in paper_numbers.numbering(desk) if wanted in {None, one.kind}]
        code = paper_numbers.station_of(desk)
    answer = {"station": code or None, "numbering": [_numbering(one) for one in found]}
    call.say(answer, lambda page: _show_numbering(page, found, code))


def numbers(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(metavar="YEAR", min=2000, max=9999, help=_("哪一年，不写则各年"))] = None,
) -> None:
    """Show the register of numbers."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found = paper_numbers.register(desk, year)
    call.say({"series": [_register(one) for one in found]}, lambda page: _show_register(page, found))


def _kind(name: str) -> PaperKind:
    try:
        return PaperKind(name)
    except ValueError as why:
        known = " ".join(PaperKind)
        raise Misuse(gettext("没有文书“{kind}”。可用：{known}").format(kind=name, known=known)) from why


def _numbering(one: Numbering) -> dict[str, object]:
    return {
        "kind": one.kind,
        "title": chinese(one.kind),
        "point": one.point,
        "template": one.template,
        "prefix": one.prefix,
        "next": one.example,
    }


def _register(one: Register) -> dict[str, object]:
    return {
        "series": one.series,
        "year": one.year,
        "first": one.first,
        "last": one.last,
        "valid": one.valid,
        "void": [
            {"number": gone.number, "kind": gone.kind, "case": gone.case, "at": gone.at, "why": gone.why}
            for gone in one.void
        ],
        "missing": list(one.missing),
    }


def _show_numbering(page: Page, found: list[Numbering], station: str) -> None:
    if station:
        page.line(gettext("本机代号：{code}").format(code=station))
    heads = (gettext("文书"), gettext("联络点"), gettext("样式"), gettext("代字"), gettext("下一个编号"))
    page.table(heads, [(word(one.kind), one.point or "", one.template, one.prefix, one.example) for one in found])


def _show_register(page: Page, found: tuple[Register, ...]) -> None:
    heads = (gettext("序列"), gettext("年份"), gettext("起止"), gettext("有效份数"), gettext("作废"), gettext("断号"))
    rows = [
        (
            one.series,
            str(one.year),
            f"{one.first}-{one.last}",
            str(one.valid),
            str(len(one.void) or ""),
            " ".join(map(str, one.missing)),
        )
        for one in found
    ]
    page.table(heads, rows)
    for one in found:
        for gone in one.void:
            words = gettext("作废 {number}  {case}  {at}  {why}")
            page.line(words.format(number=gone.number, case=gone.case, at=shanghai(gone.at), why=gone.why))
