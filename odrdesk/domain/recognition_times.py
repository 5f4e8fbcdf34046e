"""Days, times of day and time codes of a broadcast in free text, counted from the day on which it was pasted."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from odrdesk.domain.recognition_spans import Span, clause, clause_after
from odrdesk.domain.recognition_words import any_of, flat

TIMECODE, BOUGHT, SIGNED, BROADCAST, RECEIVED = (
    "live.timecode", "order.bought_on", "order.signed_on", "live.on", "received_at",
)  # fmt: skip
KIND = "day"
NEAR, FAR = 14, 48
"""Characters round a day in which its own clause says what happened on it, and behind it that it was bought."""
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_NOON, _HOURS = 12, 24


class Day(NamedTuple):
    """A day as it is told: where it stands, perhaps with a time of day (`HH:MM`), whether it was told in full."""

    start: int
    end: int
    day: date
    time: str
    exact: bool


class Times:
    """Finds days and time codes; made once of the table `times`."""

    def __init__(self, table: Mapping[str, Any], today: date) -> None:
        self._table, self._today = table, today
        year, month, days = table["year"], table["month"], any_of(table["day"])
        self._full = re.compile(
            rf"(?<![0-9])(?P<y>20[0-9]{{2}}) ?(?:{year}|[-/.]) ?(?P<m>1[0-2]|0?[1-9]) ?(?:{month}|[-/.]) ?"
            rf"(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])(?: ?(?:{days}))?"
            rf"|(?<![0-9])(?P<yy>20[0-9]{{2}})(?P<mm>0[1-9]|1[0-2])(?P<dd>0[1-9]|[12][0-9]|3[01])(?![0-9])"
        )
        years, months = any_of(table["year_back"]), any_of(table["month_back"])
        self._short = re.compile(
            rf"(?P<y>{years})?(?<![0-9.])(?P<m>1[0-2]|0?[1-9]) ?{month} ?"
            rf"(?P<d>3[01]|[12][0-9]|0?[1-9]) ?(?:(?:{days})|(?![0-9]))"
            rf"|(?P<back>{months})(?P<bd>3[01]|[12][0-9]|0?[1-9])(?:{days})"
            r"|(?<![0-9.\-/])(?P<pm>1[0-2]|0?[1-9])[./](?P<pd>3[01]|[12][0-9]|0[1-9]|[1-9])(?![0-9./\-%]|[a-z])"
        )
        self._relative = re.compile(
            rf"(?P<day>{any_of(map(flat, table['today']))})"
            rf"|(?P<back>{any_of(one for one in table['week_back'] if one)})?(?P<week>{any_of(table['week'])})"
            rf"(?P<weekday>[{''.join(table['weekday'])}])(?![{''.join(table['weekday'])}])"
            rf"|(?<![0-9])(?P<n>[0-9]{{1,3}}) ?(?:{any_of(table['ago'])})"
            rf"|(?<![0-9])(?P<feast>{any_of(table['festivals'])})"
            rf"(?![0-9.]| ?(?:{any_of(table['not_after_festival'])}))"
        )
        parts, hour = any_of(table["part_of_day"]), any_of(table["hour"])
        minute, half, second = table["minute"], table["half"], table["second"]
        self._clock = re.compile(
            rf"[ \t,\uff0c]{{0,2}}(?P<part>{parts})?(?:(?P<h>[01]?[0-9]|2[0-4])"
            rf"(?::(?P<min>[0-5][0-9])(?::[0-5][0-9])?(?![0-9])"
            rf"|(?:{hour})(?:(?P<half>{half})|(?P<m2>[0-5]?[0-9])(?:{minute})?)?))?"
        )
        self._code = re.compile(r"(?<![0-9:])(?P<h>[0-9]{1,2}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])(?![0-9:])")
        self._spoken_code = re.compile(
            rf"(?<![0-9])(?:(?P<h>[0-9]{{1,2}})(?:{any_of(table['hours'])}))?(?P<m>[0-9]{{1,3}}){minute}(?:\u949f)?"
            rf"(?:(?P<s>[0-5]?[0-9]){second})?"
        )
        self._vague = re.compile(any_of(table["vague"]))
        self._replay = re.compile(any_of(table["replay"]))
        self._bought = re.compile(any_of(table["bought"]))
        self._happened = tuple(
            (field, re.compile(any_of(table[name])))
            for field, name in ((SIGNED, "signed"), (BOUGHT, "bought"), (BROADCAST, "live"), (RECEIVED, "received"))
        )

    def days(self, text: str) -> Iterator[Day]:
        """Every day that is told, in the order of the text."""
        taken = -1
        for day in sorted([*self._told_in_full(text), *self._told_short(text), *self._told_relative(text)]):
            if day.start >= taken:
                whole = self._with_time(text, day)
                taken = whole.end
                yield whole

    def spans(self, text: str) -> Iterator[Span]:
        """Days with the field their clause speaks of."""
        for day in self.days(text):
            field = self._said(text, day)
            sure = day.exact and bool(field)
            value = day.day.isoformat()
            if field == RECEIVED:
                yield Span(day.start, day.end, field, (value, day.time), sure, KIND, 6)
            else:
                yield Span(day.start, day.end, field, value, sure, KIND, 4 if sure else 6)

    def timecodes(self, text: str) -> Iterator[Span]:
        """Places in a broadcast: `01:23:45`, or spoken near a word for the replay."""
        for found in self._code.finditer(text):
            near = clause(text, found.start(), 2 * NEAR) + clause_after(text, found.end(), NEAR)
            sure = bool(self._replay.search(near))
            yield Span(found.start(), found.end(), TIMECODE, _code(found), sure, "timecode", 4 if sure else 7)
        for found in self._spoken_code.finditer(text):
            if self._replay.search(clause(text, found.start(), NEAR)):
                yield Span(found.start(), found.end(), TIMECODE, _code(found), sure=False, kind="timecode", rank=6)

    def _said(self, text: str, day: Day) -> str:
        """What happened on the day: said right behind it, or else just before, in its own clause."""
        behind = clause_after(text, day.end, NEAR)
        told = [(found.start(), field) for field, words in self._happened if (found := words.search(behind))]
        # What was bought in a broadcast tells the day of both; the purchase is what the form asks for. The name of the
        # shop stands between the day and the purchase, so that is looked for as far as the clause goes.
        if (not told or min(told)[1] == BROADCAST) and self._bought.search(clause_after(text, day.end, FAR)):
            return BOUGHT
        if told:
            return min(told)[1]
        before = clause(text, day.start, 6)
        return next((field for field, words in self._happened if words.search(before)), "")

    def _told_in_full(self, text: str) -> Iterator[Day]:
        for found in self._full.finditer(text):
            parts = [found[name] or found[twice] for name, twice in (("y", "yy"), ("m", "mm"), ("d", "dd"))]
            if day := _day(*map(int, parts)):
                yield Day(found.start(), found.end(), day, "", exact=True)

    def _told_short(self, text: str) -> Iterator[Day]:
        for found in self._short.finditer(text):
            if found["back"]:
                month = self._today.month - self._table["month_back"][found["back"]]
                year = self._today.year - (month < 1)
                day = _day(year, month or 12, int(found["bd"]))
            else:
                month, number = int(found["m"] or found["pm"]), int(found["d"] or found["pd"])
                back = self._table["year_back"].get(found["y"]) if found["y"] else None
                day = self._last(month, number) if back is None else _day(self._today.year - back, month, number)
            if day:
                yield Day(found.start(), found.end(), day, "", exact=False)

    def _told_relative(self, text: str) -> Iterator[Day]:
        for found in self._relative.finditer(text):
            if day := self._counted_back(found):
                yield Day(found.start(), found.end(), day, "", exact=False)

    def _counted_back(self, found: re.Match[str]) -> date | None:
        table = self._table
        if found["day"]:
            back = next(days for word, days in table["today"].items() if flat(word) == found["day"])
            return self._today - timedelta(days=back)
        if found["week"]:
            weeks = table["week_back"][found["back"] or ""]
            monday = self._today - timedelta(days=self._today.weekday() + 7 * weeks)
            day = monday + timedelta(days=table["weekday"][found["weekday"]])
            return day if found["back"] or day <= self._today else day - timedelta(days=7)
        if found["n"]:
            return self._today - timedelta(days=int(found["n"]))
        return self._last(*table["festivals"][found["feast"]])

    def _last(self, month: int, number: int) -> date | None:
        """The day of this year, of last year where it has not come yet; 29 February of the last leap year."""
        for year in (self._today.year, self._today.year - 1):
            day = _day(year, month, number)
            if day and day <= self._today:
                return day
        return None

    def _hour(self, told: int, part: str) -> int | None:
        """The hour of 24 that is meant; None for what is none, and for twelve at night, which ends the day."""
        table = self._table
        if part in table["small_hours"]:
            return told % 12 if told == _NOON else told + _NOON if _NOON - 3 <= told < _NOON else told
        if part in table["midday"] and told in range(_NOON - 2, _NOON):
            return told
        if part in table["night"] and told in {0, _NOON}:
            return None
        hour = told + table["part_of_day"].get(part, 0) if told < _NOON else told
        return hour if hour < _HOURS else None

    def _with_time(self, text: str, day: Day) -> Day:
        found = self._clock.match(text, day.end)
        if found is None or found["h"] is None:
            end = found.end("part") if found and found["part"] else day.end
            return day._replace(end=end)
        minute = 30 if found["half"] else int(found["min"] or found["m2"] or 0)
        # Some words for a day tell the part of it as well: last night at eight.
        said = text[day.end - 1 : day.end]
        hour = self._hour(int(found["h"]), found["part"] or (said if said in self._table["night"] else ""))
        if hour is None or minute > 59:
            return day._replace(exact=False)
        vague = self._vague.match(text, found.end())
        end = vague.end() if vague else found.end()
        return day._replace(end=end, time=f"{hour:02d}:{minute:02d}", exact=day.exact and not vague)


def _code(found: re.Match[str]) -> str:
    hours, minutes, seconds = (int(found[name] or 0) for name in ("h", "m", "s"))
    hours, minutes = hours + minutes // 60, minutes % 60
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _day(year: int, month: int, number: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None
