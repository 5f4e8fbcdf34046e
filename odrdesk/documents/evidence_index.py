"""证据目录: the evidence of a case as a table with the hash of every file; a list for the file, no numbered paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from odrdesk.documents.exhibits import hash_lines
from odrdesk.documents.facts import Paper, PaperFacts
from odrdesk.documents.flow import Block
from odrdesk.documents.layout import Type, notes, typeset
from odrdesk.documents.pdf import MM, SHANGHAI
from odrdesk.documents.table import Cell, Column, TableLook, table
from odrdesk.documents.terms import bare, shared_values
from odrdesk.documents.wording import Wording, wording

_LEADINGS = (24.0, 22.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One item as the list shows it; `valid` is false for one that was withdrawn."""

    slot: str
    name: str
    proves: str
    passage: str
    said: str
    source: str
    taken_at: datetime
    size: int
    sha256: str
    valid: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceIndex(PaperFacts):
    """The items in order, and the words of the slots that are still empty."""

    rows: tuple[IndexRow, ...]
    missing: tuple[str, ...] = ()


def render(facts: EvidenceIndex) -> Paper:
    """The list as PDF. Refuses `paper.glyph_missing`."""
    words = wording("evidence_index")
    values = shared_values(facts, words) | {
        "count": len(facts.rows),
        "valid": sum(row.valid for row in facts.rows),
        "missing": "\u3001".join(facts.missing),
        "masked": False,
    }

    def build(kind: Type) -> Sequence[Block]:
        made = [
            *kind.title(words.line("title", values), words.line("case_line", values)),
            kind.body(words.line("opening", values), keep=True),
        ]
        if facts.missing:
            made.append(kind.body(words.line("missing", values), keep=True))
        return [
            *made,
            _listed(facts, words, kind),
            kind.body(words.line("closing", values)),
            notes(words, values, kind),
        ]

    return typeset(facts, words, words.line("title", values), build, size=12.0, leadings=_LEADINGS)


def _listed(facts: EvidenceIndex, words: Wording, kind: Type) -> Block:
    label = words.label
    columns = [
        Column(10 * MM, label("no"), "center"),
        Column(22 * MM, label("slot")),
        Column(60 * MM, label("file")),
        Column(27 * MM, label("source")),
        Column(37 * MM, label("hash")),
    ]
    rows: list[list[Cell]] = [
        [str(place), *_cells(row, words), hash_lines(row.sha256, kind.faces)] for place, row in enumerate(facts.rows, 1)
    ]
    made = table(columns, rows, kind.faces, look=TableLook(size=9.0, leading=13.0, pad_x=4.0, pad_y=3.0))
    made.before, made.after = 4.0, 8.0
    return made


def _cells(row: IndexRow, words: Wording) -> list[str]:
    label = words.label
    told = [row.name + ("" if row.valid else label("withdrawn")), bare(row.proves)]
    told += [label("passage") + row.passage if row.passage else "", label("said") + bare(row.said) if row.said else ""]
    when = f"{row.taken_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    given = [row.source, when, f"{row.size:,} {label('bytes')}"]
    return [row.slot, *("\n".join(part for part in lines if part) for lines in (told, given))]
