"""The numbered grounds of refusing a complaint and of ending a mediation, as the order of the day lists them.

Dated rows of `resources/law/grounds.toml`: the same number means another thing under another order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Verified
from odrdesk.domain.rows import day, text, whole


class GroundOf(StrEnum):
    """What the ground decides: that a complaint is not accepted, or that a mediation ends."""

    REFUSAL = "refusal"
    TERMINATION = "termination"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground by its number; `source` is the citation to print, `words` Chinese as the order has them."""

    of: GroundOf
    number: int
    words: str
    words_en: str
    source: str
    in_force_from: date | None
    in_force_to: date | None
    verified: Verified

    def in_force(self, on: date) -> bool:
        """Whether the ground stands on that day."""
        return (self.in_force_from is None or self.in_force_from <= on) and (
            self.in_force_to is None or on <= self.in_force_to
        )


class Grounds:
    """All grounds known; asked by what they decide and the day. Never changes once made."""

    __slots__ = ("_grounds",)

    def __init__(self, grounds: Iterable[Ground]) -> None:
        self._grounds = tuple(sorted(grounds, key=lambda one: (one.of, one.in_force_from or date.min, one.number)))

    @classmethod
    def from_documents(cls, documents: Iterable[Mapping[str, object]]) -> "Grounds":
        """Make them of parsed TOML documents: the tables `ground`, which name one of `instrument` by its key."""
        read = list(documents)
        cites = {text(row, "key"): text(row, "cite", "") for row in _tables(read, "instrument")}
        return cls(_ground(row, cites) for row in _tables(read, "ground"))

    def all(self, of: GroundOf, on: date) -> tuple[Ground, ...]:
        """Every ground that stands on the day, in the order of the numbers."""
        return tuple(one for one in self._grounds if one.of is of and one.in_force(on))

    def one(self, of: GroundOf, number: int, on: date) -> Ground:
        """The ground of a number on the day. Refuses `ground.not_in_force` (data: `number`, `on`, `highest`)."""
        standing = self.all(of, on)
        found = next((one for one in standing if one.number == number), None)
        if found is None:
            highest = max((one.number for one in standing), default=0)
            raise Refusal("ground.not_in_force", "ground", number=number, on=on.isoformat(), highest=highest)
        return found


def _tables(documents: list[Mapping[str, object]], key: str) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for document in documents:
        rows = document.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise Refusal("law.unreadable", key, row=key)
        found.extend(rows)
    return found


def _ground(row: Mapping[str, object], cites: Mapping[str, str]) -> Ground:
    instrument, of, verified = text(row, "instrument"), text(row, "of"), text(row, "verified")
    if instrument not in cites:
        raise Refusal("law.instrument_unknown", "instrument", instrument=instrument)
    if of not in list(GroundOf) or verified not in list(Verified):
        raise Refusal("law.unreadable", "of", row=of)
    return Ground(
        of=GroundOf(of),
        number=whole(row, "number"),
        words=text(row, "words"),
        words_en=text(row, "words_en"),
        source=cites[instrument] + text(row, "article"),
        in_force_from=day(row, "from"),
        in_force_to=day(row, "to"),
        verified=Verified(verified),
    )
