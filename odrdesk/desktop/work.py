"""Every call into the desk runs off the GUI thread and answers on it, always, also when it throws.

One writer, so that writes keep their order; a few readers beside it with sessions of their own; long work beside both.
"""

import contextvars
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from odrdesk.desktop.hub import Hub
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services.desk import Done

T = TypeVar("T")
READERS, LONG = 3, 2


class Op(QObject, Generic[T]):
    """One call on its way. Exactly one of the four answers comes, then `ended`; on the GUI thread.

    `bug` carries an exception that is neither Refusal nor Fault: it goes to the crash report.
    """

    done = Signal(object)
    refused = Signal(object)
    faulted = Signal(object)
    bug = Signal(object)
    ended = Signal()

    def at_end(self, owner: QObject, act: Callable[[], object]) -> None:
        """Do something once it ended, where `owner` is still there: a dialog may have been put away meanwhile."""
        self.ended.connect(lambda: act() if isValid(owner) else None)


class Work(QObject):
    """The pools of one window; `bug`, `fault` and `refusal` hear what no caller of a call is there to hear."""

    def __init__(
        self,
        hub: Hub,
        *,
        bug: Callable[[BaseException], None],
        fault: Callable[[Fault], None],
        refusal: Callable[[Refusal], None],
    ) -> None:
        super().__init__()
        self._hub, self._bug, self._fault, self._refusal = hub, bug, fault, refusal
        self._under_way: dict[int, tuple[Op[Any], _Heard, Callable[[], Any]]] = {}
        self._tickets = count()
        # One for all calls: libpyside sometimes failed under load to disconnect a carrier made for one call.
        self._carrier = _Carrier()
        # Queued by hand: the carrier lives on the GUI thread, the emission comes from the pool's.
        self._carrier.arrived.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._ending = False
        self._steps: deque[tuple[QObject, Iterator[object]]] = deque()
        self._step = QTimer(self, interval=0)
        self._step.timeout.connect(self._go_on)
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(READERS)
        self._long = QThreadPool(self)
        self._long.setMaxThreadCount(LONG)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return bool(self._under_way) or bool(self._steps)

    def write(
        self,
        call: Callable[[], T],
        *,
        owner: QObject | None = None,
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
        faulted: Callable[[Fault], None] | None = None,
    ) -> Op[T]:
        """Run a writing service. `done` gets the value; what changed is announced first.

        When `owner` is gone by then, its callbacks are not called; the announcement is made all the same.
        """
        return self._start(self._writer, call, _Heard(owner, done, refused, faulted))

    def read(
        self,
        call: Callable[[], T],
        *,
        owner: QObject | None = None,
        done: Callable[[T], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
        faulted: Callable[[Fault], None] | None = None,
    ) -> Op[T]:
        """Run a reading service beside the writes."""
        return self._start(self._readers, call, _Heard(owner, done, refused, faulted))

    def long(
        self,
        call: Callable[[], T],
        *,
        owner: QObject | None = None,
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Refusal], None] | None = None,
        faulted: Callable[[Fault], None] | None = None,
    ) -> Op[T]:
        """As `write`, for what takes minutes in many transactions: what a person saves meanwhile comes in between."""
        return self._start(self._long, call, _Heard(owner, done, refused, faulted))

    def pieces(self, steps: Iterator[object], *, owner: QObject) -> None:
        """Go through `steps` on this thread, one and then whatever else waits; given up where `owner` is gone.

        For what no other thread can do and what would hold this one too long at once: hundreds of widgets.
        """
        self._steps.append((owner, steps))
        self._step.start()

    def last(self, call: Callable[[], T], done: Callable[[T], None]) -> Op[T]:
        """Run a call after everything under way; nothing else is begun any more, later calls are never answered."""
        self._ending = True

        def alone() -> T:
            self._readers.waitForDone()
            self._long.waitForDone()
            return call()

        return self._begin(self._writer, alone, _Heard(None, done, None, None))

    def finish(self, milliseconds: int = 10_000) -> bool:
        """Wait for what is under way, as the window closes; False when it takes longer."""
        return all(pool.waitForDone(milliseconds) for pool in (self._readers, self._long, self._writer))

    def _go_on(self) -> None:
        owner, steps = self._steps.popleft()
        if isValid(owner):
            for _done in steps:
                self._steps.appendleft((owner, steps))
                break
        if not self._steps:
            self._step.stop()

    def _start(self, pool: QThreadPool, call: Callable[[], T], heard: "_Heard") -> Op[T]:
        return Op() if self._ending else self._begin(pool, call, heard)

    def _begin(self, pool: QThreadPool, call: Callable[[], T], heard: "_Heard") -> Op[T]:
        op: Op[T] = Op()
        ticket = next(self._tickets)
        # Who asked stays here: a dialog whose last reference went on the pool's thread would be destroyed there.
        self._under_way[ticket] = op, heard, call
        pool.start(_Run(call, self._carrier, ticket))
        return op

    def _arrived(self, ticket: int, answer: "_Answer") -> None:
        op, heard, _call = self._under_way.pop(ticket)
        try:
            self._answer(op, answer, heard)
        finally:
            op.ended.emit()

    def _answer(self, op: Op[T], answer: "_Answer", heard: "_Heard") -> None:
        listening = heard.owner is None or isValid(heard.owner)
        match answer.error:
            case None:
                value = answer.value
                if isinstance(value, Done):
                    self._hub.changed.emit(value.changes)
                    value = value.value
                op.done.emit(value)
                if listening and heard.done is not None:
                    heard.done(value)
            case Refusal() as refusal:
                op.refused.emit(refusal)
                (heard.refused if heard.refused is not None and listening else self._refusal)(refusal)
            case Fault() as fault:
                op.faulted.emit(fault)
                (heard.faulted if heard.faulted is not None and listening else self._fault)(fault)
            case bug:
                op.bug.emit(bug)
                self._bug(bug)


