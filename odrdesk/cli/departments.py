"""`desk departments`: which departments act together, and the desk's own rows in place of them."""

from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.reading import read_object
from odrdesk.cli.voice import Page
from odrdesk.domain.departments import Department, plain
from odrdesk.services import departments as acting
from odrdesk.text import Language, gettext, language, word


def add_to(app: typer.Typer) -> None:
    """Add the command to `desk`."""
    app.command(name="departments", help=_("协同部门：列出；给出 JSON 文件时增加或替换（管理员）。"))(departments)


def departments(context: typer.Context, file: Annotated[str | None, typer.Argument(metavar="FILE|-")] = None) -> None:
    """List the departments that act together, after adding or replacing those of a file."""
    call = call_of(context)
    rows = read_object(file) if file else None
    with call.desk(writing=rows is not None) as desk:
        if rows is not None:
            acting.set_departments(desk, rows)
        known = acting.directory(desk)
    answer = {
        "departments": [{"code": one.code, **plain(one)} for one in known.departments],
        "regions": [
            {"code": one.code, "zh": one.zh, "en": one.en, "full": one.full, "level": one.level}
            for one in known.regions
        ],
    }
    call.say(answer, lambda page: _show(page, known.departments))


def _show(page: Page, found: tuple[Department, ...]) -> None:
    chinese = language() is Language.ZH_CN
    page.table(
        [gettext("代码"), gettext("部门"), gettext("主管事项"), gettext("建议的类别")],
        [
            (
                one.code,
                one.zh if chinese else one.en,
                one.competent_zh if chinese else one.competent_en,
                " ".join(word(category) for category in one.categories),
            )
            for one in found
        ],
    )
