"""The summary of a case on one card: four figures, and below them labels and values in two columns."""

from collections.abc import Sequence
from typing import NamedTuple

from odrdesk.documents.chips import COLOURS
from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import CARD_EDGE, CARD_FILL, GREY, HEAD_TEXT, INK
from odrdesk.documents.pdf import Sheet, single_line
from odrdesk.documents.pdf_tags import Tag
from odrdesk.documents.report_facts import Pair, Tone

_FIGURES, _SIDE, _LABEL, _FOOT = 54.0, 14.0, 62.0, 10.0
_LEAD = 15.0
_ROW = 4.0


class Key(NamedTuple):
    """One of the figures; its tone colours it."""

    label: str
    value: str
    tone: Tone | None = None


class Pairs:
    """Labels and values in two columns, row by row; a long value takes as many lines as it needs."""

    def __init__(
        self, pairs: Sequence[Pair], faces: Faces, *, before: float = 0.0, after: float = 0.0, label: float = _LABEL
    ) -> None:
        self.before, self.after, self.keep = before, after, False
        self._faces, self._label = faces, label
        made = [(pair.label, self._value(pair.value)) for pair in pairs if pair.value]
        self._rows = [made[place : place + 2] for place in range(0, len(made), 2)]

    def height(self, width: float) -> float:
        """The rows one under the other."""
        return sum(self._tall(row, width) for row in self._rows)

    def split(self, width: float, room: float) -> "tuple[Pairs, Pairs] | None":
        """Between two rows."""
        fit, used = 0, 0.0
        while fit < len(self._rows) and used + self._tall(self._rows[fit], width) <= room:
            used += self._tall(self._rows[fit], width)
            fit += 1
        if not 0 < fit < len(self._rows):
            return None
        upper, lower = Pairs((), self._faces, label=self._label), Pairs((), self._faces, label=self._label)
        upper.before, lower.after = self.before, self.after
        upper._rows, lower._rows = self._rows[:fit], self._rows[fit:]
        return upper, lower

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Every label on the first line of its value."""
        for row in self._rows:
            for place, (label, value) in enumerate(row):
                left = x + place * width / 2
                with sheet.tagged(Tag("LI")):
                    with sheet.tagged(Tag("Lbl")):
                        sheet.text(label, left, top - 11, Run("", "song", 9, GREY))
                    with sheet.tagged(Tag("LBody")):
                        value.draw(sheet, left + self._label, top, self._room(width))
            top -= self._tall(row, width)

    def _tall(self, row: Sequence[tuple[str, Paragraph]], width: float) -> float:
        return max(value.height(self._room(width)) for _, value in row) + _ROW

    def _room(self, width: float) -> float:
        return width / 2 - self._label - 8

    def _value(self, text: str) -> Paragraph:
        return Paragraph([Run(text, "song", 9.5, INK)], Look(_LEAD, 0, "left", 0.15, 1, 1), self._faces, kind="")


class Summary:
    """The card."""

    def __init__(self, keys: Sequence[Key], pairs: Sequence[Pair], faces: Faces, *, after: float = 0.0) -> None:
        self.before, self.after, self.keep = 0.0, after, False
        self._keys, self._faces = keys, faces
        self._pairs = Pairs(pairs, faces)

    def height(self, width: float) -> float:
        """Figures, rows, air."""
        return _FIGURES + _FOOT + self._pairs.height(width - 2 * _SIDE)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- the protocol's signature
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Figures above, a hairline, the rows."""
        area = (x, top - self.height(width), width, self.height(width))
        sheet.box(area, CARD_FILL, 5)
        sheet.frame(area, CARD_EDGE, 5)
        room = width / len(self._keys)
        for place, key in enumerate(self._keys):
            middle = x + (place + 0.5) * room
            if place:
                sheet.rule((x + place * room, top - 42), (x + place * room, top - 12), 0.5, CARD_EDGE)
            colour = HEAD_TEXT if key.tone is None else COLOURS[key.tone][0]
            natural = single_line(key.value, Run("", "hei", 15, colour), self._faces).width
            size = 15 * min(1.0, (room - 26) / max(natural, 1.0))
            with sheet.tagged(Tag("P")):
                sheet.text(key.label, middle, top - 18, Run("", "song", 8.5, GREY), "center")
                sheet.text(key.value, middle, top - 40, Run("", "hei", size, colour), "center")
        sheet.rule((x + 10, top - _FIGURES + 4), (x + width - 10, top - _FIGURES + 4), 0.5, CARD_EDGE)
        self._pairs.draw(sheet, x + _SIDE, top - _FIGURES - 2, width - 2 * _SIDE)
