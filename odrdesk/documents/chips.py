"""A word in a rounded box whose colour says how something stands; dark enough for a black-and-white printer."""

from collections.abc import Mapping

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block
from odrdesk.documents.ink import GREY, NAVY
from odrdesk.documents.pdf import Colour, Sheet, single_line
from odrdesk.documents.report_facts import Tone

COLOURS: Mapping[Tone, tuple[Colour, Colour]] = {
    Tone.PLAIN: (NAVY, (0.902, 0.929, 0.969)),
    Tone.GOOD: ((0.106, 0.431, 0.235), (0.902, 0.957, 0.918)),
    Tone.CARE: ((0.541, 0.353, 0.0), (1.0, 0.953, 0.839)),
    Tone.BAD: ((0.639, 0.075, 0.122), (0.992, 0.910, 0.910)),
    Tone.QUIET: (GREY, (0.933, 0.945, 0.961)),
}
"""Text and fill."""
_SIZE, _TALL, _SIDE = 8.0, 13.0, 6.0


class Chip:
    """A chip in the middle of its column; a word too wide for it is set smaller."""

    def __init__(self, word: str, tone: Tone, faces: Faces) -> None:
        self.before, self.after, self.keep = 1.0, 1.0, False
        self._word, self._tone, self._faces = word, tone, faces

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """Fixed."""
        return _TALL

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """The box, the word in it."""
        text, fill = COLOURS[self._tone]
        natural = single_line(self._word, Run("", "hei", _SIZE, text), self._faces).width
        size = _SIZE * min(1.0, (width - _SIDE) / max(natural, 1.0))
        wide = natural * size / _SIZE + 2 * _SIDE
        wide = min(wide, width)
        middle = x + width / 2
        sheet.box((middle - wide / 2, top - _TALL, wide, _TALL), fill, _TALL / 2)
        sheet.text(self._word, middle, top - _TALL + 3.6, Run("", "hei", size, text), "center")
