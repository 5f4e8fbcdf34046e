"""The paragraph: runs of text in one style, set by `linebreak`, split only where two lines stay on each side."""

from dataclasses import dataclass, replace

from odrdesk.documents.clusters import Faces, Run, clusters
from odrdesk.documents.linebreak import Line, compose
from odrdesk.documents.pdf import Sheet, Tag

_EASE = 1e-6
_BASELINE = 0.12  # of the size: how far the baseline lies above the foot of the em box's middle line


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set: leading in points, indent of the first line in em."""

    leading: float
    indent: float = 2.0
    align: str = "justify"
    gap: float = 0.22
    orphans: int = 2
    widows: int = 2


class Paragraph:
    """Text in one look, composed once per width; `before` and `after` are margins in points.

    `kind` is what it is in the structure: `P`, a heading `H1` to `H3`, or "" for a part of what is around it.
    """

    def __init__(
        self,
        runs: list[Run],
        look: Look,
        faces: Faces,
        *,
        before: float = 0,
        after: float = 0,
        keep: bool = False,
        kind: str = "P",
    ) -> None:
        self.before, self.after, self.keep = before, after, keep
        title = "".join(run.text for run in runs) if kind.startswith("H") else ""
        self._tag = Tag(kind, title=title) if kind else None
        self._runs, self._look, self._faces = runs, look, faces
        self._set: dict[float, SetLines] = {}

    @property
    def leading(self) -> float:
        """From line to line, in points."""
        return self._look.leading

    def height(self, width: float) -> float:
        """Lines times leading."""
        return self._lines(width).height(width)

    def split(self, width: float, room: float) -> tuple["SetLines", "SetLines"] | None:
        """The lines that fit and the rest, with no orphan or widow line."""
        return self._lines(width).split(width, room)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw the lines from the top."""
        self._lines(width).draw(sheet, x, top, width)

    def _lines(self, width: float) -> "SetLines":
        if width not in self._set:
            look, size = self._look, self._runs[0].size
            lines = compose(
                clusters(self._runs, self._faces),
                lambda k: width - (look.indent * size if k == 0 else 0.0),
                justify=look.align == "justify",
                gap=look.gap,
            )
            self._set[width] = SetLines(lines, look, size, self.before, self.after, self.keep, self._tag)
        return self._set[width]


@dataclass(slots=True)
class SetLines:
    """Lines already composed: a paragraph at one width, or a part of one on another page."""

    lines: list[Line]
    look: Look
    size: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    tag: Tag | None = None

    def height(self, width: float) -> float:  # noqa: ARG002 -- the lines are set for one width
        """Lines times leading."""
        return len(self.lines) * self.look.leading

    def split(self, width: float, room: float) -> tuple["SetLines", "SetLines"] | None:  # noqa: ARG002 -- as above
        """The lines that fit and the rest, with no orphan or widow line."""
        look = self.look
        fit = min(int((room + _EASE) / look.leading), len(self.lines) - look.widows)
        if fit < look.orphans:
            return None
        upper = replace(self, lines=self.lines[:fit], after=0.0, keep=False)
        rest = replace(look, indent=0.0, orphans=1)
        return upper, replace(self, lines=self.lines[fit:], look=rest, before=0.0)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw the lines from the top; only the first is indented."""
        look, size = self.look, self.size
        with sheet.tagged(self.tag, top):
            for k, line in enumerate(self.lines):
                indent = 0.0 if k else look.indent * size
                spare = width - indent - line.width
                across = {"center": spare / 2, "right": spare}.get(look.align, 0.0)
                base = top - (k + 1) * look.leading + (look.leading - size) / 2 + _BASELINE * size
                sheet.line(line, x + indent + across, base)
