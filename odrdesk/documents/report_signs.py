"""Where those who answer for a report sign: three columns with a line each, and the day."""

from collections.abc import Sequence

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block
from odrdesk.documents.ink import GREY, INK, LINE
from odrdesk.documents.pdf import Point, Sheet, single_line
from odrdesk.documents.pdf_tags import Tag

_TALL, _ROW = 64.0, 26.0


class SignOff:
    """One column for each who signs; the name is printed small below the line: it is no signature."""

    def __init__(self, people: Sequence[tuple[str, str]], date: str, faces: Faces) -> None:
        self.before, self.after, self.keep = 0.0, 8.0, False
        self._people, self._date, self._faces = people, date, faces

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """Fixed."""
        return _TALL

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Who, the line, the name under it, the day."""
        column = width / len(self._people)
        for place, (title, name) in enumerate(self._people):
            left, right = x + place * column, x + (place + 1) * column - 18
            base = top - _ROW
            with sheet.tagged(Tag("P")):
                self._draw_column(sheet, (title, name), (left, base), right)

    def _draw_column(self, sheet: Sheet, who: tuple[str, str], at: Point, right: float) -> None:
        left, base = at
        title, name = who
        look = Run("", "song", 10.5, INK)
        used = sheet.text(title + "\uff1a", left, base, look)
        sheet.rule((left + used, base - 3), (right, base - 3), 0.5, LINE)
        if name:
            wide = single_line(name, Run("", "song", 8, GREY), self._faces).width
            size = 8 * min(1.0, (right - left - used) / max(wide, 1.0))
            sheet.text(name, (left + used + right) / 2, base - 13, Run("", "song", size, GREY), "center")
        used = sheet.text(self._date + "\uff1a", left, base - 30, look)
        sheet.rule((left + used, base - 33), (right, base - 33), 0.5, LINE)
