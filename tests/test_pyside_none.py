"""PySide6 6.12.0 on Python 3.11 drops one reference to None with every Qt call that returns nothing.

The process dies after some thousands of calls ("none_dealloc: deallocating None"), so short tests stay green while
the program dies in use. From Python 3.12 None is immortal; for 3.11 `pyproject.toml` pins 6.11.3.
"""

import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 20_000


@pytest.mark.parametrize("call", [lambda w, i: w.setObjectName(str(i)), lambda w, i: w.resize(100 + i % 50, 100)])
def test_qt_calls_that_return_nothing_keep_none_alive(qtbot: QtBot, call) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for i in range(CALLS // 200):
        for _ in range(200):
            call(widget, i)
        # Ask early: waiting for the end would kill the process instead of failing the test.
        assert sys.getrefcount(None) > before - 1_000
