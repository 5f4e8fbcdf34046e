"""What falls due on the coming working days: one bar a day, each a button to its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from odrdesk.desktop.formats import day_short, weekday
from odrdesk.desktop.models.numbers import Numbers
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.columns import Column, Columns
from odrdesk.text import _, ngettext

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """How many cases fall due on a day."""

    day: date
    count: int


class DueBars(Columns):
    """`chosen(date)` when a bar is pressed; today is amber and called so, the next two strong, the rest pale."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _("未来工作日到期量"))
        self._bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: Sequence[Bar], today: date) -> None:
        """Draw the days given."""
        self._bars = tuple(bars)
        self.show_columns([self._column(place, bar, today) for place, bar in enumerate(bars)])

    def numbers(self) -> Numbers:
        """Day, weekday, count."""
        rows = tuple((bar.day.isoformat(), weekday(bar.day), f"{bar.count:,}") for bar in self._bars)
        return Numbers((_("日期"), _("星期"), _("到期件数")), rows, tuple(bar.day for bar in self._bars))

    def _column(self, place: int, bar: Bar, today: date) -> Column:
        now = bar.day == today
        ink = Ink.WARN_FILL if now else Ink.CHART1 if place < _NEAR else Ink.CHART2
        count = ngettext("{n} 件", "{n} 件", bar.count).format(n=f"{bar.count:,}")
        foot = _("今") if now else str(bar.day.day)
        return Column(bar.day, foot, f"{day_short(bar.day)} {weekday(bar.day)}", bar.count, count, ink, now)
