"""Finds cases for the palette: by what is typed, or those opened last where nothing is."""

import hashlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSettings

from odrdesk.desktop.dialogs.palette import Answer, Hit
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.models.columns import CaseRow, case_row
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import Listing, Order
from odrdesk.services import lists, merchants
from odrdesk.services.desk import Desk
from odrdesk.services.merchants import Line
from odrdesk.text import _, field_label, ngettext

MOST, RECENT, SHOWN = 8, 5, 16
MERCHANTS = 3


class Finder(QObject):
    """`open_case(number)` is called when a case is chosen. What was opened last is kept as bare keys, by desk."""

    def __init__(
        self,
        work: Work,
        desk: Desk,
        settings: QSettings,
        open_case: Callable[[str], None],
        open_merchant: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__()
        self._work, self._desk, self._settings, self._open = work, desk, settings, open_case
        self._open_merchant = open_merchant
        self._place = "recent/" + hashlib.sha256(str(desk.path).encode()).hexdigest()[:16]
        kept = str(settings.value(self._place, ""))
        self._recent = [int(part) for part in kept.split(",") if part.isascii() and part.isdigit()]

    def find(self, typed: str, answer: Answer) -> None:
        """Answer with the cases and merchants meant, in its own time."""
        self._work.read(
            lambda: (self._rows(typed), self._lines(typed)),
            owner=self,
            done=lambda found: answer([*(self._hit(row, typed) for row in found[0]), *map(self._merchant, found[1])]),
        )

    def remember(self, key: int) -> None:
        """A case was opened."""
        self._recent = [key, *(one for one in self._recent if one != key)][:RECENT]
        self._settings.setValue(self._place, ",".join(map(str, self._recent)))

    def _rows(self, typed: str) -> Sequence[CaseRow]:
        if typed:
            keys: Sequence[int] = lists.opening(self._desk, Listing(text=typed, order=Order("newest")), MOST).ids
        else:
            keys = self._recent
        return [case_row(found) for found in lists.rows(self._desk, keys)]

    def _lines(self, typed: str) -> Sequence[Line]:
        if not typed or self._open_merchant is None:
            return ()
        return merchants.lines(self._desk, merchants.ids(self._desk, typed)[:MERCHANTS])

    def _merchant(self, line: Line) -> Hit:
        key, figures = line.profile.key, line.figures
        count = ngettext("{n} 件", "{n} 件", figures.cases).format(n=f"{figures.cases:,}")
        still = _("在办 {n}").format(n=f"{figures.open:,}") if figures.open else ""
        hint = DOT.join(part for part in (line.profile.uscc or "", count, still) if part)
        name = line.profile.name if len(line.profile.name) <= SHOWN else f"{line.profile.name[:SHOWN]}…"
        act = self._open_merchant or (lambda _key: None)
        return Hit(field_label("merchants"), "store", name, hint, "", lambda: act(key))

    def _hit(self, row: CaseRow, typed: str) -> Hit:
        group = _("案件") if typed else _("最近打开")
        urgent = row.due.text if row.due.urgent else row.state
        hint = DOT.join((row.number, row.merchant, urgent))
        title = row.title if len(row.title) <= SHOWN else f"{row.title[:SHOWN]}…"
        return Hit(group, "folder-open", DOT.join((row.consumer, title)), hint, "", lambda: self._open(row.number))
