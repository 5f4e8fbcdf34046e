import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services import upkeep
from odrdesk.services.desk import Desk, create, open_desk, wall_clock
from odrdesk.storage import record

NOON = datetime(2026, 10, 16, 4, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = create(tmp_path / "desk", "Probe", practice=True, clock=lambda: NOON)
    yield made
    made.close(backup=False)


def _write(desk: Desk, count: int = 1) -> None:
    for _ in range(count):
        with desk.writing() as session:
            record.append(session, Entry("probe.act", desk.now(), desk.clerk.key))


def _acts(desk: Desk) -> list[str]:
    with desk.reading() as session:
        return [one.entry.act for one in record.entries(session)]


# Making and opening


def test_a_new_desk_has_one_owner_who_holds_every_role_on_a_practice_desk(desk: Desk, tmp_path: Path) -> None:
    assert desk.clerk.roles == frozenset(Role)
    real = create(tmp_path / "real", "Real", clock=lambda: NOON)
    assert (real.practice, real.clerk.roles) == (False, frozenset({Role.SUPERVISOR, Role.ADMIN}))
    assert _acts(real) == ["desk.create"]
    real.close()


def test_a_desk_is_made_in_an_empty_folder_only(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"desk\.exists"):
        create(desk.path, "Again", clock=lambda: NOON)
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "letter.txt").write_text("mine")
    for taken in (tmp_path / "used", tmp_path / "used" / "letter.txt"):
        with pytest.raises(Refusal, match=r"desk\.folder_in_use"):
            create(taken, "Again", clock=lambda: NOON)


def test_the_clock_moves_on_a_practice_desk_only(desk: Desk, tmp_path: Path) -> None:
    earlier = desk.at(lambda: datetime(2020, 1, 1, 17, 30, 5, 999, tzinfo=UTC))
    assert (earlier.now().microsecond, earlier.today().isoformat()) == (0, "2020-01-02")
    _write(earlier)
    assert upkeep.check(desk) == ()
    real = create(tmp_path / "real", "Real", clock=lambda: NOON)
    with pytest.raises(Refusal, match=r"clock\.not_practice"):
        real.at(lambda: NOON)
    real.close()
    assert wall_clock().tzinfo is UTC


def test_only_its_owner_may_read_the_key(desk: Desk) -> None:
    # Windows keeps no such bits; there the folder inherits the rights of the person's own profile.
    assert os.name == "nt" or (desk.path / "odr.key").stat().st_mode & 0o077 == 0


def test_law_and_calendar_come_with_the_desk(desk: Desk) -> None:
    assert desk.law.rule("R-ODR", desk.today()).length == 10
    assert desk.calendar.is_working(desk.today())


def test_an_unknown_clerk_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match=r"clerk\.unknown"):
        desk.acting_as("nobody")
    desk.close(backup=False)
    with pytest.raises(Refusal, match=r"clerk\.unknown"):
        open_desk(desk.path, clerk_name="nobody", clock=lambda: NOON)
    again = open_desk(desk.path, clerk_name=desk.clerk.name, clock=lambda: NOON, wait=0)
    assert again.clerk == desk.clerk
    again.close()


# The backup of the exit


def test_closing_makes_a_backup_when_something_was_written(desk: Desk) -> None:
    _write(desk)
    assert desk.close() is None
    assert desk.close() is None
    [made] = upkeep.backups(desk.path)
    assert (made.reason, made.seq) == ("exit", 2)
    open_desk(desk.path, clock=lambda: NOON).close()
    assert len(upkeep.backups(desk.path)) == 1


def test_a_backup_that_cannot_be_made_is_told_and_the_work_is_safe(desk: Desk) -> None:
    _write(desk)
    (desk.path / "backups").write_text("in the way")
    failed = desk.close()
    assert isinstance(failed, Fault)
    again = open_desk(desk.path, clock=lambda: NOON)
    assert _acts(again) == ["desk.create", "probe.act"]
    again.close(backup=False)


# Checking


def test_a_sound_desk_has_no_findings(desk: Desk) -> None:
    _write(desk, 3)
    assert upkeep.check(desk) == ()


def test_a_check_names_everything_that_is_wrong(desk: Desk) -> None:
    _write(desk, 3)
    with desk.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER record_no_update")
        connection.exec_driver_sql("UPDATE record SET act = 'other' WHERE seq = 2")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    found = [one.code for one in upkeep.check(desk)]
    assert found == ["database.trigger_missing", "record.altered"]


def test_a_page_that_cannot_be_read_is_a_finding(desk: Desk) -> None:
    _write(desk, 200)
    desk.close(backup=False)
    database = desk.path / "odr.db"
    whole = bytearray(database.read_bytes())
    page = len(whole) // 4096 - 6  # among the pages of the record, before its end
    whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    database.write_bytes(whole)
    broken = open_desk(desk.path, clock=lambda: NOON)
    assert {one.code for one in upkeep.check(broken)} & {"database.damaged", "desk.damaged"}
    broken.close(backup=False)


# Backups on request, and back again


def test_a_desk_comes_back_from_its_backup(desk: Desk, tmp_path: Path) -> None:
    _write(desk)
    made = upkeep.backup(desk, tmp_path / "usb").value
    _write(desk, 2)
    desk.close(backup=False)
    done = upkeep.restore(tmp_path / "usb", desk.path, clock=lambda: NOON + timedelta(days=1)).value
    assert (done.source, done.seq, done.lost) == (made.path, 3, 2)
    assert done.aside is not None
    assert (done.aside / "odr.db").is_file()
    again = open_desk(desk.path, clock=lambda: NOON)
    assert _acts(again) == ["desk.create", "probe.act", "desk.backup", "desk.restore"]
    assert upkeep.check(again) == ()
    again.close(backup=False)


def test_a_backup_makes_a_desk_on_another_machine(desk: Desk, tmp_path: Path) -> None:
    upkeep.backup(desk, tmp_path / "usb")
    done = upkeep.restore(tmp_path / "usb", tmp_path / "elsewhere" / "desk", clock=lambda: NOON).value
    assert (done.lost, done.aside) == (0, None)
    moved = open_desk(done.path, clock=lambda: NOON)
    assert (moved.name, upkeep.check(moved)) == ("Probe", ())
    moved.close(backup=False)


def test_a_desk_in_use_is_not_restored_over(desk: Desk, tmp_path: Path) -> None:
    upkeep.backup(desk, tmp_path / "usb")
    with pytest.raises(Fault, match=r"desk\.locked"):
        upkeep.restore(tmp_path / "usb", desk.path, clock=lambda: NOON, wait=0)


def test_who_lost_the_end_may_go_on_with_what_is_there(desk: Desk) -> None:
    desk.close(backup=False)
    older = (desk.path / "odr.db").read_bytes()
    again = open_desk(desk.path, clock=lambda: NOON)
    _write(again, 3)
    again.close(backup=False)
    (desk.path / "odr.db").write_bytes(older)
    with pytest.raises(Fault, match=r"desk\.tail_lost"):
        open_desk(desk.path, clock=lambda: NOON)
    assert upkeep.restore(desk.path, desk.path, clock=lambda: NOON).value.lost == 3
    mended = open_desk(desk.path, clock=lambda: NOON)
    assert upkeep.check(mended) == ()
    mended.close(backup=False)


def test_a_file_is_no_place_for_a_backup(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refusal, match=r"backup\.not_a_folder"):
        upkeep.backup(desk, tmp_path / "file")
    with pytest.raises(Fault, match=r"backup\.unknown"):
        upkeep.restore(tmp_path / "file", tmp_path / "new", clock=lambda: NOON)
