"""The PDF underneath: pages, text lines set glyph by glyph, rules, boxes, pictures, tags; the same bytes each time.

Lengths in points, the origin at the page's lower left corner. Nothing of the text is ever parsed as markup.
ReportLab draws the paths; the fonts, the structure and the file are our own (`pdf_fonts`, `pdf_tags`, `pdf_body`).
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from odrdesk.documents.clusters import Run, clean
from odrdesk.documents.facts import Anchor
from odrdesk.documents.fonts import FaceRegistry
from odrdesk.documents.linebreak import Line
from odrdesk.documents.pdf_about import LANGUAGE, SHANGHAI, About, Attached, attachments, info, metadata, output_intent
from odrdesk.documents.pdf_body import Body
from odrdesk.documents.pdf_fonts import Subset
from odrdesk.documents.pdf_outline import Entry, write_outline
from odrdesk.documents.pdf_pictures import fitted, picture
from odrdesk.documents.pdf_tags import GROUPING, HEADINGS, Element, Tag, Tree
from odrdesk.documents.pdf_text import TextCode, single_line, within

__all__ = [
    "A4",
    "MM",
    "SHANGHAI",
    "About",
    "Area",
    "Attached",
    "Colour",
    "Point",
    "Sheet",
    "Tag",
    "single_line",
    "within",
]

Colour = tuple[float, float, float]
Point = tuple[float, float]
Area = tuple[float, float, float, float]
"""Left, bottom, width, height."""

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
_ARTIFACT = "Artifact"
_SEAM = 0.02  # of a module: rows of squares overlap so that no viewer shows hairlines between them


class Sheet:
    """A PDF in the making.

    What is drawn belongs to the element of the nearest `tagged`; text drawn outside of any is a paragraph of its own,
    rules and boxes are decoration. Nothing has to be tagged by hand to make a well-formed file.
    """

    def __init__(self, faces: FaceRegistry, about: About, size: tuple[float, float] = A4) -> None:
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 -- opened with the first paper, not before

        self.faces = faces
        self.width, self.height = size
        self.anchors: list[Anchor] = []
        self.pages = 0
        """How many pages are finished."""
        self.about = about
        self._body = Body()
        self._catalog, self._page_list, self._resources = (self._body.reserve() for _ in range(3))
        self._page_numbers: list[int] = []
        self._canvas: Any = Canvas(io.BytesIO(), pagesize=size, invariant=1)
        self._code: list[str] = self._canvas._code  # noqa: SLF001 -- only its drawing is used, the file is ours
        self._subsets: dict[str, Subset] = {}
        self._pictures: dict[str, int] = {}
        self._attached: list[Attached] = []
        self._tree = Tree(self._body)
        self._outline: list[Entry] = []
        self._bound = False
        self._within: list[Element] = []
        self._artifact = ""
        self._open: Element | str | None = None

    # Text

    def line(self, line: Line, x: float, y: float) -> None:
        """A set line with its baseline at `y`."""
        if line.clusters:
            self._mark_text()
            self._code.append(TextCode(self._subset).write(line, x, y))

    def text(self, text: str, x: float, y: float, look: Run, align: str = "left", *, gap: float = 0.09) -> float:
        """One unbroken line of `text` in the look of a run; returns its width."""
        line = single_line(text, look, self.faces, gap)
        self.line(line, x - {"left": 0.0, "center": line.width / 2, "right": line.width}[align], y)
        return line.width

    # Drawing

    def rule(self, start: Point, end: Point, weight: float, colour: Colour) -> None:
        """A straight line."""
        with self._kept() as canvas:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(weight)
            canvas.line(*start, *end)

    def box(self, area: Area, fill: Colour, radius: float = 0.0) -> None:
        """A filled box without an outline, its corners rounded by `radius`."""
        with self._kept() as canvas:
            canvas.setFillColorRGB(*fill)
            if radius:
                canvas.roundRect(*area, radius, stroke=0, fill=1)
            else:
                canvas.rect(*area, stroke=0, fill=1)

    def frame(self, area: Area, colour: Colour, radius: float = 0.0, weight: float = 0.5) -> None:
        """An outline."""
        with self._kept() as canvas:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(weight)
            canvas.roundRect(*area, radius, stroke=1, fill=0)

    def ring(self, x: float, y: float, diameter: float, colour: Colour) -> None:
        """A dashed ring around (x, y): where a seal goes."""
        with self._kept() as canvas:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(0.6)
            canvas.setDash(2.5, 2.5)
            canvas.circle(x, y, diameter / 2, stroke=1, fill=0)

    def dot(self, x: float, y: float, radius: float, edge: Colour, fill: Colour | None = None) -> None:
        """A circle around (x, y): filled with its own edge's colour, or with another."""
        with self._kept() as canvas:
            canvas.setStrokeColorRGB(*edge)
            canvas.setFillColorRGB(*(edge if fill is None else fill))
            canvas.setLineWidth(radius * 0.5)
            canvas.circle(x, y, radius, stroke=1, fill=1)

    def path(self, points: Sequence[Point], colour: Colour, weight: float = 0.0, *, closed: bool = False) -> None:
        """A line through the points of that weight; of weight 0, the shape between them filled."""
        with self._kept() as canvas:
            drawn = canvas.beginPath()
            drawn.moveTo(*points[0])
            for point in points[1:]:
                drawn.lineTo(*point)
            if closed:
                drawn.close()
            canvas.setStrokeColorRGB(*colour)
            canvas.setFillColorRGB(*colour)
            canvas.setLineWidth(weight)
            canvas.setLineJoin(1)
            canvas.drawPath(drawn, stroke=1 if weight else 0, fill=0 if weight else 1)

    def chip(self, text: str, x: float, y: float, look: Run, fill: Colour, *, pad: float = 5.0) -> float:
        """Words on a rounded ground, their baseline at `y`; returns the width."""
        line = single_line(text, look, self.faces)
        wide, high = line.width + 2 * pad, look.size * 1.55
        self.box((x, y - look.size * 0.4, wide, high), fill, high / 2)
        self.line(line, x + pad, y)
        return wide

    def squares(self, rows: Sequence[Sequence[bool]], area: Area, alt: str, colour: Colour = (0.0, 0.0, 0.0)) -> None:
        """A code of dark squares, as a QR code is: row after row from the top, one figure with the words `alt`."""
        left, bottom, wide, high = area
        step_x, step_y = wide / len(rows[0]), high / len(rows)
        with self.figure(alt, area), self._kept() as canvas:
            canvas.setFillColorRGB(*colour)
            drawn = canvas.beginPath()
            for k, row in enumerate(rows):
                foot = bottom + high - (k + 1) * step_y - _SEAM * step_y
                for start, end in _dark(row):
                    drawn.rect(left + start * step_x, foot, (end - start) * step_x, step_y * (1 + 2 * _SEAM))
            canvas.drawPath(drawn, stroke=0, fill=1)

    def image(self, content: bytes, area: Area, alt: str) -> Area:
        """A picture in the middle of the area, its proportions kept; returns the place that it takes.

        Refuses `paper.picture_broken` and `paper.picture_huge`.
        """
        made = picture(content, area[2], area[3])
        left, bottom, wide, high = place = fitted(made.width, made.height, area)
        name = hashlib.sha256(made.content).hexdigest()
        if name not in self._pictures:
            told = (
                f"/Type /XObject /Subtype /Image /Width {made.width} /Height {made.height} "
                "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
            )
            self._pictures[name] = self._body.stream(told, made.content, packed=False)
        with self.figure(alt, place):
            self._mark_drawing()
            self._code.append(f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /X{self._pictures[name]} Do Q")
        return place

    def watermark(self, text: str, look: Run) -> None:
        """Words across the page, to be drawn before anything else on it."""
        with self.artifact("Watermark"), self._kept() as canvas:
            canvas.translate(self.width / 2, self.height / 2)
            canvas.rotate(35)
            self.text(text, 0, -look.size / 3, look, "center")

    # Structure

    @contextmanager
    def tagged(self, tag: Tag | None, top: float | None = None) -> Iterator[None]:
        """What is drawn belongs to the tag's element; None leaves it to the one around.

        `top` is the height at which a heading stands.
        """
        if tag is None or self._artifact:
            yield
            return
        made, new = self._tree.within(tag, self._within[-1] if self._within else None)
        if new and tag.title and tag.kind in HEADINGS and not self._bound:
            depth = HEADINGS.index(tag.kind)
            self._outline.append(Entry(depth, clean(tag.title), self.pages, self.height if top is None else top))
        self._within.append(made)
        yield
        self._within.pop()

    @contextmanager
    def figure(self, alt: str, area: Area) -> Iterator[None]:
        """Lines, boxes and text drawn are one figure, which `alt` tells to those who do not see it."""
        with self.tagged(Tag("Figure", clean(alt))):
            if self._within and not self._artifact:
                left, bottom, wide, high = area
                self._within[-1].box = (left, bottom, left + wide, bottom + high)
            yield

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn is no content: a `Header`, a `Footer`, a `Watermark`, a table's head repeated."""
        before, self._artifact = self._artifact, kind or _ARTIFACT
        yield
        self._artifact = before

    def begin_paper(self, faces: FaceRegistry, about: About, size: tuple[float, float]) -> None:
        """Begin the next paper of a bound file: its own part of the structure; the outline then lists papers."""
        self._bound = True
        self.faces = faces
        self.width, self.height = size
        self._tree.part(self._page)
        self._outline.append(Entry(0, clean(about.title), self.pages, self.height))

    def anchor(self, name: str, area: Area) -> None:
        """Name a place of this page."""
        self.anchors.append(Anchor(name, self.pages, area))

    def attach(self, file: Attached) -> None:
        """Embed a file that the pages were made from; of several of one name the later ones are numbered."""
        self._attached.append(file)

    # The file

    def next_page(self) -> None:
        """Close the page and begin the next."""
        self._close()
        self._tree.turn(self.pages)
        code = "\n".join(self._code).encode("latin-1")
        self._code.clear()
        content = self._body.stream("", code)
        number = self._body.add(
            f"<</Type /Page /Parent {self._page_list} 0 R /MediaBox [0 0 {self.width:.4f} {self.height:.4f}] "
            f"/Resources {self._resources} 0 R /Contents {content} 0 R /StructParents {self.pages} /Tabs /S>>"
        )
        self._page_numbers.append(number)
        self.pages += 1

    def finish(self) -> bytes:
        """The whole file; call after the last page's `next_page`."""
        body = self._body
        kids = " ".join(self._page(k) for k in range(self.pages))
        body.put(self._page_list, f"<</Type /Pages /Count {self.pages} /Kids [{kids}]>>")
        fonts = " ".join(f"/{one.name} {one.put(body)} 0 R" for one in self._subsets.values())
        pictures = " ".join(f"/X{number} {number} 0 R" for number in self._pictures.values())
        body.put(self._resources, f"<</Font <<{fonts}>> /XObject <<{pictures}>>>>")
        told = metadata(self.about)
        xmp = body.stream("/Type /Metadata /Subtype /XML", told, packed=False)
        intent = output_intent(body)
        files = attachments(body, self._attached, self.about.issued_at)
        outline = ""
        if self._outline:
            outline = f" /Outlines {write_outline(body, self._outline, self._page)}"
        tree = self._tree.finish(self._page)
        body.put(
            self._catalog,
            f"<</Type /Catalog /Pages {self._page_list} 0 R /Lang ({LANGUAGE}) /MarkInfo <</Marked true>> "
            f"/StructTreeRoot {tree} /Metadata {xmp} 0 R /OutputIntents {intent} "
            f"/ViewerPreferences <</DisplayDocTitle true>>{outline}{files}>>",
        )
        number = body.add(info(self.about))
        return body.finish({"Root": f"{self._catalog} 0 R", "Info": f"{number} 0 R"})

    def _page(self, place: int) -> str:
        return f"{self._page_numbers[place]} 0 R"

    def _subset(self, face: str) -> Subset:
        if face not in self._subsets:
            self._subsets[face] = Subset(self.faces.face(face), len(self._subsets) + 1)
        return self._subsets[face]

    # Marked content: what is drawn stands between a mark that says whose it is and an end

    def _mark_text(self) -> None:
        if self._artifact:
            self._mark(self._artifact)
            return
        around = self._within[-1] if self._within else None
        self._mark(self._tree.paragraph(around) if around is None or around.kind in GROUPING else around)

    def _mark_drawing(self) -> None:
        figure = self._within and not self._artifact and self._within[-1].kind == "Figure"
        self._mark(self._within[-1] if figure else self._artifact or _ARTIFACT)

    def _mark(self, whose: Element | str) -> None:
        if self._open == whose:
            return
        self._close()
        if isinstance(whose, Element):
            self._code.append(f"/{whose.kind} <</MCID {self._tree.mark(whose, self.pages)}>> BDC")
        elif whose == _ARTIFACT:
            self._code.append("/Artifact BMC")
        else:
            self._code.append(f"/Artifact <</Type /Pagination /Subtype /{whose}>> BDC")
        self._open = whose

    def _close(self) -> None:
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    @contextmanager
    def _kept(self) -> Iterator[Any]:
        self._mark_drawing()
        self._canvas.saveState()
        yield self._canvas
        self._canvas.restoreState()


def _dark(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of dark squares of a row."""
    start: int | None = None
    for place, dark in enumerate([*row, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place
            start = None
