"""`paper batch`: one kind of paper for many cases as one job."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import call_of
from odrdesk.cli.chinese import chinese
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.reading import read_text
from odrdesk.cli.voice import Page
from odrdesk.cli.watch import progress
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import paper_batch, papers
from odrdesk.services.batch_files import Line
from odrdesk.services.paper_batch import Batch, Job
from odrdesk.text import gettext, refusal_text, word

COPIES = "consumer merchant regulator desk rights_holder"
STANDARD_INPUT = "-"
OUT_HELP = _("写到文件夹，或合成一个 F.pdf，或打成 F.zip")
NUMBERS_HELP = _("案件号；- 从标准输入逐行读取")


def add_to(app: typer.Typer) -> None:
    """Put the command into the group `paper`."""
    app.command(help=_("给许多案件一次出具同一种文书；中断后再运行一次即可接着办。"))(batch)


def batch(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("文书代码，见 paper kinds"))],
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER…", help=NUMBERS_HELP)],
    out: Annotated[str, typer.Option(metavar="DIR|F.pdf|F.zip", help=OUT_HELP)],
    copy: Annotated[list[str] | None, typer.Option(metavar="COPY", help=COPIES)] = None,
    *,
    backs: Annotated[bool, typer.Option("--backs", help=_("合成一个 PDF 时补空白背面，供双面打印"))] = False,
) -> None:
    """Issue one kind of paper for many cases."""
    call = call_of(context)
    job = Job(_kind(kind), _numbers(numbers), Path(out), _copies(copy), backs)
    with call.desk() as desk, progress(word(job.kind), silent=call.options.json) as tell:
        heard = None if tell is None else lambda done, total, _case: tell(done, total)
        options = call.options
        done = paper_batch.run(desk, job, at=options.at, why=options.why, progress=heard).value
    if not done.done:
        first = done.refused[0]
        why = refusal_text(first.refusal) if first.refusal else ""
        raise Refusal("paper.batch_none", "numbers", count=len(done.lines), case=first.case, reason=why)
    call.say(_answer(done), lambda page: _show(page, done))


def _kind(name: str) -> PaperKind:
    try:
        return PaperKind(name)
    except ValueError as why:
        known = " ".join(kind.value for kind in papers.kinds())
        raise Misuse(gettext("没有文书“{kind}”。可用：{known}").format(kind=name, known=known)) from why


def _copies(names: list[str] | None) -> tuple[str | None, ...]:
    for name in names or ():
        if name not in COPIES.split():
            raise Misuse(gettext("没有联别“{copy}”。可用：{known}").format(copy=name, known=COPIES))
    return tuple(names) if names else (None,)


def _numbers(told: list[str]) -> tuple[str, ...]:
    numbers: list[str] = []
    for one in told:
        numbers.extend(sys.stdin.read().split() if one == STANDARD_INPUT else [one])
    return tuple(read_text("numbers", one) for one in numbers)


def _answer(done: Batch) -> dict[str, object]:
    return {
        "form": done.form,
        "out": str(done.out.absolute()),
        "manifest": str(done.manifest.absolute()) if done.manifest else None,
        "pages": sum(line.pages for line in done.done),
        "papers": [_paper(line) for line in done.done],
        "refused": [_refused(line) for line in done.refused],
    }


def _paper(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "number": line.number,
        "kind": line.kind,
        "title": chinese(line.kind),
        "case": line.case,
        "copy": line.copy,
        "pages": line.pages,
        "first_page": line.first_page,
        "sha256": line.sha256,
        "file": line.file,
    }


def _refused(line: Line) -> dict[str, object]:
    told = line.refusal
    return {
        "case": line.case,
        "copy": line.copy,
        "code": told.code if told else None,
        "message": refusal_text(told) if told else None,
    }


def _show(page: Page, done: Batch) -> None:
    count = len(done.done)
    words = gettext("{paper}：出具 {n} 份，共 {pages} 页")
    pages = sum(line.pages for line in done.done)
    page.line(words.format(paper=word(done.lines[0].kind), n=count, pages=pages))
    if done.refused:
        page.line(gettext("未出具 {n} 件：").format(n=len(done.refused)))
    for line in done.refused:
        reason = refusal_text(line.refusal) if line.refusal else ""
        page.line(f"{line.case}  {reason}")
    page.line(str(done.out.absolute()))
