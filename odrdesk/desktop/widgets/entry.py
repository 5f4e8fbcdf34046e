"""A one-line entry that forgives full-width digits and leaves the input method alone."""

import unicodedata
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from odrdesk.desktop.theme import Look


class Holds(StrEnum):
    """What is typed: words, or digits where the input method should offer numbers and guess nothing."""

    WORDS = "words"
    DIGITS = "digits"


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as their plain forms, ends trimmed (NFKC)."""
    return unicodedata.normalize("NFKC", text).strip()


class Entry(QLineEdit):
    """Normalises when left, never while typing: a half-composed word is nobody's business."""

    def __init__(self, look: Look, *, holds: Holds = Holds.WORDS, placeholder: str = "", longest: int = 200) -> None:
        super().__init__()
        self._look, self._holds = look, holds
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)
        if holds is Holds.DIGITS:
            self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """34 high."""
        return QSize(super().sizeHint().width(), self._look.dp(34))

    def minimumSizeHint(self) -> QSize:
        """34 high, narrow if need be."""
        return QSize(60, self._look.dp(34))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Digits typed full-width become plain."""
        if self._holds is Holds.DIGITS:
            plain = half_width(self.text())
            if plain != self.text():
                self.setText(plain)
        super().focusOutEvent(event)


class Paragraph(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it, as in every other field."""

    def __init__(self, look: Look, *, lines: int = 3, placeholder: str = "") -> None:
        super().__init__()
        self._look, self._lines = look, lines
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + self._look.dp(18))

    def minimumSizeHint(self) -> QSize:
        """Two lines at least."""
        return QSize(60, self.fontMetrics().lineSpacing() * min(2, self._lines) + self._look.dp(18))
