"""Cases in windows of their own: the case page alone, live with the desk; closing one leaves the desk open."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from odrdesk.desktop import appearance, placing
from odrdesk.desktop.actions import Need
from odrdesk.desktop.finder import Finder
from odrdesk.desktop.formats import DOT
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.palette_doors import PaletteDoors
from odrdesk.desktop.phrasing import Phrasing
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.desktop.widgets.button import Button, Kind
from odrdesk.desktop.widgets.glyph import Glyph
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.overlay import Overlay
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services.desk import Desk
from odrdesk.text import _

USUAL, LEAST = QSize(1180, 820), QSize(960, 620)


@dataclass(frozen=True, slots=True)
class Ways:
    """What such a window asks of the desk's own: a merchant's page, papers, the lock, the finder, a tag's cases."""

    merchant: Callable[[int], object]
    papers: Callable[[str, list[int]], object]
    lock: Callable[[], object]
    finder: Finder
    tag: Callable[[str], object]


class CaseWindow(Window):
    """One case; no navigation, no list beside it."""

    def __init__(self, look: Look, settings: QSettings, number: str) -> None:
        super().__init__(look, settings)
        self.number = number
        self.setMinimumSize(LEAST)
        for part in (self.rail, self.top, self.notice):
            part.hide()
        self.registry.set_open("rail", may=False)
        self.registry.set_open("quit", may=False)
        self.registry.set_open("back", may=False)
        self.setContentsMargins(10, 10, 0, 0)
        self.registry.set_present(Need.DESK, present=True)
        self.gone: Callable[[], None] = lambda: None

    @property
    def wide(self) -> bool:
        """Never a list beside the case."""
        return False

    def keep_place(self) -> None:
        """All of them share a place: the next one stands where the last one stood."""
        placing.keep(self, self.settings, "case_window")

    def restore_place(self) -> None:
        """Where the last one stood."""
        placing.restore(self, self.settings, "case_window", USUAL)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The desk's window stays."""
        super().closeEvent(event)
        if event.isAccepted():
            self.gone()


class CaseWindows(QObject):
    """`open(number)`: a window for this case, or the one it has already comes forward; `made(window)` for a new one."""

    made = Signal(object)

    def __init__(self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk, rows: Rows, ways: Ways) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._hub = look, window, work, hub
        self._desk, self._rows, self._ways = desk, rows, ways
        self.windows: dict[str, CaseWindow] = {}
        self._veiled = False
        window.registry.rekeyed.connect(self._rekey)

    def open(self, number: str) -> CaseWindow:
        """Show a case in a window of its own."""
        known = self.windows.get(number)
        if known is not None:
            known.come_forward()
            return known
        made = CaseWindow(self._look, self._window.settings, number)
        page = CasePage(self._look, made, self._work, self._hub, desk=self._desk, rows=self._rows)
        made.add_page("case", page)
        made.setWindowTitle(self._title(number))
        made.setWindowIcon(self._window.windowIcon())
        Phrasing(self._look, made, self._work, self._hub, desk=self._desk)
        page.parties.merchant_asked.connect(self._merchant)
        page.papers.asked.connect(self._papers)
        page.head.tags.asked.connect(self._tag)
        kept = page.head.leave.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # both lines of the head begin behind it
        page.head.leave.setSizePolicy(kept)
        page.head.leave.hide()
        registry = made.registry
        appearance.offer(registry, self._look, self._window.settings)
        PaletteDoors(self._look, made, self._ways.finder, page)
        registry.handle("close_case", made.close)
        registry.handle("lock", self._ways.lock)
        registry.handle("refresh", page.refresh)
        for key in ("previous_case", "next_case"):
            registry.set_open(key, may=False)
        made.dropped.connect(self._window.dropped)
        made.gone = lambda: self._gone(number)
        self.windows[number] = made
        self.made.emit(made)
        made.restore_place()
        made.go("case")
        page.open_case(number)
        made.show()
        if self._veiled:
            made.cover(Veil(self._look, made, self._window))
        return made

    def veil(self) -> None:
        """The desk was locked: nothing of a case is seen in any window."""
        self._veiled = True
        for one in self.windows.values():
            one.setWindowTitle(self._title(""))
            for toast in list(one.toasts.standing):
                toast.leave()
            one.cover(Veil(self._look, one, self._window))

    def unveil(self) -> None:
        """It was unlocked."""
        self._veiled = False
        for number, one in self.windows.items():
            one.setWindowTitle(self._title(number))
            for veil in one.findChildren(Veil):
                veil.close_over()

    def _title(self, number: str) -> str:
        """What the task bar says: which case it is, as long as nothing is locked."""
        desk = _("{desk} — 衡解 odrdesk").format(desk=self._desk.name)
        return DOT.join((number, desk)) if number and not self._veiled else desk

    def close_all(self) -> None:
        """The desk closes, or another sits down."""
        for one in list(self.windows.values()):
            one.close()

    def _gone(self, number: str) -> None:
        window = self.windows.pop(number, None)
        if window is not None:
            self._window.jobs.inherit(window.jobs)
            window.deleteLater()

    def _merchant(self, key: int) -> None:
        self._window.come_forward()
        self._ways.merchant(key)

    def _papers(self, what: str, keys: list[int]) -> None:
        self._window.come_forward()
        self._ways.papers(what, keys)

    def _tag(self, name: str) -> None:
        self._window.come_forward()
        self._ways.tag(name)

    def _rekey(self) -> None:
        for one in self.windows.values():
            one.keymap.read()


class Veil(Overlay):
    """Nothing shows through it; it is lifted at the desk's own window."""

    topmost = True

    def __init__(self, look: Look, window: Window, desk: Window) -> None:
        super().__init__(look, window, _("已锁定"))
        row = QHBoxLayout(self.plate)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(12)
        row.addWidget(Glyph(look, "lock", Ink.ACCENT_TEXT, 18))
        row.addWidget(Label(_("已锁定"), 14, bold=True))
        self.go = Button(look, _("到主窗口解锁"), kind=Kind.PRIMARY, height=34)
        self.go.clicked.connect(desk.come_forward)
        row.addWidget(self.go)

    @property
    def holder(self) -> QWidget:
        """The way to where it is lifted."""
        return self.go

    def open(self, focus: object = None) -> None:
        """The button has the focus."""
        del focus
        super().open(self.go)

    def dismiss(self) -> None:
        """Only the password lifts it."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Opaque."""
        QPainter(self).fillRect(self.rect(), self.look.colour(Ink.NAV))
