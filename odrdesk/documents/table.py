"""Tables: the head again on every page, rows that may split inside a cell, totals never parted from the last row."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block, draw_stack, split_stack, stack_height
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import HEAD_FILL, HEAD_TEXT, INK, NAVY, RULE, TOTAL_FILL
from odrdesk.documents.pdf import Sheet, Tag

_EASE = 1e-6
Cell = str | Sequence[Block]


@dataclass(frozen=True, slots=True)
class Column:
    """Width in points, heading, how its cells stand."""

    width: float
    head: str = ""
    align: str = "left"


@dataclass(frozen=True, slots=True)
class TableLook:
    """Sizes in points."""

    size: float = 10.5
    leading: float = 16.0
    pad_x: float = 5.0
    pad_y: float = 3.5


@dataclass(slots=True)
class _Row:
    """A row, or the part of one that a page took: its tags are those of the whole."""

    cells: list[list[Block]]
    fill: tuple[float, float, float] | None = None
    tag: Tag = field(default_factory=lambda: Tag("TR"))
    cell_tags: list[Tag] = field(default_factory=list)
    tall: float = 0.0
    """Its height once it was asked for: a table of thousands of rows is measured again on every page."""


@dataclass(slots=True)
class Table:
    """Rows of cells; a cell is text or a stack of blocks. Made by `table`."""

    columns: tuple[Column, ...]
    look: TableLook
    head: _Row | None
    rows: list[_Row]
    totals: list[_Row]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    whole_below: float = field(default=0.0)
    """A table lower than this is moved to the next page rather than split."""
    least: int = field(default=1)
    """How many rows must fit under the head for the table to be split at all."""
    tag: Tag = field(default_factory=lambda: Tag("Table"))
    continued: bool = False
    """Whether the table began on an earlier page: its head is then repeated and no content."""
    sum_of_rows: float = -1.0
    """The height of its rows, once it was asked for."""

    def height(self, width: float) -> float:  # noqa: ARG002 -- the columns have their own widths
        """Head, rows and totals."""
        if self.sum_of_rows < 0:
            self.sum_of_rows = sum(self._tall(row) for row in self.rows)
        beside = [*([self.head] if self.head else []), *self.totals]
        return self.sum_of_rows + sum(self._tall(row) for row in beside)

    def split(self, width: float, room: float) -> tuple[Self, Self] | None:
        """As many rows as fit; a row that is tall for the room is split inside its cells."""
        if self.height(width) <= self.whole_below:
            return None
        left = room - (self._tall(self.head) if self.head else 0.0)
        fit = 0
        while fit < len(self.rows) and self._tall(self.rows[fit]) <= left + _EASE:
            left -= self._tall(self.rows[fit])
            fit += 1
        if fit == len(self.rows):
            fit -= 1  # only the totals did not fit: one row goes with them
            return self._parts(self.rows[:fit], self.rows[fit:]) if fit > 0 else None
        tall = self.rows[fit]
        if self._tall(tall) > 6 * self.look.leading and left > 4 * self.look.leading:
            torn = self._tear(tall, left)
            if torn:
                return self._parts([*self.rows[:fit], torn[0]], [torn[1], *self.rows[fit + 1 :]])
        return self._parts(self.rows[:fit], self.rows[fit:]) if fit >= self.least else None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:  # noqa: ARG002 -- as in height
        """Fills first, then rules, then the cells."""
        wide = sum(column.width for column in self.columns)
        rows = self._all()
        down = top
        for row in rows:
            if row.fill:
                sheet.box((x, down - self._tall(row), wide, self._tall(row)), row.fill)
            down -= self._tall(row)
        down = top
        for row in rows[:-1]:
            down -= self._tall(row)
            strong = row is self.head
            sheet.rule((x, down), (x + wide, down), 0.6 if strong else 0.4, NAVY if strong else RULE)
        sheet.rule((x, top), (x + wide, top), 0.9, NAVY)
        foot = top - self.height(wide)
        sheet.rule((x, foot), (x + wide, foot), 0.9, NAVY)
        with sheet.tagged(self.tag):
            for row in rows:
                with sheet.artifact() if self.continued and row is self.head else sheet.tagged(row.tag):
                    self._draw_row(sheet, row, x, top)
                top -= self._tall(row)

    def _all(self) -> list[_Row]:
        return [*([self.head] if self.head else []), *self.rows, *self.totals]

    def _inner(self, column: Column) -> float:
        return column.width - 2 * self.look.pad_x

    def _tall(self, row: _Row) -> float:
        if not row.tall:
            cells = zip(row.cells, self.columns, strict=True)
            row.tall = max(stack_height(cell, self._inner(column)) for cell, column in cells) + 2 * self.look.pad_y
        return row.tall

    def _draw_row(self, sheet: Sheet, row: _Row, x: float, top: float) -> None:
        room = self._tall(row) - 2 * self.look.pad_y
        for cell, tag, column in zip(row.cells, row.cell_tags, self.columns, strict=True):
            inner = self._inner(column)
            lower = (room - stack_height(cell, inner)) / 2
            with sheet.tagged(tag):
                draw_stack(cell, sheet, x + self.look.pad_x, top - self.look.pad_y - lower, inner)
            x += column.width

    def _tear(self, row: _Row, room: float) -> tuple[_Row, _Row] | None:
        upper, lower = (_Row([], row.fill, row.tag, row.cell_tags) for _ in range(2))
        for cell, column in zip(row.cells, self.columns, strict=True):
            fit, rest = split_stack(cell, self._inner(column), room - 2 * self.look.pad_y)
            if not fit and rest:
                return None
            upper.cells.append(fit)
            lower.cells.append(rest)
        return upper, lower

    def _parts(self, upper: list[_Row], lower: list[_Row]) -> tuple[Self, Self]:
        above = sum(self._tall(row) for row in upper)
        # A row that is torn has its padding on both pages: what is left is then measured anew.
        whole = len(upper) < len(self.rows) and lower[0] is self.rows[len(upper)]
        below = self.sum_of_rows - above if whole and self.sum_of_rows >= 0 else -1.0
        first = replace(self, rows=upper, totals=[], after=0.0, whole_below=0.0, sum_of_rows=above)
        return first, replace(self, sum_of_rows=below, rows=lower, before=0.0, whole_below=0.0, least=1, continued=True)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    faces: Faces,
    *,
    totals: Sequence[Sequence[str]] = (),
    look: TableLook | None = None,
) -> Table:
    """A table of the rows; `totals` stand below them in bold. Figures stand on equal widths.

    Without headings the first column says what the others are.
    """
    look = look or TableLook()
    headed = any(column.head for column in columns)
    make = _CellMaker(tuple(columns), look, faces, sides=not headed)
    head = make.row([column.head for column in columns], "head") if headed else None
    return Table(
        columns=tuple(columns),
        look=look,
        head=head,
        rows=[make.row(row, "body") for row in rows],
        totals=[make.row(row, "total") for row in totals],
    )


@dataclass(frozen=True, slots=True)
class _CellMaker:
    columns: tuple[Column, ...]
    look: TableLook
    faces: Faces
    sides: bool

    def row(self, cells: Sequence[Cell], kind: str) -> _Row:
        fill = {"head": HEAD_FILL, "total": TOTAL_FILL}.get(kind)
        made = [self._cell(cell, column, kind) for cell, column in zip(cells, self.columns, strict=True)]
        return _Row(made, fill, cell_tags=[self._tag(at, kind) for at in range(len(made))])

    def _tag(self, at: int, kind: str) -> Tag:
        if kind == "head":
            return Tag("TH", scope="Column")
        return Tag("TH", scope="Row") if at == 0 and self.sides else Tag("TD")

    def _cell(self, cell: Cell, column: Column, kind: str) -> list[Block]:
        if not isinstance(cell, str):
            return list(cell)
        role = "song" if kind == "body" else "hei"
        run = Run(cell, role, self.look.size, HEAD_TEXT if kind == "head" else INK, tabular=column.align == "right")
        align = "center" if kind == "head" else column.align
        return [Paragraph([run], Look(self.look.leading, 0, align, 0.09, 1, 1), self.faces, kind="")]
