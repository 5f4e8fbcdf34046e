"""How alike two firms' names are, 0 to 100, and all pairs of many names that are alike, found by an index.

No learning, no lists of firms: what does not tell firms apart (forms, kinds of shop, places) is taken off, words of
one trade stand for one another, and what is left is compared by pairs of characters (Dice). A person decides.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

SAME, SAME_CORE, SAME_BRAND = 100, 96, 84
CANON_SHARE = 0.7
"""What the comparison by trades weighs; the rest is that of the letters as they are."""
LEAST = 80
"""From here on two names are shown to a person."""
CROWD = 24
"""In a larger crowd of one name each is paired with the first alone: a hundred shops of a brand are not 4,950 pairs."""

_EDGE = "\x02"
_SIGNS = 0xE000
"""Private-use characters stand for the words of a trade; no name has them."""


class Pair(NamedTuple):
    """Two keys, the smaller first, and how alike their names are."""

    one: int
    other: int
    score: int


@dataclass(frozen=True)
class Noise:
    """Words that do not tell firms apart (`resources/names/firms.toml`): ends, places, and the words of each trade."""

    ends: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    trades: tuple[tuple[str, ...], ...] = ()
    _shapes: dict[str, "_Shape"] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """What is taken off the end, the longest first."""
        return tuple(sorted({*map(_plain, self.ends), *self.heads} - {""}, key=lambda word: (-len(word), word)))

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What is taken off the beginning, the longest first."""
        return tuple(sorted(set(map(_plain, self.places)) - {""}, key=lambda word: (-len(word), word)))

    @cached_property
    def signs(self) -> tuple[tuple[str, str], ...]:
        """Every word of a trade with the trade's sign, the longest first."""
        told = [(_plain(word), chr(_SIGNS + at)) for at, words in enumerate(self.trades) for word in words]
        return tuple(sorted(told, key=lambda one: (-len(one[0]), one[0])))


@dataclass(frozen=True)
class _Shape:
    plain: str
    core: str
    canon: str
    brand: str
    canon_grams: frozenset[str]
    core_grams: frozenset[str]


def core(name: str, noise: Noise) -> str:
    """What is left of a name without signs, forms, kinds of shop and places; never nothing where there was something.

    What comes out goes in unchanged.
    """
    left = _plain(name)
    while (shorter := _shortened(left, noise)) != left:
        left = shorter
    return left


def likeness(one: str, other: str, noise: Noise) -> int:
    """0 to 100; 100 for the same name, however it is spaced, bracketed or capitalised."""
    return _score(_shape(one, noise), _shape(other, noise))


def pairs(names: Mapping[int, str], noise: Noise, least: int = LEAST) -> tuple[Pair, ...]:
    """All pairs of names at least so alike (71 or more), the most alike first; by an index, never one with every other.

    Crowds of one name are paired with their first only.
    """
    crowds: defaultdict[str, list[int]] = defaultdict(list)
    for key in sorted(names):
        crowds[_shape(names[key], noise).core].append(key)
    found = {pair for crowd in crowds.values() for pair in _within(crowd)}
    heads = {crowd[0]: _shape(names[crowd[0]], noise) for crowd in crowds.values()}
    found |= set(_by_brand(heads))
    found |= set(_by_grams(heads))
    scored = (Pair(a, b, likeness(names[a], names[b], noise)) for a, b in found)
    return tuple(sorted((pair for pair in scored if pair.score >= least), key=lambda p: (-p.score, p.one, p.other)))


def _score(one: _Shape, other: _Shape) -> int:
    if one.plain == other.plain:
        return SAME
    if one.core == other.core:
        return SAME_CORE
    by_trade, by_letter = _dice(one.canon_grams, other.canon_grams), _dice(one.core_grams, other.core_grams)
    score = round(100 * (CANON_SHARE * by_trade + (1 - CANON_SHARE) * by_letter))
    tradeless = one.canon == one.brand or other.canon == other.brand
    if len(one.brand) > 1 and one.brand == other.brand and tradeless:
        score = max(score, SAME_BRAND)
    return min(score, SAME_CORE - 1)


