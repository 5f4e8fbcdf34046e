"""From facts and words to pages: check the characters, fit the leading, draw the frame around each page.

The loosest leading that gives the fewest pages is taken, so that a paper that can stand on one page does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from typing import Protocol

from odrdesk.documents.blocks import Field, Notes
from odrdesk.documents.clusters import Run, UnprintableError, clean
from odrdesk.documents.facts import Paper, PaperFacts, Proof
from odrdesk.documents.flow import Block, Gap, PageBreak, Placed, paginate
from odrdesk.documents.fonts import FaceRegistry, faces
from odrdesk.documents.frame import PORTRAIT, Frame, Page
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import INK
from odrdesk.documents.pdf import About, Attached, Sheet
from odrdesk.documents.qr import Proven
from odrdesk.documents.template import BLANK, PAGE_BREAK, Insert
from odrdesk.documents.wording import Values, Wording, chinese_number
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.proof import PRACTICE, digest_of, grouped

LEFT, WIDTH, HEIGHT = PORTRAIT.left, PORTRAIT.width, PORTRAIT.height
_MOST_PLACES = 5
_AROUND = 8  # characters shown before and behind one that is missing
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
    facts: PaperFacts,
    words: Wording,
    title: str,
    build: Build,
    *,
    size: float,
    leadings: Sequence[float],
    page: Page = PORTRAIT,
) -> Paper:
    """The paper under its title; within `bound_in` it goes onto that sheet and its content stays empty.

    Refuses `paper.glyph_missing` when a character of the facts or of the wording has no shape in any face.
    """
    registry = faces(facts.theme)
    with checked(facts, registry):
        pages = _fit(build, registry, size, leadings, page)
    about = About(
        title=f"{title} {facts.number}",
        author=facts.letterhead.organisation,
        subject=words.line("subject", {}),
        keywords=f"{facts.case_number} {facts.proof.qr}" if facts.proof else facts.case_number,
        issued_at=facts.issued_at,
    )
    return put_on_paper(facts, about, words.version, pages, Frame(facts, words, title, page))


class Around(Protocol):
    """What stands around the text of a page, and the page itself."""

    @property
    def page(self) -> Page:
        """Size and margins."""
        ...

    def head(self, sheet: Sheet) -> None:
        """Draw what stands above the text."""
        ...

    def foot(self, sheet: Sheet, number: int, pages: int) -> None:
        """Draw what stands below it on page `number` of `pages`."""
        ...


def put_on_paper(
    facts: PaperFacts,
    about: About,
    version: str,
    pages: Sequence[Sequence[Placed]],
    frame: Around,
    *,
    attached: Sequence[Attached] = (),
) -> Paper:
    """The pages as a file of their own, or within `bound_in` on that sheet. `version` is that of the wording.

    `attached` are files that go with it beside the data it was made from.
    """
    page, registry = frame.page, faces(facts.theme)
    bound = _BOUND_IN.get()
    sheet = bound or Sheet(registry, about, page.size)
    if bound is not None:
        bound.begin_paper(registry, about, page.size)
    if facts.proof is not None:
        sheet.attach(Attached("case.json", "application/json", facts.proof.data, about.title))
    for file in attached:
        sheet.attach(file)
    for number, placed in enumerate(pages, 1):
        with sheet.artifact("Header"):
            frame.head(sheet)
        for one in placed:
            one.block.draw(sheet, page.left, page.size[1] - page.top - one.down, page.width)
        with sheet.artifact("Footer"):
            frame.foot(sheet, number, len(pages))
        sheet.next_page()
    if bound is not None:
        return Paper(b"", len(pages), version)
    return Paper(sheet.finish(), len(pages), version, tuple(sheet.anchors))


@contextmanager
def bound_in(sheet: Sheet) -> Iterator[None]:
    """Every paper made within goes onto this sheet, one after the other."""
    before = _BOUND_IN.set(sheet)
    try:
        yield
    finally:
        _BOUND_IN.reset(before)


_BOUND_IN: ContextVar[Sheet | None] = ContextVar("bound_in", default=None)


@contextmanager
def checked(facts: PaperFacts, registry: FaceRegistry) -> Iterator[None]:
    """Blocks are set within: a character that would be lost, of the facts or of the wording, is refused."""
    check_characters(facts, registry)
    try:
        yield
    except UnprintableError as why:
        raise _refused(registry, [("", why.text)]) from why


def check_characters(facts: PaperFacts, registry: FaceRegistry) -> None:
    """Refuse to print a paper in which a character of its facts would be lost, naming all of them and where."""
    found = [(name, text) for name, text in _texts(facts, "") if registry.missing([text])]
    if found:
        raise _refused(registry, found)


def _refused(registry: FaceRegistry, found: Sequence[tuple[str, str]]) -> Refusal:
    """The refusal for these texts, each with the name of its fact."""
    missing = registry.missing(text for _, text in found)
    places = [_around(text, registry.missing([text])[0]) for _, text in found]
    return Refusal(
        "paper.glyph_missing",
        found[0][0] or None,
        characters=list(missing),
        code_points=[f"U+{ord(char):04X}" for char in missing],
        places=places[:_MOST_PLACES],
    )


def _around(text: str, char: str) -> str:
    """The character with a little of the text around it."""
    told = clean(text).replace("\n", " ")
    at = told.index(char)
    start, end = max(0, at - _AROUND), at + _AROUND + 1
    return ("\u2026" if start else "") + told[start:end] + ("\u2026" if end < len(told) else "")


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


def _fit(
    build: Build, registry: FaceRegistry, size: float, leadings: Sequence[float], page: Page
) -> list[list[Placed]]:
    def attempt(leading: float) -> list[list[Placed]]:
        return paginate(build(Type(registry, size, leading, leadings[0])), page.width, page.height)

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


def joined(parts: Iterable[str], between: str = "\u3000") -> str:
    """The parts that are there, with a space between."""
    return between.join(part for part in parts if part)
