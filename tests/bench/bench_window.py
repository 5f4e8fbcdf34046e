"""The case list in a window: how soon its first page is there, and how long the window ever stands still.

A timer of one millisecond ticks on the window's own thread while something is done; the longest time between two ticks
is how long a click would have waited. The same is measured while nothing is done: that is the machine's own share.
"""

import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from measure import Figure, figure, p95
from PySide6.QtCore import QEventLoop, QMessageLogContext, QSettings, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.hub import Hub
from odrdesk.desktop.models.columns import CaseRow
from odrdesk.desktop.models.rows import Rows
from odrdesk.desktop.models.sources import CaseSource
from odrdesk.desktop.pages.cases import CasesPage
from odrdesk.desktop.run import application, dressed
from odrdesk.desktop.work import Work
from odrdesk.domain.listing import VIEWS, Listing, Order, order, parse
from odrdesk.services.desk import Desk

ROUNDS = 12
STILL, WISHED = 100.0, 16.0
"""Milliseconds the window may stand still at the most, and those wished for."""
SEARCHED = ("退款", "质量", "燕窝", "检测", "王伟", "主播")


SORTED = ("-amount", "received", "due")


class Nothing:
    """A list of nothing."""

    def opening(self, _limit: int) -> tuple["array[int]", int]:
        return array("q"), 0

    def ids(self) -> Iterator["array[int]"]:
        return iter(())

    def rows(self, _keys: Sequence[int]) -> Sequence[CaseRow]:
        return ()


class Ticking:
    """The longest time between two ticks of the window's thread, in milliseconds."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = self.longest = 0.0

    def begin(self) -> None:
        self.longest, self._last = 0.0, perf_counter()
        self._timer.start()

    def end(self) -> float:
        self._tick()
        self._timer.stop()
        return self.longest

    def _tick(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, (now - self._last) * 1e3), now


class Bench:
    """One window with the case list of one desk."""

    def __init__(self, app: QApplication, desk: Desk, settings: QSettings) -> None:
        self._app, self._desk = app, desk
        look = dressed(app, settings)
        self.work = Work(Hub(), bug=_raised, fault=_raised, refusal=_raised)
        self.page = CasesPage(look, self.work, desk)
        self.page.resize(1440, 900)
        self.page.show()
        self.ticking = Ticking()
        self.settle()

    @property
    def rows(self) -> Rows:
        return self.page.rows

    def settle(self, quiet: float = 0.03) -> None:
        """Let events come until nothing is under way any more."""
        since = perf_counter()
        while perf_counter() - since < quiet:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
            if self.work.busy:
                since = perf_counter()

    def until(self, there: Callable[[], bool]) -> None:
        while not there():
            self._app.processEvents(
                QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5
            )

    def painted(self) -> None:
        self.page.table.viewport().repaint()

    def load(self, source: object) -> float:
        """Milliseconds until the first page of a list is painted; then the rest is let come."""
        counted: list[int] = []
        connection = self.rows.counted.connect(counted.append)
        began = perf_counter()
        self.rows.load(source)
        self.until(lambda: bool(counted))
        self.painted()
        taken = (perf_counter() - began) * 1e3
        self.rows.disconnect(connection)
        self.settle()
        return taken

    def still(self, act: Callable[[], None], quiet: float = 0.15) -> float:
        """How long the window stood still at the most while `act` and what it sets off went on."""
        self.ticking.begin()
        act()
        self.settle(quiet)
        return self.ticking.end()


def figures(desk: Desk, settings: QSettings) -> Iterator[Figure]:
    """The figures of the list and of the window's standing still."""
    qInstallMessageHandler(_heard)
    app = application([])
    bench = Bench(app, desk, settings)
    try:
        yield from _first_page(bench, desk)
        yield from _jumps(bench, desk)
        yield from _stalls(bench)
    finally:
        bench.work.finish()
        bench.page.close()


