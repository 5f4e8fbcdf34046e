"""A form (表) as authorities print them: a ruled grid of label cells and value cells, its groups named at the side.

A form runs over pages: a tall row is torn between its lines, and a group's name stands again on the next page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block, draw_stack, split_stack, stack_height
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import HEAD_FILL, HEAD_TEXT, INK, LINE, NAVY
from odrdesk.documents.pdf import MM, Sheet, single_line
from odrdesk.documents.pdf_tags import Tag

SIDE = 9 * MM
"""Width of the column with a group's name, one character under the other."""
TICKED, OPEN = "已勾选", "未勾选"
"""What a box is for those who do not see it."""
_STEP = 13.0
_PAD_X = 4.5
_EASE = 1e-6
_MOST_AT_THE_END = 300.0
_TALL = 96.0
"""A row higher than this may be torn."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a row: its width in points, what stands in it, and whether it names what stands beside it."""

    width: float
    blocks: Sequence[Block]
    label: bool = False
    tag: Tag = field(default_factory=lambda: Tag("TD"))
    again: bool = False
    """A name that stands again on the next page, for the eye alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, at least so high in points."""

    cells: tuple[Cell, ...]
    least: float = 0.0
    tag: Tag = field(default_factory=lambda: Tag("TR"))


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one name at the side; without a name the rows take the whole width."""

    name: str
    rows: tuple[Row, ...]
    tag: Tag = field(default_factory=lambda: Tag("TH", scope="Row"))
    again: bool = False
    """Whether it goes on from the page before."""


class Form:
    """Groups one under the other, ruled all around; `pad` is the room above and below a cell's text."""

    def __init__(
        self,
        groups: Sequence[Group],
        *,
        pad: float = 4.0,
        before: float = 0.0,
        after: float = 0.0,
        tag: Tag | None = None,
    ) -> None:
        self.before, self.after, self.keep = before, after, False
        self._tag = tag or Tag("Table")
        self._groups, self._pad = tuple(group for group in groups if group.rows), pad

    def height(self, width: float) -> float:  # noqa: ARG002 -- the cells have their own widths
        """All rows."""
        return sum(sum(self._heights(group)) for group in self._groups)

    def split(self, width: float, room: float) -> tuple["Form", "Form"] | None:  # noqa: ARG002 -- as above
        """The groups and rows that fit, and the rest; a row that is tall is torn between its lines."""
        fit: list[Group] = []
        for place, group in enumerate(self._groups):
            tall = sum(self._heights(group))
            if tall <= room + _EASE:
                fit.append(group)
                room -= tall
                continue
            upper, lower = self._parted(group, room)
            if upper is not None:
                fit.append(upper)
            if not fit or lower is None:
                return None
            return self._with_the_end(fit, [lower, *self._groups[place + 1 :]])
        return None

    def _with_the_end(self, fit: list[Group], rest: list[Group]) -> tuple["Form", "Form"]:
        """The last row, where people sign, is never alone: the group before it goes with it where that is not long."""
        end = self._groups[-2:]
        if len(rest) <= len(end) and len(self._groups) > len(end):
            tall = sum(sum(self._heights(group)) for group in end)
            fit, rest = ([*self._groups[:-2]], [*end]) if tall <= _MOST_AT_THE_END else (fit, rest)
        return self._of(fit), self._of(rest)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Fills, then cells, then rules, the outer ones strong."""
        start = top
        with sheet.tagged(self._tag):
            for paint in (self._fill, self._write):
                top = start
                for group in self._groups:
                    heights = self._heights(group)
                    paint(sheet, group, heights, x, top, width)
                    top -= sum(heights)
        corners = [(x, start), (x + width, start), (x + width, top), (x, top)]
        for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
            sheet.rule(one, other, 0.9, NAVY)

    def _fill(self, sheet: Sheet, group: Group, heights: Sequence[float], x: float, top: float, _width: float) -> None:
        if group.name:
            sheet.box((x, top - sum(heights), SIDE, sum(heights)), HEAD_FILL)
        for row, tall in zip(group.rows, heights, strict=True):
            left = x + (SIDE if group.name else 0.0)
            for cell in row.cells:
                if cell.label:
                    sheet.box((left, top - tall, cell.width, tall), HEAD_FILL)
                left += cell.width
            top -= tall

    def _write(  # noqa: PLR0917 -- as above
        self, sheet: Sheet, group: Group, heights: Sequence[float], x: float, top: float, width: float
    ) -> None:
        left = x + (SIDE if group.name else 0.0)
        if group.name:
            area = (x, top - sum(heights), SIDE, sum(heights))
            with sheet.artifact() if group.again else sheet.tagged(group.rows[0].tag), sheet.tagged(group.tag):
                _name_down(sheet, group.name, area)
            sheet.rule((left, top), (left, top - sum(heights)), 0.5, LINE)
        for row, tall in zip(group.rows, heights, strict=True):
            with sheet.tagged(row.tag):
                self._draw_row(sheet, row, left, top, tall)
            top -= tall
            last = row is group.rows[-1]
            sheet.rule((x if last else left, top), (x + width, top), 0.7 if last else 0.5, LINE)

    def _draw_row(self, sheet: Sheet, row: Row, x: float, top: float, tall: float) -> None:
        for cell in row.cells:
            inner = cell.width - 2 * _PAD_X
            lower = (tall - stack_height(cell.blocks, inner)) / 2 if cell.label or tall < _TALL else self._pad
            with sheet.artifact() if cell.again else sheet.tagged(cell.tag):
                draw_stack(cell.blocks, sheet, x + _PAD_X, top - lower, inner)
            x += cell.width
            if cell is not row.cells[-1]:
                sheet.rule((x, top), (x, top - tall), 0.5, LINE)

    def _heights(self, group: Group) -> list[float]:
        """The rows' heights; the last grows where the group's name needs more."""
        found = [self._tall(row) for row in group.rows]
        found[-1] += max(0.0, len(group.name) * _STEP + 6 - sum(found)) if group.name else 0.0
        return found

    def _tall(self, row: Row) -> float:
        return max(
            row.least,
            *(stack_height(cell.blocks, cell.width - 2 * _PAD_X) + 2 * self._pad for cell in row.cells),
        )

    def _parted(self, group: Group, room: float) -> tuple[Group | None, Group | None]:
        rows: list[Row] = []
        for place, row in enumerate(group.rows):
            tall = self._tall(row)
            if tall <= room + _EASE:
                rows.append(row)
                room -= tall
                continue
            torn = self._torn(row, room) if tall > _TALL else None
            rest = group.rows[place:]
            if torn is not None:
                rows.append(torn[0])
                rest = (torn[1], *group.rows[place + 1 :])
            upper = replace(group, rows=tuple(rows)) if rows else None
            return upper, replace(group, rows=tuple(rest), again=upper is not None or group.again)
        # The rows fit, but the name at the side did not: the last row goes over.
        if len(rows) < 2:
            return None, group
        return replace(group, rows=tuple(rows[:-1])), replace(group, rows=tuple(rows[-1:]), again=True)

    def _torn(self, row: Row, room: float) -> tuple[Row, Row] | None:
        upper, lower = [], []
        for cell in row.cells:
            if cell.label:
                upper.append(cell)
                lower.append(replace(cell, again=True))
                continue
            fit, rest = split_stack(cell.blocks, cell.width - 2 * _PAD_X, room - 2 * self._pad)
            if not fit and rest:
                return None
            upper.append(replace(cell, blocks=fit))
            lower.append(replace(cell, blocks=rest))
        return replace(row, cells=tuple(upper), least=0.0), replace(row, cells=tuple(lower))

    def _of(self, groups: Sequence[Group]) -> "Form":
        return Form(groups, pad=self._pad, tag=self._tag)


def _name_down(sheet: Sheet, name: str, area: tuple[float, float, float, float]) -> None:
    """The name one character under the other; in one line, set smaller, where the room is lower than that."""
    x, foot, width, tall = area
    look = Run("", "hei", 10, NAVY)
    middle = x + width / 2
    if len(name) * _STEP > tall:
        wide = single_line(name, look, sheet.faces).width
        sheet.text(name, middle, foot + tall / 2 - 3, replace(look, size=min(10.0, 10 * (width - 2) / wide)), "center")
        return
    base = foot + tall / 2 + len(name) * _STEP / 2 - 10.2
    for char in name:
        sheet.text(char, middle, base, look, "center")
        base -= _STEP


def label_cell(text: str, width: float, faces: Faces) -> Cell:
    """A shaded cell with a name in it."""
    shown = Paragraph([Run(text, "hei", 9.5, HEAD_TEXT)], Look(13, 0, "center", 0.09, 1, 1), faces, kind="")
    return Cell(width, [shown], label=True, tag=Tag("TH", scope="Row"))


def value_cell(text: str, width: float, faces: Faces, *, align: str = "left") -> Cell:
    """A cell with what is told; an empty one is there to write into."""
    if not text:
        return Cell(width, [])
    lines = [Paragraph([Run(line, "song", 10.5, INK)], Look(15.2, 0, align, 0.09), faces) for line in text.split("\n")]
    return Cell(width, lines)


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to choose, and whether it is chosen."""

    word: str
    on: bool = False


