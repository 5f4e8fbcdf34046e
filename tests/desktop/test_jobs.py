"""Long work: nothing at once, a bar that never goes back, a button with the right name, an end that is told."""

from threading import Thread

import pytest
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.jobs import LONG_MS, SHOWN_MS, Job
from odrdesk.desktop.widgets.label import Label
from odrdesk.desktop.widgets.status_strip import Line
from odrdesk.desktop.window import Window


@pytest.fixture
def shown(window: Window, qtbot) -> Window:
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    return window


def appeared(window: Window, words: str = "正在导出", **given: object) -> tuple[Job, Line]:
    job = window.jobs.begin(words, **given)
    job.appear()
    return job, window.strip.lines[job]


def test_it_waits_the_time_of_the_design() -> None:
    assert (SHOWN_MS, LONG_MS) == (300, 120_000)


def test_before_its_time_nothing_shows(shown: Window) -> None:
    job = shown.jobs.begin("正在备份")
    job.tell(1, 2)
    assert not shown.strip.isVisible()
    job.end()
    assert (shown.jobs.running, shown.strip.isVisible()) == ([], False)


def test_then_its_words_and_how_far_it_is(shown: Window) -> None:
    job, line = appeared(shown)
    assert (shown.strip.isVisible(), line.words.text(), line.bar.isVisible()) == (True, "正在导出", False)
    job.tell(3, 12, "ODR-2026-00003")
    assert (line.bar.isVisible(), line.item.text(), line.count.text()) == (True, "ODR-2026-00003", "3 / 12")
    assert line.bar.findChildren(Label) == []


def test_the_bar_never_goes_back(shown: Window) -> None:
    job, line = appeared(shown)
    job.tell(8, 10)
    job.tell(1, 10)
    assert (job.share, line.bar.accessibleDescription()) == (0.8, "80%")
    job.tell(99, 10)
    assert (job.share, line.count.text()) == (1.0, "10 / 10")


@pytest.mark.parametrize(("keeps", "said"), [(True, "停止"), (False, "取消")])
def test_the_button_says_what_becomes_of_what_was_done(shown: Window, keeps: bool, said: str) -> None:
    stopped: list[int] = []
    job, line = appeared(shown, stop=lambda: stopped.append(1), keeps=keeps)
    assert (line.stop.text(), job.tell(1, 2)) == (said, True)
    line.stop.click()
    line.stop.click()
    assert (stopped, line.stop.isEnabled(), job.tell(2, 2)) == ([1], False, False)


def test_what_cannot_be_stopped_has_no_button(shown: Window) -> None:
    _job, line = appeared(shown)
    assert not line.stop.isVisible()


def test_it_is_told_from_a_thread(shown: Window, qtbot) -> None:
    job, _line = appeared(shown)

    def run() -> None:
        for done in range(5_000):
            job.tell(done, 5_000)
        job.end("已导出")

    thread = Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: not shown.strip.isVisible(), timeout=20_000)
    thread.join()
    assert [one.accessibleName() for one in shown.toasts.standing] == ["已导出"]


def test_three_stand_and_the_rest_is_said_in_a_number(shown: Window) -> None:
    jobs = [appeared(shown, f"工作 {n}")[0] for n in range(5)]
    assert sum(line.isVisible() for line in shown.strip.lines.values()) == 3
    assert "另有 2 项在进行" in [one.text() for one in shown.strip.findChildren(Label) if one.isVisible()]
    for job in jobs[:3]:
        job.end()
    assert [line.words.text() for line in shown.strip.lines.values() if line.isVisible()] == ["工作 3", "工作 4"]


def test_what_there_is_to_see_stays_until_it_was_looked_at(shown: Window) -> None:
    seen: list[int] = []
    job, line = appeared(shown)
    job.end("已出具 5 份；1 件没有出具", lambda: seen.append(1))
    assert (line.words.text(), line.look_at.isVisible(), line.stop.isVisible()) == (
        "已出具 5 份；1 件没有出具",
        True,
        False,
    )
    line.look_at.click()
    assert (seen, shown.strip.isVisible()) == ([1], False)


def test_after_two_minutes_the_bell_and_the_task_bar_tell(shown: Window, monkeypatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(QApplication, "alert", lambda window, *_rest: called.append(window))
    quick, _line = appeared(shown)
    quick.end("已导出")
    assert (called, shown.jobs.news) == ([], [])
    slow, _line = appeared(shown)
    slow.grow_long()
    slow.end("已备份到 2026-11-26")
    assert (called, [one.words for one in shown.jobs.news]) == ([shown], ["已备份到 2026-11-26"])
    shown.jobs.read(shown.jobs.news[0])
    assert shown.jobs.news == []


def test_another_window_takes_over_what_is_under_way(shown: Window, look, settings, qtbot) -> None:
    job, _line = appeared(shown)
    other = Window(look, settings)
    qtbot.addWidget(other)
    other.show()
    other.jobs.inherit(shown.jobs)
    assert ([one.words for one in other.jobs.running], shown.jobs.running) == (["正在导出"], [])
    job.tell(1, 4)
    assert other.strip.lines[job].count.text() == "1 / 4"
    job.end("已导出")
    assert (other.strip.isVisible(), len(other.toasts.standing)) == (False, 1)


def test_it_takes_no_focus(shown: Window) -> None:
    before = QApplication.focusWidget()
    appeared(shown)
    assert QApplication.focusWidget() is before
