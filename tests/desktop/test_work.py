"""An Op always answers, exactly once, on the GUI thread."""

import gc
import threading
import weakref
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QTimer
from shiboken6 import delete

from odrdesk.desktop.hub import Hub
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services.desk import Changes, Done
from odrdesk.text import language, set_language


def raising(error: BaseException):
    def call() -> None:
        raise error

    return call


def test_the_call_runs_elsewhere_and_the_answer_comes_here(work: Work, qtbot) -> None:
    threads: list[int] = []
    with qtbot.waitSignal(
        work.read(threading.get_ident, done=lambda there: threads.extend((there, threading.get_ident()))).ended
    ):
        pass
    there, here = threads
    assert here == threading.get_ident() != there


def test_a_write_gives_its_value_and_announces_its_changes_first(work: Work, hub: Hub, qtbot) -> None:
    order: list[object] = []
    changes = Changes(disputes=frozenset({7}))
    hub.changed.connect(order.append)
    with qtbot.waitSignal(work.write(lambda: Done("ODR-2026-00007", changes), done=order.append).ended):
        pass
    assert order == [changes, "ODR-2026-00007"]


def test_many_short_calls_are_all_answered_once(work: Work, qtbot) -> None:
    heard: list[int] = []

    def again(value: int) -> None:
        heard.append(value)
        if value < 1_000:
            work.read(lambda: value + 1, done=again)

    for _chain in range(4):
        again(0)
    qtbot.waitUntil(lambda: len(heard) == 4_004, timeout=60_000)
    assert sorted(heard) == [value for value in range(1_001) for _chain in range(4)]


def test_what_was_answered_leaves_nothing_behind(work: Work, qtbot) -> None:
    class Asker(QObject):
        def hear(self, value: int) -> None:
            self.value = value

    heard: list[int] = []
    askers = [Asker() for _n in range(20)]
    gone = [weakref.ref(one) for one in askers]
    for asker in askers:
        work.read(lambda: 7, owner=asker, done=asker.hear).ended.connect(lambda: heard.append(1))
    del asker, askers
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert work.finish()

    def all_gone() -> bool:
        gc.collect()
        return not any(one() for one in gone)

    qtbot.waitUntil(all_gone)


def test_what_a_pool_keeps_holds_nothing_of_who_asked(work: Work, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether Qt's binding lets go of what a pool was given is chance; a whole window hung on each that it kept."""

    class Asker:
        def ask(self) -> int:
            return 7

    pool, kept, heard = work._readers, list[object](), list[int]()

    class Keeping:
        def start(self, run: object) -> None:
            kept.append(run)
            pool.start(run)

    monkeypatch.setattr(work, "_readers", Keeping())
    asker = Asker()
    gone = weakref.ref(asker)
    work.read(asker.ask, done=heard.append)
    del asker
    qtbot.waitUntil(lambda: not work.busy)
    gc.collect()
    assert (heard, len(kept), gone()) == ([7], 1, None)
    monkeypatch.undo()


def test_writes_keep_their_order(work: Work, qtbot) -> None:
    done: list[int] = []
    ops = [work.write(lambda n=n: n, done=done.append) for n in range(20)]
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))
    assert len(ops) == 20
    assert not work.busy


def test_a_refusal_comes_to_who_asked(work: Work, qtbot) -> None:
    told: list[Refusal] = []
    with qtbot.waitSignal(work.write(raising(Refusal("amount.unreadable", "amount")), refused=told.append).ended):
        pass
    assert [(one.code, one.field) for one in told] == [("amount.unreadable", "amount")]


@pytest.mark.parametrize(
    ("error", "where"),
    [
        (Refusal("a.b"), "refusals"),
        (Fault("disk.full"), "faults"),
        (ZeroDivisionError(), "bugs"),
        (SystemExit(1), "bugs"),
    ],
)
def test_what_nobody_handles_is_heard_all_the_same(
    work: Work, heard: SimpleNamespace, qtbot, error: BaseException, where: str
) -> None:
    with qtbot.waitSignal(work.read(raising(error)).ended):
        pass
    assert getattr(heard, where) == [error]


def test_an_answer_for_a_view_that_is_gone_is_not_delivered(work: Work, hub: Hub, qtbot) -> None:
    owner, told, announced = QObject(), [], []
    hub.changed.connect(announced.append)
    op = work.write(lambda: Done(1, Changes(deadlines=True)), owner=owner, done=told.append)
    delete(owner)
    with qtbot.waitSignal(op.ended):
        pass
    assert announced == [Changes(deadlines=True)]
    assert told == []


def test_an_exception_in_an_answer_still_ends_the_op(work: Work, qtbot) -> None:
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(work.read(lambda: 0, done=lambda n: 1 // n).ended):
        pass
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert not work.busy


def test_the_language_goes_along_to_the_other_thread(work: Work, qtbot) -> None:
    spoken: list[str] = []
    set_language("en")
    try:
        with qtbot.waitSignal(work.read(lambda: str(language()), done=spoken.append).ended):
            pass
    finally:
        set_language("zh_CN")
    assert spoken == ["en"]


def test_the_last_call_waits_for_the_others_and_nothing_comes_after(work: Work, qtbot) -> None:
    order: list[str] = []
    work.read(lambda: order.append("read"))
    work.last(lambda: order.append("last"), lambda _none: order.append("told"))
    work.read(lambda: order.append("late"))
    qtbot.waitUntil(lambda: "told" in order)
    assert order == ["read", "last", "told"]


def test_of_the_readings_for_one_place_only_the_newest_is_answered(work: Work, qtbot) -> None:
    owner, gate, told = QObject(), threading.Event(), []
    place = Newest(work, owner)
    slow = place.read(lambda: gate.wait(10) and "before", told.append)
    with qtbot.waitSignal(place.read(lambda: "now", told.append).ended):
        pass
    with qtbot.waitSignal(slow.ended):
        gate.set()
    assert told == ["now"]


def test_what_is_done_at_the_end_is_left_where_its_owner_went(work: Work, qtbot, heard) -> None:
    owner, gate, told = QObject(), threading.Event(), []
    op = work.write(gate.wait, owner=owner)
    op.at_end(owner, lambda: told.append(owner.objectName()))
    with qtbot.waitSignal(op.ended):
        delete(owner)
        gate.set()
    assert told == []
    assert heard.bugs == []


def test_pieces_let_other_events_have_their_turn(work: Work, qtbot) -> None:
    said: list[str] = []
    owner = QObject()

    def steps() -> Iterator[None]:
        for number in range(3):
            said.append(str(number))
            QTimer.singleShot(0, lambda: said.append("between"))
            yield

    work.pieces(steps(), owner=owner)
    assert (said, work.busy) == ([], True)
    qtbot.waitUntil(lambda: not work.busy, timeout=20_000)
    assert [one for one in said if one != "between"] == ["0", "1", "2"]
    assert "between" in said[1 : said.index("2")]


def test_pieces_end_with_whom_they_are_for(work: Work, qtbot) -> None:
    said: list[int] = []
    owner = QObject()

    def steps() -> Iterator[None]:
        for number in range(3):
            said.append(number)
            delete(owner)
            yield

    work.pieces(steps(), owner=owner)
    qtbot.waitUntil(lambda: not work.busy, timeout=20_000)
    assert said == [0]
