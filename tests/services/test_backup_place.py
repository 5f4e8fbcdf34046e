"""The second place of the backups: one of the exit lies there too, a stick that is out keeps nobody from leaving."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.vocabulary import Role
from odrdesk.services import backup_place, clerks, founding, recovery, upkeep
from odrdesk.services.books import cloud_folders
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.services.founding import Plan
from odrdesk.services.hashing import Hashing
from odrdesk.storage import folders

CHEAP = Hashing(memory=64, rounds=1, lanes=1)
NOW = datetime(2026, 11, 23, 2, 20, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "浦东联络点", clock=lambda: NOW, owner="陈经理")
    yield made
    made.close(backup=False)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_leaving_makes_a_backup_in_both_places(desk: Desk, stick: Path) -> None:
    backup_place.choose(desk, stick)
    assert desk.close() is None
    again = open_desk(desk.path, clock=lambda: NOW, wait=0)
    told = backup_place.state(again)
    assert (len(told.made), len(told.second_made), told.reached) == (1, 1, True)
    assert told.made[0].mark == told.second_made[0].mark
    again.close(backup=False)


def test_what_lies_in_the_second_place_becomes_the_desk_again(desk: Desk, stick: Path, tmp_path: Path) -> None:
    backup_place.choose(desk, stick)
    desk.close()
    shutil.rmtree(desk.path)
    (folder,) = stick.iterdir()
    upkeep.restore(folder, tmp_path / "new", clock=lambda: NOW, wait=0)
    again = open_desk(tmp_path / "new", clock=lambda: NOW, wait=0)
    assert again.name == "浦东联络点"
    again.close(backup=False)


def test_a_stick_that_is_out_is_passed_over_when_one_leaves(desk: Desk, stick: Path) -> None:
    backup_place.choose(desk, stick)
    shutil.rmtree(stick)
    told = backup_place.state(desk)
    assert (told.second, told.reached) == (stick, False)
    assert desk.close() is None
    assert not stick.exists()


def test_asked_for_it_is_told_that_the_stick_is_out_and_the_first_is_made(desk: Desk, stick: Path) -> None:
    backup_place.choose(desk, stick)
    shutil.rmtree(stick)
    with pytest.raises(Fault) as broke:
        backup_place.back_up(desk)
    assert broke.value.code == "backup.second_missing"
    assert len(backup_place.state(desk).made) == 1


def test_two_desks_share_a_stick_and_keep_apart(desk: Desk, stick: Path, tmp_path: Path) -> None:
    other = create(tmp_path / "other", "徐汇联络点", clock=lambda: NOW)
    for one in (desk, other):
        backup_place.choose(one, stick)
        backup_place.back_up(one)
    assert [len(backup_place.state(one).second_made) for one in (desk, other)] == [1, 1]
    other.close(backup=False)


def test_a_backup_inside_the_desk_is_no_second_place(desk: Desk, tmp_path: Path) -> None:
    for inside in (desk.path, desk.path / "backups", desk.path / "x" / "y"):
        with pytest.raises(Refusal) as no:
            backup_place.choose(desk, inside)
        assert no.value.code == "backup.inside_desk"
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal) as no:
        backup_place.choose(desk, tmp_path / "file")
    assert no.value.code == "backup.not_writable"
    assert backup_place.place(desk) is None


def test_only_an_admin_chooses(desk: Desk, stick: Path) -> None:
    clerks.add(desk, "王芳", [Role.OFFICER])
    with pytest.raises(Refusal) as no:
        backup_place.choose(desk.acting_as("王芳"), stick)
    assert no.value.code == "step.role"


@pytest.mark.parametrize(
    ("path", "cloud"),
    [
        (PureWindowsPath(r"C:\Users\chen\OneDrive\odrdesk"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\chen\OneDrive - 悦播\odrdesk"), "OneDrive"),
        (PureWindowsPath(r"D:\坚果云\备份"), "坚果云"),
        (PureWindowsPath(r"D:\BaiduSyncdisk"), "百度网盘"),
        (PurePosixPath("/home/chen/Dropbox/odr"), "Dropbox"),
        (PurePosixPath("/home/chen/onedriven/odr"), ""),
        (PurePosixPath("/home/chen/数据"), ""),
    ],
)
def test_folders_that_are_copied_about_are_known_by_name(path: PurePosixPath, cloud: str) -> None:
    assert folders.cloud_of(path, cloud_folders()) == cloud


def test_a_share_is_known(monkeypatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/share nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(folders, "_MOUNTS", mounts)
    assert folders.is_network(Path("/mnt/share/desk"))
    assert not folders.is_network(Path("/mnt/shared"))
    assert folders.is_network(Path("//server/share"))


def test_a_look_makes_nothing(tmp_path: Path) -> None:
    seen = backup_place.look(tmp_path / "new" / "deeper")
    assert (seen.there, seen.writable, seen.cloud, seen.network) == (False, True, "", False)
    assert seen.free > 0
    assert list(tmp_path.iterdir()) == []


def test_a_desk_is_founded_with_password_code_and_second_place(tmp_path: Path, stick: Path) -> None:
    plan = Plan("浦东联络点", "陈经理", tmp_path / "mine", "河马不吃早饭 7", stick / "deep")
    code = founding.found(plan, clock=lambda: NOW, cost=CHEAP).value
    desk = open_desk(plan.path, clock=lambda: NOW, wait=0)
    assert code is not None
    assert backup_place.place(desk) == stick / "deep"
    recovery.use(desk, "陈经理", code.text, "tormented otter", cost=CHEAP)
    assert clerks.verify(desk, "陈经理", "tormented otter", cost=CHEAP).may(Role.ADMIN)
    desk.close(backup=False)


@pytest.mark.parametrize(("password", "inside"), [("kurz", False), ("河马不吃早饭 7", True)])
def test_what_cannot_stand_is_refused_before_anything_is_made(tmp_path: Path, password: str, inside: bool) -> None:
    mine = tmp_path / "mine"
    with pytest.raises(Refusal):
        founding.found(
            Plan("浦东", "陈经理", mine, password, mine / "b" if inside else None), clock=lambda: NOW, cost=CHEAP
        )
    assert not mine.exists()


def test_without_a_password_there_is_no_code(tmp_path: Path) -> None:
    assert founding.found(Plan("浦东", "陈经理", tmp_path / "mine"), clock=lambda: NOW).value is None


def test_half_an_hour_of_work_is_backed_up_while_it_goes_on(tmp_path: Path) -> None:
    now = [NOW]
    desk = create(tmp_path / "desk", "浦东联络点", clock=lambda: now[0], owner="陈经理")
    assert not backup_place.due(desk)  # from here the half hour counts
    clerks.add(desk, "王芳", [Role.OFFICER])
    now[0] += timedelta(minutes=29)
    assert not backup_place.due(desk)
    now[0] += timedelta(minutes=1)
    assert backup_place.due(desk)
    made = backup_place.keep_up(desk).value
    assert made is not None
    assert (made.reason, made.mark) == ("regular", backup_place.state(desk).made[0].mark)
    now[0] += timedelta(minutes=31)
    assert not backup_place.due(desk)  # nothing was written since
    clerks.add(desk, "李明远", [Role.OFFICER])
    assert backup_place.due(desk)
    with desk.house.copying:
        assert backup_place.keep_up(desk).value is None  # another one is being made
    backup_place.back_up(desk)
    assert not backup_place.due(desk)  # what was asked for holds it all
    desk.close(backup=False)


def test_those_of_the_work_are_thinned_like_those_of_the_exit(tmp_path: Path) -> None:
    now = [NOW]
    desk = create(tmp_path / "desk", "浦东联络点", clock=lambda: now[0], owner="陈经理")
    for turn in range(8):
        now[0] += timedelta(minutes=10)
        clerks.add(desk, f"同事{turn}", [Role.OFFICER])
        backup_place.keep_up(desk)
    left = [one.made_at for one in backup_place.state(desk).made]
    # 10:30 to 11:40 in Shanghai: the newest of each hour, and the last three.
    assert left == [NOW + timedelta(minutes=minutes) for minutes in (80, 70, 60, 30)]
    desk.close(backup=False)


def test_who_leaves_hears_that_the_stick_is_out(desk: Desk, stick: Path) -> None:
    backup_place.choose(desk, stick)
    shutil.rmtree(stick)
    told = backup_place.leave(desk)
    assert told is not None
    assert (told.code, told.data["path"]) == ("backup.second_missing", str(stick))
    assert len(upkeep.backups(desk.path)) == 1
    again = open_desk(desk.path, clock=lambda: NOW, wait=0)
    assert backup_place.unplugged(again) == stick
    assert backup_place.leave(again) is None  # nothing was written: nothing is missing there


def test_with_the_stick_in_nothing_is_said(desk: Desk, stick: Path) -> None:
    backup_place.choose(desk, stick)
    assert backup_place.unplugged(desk) is None
    assert backup_place.leave(desk) is None
