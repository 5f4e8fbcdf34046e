"""The first start: three ways to a desk, and what stands in their way."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.dialogs import first_ways
from odrdesk.desktop.dialogs.first_start import FirstStart, Homes
from odrdesk.domain.errors import Fault
from odrdesk.domain.vocabulary import Role
from odrdesk.services import upkeep
from odrdesk.services.demo import Made
from odrdesk.services.desk import create, open_desk

NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    return Homes(tmp_path / "data" / "desk", tmp_path / "data" / "demo")


@pytest.fixture
def picked() -> list[Path | None]:
    """What the person picks when asked for a folder, one after the other."""
    return []


@pytest.fixture
def start(qtbot, look, work, homes: Homes, picked) -> FirstStart:
    page = FirstStart(look, work, homes, clock=lambda: NOW, pick=lambda _parent, _title, _from: picked.pop(0))
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    page.take(0)
    return page


def test_two_names_and_enter_make_a_desk(start: FirstStart, qtbot, homes: Homes) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), "Pudong")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Chen")
    with qtbot.waitSignal(start.chosen) as chosen:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert chosen.args == [homes.desk]
    made = open_desk(homes.desk, clock=lambda: NOW, wait=0)  # nobody holds it
    assert (made.name, made.practice, made.clerk.name) == ("Pudong", False, "Chen")
    assert made.clerk.may(Role.ADMIN)
    made.close(backup=False)


@pytest.mark.parametrize(
    ("name", "owner", "refused"),
    [("", "", ["name", "clerk"]), ("浦东", " ", ["clerk"]), (" ", "陈晓雯", ["name"])],
)
def test_a_desk_without_names_is_not_made(
    start: FirstStart, homes: Homes, name: str, owner: str, refused: list[str]
) -> None:
    start.new.name.setText(name)
    start.new.owner.setText(owner)
    start.new.go.click()
    assert [key for key, field in start.new.fields.items() if field.refused] == refused
    assert QApplication.focusWidget() is start.new.fields[refused[0]].editor
    assert not homes.desk.exists()


def test_a_folder_in_use_is_refused_in_words_and_another_is_taken(start: FirstStart, qtbot, homes, picked) -> None:
    homes.desk.mkdir(parents=True)
    (homes.desk / "家庭照片.txt").write_text("x", encoding="utf-8")
    start.new.name.setText("浦东")
    start.new.owner.setText("陈晓雯")
    start.new.go.click()
    qtbot.waitUntil(start.new.bar.isVisible)
    assert str(homes.desk) in start.new.bar.words
    assert (homes.desk / "家庭照片.txt").exists()
    elsewhere = homes.desk.parent / "elsewhere"
    picked.append(elsewhere)
    qtbot.mouseClick(start.new.place.change, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(start.chosen) as chosen:
        start.new.go.click()
    assert chosen.args == [elsewhere]


def test_who_picks_no_folder_keeps_the_one_shown(start: FirstStart, qtbot, homes: Homes, picked) -> None:
    picked.append(None)
    qtbot.mouseClick(start.new.place.change, Qt.MouseButton.LeftButton)
    assert start.new.place.path == homes.desk


def test_a_broken_disk_is_told_and_leaves_the_way_open(start: FirstStart, qtbot, homes: Homes, monkeypatch) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise Fault("disk.full", path=str(homes.desk), needed=1, free=0)

    monkeypatch.setattr(first_ways, "create", full)
    start.new.name.setText("浦东")
    start.new.owner.setText("陈晓雯")
    start.new.go.click()
    qtbot.waitUntil(lambda: start.findChild(tell.FaultDialog) is not None)
    start.findChild(tell.FaultDialog).close_over()
    assert start.new.isEnabled()
    assert start.new.name.text() == "浦东"


def test_the_demonstration_is_made_beside_with_its_progress_told(start, qtbot, homes: Homes, monkeypatch) -> None:
    def make(folder: Path, _clock: object, progress) -> Made:
        progress(30, 60)
        create(folder / "desk", "演练", practice=True, clock=lambda: NOW).close(backup=False)
        return Made(folder / "desk", folder / "papers", folder / "表.xlsx", 60, {}, (), kept=False)

    monkeypatch.setattr(first_ways.demo, "make", make)
    start.take(1)
    with qtbot.waitSignal(start.chosen) as chosen:
        start.demo.go.click()
        assert start.demo.halt.isVisible()
        assert not start._group.button(0).isEnabled()
    assert chosen.args == [homes.demo / "desk"]
    assert start.demo.progress.accessibleDescription() == "50%"
    assert not homes.desk.exists()


def test_the_demonstration_can_be_called_off(start: FirstStart, qtbot, monkeypatch) -> None:
    def make(_folder: Path, _clock: object, progress) -> Made:
        while True:
            progress(1, 60)

    monkeypatch.setattr(first_ways.demo, "make", make)
    start.take(1)
    start.demo.go.click()
    qtbot.mouseClick(start.demo.halt, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(start.demo.bar.isVisible)
    assert "取消" in start.demo.bar.words
    assert start.demo.go.isVisible()
    assert start._group.button(0).isEnabled()


def test_a_backup_becomes_the_desk(start: FirstStart, qtbot, tmp_path: Path, homes: Homes, picked) -> None:
    old = create(tmp_path / "old", "浦东", owner="陈晓雯", clock=lambda: NOW)
    made = upkeep.backup(old, tmp_path / "usb").value
    old.close(backup=False)
    start.take(2)
    assert not start.restore.go.isEnabled()
    picked.append(made.path.parent)
    qtbot.mouseClick(start.restore.source.change, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(start.chosen) as chosen:
        qtbot.mouseClick(start.restore.go, Qt.MouseButton.LeftButton)
    assert chosen.args == [homes.desk]
    desk = open_desk(homes.desk, clock=lambda: NOW, wait=0)
    assert desk.name == "浦东"
    desk.close(backup=False)


def test_what_is_no_backup_is_told_with_a_way_out(start: FirstStart, qtbot, tmp_path: Path, picked) -> None:
    start.take(2)
    (tmp_path / "nothing").mkdir()
    picked.append(tmp_path / "nothing")
    qtbot.mouseClick(start.restore.source.change, Qt.MouseButton.LeftButton)
    start.restore.go.click()
    qtbot.waitUntil(lambda: start.findChild(tell.FaultDialog) is not None)
    assert start.restore.isEnabled()


def test_backups_that_lie_at_hand_are_offered(qtbot, look, work, homes: Homes) -> None:
    lost = create(homes.desk, "浦东", owner="陈晓雯", clock=lambda: NOW)
    upkeep.backup(lost, homes.desk / "backups")
    lost.close(backup=False)
    page = FirstStart(look, work, homes, clock=lambda: NOW)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.restore.source.path is not None)
    assert page.restore.source.path.parent == homes.desk / "backups"
    assert "1 份备份" in page.restore.found.text()


def test_everything_one_can_reach_has_a_name(start: FirstStart) -> None:
    for number in range(3):
        start.take(number)
        reachable = [
            part
            for part in start.findChildren(QWidget)
            if part.isVisible() and part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        ]
        assert [part for part in reachable if not part.accessibleName()] == []
        assert len(reachable) >= 3
