"""The navigation at the left: pages, pinned views, the desk's state, who is at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import LOGO, Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.open_list import OpenList
from odrdesk.desktop.widgets.person import Person
from odrdesk.desktop.widgets.pinned import Pinned
from odrdesk.text import _

WIDE, NARROW = 212, 60


@dataclass(frozen=True, slots=True)
class Place:
    """A page one can go to; `hot` counts are shown in red."""

    key: str
    words: str
    icon: str
    hint: str = ""
    hot: bool = False


class Rail(QWidget):
    """`chosen(key)` when a place is pressed; 212 or 60 pixels wide."""

    chosen = Signal(str)

    def __init__(self, look: Look, places: Sequence[Place], foot: Sequence[Place]) -> None:
        super().__init__()
        self._look = look
        self._items: dict[str, _Item] = {}
        self._compact = False
        self.setAccessibleName(_("导航"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 10)
        column.setSpacing(4)
        self._name, self._desk = Label(_("衡解 odrdesk"), 14, bold=True), Elided("", 12, Ink.TEXT3)
        self._saved, self._backup = Elided("", 12, Ink.TEXT2), Elided("", 12, Ink.TEXT3)
        self._mark = Glyph(look, "database", Ink.OK, 16)
        self._brand = _row(Logo(look), self._name, self._desk, left=2)
        self._state = _row(self._mark, self._saved, self._backup, left=10)
        self.person = Person(look)
        column.addWidget(self._brand)
        column.addSpacing(14)
        for place in places:
            column.addWidget(self._item(place))
        self.pinned = Pinned(look)
        column.addWidget(self.pinned)
        self.open = OpenList(look)
        column.addSpacing(6)
        column.addWidget(self.open)
        column.addStretch(1)
        column.addWidget(self._state)
        column.addSpacing(6)
        for place in foot:
            column.addWidget(self._item(place))
        column.addWidget(rule())
        column.addSpacing(4)
        self.lock = Button(look, icon="lock", kind=Kind.GHOST, height=32, name=_("锁定"))
        self.lock.clicked.connect(lambda: self.chosen.emit("lock"))
        self._foot = QHBoxLayout()
        self._foot.setSpacing(2)
        self._foot.addWidget(self.person, 1)
        self._foot.addWidget(self.lock)
        column.addLayout(self._foot)
        self.person.hide()
        self.lock.hide()
        self.set_compact(False)
        look.changed.connect(self._measure)

    @property
    def compact(self) -> bool:
        """Whether only icons show."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Icons only, or icons and words."""
        self._compact = compact
        self.setFixedWidth(NARROW if compact else self._look.dp(WIDE))
        for item in self._items.values():
            item.set_compact(compact)
        self.person.set_compact(compact)
        self.lock.setVisible(not compact and not self.person.isHidden())
        self.pinned.set_compact(compact)
        self.open.set_compact(compact)
        for part in (self._name, self._desk, self._saved, self._backup):
            part.setVisible(not compact)
        self._state.setVisible(not compact and bool(self._saved.text()))

    def go(self, key: str) -> None:
        """Mark a place as the current one."""
        for known, item in self._items.items():
            item.setChecked(known == key)

    def count(self, key: str, number: int | None) -> None:
        """The number beside a place."""
        self._items[key].count(number)

    def show_keys(self, key: str, shortcut: str) -> None:
        """The key that leads to a place."""
        self._items[key].show_keys(shortcut)

    def greet(self, desk: str, officer: str, role: str) -> None:
        """Whose desk this is and who sits at it."""
        self._desk.setText(desk)
        self.person.greet(officer, role)
        self.person.show()
        self.lock.setVisible(not self._compact)

    def tell_state(self, saved: str, backup: str, *, well: bool = True) -> None:
        """The desk's state in two short lines."""
        self._saved.setText(saved)
        self._backup.setText(backup)
        self._mark.draw("database" if well else "triangle-alert", Ink.OK if well else Ink.DANGER)
        self._state.setVisible(not self._compact and bool(saved))

    def _measure(self) -> None:
        self.set_compact(self._compact)

    def _item(self, place: Place) -> "_Item":
        item = _Item(self._look, place)
        item.clicked.connect(lambda _on=False, key=place.key: self.chosen.emit(key))
        self._items[place.key] = item
        return item


