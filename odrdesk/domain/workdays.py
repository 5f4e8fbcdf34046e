"""Working days of the People's Republic, by the State Council's yearly notice.

A table for each year names the days off and the weekend days worked in exchange. A year whose notice is not known
is estimated (weekends and the statutory days of fixed date) and every answer that leans on it is provisional.
Days are `datetime.date` in Asia/Shanghai; a working day lasts from midnight to midnight there.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from odrdesk.domain.errors import Refusal

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept UTC+8 without summer time since 1992, so no time zone file is needed."""

ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is; `paused` only occurs in the strip that explains a deadline."""

    WORK = "work"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"
    PAUSED = "paused"


WORKED = frozenset({DayKind.WORK, DayKind.MAKEUP})


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's notice: its number and title, the days off with their feast, the weekend days worked."""

    year: int
    number: str
    title: str
    off: Mapping[date, str]
    makeup: frozenset[date]
    provisional: bool = False

    @classmethod
    def parse(cls, document: Mapping[str, object]) -> "YearTable":
        """Make a table of a parsed TOML or JSON document and check it.

        Keys: `year`, `number`, `title`, `off` (feast -> days, or a bare list of days), `work` (days),
        `provisional`. Days are dates or `YYYY-MM-DD`. Refuses what `check` refuses, and `calendar.unreadable`.
        """
        year = document.get("year")
        if not isinstance(year, int) or not 1950 <= year <= 2200:
            raise Refusal("calendar.year_missing", "year")
        provisional = document.get("provisional", False)
        if not isinstance(provisional, bool):
            raise Refusal("calendar.unreadable", "provisional", text=str(provisional))
        table = cls(
            year=year,
            number=_text(document, "number"),
            title=_text(document, "title"),
            off=_days_off(document.get("off", {})),
            makeup=frozenset(_distinct(_dates(document.get("work", []), "work"))),
            provisional=provisional,
        )
        check(table)
        return table


def check(table: YearTable) -> None:
    """Refuse a table that cannot be a State Council notice.

    Codes: `calendar.number_missing`, `calendar.outside_year`, `calendar.day_twice`, `calendar.makeup_not_weekend`,
    `calendar.statutory_missing` (Regulation on public holidays: New Year, Labour Day and National Day are always off).
    """
    if not table.provisional and not table.number:
        raise Refusal("calendar.number_missing", "number", year=table.year)
    # A New Year's leave may begin in the last days of December before (2023) or end in January after.
    first, last = date(table.year - 1, 12, 25), date(table.year + 1, 1, 7)
    for day in sorted({*table.off, *table.makeup}):
        if not first <= day <= last:
            raise Refusal("calendar.outside_year", "off", day=day.isoformat(), year=table.year)
    for day in sorted(table.makeup):
        if day in table.off:
            raise Refusal("calendar.day_twice", "work", day=day.isoformat())
        if day.weekday() < 5:
            raise Refusal("calendar.makeup_not_weekend", "work", day=day.isoformat())
    for day in _fixed_feasts(table.year):
        if day not in table.off:
            raise Refusal("calendar.statutory_missing", "off", day=day.isoformat())


