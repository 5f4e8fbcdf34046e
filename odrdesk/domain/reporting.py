"""The figures of a period (统计): what a regulator's report counts, each with the cases it was counted from.

All is decided from what happened up to the end of the period, never from where a case stands today: a case that moves
on later changes no figure of the past. Days are days in Asia/Shanghai.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from odrdesk.domain.case_life import Life, MoneyKind, Result, Standing, on_time, overdue, standing
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Category, Step
from odrdesk.domain.workdays import WorkCalendar

EARLIEST_YEAR, LATEST_YEAR = 2000, 2199
_PERIOD = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", re.ASCII)
_CENT = Decimal("0.01")
WAN = 10_000 * 100
"""Fen in ten thousand yuan (万元), the unit of the regulator's table."""

TO_CONSUMER = frozenset({
    MoneyKind.REFUND, MoneyKind.EXTRA, MoneyKind.OTHER, MoneyKind.DIRECT, MoneyKind.PREPAID, MoneyKind.RETURNED,
})  # fmt: skip
"""What makes up 挽回经济损失: money that reached the consumer, less what the consumer gave back to the fund."""


class FigureKey(StrEnum):
    """The figures, in the order in which they are told."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    MERGED = "merged"
    CONCLUDED = "concluded"
    SETTLED = "settled"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    SETTLEMENT_RATE = "settlement_rate"
    ON_TIME_RATE = "on_time_rate"
    MEAN_WORKING_DAYS = "mean_working_days"
    OPEN_AT_END = "open_at_end"
    OPEN_OVERDUE = "open_overdue"
    BY_CATEGORY = "by_category"
    REFUND_EXTRA_FEN = "refund_extra_fen"
    RECOVERED_LOSS_FEN = "recovered_loss_fen"
    PUNITIVE_FEN = "punitive_fen"
    PREPAID_COUNT = "prepaid_count"
    PREPAID_FEN = "prepaid_fen"
    PREPAID_RECOVERED_FEN = "prepaid_recovered_fen"
    RECOVERY_RATE = "recovery_rate"
    TO_REGULATOR_RATE = "to_regulator_rate"


K = FigureKey
RATES = frozenset({K.SETTLEMENT_RATE, K.ON_TIME_RATE, K.RECOVERY_RATE, K.TO_REGULATOR_RATE})
"""Percentages with two decimals; None where there is nothing to divide by."""

Value = int | Fen | Decimal | Mapping[str, int] | None


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"
    """Days of one's own choosing: counted as the others are, but never frozen and never sent."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year by its name (`2026-11`, `2026-Q4`, `2026`); first and last day included."""

    name: str
    kind: PeriodKind
    first: date
    last: date

    @property
    def year_before(self) -> "Period":
        """The same period of the year before."""
        if self.kind is PeriodKind.DAYS:
            return of_days(_year_earlier(self.first), _year_earlier(self.last))
        return parse_period(f"{self.first.year - 1:04d}{self.name[4:]}")

    @property
    def previous(self) -> "Period":
        """The period of the same kind just before; of days, as many before them."""
        if self.kind is PeriodKind.DAYS:
            length = self.last - self.first
            return of_days(self.first - length - timedelta(days=1), self.first - timedelta(days=1))
        return containing(self.first - timedelta(days=1), self.kind)

    @property
    def year_to_date(self) -> tuple[date, date]:
        """From New Year to the last day (本年累计)."""
        return date(self.first.year, 1, 1), self.last


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the numbers of the cases it counts, in order; `parts` where the value itself is divided."""

    value: Value
    cases: tuple[str, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Figures = Mapping[FigureKey, Figure]


def parse_period(text: str) -> Period:
    """The period of a name. Refuses `report.period`."""
    found = _PERIOD.fullmatch(text.strip().upper())
    if found is None or not EARLIEST_YEAR <= int(found[1]) <= LATEST_YEAR:
        raise Refusal("report.period", "period", text=text[:40])
    year, month, quarter = int(found[1]), found[2], found[3]
    if month:
        return _period(found[0], PeriodKind.MONTH, year, int(month), 1)
    if quarter:
        return _period(found[0], PeriodKind.QUARTER, year, int(quarter) * 3 - 2, 3)
    return _period(found[0], PeriodKind.YEAR, year, 1, 12)


def of_days(first: date, last: date) -> Period:
    """The days from first to last as a period. Refuses `report.days` where they end before they begin."""
    if first > last:
        raise Refusal("report.days", "to", since=first.isoformat(), until=last.isoformat())
    return Period(f"{first}_{last}", PeriodKind.DAYS, first, last)


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def containing(day: date, kind: PeriodKind) -> Period:
    """The month, quarter or year that a day lies in; of days, that day alone."""
    if kind is PeriodKind.DAYS:
        return of_days(day, day)
    names = {
        PeriodKind.MONTH: f"{day:%Y-%m}",
        PeriodKind.QUARTER: f"{day:%Y}-Q{(day.month + 2) // 3}",
        PeriodKind.YEAR: f"{day:%Y}",
    }
    return parse_period(names[kind])


def figures(lives: Iterable[Life], first: date, last: date, today: date, calendar: WorkCalendar) -> dict[K, Figure]:
    """Every figure of the days from first to last; while the last day is not over, as it stands today."""
    return counted(stood_at(lives, first, last), first, last, today, calendar)


def stood_at(lives: Iterable[Life], first: date, last: date) -> list[tuple[Life, Standing]]:
    """Where the cases stood at the end of the last day that can count in figures from the first day on.

    A case that was closed before and moved no money since, as most of a large desk, is left out unread.
    """
    return [(life, standing(life, last)) for life in lives if _counts(life, first, last)]


def _counts(life: Life, first: date, last: date) -> bool:
    marks = life.marks
    if not marks or marks[0].on > last:
        return False
    return bool(life.money) or marks[-1].on >= first or marks[-1].act is not Step.CLOSE


def counted(
    stood: Sequence[tuple[Life, Standing]], first: date, last: date, today: date, calendar: WorkCalendar
) -> dict[K, Figure]:
    """As `figures`, from where every case stood at the end of the last day."""
    within = _Within(first, last)
    present = [pair for pair in stood if pair[1].registered is not None]
    # Most cases of a large desk ended before; what is counted of a period is among those that moved in it.
    chosen = [pair for pair in present if any(first <= mark.on <= last for mark in pair[0].marks)]
    ended = [pair for pair in chosen if pair[1].result is not None and within(pair[1].closed)]
    still = [pair for pair in present if pair[1].open]
    since = last + timedelta(days=1) if last < today else today
    late = [pair for pair in still if overdue(pair[0], last, since)]
    found = {
        K.REGISTERED: _count(chosen, lambda one: within(one.registered)),
        K.ACCEPTED: _count(chosen, lambda one: within(one.accepted)),
        K.NOT_ACCEPTED: _count(chosen, lambda one: within(one.refused)),
        K.MERGED: _count(chosen, lambda one: within(one.merged)),
        K.CONCLUDED: _of(ended),
        K.SETTLED: _count(ended, lambda one: one.result is Result.SETTLED),
        K.FAILED: _count(ended, lambda one: one.result is Result.FAILED),
        K.WITHDRAWN: _count(ended, lambda one: one.result is Result.WITHDRAWN),
        **_rates(ended, last),
        K.MEAN_WORKING_DAYS: _mean(ended, calendar),
        K.OPEN_AT_END: _of(still),
        K.OPEN_OVERDUE: _of(late),
        K.BY_CATEGORY: _categories([life for life, one in chosen if within(one.accepted)]),
        **_money([life for life, _ in present if life.money], within),
    }
    return {key: found[key] for key in FigureKey}


def settlement_rate(lives: Iterable[Life], first: date, last: date) -> Figure:
    """和解率 of the days from first to last alone, as `figures` counts it; lives need no more than their marks."""
    within = _Within(first, last)
    stood = [(life, standing(life, last)) for life in lives]
    ended = [pair for pair in stood if pair[1].result not in {None, Result.WITHDRAWN} and within(pair[1].closed)]
    settled = sum(one.result is Result.SETTLED for _, one in ended)
    return Figure(percent(settled, len(ended)), _of(ended).cases)


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent with two decimals, half up (away from zero); None of nothing."""
    return rounded(Fraction(part * 100, whole)) if whole else None


