"""The last net: from any thread, told once, without a person's data."""

import sys
import threading
from pathlib import Path

import pytest

from odrdesk.desktop.crash import KEPT, Net


@pytest.fixture
def net(tmp_path, qtbot, monkeypatch):
    for name in ("excepthook",):
        monkeypatch.setattr(sys, name, getattr(sys, name))
        monkeypatch.setattr(threading, name, getattr(threading, name))
    return Net(tmp_path / "crashes")


def throw(error: Exception, cause: Exception | None = None) -> None:
    raise error from cause


def fallen(error: Exception, cause: Exception | None = None) -> Exception:
    """The error as it is after it was raised."""
    try:
        throw(error, cause)
    except type(error) as raised:
        return raised
    raise AssertionError


def fall(text: str = "王秀英 13800138000") -> Exception:
    return fallen(ValueError(text))


def test_a_bug_is_told_once_however_often_it_comes(net: Net, qtbot) -> None:
    told: list[str] = []
    net.fell.connect(told.append)
    for _again in range(7):
        net.caught(fall())
    qtbot.waitUntil(lambda: sum(net.seen.values()) == 7)
    assert len(told) == 1


def test_the_report_says_where_and_what_kind_but_not_the_words(net: Net, qtbot) -> None:
    with qtbot.waitSignal(net.fell) as fell:
        net.caught(fall())
    report = Path(fell.args[0]).read_text(encoding="utf-8")
    assert "ValueError" in report
    assert "test_crash.py" in report
    assert "13800138000" not in report
    assert "王秀英" not in report


def test_the_cause_is_named_too(net: Net, qtbot) -> None:
    with qtbot.waitSignal(net.fell) as fell:
        net.caught(fallen(RuntimeError("y"), fallen(KeyError("x"))))
    report = Path(fell.args[0]).read_text(encoding="utf-8")
    assert report.index("RuntimeError") < report.index("caused by") < report.index("KeyError")


def test_it_is_told_on_the_gui_thread(net: Net, qtbot) -> None:
    where: list[int] = []
    net.fell.connect(lambda _path: where.append(threading.get_ident()))
    other = threading.Thread(target=net.caught, args=(fall(),))
    other.start()
    other.join()
    assert where == []
    qtbot.waitUntil(lambda: bool(where))
    assert where == [threading.get_ident()]


def test_both_of_pythons_hooks_and_qts_lead_here(net: Net, qtbot, caplog) -> None:
    net.spread()
    try:
        with qtbot.waitSignal(net.fell):
            thread = threading.Thread(target=lambda: 1 // 0)
            thread.start()
            thread.join()
        with qtbot.waitSignal(net.fell):
            sys.excepthook(ValueError, fall("other"), None)
    finally:
        net.take_down()
    assert caplog.records
    caplog.clear()


def test_only_the_last_reports_are_kept(net: Net, qtbot, tmp_path) -> None:
    for number in range(KEPT + 5):
        net._write(f"trace {number}")
    files = sorted((tmp_path / "crashes").iterdir())
    assert len(files) == KEPT
    assert files[-1].name == f"crash-{KEPT + 5:04d}.txt"
