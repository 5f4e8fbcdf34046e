"""`paper list|show|deliver|signed|reprint|printed`: what becomes of issued papers."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli import shown_papers
from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.paper_files import write_out
from odrdesk.cli.reading import read_text
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.paper_life import Delivery
from odrdesk.domain.paper_vocabulary import DeliveryWay, PaperStage
from odrdesk.services import papers
from odrdesk.services.paper_lists import History, Listed
from odrdesk.text import gettext, member, word

LIMIT = 500
STAGES = "waiting_print waiting_receipt done void"

Key = Annotated[int, typer.Argument(metavar="ID", min=1, help=_("文书的编号（ID），见 paper list"))]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the group `paper`."""
    app.command(name="list", help=_("列出文书：一个案件的，或全部；可按进度筛选。"))(listed)
    app.command(help=_("一份文书的全部经过：打印、送达、签收件和各联。"))(show)
    app.command(help=_("登记送达；时间早于现在的，用 --at 和 --why。"))(deliver)
    app.command(help=_("归档签收件（PDF、JPEG、PNG、TIFF 扫描件）；出具的原件不变。"))(signed)
    app.command(help=_("再打印一份：写出加印副本标记的 PDF，并记入打印记录。"))(reprint)
    app.command(help=_("登记已经打印。"))(printed)


def listed(
    context: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="[NUMBER]", help=_("案件号，不写则全部"))] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help=STAGES)] = None,
    *,
    void: Annotated[bool, typer.Option("--void", help=_("只列作废的"))] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1)] = LIMIT,
) -> None:
    """List issued papers."""
    call = call_of(context)
    wanted = PaperStage.VOID if void else None
    if state is not None:
        wanted = _stage(state)
    with call.desk(writing=False) as desk:
        found = papers.listed(desk, number, stage=wanted, limit=limit)
        counts = papers.counts(desk)
    answer = {
        "rows": [shown_papers.waiting(row) for row in found.rows],
        "total": found.total,
        "counts": {stage.value: count for stage, count in counts.items()},
    }
    call.say(answer, lambda page: _show_list(page, found))


