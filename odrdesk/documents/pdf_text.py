"""Lines to PDF operators: every glyph at its place, the faces switched as needed."""

from bisect import bisect_left
from collections.abc import Callable

from odrdesk.documents.clusters import Cluster, Faces, Run, clusters
from odrdesk.documents.linebreak import Line, compose
from odrdesk.documents.pdf_fonts import Subset

_UNBOUNDED = 1e6
_DASH_SHIFT = 0.0535  # of the em: the blank before an em dash that is widened to touch its neighbour
_SAME_PLACE = 0.0015
_SMALLEST = 0.6
"""Of its size: a line that is too long is set smaller down to here, and then cut."""
_MOST = 400
"""More characters than any line of a page holds."""
_TOLERANCE = 0.5


def single_line(text: str, look: Run, faces: Faces, gap: float = 0.09) -> Line:
    """The text as one line, however wide; forced breaks become spaces."""
    run = Run(text.replace("\n", " "), look.role, look.size, look.colour, look.tabular)
    lines = compose(clusters([run], faces), lambda _: _UNBOUNDED, justify=False, gap=gap)
    return lines[0] if lines else Line([], [], 0.0, last=True)


def within(text: str, look: Run, faces: Faces, room: float) -> Run:
    """The text as a run that fits `room` points on one line: set smaller, then cut with an ellipsis."""
    if len(text) > _MOST:
        text = f"{text[:_MOST]}\u2026"
    wide = single_line(text, look, faces).width
    small = Run(text, look.role, look.size * max(_SMALLEST, min(1.0, room / max(wide, 1.0))), look.colour)
    if not _over(text, small, faces, room):
        return small
    # Halving: letter by letter a name of 2,000 characters took minutes.
    ends = range(2, len(text))
    place = bisect_left(ends, x=True, key=lambda end: _over(f"{text[:end]}\u2026", small, faces, room))
    return Run(f"{text[: place + 1]}\u2026", small.role, small.size, small.colour)


def _over(text: str, look: Run, faces: Faces, room: float) -> bool:
    return single_line(text, look, faces).width > room + _TOLERANCE


class TextCode:
    """The operators of one line; `subset` gives the file's part of a face by its name."""

    def __init__(self, subset: Callable[[str], Subset]) -> None:
        self._subset = subset
        self._code: list[str] = []
        self._array: list[str] = []
        self._string = ""
        self._pen = 0.0
        self._look: tuple[object, ...] = ()

    def write(self, line: Line, x: float, y: float) -> str:
        """The line with its baseline beginning at (x, y)."""
        self._code.append(f"q BT 1 0 0 1 {x:.3f} {y:.3f} Tm")
        for cluster, start in zip(line.clusters, line.starts, strict=True):
            self._cluster(cluster, start)
        self._show()
        return "\n".join([*self._code, "ET Q"])

    def _cluster(self, cluster: Cluster, start: float) -> None:
        at = start
        for glyph in cluster.glyphs:
            subset = self._subset(glyph.face)
            self._switch(subset.name, cluster)
            own = glyph.width * cluster.size * cluster.stretch
            room = cluster.advance(glyph)
            if cluster.stretch != 1.0:
                place, room = at - _DASH_SHIFT * cluster.size * cluster.stretch, cluster.width
            else:
                place = at + (room - own) / 2
            self._move(place, cluster)
            self._string += subset.code(glyph.char)
            self._pen += own
            at += room

    def _switch(self, name: str, cluster: Cluster) -> None:
        look = (name, cluster.size, cluster.stretch, cluster.run.colour)
        if look == self._look:
            return
        self._show()
        red, green, blue = cluster.run.colour
        self._code.append(
            f"{red:.3f} {green:.3f} {blue:.3f} rg /{name} {cluster.size:.5g} Tf {100 * cluster.stretch:.5g} Tz"
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
        if self._string:
            self._array.append(f"<{self._string}>")
            self._string = ""

    def _show(self) -> None:
        self._flush()
        if self._array:
            self._code.append(f"[{''.join(self._array)}] TJ")
            self._array = []
