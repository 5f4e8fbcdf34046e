"""Long work of the list in the whole window: many cases assigned at once, the whole list written to a file.

What is told is how long the window's own thread worked at a stretch meanwhile, while a person goes on looking through
the list; the memory that came with it; and how soon stopping was heard. By the same doors a person goes through.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from measure import Figure
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest

from odrdesk.desktop.dialogs.assign import AssignDialog
from odrdesk.desktop.dialogs.export_list import ExportListDialog
from odrdesk.desktop.run import application, dressed
from odrdesk.services.desk import Desk
from tests.desktop.stage import Stage, rest
from tests.desktop.stalls import Watch

WISHED = 50.0
"""Milliseconds the window's own thread may work at a stretch (ux.md 2)."""
SOME = 1_000
STOPPED_AFTER = 3.0
"""Seconds after which a person stops what would take long."""


def figures(desk: Desk, place: Path) -> Iterator[Figure]:
    """One figure for each deed: the longest stretch, the memory, the time until it stopped."""
    place.mkdir(parents=True, exist_ok=True)
    made = Stage(desk, dressed(application([]), _plain(place)), place)
    try:
        yield from _Deeds(made, place).figures()
    finally:
        made.close()


class _Deeds:
    def __init__(self, made: Stage, place: Path) -> None:
        self._made, self._place = made, place
        self._front, self._page = made.front, made.front.cases
        self._watch = Watch(looks=True)

    def figures(self) -> Iterator[Figure]:
        self._made.window.go("cases")
        self._page.show_view("all")
        self._made.settle()
        yield from self._told(f"{SOME:,} cases assigned", lambda: self._assign(SOME))
        stopped: list[float] = []
        yield from self._told("all in view assigned, stopped", lambda: stopped.append(self._assign(0)))
        yield Figure("… heard it after", 1, stopped[0], stopped[0])
        for kind in ("xlsx", "csv"):
            yield from self._told(f"the list written as {kind}", lambda kind=kind: self._export(kind))
            stopped.clear()
            yield from self._told(f"{kind} stopped", lambda kind=kind: stopped.append(self._export(kind, stop=True)))
            yield Figure("… heard it after", 1, stopped[0], stopped[0])

    def _told(self, name: str, act: Callable[[], object]) -> Iterator[Figure]:
        before, began = _memory(), perf_counter()
        held = self._watch.measure(act)
        seconds = perf_counter() - began
        if held.worked > WISHED:
            print(f"{name}: {held.worked:.0f} ms, {held.where}", file=sys.stderr)
        yield Figure(f"held while {name}", 1, held.worked, held.clock, None, f"≤ {WISHED:g}", held.worked <= WISHED)
        yield Figure("… took", 1, seconds, seconds, unit="s")
        yield Figure("… more memory", 1, _memory() - before, _peak(), unit="MB, peak of all")
        self._made.clear()

    def _assign(self, many: int) -> float:
        """Assign so many, or all in view until stopped; milliseconds until stopping was heard."""
        QTest.keyClick(self._page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._made.settle()
        keys = self._page.ticks.keys
        self._front.lists.do("assign", keys[:many] if many else keys)
        self._made.settle()
        dialog = self._made.over
        assert isinstance(dialog, AssignDialog)
        dialog.who.setText("")
        dialog.list.setCurrentRow(0)
        dialog.confirm()
        if many:
            self._until(lambda: not self._made.work.busy)
            return 0.0
        self._until(lambda: False, STOPPED_AFTER)
        began = perf_counter()
        dialog.dismiss()
        self._until(lambda: not dialog.running)
        return (perf_counter() - began) * 1e3

    def _export(self, kind: str, *, stop: bool = False) -> float:
        dialog = self._front.lists.export()
        assert isinstance(dialog, ExportListDialog)
        self._made.settle()
        path = self._place / f"list-{stop}.{kind}"
        dialog.form.choose(kind)
        dialog.choose_file = lambda _name: str(path)
        dialog.confirm()
        if stop:
            self._until(lambda: not self._made.work.busy, STOPPED_AFTER)
        began = perf_counter()
        if stop:
            for job in self._made.window.jobs.running:
                job.halt()
        self._until(lambda: not self._made.work.busy)
        assert path.exists() is not stop
        return (perf_counter() - began) * 1e3

    def _until(self, there: Callable[[], bool], most: float = 3_600.0) -> None:
        """A person looks through the list meanwhile, where nothing lies over it."""
        bar, began, turn = self._page.table.verticalScrollBar(), perf_counter(), 0
        while not there() and perf_counter() - began < most:
            turn += 1
            if turn % 20 == 0 and self._made.over is None:
                bar.setValue((bar.value() + 4_999) % max(1, bar.maximum()))
            rest(5)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _memory() -> float:
    """Megabytes this process holds now."""
    if sys.platform != "linux":
        return 0.0
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _peak() -> float:
    if sys.platform != "linux":
        return 0.0
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in told.splitlines() if line.startswith("VmHWM")).split()[1]) / 1e3


def _plain(place: Path) -> QSettings:
    return QSettings(str(place / "look.ini"), QSettings.Format.IniFormat)
