"""A day and a time of day side by side: when something was received, to the minute, Asia/Shanghai."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time

from PySide6.QtCore import QDynamicPropertyChangeEvent, QEvent, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.days import AddWorkingDays
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.abreast import abreast
from odrdesk.desktop.widgets.day import DayEntry
from odrdesk.desktop.widgets.dressing import dress
from odrdesk.desktop.widgets.entry import Entry, Holds, half_width
from odrdesk.domain.errors import Refusal
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.text import _

YEARS = range(1900, 3000)
_PARTED = re.compile(r"([0-9]{1,2})[:.\u70b9\u65f6]([0-9]{0,2})\u5206?")
_JOINED = re.compile(r"([0-9]{1,2}?)([0-9]{2})?")


def read_time(text: str) -> time:
    """The time of day meant by `10:20`, `1020`, `9`, `9点20分`, full-width too. Refuses `clock.unreadable`."""
    typed = half_width(text)
    found = _PARTED.fullmatch(typed) or _JOINED.fullmatch(typed)
    if found is not None:
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Refusal("clock.unreadable", text=text)


def day_within_years(day: date | None) -> date | None:
    """The day itself; refuses (`day.unreadable`) years no complaint comes from, before 1900 and after 2999."""
    if day is not None and day.year not in YEARS:
        raise Refusal("day.unreadable", text=day.isoformat())
    return day


class TimeEntry(Entry):
    """Reads `1020`, `9:5`, `９：０５`; writes `10:20` when left."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, holds=Holds.DIGITS, placeholder=_("时:分"), longest=12)

    def read(self) -> time | None:
        """The time, None when empty; refuses `clock.unreadable`."""
        text = self.text().strip()
        return read_time(text) if text else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What can be read is written out; what cannot stays as typed."""
        try:
            clock = self.read()
        except Refusal:
            clock = None
        if clock is not None:
            self.setText(f"{clock:%H:%M}")
        super().focusOutEvent(event)


class MomentEntry(QWidget):
    """`edited` when either part changed. A day alone is its midnight; a time alone is today's."""

    edited = Signal()

    def __init__(self, look: Look, today: Callable[[], date], add_working_days: AddWorkingDays) -> None:
        super().__init__()
        self._look, self._today = look, today
        self.day = DayEntry(look, today, add_working_days)
        self.time = TimeEntry(look)
        abreast(self, self.day, self.time, gap=6)
        self.setFocusProxy(self.day)
        for part in (self.day, self.time):
            part.textChanged.connect(self.edited)
        look.changed.connect(self._measure)
        self._measure()

    def moment(self) -> datetime | None:
        """The aware moment in UTC, None when both parts are empty; refuses `day.unreadable`, `clock.unreadable`."""
        day, clock = day_within_years(self.day.day()), self.time.read()
        if day is None and clock is None:
            return None
        return datetime.combine(day or self._today(), clock or time(), SHANGHAI).astimezone(UTC)

    def show_moment(self, moment: datetime | None) -> None:
        """Write a moment as Shanghai wall time."""
        local = moment.astimezone(SHANGHAI) if moment else None
        self.day.show_day(local.date() if local else None)
        self.time.setText(f"{local:%H:%M}" if local else "")

    def setAccessibleName(self, name: str) -> None:
        """Both parts bear the name."""
        super().setAccessibleName(name)
        self.day.setAccessibleName(_("{label}：日期").format(label=name))
        self.time.setAccessibleName(_("{label}：时刻").format(label=name))

    def event(self, event: QEvent) -> bool:
        """A refused moment is framed in both parts."""
        if isinstance(event, QDynamicPropertyChangeEvent) and event.propertyName() == b"refused":
            pass_on_refused(self, self.day, self.time)
        return super().event(event)

    def _measure(self) -> None:
        self.time.setFixedWidth(self._look.dp(76))


def pass_on_refused(whole: QWidget, *parts: QWidget) -> None:
    """Frame the parts of a composite editor as the composite is framed."""
    for part in parts:
        dress(part, "refused", whole.property("refused"))
