"""The PDF underneath: pages, text lines set glyph by glyph, rules, boxes, rings, marks; the same bytes each time.

Lengths in points, the origin at the page's lower left corner. Nothing of the text is ever parsed as markup.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from odrdesk.documents.clusters import Cluster, Faces, Run, clean, clusters
from odrdesk.documents.fonts import FaceRegistry
from odrdesk.documents.linebreak import Line, compose

Colour = tuple[float, float, float]
Point = tuple[float, float]
Area = tuple[float, float, float, float]
"""Left, bottom, width, height."""

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
SHANGHAI = ZoneInfo("Asia/Shanghai")
_UNBOUNDED = 1e6
_DASH_SHIFT = 0.0535  # of the em: the blank before an em dash that is widened to touch its neighbour
_SAME_PLACE = 0.0015


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself; `issued_at` is its only clock."""

    title: str
    author: str
    subject: str
    keywords: str
    issued_at: datetime


class Sheet:
    """A PDF in the making. One at a time per process (see `fonts`)."""

    def __init__(self, faces: FaceRegistry, about: About, size: tuple[float, float] = A4) -> None:
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 -- opened with the first paper, not before

        self.faces = faces
        self.width, self.height = size
        self._about = about
        self._out = io.BytesIO()
        base = faces.face("Song-400").font.fontName  # else every file refers to a Helvetica that is not in it
        self._canvas: Any = Canvas(
            self._out,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            initialFontName=base,
            pdfVersion=(1, 7),
            lang="zh-CN",
        )
        self._describe()

    def line(self, line: Line, x: float, y: float) -> None:
        """A set line with its baseline at `y`."""
        if line.clusters:
            code = _TextCode(self.faces, self._canvas).write(line, x, y)
            self._canvas._code.append(code)  # noqa: SLF001 -- ReportLab has no call for exact glyph positions

    def text(self, text: str, x: float, y: float, look: Run, align: str = "left", *, gap: float = 0.09) -> float:
        """One unbroken line of `text` in the look of a run; returns its width."""
        line = single_line(text, look, self.faces, gap)
        self.line(line, x - {"left": 0.0, "center": line.width / 2, "right": line.width}[align], y)
        return line.width

    def rule(self, start: Point, end: Point, weight: float, colour: Colour) -> None:
        """A straight line."""
        with self._kept() as canvas:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(weight)
            canvas.line(*start, *end)

    def box(self, area: Area, fill: Colour, radius: float = 0.0) -> None:
        """A filled box without an outline."""
        with self._kept() as canvas:
            canvas.setFillColorRGB(*fill)
            if radius:
                canvas.roundRect(*area, radius, stroke=0, fill=1)
            else:
                canvas.rect(*area, stroke=0, fill=1)

    def frame(self, area: Area, colour: Colour, radius: float = 0.0) -> None:
        """An outline."""
        with self._kept() as canvas:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(0.5)
            canvas.roundRect(*area, radius, stroke=1, fill=0)

    def ring(self, x: float, y: float, diameter: float, colour: Colour) -> None:
        """A dashed ring around (x, y): where a seal goes."""
        with self._kept() as canvas:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(0.6)
            canvas.setDash(2.5, 2.5)
            canvas.circle(x, y, diameter / 2, stroke=1, fill=0)

    def watermark(self, text: str, look: Run) -> None:
        """Words across the page, to be drawn before anything else on it."""
        with self._kept() as canvas:
            canvas.translate(self.width / 2, self.height / 2)
            canvas.rotate(35)
            self.text(text, 0, -look.size / 3, look, "center")

    def next_page(self) -> None:
        """Close the page and begin the next."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole file; call after the last page's `next_page`."""
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas.save()
        return self._out.getvalue()

    @contextmanager
    def _kept(self) -> Iterator[Any]:
        self._canvas.saveState()
        yield self._canvas
        self._canvas.restoreState()

    def _describe(self) -> None:
        canvas, about = self._canvas, self._about
        canvas.setTitle(clean(about.title))
        canvas.setAuthor(clean(about.author))
        canvas.setSubject(clean(about.subject))
        canvas.setKeywords(clean(about.keywords))
        canvas.setCreator("odrdesk")
        canvas.setProducer("odrdesk")
        local = about.issued_at.astimezone(SHANGHAI)
        stamp = canvas._doc._timeStamp  # noqa: SLF001 -- the only way to a date that is not the machine's
        stamp.t, stamp.lt = local.timestamp(), local.timetuple()
        stamp.YMDhms, stamp.dhh, stamp.dmm, stamp.tzname = tuple(local.timetuple())[:6], 8, 0, "CST"


def single_line(text: str, look: Run, faces: Faces, gap: float = 0.09) -> Line:
    """The text as one line, however wide; forced breaks become spaces."""
    run = Run(text.replace("\n", " "), look.role, look.size, look.colour, look.tabular)
    lines = compose(clusters([run], faces), lambda _: _UNBOUNDED, justify=False, gap=gap)
    return lines[0] if lines else Line([], [], 0.0, last=True)


class _TextCode:
    """PDF operators for one line: every glyph at its place, the subset fonts switched as needed."""

    def __init__(self, faces: FaceRegistry, canvas: Any) -> None:
        self._faces, self._canvas = faces, canvas
        self._code: list[str] = []
        self._array: list[str] = []
        self._bytes = b""
        self._pen = 0.0
        self._look: tuple[object, ...] = ()

    def write(self, line: Line, x: float, y: float) -> str:
        self._code.append(f"q BT 1 0 0 1 {x:.3f} {y:.3f} Tm")
        for cluster, start in zip(line.clusters, line.starts, strict=True):
            self._cluster(cluster, start)
        self._show()
        return "\n".join([*self._code, "ET Q"])

    def _cluster(self, cluster: Cluster, start: float) -> None:
        at = start
        for glyph in cluster.glyphs:
            font = self._faces.face(glyph.face).font
            number, code = font.splitString(glyph.char, self._canvas._doc)[0]  # noqa: SLF001 -- as in Sheet.line
            self._switch(font.getSubsetInternalName(number, self._canvas._doc), cluster)  # noqa: SLF001
            own = glyph.width * cluster.size * cluster.stretch
            room = cluster.advance(glyph)
            if cluster.stretch != 1.0:
                place, room = at - _DASH_SHIFT * cluster.size * cluster.stretch, cluster.width
            else:
                place = at + (room - own) / 2
            self._move(place, cluster)
            self._bytes += code
            self._pen += own
            at += room

    def _switch(self, name: str, cluster: Cluster) -> None:
        look = (name, cluster.size, cluster.stretch, cluster.run.colour)
        if look == self._look:
            return
        self._show()
        red, green, blue = cluster.run.colour
        self._code.append(
            f"{red:.3f} {green:.3f} {blue:.3f} rg {name} {cluster.size:.5g} Tf {100 * cluster.stretch:.5g} Tz"
        )
        self._look = look

    def _move(self, to: float, cluster: Cluster) -> None:
        away = to - self._pen
        if abs(away) <= _SAME_PLACE * cluster.size:
            return
        self._flush()
        unit = cluster.size * cluster.stretch / 1000
        thousandths = round(-away / unit, 1)
        self._array.append(f"{thousandths:.1f}")
        self._pen -= thousandths * unit

    def _flush(self) -> None:
        if self._bytes:
            self._array.append(f"({self._canvas._escape(self._bytes)})")  # noqa: SLF001 -- as in Sheet.line
            self._bytes = b""

    def _show(self) -> None:
        self._flush()
        if self._array:
            self._code.append(f"[{''.join(self._array)}] TJ")
            self._array = []
