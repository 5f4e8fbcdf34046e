"""The working days of 2024 to 2027, against the State Council's notices."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from odrdesk.domain.errors import Refusal
from odrdesk.domain.workdays import DayKind, WorkCalendar, YearTable, check, day_of

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
TABLE = {
    "year": 2028,
    "number": "国办发明电〔2027〕1号",
    "title": "通知",
    "off": {
        "元旦": ["2028-01-01"],
        "劳动节": ["2028-05-01", "2028-05-02"],
        "国庆节": ["2028-10-01", "2028-10-02", "2028-10-03", "2028-10-04"],
    },
    "work": ["2028-10-07"],
}


def every_day() -> list[date]:
    return [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def test_every_day_of_three_years_is_worked_or_not_as_the_notices_say(calendar: WorkCalendar) -> None:
    wrong = [day for day in every_day() if calendar.is_working(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


def test_2026_has_248_working_days_as_counted_by_hand(calendar: WorkCalendar) -> None:
    months = [
        sum(calendar.is_working(day) for day in every_day() if (day.year, day.month) == (2026, month))
        for month in range(1, 13)
    ]
    assert months == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-01", 7, "2026-01-12"),
        ("2026-01-03", 1, "2026-01-04"),
        ("2026-01-04", 1, "2026-01-05"),
        ("2026-02-14", 7, "2026-03-03"),
        ("2026-02-27", 7, "2026-03-09"),
        ("2026-04-03", 7, "2026-04-15"),
        ("2026-04-15", 7, "2026-04-24"),
        ("2026-05-08", 7, "2026-05-18"),
        ("2026-06-18", 10, "2026-07-03"),
        ("2026-11-23", 10, "2026-12-07"),
        ("2026-09-18", 10, "2026-10-09"),
        ("2026-09-24", 7, "2026-10-12"),
        ("2026-10-09", 3, "2026-10-13"),
        ("2026-09-30", 10, "2026-10-20"),
        ("2026-02-13", 7, "2026-03-02"),
        ("2025-12-31", 5, "2026-01-08"),
        ("2026-09-29", 3, "2026-10-09"),
        ("2026-10-08", 7, "2026-10-16"),
        ("2026-02-12", 5, "2026-02-26"),
    ],
)
def test_working_days_counted_by_hand(calendar: WorkCalendar, start: str, count: int, end: str) -> None:
    assert calendar.add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_every_start_and_length_in_three_years_agrees_with_the_other_calendar(calendar: WorkCalendar) -> None:
    worked = [day for day in every_day() if chinese_calendar.is_workday(day)]
    done = 0
    for start in every_day():
        while done < len(worked) and worked[done] <= start:
            done += 1
        ends = [calendar.add_working_days(start, length) for length in range(1, len(worked) - done + 1)]
        assert ends == worked[done:], start


def test_counting_between_days_undoes_adding_them(calendar: WorkCalendar) -> None:
    for start in every_day()[:: 7 * 5 + 1]:
        for count in (0, 1, 10, 45, 300):
            end = calendar.add_working_days(start, count)
            assert calendar.working_days_between(start, end) == count
            assert calendar.working_days_between(end, start) == -count


def test_a_day_of_each_kind(calendar: WorkCalendar) -> None:
    assert calendar.kind(date(2026, 10, 10)) is DayKind.MAKEUP
    assert calendar.kind(date(2026, 10, 3)) is DayKind.HOLIDAY
    assert calendar.kind(date(2026, 10, 11)) is DayKind.REST
    assert calendar.kind(date(2026, 10, 12)) is DayKind.WORK
    assert calendar.feast(date(2026, 10, 3)) == "国庆节"
    assert calendar.feast(date(2026, 10, 12)) is None


def test_rest_days_roll_to_the_next_working_day(calendar: WorkCalendar) -> None:
    assert calendar.roll(date(2026, 10, 5)) == date(2026, 10, 8)
    assert calendar.roll(date(2026, 10, 10)) == date(2026, 10, 10)


def test_2027_has_the_statutory_days_and_is_provisional(calendar: WorkCalendar) -> None:
    table = calendar.table(2027)
    assert table is not None
    assert table.provisional
    off = "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"
    assert sorted(table.off) == [date.fromisoformat(f"2027-{day}") for day in off.split()]
    assert not table.makeup
    assert calendar.provisional(date(2027, 3, 1))
    assert not calendar.provisional(date(2026, 12, 31))


def test_a_year_without_table_is_estimated_and_provisional(calendar: WorkCalendar) -> None:
    assert calendar.table(2029) is None
    assert calendar.provisional(date(2029, 3, 1))
    assert calendar.kind(date(2029, 3, 1)) is DayKind.WORK
    assert calendar.kind(date(2029, 3, 3)) is DayKind.REST
    assert calendar.kind(date(2029, 10, 1)) is DayKind.HOLIDAY


def test_final_tables_carry_the_number_of_their_notice(calendar: WorkCalendar) -> None:
    assert {table.year: table.number for table in calendar.tables if not table.provisional} == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办发明电〔2025〕7号",
    }


def test_an_imported_table_replaces_the_estimate_and_leaves_the_old_calendar_alone(calendar: WorkCalendar) -> None:
    newer = calendar.with_table(YearTable.parse(TABLE))
    assert newer.kind(date(2028, 10, 4)) is DayKind.HOLIDAY
    assert newer.kind(date(2028, 10, 7)) is DayKind.MAKEUP
    assert not newer.provisional(date(2028, 10, 4))
    assert calendar.provisional(date(2028, 10, 4))
    assert newer.add_working_days(date(2028, 10, 3), 2) == date(2028, 10, 6)


def test_a_bare_list_of_days_off_will_do() -> None:
    off = [day for days in TABLE["off"].values() for day in days]  # type: ignore[attr-defined]
    assert YearTable.parse(TABLE | {"off": off}).off.keys() == YearTable.parse(TABLE).off.keys()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"year": None}, "calendar.year_missing"),
        ({"year": "2028"}, "calendar.year_missing"),
        ({"year": True}, "calendar.year_missing"),
        ({"year": 99999}, "calendar.year_missing"),
        ({"number": ""}, "calendar.number_missing"),
        ({"title": 7}, "calendar.unreadable"),
        ({"provisional": "yes"}, "calendar.unreadable"),
        ({"work": "2028-10-07"}, "calendar.unreadable"),
        ({"work": ["7 October"]}, "calendar.unreadable"),
        ({"work": [20281007]}, "calendar.unreadable"),
        ({"work": ["2028-10-07", "2028-10-07"]}, "calendar.day_twice"),
        ({"work": ["2028-10-01"]}, "calendar.day_twice"),
        ({"work": ["2028-10-09"]}, "calendar.makeup_not_weekend"),
        ({"work": ["2027-10-09"]}, "calendar.outside_year"),
        ({"off": {"元旦": ["2028-01-01"]}}, "calendar.statutory_missing"),
        ({"off": ["2028-01-01", "2028-01-01"]}, "calendar.day_twice"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        YearTable.parse(TABLE | change)
    assert refused.value.code == code


def test_the_second_of_may_is_statutory_only_since_2025(calendar: WorkCalendar) -> None:
    table = calendar.table(2024)
    assert table is not None
    off = {day: feast for day, feast in table.off.items() if day != date(2024, 5, 2)}
    check(YearTable(2024, table.number, table.title, off, table.makeup))


def test_the_day_begins_at_midnight_in_shanghai() -> None:
    assert day_of(datetime(2026, 9, 30, 15, 59, 59, tzinfo=UTC)) == date(2026, 9, 30)
    assert day_of(datetime(2026, 9, 30, 16, 0, tzinfo=UTC)) == date(2026, 10, 1)
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 9, 30))  # noqa: DTZ001 -- the naive time that must be refused


def test_working_days_are_added_forwards_only(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="forwards"):
        calendar.add_working_days(FIRST, -1)
