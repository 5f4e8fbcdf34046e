"""A line down the page with a dot for everything that happened: day and hour left of it, the words right of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block, draw_stack, split_stack, stack_height
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import CARD_EDGE, GREY, HEAD_TEXT, INK, NAVY
from odrdesk.documents.pdf import MM, Colour, Sheet
from odrdesk.documents.pdf_tags import Tag
from odrdesk.documents.report_facts import Tone

_LINE, _TEXT, _WHEN = 34 * MM, 40 * MM, 26 * MM
_DOT = 6.4
_GAP = 9.0
_FIRST = 16.0
_WHITE = (1.0, 1.0, 1.0)
DOTS: Mapping[Tone, Colour] = {
    Tone.PLAIN: NAVY,
    Tone.GOOD: (0.106, 0.431, 0.235),
    Tone.CARE: (0.788, 0.541, 0.0),
    Tone.BAD: (0.639, 0.075, 0.122),
    Tone.QUIET: GREY,
}


class When(NamedTuple):
    """Day and hour as they are printed."""

    day: str
    hour: str


class Moment:
    """One thing that happened; without `when` it is the rest of one that began on the page before.

    The line runs on above it unless it is the `first`, below unless it is the `last`.
    """

    def __init__(
        self,
        when: When | None,
        body: Sequence[Block],
        tone: Tone,
        *,
        first: bool = False,
        last: bool = False,
        tags: tuple[Tag, Tag, Tag] | None = None,
    ) -> None:
        self.before = self.after = 0.0
        self.keep = False
        self._when, self._body, self._tone = when, list(body), tone
        self._first, self._last = first, last
        self._tags = tags or (Tag("LI"), Tag("Lbl"), Tag("LBody"))

    def height(self, width: float) -> float:
        """The words and the gap below them."""
        return max(stack_height(self._body, width - _TEXT), 24.0 if self._when else 0.0) + _GAP

    def split(self, width: float, room: float) -> tuple[Self, Self] | None:
        """The title stays with the first lines of its text."""
        fit, rest = split_stack(self._body, width - _TEXT, room - _GAP)
        if not fit or not rest or (self._when and len(fit) == 1):
            return None
        upper = type(self)(self._when, fit, self._tone, first=self._first, tags=self._tags)
        return upper, type(self)(None, rest, self._tone, last=self._last, tags=self._tags)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """The line, the dot on it, the words."""
        bottom, middle = top - self.height(width), top - _FIRST / 2
        line = x + _LINE
        if self._when:
            if not self._first:
                sheet.rule((line, top), (line, middle + _DOT / 2), 1.1, CARD_EDGE)
            if not self._last:
                sheet.rule((line, middle - _DOT / 2), (line, bottom), 1.1, CARD_EDGE)
            sheet.dot(line, middle, _DOT / 2 - 0.8, DOTS[self._tone], _WHITE)
        elif not self._last:
            sheet.rule((line, top), (line, bottom), 1.1, CARD_EDGE)
        item, label, body = self._tags
        with sheet.tagged(item):
            if self._when:
                with sheet.tagged(label):
                    self._draw_when(sheet, self._when, x + _WHEN, middle - 3.4)
            with sheet.tagged(body):
                draw_stack(self._body, sheet, x + _TEXT, top, width - _TEXT)

    @staticmethod
    def _draw_when(sheet: Sheet, when: When, right: float, base: float) -> None:
        sheet.text(when.day, right, base, Run("", "hei", 9.5, HEAD_TEXT), "right", gap=0.0)
        sheet.text(when.hour, right, base - 12, Run("", "song", 8.5, GREY), "right", gap=0.0)


def words_of(title: str, who: str, text: str, faces: Faces) -> list[Block]:
    """A title with who did it beside it in grey, and the text below."""
    runs = [Run(title, "hei", 10.5, HEAD_TEXT)]
    if who:
        runs.append(Run("\u3000" + who, "song", 9, GREY))
    head = Paragraph(runs, Look(_FIRST, 0, "left", 0.15, 1, 1), faces)
    lines = [line for line in text.split("\n") if line.strip()]
    return [head, *(Paragraph([Run(line, "song", 9.5, INK)], Look(15, 0, "justify"), faces) for line in lines)]
