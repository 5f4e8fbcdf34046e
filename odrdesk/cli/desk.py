"""`desk`: make a desk, and what is settled for it."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli import departments, rules, warnings
from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.reading import read_text
from odrdesk.cli.watchlist import watchlist
from odrdesk.domain.errors import Refusal
from odrdesk.text import gettext

OWNER = "负责人"
"""The owner's name where none is given; it is printed on papers as the officer in charge."""

app = typer.Typer(help=_("工作台：一个文件夹。"), no_args_is_help=True)

departments.add_to(app)
rules.add_to_desk(app)
warnings.add_to_desk(app)


app.command(name="watchlist", help=_("重点商标保护名录：不带文件列出，带文件导入（csv、xlsx、toml）。"))(watchlist)


@app.command(help=_("在一个新的或空的文件夹里建工作台。"))
def new(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR")],
    name: Annotated[str, typer.Option(metavar="TEXT", help=_("工作台的名称，印在文书上"))],
    owner: Annotated[str, typer.Option(metavar="NAME", help=_("所有者的姓名"))] = OWNER,
    *,
    practice: Annotated[bool, typer.Option("--practice", help=_("练习台：时钟可改，文书带“样本”"))] = False,
) -> None:
    """Make a desk with one owner."""
    call = call_of(context)
    called = read_text("name", name).strip()
    if not called:
        raise Refusal("field.required", "name")
    seated = read_text("owner", owner).strip() or OWNER
    desk = call.new_desk(Path(folder), called, seated, practice=practice)
    try:
        answer = {"path": str(desk.path), "name": desk.name, "practice": desk.practice, "owner": desk.clerk.name}
    finally:
        desk.close(backup=False)
    call.say(answer, lambda page: page.line(gettext("已建立：{path}").format(path=answer["path"])))
