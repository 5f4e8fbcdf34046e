"""A backup in the place of the open desk: what was here is backed up first, what is wrong with it leaves the desk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from odrdesk.desktop import tell
from odrdesk.desktop.crash import Net
from odrdesk.desktop.start import Start
from odrdesk.services import backup_place, upkeep
from odrdesk.services import settings as kept
from odrdesk.services.desk import create, wall_clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path / "desk", "浦东联络点", clock=wall_clock, owner="陈晓雯").close(backup=False)
    return tmp_path / "desk"


@pytest.fixture
def begun(qtbot, look, settings: QSettings, tmp_path: Path, folder: Path):
    made = Start(look, settings, Net(tmp_path / "log"))
    made.begin(folder)
    qtbot.waitUntil(lambda: made.front is not None, timeout=30_000)
    yield made
    if made.front is not None:
        made.front.leave()
        qtbot.waitUntil(made.front.leave, timeout=30_000)
    made.end()
    made.window.may_leave = lambda: True
    made.window.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_backup_is_opened_and_what_was_here_is_kept(begun: Start, qtbot, folder: Path, tmp_path: Path) -> None:
    old = begun.front
    made = upkeep.backup(old.desk, tmp_path / "stick").value
    kept.change(old.desk, {"letterhead.name": "后来才有的抬头"})
    old.settings.put_back.emit(made.path)
    qtbot.waitUntil(lambda: begun.front is not None and begun.front is not old, timeout=30_000)
    desk = begun.front.desk
    assert kept.read(desk, "letterhead.") == {}
    assert len(backup_place.state(desk).made) == 1  # of what was here before
    assert any(one.name.startswith("aside-") for one in folder.iterdir())


def test_a_folder_that_is_no_backup_leaves_the_desk_as_it_was(
    begun: Start, qtbot, folder: Path, tmp_path: Path
) -> None:
    old = begun.front
    kept.change(old.desk, {"letterhead.name": "浦东"})
    (tmp_path / "nothing").mkdir()
    old.settings.put_back.emit(tmp_path / "nothing")
    qtbot.waitUntil(lambda: begun.front is not None and begun.front is not old, timeout=30_000)
    assert kept.read(begun.front.desk, "letterhead.") == {"letterhead.name": "浦东"}
    assert [one for one in begun.window.findChildren(tell.FaultDialog) if one.isVisible()]
