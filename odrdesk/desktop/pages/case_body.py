"""The body of the case page: what stands above the tabs, a scrolling column for each tab, the column at the side."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
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

    def turn_to(self, number: str) -> None:
        """Another case is shown now: where one was in it the last time, else at its beginning."""
        if self._number:
            self._places.pop(self._number, None)
            self._places[self._number] = self.tabs.current, self._scrolled()
            while len(self._places) > REMEMBERED:
                del self._places[next(iter(self._places))]
        self._number = number
        key, places = self._places.get(number, (next(iter(self.columns)), {}))
        self.choose(key)
        self._scroll_to(places)
        if places:
            # What is taller than the last case knows its height only after the layout has run.
            QTimer.singleShot(0, self, lambda: self._scroll_to(places) if self._number == number else None)

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
