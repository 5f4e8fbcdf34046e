"""A time limit as a dated row: how long, from what, for whom, how far it may be extended, when it warns.

Rows are data (`resources/law/*.toml`); a desk may hold further ones of its own in the same form, which begin and end
with events of a case and may be for one channel, contact point or place alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law_rows import Verified, stands
from odrdesk.domain.rows import day, flag, name_of, text, whole, words
from odrdesk.domain.vocabulary import Channel, Consent, Step, Whose

E = TypeVar("E", bound=StrEnum)


class Unit(StrEnum):
    """What a time limit counts; hours run on, all others end with a day in Asia/Shanghai."""

    WORKDAY = "workday"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


CONTACTED = frozenset({"contact_merchant", "contact_consumer", "merchant_answer"})
"""What a contact may mean: asked the merchant, reached the consumer, heard the merchant's answer."""
STARTS = frozenset(Step) | CONTACTED | {"pushed", "received", "signed", "performed"}
"""Events a row may begin with: steps, the push or receipt of the complaint, the signing for the goods."""
STOPS = frozenset(Step) | CONTACTED | {"performed"}
"""Events a row may end with; `performed` is the last performance."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a row of the desk holds: only these channels, contact points and places; empty means everywhere."""

    channels: tuple[Channel, ...] = ()
    contact_points: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def at(self, points: Iterable[str], place: str) -> bool:
        """Whether it holds at a contact point of these names in this place; a place holds for what lies in it."""
        named = not self.contact_points or not set(self.contact_points).isdisjoint(points)
        return named and (not self.places or any(_lies_in(place, one) for one in self.places))

    def by(self, channel: Channel | None) -> bool:
        """Whether it holds for a complaint that came by this channel."""
        return not self.channels or channel in self.channels


class Origin(NamedTuple):
    """By which channel a complaint came, and at which contact point of the desk (None: the desk itself)."""

    channel: Channel | None = None
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where the desk is: its names and place, and the place of each contact point it has."""

    names: frozenset[str] = frozenset()
    place: str = ""
    points: Mapping[str, str] = field(default_factory=dict)

    def has(self, scope: Scope, point: str | None) -> bool:
        """Whether a scope holds at a contact point (None: at the desk itself)."""
        names = self.names if point is None else {point}
        return scope.at(names, (self.points.get(point, "") if point else "") or self.place)


class Extension(NamedTuple):
    """How far the law lets a limit be extended: by how much (in the rule's unit), how often, by whose consent."""

    by: int
    times: int
    consent: Consent


class Warn(NamedTuple):
    """From how many working days left (hours for an hour rule) a limit reminds, and from how many it is urgent."""

    remind: int
    urgent: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A time limit: its length, whether it rolls off rest days and may be paused, where it stands, since when.

    `source` is the citation to print. `in_force_to` is the last day; None leaves that end open. `note` is Chinese.
    `by_hand` says that a person may start it because its event happens outside; `passed` says in Chinese what follows
    in law from the day after; `own` marks a row of the desk.
    """

    code: str
    version: str
    family: str
    name: str
    name_en: str
    unit: Unit
    length: int
    rolls: bool
    pause_allowed: bool
    in_force_from: date | None
    in_force_to: date | None
    law: str
    article: str
    source: str
    verified: Verified
    note: str
    whose: Whose = Whose.DESK
    by_hand: bool = False
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    scope: Scope = Scope()
    extension: Extension | None = None
    warn: Warn | None = None
    passed: str = ""
    passed_en: str = ""
    own: bool = False

    def in_force(self, on: date) -> bool:
        """Whether the rule stands on that day."""
        return stands(self.in_force_from, self.in_force_to, on)

    @property
    def statutory(self) -> bool:
        """Whether it is law, not the desk's own target."""
        return self.verified is not Verified.POLICY and not self.own


def _lies_in(place: str, named: str) -> bool:
    """A district is often written without its city: the shorter of both may be the end of the longer."""
    return bool(place) and (named in place or named.endswith(place))


def read_rule(table: Mapping[str, object], title: str, source: str, *, own: bool = False) -> Rule:
    """The rule of one parsed row; `title` and `source` name its instrument. Refuses `law.unreadable`."""
    unit = _one_of(table, "unit", Unit)
    name = text(table, "name")
    return Rule(
        code=text(table, "code"),
        version=text(table, "version"),
        family=text(table, "family", ""),
        name=name,
        name_en=text(table, "name_en", name if own else None),
        unit=unit,
        length=whole(table, "length"),
        rolls=flag(table, "rolls", default=unit is not Unit.HOUR),
        pause_allowed=flag(table, "pause_allowed", default=False),
        in_force_from=day(table, "from"),
        in_force_to=day(table, "to"),
        law=title,
        article=text(table, "article", ""),
        source=source,
        verified=_one_of(table, "verified", Verified, Verified.POLICY if own else None),
        note=text(table, "note", ""),
        whose=_one_of(table, "whose", Whose, Whose.DESK),
        by_hand=flag(table, "by_hand", default=False),
        starts=_events(table, "starts", STARTS),
        stops=_events(table, "stops", STOPS),
        scope=_scope(table),
        extension=_extension(table),
        warn=_warn(table),
        passed=text(table, "passed", ""),
        passed_en=text(table, "passed_en", ""),
        own=own,
    )


def _scope(table: Mapping[str, object]) -> Scope:
    channels = _events(table, "channels", frozenset(Channel))
    return Scope(tuple(map(Channel, channels)), words(table, "contact_points"), words(table, "places"))


def _extension(table: Mapping[str, object]) -> Extension | None:
    if "extend_by" not in table:
        return None
    consent = _one_of(table, "extend_consent", Consent, Consent.SUPERVISOR)
    return Extension(whole(table, "extend_by"), whole(table, "extend_times", 1), consent)


def _warn(table: Mapping[str, object]) -> Warn | None:
    if "remind" not in table and "urgent" not in table:
        return None
    warn = Warn(whole(table, "remind", 0), whole(table, "urgent", 0))
    if warn.urgent > warn.remind:
        raise Refusal("law.unreadable", "urgent", row=name_of(table))
    return warn


def _events(table: Mapping[str, object], key: str, known: frozenset[str]) -> tuple[str, ...]:
    value = table.get(key)
    told = (value,) if isinstance(value, str) else words(table, key)
    if not set(told) <= known:
        raise Refusal("law.unreadable", key, row=name_of(table))
    return told


def _one_of(table: Mapping[str, object], key: str, kind: type[E], default: E | None = None) -> E:
    value = text(table, key, default)
    if value not in list(kind):
        raise Refusal("law.unreadable", key, row=name_of(table))
    return kind(value)
