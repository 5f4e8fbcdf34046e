"""When limits end: by hand, by law, and by another calendar."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odrdesk.domain.deadlines import Due, Pause, Standing, due, late_working_days, lateness, plain
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import Law, Rule, Unit, Verified
from odrdesk.domain.workdays import SHANGHAI, DayKind, WorkCalendar

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
UNITS = st.sampled_from([Unit.WORKDAY, Unit.DAY, Unit.MONTH, Unit.YEAR])


def rule_of(unit: Unit, length: int, *, pause_allowed: bool = False) -> Rule:
    return Rule(
        code="R-X",
        version="1",
        family="",
        name="x",
        name_en="x",
        unit=unit,
        length=length,
        rolls=unit is not Unit.HOUR,
        pause_allowed=pause_allowed,
        in_force_from=None,
        in_force_to=None,
        law="X",
        article="",
        source="X",
        verified=Verified.MEMORY,
        note="",
    )


@pytest.fixture(scope="session")
def ends(law: Law, calendar: WorkCalendar):
    def computed(code: str, start: str, *pauses: tuple[str, str]) -> Due:
        day = date.fromisoformat(start)
        stops = [Pause(date.fromisoformat(after), date.fromisoformat(through)) for after, through in pauses]
        return due(law.rule(code, day), day, calendar, stops)

    return computed


# Cases counted by hand


@pytest.mark.parametrize(
    ("code", "start", "raw", "legal"),
    [
        ("R-ODR", "2026-09-30", "2026-10-20", "2026-10-20"),
        ("R-NR-RET", "2026-09-28", "2026-10-05", "2026-10-08"),
        ("R-NR-REFUND", "2026-10-11", "2026-10-18", "2026-10-19"),
        ("R-REFUSE15", "2026-10-11", "2026-10-26", "2026-10-26"),
        ("R-ODR", "2026-06-05", "2026-06-22", "2026-06-22"),
        ("R-REG-ACC", "2026-06-23", "2026-07-02", "2026-07-02"),
        ("R-REG-MED", "2026-06-30", "2026-08-29", "2026-08-31"),
        ("R-REG-TERM", "2026-09-16", "2026-09-24", "2026-09-24"),
        ("R-IP15", "2026-04-17", "2026-05-02", "2026-05-06"),
        ("R-ODR", "2026-04-30", "2026-05-18", "2026-05-18"),
        ("R-RATIFY30", "2026-05-08", "2026-06-07", "2026-06-08"),
        ("R-L-OPINFO3", "2026-09-29", "2026-10-09", "2026-10-09"),
        ("R-L-OPINFO7", "2026-10-08", "2026-10-16", "2026-10-16"),
        ("R-L-REMIND5", "2026-02-12", "2026-02-26", "2026-02-26"),
        ("R-NR-RET", "2026-01-27", "2026-02-03", "2026-02-03"),
        ("R-NR-RET", "2026-02-08", "2026-02-15", "2026-02-24"),
        ("R-NR-RET", "2026-02-16", "2026-02-23", "2026-02-24"),
        ("R-NR-RET", "2026-03-28", "2026-04-04", "2026-04-07"),
        ("R-NR-RET", "2026-04-24", "2026-05-01", "2026-05-06"),
        ("R-NR-RET", "2026-06-12", "2026-06-19", "2026-06-22"),
        ("R-REFUSE15", "2026-09-20", "2026-10-05", "2026-10-08"),
        ("R-LIMIT3", "2023-11-23", "2026-11-23", "2026-11-23"),
    ],
)
def test_limits_counted_by_hand(ends, code: str, start: str, raw: str, legal: str) -> None:
    found = ends(code, start)
    assert (found.raw, found.due) == (date.fromisoformat(raw), date.fromisoformat(legal))
    assert not found.provisional


def test_an_appraisal_adds_its_days_to_the_regulators_mediation(ends) -> None:
    found = ends("R-REG-MED", "2026-06-30", ("2026-07-06", "2026-07-24"))
    assert (found.rule, found.raw, found.due) == ("R-REG-MED-121", date(2026, 9, 16), date(2026, 9, 16))
    assert sum(day.kind is DayKind.PAUSED for day in found.days) == 18


def test_an_appraisal_under_the_old_order_adds_working_days(ends, calendar: WorkCalendar) -> None:
    found = ends("R-REG-MED", "2026-03-02", ("2026-03-27", "2026-04-08"))
    # 03-30, 03-31, 04-01, 02, 03, 07 and 08 do not count: seven working days.
    assert found.due == calendar.add_working_days(date(2026, 3, 2), 45 + 7)


def test_overlapping_pauses_count_once(ends) -> None:
    once = ends("R-REG-MED", "2026-06-30", ("2026-07-06", "2026-07-24"))
    twice = ends("R-REG-MED", "2026-06-30", ("2026-07-10", "2026-07-24"), ("2026-07-06", "2026-07-12"))
    assert (once.due, once.days) == (twice.due, twice.days)


def test_a_pause_before_the_event_or_after_the_end_changes_nothing(ends) -> None:
    plain_one = ends("R-REG-MED", "2026-06-30")
    for pause in (("2026-06-01", "2026-06-30"), ("2026-08-31", "2026-09-30"), ("2026-07-06", "2026-07-06")):
        assert ends("R-REG-MED", "2026-06-30", pause).due == plain_one.due


def test_a_pause_that_the_first_one_brings_inside_counts_too(ends) -> None:
    found = ends("R-REG-MED", "2026-06-30", ("2026-07-06", "2026-07-24"), ("2026-09-10", "2026-09-13"))
    assert found.raw == date(2026, 9, 19)


def test_a_rule_that_does_not_stop_refuses_a_pause(ends) -> None:
    for code in ("R-ODR", "R-IP15", "R-WX-MERCH", "R-LIMIT3"):
        with pytest.raises(Refusal) as refused:
            ends(code, "2026-06-05", ("2026-06-06", "2026-06-10"))
        assert refused.value.code == "pause.not_allowed"


def test_a_pause_that_ends_before_it_begins_is_refused(ends) -> None:
    with pytest.raises(Refusal) as refused:
        ends("R-REG-MED", "2026-06-30", ("2026-07-24", "2026-07-06"))
    assert refused.value.code == "pause.reversed"


def test_the_flag_stands_from_the_day_after(ends) -> None:
    assert ends("R-REFUSE15", "2026-10-11").passed_from == date(2026, 10, 27)
    assert ends("R-IP15", "2026-04-17").passed_from == date(2026, 5, 7)


def test_the_strip_shows_why_golden_week_ends_on_the_twentieth(ends) -> None:
    days = ends("R-ODR", "2026-09-30").days
    assert [(day.date.day, day.count) for day in days if day.count] == [
        (8, 1),
        (9, 2),
        (10, 3),
        (12, 4),
        (13, 5),
        (14, 6),
        (15, 7),
        (16, 8),
        (19, 9),
        (20, 10),
    ]
    kinds = {day.date.day: day.kind for day in days}
    assert (kinds[1], kinds[8], kinds[10], kinds[11]) == ("holiday", "work", "makeup", "rest")


def test_the_strip_of_a_rolled_limit_counts_rest_days_and_stops_counting_at_raw(ends) -> None:
    days = ends("R-NR-RET", "2026-09-28").days
    assert [day.count for day in days] == [1, 2, 3, 4, 5, 6, 7, None, None, None]
    assert days[-1].date == date(2026, 10, 8)


# Units


@pytest.mark.parametrize(
    ("start", "unit", "length", "raw"),
    [
        ("2026-01-31", Unit.MONTH, 1, "2026-02-28"),
        ("2024-01-31", Unit.MONTH, 1, "2024-02-29"),
        ("2026-08-31", Unit.MONTH, 6, "2027-02-28"),
        ("2026-11-30", Unit.MONTH, 1, "2026-12-30"),
        ("2024-02-29", Unit.YEAR, 1, "2025-02-28"),
        ("2024-02-29", Unit.YEAR, 4, "2028-02-29"),
        ("2026-12-31", Unit.MONTH, 12, "2027-12-31"),
    ],
)
def test_months_and_years_end_on_the_corresponding_day_or_the_months_end(
    calendar: WorkCalendar, start: str, unit: Unit, length: int, raw: str
) -> None:
    found = due(rule_of(unit, length), date.fromisoformat(start), calendar)
    assert found.raw == date.fromisoformat(raw)


def test_hours_run_on_through_holidays(calendar: WorkCalendar) -> None:
    started = datetime(2026, 9, 30, 22, 30, tzinfo=SHANGHAI)
    found = due(rule_of(Unit.HOUR, 48), started.astimezone(UTC), calendar)
    assert found.start == started
    assert found.raw == found.due == datetime(2026, 10, 2, 22, 30, tzinfo=SHANGHAI)
    assert plain(found)["due"] == "2026-10-02T22:30:00+08:00"
    assert found.days == ()
    assert found.passed_from == found.due


def test_a_day_given_to_an_hour_rule_means_midnight_in_shanghai(calendar: WorkCalendar) -> None:
    found = due(rule_of(Unit.HOUR, 1), date(2026, 9, 30), calendar)
    assert found.due == datetime(2026, 9, 30, 1, tzinfo=SHANGHAI)


def test_a_moment_counts_on_its_day_in_shanghai(law: Law, calendar: WorkCalendar) -> None:
    late_evening = datetime(2026, 9, 29, 16, 30, tzinfo=UTC)
    assert due(law.rule("R-ODR", date(2026, 9, 30)), late_evening, calendar).start == date(2026, 9, 30)


def test_a_limit_that_leans_on_next_years_holidays_is_provisional(ends) -> None:
    assert not ends("R-ODR", "2026-12-17").provisional
    assert ends("R-ODR", "2026-12-18").provisional
    assert ends("R-LIMIT3", "2026-11-23").provisional
    assert not ends("R-LIMIT3", "2021-11-23").provisional


@pytest.mark.parametrize("start", [date(9999, 12, 31), datetime(9999, 12, 31, tzinfo=UTC), date(1, 1, 1)])
@pytest.mark.parametrize("unit", list(Unit))
def test_the_end_of_time_is_refused(calendar: WorkCalendar, start: date, unit: Unit) -> None:
    with pytest.raises(Refusal) as refused:
        due(rule_of(unit, 1), start, calendar)
    assert refused.value.code == "deadline.too_far"


def test_the_plain_form_has_the_promised_keys(ends) -> None:
    shown = plain(ends("R-ODR", "2026-09-30"))
    assert list(shown) == [
        "rule",
        "version",
        "source",
        "unit",
        "length",
        "start",
        "raw",
        "due",
        "provisional",
        "days",
    ]
    assert (shown["start"], shown["raw"], shown["due"]) == ("2026-09-30", "2026-10-20", "2026-10-20")
    assert shown["days"][2] == {"date": "2026-10-03", "kind": "holiday", "count": None}


# Properties


@given(DAYS, UNITS, st.integers(1, 120))
def test_no_limit_ends_on_a_rest_day(calendar: WorkCalendar, start: date, unit: Unit, length: int) -> None:
    if unit in (Unit.MONTH, Unit.YEAR):
        length = length % 12 + 1
    found = due(rule_of(unit, length), start, calendar)
    assert calendar.is_working(found.due)
    assert found.raw <= found.due
    assert found.due == found.raw or not calendar.is_working(found.raw)


@given(DAYS, UNITS, st.integers(1, 60), st.tuples(st.integers(0, 30), st.integers(0, 20)))
def test_a_later_start_or_a_longer_limit_never_ends_earlier(
    calendar: WorkCalendar, start: date, unit: Unit, length: int, more: tuple[int, int]
) -> None:
    later, longer = more
    first = due(rule_of(unit, length), start, calendar)
    assert first.due <= due(rule_of(unit, length), start + timedelta(days=later), calendar).due
    assert first.due <= due(rule_of(unit, length + longer), start, calendar).due


PAUSES = st.lists(
    st.tuples(st.dates(date(2025, 12, 1), date(2026, 9, 30)), st.integers(0, 40)).map(
        lambda pair: Pause(pair[0], pair[0] + timedelta(days=pair[1]))
    ),
    max_size=4,
)


@given(st.dates(date(2026, 1, 1), date(2026, 6, 30)), st.sampled_from([Unit.WORKDAY, Unit.DAY]), PAUSES)
def test_paused_days_never_count_and_the_rest_sum_to_the_length(
    calendar: WorkCalendar, start: date, unit: Unit, pauses: list[Pause]
) -> None:
    found = due(rule_of(unit, 45, pause_allowed=True), start, calendar, pauses)
    stopped = {after + timedelta(days=n + 1) for after, through in pauses for n in range((through - after).days)}
    counted, day = 0, start
    while counted < 45:
        day += timedelta(days=1)
        counted += day not in stopped and (unit is Unit.DAY or chinese_calendar.is_workday(day))
    assert found.raw == day
    assert [d.count for d in found.days if d.count] == list(range(1, 46))


def test_every_start_and_length_agrees_with_the_other_calendar(calendar: WorkCalendar) -> None:
    every = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    next_worked = dict.fromkeys(every)
    following = None
    for day in reversed(every):
        following = day if chinese_calendar.is_workday(day) else following
        next_worked[day] = following
    rules = {length: rule_of(Unit.DAY, length) for length in range(1, 91)}
    for start in every:
        for length, rule in rules.items():
            raw = start + timedelta(days=length)
            if raw <= LAST and next_worked[raw]:
                assert due(rule, start, calendar).due == next_worked[raw], (start, length)


# Lateness


@pytest.mark.parametrize(
    ("ends_on", "stopped", "now", "expected"),
    [
        ("2026-10-20", None, "2026-10-08", (Standing.OPEN, 9, 0)),
        ("2026-10-20", None, "2026-10-20", (Standing.TODAY, 0, 0)),
        ("2026-10-20", None, "2026-10-23", (Standing.OVERDUE, 0, 3)),
        ("2026-09-30", None, "2026-10-06", (Standing.OVERDUE, 0, 0)),
        ("2026-10-20", "2026-10-15", "2026-11-01", (Standing.KEPT, 0, 0)),
        ("2026-10-20", "2026-10-20", "2026-11-01", (Standing.KEPT, 0, 0)),
        ("2026-10-20", "2026-10-22", "2026-11-01", (Standing.LATE, 0, 2)),
    ],
)
def test_how_something_stands_against_its_limit(
    calendar: WorkCalendar, ends_on: str, stopped: str | None, now: str, expected: tuple[Standing, int, int]
) -> None:
    at = datetime.fromisoformat(now + "T09:00:00+08:00")
    on = date.fromisoformat(stopped) if stopped else None
    assert lateness(date.fromisoformat(ends_on), at, calendar, on) == expected


def test_an_hour_limit_is_late_to_the_minute(calendar: WorkCalendar) -> None:
    limit = datetime(2026, 9, 30, 12, tzinfo=SHANGHAI)
    assert lateness(limit, limit, calendar).standing is Standing.TODAY
    assert lateness(limit, limit + timedelta(minutes=1), calendar).standing is Standing.OVERDUE


def test_lateness_is_counted_in_working_days(calendar: WorkCalendar) -> None:
    assert late_working_days(date(2026, 9, 30), date(2026, 10, 10), calendar) == 3
    assert late_working_days(date(2026, 9, 30), date(2026, 9, 1), calendar) == 0
