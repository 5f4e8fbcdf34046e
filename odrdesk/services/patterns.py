"""Complaints that are alike: found over the last days, answered by people, never sent anywhere by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import read
from odrdesk.domain.patterns import (
    DAYS,
    DAYS_LIMIT,
    LEAST,
    LEAST_LIMIT,
    Answer,
    Mark,
    Pattern,
    first_day,
    folded_together,
    of_marks,
    unanswered,
)
from odrdesk.domain.record import Entry
from odrdesk.domain.steps import OPEN
from odrdesk.domain.vocabulary import Category, Role, Step
from odrdesk.services.departments import with_codes
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.letters import DAYS_SETTING, LEAST_SETTING
from odrdesk.services.settings import change
from odrdesk.services.steps import step_in
from odrdesk.storage import disputes, record, settings
from odrdesk.storage import patterns as stored


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how many cases in how many days, today included, complaints are called a group."""

    days: int = DAYS
    least: int = LEAST


def found(desk: Desk, days: int | None = None, least: int | None = None, *, every: bool = False) -> tuple[Pattern, ...]:
    """The groups of the last `days` days with at least `least` cases, the largest first.

    What is not told is the desk's setting, else 3 cases in 30 days. Without `every`, groups a person has answered are
    left out until a new case joins. Refuses `pattern.days`, `pattern.least`.
    """
    with desk.reading() as session:
        return _found(session, desk, _threshold(session, days, least), every=every)


def threshold(desk: Desk) -> Threshold:
    """The desk's own days and number of cases."""
    with desk.reading() as session:
        return _threshold(session, None, None)


def set_threshold(desk: Desk, days: int, least: int) -> Done[None]:
    """Set the desk's own days and number of cases.

    Refuses `pattern.days`, `pattern.least`, and anybody but an admin.
    """
    _checked(days, least)
    return change(desk, {DAYS_SETTING: days, LEAST_SETTING: least})


def of_case(desk: Desk, case: Dispute) -> tuple[Pattern, ...]:
    """The groups a dispute belongs to, answered or not, the largest first."""
    with desk.reading() as session:
        own = stored.marks_of(session, case.key)
        alike = _grouped(session, desk, _threshold(session, None, None), case.complaint.category)
        return folded_together(of_marks(alike, own))


def dismiss(desk: Desk, mark: Mark, why: str) -> Done[Pattern]:
    """Say with a reason that nothing is done about a group as it stands; it comes back when a new case joins.

    Refuses `pattern.unknown`, `pattern.needs_why`, and whoever is no officer.
    """
    if not why.strip():
        raise Refusal("pattern.needs_why", "why")
    _require_officer(desk)
    with desk.writing() as session:
        pattern = _one(session, desk, mark)
        _answer(session, desk, pattern, leads=False, why=why.strip())
        told = {**_told(pattern), "cases": list(pattern.numbers)}
        record.append(session, Entry("pattern.dismiss", desk.now(), desk.clerk.key, None, told, why.strip()))
    return Done(pattern, Changes(settings=True))


def make_leads(desk: Desk, mark: Mark, facts: Mapping[str, object]) -> Done[tuple[str, ...]]:
    """Note a lead (facts as in the step `lead`) on every open case of a group; the numbers of these cases.

    Refuses `pattern.unknown`, `pattern.none_open`, and what the step refuses.
    """
    _require_officer(desk)
    told = with_codes(desk, Step.LEAD, read(Step.LEAD, facts))
    with desk.writing() as session:
        pattern = _one(session, desk, mark)
        cases = [disputes.load_key(session, key) for key in pattern.cases]
        open_ones = [case for case in cases if case.state in OPEN]
        if not open_ones:
            raise Refusal("pattern.none_open")
        for case in open_ones:
            step_in(session, desk, case, Step.LEAD, told, moment=desk.now())
        _answer(session, desk, pattern, leads=True, why=None)
        numbers = tuple(case.number for case in open_ones)
        entry = {**_told(pattern), "cases": list(numbers)}
        record.append(session, Entry("pattern.leads", desk.now(), desk.clerk.key, None, entry))
    keys = frozenset(case.key for case in open_ones)
    return Done(numbers, Changes(disputes=keys, settings=True))


def _found(session: Session, desk: Desk, asked: Threshold, *, every: bool) -> tuple[Pattern, ...]:
    groups = _grouped(session, desk, asked)
    return folded_together(groups if every else unanswered(groups, stored.answers(session)))


def _grouped(session: Session, desk: Desk, asked: Threshold, category: Category | None = None) -> tuple[Pattern, ...]:
    today = desk.today()
    return stored.patterns(session, stored.Span(first_day(today, asked.days), today), asked.least, category)


def _threshold(session: Session, days: int | None, least: int | None) -> Threshold:
    days = int(settings.get(session, DAYS_SETTING, DAYS)) if days is None else days
    least = int(settings.get(session, LEAST_SETTING, LEAST)) if least is None else least
    return _checked(days, least)


def _checked(days: int, least: int) -> Threshold:
    if not 1 <= days <= DAYS_LIMIT:
        raise Refusal("pattern.days", "days", most=DAYS_LIMIT)
    if not 2 <= least <= LEAST_LIMIT:
        raise Refusal("pattern.least", "least", most=LEAST_LIMIT)
    return Threshold(days, least)


def _one(session: Session, desk: Desk, mark: Mark) -> Pattern:
    groups = _grouped(session, desk, _threshold(session, None, None))
    pattern = next((one for one in groups if one.mark == mark), None)
    if pattern is None:
        raise Refusal("pattern.unknown")
    return pattern


def _answer(session: Session, desk: Desk, pattern: Pattern, *, leads: bool, why: str | None) -> None:
    """Groups of the very same cases are one to the eye, so all of them are answered together."""
    groups = _grouped(session, desk, _threshold(session, None, None))
    same = [one for one in groups if one.cases == pattern.cases and one.mark.category is pattern.mark.category]
    for one in same:
        answer = Answer(one.mark, frozenset(one.cases))
        stored.add_answer(session, answer, leads=leads, why=why, at=desk.now(), clerk=desk.clerk.key)


def _told(pattern: Pattern) -> dict[str, object]:
    mark = pattern.mark
    return {"kind": mark.kind.value, "name": pattern.name, "key": mark.key, "category": mark.category.value}


def _require_officer(desk: Desk) -> None:
    if not desk.clerk.may(Role.OFFICER):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
