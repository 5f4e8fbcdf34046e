"""`paper verify`, `sign`, `keys`, `verifier`: whether a paper is genuine, and what others need to find out."""

from pathlib import Path
from typing import Annotated

import typer

from odrdesk.cli import passwords, shown_papers
from odrdesk.cli.call import Call, call_of
from odrdesk.cli.chinese import chinese
from odrdesk.cli.marks import waiting as _
from odrdesk.cli.reading import read_bytes
from odrdesk.cli.voice import Page, shanghai
from odrdesk.domain.errors import Refusal
from odrdesk.domain.proof import FORM, LONGEST, Sealed, fingerprint
from odrdesk.domain.record import Finding
from odrdesk.services import paper_signing, proof, proof_keys, verifier
from odrdesk.services.proof import Signature, Verdict
from odrdesk.services.proof_keys import Key
from odrdesk.text import gettext, sentence, word

keys = typer.Typer(help=_("签名密钥：查看、更换、导出核验公钥、导入别处的核验公钥。"), no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Put the commands into the group of papers."""
    app.command(name="verify", help=_("核验一份文书：原件 PDF、扫描件、照片，或二维码的文字；有改动时退出状态为 1。"))(
        verify
    )
    app.command(name="sign", help=_("用企业证书电子签名（PAdES），签好的文件另存并附在文书下；原件不变。"))(sign)
    app.command(name="verifier", help=_("导出核验网页：一个文件，断网可用，不需要本程序。"))(verifier_page)
    app.add_typer(keys, name="keys")


def verify(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="FILE|QR-TEXT", help=_("文件，或二维码的文字；- 读标准输入"))],
    key: Annotated[
        str | None, typer.Option("--key", metavar="FILE", help=_("只用这个核验公钥文件核验，不打开工作台"))
    ] = None,
    trust: Annotated[
        list[str] | None,
        typer.Option("--trust", metavar="FILE", help=_("电子签名应追溯到的根证书（PEM 或 DER），可多次")),
    ] = None,
) -> None:
    """Tell whether a paper is genuine; exit status 1 where it is not."""
    call = call_of(context)
    content, roots = _content(what), [read_bytes(one) for one in trust or ()]
    if key is not None:
        found = proof.examine(None, content, proof_keys.read_file(read_bytes(key)), roots)
    else:
        with call.desk(writing=False) as desk:
            found = proof.examine(desk, content, roots=roots)
    if not found.genuine:
        raise _refusal(found)
    call.say(_answer(found), lambda page: _show(page, found))


def sign(  # noqa: PLR0917 -- Typer's options
    context: typer.Context,
    paper: Annotated[int, typer.Argument(metavar="ID", min=1, help=_("文书的 id"))],
    p12: Annotated[str, typer.Option("--p12", metavar="F", help=_("企业证书（PKCS#12，.p12 或 .pfx）"))],
    out: Annotated[str, typer.Option("--out", metavar="F", help=_("写到这个文件"))],
    passphrase_file: Annotated[
        str | None, typer.Option("--passphrase-file", metavar="F", help=_("证书口令（文件第一行）；不给则在终端询问"))
    ] = None,
    field: Annotated[
        str | None, typer.Option("--field", metavar="NAME", help=_("签在哪个位置；不给则为本单位的位置"))
    ] = None,
) -> None:
    """Sign a paper with the enterprise's certificate; the issued original stays."""
    call = call_of(context)
    content = read_bytes(p12)
    if passphrase_file is not None:
        secret = passwords.from_file(passphrase_file, "--passphrase-file")
    elif passwords.can_ask():
        secret = passwords.ask(gettext("证书口令（不显示）："))
    else:
        raise Refusal("sign.passphrase_needed", "passphrase")
    with call.desk() as desk:
        made = paper_signing.sign(desk, paper, content, secret, field).value
    proof_keys.write_out(Path(out), made.content)
    answer = {
        "id": made.paper,
        "number": made.number,
        "field": made.field,
        "signer": made.signer,
        "issuer": made.issuer,
        "left": list(made.left),
        "signed": made.attached.key,
        "sha256": made.sha256,
        "file": str(Path(out).absolute()),
    }

    def show(page: Page) -> None:
        words = gettext("{number} 已由“{signer}”电子签名，已附在文书下。")
        page.line(words.format(number=made.number, signer=made.signer))
        if made.left:
            page.line(gettext("还可以签名的位置：{fields}").format(fields=" ".join(made.left)))
        page.line(str(Path(out).absolute()))

    call.say(answer, show)


def verifier_page(
    context: typer.Context,
    out: Annotated[str, typer.Option("--out", metavar="F.html", help=_("写到这个文件"))],
) -> None:
    """Write the page that verifies papers in a browser."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        content = verifier.page(desk)
    _written(call, out, content, gettext("核验网页已写出，SHA-256：{digest}"))


@keys.command(name="list", help=_("本工作台的签名密钥和导入的核验公钥。"))
def list_keys(context: typer.Context) -> None:
    """List the public keys."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        found, now = proof_keys.known(desk), proof_keys.current(desk)
    answer = {"current": now.kid if now else None, "keys": [_key(one) for one in found]}
    head = [gettext("密钥"), gettext("指纹"), gettext("启用日期"), gettext("停用日期"), gettext("来自")]

    def row(one: Key) -> tuple[str, ...]:
        retired = shanghai(one.retired_at) if one.retired_at else ""
        return one.kid, fingerprint(one.public), shanghai(one.made_at), retired, one.origin or gettext("本工作台")

    call.say(answer, lambda page: page.table(head, [row(one) for one in found]))


@keys.command(name="rotate", help=_("换用新的签名密钥，须写 --why；原有文书仍可核验。"))
def rotate(context: typer.Context) -> None:
    """Sign with a new key from now on."""
    call = call_of(context)
    with call.desk() as desk:
        made = proof_keys.rotate(desk, call.options.why).value
    words = gettext("新的签名密钥 {kid}，指纹 {print}")
    call.say(_key(made), lambda page: page.line(words.format(kid=made.kid, print=fingerprint(made.public))))


@keys.command(name="export", help=_("导出核验公钥，交给要核验文书的人。"))
def export(
    context: typer.Context,
    out: Annotated[str, typer.Option("--out", metavar="F.json", help=_("写到这个文件"))],
) -> None:
    """Write the desk's public keys into a file."""
    call = call_of(context)
    with call.desk(writing=False) as desk:
        content = proof_keys.public_file(desk)
    _written(call, out, content, gettext("核验公钥已写出，SHA-256：{digest}"))


@keys.command(name="import", help=_("导入别处的核验公钥，以便核验它的文书。"))
def take_in(context: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> None:
    """Take in another desk's public keys."""
    call = call_of(context)
    with call.desk() as desk:
        told = proof_keys.take_in(desk, read_bytes(file)).value

    def show(page: Page) -> None:
        page.line(gettext("已导入“{desk}”的核验公钥，请电话核对指纹：").format(desk=told.desk))
        for one in told.keys:
            page.line(f"{one.kid}\t{fingerprint(one.public)}")

    call.say({"desk": told.desk, "keys": [_key(one) for one in told.keys]}, show)


def _content(what: str) -> bytes | str:
    """The text of a code as it was typed, or a file's bytes; a file may hold the text of a code too."""
    if what.lstrip().startswith(FORM + "|"):
        return what
    content = read_bytes(what)
    head = content[: LONGEST * 2]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(FORM.encode() + b"|"):
        return head.decode("ascii", "replace").lstrip("\ufffd")
    return content


def _refusal(found: Verdict) -> Refusal:
    """What is wrong with the worst one in the file, all of it in the data."""
    worst = next(one for one in (found, *found.more) if one.wrong)
    first = worst.wrong[0]
    told = {name: value for name, value in _answer(worst).items() if name != "unchanged"}
    return Refusal(first.code, "file", **{**first.data, **told, "problems": _said(worst.wrong)})


def _answer(found: Verdict) -> dict[str, object]:
    paper = found.paper
    answer: dict[str, object] = {"unchanged": True}
    if paper is not None:
        answer |= shown_papers.paper(paper)
    answer |= {
        "source": found.source,
        "exact": found.exact,
        "qr": _sealed(found.sealed) if found.sealed else None,
        "key": _key(found.key) if found.key else None,
        "cautions": _said(found.cautions),
    }
    if found.signatures:
        answer["signatures"] = [_signature(one) for one in found.signatures]
    if found.facts is not None:
        answer["facts"] = dict(found.facts)
    if found.more:
        answer["more"] = [_answer(one) for one in found.more]
    return answer


def _sealed(told: Sealed) -> dict[str, object]:
    return {
        "kind": told.kind,
        "no": told.no,
        "case": told.case_number,
        "amount_fen": told.fen,
        "day": told.day,
        "digest": told.digest.hex(),
        "kid": told.kid,
        "practice": told.practice,
    }


def _signature(one: Signature) -> dict[str, object]:
    return {
        "field": one.field,
        "signer": one.signer,
        "issuer": one.issuer,
        "signed_at": one.signed_at,
        "intact": one.intact,
        "whole": one.whole,
        "trusted": one.trusted,
        "expired": one.expired,
    }


def _key(one: Key) -> dict[str, object]:
    return {
        "kid": one.kid,
        "fingerprint": fingerprint(one.public),
        "practice": one.practice,
        "made_at": one.made_at,
        "retired_at": one.retired_at,
        "desk": one.origin,
    }


def _said(found: tuple[Finding, ...]) -> list[dict[str, object]]:
    return [{"code": one.code, "message": sentence(one.code, one.data), "data": one.data} for one in found]


def _issued(found: Verdict) -> list[tuple[str, str]]:
    """What was issued, for comparing with what the paper says."""
    told = found.facts.get("facts") if found.facts else None
    if not isinstance(told, dict):
        return []
    parties = ((gettext("消费者"), told.get("consumer")), (gettext("商家"), told.get("merchant")))
    return [(who, str(one["name"])) for who, one in parties if isinstance(one, dict) and one.get("name")]


def _show(page: Page, found: Verdict) -> None:
    for one in (found, *found.more):
        sealed, paper = one.sealed, one.paper
        if paper is not None:
            page.line(f"{word(paper.mark.kind)}\t{paper.mark.number}\t{shanghai(paper.mark.issued_at)}")
        elif sealed is not None and sealed.kind is not None:
            page.line(f"{chinese(sealed.kind)}\t{sealed.no}\t{sealed.day.isoformat()}")
        if sealed is not None:
            money = gettext("金额 {yuan} 元").format(yuan=sealed.fen.grouped) if sealed.fen is not None else ""
            page.line("\t".join(part for part in (sealed.case_number, money, sealed.kid) if part))
        for name, value in _issued(one):
            page.line(f"{name}\t{value}")
        page.line(gettext("与出具时一致。") if one.exact else gettext("二维码签名有效。"))
        for caution in one.cautions:
            page.line(gettext("注意：{message}").format(message=sentence(caution.code, caution.data)))


def _written(call: Call, out: str, content: bytes, words: str) -> None:
    path = Path(out)
    proof_keys.write_out(path, content)
    digest = verifier.digest(content)

    def show(page: Page) -> None:
        page.line(words.format(digest=digest))
        page.line(str(path.absolute()))

    call.say({"file": str(path.absolute()), "sha256": digest, "size": len(content)}, show)
