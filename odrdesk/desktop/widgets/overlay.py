"""A plate over the window: the rest is dimmed, Tab stays inside, Esc closes, focus returns."""

from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets import shadow
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.focus_ring import ring_here
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.tab_order import neighbour
from odrdesk.desktop.work import Op
from odrdesk.text import _

_BLUR, _DOWN, _DARK = 24, 12, 110
"""The shadow of the plate."""


class Enter(StrEnum):
    """Which Enter confirms: none, only with Ctrl held (Enter alone never does), or any."""

    NONE = "none"
    HELD = "held"
    ANY = "any"


class Overlay(QWidget):
    """Covers `window`; the plate holds the content. `closed` after it went, `away` after it was only put aside.

    `enter` says which Enter confirms.

    What is `topmost` stays above whatever is laid over the window later: the locked window's panel.
    """

    closed = Signal()
    away = Signal()
    topmost = False
    enter = Enter.NONE
    waiting = False
    """What it asked of a service is not answered yet: gone now, it could not say how that ended."""

    def __init__(self, look: Look, window: QWidget, name: str) -> None:
        super().__init__(window)
        self.look, self._window = look, window
        self._before = QApplication.focusWidget()
        self.plate = QFrame(self)
        self.plate.setProperty("plate", "overlay")
        self.plate.setAccessibleName(name)
        self._shaded = QRect()
        self.plate.installEventFilter(self)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)

    @property
    def holder(self) -> QWidget:
        """Where the focus stays while it is topmost: what ends beneath may ask for it, and no key may go there."""
        return self.plate

    def open(self, focus: QWidget | None = None) -> None:
        """Show it over the whole window and take the focus."""
        self.setGeometry(self._cover())
        self.place()
        self.show()
        self.raise_()
        app = QApplication.instance()
        if self.topmost and isinstance(app, QApplication):
            app.focusChanged.connect(self._hold_focus, Qt.ConnectionType.UniqueConnection)
        above = [
            one for one in self._window.findChildren(Overlay) if one.topmost and one is not self and one.isVisible()
        ]
        for one in above:
            one.raise_()
        if not above:
            (focus or self.plate).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Hide, as it is; whoever has it may open it again."""
        self.hide()
        self._give_back()
        self.away.emit()

    def close_over(self) -> None:
        """Go, and give the focus back to where it was."""
        self._window.removeEventFilter(self)
        if self.isVisible():
            self.hide()
            self._give_back()
        self.closed.emit()
        self.deleteLater()

    def place(self) -> None:
        """Put the plate in the middle; subclasses know better places."""
        self.plate.adjustSize()
        room = self.rect()
        size = self.plate.size().boundedTo(room.adjusted(40, 28, -40, -28).size())
        self.plate.setGeometry(
            (room.width() - size.width()) // 2, (room.height() - size.height()) // 2, size.width(), size.height()
        )

    def fit(self, width: int) -> None:
        """The plate at a width (pixels at 100 %), as high as its wrapped words need there, in the middle."""
        room = self.rect().adjusted(40, 28, -40, -28)
        wide, layout = min(self.look.dp(width), room.width()), self.plate.layout()
        self.plate.setFixedWidth(wide)
        if layout is None:
            return
        layout.activate()
        needed = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        high = min(needed, room.height())
        self.plate.setGeometry((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)

    def dismiss(self) -> None:
        """What Esc, the cross and a click beside the plate do; nothing while a service has not answered."""
        if not self.waiting:
            self.close_over()

    def await_answer(self, op: Op[Any], go: QAbstractButton) -> None:
        """The button rests until the service answered, and so long the dialog stays."""
        self.waiting = True
        go.setEnabled(False)
        op.at_end(self, partial(self._stop_waiting, go))

    def confirm(self) -> None:
        """What the primary button does; where there is none, nothing."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size; what comes while a topmost one stands goes beneath it."""
        if self.topmost and watched is self._window and event.type() is QEvent.Type.ChildAdded:
            QTimer.singleShot(0, self, self.raise_)
        if watched is self.plate and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._shade()
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._cover())
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc dismisses, the Enter that counts confirms; no other key reaches the window below."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._confirms(event):
            self.confirm()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the plate does nothing: what was typed is not lost by a slip."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dimmed window, and on it the shadow of the plate."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour(Ink.SCRIM))
        shadow.draw(painter, self.plate.geometry(), _BLUR, _DOWN, _DARK)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks round inside the plate. Qt asks too when it hides the plate, and then there is nowhere to go."""
        if not self.isVisible():
            return True
        here = step = QApplication.focusWidget() or self.plate
        while True:
            beside = neighbour(step, forward=forward)
            if beside is None or beside is here:
                return True
            step = beside
            takes = step.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            # The line inside a box one can type in hands the focus back to the box: it is no step at all.
            inside = isinstance(here, QComboBox) and here.isAncestorOf(step)
            if takes and not inside and step.isEnabled() and step.isVisible() and self.isAncestorOf(step):
                step.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                ring_here(self.look)
                return True

    def _shade(self) -> None:
        """The shadow goes with the plate."""
        before, self._shaded = self._shaded, shadow.room(self.plate.geometry(), _BLUR, _DOWN)
        self.update(before.united(self._shaded))

    @Slot(QWidget, QWidget)
    def _hold_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and self._window.isAncestorOf(now) and not self.isAncestorOf(now):
            self.holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_waiting(self, go: QAbstractButton) -> None:
        self.waiting = False
        go.setEnabled(True)

    def _give_back(self) -> None:
        before = self._before
        # What was done under the plate may have rebuilt the page it came from.
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirms(self, event: QKeyEvent) -> bool:
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return self.enter is Enter.ANY or (held and self.enter is Enter.HELD)

    def _cover(self) -> QRect:
        return self._window.rect()


class Dialog(Overlay):
    """An overlay with a title row, a body and a foot: status words left, buttons right, primary last."""

    def __init__(self, look: Look, window: QWidget, title: str) -> None:
        super().__init__(look, window, title)
        column = QVBoxLayout(self.plate)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(20, 14, 14, 10)
        self.head.setSpacing(14)
        self.title = Label(title, 18, bold=True)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        close = Button(look, icon="x", kind=Kind.GHOST, icon_size=18, name=_("关闭"), hint=_("关闭 Esc"))
        close.clicked.connect(self.dismiss)
        self.head.addWidget(close)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(20, 14, 20, 14)
        self.body.setSpacing(12)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(20, 10, 20, 14)
        self.foot.setSpacing(10)
        self.status = Elided("", 12, Ink.TEXT3)
        # A line that keeps to its words would leave the rest of the room between the buttons.
        self.status.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.foot.addWidget(self.status, 1)
        column.addLayout(self.head)
        column.addWidget(_hairline())
        column.addLayout(self.body, 1)
        column.addWidget(_hairline())
        column.addLayout(self.foot)

    def button(self, text: str, kind: Kind = Kind.DEFAULT, icon: str = "") -> Button:
        """One more button at the right end of the foot."""
        made = Button(self.look, text, icon, kind, height=34)
        self.foot.addWidget(made)
        return made


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("plate", "rule")
    line.setFixedHeight(1)
    return line
