"""What is typed and pasted into a new case is kept as a draft, and survives whatever ends the program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from odrdesk.desktop.dialogs.draft_bar import Draft
from odrdesk.desktop.formats import clock
from odrdesk.desktop.work import Work
from odrdesk.domain.errors import Fault
from odrdesk.services import drafts, recognition
from odrdesk.services.desk import Desk, Done
from odrdesk.text import _

T = TypeVar("T")

KIND = "intake"
KINDS = frozenset({KIND, "complaint"})
"""Drafts this form takes up: its own, and lines of a sheet that lacked something."""
ORIGINAL = "original"
"""Under this name the pasted text stands among the values of a draft."""
CAME = "came"
"""Under this name the pictures and files that came with the text stand there."""
KEEP_MS = 800


@dataclass
class _Kept:
    """Under which key the form is kept; only the writer changes it, so that the order of the writes decides.

    `beside` are values of the draft that the form does not show and must not lose.
    """

    key: int = 0
    kind: str = KIND
    beside: Mapping[str, object] = field(default_factory=dict)


class Keeper(QObject):
    """`said` with what was kept when, empty where there is nothing to keep; `failed(fault)` when it could not be."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, owner: QObject, work: Work, desk: Desk, typed: Callable[[], dict[str, object]]) -> None:
        super().__init__(owner)
        self._work, self._desk, self._typed = work, desk, typed
        self._kept, self._last = _Kept(), dict[str, object]()
        self.blank: Callable[[], bool] = lambda: True
        self.open = True
        self._soon = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._soon.timeout.connect(self.keep)

    @property
    def key(self) -> int:
        """The key of the draft this form is kept under; 0 before."""
        return self._kept.key

    def soon(self) -> None:
        """Something was typed."""
        # Not started anew while it runs: whoever types without a pause is kept all the same.
        if not self._soon.isActive():
            self._soon.start()

    def settled(self) -> None:
        """What stands there now is nothing new."""
        self._soon.stop()
        self._last = self._typed()

    def keep(self) -> None:
        """Keep what is typed as a draft now, when it changed; an emptied form is no draft."""
        self._soon.stop()
        typed = self._typed()
        if not self.open or typed == self._last:
            return
        self._last = typed
        kept, desk, blank = self._kept, self._desk, self.blank()
        values = {**kept.beside, **typed}
        if text := values.get(ORIGINAL):
            values[ORIGINAL] = recognition.keepable(desk, str(text))

        def write() -> Done[int] | Done[None] | None:
            if not blank:
                done = drafts.keep(desk, kept.kind, values, kept.key)
                kept.key = done.value
                return done
            if not kept.key:
                return None
            thrown, kept.key = drafts.discard(desk, kept.key), 0
            return thrown

        words = "" if blank else _("草稿已保存 {time}").format(time=clock(desk.now()))
        self._work.write(write, owner=self, done=lambda _key: self.said.emit(words), faulted=self._not_kept)

    def take_up(self, draft: Draft, shown: Mapping[str, object]) -> None:
        """Go on with a draft; `shown` is what the form shows of it."""
        beside = {name: value for name, value in draft.values.items() if name not in shown}
        self._kept = _Kept(draft.key, draft.kind, beside)
        self.settled()

    def finishing(self, call: Callable[[], Done[T]]) -> Callable[[], Done[T]]:
        """A call that registers what is typed, and takes the draft away with it, whoever is still there to hear of it.

        Were the draft left to the answer, a window that went meanwhile would offer what is a case already.
        """
        kept, desk = self._kept, self._desk

        def both() -> Done[T]:
            done = call()
            if kept.key:
                try:
                    drafts.discard(desk, kept.key)
                except Fault:
                    return done  # the case stands all the same
                kept.key = 0
            return replace(done, changes=replace(done.changes, drafts=True))

        return both

    def registered(self) -> None:
        """It became a case: the draft goes, and the next one is another."""
        kept, desk = self._kept, self._desk

        def discard() -> Done[None] | None:
            return drafts.discard(desk, kept.key) if kept.key else None

        self._work.write(discard)
        self._kept = _Kept()
        self.settled()

    def _not_kept(self, fault: Fault) -> None:
        self._last = {}
        self.failed.emit(fault)
