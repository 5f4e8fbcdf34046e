"""Days as clerks type them, seen from Monday 2026-11-23."""

from datetime import date

import pytest

from odrdesk.desktop.days import read_day
from odrdesk.domain.errors import Refusal
from odrdesk.domain.workdays import WorkCalendar

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1123", "2026-11-23"),
        ("11.23", "2026-11-23"),
        ("11-6", "2026-11-06"),
        ("11/06", "2026-11-06"),
        ("11月6日", "2026-11-06"),
        ("20261106", "2026-11-06"),
        ("2026-11-06", "2026-11-06"),
        ("2026.11.6", "2026-11-06"),
        ("2026年11月6日", "2026-11-06"),
        ("１１．２３", "2026-11-23"),
        (" 1106 ", "2026-11-06"),
        ("今天", "2026-11-23"),
        ("昨天", "2026-11-22"),
        ("前天", "2026-11-21"),
        ("后天", "2026-11-25"),
        ("yesterday", "2026-11-22"),
        ("+3", "2026-11-26"),
        ("-1", "2026-11-22"),
        ("+3wd", "2026-11-26"),
        ("+5wd", "2026-11-30"),
        ("+5工作日", "2026-11-30"),
        ("+2天", "2026-11-25"),
        ("0105", "2027-01-05"),
        ("1231", "2026-12-31"),
        ("0701", "2026-07-01"),
        ("0501", "2027-05-01"),
    ],
)
def test_a_day_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert read_day(typed, TODAY, WorkCalendar().add_working_days) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    "typed", ["", "1332", "0230", "2026-02-30", "abc", "11", "113", "2026", "+wd", "+9999", "一一二三"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_day(typed, TODAY, WorkCalendar().add_working_days)
    assert refused.value.code == "day.unreadable"
