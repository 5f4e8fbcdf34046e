"""A backup in the middle of the work, told in the navigation; a second place that is out is told, not passed over."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from odrdesk.desktop.tell import FaultDialog
from odrdesk.services import backup_place, upkeep


@pytest.fixture
def stick(desk, tmp_path: Path) -> Path:
    """The second place of the backups."""
    folder = tmp_path / "stick"
    folder.mkdir()
    backup_place.choose(desk, folder)
    return folder


def test_after_half_an_hour_a_backup_is_made_and_told(open_front, desk, clock, register, settle) -> None:
    front = open_front()
    register()
    look = front.desktop.backups.look
    look()
    settle()
    assert upkeep.backups(desk.path) == ()
    clock.set(2026, 11, 23, 9, 31)
    job = front._window.jobs.begin("导入")
    look()
    settle()
    assert upkeep.backups(desk.path) == ()  # never beside something else that is under way
    job.end()
    look()
    settle()
    assert [one.reason for one in upkeep.backups(desk.path)] == ["regular"]
    assert front._window.rail._backup.text() == "上次备份 今天 09:31"
    look()
    settle()
    assert len(upkeep.backups(desk.path)) == 1


def test_a_stick_that_is_out_is_told_on_the_board_and_at_the_exit(
    open_front, desk, stick: Path, tmp_path: Path, *, qtbot, settle
) -> None:
    front = open_front()
    assert front.today.unplugged.isHidden()
    stick.rename(tmp_path / "out")
    front.today.refresh()
    settle()
    assert str(stick) in front.today.unplugged.words
    front.today.unplugged.acted.emit()
    settle()
    assert front._window.current == "settings"
    window = front._window
    window.close()
    qtbot.waitUntil(lambda: bool(window.findChildren(FaultDialog)), timeout=20_000)
    (dialog,) = window.findChildren(FaultDialog)
    assert dialog.title.text() == "已备份，另存的位置没有插上"
    assert str(stick) in dialog.words.text()
    dialog.last.click()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert [one.reason for one in upkeep.backups(desk.path)] == ["exit"]


def test_each_half_hour_the_second_place_is_written_too(
    open_front, desk, clock, register, *, stick: Path, settle
) -> None:
    front = open_front()
    register()
    clock.set(2026, 11, 23, 9, 31)
    front.desktop.backups.look()
    settle()
    told = backup_place.state(desk)
    assert [[one.reason for one in made] for made in (told.made, told.second_made)] == [["regular"], ["regular"]]


def test_a_second_place_seven_days_behind_is_told_and_mended_by_the_banner(
    open_front, desk, clock, register, *, stick: Path, settle
) -> None:
    backup_place.back_up(desk)
    front = open_front()
    register()
    behind = front.today.behind
    clock.set(2026, 11, 30, 9, 0)
    front.today.refresh()
    settle()
    assert behind.isHidden(), "seven days, not more"
    clock.set(2026, 12, 2, 9, 0)
    front.today.refresh()
    settle()
    assert behind.words.startswith("备份另存的位置 9 天没有新的备份了")
    behind.acted.emit()
    settle()
    assert behind.isHidden()
    assert len(backup_place.state(desk).second_made) == 2
    front.today.refresh()
    settle()
    assert behind.isHidden()


def test_a_second_place_never_written_is_as_old_as_the_first_backup(desk, clock, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert backup_place.behind(desk) is None
    backup_place.back_up(desk)
    backup_place.choose(desk, stick)
    assert backup_place.behind(desk) is None
    clock.set(2026, 12, 2, 9, 0)
    assert backup_place.behind(desk) == 9
    stick.rename(tmp_path / "out")
    assert backup_place.behind(desk) is None, "that it is out is told by itself"
