"""Blocks down a page and over to the next: keep, split, place. Known in full before anything is drawn."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from odrdesk.documents.pdf import Sheet

_EASE = 1e-6


class Block(Protocol):
    """Something that takes a height at a width, may be split, and draws itself from its top downwards."""

    before: float
    after: float
    keep: bool
    """Stays on the page of the next block's beginning."""

    def height(self, width: float) -> float:
        """Height in points at that width."""
        ...

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """What fits the room, and the rest; None where it may not be split."""
        ...

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        ...


@dataclass(slots=True)
class Placed:
    """A block and the distance of its top below the type area's top."""

    block: Block
    down: float


@dataclass(slots=True)
class Together:
    """Blocks that are never parted: the signatures and the sentence before them."""

    blocks: Sequence[Block]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    def height(self, width: float) -> float:
        """The stack's height."""
        return stack_height(self.blocks, width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- the protocol's signature
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draw each block under the one before."""
        draw_stack(self.blocks, sheet, x, top, width)


def paginate(blocks: Sequence[Block], width: float, height: float) -> list[list[Placed]]:
    """Pages of placed blocks. A block that no page can hold whole or in part is placed alone."""
    pages: list[list[Placed]] = [[]]
    waiting = deque(blocks)
    down = 0.0
    while waiting:
        block = waiting.popleft()
        if isinstance(block, PageBreak):
            if pages[-1] and waiting:
                pages.append([])
                down = 0.0
            continue
        start = down + (block.before if pages[-1] else 0.0)
        room = height - start
        tall = block.height(width)
        fresh = not pages[-1]
        if tall <= room + _EASE and (
            fresh or not block.keep or _next_begins(waiting, width, room - tall - block.after)
        ):
            pages[-1].append(Placed(block, start))
            down = start + tall + block.after
            continue
        parts = None if tall <= room + _EASE else block.split(width, room)
        if parts is None and fresh:
            pages[-1].append(Placed(block, start))
        elif parts is None:
            waiting.appendleft(block)
        else:
            pages[-1].append(Placed(parts[0], start))
            waiting.appendleft(parts[1])
        if waiting:
            pages.append([])
            down = 0.0
    return pages


def _next_begins(waiting: deque[Block], width: float, room: float) -> bool:
    """Whether the block that a heading is kept with has room to begin."""
    if not waiting:
        return True
    block = waiting[0]
    left = room - block.before
    tall = block.height(width)
    if tall <= left + _EASE:
        return (
            not block.keep
            or len(waiting) == 1
            or _next_begins(deque(list(waiting)[1:]), width, left - tall - block.after)
        )
    return block.split(width, left) is not None


def stack_height(blocks: Sequence[Block], width: float) -> float:
    """Height of the blocks one under the other, the outer margins left out."""
    total = sum(block.height(width) for block in blocks)
    return total + sum(above.after + below.before for above, below in pairwise(blocks))


def draw_stack(blocks: Sequence[Block], sheet: Sheet, x: float, top: float, width: float) -> None:
    """Draw the blocks one under the other."""
    for k, block in enumerate(blocks):
        top -= block.before if k else 0.0
        block.draw(sheet, x, top, width)
        top -= block.height(width) + block.after


def split_stack(blocks: Sequence[Block], width: float, room: float) -> tuple[list[Block], list[Block]]:
    """The blocks that fit the room (the last perhaps in part) and the rest."""
    fit: list[Block] = []
    for k, block in enumerate(blocks):
        start = stack_height(fit, width) + (fit[-1].after + block.before if fit else 0.0)
        tall = block.height(width)
        if start + tall <= room + _EASE:
            fit.append(block)
            continue
        parts = block.split(width, room - start)
        if parts is None:
            return fit, list(blocks[k:])
        return [*fit, parts[0]], [parts[1], *blocks[k + 1 :]]
    return fit, []


@dataclass(slots=True)
class Gap:
    """Empty height."""

    tall: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = field(default=False)

    def height(self, width: float) -> float:  # noqa: ARG002 -- the protocol's signature
        """The height it was given."""
        return self.tall

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 -- as above
        """Never."""
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Nothing to draw."""


class PageBreak(Gap):
    """What follows begins a new page."""

    def __init__(self) -> None:
        Gap.__init__(self, 0.0)
