"""One clock counted: begun by a rule's version, stopped, paused, resumed, counted again; it keeps its version."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from odrdesk.domain import deadlines
from odrdesk.domain.complaint import Complaint
from odrdesk.domain.deadlines import Due
from odrdesk.domain.dispute import Clock, Pause
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Law, Rule
from odrdesk.domain.rules import Origin
from odrdesk.domain.vocabulary import Whose
from odrdesk.domain.workdays import ONE_DAY, SHANGHAI, WorkCalendar, day_of

TERM = "TERM-"
"""Clocks of what was agreed: TERM-1 for the first due date of the settlement, and so on."""
AGREED = "agreed"
RIGHTS = frozenset({"R-PRE-APPEAL"})
"""Rules that give somebody time for a right of theirs: passed, it is gone, and nobody is late."""
OWN_LENGTH = "/"
"""Between a rule's version and the number that the fund's scheme sets in its place: `1/5`."""


class Start(NamedTuple):
    """A rule that begins to count, the day (day 0) of its event in Shanghai, and its moment where that is known.

    `length` where the fund's scheme sets another number than the rule's own.
    """

    rule: str
    day: date
    at: datetime | None = None
    length: int | None = None


class Rules(NamedTuple):
    """What deadlines are counted by: the law's dated rows and the working-day calendar."""

    law: Law
    calendar: WorkCalendar


def begin(start: Start, rules: Rules, origin: Origin = Origin()) -> Clock:  # noqa: B008 -- a tuple
    """A clock begun on a day by the version of its rule in force that day where the complaint came in."""
    rule = rules.law.rule(start.rule, start.day, origin)
    if start.length is not None and start.length != rule.length:
        rule = replace(rule, length=start.length, version=f"{rule.version}{OWN_LENGTH}{start.length}")
    due = deadlines.due(rule, start.at or start.day, rules.calendar)
    moments = isinstance(due.due, datetime) and isinstance(due.start, datetime)
    return Clock(
        rule=rule.code,
        version=rule.version,
        start=start.day,
        raw=as_day(due.raw),
        due=as_day(due.due),
        provisional=due.provisional,
        whose=rule.whose,
        start_at=_utc(due.start) if moments else None,
        due_at=_utc(due.due) if moments else None,
    )


def origin_of(complaint: Complaint) -> Origin:
    """Where a complaint came in."""
    return Origin(complaint.channel, complaint.contact_point or None)


def rule_of(clock: Clock, law: Law) -> Rule | None:
    """The row a clock was begun by; None for a day the parties agreed, or a row that is not known here."""
    if clock.version == AGREED:
        return None
    version, of_scheme, length = clock.version.partition(OWN_LENGTH)
    kept = law.version(clock.rule, version)
    if kept is not None and of_scheme:
        return replace(kept, length=int(length), version=clock.version)
    if kept is not None:
        return kept
    try:
        return law.rule(clock.rule, clock.start)
    except Refusal:
        return None


def due_of(clock: Clock, rules: Rules) -> Due:
    """The count behind a clock of the law: by the version it began with, with the pauses that have ended."""
    pauses = [deadlines.Pause(pause.since, pause.until) for pause in clock.pauses if pause.until]
    rule = rule_of(clock, rules.law) or rules.law.rule(clock.rule, clock.start)
    return deadlines.due(rule, clock.start_at or clock.start, rules.calendar, pauses)


def counted(clock: Clock, rules: Rules) -> Clock:
    """The clock with its days counted again; a day that was granted is not lost by that."""
    due = due_of(clock, rules)
    again = replace(clock, raw=as_day(due.raw), due=as_day(due.due), provisional=due.provisional)
    if clock.extended_from is None:
        return again
    # The count takes over only where it ends later.
    return replace(again, due=max(clock.due, again.due), extended_from=again.due)


def stopped(clock: Clock, at: datetime, rules: Rules) -> Clock:
    """The clock stopped at a moment, never before its start; a pause that still runs ends with it."""
    day = max(day_of(at), clock.start)
    return replace(as_of(clock, day, rules), stopped_on=day, stopped_at=at if clock.due_at else None)


def as_of(clock: Clock, day: date, rules: Rules) -> Clock:
    """The clock as if a pause that still runs ended on this day, which is how its lateness is judged."""
    return resumed(clock, day, rules) if clock.waits else clock


def paused(clock: Clock, since: date, law: Law) -> Clock:
    """The clock waiting from the day after `since`, where it runs and its rule allows that."""
    rule = rule_of(clock, law)
    if not clock.running or rule is None or not rule.pause_allowed:
        return clock
    return replace(clock, pauses=(*clock.pauses, Pause(since)))


def resumed(clock: Clock, until: date, rules: Rules) -> Clock:
    """The clock counting again from the day after `until`; one that was stopped meanwhile keeps its days."""
    if not any(pause.until is None for pause in clock.pauses):
        return clock
    pauses = tuple(pause if pause.until else replace(pause, until=max(until, pause.since)) for pause in clock.pauses)
    again = replace(clock, pauses=pauses)
    return counted(again, rules) if clock.running else again


def passed(clock: Clock, now: datetime) -> bool:
    """Whether the clock's end lies behind: the moment for hours, else the whole day in Shanghai."""
    return now > clock.due_at if clock.due_at else day_of(now) > clock.due


def own_time(clock: Clock) -> bool:
    """Whether it is a consumer's or a merchant's own time, which is no task of the desk's."""
    return clock.whose is Whose.CONSUMER or clock.rule in RIGHTS


def late(clock: Clock, now: datetime) -> bool:
    """Whether it was stopped after its end, or still runs past it."""
    if clock.due_at:
        return (clock.stopped_at or now) > clock.due_at
    return (clock.stopped_on or day_of(now)) > clock.due


def end_of(clock: Clock) -> tuple[date, datetime]:
    """Its last day and moment, for putting clocks in order."""
    return clock.due, clock.due_at or datetime.combine(clock.due + ONE_DAY, time(), SHANGHAI)


def hours_left(clock: Clock, now: datetime) -> float | None:
    """Hours until an hour clock ends, negative when it has; None for any other."""
    return (clock.due_at - now) / timedelta(hours=1) if clock.due_at else None


def noon_of(day: date) -> datetime:
    """A moment of a day in Shanghai of which only the day is known."""
    return datetime.combine(day, time(12), SHANGHAI)


def as_day(moment: date | datetime) -> date:
    """The day in Shanghai of either."""
    return day_of(moment) if isinstance(moment, datetime) else moment


def _utc(moment: date | datetime) -> datetime | None:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else None