def day_of(moment: datetime) -> date:
    """The day in Asia/Shanghai on which an aware moment falls; a naive one is a bug and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(SHANGHAI).date()


class WorkCalendar:
    """The working days by all known tables; unknown years are estimated. Never changes once made."""

    __slots__ = ("_estimates", "_makeup", "_off", "_tables", "_working")

    def __init__(self, tables: Iterable[YearTable] = ()) -> None:
        self._tables = {table.year: table for table in tables}
        self._off = {day: feast for table in self._tables.values() for day, feast in table.off.items()}
        self._makeup = frozenset(day for table in self._tables.values() for day in table.makeup)
        self._estimates: dict[int, frozenset[date]] = {}
        self._working: dict[int, Sequence[int]] = {}

    @classmethod
    def from_tables(cls, documents: Iterable[Mapping[str, object]]) -> "WorkCalendar":
        """Make a calendar of parsed documents, as `YearTable.parse` reads them; a later one replaces its year."""
        return cls([YearTable.parse(document) for document in documents])

    def with_table(self, table: YearTable) -> "WorkCalendar":
        """Give a new calendar in which this table stands for its year; refuses as `check`."""
        check(table)
        return WorkCalendar([*(known for known in self._tables.values() if known.year != table.year), table])

    @property
    def tables(self) -> tuple[YearTable, ...]:
        """The known tables, oldest year first."""
        return tuple(self._tables[year] for year in sorted(self._tables))

    def table(self, year: int) -> YearTable | None:
        """The year's table, or None where its days are only estimated."""
        return self._tables.get(year)

    def kind(self, day: date) -> DayKind:
        """What the day is: work, rest (a weekend), holiday (off by notice or estimate) or makeup (worked weekend)."""
        if day in self._makeup:
            return DayKind.MAKEUP
        if day in self._off or (day.year not in self._tables and day in self._estimated(day.year)):
            return DayKind.HOLIDAY
        return DayKind.REST if day.weekday() >= 5 else DayKind.WORK

    def feast(self, day: date) -> str | None:
        """The feast named in the notice for a day off, or None."""
        return self._off.get(day) or None

    def is_working(self, day: date) -> bool:
        """Whether the day is worked: an ordinary weekday or a worked weekend."""
        return self.kind(day) in WORKED

    def provisional(self, day: date) -> bool:
        """Whether the day's kind rests on an estimate because the year's notice is not known."""
        table = self._tables.get(day.year)
        return table is None or table.provisional

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start` (day 0, not counted); 0 gives `start` itself."""
        if count < 0:
            raise ValueError("working days are added forwards")
        if count == 0:
            return start
        year, ordinal, left = start.year, start.toordinal(), count
        while True:
            working = self._working_days(year)
            place = bisect_right(working, ordinal) + left - 1
            if place < len(working):
                return date.fromordinal(working[place])
            left = place - len(working) + 1
            year += 1

    def working_days_between(self, after: date, through: date) -> int:
        """How many working days lie in (after, through]; negative when `through` is the earlier."""
        if through < after:
            return -self.working_days_between(through, after)
        return self._rank(through) - self._rank(after) + self._whole_years(after.year, through.year)

    def roll(self, day: date) -> date:
        """The day itself when it is worked, else the next working day (Civil Code 203)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def _rank(self, day: date) -> int:
        return bisect_right(self._working_days(day.year), day.toordinal())

    def _whole_years(self, first: int, last: int) -> int:
        return sum(len(self._working_days(year)) for year in range(first, last))

    def _working_days(self, year: int) -> Sequence[int]:
        if year not in self._working:
            first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
            self._working[year] = [day for day in range(first, end) if self.is_working(date.fromordinal(day))]
        return self._working[year]

    def _estimated(self, year: int) -> frozenset[date]:
        if year not in self._estimates:
            self._estimates[year] = frozenset(_fixed_feasts(year))
        return self._estimates[year]


def _fixed_feasts(year: int) -> tuple[date, ...]:
    days = [date(year, 1, 1), date(year, 5, 1), date(year, 10, 1), date(year, 10, 2), date(year, 10, 3)]
    # The revision of 2024-11-10 made 2 May a statutory day from 2025 on.
    if year >= 2025:
        days.insert(2, date(year, 5, 2))
    return tuple(days)


def _days_off(value: object) -> Mapping[date, str]:
    if isinstance(value, Mapping):
        named = [(day, str(feast)) for feast, days in value.items() for day in _dates(days, "off")]
    else:
        named = [(day, "") for day in _dates(value, "off")]
    _distinct([day for day, _ in named])
    return dict(sorted(named))


def _dates(value: object, field: str) -> list[date]:
    if not isinstance(value, (list, tuple)):
        raise Refusal("calendar.unreadable", field, text=str(value))
    return [_date(item, field) for item in value]


def _date(value: object, field: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise Refusal("calendar.unreadable", field, text=str(value)) from None


def _distinct(days: Sequence[date]) -> Sequence[date]:
    seen: set[date] = set()
    for day in days:
        if day in seen:
            raise Refusal("calendar.day_twice", "off", day=day.isoformat())
        seen.add(day)
    return days


def _text(document: Mapping[str, object], key: str) -> str:
    value = document.get(key, "")
    if not isinstance(value, str):
        raise Refusal("calendar.unreadable", key, text=str(value))
    return value.strip()
