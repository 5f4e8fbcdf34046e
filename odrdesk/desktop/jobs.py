"""Long work under way: told from any thread, shown at the window's lower edge, remembered when it took long.

Nothing shows before 0.3 s. A bar never goes back. What ended after two minutes is kept under the bell, and the task
bar calls for the window, for by then nobody is looking.
"""

from collections.abc import Callable
from threading import Event, Lock
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

SHOWN_MS, LONG_MS = 300, 120_000
Deed = Callable[[], object]


class Told(NamedTuple):
    """How far a job is; `total` 0 where nobody knows."""

    done: int = 0
    total: int = 0
    item: str = ""


class News(NamedTuple):
    """What a long job ended with, and where it can be looked at."""

    words: str
    show: Deed | None
    said: bool = False


class Job(QObject):
    """One piece of long work. `keeps`: what is done by the time it is stopped stays."""

    moved = Signal()
    over = Signal()
    _heard = Signal()
    _last = Signal()

    def __init__(self, jobs: "Jobs", words: str, stop: Deed | None, *, keeps: bool) -> None:
        super().__init__(jobs)
        self.words, self.keeps = words, keeps
        self.shown = self.long = self.ended = False
        self.share = 0.0
        self.at = Told()
        self.result = News("", None)
        self._stop, self._halted = stop, Event()
        self._lock, self._waits, self._answered = Lock(), False, False
        self._next, self._answer = Told(), News("", None)
        # The one telling works in a thread; the signal brings it onto this one.
        self._heard.connect(self._hear)
        self._last.connect(self._end)
        self._soon, self._late = (QTimer(self, singleShot=True, interval=ms) for ms in (SHOWN_MS, LONG_MS))
        self._soon.timeout.connect(self.appear)
        self._late.timeout.connect(self.grow_long)
        self._soon.start()
        self._late.start()

    @property
    def can_stop(self) -> bool:
        """Whether it has a button to stop it."""
        return self._stop is not None

    @property
    def halted(self) -> bool:
        """Whether it was asked to stop; any thread may look."""
        return self._halted.is_set()

    def tell(self, done: int, total: int, item: str = "") -> bool:
        """How far it is, and with what; whether it shall go on. From any thread, as often as one likes."""
        with self._lock:
            self._next = Told(done, total, item)
            waits, self._waits = self._waits, True
        if not waits and isValid(self):
            self._heard.emit()
        return not self._halted.is_set()

    def end(self, words: str = "", show: Deed | None = None, *, said: bool = False) -> None:
        """It is over, well or not: the first time counts. `words` say with what; `show` opens what there is to see.

        `said`: the caller tells of it himself, only the bell wants the words.
        """
        with self._lock:
            if self._answered:
                return
            self._answered, self._answer = True, News(words, show, said)
        if isValid(self):
            self._last.emit()

    def halt(self) -> None:
        """Ask it to stop."""
        if self._stop is not None and not self._halted.is_set():
            self._halted.set()
            self._stop()
            self.moved.emit()

    def appear(self) -> None:
        """It lasts long enough to be shown."""
        self._soon.stop()
        if not self.ended:
            self.shown = True
            self.moved.emit()

    def grow_long(self) -> None:
        """It lasts so long that its end will be told."""
        self._late.stop()
        self.long = True

    def _hear(self) -> None:
        with self._lock:
            self.at, self._waits = self._next, False
        if self.at.total > 0:
            self.share = max(self.share, min(1.0, self.at.done / self.at.total))
        self.moved.emit()

    def _end(self) -> None:
        if self.ended:
            return
        self.ended = True
        self._soon.stop()
        self._late.stop()
        with self._lock:
            self.result = self._answer
        self.over.emit()


class Jobs(QObject):
    """All of a window. `changed` when one came, moved or went; `ended(job)`; `news_changed` for the bell."""

    changed = Signal()
    ended = Signal(object)
    news_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self.news: list[News] = []

    @property
    def running(self) -> list[Job]:
        """What is under way, the eldest first."""
        return [job for job in self._jobs if not job.ended]

    @property
    def shown(self) -> list[Job]:
        """What the strip shows: under way for a while, or ended with something to see."""
        return [job for job in self._jobs if job.shown and (not job.ended or job.result.show is not None)]

    def begin(self, words: str, *, stop: Deed | None = None, keeps: bool = False) -> Job:
        """Long work begins: “正在备份”. `stop` is called when its button is pressed; without it there is none."""
        job = Job(self, words, stop, keeps=keeps)
        self._take(job)
        return job

    def put_away(self, job: Job) -> None:
        """What there was to see of an ended job was seen."""
        if job in self._jobs:
            self._jobs.remove(job)
            job.deleteLater()
            self.changed.emit()

    def read(self, news: News) -> None:
        """A piece of news was looked at."""
        if news in self.news:
            self.news.remove(news)
            self.news_changed.emit()

    def inherit(self, other: "Jobs") -> None:
        """Take over what is under way in a window that goes."""
        for job in other.let_go():
            job.setParent(self)
            self._take(job)
        self.news += other.news
        self.changed.emit()
        self.news_changed.emit()

    def let_go(self) -> list[Job]:
        """Give away what is under way."""
        going = self.running
        for job in going:
            self._jobs.remove(job)
            job.moved.disconnect(self.changed)
            job.over.disconnect()
        return going

    def _take(self, job: Job) -> None:
        self._jobs.append(job)
        job.moved.connect(self.changed)
        job.over.connect(lambda: self._over(job))

    def _over(self, job: Job) -> None:
        if job.long and job.result.words:
            self.news.append(job.result)
            self.news_changed.emit()
        self.ended.emit(job)
        if job.result.show is None or not job.shown:
            self.put_away(job)
        else:
            self.changed.emit()
