"""Cyclic garbage never dies on a worker's thread."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThreadPool

from odrdesk.desktop.tidy import Tidy


@pytest.fixture
def tidy(qtbot: object) -> Iterator[Tidy]:
    held = Tidy()
    held.begin()
    yield held
    held.end()


class Knot:
    """A thing that only the cyclic collector can free; it notes the thread it died on."""

    def __init__(self, died_on: list[int]) -> None:
        self.me, self.died_on = self, died_on
        self.qt = QObject()

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def test_a_busy_worker_frees_nothing_of_the_windows(tidy: Tidy) -> None:
    died_on: list[int] = []
    for _ in range(50):
        Knot(died_on)
    QThreadPool.globalInstance().start(lambda: [[[] for _ in range(1_000)] for _ in range(200)])
    assert QThreadPool.globalInstance().waitForDone(10_000)
    assert died_on == []
    gc.collect()
    assert set(died_on) == {threading.get_ident()}


def test_the_timer_of_the_gui_thread_frees_what_is_due(tidy: Tidy) -> None:
    died_on: list[int] = []
    kept = []
    while gc.get_count()[0] <= gc.get_threshold()[0]:
        Knot(died_on)
        kept.append([])
    assert tidy.collect() >= 0
    assert died_on
    assert set(died_on) == {threading.get_ident()}


def test_nothing_due_is_left_alone(tidy: Tidy) -> None:
    gc.collect()
    assert tidy.collect() == -1


def test_python_takes_over_again_at_the_end(qtbot: object) -> None:
    tidy = Tidy()
    tidy.begin()
    assert not gc.isenabled()
    tidy.end()
    assert gc.isenabled()
