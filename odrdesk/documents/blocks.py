"""What papers are built of beside paragraphs and tables: fields, cards, signatures, the issuer's place, notes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from odrdesk.documents.clusters import Faces, Run, clusters
from odrdesk.documents.flow import Block
from odrdesk.documents.han import Look, Paragraph, SetLines
from odrdesk.documents.ink import CARD_EDGE, CARD_FILL, GREY, INK, LINE, NAVY, RULE, SEAL_RING, SEAL_TEXT
from odrdesk.documents.linebreak import Line
from odrdesk.documents.pdf import MM, Sheet, Tag, single_line

SEAL = 40 * MM
"""Diameter of the place for a seal."""
_FIELD_SIZE = 10.5
_LABEL_SIZE = 9.5


class Field:
    """A label distributed over a fixed width (分散对齐) and its value beside it."""

    label_width = 84.0
    between = 12.0

    def __init__(
        self,
        label: str,
        value: str | Paragraph | SetLines,
        faces: Faces,
        leading: float = 17.0,
        tags: tuple[Tag, Tag, Tag] | None = None,
    ) -> None:
        self.before = self.after = 0.0
        self.keep = False
        self._label, self._faces, self._leading = label, faces, leading
        self._tags = tags or (Tag("LI"), Tag("Lbl"), Tag("LBody"))
        if isinstance(value, str):
            run = Run(value, "song", _FIELD_SIZE, INK)
            value = Paragraph([run], Look(leading, 0, "left", 0.09, 1, 1), faces, kind="")
        self._value = value

    def height(self, width: float) -> float:
        """The value's height."""
        return self._value.height(self._inner(width))

    def split(self, width: float, room: float) -> tuple[Self, Self] | None:
        """The label stays with the first lines of the value."""
        parts = self._value.split(self._inner(width), room)
        if parts is None:
            return None
        upper = type(self)(self._label, parts[0], self._faces, self._leading, self._tags)
        return upper, type(self)("", parts[1], self._faces, self._leading, self._tags)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Label left, value right of it."""
        base = top - self._leading + (self._leading - _LABEL_SIZE) / 2 + _LABEL_SIZE * 0.12
        item, label, value = self._tags
        with sheet.tagged(item):
            if self._label:
                look = Run("", "hei", _LABEL_SIZE, GREY)
                with sheet.tagged(label):
                    sheet.line(distributed(self._label, look, self.label_width, self._faces), x, base)
            with sheet.tagged(value):
                self._value.draw(sheet, x + self.label_width + self.between, top, self._inner(width))

    def _inner(self, width: float) -> float:
        return width - self.label_width - self.between


def distributed(label: str, look: Run, width: float, faces: Faces) -> Line:
    """The label's characters spread evenly over the width; a label that fills it stays as it is."""
    made = clusters([Run(label, look.role, look.size, look.colour)], faces)
    natural = sum(cluster.width for cluster in made)
    step = max(0.0, width - natural) / max(1, len(made) - 1)
    starts, x = [], 0.0
    for cluster in made:
        starts.append(x)
        x += cluster.width + step
    return Line(made, starts, width, last=True)


class Figure(NamedTuple):
    """One of a card's figures."""

    label: str
    value: str


class Card:
    """Two to four figures side by side: what the reader came for."""

    tall = 50.0

    def __init__(self, figures: Sequence[Figure], faces: Faces, *, before: float = 0.0, after: float = 0.0) -> None:
        self.before, self.after, self.keep = before, after, False
        self._figures, self._faces = figures, faces

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """Fixed."""
        return self.tall

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Label above its figure, a hairline between the figures; a wide figure is set smaller."""
        area = (x, top - self.tall, width, self.tall)
        sheet.box(area, CARD_FILL, 5)
        sheet.frame(area, CARD_EDGE, 5)
        room = width / len(self._figures)
        for k, figure in enumerate(self._figures):
            middle = x + (k + 0.5) * room
            if k:
                sheet.rule((x + k * room, top - self.tall + 11), (x + k * room, top - 11), 0.5, CARD_EDGE)
            size = 14.5
            natural = single_line(figure.value, Run("", "hei", size, NAVY), self._faces).width
            size *= min(1.0, (room - 12) / max(natural, 1.0))
            with sheet.tagged(Tag("P")):
                sheet.text(figure.label, middle, top - 18, Run("", "song", 9, GREY), "center")
                sheet.text(figure.value, middle, top - 38, Run("", "hei", size, NAVY), "center")


@dataclass(frozen=True, slots=True)
class Signatory:
    """One column of a signature block."""

    title: str
    name: str
    signs: str
    """The words before the line to sign on, e.g. 签名:"""
    date: str
    seal: str = ""
    """The words in the seal's ring; empty means no seal."""
    field: str = ""
    """What the place for an electronic signature is called; empty names it by its place, `sign-1` and on."""


