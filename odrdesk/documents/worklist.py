"""Today's list on paper (今日清单): what is due, in the order of the board, with boxes to tick and room to write.

It is no issued paper: no number, no seal, and consumers masked as in every list.
"""

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
    ("head_done", 7, "center"), ("due", 17, "center"), ("standing", 31, "left"), ("number", 29, "left"),
    ("consumer", 16, "left"), ("merchant", 44, "left"), ("matter", 54, "left"), ("amount", 21, "right"),
    ("next", 24, "left"), ("officer", 15, "left"), ("remark", 20, "left"),
)  # fmt: skip
_LOOK = GridLook(size=8.2, leading=10.4, pad_y=1.75)
"""Thirty lines on a page, each of them one line of text."""
_WIDEST = {"merchant": 13, "matter": 16, "next": 7, "officer": 4, "consumer": 4}
"""Characters that stand in one line of a column; what is longer is cut, for the case itself has it whole."""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A case of the list. `late` and `left` are working days; the consumer is masked."""

    due: date | None
    late: int
    left: int
    number: str
    consumer: str
    merchant: str
    matter: str
    amount: Fen
    next: str
    officer: str
    provisional: bool = False
    level: int = 1


@dataclass(frozen=True, slots=True)
class WorklistFacts:
    """The list of a day; `more` cases were left out, `scope` is whose it is: mine, point, all."""

    organisation: str
    scope: str
    day: date
    made_at: datetime
    made_by: str
    rows: tuple[WorkRow, ...]
    late: int
    today: int
    more: int = 0
    practice: bool = False


def render(facts: WorklistFacts) -> Paper:
    """The list as PDF. Refuses `paper.glyph_missing`."""
    words, registry = wording("worklist"), faces()
    columns = [GridColumn(share, words.label(name), align) for name, share, align in _SHARES]
    grid = Grid(columns, registry, _LOOK)
    rows = [_cells(row, words) for row in facts.rows]
    check_printable((*(cell for row in rows for cell in row), facts.organisation, facts.made_by), registry)

    def below(_first: int, _last: int, end: bool) -> list[list[str]]:
        if not (end and facts.more):
            return []
        told = words.line("more", {"n": f"{facts.more:,}"})
        return [["", "", "", "", "", told, "", "", "", "", ""]]

    pages = spread(grid, rows, below)
    title = words.line("title", {})
    subject = words.line("subject", {})
    sheet = Sheet(registry, About(title, facts.organisation, subject, subject, facts.made_at), (WIDE, HIGH))
    counted = {"scope": words.word("scopes", facts.scope), "day": facts.day}
    counted |= {"late": f"{facts.late:,}", "today": f"{facts.today:,}"}
    frame = Frame(
        title=title,
        left=words.line("left", {"organisation": facts.organisation}),
        middle=words.line("middle", counted),
        right=words.line("right", {}),
        signs=(words.line("signs", {"name": facts.made_by}), words.line("note", {})),
        page=words.part("of"),
        made=words.line("made", {"at": stamp(facts.made_at)}),
        sample=words.word("marks", "sample") if facts.practice else "",
    )
    nothing = "" if facts.rows else words.line("nothing", {})
    return Paper(bound(sheet, frame, grid, pages, nothing), len(pages), words.version)


def _cells(row: WorkRow, words: Wording) -> list[str]:
    return [
        words.label("done"),
        f"{row.due:%m-%d}" if row.due else "\u2014",
        _standing(row, words),
        row.number,
        _cut("consumer", row.consumer),
        _cut("merchant", row.merchant),
        _cut("matter", row.matter),
        row.amount.grouped,
        _cut("next", row.next),
        _cut("officer", row.officer),
        f"L{row.level}" if row.level > 1 else "",
    ]


def _standing(row: WorkRow, words: Wording) -> str:
    mark = words.label("provisional") if row.provisional else ""
    if row.late:
        return mark + words.line("late", {"n": row.late})
    return mark + (words.line("left_days", {"n": row.left}) if row.left else words.label("today"))


def _cut(column: str, text: str) -> str:
    """One line of the column: wide characters count whole, others half."""
    most, taken = float(_WIDEST[column]), 0.0
    for place, char in enumerate(text):
        taken += 0.55 if char.isascii() else 1.0
        if taken > most:
            return text[: max(1, place - 1)].rstrip() + "\u2026"
    return text
