"""A day: typed in any usual way, written out when left."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QFocusEvent

from odrdesk.desktop.days import AddWorkingDays, read_day
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.entry import Entry, Holds
from odrdesk.domain.errors import Refusal
from odrdesk.text import _


class DayEntry(Entry):
    """Reads `1123`, `11.23`, `昨天`, `+3wd`; writes `2026-11-23` when left."""

    def __init__(self, look: Look, today: Callable[[], date], add_working_days: AddWorkingDays) -> None:
        super().__init__(look, holds=Holds.DIGITS, placeholder=_("如 1123、昨天、+3wd"), longest=20)
        self._today, self._add = today, add_working_days

    def day(self) -> date | None:
        """The day, None when empty; refuses `day.unreadable`."""
        text = self.text().strip()
        return read_day(text, self._today(), self._add) if text else None

    def show_day(self, day: date | None) -> None:
        """Write a day."""
        self.setText("" if day is None else day.isoformat())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What can be read is written out; what cannot stays as typed."""
        try:
            self.show_day(self.day())
        except Refusal:
            super().focusOutEvent(event)
            return
        super().focusOutEvent(event)
