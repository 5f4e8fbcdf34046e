"""The watch list of marks (重点商标保护名录): which of them a complaint's words name.

A mark is found as a whole: a name of letters never inside a longer word, a name of Chinese characters wherever it
stands, one single character only where it stands alone. Width and case do not matter.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.grams import normal
from odrdesk.domain.workdays import day_of

_FIRST_HAN = 0x2E80
"""From here on scripts are written without blanks: radicals, kana, ideographs, syllables."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that is watched for, from its first to its last day; `classes` as the list writes them."""

    name: str
    registration_no: str = ""
    classes: str = ""
    holder: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    source: str = ""

    def stands(self, on: date) -> bool:
        """Whether the mark is on the list on that day."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_to is None or on <= self.effective_to)


class Hit(NamedTuple):
    """A mark and the field of the complaint that names it first."""

    field: str
    mark: Mark


def folded(text: str) -> str:
    """The one form of a name and of a text: narrow, small, single blanks, none at the ends."""
    return " ".join(normal(text).split())


def head(name: str) -> str:
    """What a text must contain for the folded name to be looked for in it: its first two characters."""
    return name[:2]


def heads(text: str) -> frozenset[str]:
    """Every head that may stand in a folded text."""
    return frozenset(text) | frozenset(text[place : place + 2] for place in range(len(text) - 1))


class Watch:
    """Marks by their heads: a text is read once, however many marks there are."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._by_head: dict[str, list[tuple[str, Mark]]] = {}
        for mark in marks:
            name = folded(mark.name)
            if name:
                self._by_head.setdefault(head(name), []).append((name, mark))

    def named(self, text: str) -> tuple[Mark, ...]:
        """The marks that a text names, in the order of their first place."""
        told = folded(text)
        found: dict[Mark, None] = {}
        for place, letter in enumerate(told):
            for key in (told[place : place + 2], letter):
                for name, mark in self._by_head.get(key, ()):
                    if len(key) == min(2, len(name)) and told.startswith(name, place) and _whole(told, place, name):
                        found.setdefault(mark)
        return tuple(found)

    def hits(self, draft: Complaint) -> tuple[Hit, ...]:
        """The marks a complaint names and that stand on the day of its receipt, each once, at the first field."""
        on = day_of(draft.received_at) if draft.received_at else None
        found: dict[Mark, Hit] = {}
        for field, text in texts(draft).items():
            for mark in self.named(text):
                if on is None or mark.stands(on):
                    found.setdefault(mark, Hit(field, mark))
        return tuple(found.values())


def texts(draft: Complaint) -> Mapping[str, str]:
    """The words of a complaint in which a mark may stand, by field."""
    merchant = draft.merchant.name if draft.merchant else None
    told = {
        "order.goods": draft.order.goods,
        "live.room": draft.live.room,
        "merchant.name": merchant,
        "facts": draft.facts,
    }
    return {field: text for field, text in told.items() if text}


def heads_of(drafts: Sequence[Complaint]) -> frozenset[str]:
    """The heads of everything complaints say."""
    return frozenset(one for draft in drafts for text in texts(draft).values() for one in heads(folded(text)))


def _whole(told: str, place: int, name: str) -> bool:
    before = told[place - 1] if place else ""
    after = told[place + len(name) : place + len(name) + 1]
    if len(name) == 1 and _han(name):
        return not (_letter(before) or _letter(after))
    return not (_spelled(before) and _spelled(name[0])) and not (_spelled(name[-1]) and _spelled(after))


def _han(character: str) -> bool:
    return ord(character) >= _FIRST_HAN


def _letter(character: str) -> bool:
    return bool(character) and (character.isalnum() or bool(unicodedata.combining(character)))


def _spelled(character: str) -> bool:
    return _letter(character) and not _han(character)
