"""A field that holds a key: pressed, it takes the next one; it shows the caps meanwhile."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from odrdesk.desktop import paint
from odrdesk.desktop.keymap import pressed
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.key_cap import caps_of
from odrdesk.text import _

WIDTH = 196


class KeyButton(Clickable):
    """`typed(keys)` with the key pressed while it listens, empty for Backspace: none. Esc listens no more."""

    typed = Signal(str)

    def __init__(self, look: Look, words: str, keys: str) -> None:
        super().__init__(look, words)
        self._words, self._keys, self.listening = words, "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.clicked.connect(lambda: self._listen(on=True))
        self.show_keys(keys)

    def show_keys(self, keys: str) -> None:
        """The key it holds."""
        self._keys = keys
        self.setAccessibleName(_("{words}：{keys}").format(words=self._words, keys=keys or _("没有快捷键")))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While it listens, no shortcut and no Tab takes a key from it."""
        if watched is self and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self._hear(event)
            return True
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere wants no other key."""
        self._listen(on=False)
        super().focusOutEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the longest key and for the words that ask for one."""
        return QSize(self.look.dp(WIDTH), self.look.dp(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """An edge as a field has, the caps, or what is awaited."""
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        edge = Ink.FOCUS if self.listening else Ink.BORDER_STRONG if self.underMouse() else Ink.BORDER
        paint.box(painter, rect, 7, look.colour(Ink.SURFACE), look.colour(edge))
        room = rect.adjusted(10, 0, -10, 0)
        if self.listening:
            paint.words(painter, look, room, _("请按下新的键…"), px=13, ink=Ink.ACCENT_TEXT)
        elif not self._keys:
            paint.words(painter, look, room, _("没有快捷键"), px=12, ink=Ink.TEXT3)
        else:
            x = room.x()
            for cap in caps_of(self._keys):
                x += paint.cap(painter, look, x, rect.center().y(), cap) + 7
        if self.listening or (self.ringed and self.hasFocus()):
            paint.ring(painter, look, rect, 7)

    def _hear(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self._listen(on=False)
            return
        keys = "" if event.key() == Qt.Key.Key_Backspace and not event.modifiers() else pressed(event)
        if keys or event.key() == Qt.Key.Key_Backspace:
            self._listen(on=False)
            self.typed.emit(keys)

    def _listen(self, *, on: bool) -> None:
        if on != self.listening:
            self.listening = on
            (self.installEventFilter if on else self.removeEventFilter)(self)
            said = _("{words}：请按下新的键，Backspace 不设，Esc 放弃").format(words=self._words)
            if on:
                self.setAccessibleName(said)
            else:
                self.show_keys(self._keys)
            self.update()
