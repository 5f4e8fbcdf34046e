"""How many cases came in each of the last months: one bar a month, the present one strong."""

from collections.abc import Sequence
from datetime import date

from odrdesk.desktop.models.numbers import Numbers
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.columns import Column, Columns
from odrdesk.text import _, ngettext

_HIGH = 96


class MonthBars(Columns):
    """`chosen(date)`, the first day of a month, when its bar is pressed; the name says what is counted."""

    def __init__(self, look: Look, name: str = "") -> None:
        super().__init__(look, name, high=_HIGH)
        self._months: tuple[tuple[date, int], ...] = ()

    def show_months(self, months: Sequence[tuple[date, int]]) -> None:
        """Draw these months, given by their first days."""
        self._months = tuple(months)
        last = len(months) - 1
        self.setAccessibleDescription(" ".join(f"{day:%Y-%m} {count}" for day, count in months))
        self.show_columns([self._column(day, count, strong=place == last) for place, (day, count) in enumerate(months)])

    def numbers(self) -> Numbers:
        """Month, count."""
        rows = tuple((f"{day:%Y-%m}", f"{count:,}") for day, count in self._months)
        return Numbers((_("月份"), _("件数")), rows, tuple(day for day, _count in self._months))

    @staticmethod
    def _column(day: date, count: int, *, strong: bool) -> Column:
        told = ngettext("{n} 件", "{n} 件", count).format(n=f"{count:,}")
        foot = f"{day.month}" if day.month > 1 else f"{day:%y}/1"
        return Column(day, foot, f"{day:%Y-%m}", count, told, Ink.CHART1 if strong else Ink.CHART2, strong)
