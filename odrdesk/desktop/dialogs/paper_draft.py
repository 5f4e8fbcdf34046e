"""定稿编号: a paper as it would be issued, looked at before it takes a number that can never be given back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.widgets.paper_view import PaperView
from odrdesk.desktop.widgets.pill import Pill
from odrdesk.desktop.window import Window
from odrdesk.text import _

_WIDTH = 900


class DraftDialog(Dialog):
    """`numbered` when it is confirmed; closed otherwise, nothing is left of it."""

    numbered = Signal()

    def __init__(self, look: Look, window: Window, title: str, content: bytes) -> None:
        super().__init__(look, window, title)
        self.paper = PaperView(look)
        self.head.insertWidget(1, Pill(look, _("还没有编号"), Tone.INFO))
        self.bar = Banner(look)
        self.bar.hide()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.paper, 1)
        self.status.setText(_("定稿后取得编号，内容不再改变；先不定稿，什么都不留下"))
        self.later = self.button(_("先不定稿"))
        self.later.clicked.connect(self.dismiss)
        self.go = self.button(_("定稿编号"), Kind.PRIMARY, "stamp")
        self.go.clicked.connect(self.confirm)
        self.go.installEventFilter(self)
        self.paper.show_paper(content)

    def tell_changed(self) -> None:
        """Say that this draft is another than the one that was confirmed."""
        told = _("案件在您看过样张之后有变动，没有编号。这是按现在的内容重新做的样张，请再看一遍。")
        self.bar.say(told, Tone.WARN, closable=False)

    def confirm(self) -> None:
        """Give it its number."""
        self.close_over()
        self.numbered.emit()

    def place(self) -> None:
        """As high as the window, as wide as a page likes to be read."""
        room = self.rect().adjusted(40, 24, -40, -24)
        width = min(room.width(), self.look.dp(_WIDTH))
        self.plate.setGeometry((self.width() - width) // 2, room.y(), width, room.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The Enter that asked for the paper may still be held down: it does not confirm it."""
        # The window's own events come here from the first line of the making on, when there is no button yet.
        if isinstance(event, QKeyEvent) and event.isAutoRepeat() and watched is self.go:
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the reader turn pages; Ctrl+Enter confirms from wherever one reads."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.paper.take_key(event):
            event.accept()
        elif held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.confirm()
        else:
            super().keyPressEvent(event)
