"""Rules of the desk: all time limits with their state on a day, own ones taken in, thresholds of the warnings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from odrdesk.domain import own_rules
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Law, Rule
from odrdesk.domain.own_rules import Book
from odrdesk.domain.record import Entry
from odrdesk.domain.rules import Origin, Warn
from odrdesk.domain.vocabulary import Role
from odrdesk.services import books
from odrdesk.services.desk import PLACE, WARNING, Changes, Desk, Done, home_of
from odrdesk.storage import record, rule_books, settings

ACT = "rules.import"


class Standing(StrEnum):
    """How a row stands on a day."""

    IN_FORCE = "in_force"
    COMING = "coming"
    ENDED = "ended"
    ELSEWHERE = "elsewhere"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class RuleState:
    """A row with its standing on the day that was asked, and for one of the desk when and by whom it was taken in."""

    rule: Rule
    standing: Standing
    imported_at: datetime | None = None
    imported_by: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a document brought, or would bring: its rows, those that do not hold here, and the desk's place."""

    title: str
    rules: tuple[Rule, ...]
    ended: tuple[str, ...]
    elsewhere: tuple[str, ...]
    place: str


def all_rules(desk: Desk, on: date | None = None) -> tuple[RuleState, ...]:
    """Every rule in every version as it stands on a day (today), shipped ones first."""
    day = on or desk.today()
    law = desk.law
    with desk.reading() as session:
        told = {
            (rule.code, rule.version): (one.imported_at, one.clerk_name)
            for one in rule_books.kept(session)
            for rule in own_rules.read(one.content, books.known_law()).rules
        }
    return tuple(
        RuleState(rule, standing(law, rule, day), *told.get((rule.code, rule.version), (None, None)))
        for rule in law.rules
    )


def standing(law: Law, rule: Rule, on: date) -> Standing:
    """How one row of a law stands on a day."""
    if rule.in_force_from is not None and on < rule.in_force_from:
        return Standing.COMING
    if not rule.in_force(on):
        return Standing.ENDED
    if law.rests(rule):
        return Standing.ELSEWHERE
    origins = [Origin(channel, point) for channel in rule.scope.channels or (None,) for point in law.points]
    used = [law.rule(rule.code, on, origin) for origin in origins]
    return Standing.IN_FORCE if rule in used else Standing.REPLACED


def shipped_sets() -> Mapping[str, Mapping[str, object]]:
    """The row sets odrdesk brings along and nobody has to use, by name (`resources/rules`)."""
    return books.rule_sets()


def preview(desk: Desk, document: Mapping[str, object]) -> Taken:
    """What a document would bring, without taking it in. Refuses what `take_in` refuses of the document."""
    with desk.reading() as session:
        return _looked_at(session, desk, document)[0]


def take_in(desk: Desk, document: Mapping[str, object]) -> Done[Taken]:
    """Take in a document of own rules (parsed TOML or JSON); only by an admin.

    Clocks that run keep the version they began with. A document that names a place gives it to a desk that has none.
    Refuses what `own_rules.read` and `own_rules.law_with` refuse, and `step.role`.
    """
    _require_admin(desk, ACT)
    with desk.writing() as session:
        taken, book = _looked_at(session, desk, document)
        if taken.place != settings.get(session, PLACE, ""):
            settings.put(session, PLACE, taken.place)
        told = own_rules.plain(document)
        facts = {"place": taken.place, "document": told, "elsewhere": list(taken.elsewhere)}
        seq = record.append(session, Entry(ACT, desk.now(), desk.clerk.key, None, facts))
        rule_books.add(session, told, title=book.title, at=desk.now(), clerk=desk.clerk.key, seq=seq)
    desk.refresh_rules()
    return Done(taken, Changes(deadlines=True, settings=True))


def settle_in(desk: Desk, place: str) -> Done[None]:
    """Say in which place (city, district) the desk lies, by which rules of places hold or rest; only by an admin."""
    _require_admin(desk, "rules.place")
    with desk.writing() as session:
        settings.put(session, PLACE, place.strip() or None)
        record.append(session, Entry("rules.place", desk.now(), desk.clerk.key, None, {"place": place.strip()}))
    desk.refresh_rules()
    return Done(None, Changes(deadlines=True, settings=True))


def shipped(on: date) -> tuple[RuleState, ...]:
    """The rules odrdesk brings, as they stand on a day, where there is no desk."""
    law = books.known_law()
    return tuple(RuleState(rule, standing(law, rule, on)) for rule in law.rules)


def thresholds(desk: Desk) -> Mapping[str, Warn]:
    """What was chosen for single rules: from how many working days (hours) left they remind and are urgent."""
    return desk.warnings


def choose_threshold(desk: Desk, rule: str, warn: Warn | None) -> Done[None]:
    """Choose when a rule warns; None goes back to what its row says. Only by an admin.

    Refuses `warning.reversed` where it would be urgent before it reminds, and `rule.unknown`.
    """
    _require_admin(desk, "rules.warning")
    if all(one.code != rule for one in desk.law.rules):
        raise Refusal("rule.unknown", "rule", rule=rule)
    if warn is not None and not 0 <= warn.urgent <= warn.remind:
        raise Refusal("warning.reversed", "urgent", remind=warn.remind, urgent=warn.urgent)
    with desk.writing() as session:
        settings.put(session, WARNING + rule, list(warn) if warn else None)
        facts = {"rule": rule, "warn": list(warn) if warn else None}
        record.append(session, Entry("rules.warning", desk.now(), desk.clerk.key, None, facts))
    desk.refresh_rules()
    return Done(None, Changes(deadlines=True, settings=True))


def _looked_at(session: Session, desk: Desk, document: Mapping[str, object]) -> tuple[Taken, Book]:
    shipped = books.known_law()
    book = own_rules.read(document, shipped)
    before = [own_rules.read(one.content, shipped) for one in rule_books.kept(session)]
    place = str(settings.get(session, PLACE, "") or "") or book.place
    law = own_rules.law_with(shipped, [*before, book], home_of(session, desk.name, place))
    brought = {(rule.code, rule.version) for rule in book.rules}
    rules = tuple(rule for rule in law.rules if (rule.code, rule.version) in brought)
    resting = tuple(rule.code for rule in rules if law.rests(rule))
    return Taken(book.title, rules, tuple(end.code for end in book.ends), resting, place), book


def _require_admin(desk: Desk, act: str) -> None:
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("step.role", step=act, role=Role.ADMIN.value)
