"""An entry for a password: dots, an eye to see what one typed, a switch for the input method, a word on Caps Lock."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.desktop.widgets.field import Field
from odrdesk.text import _

_LONGEST = 400
"""More than a password may have: what is too long is refused with a word, never cut off without one."""
_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)
_SIDE = 26


class PasswordEntry(Entry):
    """Hidden at first, and without an input method, so that letters arrive as they are typed.

    Who has Chinese in the password presses 中: what the input method commits becomes dots too, only what is being
    composed is seen. `capital(on)` whenever a letter shows whether Caps Lock is on.
    """

    capital = Signal(bool)

    def __init__(self, look: Look, *, placeholder: str = "") -> None:
        super().__init__(look, placeholder=placeholder, longest=_LONGEST)
        self._composes = False
        self._capital = False
        self.eye = Button(look, icon="eye", kind=Kind.GHOST, height=_SIDE, name=_("显示密码"), parent=self)
        self.han = Button(look, "中", kind=Kind.GHOST, height=_SIDE, parent=self)
        self.han.setCheckable(True)
        words = _("用输入法输入中文")
        self.han.setAccessibleName(words)
        self.han.setToolTip(words)
        for button in (self.eye, self.han):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.eye.clicked.connect(lambda: self.reveal(shown=self.echoMode() is QLineEdit.EchoMode.Password))
        self.han.toggled.connect(lambda on: self.compose(on=on))
        self.reveal(shown=False)

    def reveal(self, *, shown: bool) -> None:
        """Show what was typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._tell_hints()
        self.eye.relabel("", "eye-off" if shown else "eye")
        words = _("隐藏密码") if shown else _("显示密码")
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)

    def compose(self, *, on: bool) -> None:
        """Let an input method in, or keep it out."""
        self._composes = on
        self.han.setChecked(on)
        self._tell_hints()

    def forget(self) -> None:
        """Empty and hidden again; nothing to undo."""
        self.setText("")
        self.reveal(shown=False)
        self.compose(on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A capital without Shift, or a small letter with it: Caps Lock is on."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell_capital(on=False)  # it is being turned off, or the next letter tells
        elif len(text) == 1 and text.isascii() and text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell_capital(on=text.isupper() is not shifted)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Elsewhere Caps Lock is nobody's business."""
        self._tell_capital(on=False)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stay at the right end."""
        super().resizeEvent(event)
        right = self.width() - 4
        for button in (self.eye, self.han):
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(QRect(QPoint(right, (self.height() - size.height()) // 2), size))
        self.setTextMargins(0, 0, self.width() - right - 4, 0)

    def _tell_hints(self) -> None:
        # Hidden text keeps input methods away on every platform; Qt sets that hint with the dots.
        hidden = self.echoMode() is QLineEdit.EchoMode.Password and not self._composes
        hints = _HINTS | Qt.InputMethodHint.ImhHiddenText if hidden else _HINTS
        self.setInputMethodHints(hints)

    def _tell_capital(self, *, on: bool) -> None:
        if on is not self._capital:
            self._capital = on
            self.capital.emit(on)


def mind_capitals(field: Field, entry: PasswordEntry, usual: str = "") -> None:
    """Say under the field when Caps Lock is on; `usual` are the words that stand there otherwise."""
    entry.capital.connect(lambda on: field.hint(_("大写锁定已打开") if on else usual))
