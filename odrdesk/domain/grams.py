"""Text as it is searched: one form for what is kept and what is asked, and the grams both are cut into.

Chinese is cut into single characters and pairs, so that a word of two characters is found; letters and digits into
fours with shorter tails, so that the end of a phone or order number is found. A query's grams find at least all that
contain it; where they may find more, `Wanted.exact` is False and the text itself must be looked at.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

PAIR, FOUR = 2, 4

_RUN = re.compile(r"[^\W_]+")
_PART = re.compile(r"[0-9a-z]+|[^0-9a-z]+")


class Wanted(NamedTuple):
    """The grams one searched word asks for, all of them; `beginnings` are shorter than a gram and match its start."""

    grams: tuple[str, ...]
    beginnings: tuple[str, ...]
    exact: bool


def normal(text: str) -> str:
    """The one form: full width narrowed, capitals lowered (Unicode NFKC)."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower()


def grams(text: str) -> frozenset[str]:
    """The grams of a text in its normal form."""
    found: set[str] = set()
    for part in _parts(text):
        if part[0].isascii():
            found.update(part[start : start + FOUR] for start in range(len(part)))
        else:
            found.update(part)
            found.update(_cut(part, PAIR))
    return frozenset(found)


def wanted(word: str) -> Wanted:
    """What a searched word in its normal form asks for; nothing at all where it is only punctuation."""
    parts = list(_parts(word))
    asked: list[str] = []
    beginnings: list[str] = []
    longest = 0
    for part in parts:
        length = FOUR if part[0].isascii() else min(PAIR, len(part))
        longest = max(longest, len(part) - length)
        if len(part) < length:
            beginnings.append(part)
        else:
            asked.extend(_cut(part, length))
    exact = parts == [word] and longest <= 0
    return Wanted(tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(beginnings)), exact)


def _parts(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        yield from _PART.findall(run)


def _cut(part: str, length: int) -> Iterator[str]:
    return (part[start : start + length] for start in range(len(part) - length + 1))
