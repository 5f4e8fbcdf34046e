"""How loudly a time limit warns: calm, a reminder, urgent, overdue; from when on is configuration of the rule.

Thresholds are working days left for limits that end with a day, hours left for those that end at a moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from odrdesk.domain import counting
from odrdesk.domain.dispute import Clock
from odrdesk.domain.ip import WAIT
from odrdesk.domain.rules import Rule, Warn
from odrdesk.domain.vocabulary import Tier
from odrdesk.domain.workdays import ONE_DAY, WorkCalendar, day_of

DAYS = Warn(3, 1)
HOURS = Warn(24, 6)


def thresholds(clock: Clock, rule: Rule | None, chosen: Mapping[str, Warn]) -> Warn:
    """When a clock warns: what was chosen on the desk, else what its rule's row says, else the usual."""
    usual = HOURS if clock.due_at else DAYS
    return chosen.get(clock.rule) or (rule.warn if rule and rule.warn else usual)


def tier(clock: Clock, now: datetime, calendar: WorkCalendar, warn: Warn) -> Tier:
    """How loudly a clock warns now; one that stopped or waits is calm."""
    if not clock.running or clock.waits:
        return Tier.CALM
    if counting.passed(clock, now):
        # The right-holder's wait is not the desk's delay: its end asks for the next step.
        return Tier.URGENT if clock.rule == WAIT else Tier.OVERDUE
    left: float
    if clock.due_at:
        left = (clock.due_at - now) / timedelta(hours=1)
    else:
        left = calendar.working_days_between(day_of(now), clock.due)
    if left <= warn.urgent:
        return Tier.URGENT
    return Tier.REMIND if left <= warn.remind else Tier.CALM


@dataclass(frozen=True, slots=True)
class Bounds:
    """Until when a due day is urgent or reminds, seen from now: by rule, `""` for all that have no own thresholds."""

    now: datetime
    today: date
    days: Mapping[str, tuple[date, date]]
    hours: Mapping[str, tuple[datetime, datetime]]

    def tier(self, due: date | None, due_at: datetime | None, rule: str | None) -> Tier:
        """How loudly a due day (with its moment where hours are counted) warns; None is calm."""
        if due is None:
            return Tier.CALM
        if due < self.today or (due_at is not None and due_at < self.now):
            return Tier.URGENT if rule == WAIT else Tier.OVERDUE
        urgent: bool
        if due_at is not None:
            first, second = self.hours.get(rule or "", self.hours[""])
            urgent, reminds = due_at <= first, due_at <= second
        else:
            soon, later = self.days.get(rule or "", self.days[""])
            urgent, reminds = due <= soon, due <= later
        return Tier.URGENT if urgent else Tier.REMIND if reminds else Tier.CALM


def bounds(now: datetime, calendar: WorkCalendar, special: Mapping[str, Warn]) -> Bounds:
    """The bounds of the warnings at a moment; `special` are rules with thresholds of their own."""
    today = day_of(now)

    def last_day(left: int) -> date:
        return calendar.add_working_days(today, left + 1) - ONE_DAY

    told = special.items()
    return Bounds(
        now,
        today,
        {"": (last_day(DAYS.urgent), last_day(DAYS.remind))}
        | {rule: (last_day(warn.urgent), last_day(warn.remind)) for rule, warn in told},
        {"": (now + timedelta(hours=HOURS.urgent), now + timedelta(hours=HOURS.remind))}
        | {rule: (now + timedelta(hours=warn.urgent), now + timedelta(hours=warn.remind)) for rule, warn in told},
    )


def special(rules: Iterable[Rule], chosen: Mapping[str, Warn]) -> Mapping[str, Warn]:
    """The rules with thresholds of their own: those of their row, and over them what was chosen on the desk."""
    return {rule.code: rule.warn for rule in rules if rule.warn} | dict(chosen)