class Signatures:
    """Columns to sign and seal in; never split."""

    def __init__(
        self, signatories: Sequence[Signatory], faces: Faces, *, before: float = 0.0, after: float = 0.0
    ) -> None:
        self.before, self.after, self.keep = before, after, False
        self._columns = signatories
        self._names = [
            Paragraph([Run(s.name, "song", 9.5, GREY)], Look(13.5, 0, "left", 0.09, 1, 1), faces, kind="")
            for s in signatories
        ]

    def height(self, width: float) -> float:
        """The tallest name and the room to sign and seal."""
        return 20.0 + self._name_height(width) + 106.0

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- the protocol's signature
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Title, name, ring, line to sign on, date."""
        column = width / max(2, len(self._columns))
        names = self._name_height(width)
        for k, (one, name) in enumerate(zip(self._columns, self._names, strict=True)):
            left = x + k * column
            line = top - 20 - names - 54
            with sheet.tagged(Tag("P")):
                sheet.text(one.title, left, top - 13, Run("", "hei", 11.5, INK))
                name.draw(sheet, left, top - 20, column - 16)
                if one.seal:
                    seal_place(sheet, left + column * 0.52, line + 6, one.seal, 0.0)
                used = sheet.text(one.signs, left, line, Run("", "body", 12, INK))
                sheet.text(one.date, left, line - 27, Run("", "body", 12, INK))
            sheet.rule((left + used + 3, line - 3), (left + column - 16, line - 3), 0.5, LINE)
            sheet.anchor(one.field or f"sign-{k + 1}", (left, line - 12, column - 16, 48))

    def _name_height(self, width: float) -> float:
        column = width / max(2, len(self._columns)) - 16
        return max(13.5, *(name.height(column) for name in self._names))


def seal_place(sheet: Sheet, x: float, y: float, words: str, below: float) -> None:
    """The dashed ring around (x, y) where the seal goes, its words `below` the middle.

    Only an empty place: the program draws no seal.
    """
    sheet.ring(x, y, SEAL, SEAL_RING)
    sheet.text(words, x, y - below - 3.2, Run("", "song", 9, SEAL_TEXT), "center")


LEAST = 0.6
"""Of its size: how small an issuer's name is set before it is parted."""


class Issuer:
    """Who issued and when, the seal's place over both: the date four characters from the right (GB/T 9704, 7.3.5)."""

    def __init__(
        self, names: Sequence[str], date: str, seal: str, size: float, faces: Faces, *, before: float = 0.0
    ) -> None:
        self.before, self.after, self.keep = before, 0.0, False
        self._names, self._date, self._seal, self._size, self._faces = [n for n in names if n], date, seal, size, faces

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """The ring and a little air."""
        return SEAL + 4

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """The names centred over the date; moved left, set smaller or parted where they would leave the type area."""
        look = Run("", "body", self._size, INK)
        lines = [*(part for name in self._names for part in self._parts(name, look, width)), (self._date, look)]
        widths = [single_line(text, one, self._faces).width for text, one in lines]
        middle = x + width - max(4 * self._size + widths[-1] / 2, max(widths) / 2, SEAL / 2)
        middle = max(middle, x + max(widths) / 2)
        lead = self._size * 1.75
        base = top - SEAL / 2 + lead * (len(lines) - 1) / 2 - self._size * 0.4
        with sheet.tagged(Tag("P")):
            seal_place(sheet, middle, top - SEAL / 2 - 2, self._seal, SEAL * 0.38)
            for text, one in lines:
                sheet.text(text, middle, base, one, "center")
                base -= lead
        sheet.anchor("issuer", (middle - SEAL / 2, top - SEAL - 2, SEAL, SEAL))

    def _parts(self, name: str, look: Run, width: float) -> list[tuple[str, Run]]:
        """The name in as many lines as it needs at its smallest, each of which fits."""
        wide = single_line(name, look, self._faces).width
        if wide <= width:
            return [(name, look)]
        count = math.ceil(wide * LEAST / width)
        each = math.ceil(len(name) / count)
        parts = [name[start : start + each] for start in range(0, len(name), each)]
        widest = max(single_line(part, look, self._faces).width for part in parts)
        small = Run("", look.role, look.size * min(1.0, width / widest), look.colour)
        return [(part, small) for part in parts]


class Notes:
    """Small print at the end: what the paper rests on, which wording, when made."""

    def __init__(self, title: str, lines: Sequence[str], faces: Faces, *, before: float = 8.0) -> None:
        self.before, self.after, self.keep = before, 0.0, False
        look = Look(13.4, 0, "left", 0.09, 1, 1)
        self._title = title
        self._lines = [Paragraph([Run(line, "song", 8.5, GREY)], look, faces) for line in lines if line]

    def height(self, width: float) -> float:
        """A rule, the title, the lines."""
        return 22.0 + sum(line.height(width) for line in self._lines)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- the protocol's signature
        """Never: it is short."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Under a hairline."""
        sheet.rule((x, top - 1), (x + width, top - 1), 0.5, RULE)
        sheet.text(self._title, x, top - 15, Run("", "hei", 9, INK))
        down = top - 22
        for line in self._lines:
            line.draw(sheet, x, down, width)
            down -= line.height(width)
