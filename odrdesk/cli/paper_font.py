"""`paper font`: in which face the body of papers is set."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.voice import Page
from odrdesk.domain.errors import Refusal
from odrdesk.services import paper_fonts
from odrdesk.services.paper_fonts import PaperFont
from odrdesk.text import gettext


def add_to(app: typer.Typer) -> None:
    """Put the command into the group `paper`."""
    app.command(help=_("文书正文字体：仿宋、宋体，或自选的字体文件；不带选项显示当前的。"))(font)


def font(
    context: typer.Context,
    *,
    theme: Annotated[str | None, typer.Option(metavar="NAME", help=_("fang 仿宋，song 宋体"))] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help=_("自选的 TrueType 字体文件（.ttf）"))] = None,
) -> None:
    """Show or choose the face of papers."""
    call = call_of(context)
    if theme is not None and file is not None:
        raise Misuse(gettext("--theme 和 --file 不能同时使用"))
    with call.desk(writing=theme is not None or file is not None) as desk:
        if theme is not None:
            paper_fonts.choose(desk, theme)
        if file is not None:
            paper_fonts.take(desk, _content(file))
        told = paper_fonts.chosen(desk)
    call.say(
        {
            "theme": "own" if told.theme not in paper_fonts.THEMES else told.theme,
            "font": told.own.family if told.own else None,
            "lacks": told.own.lacks if told.own else None,
            "here": told.here,
        },
        lambda page: _show(page, told),
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as why:
        raise Refusal("font.broken", "font") from why


def _show(page: Page, told: PaperFont) -> None:
    names = {paper_fonts.FANG: gettext("仿宋"), "song": gettext("宋体")}
    page.line(gettext("文书正文字体：{name}").format(name=names.get(told.theme) or gettext("自选字体")))
    if told.own and not told.here:
        page.line(gettext("自选的字体文件已不在本机，请重新选择。"))
    elif told.own:
        page.line(
            gettext("自选字体：{family}，缺常用字 {lacks} 个，缺的字用宋体补。").format(
                family=told.own.family, lacks=told.own.lacks
            )
        )
