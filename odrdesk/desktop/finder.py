"""Finds cases for the palette: by what is typed, or those opened last where nothing is."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSettings

from odrdesk.desktop import placing
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
MERCHANTS, COMMANDS = 3, 3
_OLD_COMMANDS = "recent/commands"


class Finder(QObject):
    """`open_case(number)` is called when a case is chosen. What was opened last is kept as keys, by clerk and desk."""

    def __init__(  # noqa: PLR0917 -- made in one place
        self,
        work: Work,
        desk: Desk,
        settings: QSettings,
        open_case: Callable[[str], None],
        open_merchant: Callable[[int], None] | None = None,
        open_apart: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self._work, self._desk, self._settings, self._open = work, desk, settings, open_case
        self._open_merchant, self._apart = open_merchant, open_apart
        seat = placing.seat(desk)
        self._place, self._ran = f"recent/{seat}", f"recent_commands/{seat}"

    def find(self, typed: str, answer: Answer) -> None:
        """Answer with the cases and merchants meant, in its own time."""
        recent = self._recent
        self._work.read(
            lambda: (self._rows(typed, recent), self._lines(typed)),
            owner=self,
            done=lambda found: answer([*(self._hit(row, typed) for row in found[0]), *map(self._merchant, found[1])]),
        )

    @property
    def recent_commands(self) -> list[str]:
        """The commands run last, by key."""
        self._carry_over(_OLD_COMMANDS, self._ran)
        return [one for one in str(self._settings.value(self._ran, "")).split(",") if one]

    def remember_command(self, key: str) -> None:
        """A command was run from the palette."""
        kept = [key, *(one for one in self.recent_commands if one != key)][:COMMANDS]
        self._settings.setValue(self._ran, ",".join(kept))

    def remember(self, key: int) -> None:
        """A case was opened."""
        kept = [key, *(one for one in self._recent if one != key)][:RECENT]
        self._settings.setValue(self._place, ",".join(map(str, kept)))

    @property
    def _recent(self) -> list[int]:
        """Read when it is asked for, not before: behind the lock nobody knows yet who sits down."""
        self._carry_over("recent/" + hashlib.sha256(str(self._desk.path).encode()).hexdigest()[:16], self._place)
        kept = str(self._settings.value(self._place, ""))
        return [int(part) for part in kept.split(",") if part.isascii() and part.isdigit()]

    def _carry_over(self, old: str, place: str) -> None:
        """What was kept for everybody at this machine becomes hers who is there, once."""
        if self._settings.contains(old):
            if not self._settings.contains(place):
                self._settings.setValue(place, self._settings.value(old))
            self._settings.remove(old)

    def _rows(self, typed: str, recent: Sequence[int]) -> Sequence[CaseRow]:
        keys = recent
        if typed:
            keys = next((found for part in _parts(typed) if (found := self._ids(part))), ())
        return [case_row(found) for found in lists.rows(self._desk, keys)]

    def _lines(self, typed: str) -> Sequence[Line]:
        if not typed or self._open_merchant is None:
            return ()
        ids = next((found for part in _parts(typed) if (found := merchants.ids(self._desk, part))), ())
        return merchants.lines(self._desk, ids[:MERCHANTS])

    def _ids(self, typed: str) -> Sequence[int]:
        return lists.opening(self._desk, Listing(text=typed, order=Order("newest")), MOST).ids

    def _merchant(self, line: Line) -> Hit:
        key, figures = line.profile.key, line.figures
        count = ngettext("{n} 件", "{n} 件", figures.cases).format(n=f"{figures.cases:,}")
        still = _("在办 {n}").format(n=f"{figures.open:,}") if figures.open else ""
        hint = DOT.join(part for part in (line.profile.uscc or "", count, still) if part)
        name = line.profile.name if len(line.profile.name) <= SHOWN else f"{line.profile.name[:SHOWN]}…"
        act = self._open_merchant or (lambda _key: None)
        return Hit(field_label("merchants"), "store", name, hint, "", lambda: act(key), after=True)

    def _hit(self, row: CaseRow, typed: str) -> Hit:
        group = _("案件") if typed else _("最近打开")
        urgent = row.due.text if row.due.urgent else row.state
        hint = DOT.join((row.number, urgent, row.merchant))
        title = row.title if len(row.title) <= SHOWN else f"{row.title[:SHOWN]}…"
        words, apart = DOT.join((row.consumer, title)), self._apart
        away = None if apart is None else partial(apart, row.number)
        return Hit(group, "folder-open", words, hint, "", lambda: self._open(row.number), away)


def _parts(typed: str) -> list[str]:
    """All that was typed, then its words alone: initials and numbers first, for they name a case or a merchant."""
    words = typed.split()
    return [typed] if len(words) < 2 else [typed, *sorted(words, key=lambda one: not one.isascii())]
