"""Days as clerks type them: `1123`, `11.23`, `昨天`, `+3wd`."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from odrdesk.domain.errors import Refusal

AddWorkingDays = Callable[[date, int], date]

_WORDS = {
    "今天": 0, "今日": 0, "today": 0,
    "昨天": -1, "昨日": -1, "yesterday": -1,
    "前天": -2,
    "明天": 1, "明日": 1, "tomorrow": 1,
    "后天": 2,
}  # fmt: skip
_RELATIVE = re.compile(r"([+-]\d{1,3})(wd|个?工作日|d|天|日)?")
_FULL = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_HALF_YEAR = timedelta(days=183)


def read_day(text: str, today: date, add_working_days: AddWorkingDays) -> date:
    """The day meant by `text`, seen from `today` (Asia/Shanghai).

    Without a year it is the nearest such day. Refuses `day.unreadable`.
    """
    typed = unicodedata.normalize("NFKC", text).strip().casefold()
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    if found := _RELATIVE.fullmatch(typed):
        count, unit = int(found[1]), found[2] or "d"
        return (
            add_working_days(today, count) if unit == "wd" or unit.endswith("工作日") else today + timedelta(days=count)
        )
    try:
        if len(typed) == 4 and typed.isascii() and typed.isdigit():
            return _nearest(int(typed[:2]), int(typed[2:]), today)
        if found := _SHORT.fullmatch(typed):
            return _nearest(int(found[1]), int(found[2]), today)
        if found := _FULL.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Refusal("day.unreadable", text=text)


def _nearest(month: int, day: int, today: date) -> date:
    meant = date(today.year, month, day)
    if meant - today > _HALF_YEAR:
        return date(today.year - 1, month, day)
    if today - meant > _HALF_YEAR:
        return date(today.year + 1, month, day)
    return meant
