"""`desk watchlist`: the marks a desk watches for, listed or brought in from a file."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.voice import Page
from odrdesk.domain.watchlist import Mark
from odrdesk.services import watchlist as lists
from odrdesk.services.watchlist import Brought
from odrdesk.text import field_label, gettext, sentence


def watchlist(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help=_("名录文件"), show_default=False)] = None,
    *,
    sample: Annotated[bool, typer.Option("--sample", help=_("练习台：装入虚构的示例名录"))] = False,
) -> None:
    """List the marks, or bring in a file of them."""
    call = call_of(context)
    if file and sample:
        raise Misuse(gettext("文件和 --sample 只能用一个。"))
    if not (file or sample):
        with call.desk(writing=False) as desk:
            found = lists.marks(desk)
        call.say({"marks": [_mark(one) for one in found], "total": len(found)}, lambda page: _list(page, found))
        return
    with call.desk() as desk:
        told = (lists.bring_in(desk, Path(file)) if file else lists.bring_in_sample(desk)).value
    call.say(_answer(told), lambda page: _show(page, told))


def _mark(mark: Mark) -> dict[str, object]:
    return {
        "name": mark.name,
        "registration_no": mark.registration_no or None,
        "class": mark.classes or None,
        "holder": mark.holder or None,
        "from": mark.effective_from,
        "to": mark.effective_to,
        "source": mark.source or None,
    }


def _answer(told: Brought) -> dict[str, object]:
    return {
        "file": told.file,
        "rows": told.rows,
        "added": told.added,
        "changed": told.changed,
        "unchanged": told.unchanged,
        "problems": [
            {"line": one.line, "field": one.field, "code": one.code, "message": sentence(one.code, one.data)}
            for one in told.problems
        ],
        "total": told.total,
    }


def _list(page: Page, found: tuple[Mark, ...]) -> None:
    page.table(
        [gettext("商标"), gettext("注册号"), gettext("类别"), gettext("权利人"), gettext("生效"), gettext("失效")],
        [
            (one.name, one.registration_no, one.classes, one.holder, one.effective_from, one.effective_to)
            for one in found
        ],
    )
    page.line(gettext("名录共 {n} 件商标。").format(n=len(found)))


def _show(page: Page, told: Brought) -> None:
    for one in told.problems:
        words = gettext("第 {line} 行，{field}：{message}")
        page.line(words.format(line=one.line, field=field_label(one.field), message=sentence(one.code, one.data)))
    words = gettext("已导入 {file}：新增 {added}，更新 {changed}，未变 {unchanged}，读不出 {bad}，共 {total} 件。")
    page.line(
        words.format(
            file=told.file,
            added=told.added,
            changed=told.changed,
            unchanged=told.unchanged,
            bad=len(told.problems),
            total=told.total,
        )
    )
