"""`demo`: a believable practice desk to look at, with its papers and the sheet that was imported."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk import places
from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.voice import Page
from odrdesk.cli.watch import Tell, progress
from odrdesk.services import demo as demonstration
from odrdesk.services.demo import Made, Progress
from odrdesk.text import gettext, word

FOLDER = "demo"


def add_to(app: typer.Typer) -> None:
    """Put the command beside the groups."""
    app.command(name="demo", help=_("建一个演示用的练习台：导入表格、办理各种案件、出具文书，并说明都在哪里。"))(demo)


def demo(
    context: typer.Context,
    folder: Annotated[str | None, typer.Argument(metavar="DIR", help=_("放在哪个文件夹"), show_default=False)] = None,
) -> None:
    """Make the demonstration, or tell where it is; one that is there stays as it is."""
    call = call_of(context)
    where = Path(folder) if folder else places.data_folder() / FOLDER
    with progress(gettext("演示"), silent=call.options.json) as tell:
        made = demonstration.make(where, call.now, _heard(tell))
    answer = {
        "desk": str(made.desk_path.absolute()),
        "papers_folder": str(made.papers_folder.absolute()),
        "sheet": str(made.sheet.absolute()),
        "cases": made.cases,
        "states": {state.value: count for state, count in made.states.items()},
        "papers": [str(path.absolute()) for path in made.papers],
        "kept": made.kept,
    }
    call.say(answer, lambda page: _show(page, made))


def _heard(tell: Tell | None) -> Progress | None:
    if tell is None:
        return None

    def heard(done: int, total: int) -> None:
        tell(done, total)

    return heard


def _show(page: Page, made: Made) -> None:
    if made.kept:
        page.line(gettext("演示台早已建好，没有改动。"))
    page.facts(
        [
            (gettext("工作台"), made.desk_path.absolute()),
            (gettext("案件"), made.cases),
            (gettext("文书"), f"{len(made.papers)}  {made.papers_folder.absolute()}"),
            (gettext("表格"), made.sheet.absolute()),
        ]
    )
    page.table([gettext("状态"), gettext("件数")], [(word(state), count) for state, count in made.states.items()])
    page.line(gettext("打开：odrdesk --desk {path}").format(path=made.desk_path.absolute()))
