"""What every row of the law has: its instrument, its citation, the days it stands, and how well it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from odrdesk.domain.errors import Refusal
from odrdesk.domain.rows import day, name_of, text


class Verified(StrEnum):
    """How well a row is known: read in its source, in a copy, from memory; or the desk's own policy."""

    VERIFIED = "verified"
    SECOND_HAND = "second_hand"
    MEMORY = "memory"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, interpretation or standard: its key, title and number, and when it is in force."""

    key: str
    title: str
    number: str
    cite: str
    in_force_from: date | None
    in_force_to: date | None
    verified: Verified
    note: str

    def stands(self, on: date) -> bool:
        """Whether this version is in force on that day."""
        return stands(self.in_force_from, self.in_force_to, on)


def stands(first: date | None, last: date | None, on: date) -> bool:
    """Whether `on` lies between the days, both included; None leaves an end open."""
    return (first is None or first <= on) and (last is None or on <= last)


def instrument_row(table: Mapping[str, object]) -> Instrument:
    """The instrument of a row."""
    title = text(table, "title")
    return Instrument(
        key=text(table, "key"),
        title=title,
        number=text(table, "number", ""),
        cite=text(table, "cite", title),
        in_force_from=day(table, "from"),
        in_force_to=day(table, "to"),
        verified=verified_of(table),
        note=text(table, "note", ""),
    )


def instrument_of(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> Instrument:
    """The instrument a row cites; refuses `law.instrument_unknown`."""
    key = text(table, "instrument")
    if key not in instruments:
        raise Refusal("law.instrument_unknown", "instrument", instrument=key)
    return instruments[key]


def source_of(table: Mapping[str, object], instruments: Mapping[str, Instrument]) -> str:
    """The citation to print: the instrument and the article."""
    return instrument_of(table, instruments).cite + text(table, "article", "")


def verified_of(table: Mapping[str, object]) -> Verified:
    """How well the row is known."""
    value = text(table, "verified")
    if value not in list(Verified):
        raise Refusal("law.unreadable", "verified", row=name_of(table))
    return Verified(value)