def show(context: typer.Context, key: Key) -> None:
    """Tell what became of a paper."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found = papers.history(desk, key)
    call.say(shown_papers.history(found), lambda page: _show_history(page, found))


def deliver(
    context: typer.Context,
    key: Key,
    *,
    how: Annotated[str, typer.Option(metavar="HOW", help=_("送达方式，如 当面、邮寄、短信、平台站内信，或代码"))],
    to: Annotated[str, typer.Option(metavar="WHO", help=_("送达给谁"))],
    receipt: Annotated[str, typer.Option(metavar="TEXT", help=_("回执：签收人、快递单号，或其他凭据"))] = "",
    evidence: Annotated[int | None, typer.Option(metavar="ID", min=1, help=_("作为回执的证据编号"))] = None,
    corrects: Annotated[int | None, typer.Option(metavar="ID", min=1, help=_("更正哪一条送达记录"))] = None,
) -> None:
    """Note a delivery."""
    call = call_of(context)
    way = member(DeliveryWay, how, "how")
    told = Delivery(way, call.options.at, read_text("to", to), read_text("receipt", receipt), evidence, corrects)
    with call.desk() as desk:
        done = papers.deliver(desk, key, told, why=call.options.why).value
        paper = papers.history(desk, key).paper

    def tell(page: Page) -> None:
        words = gettext("已登记送达 {id}：{number}，{how}，{to}")
        one = done.delivered
        page.line(words.format(id=one.key, number=paper.mark.number, how=word(one.how), to=one.to))
        if done.offered is not None:
            words = gettext("期限从送达之日起算，请办理“{step}”：{facts}")
            facts = " ".join(f"{name}={value}" for name, value in done.offered.facts.items() if value)
            page.line(words.format(step=word(done.offered.step), facts=facts))

    call.say(shown_papers.told(done, paper.mark.number), tell)


def signed(
    context: typer.Context,
    key: Key,
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("签收件的扫描件"))],
    by: Annotated[str, typer.Option(metavar="WHO", help=_("谁签的"))] = "",
    corrects: Annotated[int | None, typer.Option(metavar="ID", min=1, help=_("更正哪一条签收记录"))] = None,
) -> None:
    """Attach a signed scan."""
    call = call_of(context)
    with call.desk() as desk:
        done = papers.attach_signed(
            desk, key, Path(file), by=read_text("by", by), at=call.options.at, why=call.options.why, corrects=corrects
        ).value

    def tell(page: Page) -> None:
        page.line(gettext("已归档签收件 {id}：{name}").format(id=done.key, name=done.name))
        page.line(f"SHA-256\t{done.sha256}")

    call.say(shown_papers.signed(done), tell)


def reprint(
    context: typer.Context,
    key: Key,
    out: Annotated[str | None, typer.Option(metavar="F", help=_("写到这个文件，或这个文件夹"))] = None,
) -> None:
    """Print a paper once more, to a file."""
    call = call_of(context)
    with call.desk() as desk:
        done = papers.print_job(desk, [key]).papers[0]
        path = write_out(done.content, done.name, out)
        papers.printed(desk, key, pages=done.pages, turn=done.turn)
    answer = {
        "id": done.key,
        "number": done.number,
        "kind": done.kind,
        "copy": done.copy,
        "turn": done.turn,
        "pages": done.pages,
        "sha256": done.sha256,
        "file": str(path),
    }

    def tell(page: Page) -> None:
        words = gettext("{number}：副本 {turn}") if done.turn else gettext("{number}：原件，第一次打印")
        page.line(words.format(number=done.number, turn=done.turn))
        page.line(str(path))

    call.say(answer, tell)


def printed(
    context: typer.Context,
    key: Key,
    printer: Annotated[str, typer.Option(metavar="NAME", help=_("打印机"))] = "",
    copies: Annotated[int, typer.Option(metavar="N", min=1, help=_("份数"))] = 1,
) -> None:
    """Log a printing that another program did."""
    call = call_of(context)
    with call.desk() as desk:
        done = papers.printed(
            desk, key, read_text("printer", printer), copies, at=call.options.at, why=call.options.why
        ).value
    words = gettext("已登记打印，{copies} 份。")
    call.say(shown_papers.printed(done), lambda page: page.line(words.format(copies=done.copies)))


def _stage(name: str) -> PaperStage:
    try:
        return PaperStage(name)
    except ValueError as why:
        words = gettext("没有进度“{state}”。可用：{known}")
        raise Misuse(words.format(state=name, known=STAGES)) from why


def _show_list(page: Page, found: Listed) -> None:
    heads = (
        "ID",
        gettext("编号"),
        gettext("文书"),
        gettext("联别"),
        gettext("案件"),
        gettext("进度"),
        gettext("打印"),
        gettext("送达情况"),
    )
    rows = [
        (
            str(row.key),
            row.number,
            word(row.kind),
            shown_papers.copy_word(row.copy),
            row.case,
            word(row.stage) + (f"\u3000{row.void_why}" if row.void_why else ""),
            str(row.prints or ""),
            gettext("、").join(word(one.how) for one in row.life.delivered),
        )
        for row in found.rows
    ]
    page.table(heads, rows)
    page.line(gettext("共 {n} 份").format(n=found.total))


def _show_history(page: Page, found: History) -> None:
    paper, mark = found.paper, found.paper.mark
    page.line(f"{word(mark.kind)}  {mark.number}  {shown_papers.copy_word(paper.copy)}  {word(paper.stage)}")
    page.line(f"{found.case}  {shanghai(mark.issued_at)}  SHA-256 {paper.sha256}")
    if paper.void_why:
        page.line(gettext("作废：{at}，{why}").format(at=shanghai(paper.void_at), why=paper.void_why))
    for print_ in found.life.prints:
        which = gettext("副本 {turn}").format(turn=print_.turn) if print_.turn else gettext("原件")
        words = gettext("打印 {at}  {which}  {copies} 份  {printer}  {who}")
        who = found.people.get(print_.clerk, "")
        told = words.format(at=shanghai(print_.at), which=which, copies=print_.copies, printer=print_.printer, who=who)
        page.line(told)
    for one in found.life.deliveries:
        words = gettext("送达 {id}  {at}  {how}  {to}  {receipt}  {who}")
        if one.corrected_by:
            words = gettext("（已更正）送达 {id}  {at}  {how}  {to}  {receipt}  {who}")
        told = words.format(
            id=one.key,
            at=shanghai(one.at),
            how=word(one.how),
            to=one.to,
            receipt=one.receipt,
            who=found.people.get(one.clerk, ""),
        )
        page.line(told)
    for scan in found.life.signed:
        words = gettext("签收件 {id}  {at}  {name}  {by}")
        page.line(words.format(id=scan.key, at=shanghai(scan.at), name=scan.name, by=scan.by))
    others = [one for one in found.copies if one.mark.key != mark.key]
    if others:
        told = gettext("、").join(f"{shown_papers.copy_word(one.copy)}（{one.mark.key}）" for one in others)
        page.line(gettext("同号的其他联：{copies}").format(copies=told))
