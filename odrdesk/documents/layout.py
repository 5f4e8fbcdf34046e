"""From facts and words to pages: check the characters, fit the leading, draw the frame around each page.

The loosest leading that gives the fewest pages is taken, so that a paper that can stand on one page does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from odrdesk.documents.blocks import Field, Notes
from odrdesk.documents.clusters import Run, clean
from odrdesk.documents.facts import Paper, PaperFacts, Proof
from odrdesk.documents.flow import Block, Gap, PageBreak, Placed, paginate
from odrdesk.documents.fonts import FaceRegistry, faces
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import GREY, INK, NAVY, SEAL_RED, WATERMARK
from odrdesk.documents.pdf import A4, MM, About, Attached, Sheet, single_line
from odrdesk.documents.qr import Proven
from odrdesk.documents.template import BLANK, PAGE_BREAK, Insert
from odrdesk.documents.wording import Values, Wording, chinese_number
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.proof import PRACTICE, digest_of, grouped

LEFT = 27 * MM
TOP = 35 * MM
FOOT = 30 * MM
WIDTH = A4[0] - 2 * LEFT
HEIGHT = A4[1] - TOP - FOOT
_TIGHT = 0.9  # below this share of the loosest leading, spacing of tables and title tightens too


@dataclass(frozen=True, slots=True)
class Type:
    """The sizes of one attempt to fit: body size and leading in points."""

    faces: FaceRegistry
    size: float
    leading: float
    loosest: float

    @property
    def tight(self) -> bool:
        """Whether tables and the title give way too."""
        return self.leading < _TIGHT * self.loosest

    def body(self, text: str, *, indent: float = 2.0, align: str = "justify", keep: bool = False) -> Paragraph:
        """A paragraph of 仿宋."""
        return Paragraph([Run(text, "body", self.size, INK)], Look(self.leading, indent, align), self.faces, keep=keep)

    def heading(self, text: str) -> Paragraph:
        """一、… in 黑, kept with what follows."""
        look = Look(self.leading, 2.0, "left")
        return Paragraph([Run(text, "hei", self.size, INK)], look, self.faces, keep=True, kind="H2")

    def title(self, text: str, number: str) -> list[Block]:
        """The title in 小标宋 and the number line."""
        lead, after = (31.0, 7.0) if self.tight else (36.0, 11.0)
        look = Look(lead, 0, "center", 0.22, 1, 1)
        head = Paragraph([Run(text, "title", 22, INK)], look, self.faces, keep=True, kind="H1")
        line = Paragraph([Run(number, "body", 14, INK)], Look(22, 0, "center", 0.09, 1, 1), self.faces, after=after)
        return [head, line]

    def field(self, label: str, value: str) -> Field:
        """A label and its value."""
        return Field(label, value, self.faces, 15.8 if self.tight else 17.0)


Build = Callable[[Type], Sequence[Block]]


def typeset(
    facts: PaperFacts, words: Wording, title: str, build: Build, *, size: float, leadings: Sequence[float]
) -> Paper:
    """The paper under its title.

    Refuses `paper.glyph_missing` when a character of the facts has no shape in any face.
    """
    registry = faces(facts.theme)
    check_characters(facts, registry)
    pages = _fit(build, registry, size, leadings)
    about = About(
        title=f"{title} {facts.number}",
        author=facts.letterhead.organisation,
        subject=words.line("subject", {}),
        keywords=f"{facts.case_number} {facts.proof.qr}" if facts.proof else facts.case_number,
        issued_at=facts.issued_at,
    )
    sheet = Sheet(registry, about)
    if facts.proof is not None:
        sheet.attach(Attached("case.json", "application/json", facts.proof.data, title))
    frame = _Frame(facts, words, title)
    for number, placed in enumerate(pages, 1):
        with sheet.artifact("Header"):
            frame.head(sheet)
        for one in placed:
            one.block.draw(sheet, LEFT, A4[1] - TOP - one.down, WIDTH)
        with sheet.artifact("Footer"):
            frame.foot(sheet, number, len(pages))
        sheet.next_page()
    return Paper(sheet.finish(), len(pages), words.version, tuple(sheet.anchors))


def check_characters(facts: PaperFacts, registry: FaceRegistry) -> None:
    """Refuse to print a paper in which a character would be lost."""
    for name, text in _texts(facts, ""):
        missing = registry.missing([text])
        if missing:
            points = [f"U+{ord(char):04X}" for char in missing]
            raise Refusal("paper.glyph_missing", name, characters=list(missing), code_points=points)


def sections(words: Wording, values: Values, kind: Type, inserts: Mapping[str, Sequence[Block]]) -> list[Block]:
    """The numbered sections of the wording; an insert stands for the blocks of its name."""
    out: list[Block] = []
    number = 0
    for section in words.sections(values):
        texts = section.texts
        if section.head:
            number += 1
            out.append(kind.heading(f"{chinese_number(number)}、{section.head}"))
        placed: dict[str, Sequence[Block]] = {PAGE_BREAK: [PageBreak()], BLANK: [Gap(kind.leading)], **inserts}
        unknown = next((text for text in texts if isinstance(text, Insert) and text not in placed), None)
        if unknown is not None:
            raise Fault("papers.wording_broken", file=f"{words.name}.toml", place=f"@{unknown}")
        out.extend(_section(texts, kind, placed, numbered=section.numbered))
    return out


def notes(words: Wording, values: Values, kind: Type) -> Block:
    """The small print: basis, caution, copies, version; on an issued paper its QR code and what proves it."""
    proof = values.get("sealed")
    if not isinstance(proof, Proof):
        return Notes(words.label("notes"), words.notes(values), kind.faces)
    # The line of the version stands among those of the proof.
    own = words.notes(values, versioned=False)
    told = {
        **values,
        "version": words.version,
        "digest": grouped(digest_of(proof.data).hex()),
        "anchor": proof.anchor,
        "key": proof.key,
        "practice": proof.key.startswith(PRACTICE),
    }
    lines = [*own, *words.paragraphs(words.part("proven"), told)]
    return Proven(words.label("proven"), lines, proof.qr, kind.faces, tight=kind.tight)


def _section(
    texts: list[str], kind: Type, inserts: Mapping[str, Sequence[Block]], *, numbered: bool
) -> Iterator[Block]:
    spoken = sum(not isinstance(text, Insert) for text in texts)
    number = 0
    for k, text in enumerate(texts):
        if isinstance(text, Insert):
            yield from inserts[text]
            continue
        number += 1
        prefix = f"\uff08{chinese_number(number)}\uff09" if numbered and spoken > 1 else ""
        leads = k + 1 < len(texts) and isinstance(texts[k + 1], Insert)
        for part, line in enumerate(_lines(text)):
            yield kind.body((prefix if part == 0 else "") + line, keep=leads)


def _lines(text: str) -> list[str]:
    return [line for line in clean(text).split("\n") if line.strip()]


def _fit(build: Build, registry: FaceRegistry, size: float, leadings: Sequence[float]) -> list[list[Placed]]:
    def attempt(leading: float) -> list[list[Placed]]:
        return paginate(build(Type(registry, size, leading, leadings[0])), WIDTH, HEIGHT)

    loose = attempt(leadings[0])
    if len(loose) == 1:
        return loose
    fewest = len(attempt(leadings[-1]))
    if fewest == len(loose):
        return loose
    return next(pages for pages in map(attempt, leadings[1:]) if len(pages) == fewest)


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name), f"{name}.{one.name}" if name else one.name)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one, name)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around the text on every page: mark, letterhead, foot."""

    facts: PaperFacts
    words: Wording
    title: str

    def head(self, sheet: Sheet) -> None:
        if self.facts.mark is not None:
            mark = "\u3000".join(self.words.word("marks", self.facts.mark))
            sheet.watermark(mark, Run("", "hei", 110, WATERMARK))
        head, right, top = self.facts.letterhead, A4[0] - LEFT, A4[1]
        number = self.words.label("case") + " " + self.facts.case_number
        used = sheet.text(_one_line(number, 40), right, top - 20 * MM, Run("", "song", 9.5, GREY), "right")
        self._shrunk(sheet, head.organisation, top - 20 * MM, Run("", "hei", 10.5, NAVY), WIDTH - used - 12)
        copy = self.words.word("recipients", self.facts.recipient)
        used = sheet.text(copy, right, top - 25 * MM, Run("", "song", 9, GREY), "right")
        if self.facts.mark is not None:
            mark = self.words.word("marks", self.facts.mark)
            used += 12 + sheet.text(mark, right - used - 12, top - 25 * MM, Run("", "hei", 9.5, SEAL_RED), "right")
        self._shrunk(sheet, head.point, top - 25 * MM, Run("", "song", 9, GREY), WIDTH - used - 12)
        sheet.rule((LEFT, top - 27.5 * MM), (right, top - 27.5 * MM), 1.4, NAVY)
        sheet.rule((LEFT, top - 28.4 * MM), (right, top - 28.4 * MM), 0.4, NAVY)

    def foot(self, sheet: Sheet, page: int, pages: int) -> None:
        base = FOOT - 7 * MM - 10
        number = f"\u2014 {page} \u2014"
        look = Run("", "song", 14, INK)
        if pages == 1 or page % 2:
            sheet.text(number, A4[0] - LEFT - 14, base, look, "right", gap=0.0)
            left = LEFT
        else:
            left = LEFT + 14 + sheet.text(number, LEFT + 14, base, look, gap=0.0) + 14
        of = self.words.fill(self.words.part("page"), {"page": page, "pages": pages})
        sheet.text(f"{self.title}\u3000{of}", left, base + 4, Run("", "song", 8, GREY))
        head = self.facts.letterhead
        reach = "\u3000".join(part for part in (head.address, head.phone) if part)
        self._shrunk(sheet, reach, base - 8, Run("", "song", 8, GREY), A4[0] - LEFT - left - 80, left=left)

    def _shrunk(self, sheet: Sheet, text: str, base: float, look: Run, room: float, *, left: float = LEFT) -> None:
        """One line that is set smaller, down to six tenths, and then cut with an ellipsis, to fit the room."""
        if not text:
            return
        wide = single_line(text, look, sheet.faces).width
        size = look.size * max(0.6, min(1.0, room / wide))
        small = Run("", look.role, size, look.colour)
        while single_line(text, small, sheet.faces).width > room + 0.5 and len(text) > 2:
            text = text[:-2] + "\u2026"
        sheet.text(text, left, base, small)


def _one_line(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "\u2026"


def joined(parts: Iterable[str], between: str = "\u3000") -> str:
    """The parts that are there, with a space between."""
    return between.join(part for part in parts if part)
