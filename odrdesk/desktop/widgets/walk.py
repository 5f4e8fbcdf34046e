"""A walk over the window: everything is dimmed but one place, and a plate beside it says what it is for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.tour_stops import Stop
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.text import _, spoken

WIDE = 340
_ROUND, _GAP, _EDGE = 6, 14, 16
"""Room left around the place, between it and the plate, and between the plate and the window's edge."""
_FORWARD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Space)
_BACKWARD = (Qt.Key.Key_Left, Qt.Key.Key_Backspace)

Find = Callable[[str], QWidget | None]
"""Gives the widget an anchor stands for, None while it is not in view."""


class WalkOver(Overlay):
    """Enter or → goes on, ← back, Esc ends. A stop whose place is not in view is passed over."""

    def __init__(self, look: Look, window: QWidget, title: str, stops: Sequence[Stop], find: Find) -> None:
        super().__init__(look, window, title)
        self._find = find
        self._stops = [stop for stop in stops if self._place_of(stop) is not None]
        self._at = 0
        self.heading = Label("", 15, bold=True, wrap=True)
        self.words = Label("", 13, Ink.TEXT2, wrap=True)
        self.number = Label("", 12, Ink.TEXT3)
        self.back = Button(look, _("上一处"), kind=Kind.GHOST, height=30, hint=_("上一处 ←"))
        self.on = Button(look, _("下一处"), kind=Kind.PRIMARY, height=30, hint=_("下一处 Enter"))
        self.end = Button(look, icon="x", kind=Kind.GHOST, height=28, icon_size=16, name=_("结束"), hint=_("结束 Esc"))
        self._arrange()
        self.back.clicked.connect(lambda: self._go(-1))
        self.on.clicked.connect(lambda: self._go(1))
        self.end.clicked.connect(self.close_over)
        look.changed.connect(self._show)
        self._show()

    @property
    def stop(self) -> Stop | None:
        """Where the walk is."""
        return self._stops[self._at] if self._stops else None

    @property
    def lit(self) -> QRect:
        """The part of the window that is not dimmed; empty where the place went away."""
        widget = self._place_of(self.stop) if self.stop else None
        if widget is None:
            return QRect()
        corner = widget.mapTo(self._window, QPoint(0, 0))
        around = QRect(corner, widget.size()).adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)
        return around.intersected(self.rect().adjusted(2, 2, -2, -2))

    def place(self) -> None:
        """Beside what is lit: to its right, below, left or above, where the plate has room; else within it."""
        high = self._measure()
        size, lit, room = QSize(self.plate.width(), high), self.lit, self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        corners = (
            QPoint(lit.right() + _GAP, lit.top()),
            QPoint(lit.left(), lit.bottom() + _GAP),
            QPoint(lit.left() - _GAP - size.width(), lit.top()),
            QPoint(lit.left(), lit.top() - _GAP - size.height()),
        )
        for corner in corners:
            plate = _pushed(QRect(corner, size), room)
            if not plate.intersects(lit):
                self.plate.setGeometry(plate)
                return
        inside = QRect(QPoint(lit.right() - size.width() - _GAP, lit.bottom() - size.height() - _GAP), size)
        self.plate.setGeometry(_pushed(inside, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Forward, backward, or the end."""
        if event.key() in _FORWARD:
            self._go(1)
            event.accept()
        elif event.key() in _BACKWARD:
            self._go(-1)
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dimmed window with one place left as it is, ringed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path, lit = QPainterPath(), QRectF(self.lit)
        path.addRect(QRectF(self.rect()))
        if not lit.isEmpty():
            path.addRoundedRect(lit, 10, 10)
        path.setFillRule(Qt.FillRule.OddEvenFill)
        painter.fillPath(path, self.look.colour(Ink.SCRIM))
        if not lit.isEmpty():
            painter.setPen(QPen(self.look.colour(Ink.FOCUS), 2))
            painter.drawRoundedRect(lit, 10, 10)

    def _place_of(self, stop: Stop) -> QWidget | None:
        widget = self._find(stop.at)
        return widget if widget is not None and widget.isVisible() else None

    def _go(self, by: int) -> None:
        if self._at + by >= len(self._stops):
            self.close_over()
            return
        self._at = max(0, self._at + by)
        self._show()

    def _show(self) -> None:
        stop = self.stop
        if stop is None:
            return
        self.heading.setText(spoken(stop.title))
        self.words.setText(spoken(stop.words))
        self.number.setText(f"{self._at + 1} / {len(self._stops)}")
        self.back.setEnabled(self._at > 0)
        self.on.relabel(_("结束") if self._at == len(self._stops) - 1 else _("下一处"))
        if self.isVisible():
            self.place()
            self.update()
            announce(self, f"{self.heading.text()} {self.words.text()}")

    def _measure(self) -> int:
        wide, layout = min(self.look.dp(WIDE), self.width() - 2 * _EDGE), self.plate.layout()
        self.plate.setFixedWidth(wide)
        if layout is None:
            return self.plate.height()
        layout.activate()
        return layout.totalHeightForWidth(wide)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.end)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.number)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        column = QVBoxLayout(self.plate)
        column.setContentsMargins(18, 12, 12, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)


def _pushed(rect: QRect, room: QRect) -> QRect:
    """The rectangle moved into the room."""
    moved = QRect(rect)
    moved.moveRight(min(moved.right(), room.right()))
    moved.moveBottom(min(moved.bottom(), room.bottom()))
    moved.moveLeft(max(moved.left(), room.left()))
    moved.moveTop(max(moved.top(), room.top()))
    return moved
