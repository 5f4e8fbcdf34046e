"""`case bundle`: take the whole file of a case out of the desk, or tell whether one that went out was changed."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import Call, call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.shown import Json
from odrdesk.cli.voice import Page, shanghai
from odrdesk.cli.watch import progress
from odrdesk.services import bundle as bundles
from odrdesk.services import bundle_check, bundle_export
from odrdesk.services.bundle import Bundled, Checked
from odrdesk.services.desk import DATABASE
from odrdesk.text import gettext

CHANGED = 1


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="bundle", help=_("导出案卷（ZIP 或 PDF），可以离开衡解阅读和核验；--check 核验一份案卷。"))(bundle)


def bundle(
    context: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="[NUMBER]", help=_("案件号"))] = None,
    out: Annotated[str | None, typer.Option(metavar="F.zip|F.pdf", help=_("写到这个文件"))] = None,
    copy: Annotated[str | None, typer.Option(metavar="COPY", help="desk regulator")] = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help=_("覆盖已有的文件"))] = False,
    check: Annotated[str | None, typer.Option(metavar="F", help=_("核验这份案卷；有改动时退出状态为 1"))] = None,
) -> int:
    """Take a case file out, or check one; exit status 1 where it is not as it went out from this desk."""
    call = call_of(context)
    if check is not None:
        if number is not None or out is not None:
            raise Misuse(gettext("核验时不写案件号和 --out。"))
        return _check(call, Path(check))
    if number is None or out is None:
        raise Misuse(gettext("导出案卷要给案件号和 --out；核验用 --check。"))
    _take_out(call, number, Path(out), copy, replace=replace)
    return 0


def add_export_to(app: typer.Typer) -> None:
    """Add the export of the whole desk."""
    app.command(name="export", help=_("把全部案件的案卷导出到一个文件夹，每件一个 ZIP，另有 SHA256SUMS。"))(export)


def export(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR")],
    copy: Annotated[str | None, typer.Option(metavar="COPY", help="desk regulator")] = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help=_("覆盖已有的文件"))] = False,
) -> None:
    """Write the bundle of every case into a folder."""
    call = call_of(context)
    with call.desk() as desk, progress(gettext("导出案卷"), silent=call.options.json) as tell:
        done = bundle_export.export(desk, Path(folder), copy=copy, replace=replace, progress=tell).value
    answer: Json = {"folder": str(done.folder), "cases": done.cases, "size": done.size}
    words = gettext("已导出 {cases} 件案卷：{folder}")
    call.say(answer, lambda page: page.line(words.format(cases=done.cases, folder=done.folder)))


def _take_out(call: Call, number: str, out: Path, copy: str | None, *, replace: bool) -> None:
    with call.desk() as desk, progress(gettext("导出案卷"), silent=call.options.json) as tell:
        heard = None if tell is None else lambda done, total: tell(done >> 20, total >> 20)
        done = bundles.bundle(desk, number, out, copy=copy, replace=replace, progress=heard).value
    if done is None:
        raise typer.Abort
    call.say(_bundled(done), lambda page: _show(page, done))


def _bundled(done: Bundled) -> Json:
    return {
        "file": str(done.path),
        "form": done.form,
        "copy": done.copy,
        "sha256": done.sha256,
        "size": done.size,
        "files": done.files,
        "left_out": done.left_out,
    }


def _show(page: Page, done: Bundled) -> None:
    page.line(gettext("案卷已导出，共 {files} 个文件。").format(files=done.files))
    if done.left_out:
        page.line(gettext("{count} 个不能遮盖的文件没有收入，列在目录里。").format(count=done.left_out))
    page.line(str(done.path))
    page.line(f"SHA-256\t{done.sha256}")


def _check(call: Call, file: Path) -> int:
    known: bool | None = None
    if (call.options.folder / DATABASE).exists():
        with call.desk(writing=False) as desk:
            found = bundle_check.check(file, desk)
        known = found.exported_at is not None
    else:
        found = bundle_check.check(file)
    answer: Json = {
        "whole": found.whole,
        "number": found.number,
        "files": found.files,
        "changed": found.changed,
        "missing": found.missing,
        "extra": found.extra,
        "entries_changed": found.commitments,
        "entries_not_of_this_desk": found.chain,
        "known": known,
        "exported_at": found.exported_at,
        "exported_by": found.exported_by,
    }
    call.say(answer, lambda page: _show_checked(page, found, known=known))
    # Whoever changes a file can write its sum anew: only the desk's record tells that it went out like this.
    return CHANGED if known is False or not found.whole else 0


def _show_checked(page: Page, found: Checked, *, known: bool | None) -> None:
    wrong = (
        (found.changed, gettext("已改动：{what}")),
        (found.missing, gettext("缺少：{what}")),
        (found.extra, gettext("多出：{what}")),
        (found.commitments, gettext("记录内容与承诺值不符：第 {what} 条")),
        (found.chain, gettext("记录与本工作台的不同：第 {what} 条")),
    )
    for names, words in wrong:
        for name in names:
            page.line(words.format(what=name))
    if found.whole:
        page.line(gettext("共 {files} 个文件，与目录一致。").format(files=found.files))
    if found.exported_at is not None:
        words = gettext("由本工作台导出：{when}，{who}。")
        page.line(words.format(when=shanghai(found.exported_at), who=found.exported_by or ""))
    elif known is None:
        page.line(gettext("没有工作台的记录可以比对；文件之间的比对不能代替来源的核对。"))
    else:
        page.line(
            gettext("本工作台的记录里没有导出过这一份：可能是别处导出的，也可能改动后重写了目录。请与制作单位核对。")
        )
