"""What stands around the text on every page: mark, letterhead, foot. And the page itself: its size and margins."""

from dataclasses import dataclass

from odrdesk.documents.clusters import Run
from odrdesk.documents.facts import PaperFacts
from odrdesk.documents.ink import GREY, INK, NAVY, SEAL_RED, WATERMARK
from odrdesk.documents.pdf import A4, MM, Sheet, within
from odrdesk.documents.wording import Wording


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins, in points."""

    size: tuple[float, float] = A4
    left: float = 27 * MM
    top: float = 35 * MM
    foot: float = 30 * MM
    head: float = 20 * MM
    """From the top edge to the baseline of the letterhead."""

    @property
    def width(self) -> float:
        """Of the type area."""
        return self.size[0] - 2 * self.left

    @property
    def height(self) -> float:
        """Of the type area."""
        return self.size[1] - self.top - self.foot

    @property
    def right(self) -> float:
        """The right edge of the type area."""
        return self.size[0] - self.left


PORTRAIT = Page()


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one paper."""

    facts: PaperFacts
    words: Wording
    title: str
    page: Page = PORTRAIT

    def head(self, sheet: Sheet) -> None:
        """The mark across the page, who issues, the number of the case, whose copy it is."""
        page = self.page
        if self.facts.mark is not None:
            mark = "\u3000".join(self.words.word("marks", self.facts.mark))
            sheet.watermark(mark, Run("", "hei", 110, WATERMARK))
        head, right, base = self.facts.letterhead, page.right, page.size[1] - page.head
        number = self.words.label("case") + " " + self.facts.case_number
        used = sheet.text(_one_line(number, 40), right, base, Run("", "song", 9.5, GREY), "right")
        self._shrunk(sheet, head.organisation, base, Run("", "hei", 10.5, NAVY), page.width - used - 12)
        base -= 5 * MM
        copy = self.words.word("recipients", self.facts.recipient)
        used = sheet.text(copy, right, base, Run("", "song", 9, GREY), "right")
        if self.facts.mark is not None:
            mark = self.words.word("marks", self.facts.mark)
            used += 12 + sheet.text(mark, right - used - 12, base, Run("", "hei", 9.5, SEAL_RED), "right")
        self._shrunk(sheet, head.point, base, Run("", "song", 9, GREY), page.width - used - 12)
        sheet.rule((page.left, base - 2.5 * MM), (right, base - 2.5 * MM), 1.4, NAVY)
        sheet.rule((page.left, base - 3.4 * MM), (right, base - 3.4 * MM), 0.4, NAVY)

    def foot(self, sheet: Sheet, number: int, pages: int) -> None:
        """Odd pages carry their number on the right, even ones on the left (GB/T 9704-2012, 7.5)."""
        page = self.page
        base = page.foot - 7 * MM - 10
        told, look = f"\u2014 {number} \u2014", Run("", "song", 14, INK)
        left = page.left
        if pages == 1 or number % 2:
            sheet.text(told, page.right - 14, base, look, "right", gap=0.0)
        else:
            left += 28 + sheet.text(told, page.left + 14, base, look, gap=0.0)
        of = self.words.fill(self.words.part("page"), {"page": number, "pages": pages})
        sheet.text(f"{self.title}\u3000{of}", left, base + 4, Run("", "song", 8, GREY))
        head = self.facts.letterhead
        reach = "\u3000".join(part for part in (head.address, head.phone) if part)
        self._shrunk(sheet, reach, base - 8, Run("", "song", 8, GREY), page.right - left - 80, left=left)

    def _shrunk(
        self, sheet: Sheet, text: str, base: float, look: Run, room: float, *, left: float | None = None
    ) -> None:
        """One line that is set smaller, and then cut with an ellipsis, to fit the room."""
        if not text:
            return
        small = within(text, look, sheet.faces, room)
        sheet.text(small.text, self.page.left if left is None else left, base, small)


def _one_line(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "\u2026"
