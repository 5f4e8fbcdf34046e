"""What all charts share: marks that are buttons, one stop for Tab, arrows from mark to mark, the numbers as a table.

A mark is a widget of its own, so that a screen reader finds each bar and point with its name and value.
"""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import paint, tips
from odrdesk.desktop.models.numbers import Numbers
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.text import Language, _, language

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_WAN, _MYRIADS = 10_000, 100_000
_SHORT_FROM = 10_000


class Mark(Clickable):
    """One bar or point: what it is, its value, and what it leads to. `drawn` is where it was painted last."""

    def __init__(self, look: Look, key: Hashable, words: str, told: str) -> None:
        super().__init__(look, " ".join(part for part in (words, told) if part))
        self.key = key
        self.drawn = QRectF()
        self.setToolTip(tips.plain(self.accessibleName()))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def hot(self) -> bool:
        """Whether the mouse or the keyboard is on it."""
        return self.underMouse() or self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It is where Tab comes back to."""
        super().focusInEvent(event)
        chart = self.parent()
        if isinstance(chart, Chart):
            chart.arrive(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What stood at it goes."""
        super().focusOutEvent(event)
        chart = self.parent()
        if isinstance(chart, Chart):
            chart.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go to another mark; Enter and Space press."""
        chart = self.parent()
        if isinstance(chart, Chart) and chart.walk(self, event.key()):
            event.accept()
            return
        super().keyPressEvent(event)

    def ring(self, painter: QPainter, rect: QRectF, radius: float = 5) -> None:
        """The ring of the keyboard."""
        if self.ringed and self.hasFocus():
            paint.ring(painter, self.look, rect, radius)


class Chart(QWidget):
    """`chosen(key)` when a mark is pressed."""

    chosen = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.marks: list[Mark] = []
        self.setAccessibleName(name)
        look.changed.connect(self._relook)

    @property
    def current(self) -> Mark | None:
        """The mark Tab comes to."""
        tabbed = Qt.FocusPolicy.StrongFocus
        return next((one for one in self.marks if one.focusPolicy() == tabbed), None)

    def numbers(self) -> Numbers:
        """The same numbers as a table."""
        return Numbers((), (), ())

    def put(self, marks: Sequence[Mark]) -> None:
        """Take these marks in place of the old; the one that had the focus keeps it by its key."""
        held = next((one.key for one in self.marks if one.hasFocus()), None)
        before = self.current.key if self.current else None
        for old in self.marks:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.marks = list(marks)
        for one in self.marks:
            one.setParent(self)
            one.clicked.connect(lambda _on=False, key=one.key: self.chosen.emit(key))
        first = next((one for one in self.marks if one.key == before), self.marks[0] if self.marks else None)
        if first is not None:
            first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for one in self.marks:
            one.show()
            if held is not None and one.key == held:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def arrive(self, mark: Mark) -> None:
        """Only the mark one was on last is a stop of Tab: ten bars are not ten stops."""
        for one in self.marks:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is mark else Qt.FocusPolicy.ClickFocus)
        self.update()

    def walk(self, mark: Mark, key: int) -> bool:
        """Go where a key leads from a mark; whether it is such a key."""
        shown = [one for one in self.marks if not one.isHidden()]
        place = shown.index(mark)
        if key in _BACK:
            place -= 1
        elif key in _ON:
            place += 1
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            place = 0 if key == Qt.Key.Key_Home else len(shown) - 1
        else:
            return False
        shown[max(0, min(place, len(shown) - 1))].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()


def count_words(count: int) -> str:
    """A count for a narrow place: `9,999`, `1.2万`, `1000万`; in English `12k`, `10M`."""
    if abs(count) < _SHORT_FROM:
        return f"{count:,}"
    if language() is Language.ZH_CN:
        wan = f"{count / _WAN:.1f}" if abs(count) < _MYRIADS else f"{count / _WAN:.0f}"
        return _("{wan}万").format(wan=wan.removesuffix(".0"))
    size, unit = (1_000_000, "M") if abs(count) >= 999_500 else (1_000, "k")
    return f"{count / size:.0f}{unit}"


def fitting(look: Look, count: int, room: float, px: int = 11) -> str:
    """A count as it fits the room: in full, short, or not at all, since half a number is a wrong one."""
    metrics = QFontMetricsF(look.font(px, bold=True))
    written = (f"{count:,}", count_words(count))
    return next((one for one in written if metrics.horizontalAdvance(one) <= room), "")


def grid_lines(painter: QPainter, look: Look, area: QRectF, lines: int) -> list[float]:
    """The hairlines of a grid and where they lie, the lowest first."""
    ys = [area.bottom() - area.height() * place / lines for place in range(lines + 1)]
    painter.setPen(look.colour(Ink.BORDER))
    for y in ys:
        painter.drawLine(round(area.left()), round(y), round(area.right()), round(y))
    return ys


def step_of(most: int, lines: int) -> int:
    """How far apart a grid's lines are: 1, 2, 2.5 or 5 times a power of ten, so that the highest lies under the top."""
    power = 1
    while True:
        for factor in (10, 20, 25, 50):
            step = factor * power // 10
            if factor * power % 10 == 0 and step * lines >= most:
                return step
        power *= 10
