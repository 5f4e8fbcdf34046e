"""Wide tables on A4 landscape: title and unit line on every page, the head again, subtotals, three names to sign.

What a ledger (台账) and a report to the regulator look like on paper. Lengths in points.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from odrdesk.documents.clusters import Run
from odrdesk.documents.fonts import FaceRegistry
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import GREY, HEAD_FILL, HEAD_TEXT, INK, NAVY, RULE, SEAL_RED, TOTAL_FILL, WATERMARK, ZEBRA
from odrdesk.documents.pdf import A4, MM, SHANGHAI, Colour, Point, Sheet, single_line, within
from odrdesk.documents.pdf_tags import Tag
from odrdesk.domain.errors import Refusal

WIDE, HIGH = A4[1], A4[0]
SIDE, TOP, FOOT = 11.5 * MM, 34 * MM, 19 * MM
ROOM_WIDE, ROOM_HIGH = WIDE - 2 * SIDE, HIGH - TOP - FOOT
_EASE = 1e-6
_SHOWN, _MOST_PLACES = 24, 5
"""How much of a text with a character that is missing is told, and of how many texts."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its share of the width, its heading, how its cells stand."""

    share: float
    head: str
    align: str = "left"


@dataclass(frozen=True, slots=True)
class GridLook:
    """Sizes of a dense table."""

    size: float = 8.2
    leading: float = 11.4
    pad_x: float = 3.0
    pad_y: float = 2.7
    zebra: bool = True
    head_size: float = 0.0
    """The size of headings; 0 is that of the cells."""
    head_as_cells: bool = False
    """Headings stand as the cells below them, not in the middle: better over wide columns of figures."""


Subtotals = Callable[[int, int, bool], Sequence[Sequence[str]]]
"""The lines below a page's rows: from the first of its rows to before the last, and whether it is the last page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the table on every page."""

    title: str
    left: str
    middle: str
    right: str
    signs: tuple[str, ...]
    page: str
    """With `{page}` and `{pages}`."""
    made: str
    sample: str = ""
    """Written across the page, and above the table, where the figures are invented."""
    first: bool = True
    """Whether the title begins here; a page that goes on with it repeats it."""

    def draw(self, sheet: Sheet, page: int, pages: int) -> None:
        """Title, unit line, foot; on the pages after the first of a title they are only repeated."""
        if self.sample:
            sheet.watermark("\u3000".join(self.sample), Run("", "hei", 110, WATERMARK))
            with sheet.artifact("Header"):
                sheet.text(self.sample, WIDE - SIDE, HIGH - 18 * MM, Run("", "hei", 10.5, SEAL_RED), "right")
        top = HIGH - 18 * MM
        with sheet.tagged(Tag("H1", title=self.title), top + 18) if self.first else sheet.artifact("Header"):
            sheet.text(self.title, WIDE / 2, top, Run("", "title", 18, INK), "center")
        base, small = HIGH - 28.5 * MM, Run("", "song", 9, INK)
        with sheet.tagged(Tag("P")) if self.first else sheet.artifact("Header"):
            beside = max(140.0, single_line(self.middle, small, sheet.faces).width + 24)
            fitted(sheet, self.left, (SIDE, base), small, (ROOM_WIDE - beside) / 2)
            sheet.text(self.middle, WIDE / 2, base, small, "center")
            sheet.text(self.right, WIDE - SIDE, base, small, "right")
        with sheet.artifact("Footer"):
            self._foot(sheet, page, pages)

    def _foot(self, sheet: Sheet, page: int, pages: int) -> None:
        base, look, at = 10.5 * MM, Run("", "song", 8.5, INK), SIDE
        for sign in self.signs:
            at += max(sheet.text(sign, at, base, look) + 14, 34 * MM)
        told = self.page.format(page=page, pages=pages)
        sheet.text(told, WIDE / 2, base, look, "center", gap=0.0)
        sheet.text(self.made, WIDE - SIDE, base, Run("", "song", 8, GREY), "right")


@dataclass(slots=True)
class _Line:
    cells: list[Paragraph]
    tall: float
    fill: Colour | None = None
    cell: str = "TD"


@dataclass(slots=True)
class GridPage:
    """The rows of one page (places in the whole) and what stands below them."""

    first: int
    last: int
    below: list[_Line] = field(default_factory=list)


