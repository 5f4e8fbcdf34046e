"""Reports of a period (月报、季报、年报): counted, frozen, and compared with what was frozen."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from sqlmodel import Session

from odrdesk.domain import report, reporting
from odrdesk.domain.case_life import Life, Standing
from odrdesk.domain.errors import Refusal
from odrdesk.domain.goods import GoodsClass, Words, proposed
from odrdesk.domain.record import Entry
from odrdesk.domain.report import Content, Difference, Subject, Traits
from odrdesk.domain.reporting import (
    TO_CONSUMER,
    Figure,
    FigureKey,
    Month,
    Period,
    PeriodKind,
    Value,
    containing,
    parse_period,
)
from odrdesk.domain.vocabulary import Role
from odrdesk.domain.workdays import ONE_DAY
from odrdesk.places import resource
from odrdesk.services import report_checks
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.papers import letterhead_of
from odrdesk.services.report_checks import Check
from odrdesk.storage import case_lives, record, reports
from odrdesk.storage.reports import Frozen

MAY_FREEZE = (Role.REPORTER, Role.SUPERVISOR)
MAY_EXPORT = (Role.REPORTER, Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is told: of a frozen period what was frozen, and what counts otherwise now.

    `now` is what would be frozen today; it is `content` itself where nothing was frozen.
    """

    content: Content
    now: Content
    frozen: Frozen | None = None
    differences: tuple[Difference, ...] = ()


def report_of(desk: Desk, period: str) -> Report:
    """The report of a period by its name (`2026-11`, `2026-Q4`, `2026`). Refuses `report.period`, `report.to_come`."""
    wanted = _wanted(desk, period)
    with desk.reading() as session:
        return _report(session, desk, wanted, case_lives.lives(session, wanted.last))


@dataclass(frozen=True, slots=True)
class Overview:
    """A report as the window shows it: beside it the twelve months up to it, and the working days of the period."""

    report: Report
    trend: tuple[Month, ...]
    working_days: int
    before: Decimal | None = None
    """和解率 of the period of the same kind just before."""
    checks: tuple[Check, ...] = ()


def overview(desk: Desk, period: Period) -> Overview:
    """The report of a period with the twelve months up to its end, and what it still lacks.

    Days of one's own are counted as a period is, and are never frozen. Refuses `report.to_come`.
    """
    _begun(desk, period)
    with desk.reading() as session:
        lives = case_lives.lives(session, period.last)
        if period.kind is PeriodKind.DAYS:
            counted = replace(_counted(session, desk, period, lives), unit=unit_of(desk))
            found = Report(counted, counted)
        else:
            found = _report(session, desk, period, lives)
        checks = report_checks.found(session, found.now, lives, desk.today(), sound=not desk.unsound)
    days = desk.calendar.working_days_between(period.first - ONE_DAY, period.last)
    earlier = reporting.settlement_rate(lives, period.previous.first, period.previous.last)
    trend = reporting.trend(lives, min(period.last, desk.today()))
    return Overview(found, trend, days, _decimal(earlier), checks)


def of_merchant(desk: Desk, numbers: Sequence[str], name: str) -> tuple[str, ...]:
    """Those of these cases whose merchant's page has this name."""
    with desk.reading() as session:
        found = reports.traits(session, numbers)
    return tuple(number for number in numbers if number in found and found[number].merchant == name)


@dataclass(frozen=True, slots=True)
class Rate:
    """和解率 of this month so far and of the whole month before, in percent; None where nothing was concluded."""

    month: Period
    now: Decimal | None
    before: Decimal | None
    concluded: int

    @property
    def change(self) -> Decimal | None:
        """By how many points it is higher than the month before."""
        return None if self.now is None or self.before is None else self.now - self.before


def rate_of_month(desk: Desk) -> Rate:
    """The settlement rate of the present month beside that of the one before."""
    today = desk.today()
    month = containing(today, PeriodKind.MONTH)
    before = month.previous
    with desk.reading() as session:
        lives = case_lives.closed_lives(session, before.first, today)
    now = reporting.settlement_rate(lives, month.first, today)
    then = reporting.settlement_rate(lives, before.first, before.last)
    return Rate(month, _decimal(now), _decimal(then), len(now.cases))


def _decimal(figure: Figure) -> Decimal | None:
    return figure.value if isinstance(figure.value, Decimal) else None


def behind(desk: Desk, numbers: Sequence[str]) -> tuple[tuple[str, Traits], ...]:
    """The cases of these numbers with what they were about, in the same order."""
    with desk.reading() as session:
        found = reports.traits(session, numbers)
    return tuple((number, found[number]) for number in numbers if number in found)


