"""Numbers of papers: which template and prefix count for a kind and contact point, the next number, the register.

The settings are looked for from the most particular to the most general: kind and contact point, kind, contact point,
desk; then what is shipped. Changing them never changes a number that was given.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlmodel import Session

from odrdesk.domain import paper_numbers as numbers
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import contact_points, paper_lists, record, series, settings
from odrdesk.storage import papers as kept

TEMPLATE, PREFIX, STATION = "paper.number", "paper.prefix", "paper.station"
MOST = 999_999


@dataclass(frozen=True, slots=True)
class Numbering:
    """How papers of a kind are numbered at a contact point (None: where nothing of its own is set), with an example."""

    kind: PaperKind
    point: str | None
    template: str
    prefix: str
    example: str


@dataclass(frozen=True, slots=True)
class Voided:
    """A number that was declared void: when and why, and whose case's."""

    number: str
    kind: PaperKind
    case: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Register:
    """What a series gave in a year: from `first` to `last`, the void numbers, and those that are missing."""

    series: str
    year: int
    first: int
    last: int
    void: tuple[Voided, ...]
    missing: tuple[int, ...]

    @property
    def valid(self) -> int:
        """How many papers of the series stand."""
        return self.last - self.first + 1 - len(self.void) - len(self.missing)


@cache
def shipped() -> Mapping[str, Any]:
    """Templates, prefixes and the words of file names, as shipped."""
    return tomllib.loads(resource("papers", "numbers.toml").read_text("utf-8"))


def taken(session: Session, case: Dispute, kind: PaperKind, year: int) -> tuple[kept.Place, str]:
    """The next place for a paper of a dispute and the number it has, taken in the session's transaction.

    Refuses what `odrdesk.domain.paper_numbers.read` refuses: settings may have come from elsewhere.
    """
    told = settings.all_of(session, "paper.")
    template, name = _series(told, kind, case.complaint.contact_point, year)
    numbers.require_apart(name, template.text)
    place = kept.next_place(session, name, year)
    return place, template.number(name, place.seq)


def numbering(desk: Desk) -> tuple[Numbering, ...]:
    """How each kind is numbered, and each contact point where it differs; the example is of the present year."""
    with desk.reading() as session:
        told = settings.all_of(session, "paper.")
        points = [point.name for point in contact_points.every(session)]
        return tuple(_numberings(session, told, points, desk.today().year))


def change_numbering(
    desk: Desk,
    *,
    kind: PaperKind | None = None,
    point: str | None = None,
    template: str | None = None,
    prefix: str | None = None,
) -> Done[tuple[Numbering, ...]]:
    """Set the template or the prefix of a kind, of a contact point, of both, or of the whole desk; "" takes it away.

    Refuses what `odrdesk.domain.paper_numbers` refuses, `paper.number_collides` where two series could give the same
    number, `paper.number_prefix_kind` for a prefix without a kind, `point.unknown`, and whoever is no admin.
    """
    values: dict[str, object] = {}
    if template is not None:
        if template:
            numbers.read(template)
        values[_name(TEMPLATE, kind, point)] = template or None
    if prefix is not None:
        if kind is None:
            raise Refusal("paper.number_prefix_kind", "prefix")
        values[_name(PREFIX, kind, point)] = numbers.checked_prefix(prefix) or None
    return _changed(desk, values, point)


def change_station(desk: Desk, station: str) -> Done[tuple[Numbering, ...]]:
    """Set the code that keeps this desk's numbers apart from other computers'. Refuses as `change_numbering`."""
    return _changed(desk, {STATION: numbers.checked_prefix(station, "station") or None}, None)


def station_of(desk: Desk) -> str:
    """The code of this desk, empty where none is set."""
    with desk.reading() as session:
        return str(settings.get(session, STATION) or "")


def begin_at(desk: Desk, kind: PaperKind, first: int, *, point: str | None = None) -> Done[str]:
    """Let the series of a kind begin this year at `first`, where numbers were given on paper before; its first number.

    Refuses `paper.number_begun` once the series has given a number, `paper.number_first` out of 1 to 999999, and
    whoever is no admin.
    """
    _require_admin(desk)
    if not 1 <= first <= MOST:
        raise Refusal("paper.number_first", "first", first=first)
    with desk.writing() as session:
        year = desk.today().year
        template, name = _series(settings.all_of(session, "paper."), kind, point, year)
        numbers.require_apart(name, template.text)
        begun = paper_lists.places(session, year).get((name, year))
        if begun:
            raise Refusal("paper.number_begun", "first", number=template.number(name, max(begun)))
        if first > 1:
            series.begin(session, kept.SERIES + name, year, first)
        facts = {"series": name, "year": year, "first": first}
        record.append(session, Entry("paper.numbering", desk.now(), desk.clerk.key, None, facts))
    return Done(template.number(name, first), Changes(settings=True))