class Logo(QWidget):
    """The scales on blue."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A gradient square with the scales."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QLinearGradient(0, 0, 32, 32)
        ground.setColorAt(0, QColor(LOGO[0]))
        ground.setColorAt(1, QColor(LOGO[1]))
        painter.setBrush(ground)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.drawRoundedRect(QRectF(0, 0, 32, 32), 8, 8)
        scales = self._look.icon("scale", Ink.ON_BAR, 18, ratio=self.devicePixelRatioF(), stroke=2)
        side = scales.width() / scales.devicePixelRatio() / 2
        painter.drawPixmap(QPointF(16 - side, 16 - side), scales)


class _Item(Clickable):
    def __init__(self, look: Look, place: Place) -> None:
        super().__init__(look, place.words)
        self._place, self._count, self._compact = place, "", False
        self.setCheckable(True)
        self.setText(place.words)
        self.show_keys(place.hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def count(self, number: int | None) -> None:
        self._count = f"{number:,}" if number else ""
        said = _("{place}，{n} 件").format(place=self._place.words, n=self._count)
        self.setAccessibleName(said if self._count else self._place.words)
        self.update()

    def show_keys(self, shortcut: str) -> None:
        self.setToolTip(f"{self._place.words} {shortcut}".rstrip())

    def nextCheckState(self) -> None:
        """The rail decides what is current, not the click."""

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 if self._compact else 120, self.look.dp(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect, on = self.look, QPainter(self), QRectF(self.rect()), self.isChecked()
        if on:
            paint.box(painter, rect, 8, look.colour(Ink.NAV_SELECTED), look.colour(Ink.BORDER))
        elif self.underMouse():
            paint.box(painter, rect, 8, look.colour(Ink.NAV_HOVER))
        icon_x = (rect.width() - look.dp(18)) / 2 if self._compact else 10
        paint.icon(painter, look, icon_x, rect.center().y(), self._place.icon, Ink.ACCENT_TEXT if on else Ink.TEXT2, 18)
        if self._compact:
            self._dot(painter, rect)
        else:
            ink = Ink.TEXT if on else Ink.TEXT2
            left = look.dp(18) + 20
            paint.words(painter, look, rect.adjusted(left, 0, -40, 0), self._place.words, px=14, ink=ink, bold=on)
            self._number(painter, rect)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)

    def _dot(self, painter: QPainter, rect: QRectF) -> None:
        if self._place.hot and self._count:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(self.look.colour(Ink.DANGER_FILL))
            painter.setPen(QPen(self.look.colour(Ink.NAV), 2))
            painter.drawEllipse(QPointF(rect.right() - 11, 10), 5, 5)

    def _number(self, painter: QPainter, rect: QRectF) -> None:
        if not self._count:
            return
        look, hot = self.look, self._place.hot
        width = max(look.dp(22), look.width(self._count, 12, bold=hot) + 12)
        height = look.dp(18)
        place = QRectF(rect.right() - width - 8, rect.center().y() - height / 2, width, height)
        if hot:
            paint.box(painter, place, 9, look.colour(Ink.DANGER_SOFT))
        paint.words(
            painter, look, place, self._count, px=12, ink=Ink.DANGER if hot else Ink.TEXT3, bold=hot, align=paint.CENTRE
        )


def _row(mark: QWidget, upper: QWidget, lower: QWidget, *, left: int) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(left, 0, 0, 0)
    across.setSpacing(10)
    column = QVBoxLayout()
    column.setSpacing(0)
    for line in (upper, lower):
        # A line that may not grow would hold the other back to its own width.
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(line)
    across.addWidget(mark)
    across.addLayout(column)
    across.addStretch(1)
    return row