def freeze(desk: Desk, period: str) -> Done[Report]:
    """Keep the report of a period for good; where it was frozen and counts otherwise now, as a corrected version.

    Where nothing counts otherwise, nothing more is kept. Refuses `report.period`, `report.to_come`, and everybody but
    reporter and supervisor (`clerk.not_allowed`).
    """
    if not any(desk.clerk.may(role) for role in MAY_FREEZE):
        raise Refusal("clerk.not_allowed", role=Role.REPORTER)
    wanted = _wanted(desk, period)
    with desk.writing() as session:
        found = _report(session, desk, wanted, case_lives.lives(session, wanted.last))
        if found.frozen is not None and found.content == found.now:
            return Done(found, Changes())
        version, sha256 = reports.freeze(session, found.now, desk.now(), desk.clerk.key)
        facts = {"period": wanted.name, "version": version, "sha256": sha256}
        record.append(session, Entry("report.freeze", desk.now(), desk.clerk.key, None, facts))
        kept = reports.frozen(session, wanted.name)[-1]
    return Done(Report(kept.content, kept.content, kept), Changes(papers=True))


def figures_of(desk: Desk, first: date, last: date) -> Mapping[FigureKey, Figure]:
    """The figures of any days. Refuses `report.days` where they end before they begin."""
    if first > last:
        raise Refusal("report.days", "to", since=first.isoformat(), until=last.isoformat())
    with desk.reading() as session:
        lives = case_lives.lives(session, last)
    return reporting.figures(lives, first, last, desk.today(), desk.calendar)


def unit_of(desk: Desk) -> str:
    """Who reports (填报单位): the enterprise and its contact point."""
    head = letterhead_of(desk)
    return " ".join(part for part in (head.organisation, head.point) if part)


@cache
def goods_words() -> Words:
    """By which words in a name each class of goods is proposed (`resources/reporting/goods.toml`)."""
    document = tomllib.loads(resource("reporting", "goods.toml").read_text("utf-8"))
    return {GoodsClass(name): tuple(words) for name, words in document.items()}


@cache
def goods_class(name: str | None) -> GoodsClass:
    """The class proposed for goods by their name."""
    return proposed(name, goods_words())


def _wanted(desk: Desk, name: str) -> Period:
    return _begun(desk, parse_period(name))


def _begun(desk: Desk, period: Period) -> Period:
    if period.first > desk.today():
        raise Refusal("report.to_come", "period", period=period.name, first=period.first.isoformat())
    return period


def _report(session: Session, desk: Desk, period: Period, lives: list[Life]) -> Report:
    now = replace(_counted(session, desk, period, lives), unit=unit_of(desk))
    kept = reports.frozen(session, period.name)
    if not kept:
        return Report(now, now)
    last = kept[-1]
    return Report(last.content, now, last, report.differences(last.content, now))


def _counted(session: Session, desk: Desk, period: Period, lives: list[Life]) -> Content:
    today = desk.today()
    stood = reporting.stood_at(lives, period.year_to_date[0], period.last)
    figures = reporting.counted(stood, period.first, period.last, today, desk.calendar)
    so_far = reporting.counted(stood, *period.year_to_date, today, desk.calendar)
    before = period.year_before
    earlier = reporting.figures(lives, before.first, before.last, today, desk.calendar)
    return _content(session, period, min(period.last, today), lives, stood, (figures, so_far, earlier))


def _content(  # noqa: PLR0917 -- what a report is made of
    session: Session,
    period: Period,
    as_of: date,
    lives: list[Life],
    stood: list[tuple[Life, Standing]],
    counted: tuple[Mapping[FigureKey, Figure], ...],
) -> Content:
    figures, so_far, earlier = counted
    money = {
        life.number: fen
        for life in lives
        if (fen := sum(one.fen for one in life.money if one.kind in TO_CONSUMER and _in(period, one.on)))
    }
    accepted, concluded = figures[FigureKey.ACCEPTED].cases, set(figures[FigureKey.CONCLUDED].cases)
    traits = reports.traits(session, sorted({*accepted, *concluded, *money}))
    subjects = {number: Subject(goods_class(one.goods), one.merchant, one.room) for number, one in traits.items()}
    ended = [pair for pair in stood if pair[0].number in concluded]
    return Content(
        period,
        as_of,
        figures,
        _values(so_far),
        _values(earlier),
        report.rows_of(figures, subjects, {life.number: life.category for life in lives}, money),
        report.busiest({number: one.merchant for number, one in subjects.items()}, accepted, ended),
        report.busiest({number: one.room for number, one in subjects.items()}, accepted, ended),
        reports.leads(session, period.first, period.last),
    )


def _in(period: Period, day: date) -> bool:
    return period.first <= day <= period.last


def _values(figures: Mapping[FigureKey, Figure]) -> dict[FigureKey, Value]:
    return {key: figures[key].value for key in report.COMPARED}
