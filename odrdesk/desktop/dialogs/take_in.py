"""A document that is looked at before it is taken in: what it would bring stands above the two buttons."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Refusal
from odrdesk.text import refusal_text

WIDTH, HEIGHT = 760, 320


class TakeInDialog(Dialog):
    """`taken(value)` after the document was kept; the first button keeps everything as it is."""

    taken = Signal(object)

    def __init__(self, look: Look, window: QWidget, work: Work, title: str, take_in: Callable[[], object]) -> None:
        super().__init__(look, window, title)
        self._work, self._take_in = work, take_in
        self.bar = Banner(look)
        self.body.addWidget(self.bar)

    def table(self, title: str, text: str) -> Reader:
        """A table of what it would bring."""
        reader = Reader(self.look, lambda _name, _width, _ratio: None, margin=0)
        reader.setFixedHeight(self.look.dp(HEIGHT))
        reader.show_page(title, text)
        return reader

    def answer(self, no: str, yes: str) -> None:
        """The two buttons."""
        later = self.button(no)
        later.clicked.connect(self.dismiss)
        self.go = self.button(yes, Kind.PRIMARY)
        self.go.clicked.connect(self.confirm)

    def confirm(self) -> None:
        """Take it in."""
        if not self.go.isEnabled():
            return
        op = self._work.write(self._take_in, owner=self, done=self._done, refused=self._refuse)
        self.await_answer(op, self.go)

    def place(self) -> None:
        """As wide as the table needs."""
        self.plate.setFixedWidth(min(self.look.dp(WIDTH), self.width() - 80))
        super().place()

    def _done(self, value: object) -> None:
        self.close_over()
        self.taken.emit(value)

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)
