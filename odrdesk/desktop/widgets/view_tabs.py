"""Tabs with counts and an underline: saved views of a list, parts of a case."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable, stop_at_chosen

LEAST_GAP = 13
"""Words nearer to each other than this run together."""


class ViewTabs(QWidget):
    """`chosen(key)` when the person chooses, `moved(key)` when the program does; tabs are (key, words)."""

    chosen = Signal(str)
    moved = Signal(str)

    def __init__(
        self, look: Look, name: str, tabs: Sequence[tuple[str, str]], *, gap: int = 26, height: int = 40
    ) -> None:
        super().__init__()
        self.look, self._height, self._gap = look, height, gap
        self._tabs: dict[str, _Tab] = {}
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(stop_at_chosen)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        self._row.addStretch(1)
        for key, text in tabs:
            self.add(key, text)
        if tabs:
            self.choose(tabs[0][0])
        self._group.buttonClicked.connect(self._clicked)

    @property
    def current(self) -> str:
        """The chosen key, empty when there are no tabs."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def keys(self) -> list[str]:
        """The tabs' keys from the left."""
        return list(self._tabs)

    def tab(self, key: str) -> Clickable:
        """The button of a tab."""
        return self._tabs[key]

    def add(self, key: str, text: str) -> None:
        """One more tab at the right end."""
        tab = _Tab(self.look, text, self._height)
        self._tabs[key] = tab
        self._group.addButton(tab)
        stop_at_chosen(tab, tab.isChecked())
        self._row.insertWidget(self._row.count() - 1, tab)

    def remove(self, key: str) -> None:
        """Take a tab away."""
        tab = self._tabs.pop(key)
        self._group.removeButton(tab)
        self._row.removeWidget(tab)
        tab.hide()
        tab.deleteLater()

    def choose(self, key: str) -> None:
        """Choose without announcing it as a person's choice."""
        self._tabs[key].setChecked(True)
        self.moved.emit(key)

    def count(self, key: str, number: int | None) -> None:
        """The number beside a tab's words; None for none."""
        self._tabs[key].count(number)

    def fit(self, room: int) -> int:
        """Stand closer where that brings all of them into so many pixels; the width they need."""
        tabs = sum(tab.sizeHint().width() for tab in self._tabs.values())
        between = max(0, len(self._tabs) - 1)
        gap = next((gap for gap in range(self._gap, LEAST_GAP, -1) if tabs + between * gap <= room), self._gap)
        if gap != self._row.spacing():
            self._row.setSpacing(gap)
        return tabs + between * gap

    def sizeHint(self) -> QSize:
        """Full width, one row."""
        return QSize(self._row.sizeHint().width(), self.look.dp(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line the tabs stand on."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self.look.colour(Ink.BORDER))

    def _clicked(self, tab: "_Tab") -> None:
        self.chosen.emit(next(key for key, known in self._tabs.items() if known is tab))


class _Tab(Clickable):
    def __init__(self, look: Look, text: str, height: int) -> None:
        super().__init__(look, text)
        self._height, self._count = height, ""
        self.setText(text)
        self.setCheckable(True)

    def count(self, number: int | None) -> None:
        self._count = "" if number is None else f"{number:,}"
        self.setAccessibleName(f"{self.text()} {self._count}".rstrip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self.look
        width = look.width(self.text(), 14, bold=True)
        if self._count:
            width += 6 + look.width(self._count, 12)
        return QSize(round(width) + 2, look.dp(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, on = self.look, QPainter(self), self.isChecked()
        rect = QRectF(self.rect()).adjusted(0, 0, 0, -2)
        ink = Ink.TEXT if on or self.underMouse() else Ink.TEXT2
        width = paint.words(painter, look, rect, self.text(), px=14, ink=ink, bold=on)
        if self._count:
            room = rect.adjusted(width + 6, 1, 0, 0)
            paint.words(painter, look, room, self._count, px=12, ink=Ink.ACCENT_TEXT if on else Ink.TEXT3)
        if on:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), look.colour(Ink.ACCENT))
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, QRectF(self.rect()), 6)
