"""What the desk's window does beside its pages: open cases, windows of their own, save now, the lock that hides all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView
from shiboken6 import isValid

from odrdesk.desktop.backup_clock import BackupClock
from odrdesk.desktop.case_windows import CaseWindows, Ways
from odrdesk.desktop.finder import Finder
from odrdesk.desktop.formats import clock
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.keeping import Keeper
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.open_cases import OpenCases
from odrdesk.desktop.pages.case import CasePage
from odrdesk.desktop.session_lock import SessionLock
from odrdesk.desktop.sitting import Sitting
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services import backup_place
from odrdesk.services.desk import Desk
from odrdesk.text import _


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the front these doors lead between; `show` opens a case in the desk's own window."""

    case: CasePage
    rows: Rows
    sitting: Sitting
    finder: Finder
    show: Callable[[str], None]
    ways: Ways
    backed_up: Callable[[], None]


class DeskDoors(QObject):
    """Made after the pages; `opened(number)` is told of every case that comes into the desk's window."""

    def __init__(self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk, parts: Parts) -> None:
        super().__init__(window)
        self._window, self._work, self._desk, self._parts = window, work, desk, parts
        self.open = OpenCases(window, work, hub, desk=desk, show=parts.show, leave=self._leave_case)
        self.windows = CaseWindows(look, window, work, hub, desk=desk, rows=parts.rows, ways=parts.ways)
        self.session = SessionLock(self)
        self.backups = BackupClock(window, work, desk)
        self.open.known.connect(parts.finder.remember)
        parts.case.cases.chosen.connect(self.open.moved)
        self.windows.made.connect(parts.sitting.idle.also)
        parts.sitting.locked.connect(self.windows.veil)
        parts.sitting.unlocked.connect(self.windows.unveil)
        self.session.left.connect(lambda: parts.sitting.lock(by_itself=True))
        registry = window.registry
        registry.handle("save", self.save)
        registry.set_open("save", may=desk.house.held is not None)
        registry.handle("backup", self.back_up)
        registry.handle("find_next", self.find_next)
        registry.handle("case_window", self.apart)

    def opened(self, number: str) -> None:
        """A case came into the desk's window."""
        self.open.opened(number)

    def apart(self) -> None:
        """The case in view in a window of its own."""
        if self._parts.case.number:
            self.windows.open(self._parts.case.number)

    def save(self) -> None:
        """Keep at once what is typed anywhere, and say when."""
        windows = (self._window, *self.windows.windows.values())
        for one in windows:
            one.leaving.emit()

        def kept(_none: None) -> None:
            # What could not be kept says why where it stands.
            if not any(keeper.failed_last for one in windows if isValid(one) for keeper in one.findChildren(Keeper)):
                self._window.toasts.say(_("已保存 {time}").format(time=clock(self._desk.now())))

        # The one writer keeps their order: this comes when all that was typed is written.
        self._work.write(lambda: None, owner=self, done=kept)

    def back_up(self) -> None:
        """Make a backup now, beside all else."""
        job = self._window.jobs.begin(_("正在备份"))

        def done(path: Path) -> None:
            job.end(_("已备份到 {folder}").format(folder=path.name))
            self._parts.backed_up()

        op = self._work.long(lambda: backup_place.back_up(self._desk, told=job.tell).value.path, owner=self, done=done)
        op.ended.connect(job.end)

    def find_next(self) -> None:
        """The next row of the list in view, round and round; where there is no list, into the search."""
        if not self._window.current:
            return
        page = self._window.page(self._window.current)
        tables = [one for one in page.findChildren(QTableView) if one.isVisible() and one.model().rowCount()]
        if not tables:
            self._window.registry.run("find")
            return
        table = max(tables, key=lambda one: one.width() * one.height())
        row = (table.currentIndex().row() + 1) % table.model().rowCount()
        table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        table.selectRow(row)
        table.scrollTo(table.model().index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def close(self) -> None:
        """The desk's window goes."""
        self.windows.close_all()

    def _leave_case(self) -> None:
        if self._window.current == "case":
            self._window.registry.run("back")
