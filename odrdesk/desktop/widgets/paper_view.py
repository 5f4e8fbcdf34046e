"""Where a paper is read, also on a machine whose installation lacks Qt's reader: there it says so, and saving works."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.empty import EmptyState
from odrdesk.text import _

if TYPE_CHECKING:
    from odrdesk.desktop.widgets.paper_pane import PaperPane


def readable() -> bool:
    """Whether this installation can show and print a PDF itself."""
    try:
        return find_spec("PySide6.QtPdf") is not None and find_spec("PySide6.QtPdfWidgets") is not None
    except ValueError:  # taken out of the loaded modules
        return False


class PaperView(QStackedWidget):
    """`loaded(pages)` when a paper can be read, `failed` when it cannot; without a reader `loaded(0)` all the same.

    `outside` when the empty state's button is pressed: open it with the system's own program.
    """

    loaded = Signal(int)
    failed = Signal()
    outside = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.empty = EmptyState(look)
        self.empty.acted.connect(self.outside)
        self.addWidget(self.empty)
        self.pane: PaperPane | None = None
        if readable():
            self.pane = _pane(look)
            self.addWidget(self.pane)
            self.pane.loaded.connect(self.loaded)
            self.pane.failed.connect(self.failed)

    def show_paper(self, content: bytes) -> None:
        """Read a paper."""
        if self.pane is None:
            words = _("这台电脑上的安装缺少 PDF 组件（QtPdf），看不了也不能直接打印。可以另存，或用系统的程序打开。")
            self.empty.say(_("这里看不了这份文书"), words, _("用系统程序打开"))
            self.loaded.emit(0)
            return
        self.setCurrentWidget(self.pane)
        self.pane.show_paper(content)

    def say(self, title: str, text: str = "", act: str = "") -> None:
        """Words instead of a paper."""
        if self.pane is not None:
            self.pane.clear()
        self.empty.say(title, text, act)
        self.setCurrentWidget(self.empty)

    def take_key(self, event: QKeyEvent) -> bool:
        """What a key does to the paper in view."""
        return self.pane is not None and self.currentWidget() is self.pane and self.pane.take_key(event)


def _pane(look: Look) -> "PaperPane":
    from odrdesk.desktop.widgets.paper_pane import PaperPane  # noqa: PLC0415 -- the reader may be missing

    return PaperPane(look)