def _shape(name: str, noise: Noise) -> _Shape:
    known = noise._shapes.get(name)  # noqa: SLF001 -- its own cache, beside what it was made with
    if known is None:
        left = core(name, noise)
        canon = left
        for word, sign in noise.signs:
            canon = canon.replace(word, sign)
        brand = "".join(letter for letter in canon if not _is_sign(letter, noise))
        known = _Shape(_plain(name), left, canon, brand, _grams(canon), _grams(left))
        noise._shapes[name] = known  # noqa: SLF001 -- as above
    return known


def _is_sign(letter: str, noise: Noise) -> bool:
    return _SIGNS <= ord(letter) < _SIGNS + len(noise.trades)


def _plain(text: str) -> str:
    """Letters and digits alone, in one form; a text without any stays as it is in that form."""
    before, now = "", text
    while now != before:
        before = now
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", now).casefold())
        now = "".join(filter(str.isalnum, folded)) or folded
    return now


def _shortened(text: str, noise: Noise) -> str:
    if text.endswith(noise.tails):
        for word in noise.tails:
            if text.endswith(word) and len(text) > len(word):
                return text[: -len(word)]
    if text.startswith(noise.heads):
        for word in noise.heads:
            if text.startswith(word) and len(text) > len(word):
                return text[len(word) :]
    return text


def _grams(text: str) -> frozenset[str]:
    edged = f"{_EDGE}{text}{_EDGE}"
    return frozenset(edged[at : at + 2] for at in range(len(edged) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _within(crowd: list[int]) -> Iterator[tuple[int, int]]:
    if len(crowd) > CROWD:
        yield from ((crowd[0], other) for other in crowd[1:])
    else:
        yield from ((a, b) for at, a in enumerate(crowd) for b in crowd[at + 1 :])


def _by_brand(heads: Mapping[int, _Shape]) -> Iterator[tuple[int, int]]:
    """One that bears the brand alone, with everybody whose brand it is."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for key, shape in heads.items():
        if len(shape.brand) > 1:
            alike[shape.brand].append(key)
    for keys in alike.values():
        bare = next((key for key in keys if heads[key].canon == heads[key].brand), None)
        if bare is not None:
            yield from ((min(bare, key), max(bare, key)) for key in keys if key != bare)


def _by_grams(heads: Mapping[int, _Shape]) -> Iterator[tuple[int, int]]:
    """Pairs that share one of their rarest grams.

    A score of 80 needs a Dice of 0.714 by trades, for letters alone cannot give more than 30; two sets with that Dice
    share one of the first `n - ceil(0.555 n) + 1` grams of each in any one order (prefix filter).
    """
    least = (LEAST / 100 - (1 - CANON_SHARE)) / CANON_SHARE
    share = least / (2 - least)
    often = Counter(gram for shape in heads.values() for gram in shape.canon_grams)
    index: defaultdict[str, list[int]] = defaultdict(list)
    for key, shape in heads.items():
        size = len(shape.canon_grams)
        rarest = sorted(shape.canon_grams, key=lambda gram: (often[gram], gram))
        met: set[int] = set()
        for gram in rarest[: size - math.ceil(share * size - 1e-9) + 1]:
            met.update(index[gram])
            index[gram].append(key)
        yield from (
            (min(key, other), max(key, other)) for other in met if _near(len(heads[other].canon_grams), size, share)
        )


def _near(one: int, other: int, share: float) -> bool:
    return min(one, other) >= share * max(one, other) - 1e-9


def distinct(keys: Collection[int]) -> tuple[tuple[int, int], ...]:
    """The pairs of a small crowd that shares something, each key with the first where it is large."""
    return tuple(_within(sorted(set(keys))))
