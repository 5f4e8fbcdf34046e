"""常用语 while one types: `::` opens a list under the cursor, letters narrow it, Enter puts the phrase in.

The focus stays in the field, so the input method goes on working there; the list only looks at what was committed.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from pypinyin import Style, lazy_pinyin
from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from odrdesk.desktop import paint
from odrdesk.desktop.theme import Look, announce
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.card import rule
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.label import Label
from odrdesk.text import _, ngettext

WIDTH, ROW, ROWS, PREVIEW = 440, 32, 6, 62
SHOWN = 110
"""So many characters of a phrase are shown before it is put in."""
MARKS = ("::", "：：", "：:", ":：")

PREVIOUS, FOLLOWING = (Qt.Key.Key_Up,), (Qt.Key.Key_Down,)
TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
KEYS = frozenset((*PREVIOUS, *FOLLOWING, *TAKES, Qt.Key.Key_Escape, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))


class Said(Protocol):
    """A phrase, as `services.phrases` gives it."""

    @property
    def title(self) -> str:
        """What it is found by."""

    @property
    def text(self) -> str:
        """What is put in, with its places to fill."""

    @property
    def team(self) -> bool:
        """Whether it is the team's."""


class Ready(Protocol):
    """A phrase filled from the case."""

    @property
    def text(self) -> str:
        """What is put in."""

    @property
    def gaps(self) -> Sequence[tuple[int, int]]:
        """The places that are still to be filled."""


class PhraseBook(QObject):
    """The phrases of one window. `fill` fills one for the field it goes into."""

    def __init__(self, look: Look, window: QWidget, fill: Callable[[QWidget, str], Ready]) -> None:
        super().__init__(window)
        self.look, self.window, self.fill = look, window, fill
        self.phrases: Sequence[Said] = ()

    def offered(self, sought: str) -> list[Said]:
        """Those meant by what was typed, in their order: by their name, its pinyin or its initials."""
        return [one for one in self.phrases if meant(one.title, sought)]

    def open(self, field: QPlainTextEdit) -> "PhrasePopup | None":
        """Offer phrases at the cursor of a field, after the mark that stands there; None where there are none."""
        return PhrasePopup(self, field) if self.phrases else None


