"""Beside the form of an offer or a settlement: the agreement as it will print, made again as one types."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from odrdesk.desktop.forms.scroller import BAR
from odrdesk.desktop.forms.step import StepForm
from odrdesk.desktop.keeping_parts import listen
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.label import Elided, Label
from odrdesk.desktop.widgets.live_paper import LivePaper, drawn
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.text import _, refusal_text

REST_MS = 300
"""After the last keystroke."""
WIDE = 440
"""Pixels at 100 %: a page so wide can be read without zooming."""

Make = Callable[[Mapping[str, object]], bytes]


class PaperSide(QWidget):
    """`make` gives the PDF for what is typed; it is called off the GUI thread, one call at a time.

    While something cannot be read the last paper stays, and the line above it says what it waits for.
    """

    def __init__(self, look: Look, work: Work, form: StepForm, make: Make) -> None:
        super().__init__()
        self._look, self._work, self._form, self._make = look, work, form, make
        self._under_way = self._again = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.refresh)
        self.paper, self.note = LivePaper(look), Elided("", 12, Ink.TEXT3)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, BAR, 0)
        head.setSpacing(8)
        head.addWidget(Label(_("和解协议书预览"), 13, bold=True))
        head.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.paper, 1)
        self.setFixedWidth(look.dp(WIDE))
        for part in form.parts.values():
            listen(part, self._rest.start)

    def refresh(self) -> None:
        """Make it again with what is typed now."""
        self._rest.stop()
        if self._under_way:
            self._again = True
            return
        try:
            told = self._form.raw()
        except Refusal as no:
            self._wait(no)
            return
        self._under_way = True
        wide = round(self._look.dp(WIDE) * self.devicePixelRatioF())
        op = self._work.read(
            partial(_pages, self._make, told, wide), owner=self, done=self._show, refused=self._wait, faulted=self._wait
        )
        op.ended.connect(self._ended)

    def _show(self, images: tuple[QImage, ...]) -> None:
        self.note.setText(_("样张，随左边的填写更新"))
        self.paper.show_pages(images)

    def _wait(self, why: object) -> None:
        said = refusal_text(why) if isinstance(why, Refusal) else _("预览没有做成，不影响办理。")
        self.note.setText(said)

    def _ended(self) -> None:
        self._under_way = False
        if self._again:
            self._again = False
            self.refresh()


def _pages(make: Make, told: Mapping[str, object], wide: int) -> tuple[QImage, ...]:
    return drawn(make(told), wide)