class Grid:
    """A table that goes over as many pages as it needs; equal cells are composed once."""

    def __init__(
        self, columns: Sequence[GridColumn], faces: FaceRegistry, look: GridLook, width: float = ROOM_WIDE
    ) -> None:
        whole = sum(column.share for column in columns)
        self.columns, self.look, self.faces = columns, look, faces
        self.widths = [column.share / whole * width for column in columns]
        self._made: dict[tuple[str, int, str], Paragraph] = {}
        self._tag, self._begun = Tag("Table"), False
        self.head = self.line([column.head for column in columns], "head")

    def line(self, cells: Sequence[str], kind: str = "body", *, striped: bool = False) -> _Line:
        """A line of the table: `head`, `body` or `total`."""
        made = [self._cell(text, place, kind) for place, text in enumerate(cells)]
        inner = [width - 2 * self.look.pad_x for width in self.widths]
        tall = max(cell.height(room) for cell, room in zip(made, inner, strict=True)) + 2 * self.look.pad_y
        fill = {"head": HEAD_FILL, "total": TOTAL_FILL}.get(kind, ZEBRA if striped else None)
        return _Line(made, tall, fill, "TH" if kind == "head" else "TD")

    def draw(self, sheet: Sheet, lines: Sequence[_Line], top: float, left: float = SIDE) -> float:
        """The lines under the head, which is content where the table begins and only repeated after; where they end."""
        every = [self.head, *lines]
        wide, down = sum(self.widths), top
        for line in every:
            if line.fill:
                sheet.box((left, down - line.tall, wide, line.tall), line.fill)
            down -= line.tall
        self._rules(sheet, every, top, left, down)
        at = top
        with sheet.tagged(self._tag):
            for line in every:
                repeated = line is self.head and self._begun
                with sheet.artifact() if repeated else sheet.tagged(Tag("TR")):
                    self._draw(sheet, line, left, at)
                at -= line.tall
        self._begun = True
        return down

    def _rules(self, sheet: Sheet, lines: Sequence[_Line], top: float, left: float, foot: float) -> None:
        wide, down = sum(self.widths), top
        for line in lines[:-1]:
            down -= line.tall
            head = line is self.head
            sheet.rule((left, down), (left + wide, down), 0.6 if head else 0.35, NAVY if head else RULE)
        sheet.rule((left, top), (left + wide, top), 0.9, NAVY)
        sheet.rule((left, foot), (left + wide, foot), 0.9, NAVY)

    def _draw(self, sheet: Sheet, line: _Line, left: float, top: float) -> None:
        look = self.look
        for cell, width in zip(line.cells, self.widths, strict=True):
            inner = width - 2 * look.pad_x
            lower = (line.tall - 2 * look.pad_y - cell.height(inner)) / 2
            with sheet.tagged(Tag(line.cell, scope="Column" if line.cell == "TH" else "")):
                cell.draw(sheet, left + look.pad_x, top - look.pad_y - lower, inner)
            left += width

    def _cell(self, text: str, place: int, kind: str) -> Paragraph:
        key = (text, place, kind)
        if key not in self._made:
            column, look = self.columns[place], self.look
            role = "song" if kind == "body" else "hei"
            size = look.head_size or look.size if kind == "head" else look.size
            run = Run(text, role, size, HEAD_TEXT if kind == "head" else INK, tabular=column.align != "left")
            align = "center" if kind == "head" and not look.head_as_cells else column.align
            self._made[key] = Paragraph([run], Look(look.leading, 0, align, 0.09, 1, 1), self.faces, kind="")
        return self._made[key]


Spread = Sequence[tuple[GridPage, Sequence[_Line]]]
"""Pages of a grid: which rows, and every line of it."""


def spread(grid: Grid, rows: Sequence[Sequence[str]], below: Subtotals, room: float = ROOM_HIGH) -> Spread:
    """The rows over pages, each with its subtotals; one page where there are none."""
    lines = [grid.line(row, striped=grid.look.zebra and place % 2 == 1) for place, row in enumerate(rows)]
    pages: list[tuple[GridPage, list[_Line]]] = []
    first = 0
    while first < len(lines) or not pages:
        # The widest sums a page may carry are no taller than one line each: two lines are kept free for them.
        kept = sum(grid.line(row, "total").tall for row in below(first, first, False))
        left, last = room - grid.head.tall - kept + _EASE, first
        while last < len(lines) and (lines[last].tall <= left or last == first):
            left -= lines[last].tall
            last += 1
        page = GridPage(first, last, [grid.line(row, "total") for row in below(first, last, last >= len(lines))])
        pages.append((page, [*lines[first:last], *page.below]))
        first = last
    return pages


def bound(sheet: Sheet, frame: Frame, grid: Grid, pages: Spread, nothing: str = "") -> bytes:
    """The finished file: every page in its frame; `nothing` is said beneath the head of a table without rows."""
    for number, (_page, lines) in enumerate(pages, 1):
        replace(frame, first=number == 1).draw(sheet, number, len(pages))
        foot = grid.draw(sheet, lines, HIGH - TOP)
        if nothing:
            sheet.text(nothing, SIDE + ROOM_WIDE / 2, foot - 30, Run("", "song", 10.5, GREY), "center")
        sheet.next_page()
    return sheet.finish()


def fitted(sheet: Sheet, text: str, at: Point, look: Run, room: float) -> float:
    """One line that is set smaller, down to six tenths, and then cut with an ellipsis, to fit the room."""
    if not text:
        return 0.0
    small = within(text, look, sheet.faces, room)
    return sheet.text(small.text, *at, small)


def check_printable(texts: Iterable[str], faces: FaceRegistry) -> None:
    """Refuse (`paper.glyph_missing`) to print a table in which a character would be lost."""
    told = dict.fromkeys(texts)
    missing = faces.missing(told)
    if missing:
        points = [f"U+{ord(char):04X}" for char in missing]
        places = [text[:_SHOWN] for text in told if set(text) & set(missing)][:_MOST_PLACES]
        raise Refusal("paper.glyph_missing", None, characters=list(missing), code_points=points, places=places)


def stamp(moment: datetime) -> str:
    """A moment as the foot shows it."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
