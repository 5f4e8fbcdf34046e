"""`evidence`: file evidence in a case, list it, take a copy out, withdraw it, and find out whether a byte changed."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli import shown
from odrdesk.cli.call import call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.reading import read_moment, read_text
from odrdesk.cli.voice import Page, shanghai
from odrdesk.cli.watch import progress
from odrdesk.domain.errors import Refusal
from odrdesk.domain.evidence import Item, Passage, SlotState, Told
from odrdesk.domain.vocabulary import EvidenceSlot, EvidenceSource
from odrdesk.services import evidence
from odrdesk.services.evidence import Verified
from odrdesk.text import gettext, member, ngettext, sentence, spoken, word

CHANGED = 3
SHORT_HASH = 12

app = typer.Typer(help=_("证据：登记、列出、核验、导出副本、撤回。"), no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help=_("案件号"))]
Key = Annotated[int, typer.Argument(metavar="ID", min=1, help=_("证据编号，见 evidence list"))]
SLOT_HELP = _("归入哪一栏，如 订单、支付、直播回放，或代码")
SOURCE_HELP = _("谁提供的，如 消费者、商家、平台")


@app.command(help=_("登记一份证据：文件复制进工作台并计算 SHA-256，原件不动。"))
def add(
    context: typer.Context,
    number: Number,
    file: Annotated[str, typer.Argument(metavar="FILE", help=_("文件"))],
    *,
    slot: Annotated[str, typer.Option(metavar="SLOT", help=SLOT_HELP)],
    note: Annotated[str | None, typer.Option(metavar="TEXT", help=_("备注"))] = None,
    source: Annotated[str | None, typer.Option(metavar="WHO", help=SOURCE_HELP)] = None,
    origin: Annotated[str | None, typer.Option(metavar="TEXT", help=_("从哪里来：渠道或网址"))] = None,
    proves: Annotated[str | None, typer.Option(metavar="TEXT", help=_("证明什么"))] = None,
    collected: Annotated[str | None, typer.Option(metavar="TIME", help=_("取得的时间"))] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="HH:MM:SS", help=_("直播片段的开始"))] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="HH:MM:SS", help=_("直播片段的结束"))] = None,
    said: Annotated[str | None, typer.Option("--words", metavar="TEXT", help=_("口播原话"))] = None,
) -> None:
    """File one item."""
    call = call_of(context)
    texts = {"note": note, "origin": origin, "proves": proves, "from": start, "to": end, "words": said}
    read = {name: read_text(name, text) if text is not None else None for name, text in texts.items()}
    told = Told(
        slot=_slot(slot),
        source=member(EvidenceSource, source, "source") if source else None,
        origin=read["origin"],
        proves=read["proves"],
        note=read["note"],
        collected_at=read_moment("collected", collected) if collected else None,
        passage=Passage(read["from"], read["to"], read["words"]),
    )
    with call.desk() as desk:
        item = evidence.add(desk, number, Path(file), told, at=call.options.at, why=call.options.why).value

    def show(page: Page) -> None:
        page.line(gettext("已登记证据 {key}：{name}").format(key=item.key, name=item.name))
        page.line(f"SHA-256\t{item.sha256}")

    call.say(shown.evidence(item), show)


@app.command(name="list", help=_("一个案件的证据，和还空着的栏。"))
def list_(context: typer.Context, number: Number) -> None:
    """List the items and slots of a case."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        items, slots = evidence.of_case(desk, number)
    answer = {"items": [shown.evidence(item) for item in items], "slots": [shown.slot(one) for one in slots]}
    call.say(answer, lambda page: _show(page, items, slots))


@app.command(help=_("逐字节核验一个案件或全部证据；有改动时退出状态为 3。"))
def verify(
    context: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="[NUMBER]", help=_("案件号，不写则全部"))] = None,
) -> int:
    """Compare every file with its hash; exit status 3 where one differs or is gone."""
    call = call_of(context)
    with call.desk(writing=False) as desk, progress(gettext("核验"), silent=call.options.json) as tell:
        heard = None if tell is None else lambda done, total, _name: tell(done >> 20, total >> 20)
        found = evidence.verify(desk, number, heard)
    call.say(_verified(found), lambda page: _show_verified(page, found))
    return CHANGED if found.findings else 0


@app.command(help=_("把一份证据的副本写到文件；会记入案件记录，原因写在 --why。"))
def show(
    context: typer.Context,
    key: Key,
    out: Annotated[str, typer.Option(metavar="FILE", help=_("写到这个文件，或这个文件夹"))],
) -> None:
    """Take a copy out."""
    call = call_of(context)
    with call.desk() as desk:
        path = evidence.release(desk, key, Path(out), call.options.why).value
    call.say({"id": key, "file": str(path)}, lambda page: page.line(str(path)))


@app.command(help=_("撤回一份证据，须写 --why；文件和登记都保留。"))
def withdraw(
    context: typer.Context,
    key: Key,
    by: Annotated[int | None, typer.Option(metavar="ID", min=1, help=_("由哪一份证据替换"))] = None,
) -> None:
    """Withdraw an item."""
    call = call_of(context)
    with call.desk() as desk:
        item = evidence.withdraw(desk, key, call.options.why, replaced_by=by).value
    call.say(
        shown.evidence(item),
        lambda page: page.line(gettext("已撤回证据 {key}：{name}").format(key=item.key, name=item.name)),
    )


def _slot(text: str) -> EvidenceSlot:
    try:
        return member(EvidenceSlot, text, "slot")
    except Refusal as why:
        known = [word(slot) for slot in EvidenceSlot]
        codes = " ".join(EvidenceSlot)
        raise Refusal("evidence.slot_unknown", "slot", slot=text[:40], known=known, codes=codes) from why


def _show(page: Page, items: tuple[Item, ...], slots: tuple[SlotState, ...]) -> None:
    page.table(
        [
            gettext("编号"),
            gettext("栏"),
            gettext("文件"),
            gettext("大小"),
            gettext("提供人"),
            gettext("登记时间"),
            "SHA-256",
            "",
        ],
        [
            (
                item.key,
                word(item.slot),
                item.name,
                item.size,
                word(item.told.source) if item.told.source else "",
                shanghai(item.taken_at),
                item.sha256[:SHORT_HASH],
                "" if item.valid else gettext("已撤回"),
            )
            for item in items
        ],
    )
    for one in slots:
        if not one.filled:
            state = gettext("待补") if one.needed else gettext("可补")
            proves = spoken(one.proves) if one.proves else ""
            page.line(gettext("{state}：{slot}，证明{proves}").format(state=state, slot=word(one.slot), proves=proves))


def _verified(found: Verified) -> dict[str, object]:
    return {
        "ok": not found.findings,
        "items": found.items,
        "size": found.size,
        "findings": [
            {"code": one.code, "message": sentence(one.code, one.data), "data": one.data} for one in found.findings
        ],
    }


def _show_verified(page: Page, found: Verified) -> None:
    for one in found.findings:
        page.line(f"{one.code}\t{sentence(one.code, one.data)}")
    if not found.findings:
        words = ngettext("{n} 份证据，逐字节核验无误。", "{n} 份证据，逐字节核验无误。", found.items)
        page.line(words.format(n=found.items))
