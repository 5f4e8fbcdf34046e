"""The dark bar over a list: how many are ticked, and what can be done with all of them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.text import _

_ABOVE, _HIGH = 24, 44


class BulkBar(QFrame):
    """Lies over the lower edge of `room`; hidden while nothing is ticked."""

    def __init__(self, look: Look, room: QWidget, clear: Callable[[], None]) -> None:
        super().__init__(room)
        self._look, self._room = look, room
        self.setProperty("plate", "dark")
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(QPointF(0, 6))
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self.count, self.more = Label("", 13, Ink.ON_BAR, bold=True), Label("", 12, Ink.BAR_TEXT2)
        self.buttons: dict[str, Button] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 8, 6)
        self._row.setSpacing(4)
        self._row.addWidget(self.count)
        self._row.addSpacing(4)
        self._row.addWidget(self.more)
        self._row.addSpacing(8)
        self.drop = Button(look, icon="x", kind=Kind.ON_BAR, name=_("取消勾选"), hint=_("取消勾选 Esc"))
        self.drop.clicked.connect(clear)
        self._row.addWidget(self.drop)
        room.installEventFilter(self)
        look.changed.connect(self._place)
        self.hide()

    def offer(self, key: str, words: str, icon: str, act: Callable[[], object]) -> Button:
        """One more thing to do with all of them."""
        button = Button(self._look, words, icon, Kind.ON_BAR)
        button.clicked.connect(lambda _on=False: act())
        self.buttons[key] = button
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def say(self, words: str, more: str = "") -> None:
        """Show it with these words; without words it goes."""
        if words and not self.isVisibleTo(self._room):
            announce(self, words)
        self.count.setText(words)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.setVisible(bool(words))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the lower edge."""
        if watched is self._room and event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.ensurePolished()
        wide = min(self.sizeHint().width(), self._room.width() - 24)
        high = self._look.dp(_HIGH)
        self.setGeometry((self._room.width() - wide) // 2, self._room.height() - high - _ABOVE, wide, high)
        self.raise_()
