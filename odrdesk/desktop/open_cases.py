"""The cases a clerk has open: each once, walked with Ctrl+Tab, closed with Ctrl+W, there again at the next start.

Closing loses nothing: what is typed is a draft, and comes back with the case.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from odrdesk.desktop import placing
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.models.columns import CaseRow, case_row
from odrdesk.desktop.widgets.open_list import OpenCase
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import Listing
from odrdesk.services import drafts, lists
from odrdesk.services.desk import Changes, Desk

MOST = 20
"""More than that are no longer open but lost; the one not looked at for longest goes."""


class OpenCases(QObject):
    """`changed` when one came, went, or another is in view; `known(key)` with the key of a case that was opened."""

    changed = Signal()
    known = Signal(int)

    def __init__(
        self,
        window: Window,
        work: Work,
        hub: Hub,
        *,
        desk: Desk,
        show: Callable[[str], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._work, self._desk, self._show, self._leave = window, work, desk, show, leave
        self._place = f"open/{placing.seat(desk)}"
        self.cases: list[OpenCase] = []
        self._seen: list[str] = []
        self.current = ""
        registry, rail = window.registry, window.rail.open
        registry.handle("next_open", lambda: self.walk(1))
        registry.handle("previous_open", lambda: self.walk(-1))
        registry.handle("close_case", self.close_current)
        rail.chosen.connect(show)
        rail.closed.connect(self.close)
        self.changed.connect(self._tell)
        window.showed.connect(self._showed)
        hub.changed.connect(self._heard)
        self._restore()

    def opened(self, number: str) -> None:
        """A case was opened: it is in view, and in the list once."""
        self.current = number
        if number not in self._numbers():
            self.cases.append(OpenCase(0, number))
        self._touch(number)
        self._read([number])

    def moved(self, number: str) -> None:
        """The list beside the case walked on: this case takes the place of the one before, unless that has text."""
        before = next((one for one in self.cases if one.number == self.current), None)
        if before is not None and not before.typed and number not in self._numbers():
            self.cases[self.cases.index(before)] = OpenCase(0, number)
        self.opened(number)

    def walk(self, by: int) -> None:
        """To the next open case, round and round; from elsewhere back to the one seen last."""
        numbers = self._numbers()
        if not numbers:
            return
        if self._window.current != "case" or self.current not in numbers:
            self._show(self._seen[-1] if self._seen and self._seen[-1] in numbers else numbers[-1])
            return
        self._show(numbers[(numbers.index(self.current) + by) % len(numbers)])

    def close_current(self) -> None:
        """Close the case in view; its neighbour comes into view, the page before where it was the last."""
        if self.current:
            self.close(self.current)

    def close(self, number: str) -> None:
        """Close a case: it goes from the list, and from view."""
        numbers = self._numbers()
        if number not in numbers:
            self._leave()
            return
        place = numbers.index(number)
        in_view = number == self.current and self._window.current == "case"
        del self.cases[place]
        self._seen = [one for one in self._seen if one != number]
        self._keep()
        if in_view:
            left = self._numbers()
            self.current = ""
            if left:
                self._show(left[min(place, len(left) - 1)])
            else:
                self._leave()
        self.changed.emit()

    def _numbers(self) -> list[str]:
        return [one.number for one in self.cases]

    def _touch(self, number: str) -> None:
        self._seen = [*(one for one in self._seen if one != number), number]
        while len(self.cases) > MOST:
            idle = next((one for one in self._order() if not one.typed), self.cases[0])
            self.cases.remove(idle)
        self._keep()
        self.changed.emit()

    def _order(self) -> Iterable[OpenCase]:
        rank = {number: place for place, number in enumerate(self._seen)}
        return sorted(self.cases, key=lambda one: rank.get(one.number, -1))

    def _read(self, numbers: Iterable[str]) -> None:
        """How they are named, and which have drafts."""
        wanted, desk = list(numbers), self._desk
        self._work.read(lambda: (_rows(desk, wanted), _typed(desk)), owner=self, done=lambda found: self._name(*found))

    def _name(self, rows: list[CaseRow], typed: frozenset[str]) -> None:
        named = {row.number: row for row in rows}
        for place, one in enumerate(self.cases):
            row, dotted = named.get(one.number), one.number in typed
            if row is not None:
                self.cases[place] = OpenCase(row.key, row.number, row.consumer, row.title, dotted)
            else:
                self.cases[place] = replace(one, typed=dotted)
        self._keep()
        self.changed.emit()
        if self.current in named:
            self.known.emit(named[self.current].key)

    def _heard(self, changes: Changes) -> None:
        if changes.drafts or {one.key for one in self.cases} & set(changes.disputes):
            self._read(self._numbers())

    def _showed(self, key: str) -> None:
        del key
        self._tell()

    def _tell(self) -> None:
        here = self._window.current == "case"
        self._window.rail.open.show_cases(self.cases, self.current if here else "")
        for key in ("next_open", "previous_open"):
            self._window.registry.set_open(key, may=len(self.cases) > 1 or bool(self.cases and not here))

    def _keep(self) -> None:
        self._window.settings.setValue(self._place, ",".join(str(one.key) for one in self.cases if one.key))

    def _restore(self) -> None:
        kept = str(self._window.settings.value(self._place, ""))
        keys = [int(part) for part in kept.split(",") if part.isascii() and part.isdigit()][:MOST]
        if not keys:
            self._tell()
            return

        def back(found: tuple[list[CaseRow], frozenset[str]]) -> None:
            rows, typed = found
            known = self._numbers()
            again = [
                OpenCase(row.key, row.number, row.consumer, row.title, row.number in typed)
                for row in rows
                if row.number not in known
            ]
            self.cases[:0] = again
            self._seen[:0] = [one.number for one in again]
            self.changed.emit()

        desk = self._desk
        self._work.read(
            lambda: ([case_row(one) for one in lists.rows(desk, keys)], _typed(desk)), owner=self, done=back
        )


def _rows(desk: Desk, numbers: list[str]) -> list[CaseRow]:
    found: list[int] = []
    for number in numbers:
        found += lists.opening(desk, Listing(text=number), 4).ids
    return [row for row in map(case_row, lists.rows(desk, found)) if row.number in numbers]


def _typed(desk: Desk) -> frozenset[str]:
    """Numbers of the cases for which something typed is kept."""
    return frozenset(str(one.values[drafts.CASE]) for one in drafts.kept(desk) if one.values.get(drafts.CASE))
