"""Walks round the window, only when asked for: which there are, and what their stops stand for."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.pages.cases import CasesPage
from odrdesk.desktop.pages.today import TodayPage
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tour_stops import Walk, walks
from odrdesk.desktop.widgets.walk import WalkOver
from odrdesk.desktop.window import Window
from odrdesk.text import _, spoken


class Tours(QObject):
    """One command for each walk. A walk about a case needs one in view, and says so."""

    def __init__(self, look: Look, window: Window, today: TodayPage, cases: CasesPage, case: CasePage) -> None:
        super().__init__(window)
        self._look, self._window, self._case = look, window, case
        self._anchors = _anchors(window, today, cases, case)
        for walk in walks():
            window.registry.handle(walk.key, partial(self.begin, walk))

    def begin(self, walk: Walk) -> WalkOver | None:
        """Go to the page it is about and begin."""
        if walk.page == "case" and not self._case.number:
            self._window.toasts.say(_("先打开一件案件，再看这一段"))
            return None
        if self._window.current != walk.page:
            self._window.go(walk.page, place="cases" if walk.page == "case" else "")
        over = WalkOver(self._look, self._window, spoken(walk.title), walk.stops, self.find)
        self._window.cover(over, over.on)
        return over

    def find(self, anchor: str) -> QWidget | None:
        """What an anchor stands for now."""
        return self._anchors[anchor]()


def _anchors(
    window: Window, today: TodayPage, cases: CasesPage, case: CasePage
) -> Mapping[str, Callable[[], QWidget | None]]:
    return {
        "rail": lambda: window.rail,
        "search": lambda: window.top.search,
        "new": lambda: window.top.new,
        "bell": lambda: window.top.bell,
        "person": lambda: window.rail.person,
        "tiles": lambda: today.tiles["overdue"],
        "due": lambda: today.list,
        "ahead": lambda: today.bars,
        "views": lambda: cases.strip,
        "filters": lambda: cases.bar,
        "found": lambda: cases.search,
        "rows": lambda: cases.table,
        "primary": lambda: case.head.primary,
        "way": lambda: case.way,
        "tabs": lambda: case.tabs,
        "facts": lambda: case.facts,
        "next": lambda: case.next,
        "deadlines": lambda: case.deadlines,
    }
