"""The pages of a report: narrower margins than a letter's, section heads with a bar, head and foot of every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.facts import Paper
from odrdesk.documents.flow import Block, paginate
from odrdesk.documents.fonts import FaceRegistry, faces
from odrdesk.documents.frame import Page
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import GREY, HEAD_TEXT, INK, NAVY, RULE, SEAL_RED, WATERMARK
from odrdesk.documents.layout import Type, checked, put_on_paper
from odrdesk.documents.pdf import A4, MM, SHANGHAI, About, Point, Sheet, within
from odrdesk.documents.pdf_about import Attached
from odrdesk.documents.pdf_tags import Tag
from odrdesk.documents.report_facts import CaseReport
from odrdesk.documents.wording import Wording

LEFT, TOP, FOOT = 22 * MM, 28 * MM, 24 * MM
PAGE = Page(left=LEFT, top=TOP, foot=FOOT)
WIDTH, HEIGHT = PAGE.width, PAGE.height
SIZE, LEADING = 10.5, 17.5
_BAR = (3.0, 13.6)

Build = Callable[[Type], Sequence[Block]]


def typeset(facts: CaseReport, words: Wording, title: str, build: Build, attached: Sequence[Attached] = ()) -> Paper:
    """The report under its title. Refuses `paper.glyph_missing`."""
    registry = faces(facts.theme)
    with checked(facts, registry):
        pages = paginate(build(Type(registry, SIZE, LEADING, LEADING)), WIDTH, HEIGHT)
    return put_on_paper(
        facts, _about(facts, words, title), words.version, pages, _Frame(facts, words, registry), attached=attached
    )


def _about(facts: CaseReport, words: Wording, title: str) -> About:
    return About(
        title=f"{title} {facts.number or facts.case_number}",
        author=facts.letterhead.organisation,
        subject=words.line("subject", {}),
        keywords=facts.case_number,
        issued_at=facts.issued_at,
    )


class Head:
    """The head of a section: a bar, its words, a hairline; kept with what follows."""

    def __init__(self, text: str, faces: Faces) -> None:
        self.before, self.after, self.keep = 20.0, 6.0, True
        self._text, self._faces = text, faces
        self._tag = Tag("H2", title=text)

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """Fixed."""
        return 23.0

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """The bar left of the words."""
        sheet.box((x, top - 3 - _BAR[1], *_BAR), NAVY)
        with sheet.tagged(self._tag, top):
            sheet.text(self._text, x + 10, top - 14.2, Run("", "hei", 12.5, HEAD_TEXT))
        sheet.rule((x, top - 22), (x + width, top - 22), 0.5, RULE)


def minor(text: str, faces: Faces) -> Block:
    """A head within a section."""
    look = Look(16, 0, "left", 0.15, 1, 1)
    return Paragraph([Run(text, "hei", 10.5, HEAD_TEXT)], look, faces, before=9, after=3, keep=True, kind="H3")


def paragraph(text: str, faces: Faces, *, keep: bool = False, small: bool = False) -> Block:
    """A paragraph of the report; `small` for a remark below a table."""
    if small:
        return Paragraph([Run(text, "song", 8.5, GREY)], Look(13.4, 0, "left", 0.09, 1, 1), faces, after=4)
    return Paragraph([Run(text, "song", SIZE, INK)], Look(LEADING), faces, keep=keep)


def title_block(title: str, subtitle: str, number: str, faces: Faces) -> list[Block]:
    """The title in 小标宋, what the case is called in 楷, the paper's number."""
    head = Paragraph([Run(title, "title", 21, INK)], Look(32, 0, "center", 0.22, 1, 1), faces, keep=True, kind="H1")
    below = Paragraph([Run(subtitle, "kai", 11, GREY)], Look(17, 0, "center", 0.15, 1, 1), faces, after=4, keep=True)
    line = Paragraph([Run(number, "song", 9.5, GREY)], Look(15, 0, "center", 0.09, 1, 1), faces, after=8, keep=True)
    return [head, below, line] if number else [head, below]


@dataclass(frozen=True, slots=True)
class _Frame:
    facts: CaseReport
    words: Wording
    faces: FaceRegistry
    page: Page = PAGE

    def head(self, sheet: Sheet) -> None:
        facts, words = self.facts, self.words
        if facts.mark is not None:
            sheet.watermark("\u3000".join(words.word("marks", facts.mark)), Run("", "hei", 110, WATERMARK))
        right, base = A4[0] - LEFT, A4[1] - 15.5 * MM
        used = sheet.text(facts.case_number, right, base, Run("", "song", 9.5, GREY), "right")
        copy = words.word("recipients", facts.recipient)
        used += 10 + sheet.text(copy, right - used - 10, base, Run("", "song", 8.5, GREY), "right")
        if facts.mark is not None:
            mark = words.word("marks", facts.mark)
            used += 10 + sheet.text(mark, right - used - 10, base, Run("", "hei", 9.5, SEAL_RED), "right")
        name = " \u00b7 ".join(part for part in (facts.letterhead.organisation, facts.letterhead.point) if part)
        self._fit(sheet, Run(name, "hei", 10, NAVY), (LEFT, base), WIDTH - used - 12)
        sheet.rule((LEFT, base - 8), (right, base - 8), 1.2, NAVY)

    def foot(self, sheet: Sheet, page: int, pages: int) -> None:
        facts, words = self.facts, self.words
        right, base = A4[0] - LEFT, FOOT - 10 * MM
        sheet.rule((LEFT, base + 13), (right, base + 13), 0.5, RULE)
        look = Run("", "song", 8, GREY)
        sheet.text(words.label("masked_copy" if facts.masked else "confidential"), LEFT, base, look)
        of = words.fill(words.part("page"), {"page": page, "pages": pages})
        sheet.text(of, A4[0] / 2, base, Run("", "song", 9, INK), "center")
        local = facts.issued_at.astimezone(SHANGHAI)
        when = f"{local:%Y-%m-%d %H:%M}" if facts.number else f"{facts.as_of:%Y-%m-%d}"
        said = words.fill(words.label("made" if facts.number else "taken_along"), {"when": when})
        made = Run(f"{said}\u3000{facts.issued_by}", "song", 8, GREY)
        self._fit(sheet, made, (right, base), WIDTH * 0.36, "right")

    def _fit(self, sheet: Sheet, look: Run, at: Point, room: float, align: str = "left") -> None:
        """One line, set smaller down to six tenths and then cut, to fit the room."""
        small = within(look.text, look, self.faces, room)
        sheet.text(small.text, *at, small, align)


def on(day: date | None) -> str:
    """A day in the short form of a report's columns, or an empty text."""
    return f"{day:%Y-%m-%d}" if day is not None else ""
