"""How long the thread that paints is held at a stretch, and by what.

A timer of one millisecond ticks on it; between two ticks no click is heard. The time of the processor that the thread
itself used in between is told apart from what passed on the clock: on a busy machine others take their share.
"""

import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, thread_time
from types import FrameType
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer

DESKTOP = str(Path("odrdesk") / "desktop")
SAMPLE = 0.004
"""Seconds from one look at what the thread does to the next."""


class Held(NamedTuple):
    """The longest stretch: milliseconds by the clock, those the thread worked itself, and the lines of the desktop."""

    clock: float = 0.0
    worked: float = 0.0
    where: str = ""


class Watch:
    """`measure(act)` does something and tells the longest stretch; on the main thread, which is the one watched.

    `looks`: what it was at is told too, by a signal, where there are signals. A look from another thread would keep
    painters alive beyond their paint event.
    """

    def __init__(self, *, looks: bool = False) -> None:
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._looks = looks and hasattr(signal, "setitimer")
        self._seen: Counter[str] = Counter()
        self._last = self._worked = 0.0
        self.longest = Held()

    def measure(self, act: Callable[[], object]) -> Held:
        """What the longest stretch was while `act` ran; it must let events come."""
        self.longest = Held()
        self._last, self._worked = perf_counter(), thread_time()
        self._timer.start()
        if self._looks:
            signal.signal(signal.SIGALRM, self._look)
            signal.setitimer(signal.ITIMER_REAL, SAMPLE, SAMPLE)
        try:
            act()
        finally:
            if self._looks:
                signal.setitimer(signal.ITIMER_REAL, 0)
            self._tick()
            self._timer.stop()
        return self.longest

    def _tick(self) -> None:
        now, worked = perf_counter(), thread_time()
        seen, self._seen = self._seen, Counter()
        held = Held((now - self._last) * 1e3, (worked - self._worked) * 1e3)
        if held.worked > self.longest.worked:
            self.longest = held._replace(where="; ".join(f"{one} {n}" for one, n in seen.most_common(5)))
        self._last, self._worked = now, worked

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        while frame is not None:
            code = frame.f_code
            if DESKTOP in code.co_filename:
                where = f"{code.co_filename.rpartition(DESKTOP)[2][1:]}:{frame.f_lineno} {code.co_qualname}"
                self._seen[where] += 1
                return
            frame = frame.f_back