def register(desk: Desk, year: int | None = None) -> tuple[Register, ...]:
    """The register of numbers by year and series: how far each is, its void numbers with reasons, what is missing."""
    with desk.reading() as session:
        void: dict[tuple[str, int], list[Voided]] = {}
        for row in paper_lists.void_numbers(session, year):
            one = Voided(row.number, row.kind, row.case, row.void_at, row.void_why)
            void.setdefault((row.series, row.year), []).append(one)
        given = paper_lists.places(session, year)
        found = []
        for span in series.spans(session, kept.SERIES, year):
            place = span.name.removeprefix(kept.SERIES), span.year
            missing = sorted(set(range(span.first, span.last + 1)) - given.get(place, set()))
            if span.last < span.first or not given.get(place):
                continue
            found.append(Register(*place, span.first, span.last, tuple(void.get(place, ())), tuple(missing)))
        return tuple(found)


def _changed(desk: Desk, values: Mapping[str, object], point: str | None) -> Done[tuple[Numbering, ...]]:
    _require_admin(desk)
    with desk.writing() as session:
        points = [one.name for one in contact_points.every(session)]
        if point is not None and point not in points:
            raise Refusal("point.unknown", "point", name=point, known=points)
        for name, value in values.items():
            settings.put(session, name, value)
        told = settings.all_of(session, "paper.")
        year = desk.today().year
        found = tuple(_numberings(session, told, points, year))
        _require_no_collision(session, found, told, year)
        record.append(session, Entry("paper.numbering", desk.now(), desk.clerk.key, None, dict(values)))
    return Done(found, Changes(settings=True))


def _require_admin(desk: Desk) -> None:
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("step.role", step="settings", role=Role.ADMIN.value)


def _require_no_collision(
    session: Session, found: tuple[Numbering, ...], told: Mapping[str, object], year: int
) -> None:
    """Refuse settings by which two series, or one of them and one that gave numbers this year, may give one number."""
    known = {name for name, of in paper_lists.places(session, year) if of == year}
    made: dict[str, Numbering] = {}
    for one in found:
        template, name = _series(told, one.kind, one.point, year)
        numbers.require_apart(name, template.text)
        other = next((before for before in made.keys() | known if numbers.collide(name, before)), None)
        if other is not None:
            shown = other.replace(numbers.COUNTER, "0000")
            raise Refusal("paper.number_collides", "paper.number", template=one.example, other=shown)
        made[name] = one


def _numberings(session: Session, told: Mapping[str, object], points: list[str], year: int) -> Iterator[Numbering]:
    for kind in PaperKind:
        usual = _numbering(session, told, (kind, None), year)
        yield usual
        for point in points:
            own = _numbering(session, told, (kind, point), year)
            if (own.template, own.prefix) != (usual.template, usual.prefix):
                yield own


def _numbering(session: Session, told: Mapping[str, object], of: tuple[PaperKind, str | None], year: int) -> Numbering:
    template, name = _series(told, *of, year)
    following = series.last(session, kept.SERIES + name, year) + 1
    return Numbering(*of, template.text, _prefix(told, *of), template.number(name, following))


def _series(told: Mapping[str, object], kind: PaperKind, point: str | None, year: int) -> tuple[numbers.Template, str]:
    text = _found(told, TEMPLATE, kind, point) or shipped()["template"]
    template = numbers.read(str(text))
    return template, template.series(_prefix(told, kind, point), str(told.get(STATION) or ""), year)


def _prefix(told: Mapping[str, object], kind: PaperKind, point: str | None) -> str:
    return str(_found(told, PREFIX, kind, point) or shipped()["prefix"].get(kind.value, ""))


def _found(told: Mapping[str, object], what: str, kind: PaperKind, point: str | None) -> object:
    names = [_name(what, kind, point), _name(what, kind, None), _name(what, None, point), what]
    return next((told[name] for name in names if told.get(name)), None)


def _name(what: str, kind: PaperKind | None, point: str | None) -> str:
    return what + (f".{kind.value}" if kind else "") + (f"@{point}" if point else "")