class PhrasePopup(QFrame):
    """The list under the cursor. `gone` when it went, whatever was chosen."""

    gone = Signal()

    def __init__(self, book: PhraseBook, field: QPlainTextEdit) -> None:
        super().__init__(field.window())
        self._book, self._field = book, field
        cursor = field.textCursor()
        self._anchor = cursor.position()
        self._block = cursor.blockNumber()
        self._found: list[Said] = []
        self._at = self._top = 0
        self.rows = [_Row(book.look, self._pick) for _place in range(ROWS)]
        self.preview = Label("", 12, Ink.TEXT2, wrap=True)
        self._arrange()
        self._narrow("")
        self.show()
        self.raise_()
        count = len(self._found)
        announce(field, ngettext("{n} 条常用语", "{n} 条常用语", count).format(n=count))

    @property
    def current(self) -> Said | None:
        """The phrase that Enter would put in."""
        return self._found[self._at] if self._found else None

    def follow(self) -> None:
        """The text or the cursor changed: narrow the list, or go where it makes no sense any more."""
        cursor = self._field.textCursor()
        sought = self._sought(cursor)
        if sought is None:
            self.leave()
            return
        self._narrow(sought)
        if not self._found:
            self.leave()

    def press(self, key: int) -> None:
        """One of its keys."""
        page = {Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}.get(Qt.Key(key), 0)
        if key in PREVIOUS or key in FOLLOWING or page:
            self._move(page or (1 if key in FOLLOWING else -1))
        elif key in TAKES:
            self.take()
        else:
            self.leave()

    def take(self) -> None:
        """Put the current phrase in place of the mark, as one change; the first place left open is selected."""
        phrase = self.current
        if phrase is None:
            self.leave()
            return
        ready = self._book.fill(self._field, phrase.text)
        cursor = self._field.textCursor()
        start = self._anchor - len(MARKS[0])
        self.leave()
        end = cursor.position()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(ready.text)
        if ready.gaps:
            first, last = ready.gaps[0]
            # Positions of a document count UTF-16 units, ours count characters.
            cursor.setPosition(start + _units(ready.text[:first]))
            cursor.setPosition(start + _units(ready.text[:last]), QTextCursor.MoveMode.KeepAnchor)
        self._field.setTextCursor(cursor)
        self._field.ensureCursorVisible()

    def leave(self) -> None:
        """Go; what was typed stays as it is."""
        if not self.isHidden():
            self.hide()
            self.gone.emit()
            self.deleteLater()

    def _sought(self, cursor: QTextCursor) -> str | None:
        """What was typed behind the mark; None where the cursor left it."""
        if cursor.blockNumber() != self._block or cursor.position() < self._anchor:
            return None
        if text_between(self._field, self._anchor - 2, self._anchor) not in MARKS:
            return None
        sought = text_between(self._field, self._anchor, cursor.position())
        return None if any(letter.isspace() for letter in sought) else sought

    def _narrow(self, sought: str) -> None:
        found = self._book.offered(sought)
        if found != self._found:
            self._found, self._at, self._top = found, 0, 0
        self._show()

    def _move(self, by: int) -> None:
        self._at = max(0, min(len(self._found) - 1, self._at + by))
        self._top = max(min(self._top, self._at), self._at - ROWS + 1)
        self._show()
        if self.current is not None:
            announce(self._field, self.current.title)

    def _pick(self, row: "_Row") -> None:
        self._at = self._top + self.rows.index(row)
        self.take()

    def _show(self) -> None:
        for place, row in enumerate(self.rows, self._top):
            row.setVisible(place < len(self._found))
            if place < len(self._found):
                row.say(self._found[place], current=place == self._at)
        current = self.current
        text = self._book.fill(self._field, current.text).text if current else ""
        self.preview.setText(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
        self._place()

    def _place(self) -> None:
        """Under the cursor where there is room, else above it, always inside the window."""
        look, room = self._book.look, self.window().rect()
        width = min(look.dp(WIDTH), room.width() - 16)
        high = look.dp(ROW) * min(ROWS, max(1, len(self._found))) + look.dp(PREVIEW) + 13
        cursor = self._field.cursorRect()
        corner = self._field.viewport().mapTo(self.window(), QPoint(cursor.left(), cursor.bottom() + 4))
        y = corner.y()
        if y + high > room.height() - 8:
            y = max(8, corner.y() - cursor.height() - high - 8)
        y = min(y, room.height() - high - 8)
        self.setGeometry(max(8, min(corner.x(), room.width() - width - 8)), y, width, high)

    def _arrange(self) -> None:
        self.setProperty("plate", "overlay")
        self.setAccessibleName(_("常用语"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(rule())
        self.preview.setContentsMargins(8, 6, 8, 2)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.preview.setFixedHeight(self._book.look.dp(PREVIEW))
        column.addWidget(self.preview)


class _Row(Clickable):
    def __init__(self, look: Look, pick: Callable[["_Row"], object]) -> None:
        super().__init__(look, "")
        self._said: Said | None = None
        self._current = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: pick(self))

    def say(self, said: Said, *, current: bool) -> None:
        """Show a phrase."""
        self._said, self._current = said, current
        self.setAccessibleName(said.title)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(160, self.look.dp(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Title, and whose it is."""
        said = self._said
        if said is None:
            return
        look, painter, rect = self.look, QPainter(self), QRectF(self.rect())
        if self._current or self.underMouse():
            paint.box(painter, rect, 6, look.colour(Ink.SELECTED if self._current else Ink.HOVER))
        whose = _("团队") if said.team else _("我的")
        aside = look.width(whose, 12) + 16
        paint.words(painter, look, rect.adjusted(10, 0, -aside - 8, 0), said.title, bold=self._current)
        paint.words(painter, look, rect.adjusted(0, 0, -10, 0), whose, px=12, ink=Ink.TEXT3, align=paint.RIGHT)


def meant(title: str, sought: str) -> bool:
    """Whether a name is meant: by a part of it, of its pinyin, or of their initials."""
    typed = "".join(sought.casefold().split())
    words, whole, initials = _sounds(title)
    return typed in words or (typed.isascii() and (typed in whole or typed in initials))


@lru_cache(maxsize=512)
def _sounds(title: str) -> tuple[str, str, str]:
    words = "".join(title.casefold().split())
    first = "".join(part[0] for part in title.casefold().split())
    initials = "".join(lazy_pinyin(words, style=Style.FIRST_LETTER))
    return words, "".join(lazy_pinyin(words)), f"{initials} {first}"


def text_between(field: QPlainTextEdit, start: int, end: int) -> str:
    """The text between two positions of a document, which count UTF-16 units and not characters."""
    cursor = field.textCursor()
    cursor.setPosition(max(0, start))
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