class Newest:
    """Readings for one place: what one of them answers that was overtaken by a later one is dropped.

    Three readers run side by side, so the answers need not come in the order they were asked for.
    """

    def __init__(self, work: Work, owner: QObject) -> None:
        self._work, self._owner, self._asked = work, owner, 0

    def read(
        self,
        call: Callable[[], T],
        done: Callable[[T], object],
        *,
        refused: Callable[[Refusal], object] | None = None,
        faulted: Callable[[Fault], object] | None = None,
    ) -> Op[T]:
        """As `Work.read`."""
        self._asked += 1
        mine = self._asked

        def answered(act: Callable[[Any], object]) -> Callable[[Any], None]:
            def answer(value: object) -> None:
                if mine == self._asked:
                    act(value)

            return answer

        return self._work.read(
            call,
            owner=self._owner,
            done=answered(done),
            refused=answered(refused) if refused is not None else None,
            faulted=answered(faulted) if faulted is not None else None,
        )


class _Heard(NamedTuple):
    owner: QObject | None
    done: Callable[[Any], None] | None
    refused: Callable[[Refusal], None] | None
    faulted: Callable[[Fault], None] | None


class _Answer:
    __slots__ = ("error", "value")

    def __init__(self, value: object, error: BaseException | None) -> None:
        self.value: Any = value
        self.error = error


class _Carrier(QObject):
    arrived = Signal(object, object)


class _Run:
    """A call for a pool, once. No QRunnable: one that ends before `start` returns is kept by libpyside for ever."""

    __slots__ = ("_act", "_carrier", "_ticket")

    def __init__(self, call: Callable[[], object], carrier: _Carrier, ticket: int) -> None:
        # The language travels in the context: a pool's thread would begin with Chinese.
        self._act: Callable[[], object] = partial(contextvars.copy_context().run, call)
        self._carrier, self._ticket = carrier, ticket

    def __call__(self) -> None:
        """Call, and answer whatever happens; from then on it holds nothing of who asked."""
        act, self._act = self._act, _nothing
        try:
            answer = _Answer(act(), None)
        except BaseException as error:  # noqa: BLE001 -- an Op always answers, also on SystemExit
            answer = _Answer(None, error)
        del act
        self._carrier.arrived.emit(self._ticket, answer)


def _nothing() -> None:
    """What is left of a call."""