def rounded(exact: Fraction) -> Decimal:
    """Two decimals, half up (away from zero)."""
    hundredths = abs(exact) * 100
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    return (Decimal(whole) / 100).quantize(_CENT, ROUND_HALF_UP) * (1 if exact >= 0 else -1)


def wan(fen: Fen) -> Decimal:
    """Fen as 万元 with two decimals, half up."""
    return rounded(Fraction(int(fen), WAN))


class _Within:
    """Whether a day lies in the period; None never does."""

    __slots__ = ("first", "last")

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    def __call__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


Pairs = Sequence[tuple[Life, Standing]]


def _of(pairs: Pairs) -> Figure:
    return Figure(len(pairs), tuple(life.number for life, _ in pairs))


def _count(pairs: Pairs, counts: Callable[[Standing], bool]) -> Figure:
    return _of([pair for pair in pairs if counts(pair[1])])


def _rates(ended: Pairs, last: date) -> dict[K, Figure]:
    """和解率 leaves out what was withdrawn; 按期率 and 转投诉率 are shares of all that was concluded."""
    kept = [pair for pair in ended if pair[1].result is not Result.WITHDRAWN]
    settled = sum(one.result is Result.SETTLED for _, one in kept)
    in_time = sum(on_time(life, last) for life, _ in ended)
    went = sum(one.to_regulator for _, one in ended)
    return {
        K.SETTLEMENT_RATE: Figure(percent(settled, len(kept)), _of(kept).cases),
        K.ON_TIME_RATE: Figure(percent(in_time, len(ended)), _of(ended).cases),
        K.TO_REGULATOR_RATE: Figure(
            percent(went, len(ended)), tuple(life.number for life, one in ended if one.to_regulator)
        ),
    }


