"""When a time limit ends, and how late something is.

The day of the event is day 0 (Civil Code 201). `raw` is the counted end; `due` is the legal end, moved to the next
working day when `raw` is a rest day (Civil Code 203). Hours run on and never move. Days are Asia/Shanghai dates.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Rule, Unit
from odrdesk.domain.workdays import ONE_DAY, SHANGHAI, WORKED, DayKind, WorkCalendar, day_of


class Pause(NamedTuple):
    """Days that do not count: the day after `after`, up to and including `through`."""

    after: date
    through: date


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the strip that explains a deadline; `count` is its number, None where it does not count."""

    date: date
    kind: DayKind
    count: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """A computed time limit. `start`, `raw` and `due` are dates; for hours they are aware times.

    `provisional` says that a year without a known holiday notice bears on the answer.
    """

    rule: str
    version: str
    source: str
    unit: Unit
    length: int
    start: date | datetime
    raw: date | datetime
    due: date | datetime
    provisional: bool
    pauses: tuple[Pause, ...]
    calendar: WorkCalendar = field(repr=False, compare=False)

    @property
    def days(self) -> tuple[Day, ...]:
        """The strip: each day after `start` up to `due`; empty for hours."""
        if isinstance(self.start, datetime) or isinstance(self.raw, datetime) or isinstance(self.due, datetime):
            return ()
        return tuple(_strip(self, self.start, self.raw, self.due))

    @property
    def passed_from(self) -> date | datetime:
        """The first day on which the limit has passed (the moment itself for hours)."""
        return self.due if isinstance(self.due, datetime) else self.due + ONE_DAY


class Standing(StrEnum):
    """How something stands against its limit on a day."""

    OPEN = "open"
    TODAY = "today"
    OVERDUE = "overdue"
    KEPT = "kept"
    LATE = "late"


class Lateness(NamedTuple):
    """The standing, and the working days left (open), or late (overdue, late); 0 otherwise."""

    standing: Standing
    left: int
    late: int


def due(rule: Rule, start: date | datetime, calendar: WorkCalendar, pauses: Iterable[Pause] = ()) -> Due:
    """When the rule's limit ends for an event on `start` (day 0; an aware moment counts on its Shanghai day).

    A date given to an hour rule means midnight there. Overlapping pauses count once. Refuses a pause where the rule
    does not stop (`pause.not_allowed`), one that ends before it begins (`pause.reversed`), and years
    before 1900 or after 9000 (`deadline.too_far`).
    """
    stops = _merged(rule, pauses)
    _refuse_too_far(rule, start, stops)
    if rule.unit is Unit.HOUR:
        begun = start if isinstance(start, datetime) else datetime.combine(start, time(), SHANGHAI)
        begun = begun.astimezone(SHANGHAI)
        ends = (begun.astimezone(UTC) + timedelta(hours=rule.length)).astimezone(SHANGHAI)
        return _due(rule, calendar, (begun, ends, ends), (), provisional=False)
    first = day_of(start) if isinstance(start, datetime) else start
    raw = _raw(rule, first, calendar, stops)
    last = calendar.roll(raw) if rule.rolls else raw
    since = first + ONE_DAY if rule.unit is Unit.WORKDAY else raw
    years = range(since.year, last.year + 1)
    provisional = any(calendar.provisional(date(year, 1, 1)) for year in years)
    return _due(rule, calendar, (first, raw, last), stops, provisional=provisional)


def lateness(
    ends: date | datetime, now: datetime, calendar: WorkCalendar, stopped: date | datetime | None = None
) -> Lateness:
    """How a limit that ends at `ends` stands: by the day it was stopped, else by now (aware)."""
    at = now if stopped is None else stopped
    late = _after(at, ends)
    behind = late_working_days(ends, at, calendar) if late else 0
    if stopped is not None:
        return Lateness(Standing.LATE if late else Standing.KEPT, 0, behind)
    if late:
        return Lateness(Standing.OVERDUE, 0, behind)
    today, last = day_of(now), _day(ends)
    if today == last:
        return Lateness(Standing.TODAY, 0, 0)
    return Lateness(Standing.OPEN, calendar.working_days_between(today, last), 0)


