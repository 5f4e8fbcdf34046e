"""What people read of a case's bundle: `index.html`, for any browser and without a script, and how to verify."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from odrdesk.documents.csv_text import csv_bytes
from odrdesk.documents.pdf import SHANGHAI
from odrdesk.documents.report_facts import CaseReport, LimitFacts
from odrdesk.documents.wording import Wording, wording

NAME = "case_bundle"
_STYLE = """
:root{color-scheme:light dark;--ink:#111;--grey:#5b6470;--rule:#c9ced6;--fill:#eef1f5;--navy:#1f3a5f;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--grey:#a5adb8;--rule:#3c434d;--fill:#23282f;--navy:#9db8dc;
--paper:#16191d}}
body{font:15px/1.6 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;color:var(--ink);background:var(--paper);
max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;color:var(--navy)}h2{font-size:1.1rem;color:var(--navy);border-bottom:1px solid var(--rule);
padding-bottom:.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--rule);padding:.3rem .5rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere}th{background:var(--fill);font-weight:600;white-space:nowrap}
td.n{text-align:right;white-space:nowrap}td.d{white-space:nowrap}code{font:12px/1.5 ui-monospace,Consolas,monospace}
p.mark{background:var(--fill);padding:.5rem .8rem;border-left:3px solid var(--navy)}.g{color:var(--grey)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}@media print{body{max-width:none;margin:0}}
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the bundle, or one that was left out (`why` then says it, and it has no name here).

    `kind` and `why` are codes of the wording's tables `kinds` and `left_out`.
    """

    kind: str
    original: str
    size: int
    sha256: str
    name: str = ""
    why: str = ""


def words() -> Wording:
    """The words of a bundle."""
    return wording(NAME)


def how_to(number: str) -> bytes:
    """How to verify the bundle without this program, as plain text."""
    told: str = words().part("howto")["whole"]
    return told.lstrip("\n").replace("{number}", number).encode()


def timeline_csv(facts: CaseReport, seqs: Sequence[int]) -> bytes:
    """The record in words, an entry a row; `seqs` are their places in the record of the desk."""
    label = words().part("columns")
    rows = [
        [
            f"{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
            f"{one.written_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if one.written_at else "",
            seq,
            one.who,
            one.title,
            one.text,
        ]
        for one, seq in zip(facts.happenings, seqs, strict=True)
    ]
    return csv_bytes([label[name] for name in ("at", "written_at", "seq", "who", "title", "text")], rows)


def index_html(facts: CaseReport, files: Sequence[Listed]) -> bytes:
    """The page. Every text is escaped, nothing runs, nothing is loaded from elsewhere."""
    said = words().part("page")
    kept, left = [one for one in files if not one.why], [one for one in files if one.why]
    body = [
        f"<h1>{escape(said['title'])}</h1>",
        f'<p class="mark">{escape(said["masked" if facts.masked else "confidential"])}</p>',
        f'<p class="mark">{escape(said["sample"])}</p>' if facts.mark is not None else "",
        _section(said["summary"], _summary(facts)),
        _section(said["statement"], f"<pre>{escape(facts.dispute)}</pre>"),
        _section(said["files"], _files(kept)),
        _section(said["left_out"], _left_out(left)) if left else "",
        _section(said["timeline"], _timeline(facts)),
        _section(said["limits"], _limits(facts.limits)),
        _section(said["verify"], f"<p>{escape(said['steps'])}</p>"),
    ]
    head = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" '
        f'content="no-referrer">\n<title>{escape(facts.case_number)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n'
    )
    return (head + "\n".join(part for part in body if part) + "\n</body>\n</html>\n").encode()


def _summary(facts: CaseReport) -> str:
    order = facts.order
    rows = [
        ("case_number", facts.case_number),
        ("case_state", facts.state),
        ("as_of", f"{facts.as_of:%Y-%m-%d}"),
        ("consumer", facts.consumer.name),
        ("merchant", facts.merchant.name),
        ("goods", order.goods if order else ""),
        ("paid", order.paid.grouped if order and order.paid is not None else ""),
        ("category", facts.category),
        ("claims", facts.claims),
        ("channel", " ".join(filter(None, (facts.channel, facts.channel_number)))),
        ("received", f"{facts.received_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"),
        ("officer", facts.officer),
        ("issuer", " ".join(filter(None, (facts.letterhead.organisation, facts.letterhead.point)))),
    ]
    said = words().part("page")
    told = (f"<tr><th>{escape(said[name])}</th><td>{escape(value)}</td></tr>" for name, value in rows if value)
    return _table("", told)


def _files(files: Sequence[Listed]) -> str:
    said, kinds = words().part("page"), words().part("kinds")
    rows = (
        f'<tr><td><a href="{quote(one.name)}">{escape(one.name)}</a><br><span class="g">{escape(kinds[one.kind])}'
        f'</span></td><td>{escape(one.original)}</td><td class="n">{one.size:,}</td>'
        f"<td><code>{one.sha256}</code></td></tr>"
        for one in files
    )
    return _table(_heads(said["file"], said["original"], said["size"], "SHA-256"), rows)


def _left_out(files: Sequence[Listed]) -> str:
    said, why = words().part("page"), words().part("left_out")
    rows = (
        f'<tr><td>{escape(one.original)}</td><td>{escape(why[one.why])}</td><td class="n">{one.size:,}</td>'
        f"<td><code>{one.sha256}</code></td></tr>"
        for one in files
    )
    return _table(_heads(said["original"], said["why"], said["size"], "SHA-256"), rows)


def _timeline(facts: CaseReport) -> str:
    said = words().part("page")
    rows = (
        f'<tr><td class="d">{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}</td><td>{escape(one.who)}</td>'
        f"<td><strong>{escape(one.title)}</strong><pre>{escape(one.text)}</pre></td></tr>"
        for one in facts.happenings
    )
    return _table(_heads(said["when"], said["who"], said["what"]), rows)


def _limits(limits: Iterable[LimitFacts]) -> str:
    said, report = words().part("page"), wording("case_report")
    rows = (
        f'<tr><td>{escape(one.name)}<br><span class="g">{escape(one.source)}</span></td>'
        f'<td class="d">{one.start:%Y-%m-%d}</td><td class="d">{one.due:%Y-%m-%d}</td>'
        f"<td>{escape(report.fill(report.word('limit_states', one.state), {'late': one.late}))}</td></tr>"
        for one in limits
    )
    return _table(_heads(said["what"], said["start"], said["due"], said["state"]), rows)


def _section(title: str, inner: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{inner}"


def _heads(*heads: str) -> str:
    return "<tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>"


def _table(head: str, rows: Iterator[str]) -> str:
    told = "\n".join(rows)
    if not told:
        return f"<p>{escape(words().part('page')['none'])}</p>"
    return f"<table>\n{head}\n{told}\n</table>"
