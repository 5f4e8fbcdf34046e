"""`paper`: which papers there are, issue one, declare one void; what becomes of them is in `paper_life`."""

from typing import Annotated

import typer

from odrdesk.cli import paper_batch, paper_font, paper_life, paper_numbers, shown_papers
from odrdesk.cli.call import call_of
from odrdesk.cli.chinese import chinese
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.paper_files import write_out
from odrdesk.cli.voice import Page
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers
from odrdesk.text import gettext, word

COPIES = "consumer merchant regulator desk rights_holder"

app = typer.Typer(help=_("文书：出具、打印、送达、作废、核验。"), no_args_is_help=True)
paper_life.add_to(app)
paper_numbers.add_to(app)
paper_font.add_to(app)
paper_batch.add_to(app)


@app.command(help=_("可以出具的文书。"))
def kinds(context: typer.Context) -> None:
    """List the kinds that can be issued."""
    found = papers.kinds()
    call_of(context).say(
        {"kinds": [{"kind": kind, "title": chinese(kind)} for kind in found]},
        lambda page: page.table([gettext("代码"), gettext("文书")], [(kind.value, word(kind)) for kind in found]),
    )


@app.command(help=_("出具一份文书，并写出 PDF。内容未变时给出原件，编号不变。"))
def issue(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("文书代码，见 paper kinds"))],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=_("案件号"))],
    out: Annotated[str | None, typer.Option(metavar="F", help=_("写到这个文件，或这个文件夹"))] = None,
    copy: Annotated[str | None, typer.Option(metavar="COPY", help=COPIES)] = None,
    *,
    lead: Annotated[int | None, typer.Option(metavar="N", min=1, help=_("移送单：第几条线索，默认最后一条"))] = None,
    language: Annotated[str | None, typer.Option(metavar="LANG", help=_("和解文书的语言：zh 或 zh-en"))] = None,
) -> None:
    """Issue a paper and write its PDF."""
    call = call_of(context)
    wanted = _kind(kind)
    if copy is not None and copy not in COPIES.split():
        raise Misuse(gettext("没有联别“{copy}”。可用：{known}").format(copy=copy, known=COPIES))
    with call.desk() as desk:
        issued = papers.issue(
            desk, number, wanted, copy=copy, lead=lead, language=language, at=call.options.at, why=call.options.why
        ).value
    path = write_out(issued.pdf, issued.name, out)
    answer = {
        "id": issued.id,
        "number": issued.number,
        "kind": issued.kind,
        "pages": issued.pages,
        "sha256": issued.sha256,
        "file": str(path),
    }

    def show(page: Page) -> None:
        title = gettext("{paper} {number}，共 {pages} 页")
        page.line(title.format(paper=word(issued.kind), number=issued.number, pages=issued.pages))
        if issued.again:
            page.line(gettext("内容与已出具的相同，给出原件。"))
        page.line(str(path))

    call.say(answer, show)


@app.command(help=_("作废一份文书的各联，须写 --why；编号保留。"))
def void(context: typer.Context, key: Annotated[int, typer.Argument(metavar="ID", min=1)]) -> None:
    """Declare a paper void."""
    call = call_of(context)
    with call.desk() as desk:
        paper = papers.void(desk, key, call.options.why).value
    call.say(
        shown_papers.paper(paper), lambda page: page.line(gettext("已作废：{number}").format(number=paper.mark.number))
    )


def _kind(name: str) -> PaperKind:
    try:
        return PaperKind(name)
    except ValueError as why:
        known = " ".join(kind.value for kind in papers.kinds())
        raise Misuse(gettext("没有文书“{kind}”。可用：{known}").format(kind=name, known=known)) from why
