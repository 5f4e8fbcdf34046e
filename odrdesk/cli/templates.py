"""`template`: the wording of the papers: look at it, check a file, draft, submit and release a version of one's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli.call import Call, call_of
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.options import Misuse
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import clerks, templates
from odrdesk.services.desk import Desk
from odrdesk.services.templates import Compared, Flaw, Line, Listed, Version
from odrdesk.text import gettext, sentence, spoken, word

app = typer.Typer(help=_("文书模板：查看、检查、起草、提交、发布。"), no_args_is_help=True)

Kind = Annotated[str, typer.Argument(metavar="KIND", help=_("文书代码，见 template list"))]


@app.command(name="list", help=_("各文书的现行版本和草稿。"))
def list_(context: typer.Context) -> None:
    """List the kinds with their version in force and their draft."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found = templates.every(desk)
    heads = [gettext("代码"), gettext("文书"), gettext("版本"), gettext("状态"), gettext("校验值")]
    call.say(
        {"templates": [_listed(one) for one in found]},
        lambda page: page.table(
            heads, [(one.kind.value, word(one.kind), one.version, _state(one), one.sha256[:12]) for one in found]
        ),
    )


@app.command(help=_("一种文书的模板：现行的、某一版或者草稿；以及可用的字段。"))
def show(
    context: typer.Context,
    kind: Kind,
    version: Annotated[int | None, typer.Option(metavar="N", min=0, help=_("第几版，0 是程序自带的"))] = None,
    *,
    draft: Annotated[bool, typer.Option("--draft", help=_("看草稿"))] = False,
    fields: Annotated[bool, typer.Option("--fields", help=_("列出可用的字段、过滤和写法"))] = False,
) -> None:
    """Show a text, or what it may name."""
    call = call_of(context)
    wanted = _kind(kind)
    if fields:
        _fields(call, wanted)
        return
    with call.desk(writing=False) as desk:
        listed = templates.one(desk, wanted)
        if draft and listed.draft is None:
            raise Refusal("template.no_draft", "template")
        text = listed.draft.text if draft and listed.draft else templates.text(desk, wanted, version)
        history = templates.versions(desk, wanted)
    answer = {**_listed(listed), "text": text, "versions": [_version(one) for one in history]}
    call.say(answer, lambda page: _lines(page, text.splitlines()))


@app.command(help=_("检查一个模板文件；有问题时退出码为 1。不写文件时检查草稿。"))
def check(
    context: typer.Context,
    kind: Kind,
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", show_default=False)] = None,
) -> int:
    """Check a file, or the draft; the exit status."""
    call = call_of(context)
    wanted = _kind(kind)
    text = _read(file) if file else _draft_of(call, wanted).text
    flaws = templates.check(wanted, text)
    bad = sum(not flaw.mild for flaw in flaws)

    def say(page: Page) -> None:
        for flaw in flaws:
            words = gettext("第 {line} 行第 {column} 列：{message}")
            told = sentence(flaw.code, flaw.data)
            page.line(words.format(line=flaw.at.line, column=flaw.at.column, message=told))
        page.line(gettext("共 {n} 处问题，{mild} 处提醒。").format(n=bad, mild=len(flaws) - bad))

    call.say({"kind": wanted, "ok": not bad, "problems": [_flaw(flaw) for flaw in flaws]}, say)
    return 1 if bad else 0


@app.command(help=_("把文件存为草稿；--submit 同时提交发布，须写 --why。"))
def draft(
    context: typer.Context,
    kind: Kind,
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", show_default=False)] = None,
    *,
    submit: Annotated[bool, typer.Option("--submit", help=_("提交发布"))] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help=_("取回已提交的草稿"))] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=_("撤回草稿，留存备查"))] = False,
) -> None:
    """Keep a draft, hand it in, take it back, or give it up."""
    call = call_of(context)
    wanted = _kind(kind)
    text = _read(file) if file else None
    with call.desk() as desk:
        if withdraw:
            done = templates.withdraw(desk, wanted, call.options.why).value
        elif take_back:
            done = templates.take_back(desk, wanted).value
        else:
            if text is not None:
                templates.draft(desk, wanted, text)
            if submit:
                templates.submit(desk, wanted, call.options.why)
            listed = templates.one(desk, wanted).draft
            if listed is None:
                raise Refusal("template.no_draft", "template")
            done = listed
    call.say(_version(done), lambda page: page.line(f"{word(wanted)}  {_version_words(done)}"))


@app.command(help=_("发布已提交的草稿，用于以后出具的文书；须由起草人以外的主管或者管理员办理。"))
def release(context: typer.Context, kind: Kind) -> None:
    """Release the submitted draft."""
    call = call_of(context)
    wanted = _kind(kind)
    with call.desk() as desk:
        _prove(call, desk)
        done = templates.release(desk, wanted).value
    call.say(_version(done), lambda page: page.line(f"{word(wanted)}  {_version_words(done)}"))


@app.command(help=_("草稿（或者文件）与现行版本的差异。"))
def diff(
    context: typer.Context,
    kind: Kind,
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", show_default=False)] = None,
    version: Annotated[int | None, typer.Option(metavar="N", min=0, help=_("与第几版比较"))] = None,
) -> None:
    """Show what differs from the version in force."""
    call = call_of(context)
    wanted = _kind(kind)
    text = _read(file) if file else None
    with call.desk(writing=False) as desk:
        lines = templates.diff(desk, wanted, text, version=version)
    changed = [one for one in lines if one.what is not Line.SAME]
    call.say(
        {"kind": wanted, "changed": bool(changed), "lines": [_compared(one) for one in changed]},
        lambda page: _lines(page, [f"{_SIGNS[one.what]} {one.text}" for one in lines]),
    )


