"""A one-line entry that forgives full-width digits and leaves the input method alone."""

import unicodedata
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QIcon,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolButton

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.phrase_popup import KEYS, MARKS, PhraseBook, PhrasePopup, text_between
from odrdesk.services.punctuation import Offer, offers
from odrdesk.text import _, ngettext

_CLEAR = "_q_qlineeditclearaction"
"""The name Qt gives the act of its clear button."""


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
        look.changed.connect(self._dress_clear)

    def setClearButtonEnabled(self, enable: bool) -> None:
        """Qt's own button, in the house's icon and with a name."""
        super().setClearButtonEnabled(enable)
        self._dress_clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """An example that has no room stands whole in the tooltip."""
        super().resizeEvent(event)
        example = self.placeholderText()
        if example and self.toolTip() in ("", example):
            fits = self.fontMetrics().horizontalAdvance(example) <= self.width() - self._look.dp(22)
            self.setToolTip("" if fits else example)

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

    def _dress_clear(self) -> None:
        action = self.findChild(QAction, _CLEAR)
        if action is not None:
            action.setIcon(QIcon(self._look.icon("x", Ink.TEXT3, 16)))
            for button in self.findChildren(QToolButton):
                button.setAccessibleName(_("清空"))
                button.setToolTip(_("清空"))


class Paragraph(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it, as in every other field.

    Its menu offers full-width punctuation, but for a text that is `quoted` letter by letter. `::` opens the phrases.
    """

    def __init__(self, look: Look, *, lines: int = 3, placeholder: str = "", quoted: bool = False) -> None:
        super().__init__()
        self._look, self._lines, self._quoted = look, lines, quoted
        self._composing = self._committing = False
        self._length = self.document().characterCount()
        self._popup: PhrasePopup | None = None
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        look.changed.connect(self.updateGeometry)
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._moved)

    @property
    def phrases(self) -> PhrasePopup | None:
        """The list of phrases that stands under the cursor now."""
        return self._popup

    def set_lines(self, lines: int) -> None:
        """Another number of lines that stand in view."""
        self._lines = lines
        self.updateGeometry()

    def ask_phrase(self) -> None:
        """Write the mark that opens the phrases."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.insertPlainText(MARKS[0])

    def event(self, event: QEvent) -> bool:
        """While the phrases stand open their keys are theirs; what an input method composes is nobody's business."""
        if self._popup is not None and isinstance(event, QKeyEvent) and event.key() in KEYS:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                if not self._composing:
                    self._popup.press(event.key())
                return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Mind that something is being composed."""
        self._composing = bool(event.preeditString())
        self._committing = bool(event.commitString())
        super().inputMethodEvent(event)
        self._committing = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The phrases go with the focus."""
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.leave()

    def _typed(self) -> None:
        before, self._length = self._length, self.document().characterCount()
        if self._popup is not None:
            self._popup.follow()
        elif (self._committing or self._length - before in {1, 2}) and self.hasFocus() and not self.isReadOnly():
            here = self.textCursor().position()
            book = self.window().findChild(PhraseBook)
            if text_between(self, here - 2, here) in MARKS and isinstance(book, PhraseBook):
                self._popup = book.open(self)
                if self._popup is not None:
                    self._popup.gone.connect(self._phrases_gone)

    def _moved(self) -> None:
        if self._popup is not None:
            self._popup.follow()

    def _phrases_gone(self) -> None:
        self._popup = None

    def offered(self) -> tuple[Offer, ...]:
        """The half-width signs that may become full-width."""
        return () if self._quoted or self.isReadOnly() else offers(self.toPlainText())

    def take_signs(self) -> None:
        """Put them in, as one change that can be undone."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for one in reversed(self.offered()):
            cursor.setPosition(one.at)
            cursor.setPosition(one.at + one.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(one.new)
        cursor.endEditBlock()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with the punctuation where there is any to offer."""
        menu, n = self.createStandardContextMenu(), len(self.offered())
        if not self.isReadOnly() and self.window().findChild(PhraseBook) is not None:
            menu.addSeparator()
            menu.addAction(_("插入常用语 ::")).triggered.connect(self.ask_phrase)
        if n:
            menu.addSeparator()
            words = ngettext("{n} 处半角标点可改为全角", "{n} 处半角标点可改为全角", n).format(n=n)
            menu.addAction(words).triggered.connect(self.take_signs)
        menu.exec(event.globalPos())

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + self._look.dp(18))

    def minimumSizeHint(self) -> QSize:
        """Two lines at least."""
        return QSize(60, self.fontMetrics().lineSpacing() * min(2, self._lines) + self._look.dp(18))
