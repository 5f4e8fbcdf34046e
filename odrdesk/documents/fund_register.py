"""The register of an account of the fund on paper: A4 landscape, the oldest first, sums and balance on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from odrdesk.documents.broadsheet import (
    HIGH,
    WIDE,
    Frame,
    Grid,
    GridColumn,
    GridLook,
    bound,
    check_printable,
    spread,
    stamp,
)
from odrdesk.documents.facts import Paper
from odrdesk.documents.fonts import faces
from odrdesk.documents.pdf import About, Sheet
from odrdesk.documents.wording import Wording, wording
from odrdesk.domain.money import Fen

_SHARES = (
    ("day", 19, "center"), ("no", 19, "center"), ("what", 62, "left"), ("case", 29, "center"), ("merchant", 50, "left"),
    ("incoming", 24, "right"), ("outgoing", 24, "right"), ("balance", 26, "right"), ("clerk", 16, "center"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FundLine:
    """One line: `fen` positive where the account grew, `balance` after it."""

    day: date
    no: str
    what: str
    case: str
    merchant: str
    fen: Fen
    balance: Fen
    clerk: str


@dataclass(frozen=True, slots=True)
class FundRegisterFacts:
    """An account from the first to the last day (None: from its beginning), `opening` before it; the oldest first."""

    organisation: str
    account: str
    first: date | None
    last: date
    opening: Fen
    made_at: datetime
    made_by: str
    lines: tuple[FundLine, ...]
    practice: bool = False


def render(facts: FundRegisterFacts) -> Paper:
    """The register as PDF. Refuses `paper.glyph_missing`."""
    words, registry = wording("fund_register"), faces()
    grid = Grid([GridColumn(share, words.label(name), align) for name, share, align in _SHARES], registry, GridLook())
    opening = ["", "", words.label("opening"), "", "", "", "", facts.opening.grouped, ""]
    rows = [opening, *(_cells(line) for line in facts.lines)]
    check_printable((*(cell for row in rows for cell in row), facts.organisation, facts.made_by), registry)

    def below(first: int, last: int, end: bool) -> Sequence[Sequence[str]]:
        # The first row is the opening balance.
        page, so_far = facts.lines[max(0, first - 1) : max(0, last - 1)], facts.lines[: max(0, last - 1)]
        label = "total" if end else "so_far"
        return _sums("page_total", page, facts, words), _sums(label, so_far, facts, words)

    pages = spread(grid, rows, below)
    title = words.line("title", {})
    about = About(title, facts.organisation, words.line("subject", {}), words.line("subject", {}), facts.made_at)
    sheet = Sheet(registry, about, (WIDE, HIGH))
    frame = _frame(facts, words, title)
    nothing = "" if facts.lines else words.line("nothing", {})
    return Paper(bound(sheet, frame, grid, pages, nothing), len(pages), words.version)


def _frame(facts: FundRegisterFacts, words: Wording, title: str) -> Frame:
    first = facts.first.isoformat() if facts.first else words.line("begin", {})
    told = {"account": facts.account, "first": first, "last": facts.last.isoformat()}
    return Frame(
        title=title,
        left=words.line("unit", {"organisation": facts.organisation}),
        middle=words.line("span", told),
        right=words.line("money", {}),
        signs=(words.line("maker", {"name": facts.made_by}), words.line("checker", {}), words.line("chief", {})),
        page=words.part("of"),
        made=words.line("made", {"at": stamp(facts.made_at)}),
        sample=words.word("marks", "sample") if facts.practice else "",
    )


def _cells(line: FundLine) -> list[str]:
    return [
        line.day.isoformat(),
        line.no,
        line.what,
        line.case,
        line.merchant,
        line.fen.grouped if line.fen > 0 else "",
        Fen(-line.fen).grouped if line.fen < 0 else "",
        line.balance.grouped,
        line.clerk,
    ]


def _sums(label: str, lines: Sequence[FundLine], facts: FundRegisterFacts, words: Wording) -> list[str]:
    incoming = Fen(sum(max(0, int(one.fen)) for one in lines))
    outgoing = Fen(sum(max(0, -int(one.fen)) for one in lines))
    balance = lines[-1].balance if lines else facts.opening
    return ["", "", words.label(label), "", "", incoming.grouped, outgoing.grouped, balance.grouped, ""]
