"""Two texts line by line: what was taken out is red with −, what came in green with +; nothing to edit."""

from collections.abc import Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.services.templates import Compared, Line
from odrdesk.text import _, ngettext

_AROUND = 3
"""Lines that did not change and are shown around those that did."""
_INKS = {Line.ADDED: (Ink.OK_SOFT, Ink.OK), Line.REMOVED: (Ink.DANGER_SOFT, Ink.DANGER)}
_SIGNS = {Line.SAME: "\u3000", Line.ADDED: "+ ", Line.REMOVED: "\u2212 "}


class DiffView(QPlainTextEdit):
    """Shows the changed lines with some around them; the rest is told by its number of lines."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: Sequence[Compared] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("差异"))
        look.changed.connect(self._draw)

    @property
    def changed(self) -> int:
        """How many lines came in or were taken out."""
        return sum(one.what is not Line.SAME for one in self._lines)

    def show_lines(self, lines: Sequence[Compared]) -> None:
        """Show a comparison."""
        self._lines = lines
        self._draw()

    def _draw(self) -> None:
        self.clear()
        self.setFont(self._look.font(13))
        near = {
            place + step
            for place, one in enumerate(self._lines)
            if one.what is not Line.SAME
            for step in range(-_AROUND, _AROUND + 1)
        }
        cursor, hidden, first = QTextCursor(self.document()), 0, True
        marks = []
        for place, one in enumerate(self._lines):
            if place not in near:
                hidden += 1
                continue
            if hidden:
                self._write(cursor, _skipped(hidden), Ink.TEXT3, first=first)
                hidden, first = 0, False
            _ground, ink = _INKS.get(one.what, (Ink.SURFACE, Ink.TEXT2))
            self._write(cursor, f"{_SIGNS[one.what]}{one.text}", ink, first=first)
            first = False
            if one.what is not Line.SAME:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(cursor.block())
                mark.format.setBackground(self._look.colour(_INKS[one.what][0]))
                mark.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
                marks.append(mark)
        if hidden:
            self._write(cursor, _skipped(hidden), Ink.TEXT3, first=first)
        self.setExtraSelections(marks)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, cursor: QTextCursor, words: str, ink: Ink, *, first: bool) -> None:
        form = QTextCharFormat()
        form.setForeground(self._look.colour(ink))
        if not first:
            cursor.insertBlock(QTextBlockFormat(), form)
        cursor.insertText(words, form)


def _skipped(lines: int) -> str:
    return ngettext("… {n} 行相同 …", "… {n} 行相同 …", lines).format(n=lines)