def _mean(ended: Pairs, calendar: WorkCalendar) -> Figure:
    """Working days from acceptance (day 0) to the day the parties agreed, failed or the consumer withdrew."""
    spans = [
        (life.number, calendar.working_days_between(one.accepted, one.handled))
        for life, one in ended
        if one.accepted is not None and one.handled is not None
    ]
    if not spans:
        return Figure(None)
    mean = rounded(Fraction(sum(days for _, days in spans), len(spans)))
    return Figure(mean, tuple(number for number, _ in spans))


def _categories(lives: Sequence[Life]) -> Figure:
    parts = {one.value: tuple(life.number for life in lives if life.category is one) for one in Category}
    known = {name: numbers for name, numbers in parts.items() if numbers}
    return Figure({name: len(numbers) for name, numbers in known.items()}, tuple(life.number for life in lives), known)


def _money(lives: Sequence[Life], within: _Within) -> dict[K, Figure]:
    moved = [(life.number, one) for life in lives for one in life.money if within(one.on)]

    def total(*kinds: MoneyKind) -> Figure:
        chosen = [(number, one.fen) for number, one in moved if one.kind in kinds]
        return Figure(Fen(sum(fen for _, fen in chosen)), _once(number for number, _ in chosen))

    paid, back = total(MoneyKind.PREPAID), total(MoneyKind.RECOVERED)
    outgoing = [(number, one.fen) for number, one in moved if one.kind is MoneyKind.PREPAID]
    count = sum(1 if fen > 0 else -1 for _, fen in outgoing)
    paid_fen, back_fen = _fen(paid), _fen(back)
    return {
        K.REFUND_EXTRA_FEN: total(MoneyKind.REFUND, MoneyKind.EXTRA),
        K.RECOVERED_LOSS_FEN: total(*TO_CONSUMER),
        K.PUNITIVE_FEN: total(MoneyKind.EXTRA),
        K.PREPAID_COUNT: Figure(count, paid.cases),
        K.PREPAID_FEN: paid,
        K.PREPAID_RECOVERED_FEN: back,
        K.RECOVERY_RATE: Figure(
            percent(back_fen, paid_fen) if paid_fen > 0 else None, _once((*paid.cases, *back.cases))
        ),
    }


def _fen(figure: Figure) -> int:
    return int(figure.value) if isinstance(figure.value, Fen) else 0


def _once(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numbers))


def _period(name: str, kind: PeriodKind, year: int, month: int, months: int) -> Period:
    after = month + months
    last = date(year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return Period(name, kind, date(year, month, 1), last)


@dataclass(frozen=True, slots=True)
class Month:
    """How many cases were accepted and how many settled ones were closed in a month, by its first day."""

    first: date
    accepted: int
    settled: int


def trend(lives: Iterable[Life], last: date, months: int = 12) -> tuple[Month, ...]:
    """The months up to that of the last day, the oldest first; the last one up to that day."""
    spans = [containing(last, PeriodKind.MONTH)]
    while len(spans) < months:
        spans.append(spans[-1].previous)
    ends = {(span.first.year, span.first.month): min(span.last, last) for span in spans}
    accepted, settled = dict.fromkeys(ends, 0), dict.fromkeys(ends, 0)
    for life in lives:
        begun = next((mark.on for mark in life.marks if mark.act is Step.ACCEPT and mark.on <= last), None)
        if begun is not None and (begun.year, begun.month) in ends:
            accepted[begun.year, begun.month] += 1
        shut = {(mark.on.year, mark.on.month) for mark in life.marks if mark.act is Step.CLOSE} & ends.keys()
        for month in shut:
            stood = standing(life, ends[month])
            closed = stood.closed is not None and (stood.closed.year, stood.closed.month) == month
            settled[month] += closed and stood.result is Result.SETTLED
    return tuple(
        Month(span.first, accepted[span.first.year, span.first.month], settled[span.first.year, span.first.month])
        for span in reversed(spans)
    )
