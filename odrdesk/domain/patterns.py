"""Complaints that are alike (同类投诉): the same room, host, merchant or goods, in the same category, within some days.

Where complaints gather, the platform looks closer (直播电商监督管理办法 art. 20); whether it is a lead a person says.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from odrdesk.domain.vocabulary import Category, PatternKind, State

DAYS, LEAST = 30, 3
DAYS_LIMIT, LEAST_LIMIT = 3660, 10_000
UNCOUNTED = frozenset({State.DRAFT, State.MERGED, State.NOT_ACCEPTED})
"""A merged case is counted with the one it went into; one that was not accepted is no complaint to build on."""


class Mark(NamedTuple):
    """What complaints are compared by; `key` is folded, `category` the complaint's."""

    kind: PatternKind
    key: str
    category: Category


@dataclass(frozen=True, slots=True)
class Pattern:
    """Cases alike: their keys and numbers from the oldest, how many consumers, the name as it was last typed."""

    mark: Mark
    name: str
    cases: tuple[int, ...]
    numbers: tuple[str, ...]
    consumers: int


@dataclass(frozen=True, slots=True)
class Alike:
    """How many complained alike in `days` days, this case among them."""

    cases: int = 0
    consumers: int = 0
    days: int = DAYS
    numbers: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What a person said of a pattern as it stood then: dismissed with a reason, or made leads of."""

    mark: Mark
    cases: frozenset[int]


def fold(text: str | None) -> str:
    """A name as it is compared: full width and half width, capitals and small letters, blanks and marks are one.

    `头层牛皮男鞋（黑色）` and `头层 牛皮男鞋(黑色)` are the same. Empty where nothing is left.
    """
    kept = (char for char in unicodedata.normalize("NFKC", text or "").casefold() if char.isalnum())
    return "".join(kept)


def first_day(today: date, days: int) -> date:
    """The first of the last `days` days, today among them."""
    return today - timedelta(days=days - 1)


def unanswered(found: Iterable[Pattern], answers: Iterable[Answer]) -> tuple[Pattern, ...]:
    """Patterns that nobody has answered, or that new cases have joined since."""
    seen: dict[Mark, set[int]] = {}
    for answer in answers:
        seen.setdefault(answer.mark, set()).update(answer.cases)
    return tuple(one for one in found if not seen.get(one.mark, set()) >= set(one.cases))


def folded_together(found: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """The largest first; of patterns with the very same cases and category only the first kind in its order stays."""
    order = {kind: place for place, kind in enumerate(PatternKind)}
    ordered = sorted(found, key=lambda one: (-len(one.cases), order[one.mark.kind], one.mark.key, one.mark.category))
    kept: dict[tuple[Category, tuple[int, ...]], Pattern] = {}
    for one in ordered:
        kept.setdefault((one.mark.category, one.cases), one)
    return tuple(kept.values())


def of_marks(found: Iterable[Pattern], own: Iterable[Mark]) -> tuple[Pattern, ...]:
    """The patterns of a case by its own marks, whether or not it is one of the days counted."""
    wanted = set(own)
    return tuple(one for one in found if one.mark in wanted)