def _first_page(bench: Bench, desk: Desk) -> Iterator[Figure]:
    every = CaseSource(desk, Listing(order=Order("due")))
    other = CaseSource(desk, VIEWS["all"])
    empty, full, sort = [], [], []
    for _round in range(ROUNDS):
        empty.append(bench.load(Nothing()))
        full.append(bench.load(every))
        sort.append(bench.load(other))
    yield figure("list: an empty one painted", empty)
    yield figure("list: first page painted", full, against=empty, most=3)
    yield figure("list: sorted otherwise, painted", sort, against=full)


def _jumps(bench: Bench, desk: Desk) -> Iterator[Figure]:
    bench.load(CaseSource(desk, VIEWS["all"]))
    table, rows = bench.page.table, bench.rows
    plain, jump = [], []
    for turn in range(ROUNDS):
        row = (turn * 7919 + 4_001) % max(1, rows.rowCount())
        began = perf_counter()
        table.scrollTo(rows.index(row, 0), table.ScrollHint.PositionAtCenter)
        bench.painted()
        bench.until(lambda row=row: rows.shown(row) is not None)
        bench.painted()
        jump.append((perf_counter() - began) * 1e3)
        bench.settle()
        began = perf_counter()
        bench.painted()
        plain.append((perf_counter() - began) * 1e3)
    yield figure("list: painted again", plain)
    yield figure("list: jump anywhere, painted", jump, against=plain)


def _stalls(bench: Bench) -> Iterator[Figure]:
    page, table = bench.page, bench.page.table
    bar = table.verticalScrollBar()

    def opens() -> None:
        page.show_view("all")

    def scrolls() -> None:
        for part in range(1, 41):
            bar.setValue(bar.maximum() * part // 40)
            bench.settle(0.005)
        table.scrollToBottom()

    def searches(word: str) -> None:
        for length in range(1, len(word) + 1):
            page.search.setText(word[:length])
            bench.settle(0.02)

    def ticks_all() -> None:
        QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    done: dict[str, list[float]] = {
        "nothing is done": [],
        "it opens": [],
        "it scrolls to the end": [],
        "it is sorted otherwise": [],
        "it is filtered": [],
        "all are ticked": [],
        "a word is found": [],
    }
    for turn in range(ROUNDS):
        done["nothing is done"].append(bench.still(lambda: None))
        page.show_view("open")
        bench.settle()
        done["it opens"].append(bench.still(opens))
        done["it scrolls to the end"].append(bench.still(scrolls))
        by = order(SORTED[turn % len(SORTED)])
        done["it is sorted otherwise"].append(bench.still(lambda by=by: page.sort(by)))
        done["it is filtered"].append(bench.still(lambda: page.narrow(parse("channel=odr12315").where)))
        page.show_view("all")
        bench.settle()
        done["all are ticked"].append(bench.still(ticks_all))
        page.ticks.clear()
        bench.settle()
        word = SEARCHED[turn % len(SEARCHED)]
        # The page waits a little after the last key before it searches.
        done["a word is found"].append(bench.still(lambda word=word: searches(word), quiet=0.4))
        page.search.clear()
        bench.settle(0.3)
    for name, longest in done.items():
        most = max(longest)
        wanted = name != "nothing is done"
        goal, ok = (f"max ≤ {STILL:g}", most <= STILL) if wanted else ("", None)
        yield Figure(
            f"stands still while {name}", len(longest), sorted(longest)[len(longest) // 2], p95(longest), None, goal, ok
        )
    worst = max(max(longest) for name, longest in done.items() if name != "nothing is done")
    yield Figure(
        "stands still at the most", ROUNDS * (len(done) - 1), worst, worst, None, f"≤ {WISHED:g}", worst <= WISHED
    )


def _heard(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """The offscreen platform says of each thing a real screen does that it does not do it."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _raised(error: BaseException) -> None:
    raise error
