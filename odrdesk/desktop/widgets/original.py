"""A text as it was received, with tinted pieces that mean something; always plain, whatever was on the clipboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.text import _

LINE_PERCENT = 165.0
_WIDE = 0xFFFF
"""Above it a character is two units of the text control."""


class Piece(NamedTuple):
    """A piece of the text, in characters: what it is called here, and the inks it stands in."""

    key: str
    start: int
    end: int
    ink: Ink
    ground: Ink


@dataclass(frozen=True)
class _Places:
    """Characters to the units of the text control and back; the same where the text has none above U+FFFF."""

    wide: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Places":
        return cls(tuple(at for at, letter in enumerate(text) if ord(letter) > _WIDE))

    def unit(self, at: int) -> int:
        return at + sum(1 for wide in self.wide if wide < at) if self.wide else at

    def letter(self, unit: int) -> int:
        if not self.wide:
            return unit
        at = unit
        for passed, wide in enumerate(self.wide):
            if wide + passed >= unit:
                break
            at = unit - passed - 1
        return at


class Original(QTextEdit):
    """`pieced(key, place)` when a piece is pressed or its menu asked for; `chosen(start, end, place)` for a selection.

    `brought(files)`: pictures (bytes) and files (paths) that were pasted or dropped. `replaced` after a paste.
    """

    pieced = Signal(str, QPoint)
    chosen = Signal(int, int, QPoint)
    brought = Signal(list)
    replaced = Signal()
    hovered = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._pieces: Sequence[Piece] = ()
        self._lit = ""
        self._under = ""
        self._hint = ""
        self._places = _Places(())
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setProperty("plate", "original")
        self.setAccessibleName(_("原文"))
        look.changed.connect(self._tint)

    @property
    def words(self) -> str:
        """The text."""
        return self.toPlainText()

    def say(self, text: str) -> None:
        """Another text."""
        self.setPlainText(text)
        self._spread()

    def say_hint(self, text: str) -> None:
        """What stands in it while it is empty, over as many lines as it takes."""
        self._hint = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, or its hint: Qt's own placeholder is one line high."""
        super().paintEvent(event)
        composed = self.document().firstBlock().layout().preeditAreaText()
        if not self._hint or composed or not self.document().isEmpty():
            return
        painter, air = QPainter(self.viewport()), round(self.document().documentMargin())
        painter.setFont(self.font())
        painter.setPen(self._colour(Ink.TEXT3))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect().adjusted(air, air, -air, -air), flags, self._hint)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Tint these; their places are those of the present text."""
        # The longest first: a shorter piece within another is painted over it, and found before it.
        self._pieces = tuple(sorted(pieces, key=lambda one: one.start - one.end))
        self._places = _Places.of(self.words)
        self._tint()

    def light(self, key: str) -> None:
        """Bring out one piece, and into view; empty none."""
        if key == self._lit:
            return
        self._lit = key
        self._tint()
        piece = next((one for one in self._pieces if one.key == key), None)
        if piece and not self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(self._places.unit(piece.start))
            self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, pictures and files."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Files and pictures are handed on; of everything else the plain text is taken."""
        files: list[object] = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if not files and source.hasImage() and not source.hasText():
            files = [content] if (content := _png(source.imageData())) else []
        if files:
            self.brought.emit(files)
            return
        if source.hasText():
            self.insertPlainText(source.text())
            self._spread()
            self.replaced.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a piece asks what it is."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            key = self._at(event.position().toPoint())
            if key:
                self.pieced.emit(key, event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A piece under the pointer shows a hand, and its field is told."""
        super().mouseMoveEvent(event)
        key = self._at(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.IBeamCursor)
        if key != self._under:
            self._under = key
            self.hovered.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down asks what the piece at the cursor, or the selection, is."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._ask(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the piece or of the selection; elsewhere the usual one."""
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.viewport().mapToGlobal(self.cursorRect().bottomLeft()) if keyboard else event.globalPos()
        key = "" if keyboard else self._at(self.viewport().mapFromGlobal(place))
        if key and not self.textCursor().hasSelection():
            self.pieced.emit(key, place)
        elif not self._ask(place):
            self.createStandardContextMenu().exec(place)

    def _ask(self, place: QPoint) -> bool:
        cursor, places = self.textCursor(), self._places
        if cursor.hasSelection():
            start, end = places.letter(cursor.selectionStart()), places.letter(cursor.selectionEnd())
            self.chosen.emit(start, end, place)
            return True
        at = places.letter(cursor.position())
        key = self._piece_at(at)
        if key:
            self.pieced.emit(key, place)
        return bool(key)

    def _at(self, place: QPoint) -> str:
        """The piece under a place of the viewport."""
        cursor = self.cursorForPosition(place)
        at = self._places.letter(cursor.position())
        # The cursor stands between letters: what is right of a line's end lies under no piece.
        if not self.cursorRect(cursor).adjusted(-14, 0, 14, 0).contains(place):
            return ""
        return self._piece_at(at)

    def _piece_at(self, at: int) -> str:
        return next((one.key for one in reversed(self._pieces) if one.start <= at <= one.end), "")

    def _tint(self) -> None:
        shown = []
        for piece in self._pieces:
            lit = piece.key == self._lit
            form = QTextCharFormat()
            form.setForeground(self._colour(Ink.ON_ACCENT if lit else piece.ink))
            form.setBackground(self._colour(Ink.ACCENT if lit else piece.ground))
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._places.unit(piece.start))
            cursor.setPosition(self._places.unit(piece.end), QTextCursor.MoveMode.KeepAnchor)
            one.cursor, one.format = cursor, form
            shown.append(one)
        self.setExtraSelections(shown)

    def _colour(self, ink: Ink) -> QColor:
        return self._look.colour(ink)

    def _spread(self) -> None:
        """Air between the lines, without a step of its own in what can be undone."""
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        form = QTextBlockFormat()
        form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(form)
        cursor.endEditBlock()


def _png(picture: object) -> bytes:
    if not isinstance(picture, QImage) or picture.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(picture)
    return bytes(buffer.data().data())
