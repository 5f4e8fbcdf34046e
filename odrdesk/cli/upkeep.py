"""`check`, `backup`, `restore`: keep a desk whole."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.voice import Page, shanghai
from odrdesk.cli.watch import progress
from odrdesk.domain.errors import Fault
from odrdesk.domain.record import Finding
from odrdesk.services import comparing, upkeep
from odrdesk.services.desk import wall_clock
from odrdesk.text import gettext, sentence

BROKEN = 3
DAMAGE = frozenset(
    {
        "desk.cut_short",
        "desk.damaged",
        "desk.diverged",
        "desk.empty",
        "desk.foreign",
        "desk.key_damaged",
        "desk.key_missing",
        "desk.not_a_database",
        "desk.tail_lost",
    }
)
"""Faults of opening that are the very thing a check looks for; a locked, unknown or newer desk stays a fault."""


def add_to(app: typer.Typer) -> None:
    """Put the commands beside the groups."""
    app.command(name="check", help=_("检查数据库、记录链、触发器、文书和证据是否完好。"))(check)
    app.command(name="backup", help=_("在 DEST 文件夹里做一份经过核验的备份。"))(backup)
    app.command(name="restore", help=_("用备份 SRC 恢复到 DIR；原有的文件移到一边，不覆盖。"))(restore)


def check(
    context: typer.Context,
    thorough: Annotated[
        bool, typer.Option("--thorough", help=_("逐件用记录重现全部案件并比较；不加则只比较最近登记的一部分"))
    ] = False,
) -> int:
    """Look for damage; exit status 3 where there is any."""
    call = call_of(context)
    compared, cases = 0, 0
    try:
        with call.desk(writing=False) as desk, progress(gettext("核对案件"), silent=call.options.json) as tell:
            compared, cases = comparing.scope(desk, thorough=thorough)
            found = upkeep.check(desk, thorough=thorough, tell=tell)
            notes = upkeep.notes(desk)
    except Fault as fault:
        if fault.code not in DAMAGE:
            raise
        found, notes = (Finding(fault.code, dict(fault.data)),), ()
    findings, said = _told(found), _told(notes)

    def show(page: Page) -> None:
        for one in findings:
            page.line(f"{one['code']}\t{one['message']}")
        for one in said:
            page.line(gettext("提示：{message}").format(message=one["message"]))
        if not findings:
            page.line(gettext("一切完好。"))
        if compared < cases:
            words = gettext("共 {cases} 件，用记录重现并比较了最近登记的 {compared} 件；全部比较请加 --thorough。")
            page.line(words.format(cases=cases, compared=compared))

    noted: dict[str, object] = {"notes": said} if said else {}
    if thorough:
        noted["compared"] = compared
    call.say({"ok": not findings, "findings": findings, **noted}, show)
    return BROKEN if findings else 0


def _told(found: Iterable[Finding]) -> list[dict[str, object]]:
    return [{"code": one.code, "message": sentence(one.code, one.data), "data": one.data} for one in found]


def backup(context: typer.Context, dest: Annotated[str, typer.Argument(metavar="DEST")]) -> None:
    """Make a verified backup."""
    call = call_of(context)
    with call.desk() as desk:
        made = upkeep.backup(desk, Path(dest)).value
    answer = {
        "path": str(made.path),
        "made_at": made.made_at,
        "disputes": made.disputes,
        "seq": made.seq,
        "size": made.size,
        "sha256": made.sha256,
        "evidence": made.evidence,
        "evidence_missing": made.evidence_missing,
    }
    words = gettext("备份 {day}：{count} 件，{path}")
    call.say(
        answer,
        lambda page: page.line(words.format(day=shanghai(made.made_at), count=made.disputes, path=made.path)),
    )


def restore(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SRC")],
    folder: Annotated[str, typer.Argument(metavar="DIR")],
) -> None:
    """Put a backup in place of a desk."""
    call = call_of(context)
    if call.options.now is not None:
        raise Misuse(gettext("恢复备份时不能改变时钟"))
    done = upkeep.restore(Path(source), Path(folder), clock=wall_clock).value
    answer = {
        "path": str(done.path),
        "source": str(done.source),
        "seq": done.seq,
        "lost": done.lost,
        "aside": str(done.aside) if done.aside else None,
        "evidence_missing": done.evidence_missing,
    }

    def show(page: Page) -> None:
        page.line(gettext("已恢复：{path}").format(path=done.path))
        if done.lost:
            page.line(gettext("备份之后的 {count} 条记录不在其中。").format(count=done.lost))
        if done.evidence_missing:
            page.line(
                gettext("{count} 个证据文件没有找回，请用 evidence verify 查看。").format(count=done.evidence_missing)
            )
        if done.aside:
            page.line(gettext("原有文件在 {path}").format(path=done.aside))
        page.line(
            gettext(
                "原来的工作台还在用，或者备份之后又出具过文书的，请先用 paper numbering --station "
                "设本机代号，以免两份文书用同一个编号。"
            )
        )

    call.say(answer, show)
