"""The window: navigation left, bar on top, one panel with the pages. It arranges; what is done lies elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from odrdesk.desktop import drops, placing, rail_places
from odrdesk.desktop.actions import Registry, commands
from odrdesk.desktop.jobs import Jobs
from odrdesk.desktop.keymap import Keymap
from odrdesk.desktop.menu import MainMenu
from odrdesk.desktop.theme import Look
from odrdesk.desktop.undo import Undo
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.focus_ring import TabWay
from odrdesk.desktop.widgets.notice import Notice
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.widgets.rail import Rail
from odrdesk.desktop.widgets.status_strip import StatusStrip
from odrdesk.desktop.widgets.toast import Toasts
from odrdesk.desktop.widgets.top_bar import TopBar
from odrdesk.text import _

WIDE_FROM = 1400
SMALLEST = QSize(1100, 680)
USUAL = QSize(1440, 900)


class Page(QWidget):
    """A page of the panel. Kept alive, so that scroll and selection survive; told when it comes into view."""

    def arrive(self) -> None:
        """It came into view."""

    def set_wide(self, wide: bool) -> None:
        """The window is wide enough for side columns, or not."""

    def take_files(self, files: list[Path]) -> bool:
        """Files fell on the window while this page is in view; whether it takes them."""
        del files
        return False


class Window(QWidget):
    """`showed(key)` after a page came into view; `dropped(paths)` when files fell on it; `leaving` as it closes.

    `may_leave` is asked before it closes: who says no closes it later himself, when his work is done.
    """

    showed = Signal(str)
    dropped = Signal(list)
    leaving = Signal()

    def __init__(self, look: Look, settings: QSettings) -> None:
        super().__init__()
        self._look, self._settings = look, settings
        self._pages: dict[str, Page] = {}
        self._way: list[str] = []
        self._folded: bool | None = None
        self._was_wide: bool | None = None
        self._tabs = TabWay(self, (Card, Rail))
        self.may_leave: Callable[[], bool] = lambda: True
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("衡解 odrdesk"))
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.registry = Registry(self, commands())
        self.keymap = Keymap(self.registry, settings)
        self.rail = Rail(look, rail_places.places(), rail_places.foot())
        self.top = TopBar(look, self.registry.hint)
        self.notice = Notice(look)
        self.toasts = Toasts(look, self)
        self.undo = Undo(self.registry, self.toasts)
        self.jobs = Jobs(self)
        self.strip = StatusStrip(look, self.jobs, self.toasts)
        self.menu = MainMenu(self, self.registry)
        self._stack = QStackedWidget()
        self._arrange()
        look.changed.connect(self._follow)
        self.registry.rekeyed.connect(self._show_keys)
        self.keymap.read()
        self.rail.chosen.connect(self.registry.run)
        self.top.asked.connect(self.registry.run)
        self.registry.handle("rail", self.fold)
        self.registry.handle("full_screen", self._full_screen)
        self.registry.handle("quit", self.close)
        self.registry.handle("back", self.back)

    @property
    def settings(self) -> QSettings:
        """What is remembered on this machine."""
        return self._settings

    @property
    def wide(self) -> bool:
        """Whether there is room for side columns."""
        return self.width() >= self._look.dp(WIDE_FROM)

    @property
    def current(self) -> str:
        """The key of the page in view."""
        return self._way[-1] if self._way else ""

    def add_page(self, key: str, page: Page) -> None:
        """One more page."""
        self._pages[key] = page
        self._stack.addWidget(page)
        page.set_wide(self.wide)

    def drop_page(self, key: str) -> None:
        """A page that is not needed any more."""
        page = self._pages.pop(key)
        self._way = [one for one in self._way if one != key]
        self._stack.removeWidget(page)
        page.deleteLater()

    def has_page(self, key: str) -> bool:
        """Whether there is such a page."""
        return key in self._pages

    def page(self, key: str) -> Page:
        """A page by its key."""
        return self._pages[key]

    def go(self, key: str, *, place: str = "") -> None:
        """Bring a page into view; `place` is the entry of the rail it belongs to."""
        if key != self.current:
            self._way = [*self._way[-20:], key]
        self._stack.setCurrentWidget(self._pages[key])
        self.rail.go(place or key)
        self._pages[key].arrive()
        self.showed.emit(key)

    def back(self) -> None:
        """The page before."""
        if len(self._way) > 1:
            self._way.pop()
            self.go(self._way[-1], place=rail_places.PLACE_OF.get(self._way[-1], ""))

    def fold(self) -> None:
        """Fold or unfold the rail by hand; it stays so until the window changes its kind of width."""
        self._folded = not self.rail.compact
        self.rail.set_compact(self._folded)

    def cover(self, overlay: Overlay, focus: QWidget | None = None) -> Overlay:
        """Lay a plate over the window; until it goes, no command of the window answers."""
        self.registry.set_covered(covered=True)
        overlay.closed.connect(self._uncovered)
        overlay.away.connect(self._uncovered)
        overlay.open(focus)
        return overlay

    def restore_place(self) -> None:
        """Where it was last time, moved onto a screen that is there now."""
        placing.restore(self, self._settings, "window", USUAL)

    def keep_place(self) -> None:
        """Remember where it is."""
        placing.keep(self, self._settings, "window")

    def come_forward(self) -> None:
        """Another start asked for this window."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on, and it shows where."""
        self._tabs.set_out()
        moved = super().focusNextPrevChild(forward)
        self._tabs.come_to(self._look)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail and the pages follow."""
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        """Larger text leaves less room, as a narrower window does."""
        if self.wide != self._was_wide:
            self._folded = None
        self._was_wide = self.wide
        self.rail.set_compact(self._folded if self._folded is not None else not self.wide)
        for page in self._pages.values():
            page.set_wide(self.wide)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome anywhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The page in view may take what fell; else say which files it was."""
        self.files_fell([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def files_fell(self, files: list[Path]) -> None:
        """Files fell on it, or came from a second start: for the page in view, else for whoever hears `dropped`."""
        if not files or drops.kept_out(self, self.toasts):
            return
        if not (self.current and self._pages[self.current].take_files(files)):
            self.dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place, let what is typed be kept and the work finish."""
        self.keep_place()
        self.leaving.emit()
        if self.may_leave():
            super().closeEvent(event)
        else:
            event.ignore()

    def _show_keys(self) -> None:
        self.top.search.show_keys(self.registry.keys("palette"))
        self.rail.lock.setToolTip(self.registry.hint("lock"))
        for place in (*rail_places.places(), *rail_places.foot()):
            self.rail.show_keys(place.key, self.registry.keys(place.key))

    def _uncovered(self) -> None:
        still = [one for one in self.findChildren(Overlay) if one.isVisible()]
        self.registry.set_covered(covered=bool(still))

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _arrange(self) -> None:
        panel = QFrame()
        panel.setProperty("plate", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._stack)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 10, 10)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.notice)
        right.addWidget(panel, 1)
        right.addWidget(self.strip)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
