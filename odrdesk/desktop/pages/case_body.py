"""The body of the case page: what stands above the tabs, a scrolling column for each tab, the column at the side."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop.forms.scroller import Filling
from odrdesk.desktop.widgets.tab_strip import TabStrip
from odrdesk.desktop.widgets.view_tabs import ViewTabs

REMEMBERED = 50
"""For so many cases it is remembered where one was in them."""


class CaseBody(QWidget):
    """`turned(key)` after another tab came into view. Each case remembers its tab and how far each was scrolled."""

    turned = Signal(str)

    def __init__(
        self, tabs: ViewTabs, top: Sequence[QWidget], columns: Mapping[str, Sequence[QWidget]], side: Sequence[QWidget]
    ) -> None:
        super().__init__()
        self.tabs = tabs
        self.columns = {key: column_of(parts) for key, parts in columns.items()}
        self.side = column_of(side)
        self._main = QStackedWidget()
        self._places: dict[str, tuple[str, dict[str, int]]] = {}
        self._number = ""
        self._arrange(top)

    def choose(self, key: str) -> None:
        """Turn to a tab."""
        self.tabs.choose(key)
        self._main.setCurrentWidget(self.columns[key])
        self.turned.emit(key)

    @property
    def inner(self) -> QStackedWidget:
        """What the tabs turn."""
        return self._main

    def turn_to(self, number: str) -> None:
        """Another case comes: to the tab one was at in it the last time, else to the first."""
        if self._number:
            self._places.pop(self._number, None)
            self._places[self._number] = self.tabs.current, self._scrolled()
            while len(self._places) > REMEMBERED:
                del self._places[next(iter(self._places))]
        self._number = number
        self.choose(self._places.get(number, (next(iter(self.columns)), {}))[0])

    def scroll_back(self) -> None:
        """Where one was in the case the last time, else to the beginning; once it stands, for its height is known."""
        self._scroll_to(self._places.get(self._number, ("", {}))[1])

    def _scrolled(self) -> dict[str, int]:
        return {key: one.verticalScrollBar().value() for key, one in self._all().items()}

    def _scroll_to(self, places: Mapping[str, int]) -> None:
        for key, one in self._all().items():
            one.verticalScrollBar().setValue(places.get(key, 0))

    def _all(self) -> dict[str, Filling]:
        return {**self.columns, "": self.side}

    def _arrange(self, parts: Sequence[QWidget]) -> None:
        self.side.calm()
        for scrolled in self.columns.values():
            self._main.addWidget(scrolled)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self._main, 1)
        across.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 10, 0)
        column.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, 10, 0)
        top.setSpacing(8)
        strip = TabStrip(self.tabs)
        for part in parts:
            top.addWidget(strip if part is self.tabs else part)
        column.addLayout(top)
        column.addLayout(across, 1)


def column_of(parts: Sequence[QWidget]) -> Filling:
    """Panels under each other, scrolling when there is no room."""
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 2, 2, 14)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return Filling(room)
