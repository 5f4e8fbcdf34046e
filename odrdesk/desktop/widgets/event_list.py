"""The latest events of the desk, one above the other; those of a case are doors to it."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint, tips
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink, Tone
from odrdesk.desktop.widgets.clickable import Clickable

ROW, GAP = 44, 2
MOST = 12


class Told(Protocol):
    """What a line needs: icon and tone, what happened, when and by whom, and the case it leads to."""

    @property
    def icon(self) -> str:
        """The icon's name."""

    @property
    def tone(self) -> Tone:
        """Its colour."""

    @property
    def what(self) -> str:
        """What happened."""

    @property
    def aside(self) -> str:
        """When and by whom."""

    @property
    def key(self) -> int | None:
        """The case, None where there is none."""


class EventList(QWidget):
    """`opened(key)` when the line of a case is pressed. As many lines show as there is room for."""

    opened = Signal(int)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._column.addStretch(1)

    def show_events(self, told: Sequence[Told]) -> None:
        """Replace what is shown."""
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [self._line(one) for one in told[:MOST]]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place, line)
        self._fit()

    def _line(self, one: Told) -> "_Line":
        line = _Line(self._look, one)
        line.hide()
        if one.key is not None:
            line.clicked.connect(lambda _on=False, key=one.key: self.opened.emit(key))
        return line

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self._look.dp(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for place, line in enumerate(self._lines):
            line.setVisible((place + 1) * (line.sizeHint().height() + GAP) <= self.height() + GAP)


class _Line(Clickable):
    def __init__(self, look: Look, told: Told) -> None:
        super().__init__(look, f"{told.what} {told.aside}")
        self._told = told
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if told.key is None:
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(120, self.look.dp(ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        told = self._told
        if told.key is not None and self.underMouse():
            paint.box(painter, rect.adjusted(-1, 0, 1, 0), 6, look.colour(Ink.HOVER))
        ink, _soft = look.tone(told.tone)
        paint.icon(painter, look, 0, look.dp(13), told.icon, ink, 16)
        left = look.dp(16) + 10
        first = QRectF(left, look.dp(2), rect.width() - left, look.dp(21))
        drawn = paint.words(painter, look, first, told.what)
        self.setToolTip(tips.plain(told.what) if drawn < look.width(told.what, 13) - 1 else "")
        second = QRectF(left, look.dp(22), rect.width() - left, look.dp(19))
        paint.words(painter, look, second, told.aside, px=12, ink=Ink.TEXT3)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 6)
