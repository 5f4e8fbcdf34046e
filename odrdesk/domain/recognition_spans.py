"""What a finder says of a piece of text, and the free room that is left for the next one."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

Value = str | tuple[str, ...]

FULL_COMMA, FULL_STOP, LIST_COMMA = map(chr, (0xFF0C, 0x3002, 0x3001))
ENDS = ",;!?\n" + FULL_COMMA + FULL_STOP + LIST_COMMA
"""What ends a clause, as `recognition_words.flat` leaves it."""


class Span(NamedTuple):
    """A piece of the text that means something: where it stands, which field it fills and with what.

    `value` is what the form of a complaint takes: text, days as `YYYY-MM-DD`, amounts as `1299.00`, codes of
    vocabularies, several as a tuple. `sure` False asks a person to look. `field` is empty for a value of a known
    kind (`kind`) that no field took.
    """

    start: int
    end: int
    field: str
    value: Value
    sure: bool
    kind: str = ""
    rank: int = 5

    @property
    def length(self) -> int:
        """Characters it covers."""
        return self.end - self.start


class Room:
    """Which pieces of the text are taken; the pieces never overlap. Asking and taking cost the logarithm."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def free(self, start: int, end: int) -> bool:
        """Whether nothing between the two is taken."""
        place = bisect_left(self._ends, start + 1)
        return place == len(self._starts) or self._starts[place] >= end

    def take(self, start: int, end: int) -> bool:
        """Take a piece if it is free and not empty."""
        if start >= end or not self.free(start, end):
            return False
        place = bisect_left(self._starts, start)
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        return True

    def admit(self, spans: Iterable[Span]) -> list[Span]:
        """Those that find room, in their order."""
        return [span for span in spans if self.take(span.start, span.end)]


def trimmed(text: str, start: int, end: int, ornament: str = " \t\n\"'\u201c\u201d\u2018\u2019") -> tuple[int, int]:
    """The piece without blanks and quotation marks at its ends."""
    while start < end and text[start] in ornament:
        start += 1
    while end > start and text[end - 1] in ornament:
        end -= 1
    return start, end


def clause(text: str, at: int, reach: int) -> str:
    """What stands before a place in its own clause, at most `reach` characters."""
    piece = text[max(0, at - reach) : at]
    for place in range(len(piece) - 1, -1, -1):
        if piece[place] in ENDS:
            return piece[place + 1 :]
    return piece


def clause_after(text: str, at: int, reach: int) -> str:
    """What stands behind a place in its own clause, at most `reach` characters."""
    piece = text[at : at + reach]
    for place, letter in enumerate(piece):
        if letter in ENDS:
            return piece[:place]
    return piece