def late_working_days(ends: date | datetime, at: date | datetime, calendar: WorkCalendar) -> int:
    """Working days in (`ends`, `at`]: what was stopped, or still stands open, that many days late; 0 when in time."""
    return max(0, calendar.working_days_between(_day(ends), _day(at)))


def plain(ends: Due) -> dict[str, object]:
    """The deadline as plain values: ISO dates (times for hours) and the strip as a list of dicts."""
    return {
        "rule": ends.rule,
        "version": ends.version,
        "source": ends.source,
        "unit": ends.unit.value,
        "length": ends.length,
        "start": ends.start.isoformat(),
        "raw": ends.raw.isoformat(),
        "due": ends.due.isoformat(),
        "provisional": ends.provisional,
        "days": [{"date": day.date.isoformat(), "kind": day.kind.value, "count": day.count} for day in ends.days],
    }


_PER_YEAR = {Unit.HOUR: 8760, Unit.DAY: 365, Unit.WORKDAY: 200, Unit.MONTH: 12, Unit.YEAR: 1}
_FIRST_YEAR, _LAST_YEAR = 1900, 9000


def _due(
    rule: Rule,
    calendar: WorkCalendar,
    days: tuple[date, date, date],
    pauses: tuple[Pause, ...],
    *,
    provisional: bool,
) -> Due:
    start, raw, last = days
    return Due(
        rule=rule.code,
        version=rule.version,
        source=rule.source,
        unit=rule.unit,
        length=rule.length,
        start=start,
        raw=raw,
        due=last,
        provisional=provisional,
        pauses=pauses,
        calendar=calendar,
    )


def _refuse_too_far(rule: Rule, start: date | datetime, pauses: tuple[Pause, ...]) -> None:
    latest = max([start.year, *(through.year for _, through in pauses)])
    if start.year < _FIRST_YEAR or latest + rule.length // _PER_YEAR[rule.unit] > _LAST_YEAR:
        raise Refusal("deadline.too_far", "from", start=start.isoformat(), rule=rule.code)


def _merged(rule: Rule, pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    merged: list[Pause] = []
    for after, through in sorted(pauses):
        if not rule.pause_allowed or rule.unit is Unit.HOUR:
            raise Refusal("pause.not_allowed", "pause", rule=rule.code)
        if through < after:
            raise Refusal("pause.reversed", "pause", after=after.isoformat(), through=through.isoformat())
        if merged and after <= merged[-1].through:
            merged[-1] = Pause(merged[-1].after, max(through, merged[-1].through))
        else:
            merged.append(Pause(after, through))
    return tuple(merged)


def _raw(rule: Rule, start: date, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> date:
    if rule.unit is Unit.WORKDAY:
        return _counted(start, rule.length, calendar, pauses)
    if rule.unit is Unit.DAY:
        end = start + timedelta(days=rule.length)
    else:
        end = _months_later(start, rule.length * (12 if rule.unit is Unit.YEAR else 1))
    # Each pause lengthens the limit by its days inside it, and so may bring the next pause inside.
    for after, through in pauses:
        if after < end:
            end += max(through - max(after, start), timedelta())
    return end


def _counted(start: date, length: int, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> date:
    end = calendar.add_working_days(start, length)
    for after, through in pauses:
        if after < end:
            end = calendar.add_working_days(end, max(calendar.working_days_between(max(after, start), through), 0))
    return end


def _months_later(start: date, months: int) -> date:
    # Civil Code 202: the day of the same number, or the month's end where it has none.
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _strip(ends: Due, start: date, raw: date, last: date) -> Iterable[Day]:
    day, count = start, 0
    while day < last:
        day += ONE_DAY
        kind = ends.calendar.kind(day)
        if day > raw:
            yield Day(day, kind, None)
        elif any(after < day <= through for after, through in ends.pauses):
            yield Day(day, DayKind.PAUSED, None)
        elif ends.unit is Unit.WORKDAY and kind not in WORKED:
            yield Day(day, kind, None)
        else:
            count += 1
            yield Day(day, kind, count)


def _after(at: date | datetime, ends: date | datetime) -> bool:
    if isinstance(at, datetime) and isinstance(ends, datetime):
        return at > ends
    return _day(at) > _day(ends)


def _day(moment: date | datetime) -> date:
    return day_of(moment) if isinstance(moment, datetime) else moment
