"""A person's own words, as long as they are: the beginning stands there, all of it is a click away.

Laying out and painting 20,000 characters holds the window for a tenth of a second, each time.
"""

from collections.abc import Iterator

from PySide6.QtCore import QTextBoundaryFinder, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.label import Label
from odrdesk.text import _, ngettext

FOLDED, LINES = 600, 12
"""Longer than so many characters or lines it is folded."""
PART = 1_200
AT_ONCE = 3
"""Unfolded it stands in parts, so many of them laid out at a stretch."""


class Passage(QWidget):
    """Words that can be selected; folded where they are long, with a link that unfolds them."""

    def __init__(self, look: Look, text: str = "", px: int = 13, ink: Ink = Ink.TEXT, folded: int = FOLDED) -> None:
        super().__init__()
        self._folded = folded
        self._look, self._px, self._ink = look, px, ink
        self._text, self._open = "", False
        self.first = Label("", px, ink, wrap=True, selectable=True)
        self.further: list[Label] = []
        self.link: Button | None = None
        self._waiting: Iterator[str] = iter(())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.first)
        self.setText(text)

    def text(self) -> str:
        """All of it."""
        return self._text

    def setText(self, text: str) -> None:
        """Show other words, folded again."""
        if text == self._text and not self._open:
            return
        self._text = text
        self._fold()

    def setAccessibleName(self, name: str) -> None:
        """The words bear the name."""
        self.first.setAccessibleName(name)

    def _fold(self) -> None:
        self._open, self._waiting = False, iter(())
        for one in self.further:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.further.clear()
        begun = beginning(self._text, self._folded, LINES)
        whole = begun == self._text
        self.first.setText(begun if whole else f"{begun.rstrip()}…")
        if self.link is None and not whole:
            self.link = Button(self._look, kind=Kind.LINK, height=24)
            self.link.clicked.connect(lambda: self._fold() if self._open else self._unfold())
            self._column.addWidget(self.link)
        if self.link is not None:
            count = len(self._text)
            self.link.relabel(ngettext("展开全部 {n} 字", "展开全部 {n} 字", count).format(n=f"{count:,}"))
            self.link.setVisible(not whole)

    def _unfold(self) -> None:
        self._open = True
        self._waiting = parts(self._text)
        self.first.setText(next(self._waiting, ""))
        if self.link is not None:
            self.link.relabel(_("收起全文"))
        self._go_on()

    def _go_on(self) -> None:
        """The next parts, as long as it is unfolded; in between the window answers."""
        for _part in range(AT_ONCE):
            part = next(self._waiting, None)
            if part is None:
                return
            made = Label(part, self._px, self._ink, wrap=True, selectable=True)
            self._column.insertWidget(1 + len(self.further), made)
            self.further.append(made)
        QTimer.singleShot(0, self, self._go_on)


def beginning(text: str, characters: int, lines: int) -> str:
    """The first characters and lines of a text, no sign cut in two; all of it where it is short."""
    cut = "\n".join(text[: characters + 1].split("\n", lines)[:lines])
    return cut if len(cut) == len(text) and len(text) <= characters else cut[: _boundary(cut, characters)]


def parts(text: str) -> Iterator[str]:
    """The text in pieces that stand under each other: broken at ends of lines, where there are any."""
    while len(text) > PART:
        line = text.rfind("\n", PART // 2, PART)
        end = line if line > 0 else _boundary(text[: PART + 64], PART)
        yield text[:end]
        text = text[end + (line > 0) :]
    yield text


def _boundary(text: str, most: int) -> int:
    """The last place up to `most` between two signs as they are read: an emoji of several is one."""
    if len(text) <= most:
        return len(text)
    # Qt counts in UTF-16.
    head = text[:most]
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    finder.setPosition(len(head.encode("utf-16-le", "surrogatepass")) // 2)
    place = finder.position() if finder.isAtBoundary() else finder.toPreviousBoundary()
    found = len(text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "surrogatepass"))
    return found or most
