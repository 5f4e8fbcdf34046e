"""A QR code (ISO/IEC 18004, error correction M) as squares, and the block at the end of a paper that shows it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from odrdesk.documents.clusters import Faces, Run
from odrdesk.documents.flow import Block
from odrdesk.documents.han import Look, Paragraph
from odrdesk.documents.ink import GREY, INK, RULE
from odrdesk.documents.pdf import MM, Sheet

SIZE = 26 * MM
"""The code with its quiet zone: reads from 96 dpi up, and from a phone's picture of the page."""
QUIET = 4
"""Modules of white around it, as the standard asks."""
_BETWEEN = 12.0
_WHITE = (1.0, 1.0, 1.0)
_BELOW = SIZE + 4.0  # where lines have the whole width again
_TOLD = "核验二维码"
"""What is read out in its place."""


class Bar(NamedTuple):
    """Dark modules side by side: row from the top, first column, how many."""

    row: int
    column: int
    long: int


class Code(NamedTuple):
    """A code: modules on each side, and its dark bars."""

    side: int
    bars: tuple[Bar, ...]


@lru_cache(maxsize=64)
def code_of(text: str) -> Code:
    """The code of an ASCII text."""
    import zxingcpp  # noqa: PLC0415 -- with the first paper, not before

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    modules = memoryview(image)
    side = len(modules)
    return Code(side, tuple(bar for row in range(side) for bar in _bars(modules, row, side)))


def draw_code(sheet: Sheet, text: str, x: float, top: float, size: float = SIZE) -> None:
    """Draw the code with its quiet zone, black on white whatever lies under it, the upper left corner at (x, top)."""
    code = code_of(text)
    quiet = size / (code.side + 2 * QUIET) * QUIET
    rows = [[False] * code.side for _ in range(code.side)]
    for bar in code.bars:
        rows[bar.row][bar.column : bar.column + bar.long] = [True] * bar.long
    sheet.box((x, top - size, size, size), _WHITE)
    sheet.squares(rows, (x + quiet, top - size + quiet, size - 2 * quiet, size - 2 * quiet), _TOLD)


class _Set(NamedTuple):
    """A line of the small print, how far below the block's top, and how wide it may be."""

    line: Paragraph
    down: float
    width: float


class Proven:
    """The small print at the end of an issued paper beside its QR code; never split."""

    def __init__(self, title: str, lines: Sequence[str], qr: str, faces: Faces, *, tight: bool = False) -> None:
        self.before, self.after, self.keep = 5.0 if tight else 8.0, 0.0, False
        look = Look(10.8 if tight else 11.6, 0, "left", 0.09, 1, 1)
        self._title, self._qr = title, qr
        self._lines = [Paragraph([Run(line, "song", 8.5, GREY)], look, faces) for line in lines if line]

    def height(self, width: float) -> float:
        """The code, or the lines beside and under it where they are taller."""
        last = self._set(width)[-1:]
        return max(_BELOW, *(one.down + one.line.height(one.width) for one in last))

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- the protocol's signature
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Under a hairline: the code on the right, the lines on its left and then below it."""
        sheet.rule((x, top - 1), (x + width, top - 1), 0.5, RULE)
        sheet.text(self._title, x, top - 14, Run("", "hei", 9, INK))
        for one in self._set(width):
            one.line.draw(sheet, x, top - one.down, one.width)
        # The quiet zone stands out over the margin, so that the squares end where the text does.
        draw_code(sheet, self._qr, x + width - SIZE + _quiet(self._qr), top - 4)

    def _set(self, width: float) -> "list[_Set]":
        placed: list[_Set] = []
        down = 19.0
        for line in self._lines:
            room = width if down >= _BELOW else width - SIZE - _BETWEEN
            placed.append(_Set(line, down, room))
            down += line.height(room)
        return placed


def _quiet(qr: str) -> float:
    return SIZE * QUIET / (code_of(qr).side + 2 * QUIET)


def _bars(modules: memoryview, row: int, side: int) -> list[Bar]:
    bars: list[Bar] = []
    for column in range(side):
        if modules[row, column]:
            continue
        if bars and bars[-1].column + bars[-1].long == column:
            bars[-1] = Bar(row, bars[-1].column, bars[-1].long + 1)
        else:
            bars.append(Bar(row, column, 1))
    return bars
