"""固定视图: the views a person keeps in the navigation, each with its dot and its number of cases."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint, tips
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.label import Elided
from odrdesk.text import _


class Pin(NamedTuple):
    """A view in the navigation; `hint` is its key on the keyboard."""

    key: str
    words: str
    dot: Ink
    number: int | None
    hint: str = ""


class Pinned(QWidget):
    """`chosen(key)` when a view is pressed, `added` by the plus, `asked(key, place)` for a view's menu.

    `moved(key, by)` by Alt with an arrow, `dropped(key)` by Del.
    """

    chosen = Signal(str)
    added = Signal()
    asked = Signal(str, QPoint)
    moved = Signal(str, int)
    dropped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._compact = look, False
        self.items: dict[str, PinItem] = {}
        self.setAccessibleName(_("固定视图"))
        self._title = Elided(_("固定视图"), 12, Ink.TEXT3)
        self.plus = Button(look, icon="plus", kind=Kind.GHOST, height=24, icon_size=14, name=_("固定现在的视图"))
        self.plus.clicked.connect(self.added)
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 4, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.plus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 14, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self.hide()

    def show_pins(self, pins: Sequence[Pin], current: str) -> None:
        """What stands here now, and which of it is in view."""
        focused = next((key for key, item in self.items.items() if item.hasFocus()), "")
        if list(self.items) != [pin.key for pin in pins]:
            for old in self.items.values():
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.items = {}
            for pin in pins:
                item = PinItem(self._look, pin.key)
                item.clicked.connect(lambda _on=False, key=pin.key: self.chosen.emit(key))
                item.asked.connect(self.asked)
                item.moved.connect(self.moved)
                item.dropped.connect(self.dropped)
                self.items[pin.key] = item
                self._column.addWidget(item)
        for pin in pins:
            self.items[pin.key].tell(pin, on=pin.key == current)
            self.items[pin.key].set_compact(self._compact)
        if focused in self.items:
            self.items[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self.show()

    def set_compact(self, compact: bool) -> None:
        """Dots and numbers only, or words too."""
        self._compact = compact
        self._title.setVisible(not compact)
        self.plus.setVisible(not compact)
        for item in self.items.values():
            item.set_compact(compact)


class PinItem(Clickable):
    """One view: its dot, its words, its number."""

    asked = Signal(str, QPoint)
    moved = Signal(str, int)
    dropped = Signal(str)

    def __init__(self, look: Look, key: str) -> None:
        super().__init__(look, "")
        self._key, self._compact, self._on = key, False, False
        self._pin = Pin(key, "", Ink.ACCENT, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, pin: Pin, *, on: bool) -> None:
        """What it says now."""
        self._pin, self._on = pin, on
        said = pin.words if pin.number is None else _("{place}，{n} 件").format(place=pin.words, n=f"{pin.number:,}")
        self.setAccessibleName(said)
        self.setToolTip(tips.plain(f"{said} {pin.hint}".rstrip()))
        self.update()

    def set_compact(self, compact: bool) -> None:
        """The dot alone."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A low row."""
        return QSize(40 if self._compact else 120, self.look.dp(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves it, Del takes it out, the menu key asks."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self._key, way)
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(self._key)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the view."""
        self.asked.emit(self._key, event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dot, the words cut where there is no room, the number."""
        look, painter, rect, pin = self.look, QPainter(self), QRectF(self.rect()), self._pin
        if self._on:
            paint.box(painter, rect, 8, look.colour(Ink.NAV_SELECTED), look.colour(Ink.BORDER))
        elif self.underMouse():
            paint.box(painter, rect, 8, look.colour(Ink.NAV_HOVER))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(pin.dot))
        radius = look.dp(4)
        painter.drawEllipse(QPointF(rect.width() / 2 if self._compact else 18, rect.center().y()), radius, radius)
        if not self._compact:
            number = "" if pin.number is None else f"{pin.number:,}"
            room = look.width(number, 12) + 14 if number else 8
            ink = Ink.TEXT if self._on else Ink.TEXT2
            paint.words(painter, look, rect.adjusted(32, 0, -room - 4, 0), pin.words, ink=ink, bold=self._on)
            paint.words(painter, look, rect.adjusted(0, 0, -12, 0), number, px=12, ink=Ink.TEXT3, align=paint.RIGHT)
        if self.ringed and self.hasFocus():
            paint.ring(painter, look, rect, 8)
