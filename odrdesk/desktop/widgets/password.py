"""An entry for a password: dots, and an eye to see what one typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.entry import Entry
from odrdesk.text import _

_LONGEST = 400
"""More than a password may have: what is too long is refused with a word, never cut off without one."""


class PasswordEntry(Entry):
    """Hidden at first. Chinese is typed while it shows: an input method does not work on dots."""

    def __init__(self, look: Look, *, placeholder: str = "") -> None:
        super().__init__(look, placeholder=placeholder, longest=_LONGEST)
        self.eye = Button(look, icon="eye", kind=Kind.GHOST, height=26, name=_("显示密码"), parent=self)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.eye.clicked.connect(lambda: self.reveal(shown=self.echoMode() is QLineEdit.EchoMode.Password))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setTextMargins(0, 0, look.dp(30), 0)
        self.reveal(shown=False)

    def reveal(self, *, shown: bool) -> None:
        """Show what was typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.relabel("", "eye-off" if shown else "eye")
        words = _("隐藏密码") if shown else _("显示密码")
        self.eye.setAccessibleName(words)
        self.eye.setToolTip(words)

    def forget(self) -> None:
        """Empty and hidden again; nothing to undo."""
        self.setText("")
        self.reveal(shown=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The eye stays at the right end."""
        super().resizeEvent(event)
        size = self.eye.sizeHint()
        self.eye.setGeometry(
            self.width() - size.width() - 4, (self.height() - size.height()) // 2, size.width(), size.height()
        )