@app.command(help=_("用虚构的案件（或者 --case 指明的案件）看模板印出的样张。"))
def preview(
    context: typer.Context,
    kind: Kind,
    out: Annotated[str, typer.Argument(metavar="OUT.pdf")],
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE", help=_("模板文件，不写时用草稿或现行版本"))
    ] = None,
    case: Annotated[str | None, typer.Option("--case", metavar="NUMBER", help=_("案件号"))] = None,
) -> None:
    """Write the sample that a text makes."""
    call = call_of(context)
    wanted = _kind(kind)
    text = _read(file) if file else None
    with call.desk(writing=False) as desk:
        listed = templates.one(desk, wanted)
        told = text if text is not None else listed.draft.text if listed.draft else listed.text
        made = templates.preview(desk, wanted, told, case)
    try:
        Path(out).write_bytes(made.content)
    except OSError as error:
        raise Fault("output.cannot_write", path=out, reason=error.strerror or "") from error
    path = str(Path(out).absolute())
    call.say({"kind": wanted, "pages": made.pages, "file": path}, lambda page: page.line(path))


def _kind(name: str) -> PaperKind:
    try:
        return PaperKind(name)
    except ValueError as why:
        known = " ".join(kind.value for kind in templates.kinds())
        raise Misuse(gettext("没有文书“{kind}”。可用：{known}").format(kind=name, known=known)) from why


_SIGNS = {Line.SAME: " ", Line.ADDED: "+", Line.REMOVED: "-"}


def _lines(page: Page, lines: Sequence[str]) -> None:
    for one in lines:
        page.line(one)


def _prove(call: Call, desk: Desk) -> None:
    """On a real desk a release is done by who proves who he is; `--as` has proved it already."""
    if not desk.practice and call.options.clerk is None and clerks.seat_of(desk, desk.clerk.name).has_password:
        clerks.verify(desk, desk.clerk.name, call.present_password(desk.clerk.name))


def _draft_of(call: Call, kind: PaperKind) -> Version:
    with call.desk(writing=False) as desk:
        found = templates.one(desk, kind).draft
    if found is None:
        raise Refusal("template.no_draft", "template")
    return found


def _read(file: str) -> str:
    """The text of a file. Refuses `template.file_unreadable`."""
    try:
        return Path(file).read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise Refusal("template.file_unreadable", "file", file=file) from error


def _fields(call: Call, kind: PaperKind) -> None:
    known = templates.schema_of(kind)
    answer = {
        "kind": kind,
        "fields": [
            {
                "name": one.name,
                "kind": one.kind,
                "optional": one.optional,
                "zh": one.zh,
                "en": one.en,
                "sample": one.sample,
                "parts": list(one.parts),
            }
            for one in known.fields.values()
        ],
        "tables": list(known.tables),
        "filters": [{"name": name, "zh": one.zh, "en": one.en} for name, one in templates.FILTERS.items()],
        "constructs": [f"@{one}" for one in templates.CONSTRUCTS],
    }
    heads = [gettext("字段"), gettext("说明"), gettext("例")]
    rows = [(one.name, spoken(one), one.sample) for one in known.fields.values()]
    call.say(answer, lambda page: page.table(heads, rows))


def _listed(one: Listed) -> dict[str, object]:
    return {
        "kind": one.kind,
        "title": word(one.kind),
        "version": one.version,
        "printed": one.printed,
        "sha256": one.sha256,
        "released_at": one.own.released_at if one.own else None,
        "released_by": one.own.releaser if one.own else None,
        "draft": _version(one.draft) if one.draft else None,
    }


def _version(one: Version) -> dict[str, object]:
    return {
        "kind": one.kind,
        "version": one.version,
        "sha256": one.sha256,
        "based_on": one.based_on,
        "why": one.why,
        "drafted_by": one.drafter,
        "drafted_at": one.drafted_at,
        "submitted_at": one.submitted_at,
        "released_by": one.releaser,
        "released_at": one.released_at,
        "alone": one.alone,
        "withdrawn_at": one.withdrawn_at,
    }


def _version_words(one: Version) -> str:
    if one.withdrawn_at is not None:
        return gettext("草稿已撤回")
    if one.version is not None:
        return gettext("第 {version} 版，{name}于{when}发布").format(
            version=one.version, name=one.releaser or "", when=shanghai(one.released_at)
        )
    if one.submitted_at is not None:
        return gettext("草稿已提交，待发布（{name}起草）").format(name=one.drafter)
    return gettext("草稿（{name}起草）").format(name=one.drafter)


def _state(one: Listed) -> str:
    return _version_words(one.draft) if one.draft else gettext("程序自带") if one.own is None else gettext("已发布")


def _flaw(flaw: Flaw) -> dict[str, object]:
    return {
        "line": flaw.at.line,
        "column": flaw.at.column,
        "length": flaw.at.length,
        "code": flaw.code,
        "mild": flaw.mild,
        "message": sentence(flaw.code, flaw.data),
    }


def _compared(one: Compared) -> dict[str, object]:
    return {"what": one.what, "text": one.text, "old": one.old, "new": one.new}
