"""Text on the screen: always plain, so that nothing a person typed is ever read as markup."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from odrdesk.desktop import tips
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.dressing import dress

MEASURED = 1_000
"""So many characters fill a line on any screen; what follows them is never seen in one."""
ASKED = 8
"""For so many widths a layout compares it is remembered how high a text is."""
_UNBROKEN = re.compile(r"[!-~]{24,}")
_MAY_BREAK = "\u200b"
"""ZERO WIDTH SPACE: a line may end there, and nothing is drawn."""


class Label(QLabel):
    """A line or paragraph in a token's ink; size in pixels at 100 %."""

    def __init__(
        self,
        text: str = "",
        px: int = 13,
        ink: Ink = Ink.TEXT,
        *,
        bold: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._yields = "", wrap and selectable
        self._heights: dict[tuple[str, str, int], int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("px", str(px))
        self.setProperty("ink", ink.value)
        self.setProperty("bold", "true" if bold else "false")
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def text(self) -> str:
        """What it says, as it was given."""
        return self._words

    def setText(self, text: str) -> None:
        """Say something. A word without end, as an address of the web, is broken anywhere.

        Not where it can be selected, so that what is copied is what was typed: there it is cut at the edge.
        """
        self._words = text
        free = self.wordWrap() and not self._yields
        super().setText(_UNBROKEN.sub(_broken, text) if free else text)

    def heightForWidth(self, width: int) -> int:
        """As many lines as the width calls for."""
        # Layouts within layouts ask ten times over for the same width, and QLabel sets the whole text each time:
        # 600 hard characters take five milliseconds.
        if not self.wordWrap():
            return super().heightForWidth(width)
        asked = self._words, self.font().key(), width
        if asked not in self._heights:
            if len(self._heights) >= ASKED:
                self._heights.clear()
            self._heights[asked] = super().heightForWidth(width)
        return self._heights[asked]

    def minimumSizeHint(self) -> QSize:
        """As narrow as a few characters where a word has no end: a column is not pushed out of its room by it."""
        least = super().minimumSizeHint()
        if self._yields:
            least.setWidth(min(least.width(), self.fontMetrics().horizontalAdvance("国" * 12)))
        return least

    def set_ink(self, ink: Ink) -> None:
        """Change the colour."""
        dress(self, "ink", ink.value)


class Elided(Label):
    """A line that gives way: cut with … when there is no room, whole in the tooltip."""

    def __init__(self, text: str = "", px: int = 13, ink: Ink = Ink.TEXT, *, bold: bool = False) -> None:
        super().__init__(text, px, ink, bold=bold)
        self._end = ""
        self._measured: tuple[str, str, QSize] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def keep_end(self, end: str) -> None:
        """Cut before this end of the text, as long as that leaves room for a beginning."""
        self._end = end
        self.update()

    def shown(self) -> str:
        """What of the text stands in the room there is."""
        metrics, room = QFontMetrics(self.font()), self.width()
        text, cut = self.text(), Qt.TextElideMode.ElideRight
        if not (self._end and text.endswith(self._end)) or metrics.horizontalAdvance(text) <= room:
            return metrics.elidedText(text, cut, room)
        left = room - metrics.horizontalAdvance(self._end)
        if left < metrics.horizontalAdvance("国国…"):
            return metrics.elidedText(text, cut, room)
        return metrics.elidedText(text.removesuffix(self._end), cut, left) + self._end

    def minimumSizeHint(self) -> QSize:
        """As narrow as three characters, or as the text where that is shorter."""
        least = min(self.fontMetrics().horizontalAdvance("国国…"), self.sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as the whole text, or as wide as a screen."""
        # Layouts ask ten times over, and 2,000 characters take a millisecond to measure.
        said, face = self.text(), self.font().key()
        if self._measured is None or self._measured[:2] != (said, face):
            width = self.fontMetrics().horizontalAdvance(said[:MEASURED]) + 2
            self._measured = said, face, QSize(width, super().sizeHint().height())
        return self._measured[2]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text cut to the room there is."""
        painter = QPainter(self)
        shown = self.shown()
        self.setToolTip(tips.plain(self.text()) if shown != self.text() else "")
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


class TwoLines(Label):
    """Words on two lines at most: the second is cut with … when there is no room, whole in the tooltip."""

    def __init__(self, text: str = "", px: int = 13, ink: Ink = Ink.TEXT) -> None:
        super().__init__(text, px, ink, wrap=True)
        self._cut: dict[tuple[str, str, int], list[str]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """As narrow as three characters, one line high."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("国国…"), metrics.lineSpacing())

    def sizeHint(self) -> QSize:
        """As wide as eight characters by preference."""
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self.text()[:MEASURED]) + 2, metrics.horizontalAdvance("国" * 8))
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """One line or two."""
        return len(self.lines(width)) * self.fontMetrics().lineSpacing()

    def lines(self, width: int) -> list[str]:
        """The lines that stand in a width, in pixels."""
        asked = self.text(), self.font().key(), width
        if asked not in self._cut:
            if len(self._cut) >= ASKED:
                self._cut.clear()
            self._cut[asked] = self._set(width)
        return self._cut[asked]

    def _set(self, width: int) -> list[str]:
        layout = QTextLayout(self.text()[:MEASURED], self.font())
        layout.beginLayout()
        first = layout.createLine()
        if first.isValid():
            first.setLineWidth(width)
        layout.endLayout()
        end = first.textLength() if first.isValid() else 0
        rest = self.text()[end : end + MEASURED]
        cut = QFontMetrics(self.font()).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [self.text()[:end].rstrip(), cut] if rest else [self.text()]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines there is room for."""
        painter, lines = QPainter(self), self.lines(self.width())
        self.setToolTip(tips.plain(self.text()) if lines[-1].endswith("…") else "")
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "\n".join(lines))


def _broken(found: re.Match[str]) -> str:
    run = found.group()
    return _MAY_BREAK.join(run[place : place + 12] for place in range(0, len(run), 12))
