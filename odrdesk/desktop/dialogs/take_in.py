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

WIDTH, HEIGHT, LOWEST = 760, 320, 90


class TakeInDialog(Dialog):
    """`taken(value)` after the document was kept; the first button keeps everything as it is."""

    taken = Signal(object)

    def __init__(self, look: Look, window: QWidget, work: Work, title: str, take_in: Callable[[], object]) -> None:
        super().__init__(look, window, title)
        self._work, self._take_in = work, take_in
        self._tables: list[Reader] = []
        self.bar = Banner(look)
        self.body.addWidget(self.bar)

    def table(self, title: str, text: str) -> Reader:
        """A table of what it would bring."""
        reader = Reader(self.look, lambda _name, _width, _ratio: None, margin=0)
        reader.show_page(title, text)
        self._tables.append(reader)
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
        """As wide as the table needs; where the window is low, the table scrolls and the words stay whole."""
        for table in self._tables:
            table.setFixedHeight(self.look.dp(HEIGHT))
        self.fit(WIDTH)
        layout = self.plate.layout()
        over = layout.totalHeightForWidth(self.plate.width()) - self.plate.height() if layout is not None else 0
        if over > 0 and self._tables:
            for table in self._tables:
                table.setFixedHeight(max(self.look.dp(LOWEST), self.look.dp(HEIGHT) - over))
            self.fit(WIDTH)

    def _done(self, value: object) -> None:
        self.close_over()
        self.taken.emit(value)

    def _refuse(self, refusal: Refusal) -> None:
        self.bar.say(refusal_text(refusal), Tone.DANGER)
