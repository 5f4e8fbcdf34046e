"""The first start in three steps: everything by keyboard, errors beside their fields, nothing typed twice."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from odrdesk.desktop import tell
from odrdesk.desktop.dialogs import first_ways
from odrdesk.desktop.dialogs.first_start import BEGIN, CODE, WHERE, WHO, FirstStart, Homes
from odrdesk.domain.errors import Fault
from odrdesk.domain.vocabulary import Role
from odrdesk.services import backup_place, clerks, recovery, upkeep
from odrdesk.services.demo import Made
from odrdesk.services.desk import create, open_desk

NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)
PASSWORD = "tormented otter"


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    return Homes(tmp_path / "data" / "desk", tmp_path / "data" / "demo", tmp_path / "papers" / "backups")


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
    page.go_to(WHO)
    return page


def told(start: FirstStart, name: str = "浦东", owner: str = "陈晓雯") -> None:
    """Fill the first page and go to the last."""
    start.who.name.setText(name)
    start.who.owner.setText(owner)
    start.forward()
    start.forward()


def key(qtbot, which: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), which)


def test_names_and_enter_through_three_steps_make_a_desk(start: FirstStart, qtbot, homes: Homes) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), "Pudong")
    key(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "Chen")
    for _line in ("owner", "password", "again"):
        key(qtbot, Qt.Key.Key_Return)
    assert start.step == WHERE
    key(qtbot, Qt.Key.Key_Return)
    assert start.step == BEGIN
    with qtbot.waitSignal(start.chosen, timeout=20_000) as chosen:
        key(qtbot, Qt.Key.Key_Return)
    assert chosen.args == [homes.desk]
    made = open_desk(homes.desk, clock=lambda: NOW, wait=0)  # nobody holds it
    assert (made.name, made.practice, made.clerk.name) == ("Pudong", False, "Chen")
    assert made.clerk.may(Role.ADMIN)
    assert backup_place.place(made) == homes.backups
    made.close(backup=False)


def test_a_password_brings_a_code_that_must_be_put_by_before_one_goes_on(start, qtbot, homes: Homes) -> None:
    for entry in (start.who.password.new, start.who.password.again):
        entry.setText(PASSWORD)
    told(start)
    start.forward()
    qtbot.waitUntil(lambda: start.step == CODE, timeout=20_000)
    assert (start.next.isEnabled(), start.back.isVisible()) == (False, False)
    code = start.sheet.code.text
    start.sheet.put_by.click()
    with qtbot.waitSignal(start.chosen):
        start.next.click()
    assert start.who.password.text == ""
    made = open_desk(homes.desk, clock=lambda: NOW, wait=0)
    assert clerks.verify(made, "陈晓雯", PASSWORD).may(Role.ADMIN)
    recovery.use(made, "陈晓雯", code, "another otter altogether")
    made.close(backup=False)


@pytest.mark.parametrize(
    ("name", "owner", "refused"),
    [("", "", ["name", "clerk"]), ("浦东", " ", ["clerk"]), (" ", "陈晓雯", ["name"])],
)
def test_without_names_one_does_not_go_on(start: FirstStart, name: str, owner: str, refused: list[str]) -> None:
    start.who.name.setText(name)
    start.who.owner.setText(owner)
    start.next.click()
    assert start.step == WHO
    assert [key for key, field in start.who.fields.items() if field.refused] == refused
    assert QApplication.focusWidget() is start.who.fields[refused[0]].editor


@pytest.mark.parametrize(
    ("new", "again", "field"),
    [
        ("kurz", "kurz", "password"),
        ("陈晓雯123", "陈晓雯123", "password"),
        (PASSWORD, "tormented", "again"),
        ("", "x", "password"),
    ],
)
def test_a_password_that_cannot_stand_is_told_beside_its_line(start, new: str, again: str, field: str) -> None:
    start.who.name.setText("浦东")
    start.who.owner.setText("陈晓雯")
    start.who.password.new.setText(new)
    start.who.password.again.setText(again)
    start.forward()
    assert start.step == WHO
    assert [key for key, one in start.who.password.fields.items() if one.refused] == [field]


def test_going_back_keeps_what_was_typed(start: FirstStart, qtbot) -> None:
    told(start)
    assert start.step == BEGIN
    key(qtbot, Qt.Key.Key_Escape)
    assert start.step == WHERE
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (start.step, start.who.name.text(), start.who.owner.text()) == (WHO, "浦东", "陈晓雯")
    start.forward()
    start.steps[0].click()
    assert start.step == WHO


def test_a_folder_in_use_is_refused_in_words_and_another_is_taken(start: FirstStart, qtbot, homes, picked) -> None:
    homes.desk.mkdir(parents=True)
    (homes.desk / "家庭照片.txt").write_text("x", encoding="utf-8")
    told(start)
    start.forward()
    qtbot.waitUntil(start.new.bar.isVisible, timeout=20_000)
    assert str(homes.desk) in start.new.bar.words
    assert (homes.desk / "家庭照片.txt").exists()
    elsewhere = homes.desk.parent / "elsewhere"
    picked.append(elsewhere)
    start.backward()
    qtbot.mouseClick(start.where.desk.change, Qt.MouseButton.LeftButton)
    start.forward()
    with qtbot.waitSignal(start.chosen, timeout=20_000) as chosen:
        start.next.click()
    assert chosen.args == [elsewhere]


def test_what_is_to_be_known_of_a_folder_stands_beneath_it(start: FirstStart, tmp_path: Path, picked, qtbot) -> None:
    start.go_to(WHERE)
    assert "可以写入" in start.where.desk_seen.words
    picked.extend((tmp_path / "OneDrive" / "odr", None, tmp_path / "data" / "desk" / "b"))
    qtbot.mouseClick(start.where.desk.change, Qt.MouseButton.LeftButton)
    assert "OneDrive" in start.where.desk_seen.words
    assert start.where.desk_seen.fit
    qtbot.mouseClick(start.where.desk.change, Qt.MouseButton.LeftButton)  # who picks none keeps the one shown
    assert start.where.desk.path == tmp_path / "OneDrive" / "odr"
    start.where.desk.lie(tmp_path / "data" / "desk")
    qtbot.mouseClick(start.where.backups.change, Qt.MouseButton.LeftButton)
    start.forward()
    assert (start.step, start.where.backups_seen.fit) == (WHERE, False)
    assert "工作台自己的文件夹" in start.where.backups_seen.words
    start.where.also.click()
    start.forward()
    assert start.step == BEGIN


def test_a_file_where_the_folder_should_be_is_told(start: FirstStart, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    start.go_to(WHERE)
    start.where.desk.lie(tmp_path / "file" / "desk")
    start.forward()
    assert start.step == WHERE
    assert "不能写入" in start.where.desk_seen.words


def test_a_broken_disk_is_told_and_leaves_the_way_open(start: FirstStart, qtbot, homes: Homes, monkeypatch) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise Fault("disk.full", path=str(homes.desk), needed=1, free=0)

    monkeypatch.setattr(first_ways.founding, "found", full)
    told(start)
    start.forward()
    qtbot.waitUntil(lambda: start.findChild(tell.FaultDialog) is not None, timeout=20_000)
    start.findChild(tell.FaultDialog).close_over()
    assert start.next.isEnabled()
    assert start.who.name.text() == "浦东"


def test_who_wants_the_demonstration_needs_no_name(start, qtbot, homes: Homes, monkeypatch) -> None:
    def make(folder: Path, _clock: object, progress) -> Made:
        progress(30, 60)
        create(folder / "desk", "演练", practice=True, clock=lambda: NOW).close(backup=False)
        return Made(folder / "desk", folder / "papers", folder / "表.xlsx", 60, {}, (), kept=False)

    monkeypatch.setattr(first_ways.demo, "make", make)
    start.hurry(1)
    assert start.step == BEGIN
    with qtbot.waitSignal(start.chosen, timeout=20_000) as chosen:
        start.next.click()
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
    start.hurry(1)
    start.next.click()
    qtbot.mouseClick(start.demo.halt, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(start.demo.bar.isVisible, timeout=20_000)
    assert "取消" in start.demo.bar.words
    assert start.next.isEnabled()
    assert start._group.button(0).isEnabled()


def test_an_empty_desk_chosen_in_a_hurry_asks_for_the_names(start: FirstStart) -> None:
    start.hurry(2)
    start.take(0)
    start.forward()
    assert start.step == WHO
    assert start.who.fields["name"].refused


def test_a_backup_becomes_the_desk(start: FirstStart, qtbot, tmp_path: Path, homes: Homes, picked) -> None:
    old = create(tmp_path / "old", "浦东", owner="陈晓雯", clock=lambda: NOW)
    made = upkeep.backup(old, tmp_path / "usb").value
    old.close(backup=False)
    start.hurry(2)
    assert not start.next.isEnabled()
    picked.append(made.path.parent)
    qtbot.mouseClick(start.restore.source.change, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(start.chosen, timeout=20_000) as chosen:
        qtbot.mouseClick(start.next, Qt.MouseButton.LeftButton)
    assert chosen.args == [homes.desk]
    desk = open_desk(homes.desk, clock=lambda: NOW, wait=0)
    assert desk.name == "浦东"
    desk.close(backup=False)


def test_what_is_no_backup_is_told_with_a_way_out(start: FirstStart, qtbot, tmp_path: Path, picked) -> None:
    start.hurry(2)
    (tmp_path / "nothing").mkdir()
    picked.append(tmp_path / "nothing")
    qtbot.mouseClick(start.restore.source.change, Qt.MouseButton.LeftButton)
    start.next.click()
    qtbot.waitUntil(lambda: start.findChild(tell.FaultDialog) is not None)
    assert start.next.isEnabled()


def test_backups_that_lie_at_hand_are_offered(qtbot, look, work, homes: Homes) -> None:
    lost = create(homes.desk, "浦东", owner="陈晓雯", clock=lambda: NOW)
    upkeep.backup(lost, homes.desk / "backups")
    lost.close(backup=False)
    page = FirstStart(look, work, homes, clock=lambda: NOW)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.restore.source.path is not None)
    assert page.restore.source.path.parent == homes.desk / "backups"
    assert "1 份备份" in page.restore.found.text()


@pytest.mark.parametrize("number", [WHO, WHERE, BEGIN])
def test_everything_one_can_reach_has_a_name(start: FirstStart, number: int) -> None:
    start.go_to(number)
    reachable = [
        part
        for part in start.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ]
    assert [part for part in reachable if not part.accessibleName()] == []
    assert len(reachable) >= 3