class Ticks:
    """Boxes with their words, ticked or not, filling line after line."""

    box = 8.6
    between = 13.0

    def __init__(self, ticks: Sequence[Tick], faces: Faces, *, size: float = 10.5, leading: float = 15.6) -> None:
        self.before = self.after = 0.0
        self.keep = False
        self._ticks, self._faces, self._size, self._leading = tuple(ticks), faces, size, leading

    def height(self, width: float) -> float:
        """Lines times leading."""
        return len(self._lines(width)) * self._leading

    def split(self, width: float, room: float) -> tuple["Ticks", "Ticks"] | None:
        """Between two lines."""
        lines = self._lines(width)
        fit = int((room + _EASE) / self._leading)
        if not 0 < fit < len(lines):
            return None
        upper = [tick for line in lines[:fit] for tick in line]
        lower = [tick for line in lines[fit:] for tick in line]
        return self._of(upper), self._of(lower)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Each box on the line of its word."""
        for line in self._lines(width):
            base = top - self._leading + (self._leading - self._size) / 2 + 0.12 * self._size
            left = x
            for tick in line:
                with sheet.figure(TICKED if tick.on else OPEN, (left, base - 0.6, self.box, self.box)):
                    tick_box(sheet, left, base - 0.6, self.box, on=tick.on)
                left += self.box + 3
                left += sheet.text(tick.word, left, base, self._look) + self.between
            top -= self._leading

    @property
    def _look(self) -> Run:
        return Run("", "song", self._size, INK)

    def _wide(self, tick: Tick) -> float:
        return self.box + 3 + single_line(tick.word, self._look, self._faces).width

    def _lines(self, width: float) -> list[list[Tick]]:
        lines: list[list[Tick]] = [[]]
        used = 0.0
        for tick in self._ticks:
            wide = self._wide(tick)
            if lines[-1] and used + wide > width + _EASE:
                lines.append([])
                used = 0.0
            lines[-1].append(tick)
            used += wide + self.between
        return lines

    def _of(self, ticks: Sequence[Tick]) -> "Ticks":
        return Ticks(ticks, self._faces, size=self._size, leading=self._leading)


def tick_box(sheet: Sheet, x: float, y: float, size: float, *, on: bool) -> None:
    """A square with its lower left corner at (x, y), drawn: no face of a paper has the signs for it."""
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        sheet.rule(start, end, 0.7, INK)
    if on:
        turn = (x + 0.40 * size, y + 0.20 * size)
        sheet.rule((x + 0.16 * size, y + 0.50 * size), turn, 1.3, INK)
        sheet.rule(turn, (x + 0.88 * size, y + 0.84 * size), 1.3, INK)
