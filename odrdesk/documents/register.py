"""The register of complaints on paper: A4 landscape, what matters most of each case, sums on every page."""

from collections.abc import Sequence

from odrdesk.documents.broadsheet import (
    HIGH,
    WIDE,
    Frame,
    Grid,
    GridColumn,
    GridLook,
    Spread,
    bound,
    check_printable,
    spread,
    stamp,
)
from odrdesk.documents.facts import Paper
from odrdesk.documents.fonts import FaceRegistry, faces
from odrdesk.documents.pdf import SHANGHAI, About, Sheet
from odrdesk.documents.register_facts import RegisterFacts, RegisterRow, total
from odrdesk.documents.wording import Wording, wording

_SHARES = (
    ("no", 9, "center"), ("number", 26, "center"), ("registered", 18, "center"), ("consumer", 17, "left"),
    ("merchant", 51, "left"), ("category", 17, "left"), ("outcome", 40, "left"), ("disputed", 22, "right"),
    ("recovered", 22, "right"), ("prepaid", 21, "right"), ("closed", 18, "center"), ("officer", 15, "center"),
)  # fmt: skip
_NONE = "\u2014"


def render(facts: RegisterFacts) -> Paper:
    """The register as PDF. Refuses `paper.glyph_missing`."""
    words = wording("register")
    registry = faces()
    columns = [GridColumn(share, words.label(name), align) for name, share, align in _SHARES]
    grid = Grid(columns, registry, GridLook())
    rows = [_cells(place, row, words) for place, row in enumerate(facts.rows, 1)]
    check_printable((*(cell for row in rows for cell in row), facts.organisation, facts.made_by), registry)

    def below(first: int, last: int, end: bool) -> Sequence[Sequence[str]]:
        page, so_far = facts.rows[first:last], facts.rows[:last]
        return _sums("page_total", page, words), _sums("total" if end else "so_far", so_far, words)

    pages = spread(grid, rows, below)
    return Paper(_drawn(facts, words, registry, grid, pages), len(pages), words.version)


def _drawn(facts: RegisterFacts, words: Wording, registry: FaceRegistry, grid: Grid, pages: Spread) -> bytes:
    title = words.line("title", {})
    about = About(title, facts.organisation, words.line("subject", {}), words.line("subject", {}), facts.made_at)
    sheet = Sheet(registry, about, (WIDE, HIGH))
    frame = Frame(
        title=title,
        left=words.line("unit", {"organisation": facts.organisation}),
        middle=words.line("span", {"first": facts.first, "last": facts.last}),
        right=words.line("money", {}),
        signs=(words.line("maker", {"name": facts.made_by}), words.line("checker", {}), words.line("chief", {})),
        page=words.part("of"),
        made=words.line("made", {"at": stamp(facts.made_at)}),
        sample=words.word("marks", "sample") if facts.practice else "",
    )
    nothing = "" if facts.rows else words.line("nothing", {})
    return bound(sheet, frame, grid, pages, nothing)


def _cells(place: int, row: RegisterRow, words: Wording) -> list[str]:
    return [
        str(place),
        row.number,
        f"{row.registered_at.astimezone(SHANGHAI):%Y-%m-%d}",
        row.consumer,
        row.merchant,
        row.category,
        row.outcome,
        row.disputed.grouped if row.disputed else _NONE,
        row.recovered.grouped if row.recovered else _NONE,
        row.prepaid.grouped if row.prepaid else _NONE,
        row.closed_on.isoformat() if row.closed_on else words.label("open"),
        row.officer,
    ]


def _sums(label: str, rows: tuple[RegisterRow, ...], words: Wording) -> list[str]:
    sums = [total(rows, name).grouped for name in ("disputed", "recovered", "prepaid")]
    count = words.line("count", {"n": f"{len(rows):,}"})
    return ["", words.label(label), "", count, "", "", "", *sums, "", ""]
