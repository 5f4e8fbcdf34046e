"""Where one file is dropped or chosen: its name stands there afterwards, and another may take its place."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop import asking
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.text import _


class DropFile(QWidget):
    """`chosen(path)` when a file was dropped or picked."""

    chosen = Signal(object)

    def __init__(self, look: Look, words: str, kinds: str, filters: str) -> None:
        super().__init__()
        self._look, self._hot, self._filters = look, False, filters
        self._words = words
        self.path: Path | None = None
        self.choose_file: Callable[[], str] = self._ask
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        self.name = Elided(words, 14, bold=True)
        self.kinds = Label(kinds, 12, Ink.TEXT3, wrap=True)
        self.choose = Button(look, _("选择文件…"), "folder-open")
        self.choose.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 16, 16, 16)
        row.setSpacing(14)
        row.addWidget(Glyph(look, "upload", Ink.ACCENT_TEXT, 20, ground=Ink.ACCENT_SOFT, side=40, radius=10))
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(self.name)
        column.addWidget(self.kinds)
        row.addLayout(column, 1)
        row.addWidget(self.choose)

    def take(self, path: Path) -> None:
        """This file."""
        self.path = path
        self.name.setText(path.name)
        self.setAccessibleName(path.name)
        self.chosen.emit(path)

    def ask(self) -> None:
        """Let the person pick one."""
        chosen = self.choose_file()
        if chosen:
            self.take(Path(chosen))

    def sizeHint(self) -> QSize:
        """Two lines and air."""
        return QSize(420, self._look.dp(84))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this machine is welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._heat(hot=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._heat(hot=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first."""
        self._heat(hot=False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take(files[0])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed frame."""
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour(Ink.ACCENT if self._hot else Ink.BORDER_BUTTON), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(look.colour(Ink.ACCENT_SOFT if self._hot else Ink.SURFACE2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)

    def _heat(self, *, hot: bool) -> None:
        self._hot = hot
        self.update()

    def _ask(self) -> str:
        return asking.file_to_read(self, self._words, self._filters)
