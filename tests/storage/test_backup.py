import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Fault
from odrdesk.services.desk import Desk
from odrdesk.storage import backup
from odrdesk.storage.engine import plain_connection
from odrdesk.storage.schema import VERSION

START = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def made(
    desk: Desk, put: Callable[[Dispute], Dispute], simple: Dispute, tmp_path: Path, noon: datetime
) -> backup.Backup:
    put(simple)
    return backup.make(desk.path, tmp_path / "copies", noon, backup.ASKED)


def test_a_backup_is_a_whole_desk_with_its_manifest(made: backup.Backup) -> None:
    assert sorted(path.name for path in made.path.iterdir()) == ["manifest.json", "odr.db", "odr.key"]
    assert (made.disputes, made.seq, made.schema, made.name) == (1, 1, VERSION, "Probe")
    assert json.loads((made.path / "manifest.json").read_text("utf-8"))["sha256"] == backup.sha256_of(
        made.path / "odr.db"
    )
    assert made.path.name == "20261016-120000-000001-asked"


def test_a_backup_needs_no_journal_of_its_own(made: backup.Backup) -> None:
    connection = plain_connection(made.path / "odr.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    assert not list(made.path.glob("*-wal"))


def test_two_backups_of_one_second_get_two_names(desk: Desk, tmp_path: Path, noon: datetime) -> None:
    names = {backup.make(desk.path, tmp_path / "b", noon, backup.ASKED).path.name for _ in range(3)}
    assert len(names) == 3
    assert len(backup.backups(tmp_path / "b")) == 3


def test_a_failed_backup_leaves_nothing_behind(desk: Desk, tmp_path: Path, noon: datetime) -> None:
    (desk.path / "odr.key").unlink()
    with pytest.raises(Fault):
        backup.make(desk.path, tmp_path / "b", noon, backup.ASKED)
    assert list((tmp_path / "b").iterdir()) == []


def test_a_desk_is_restored_into_a_new_folder(made: backup.Backup, tmp_path: Path, noon: datetime) -> None:
    assert backup.restore(made.path, tmp_path / "new", noon) is None
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["odr.db", "odr.key"]


def test_what_was_there_is_moved_aside_whole(made: backup.Backup, tmp_path: Path, noon: datetime) -> None:
    there = tmp_path / "there"
    there.mkdir()
    for name in ("odr.db", "odr.db-wal", "odr.key", "odr.head"):
        (there / name).write_bytes(name.encode())
    first = backup.restore(made.path, there, noon)
    assert first is not None
    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        name: name.encode() for name in ("odr.db", "odr.db-wal", "odr.key", "odr.head")
    }
    assert backup.restore(made.path, there, noon) != first


@pytest.mark.parametrize("name", ["odr.db", "manifest.json", "odr.key"])
def test_a_damaged_backup_is_refused_and_the_desk_stays(
    made: backup.Backup, desk: Desk, noon: datetime, name: str
) -> None:
    whole = bytearray((made.path / name).read_bytes())
    whole[0] ^= 1
    (made.path / name).write_bytes(whole)
    before = (desk.path / "odr.db").read_bytes()
    with pytest.raises(Fault, match=r"backup\.damaged"):
        backup.restore(made.path, desk.path, noon)
    assert (desk.path / "odr.db").read_bytes() == before
    assert not list(desk.path.glob(".new-*"))


def test_a_backup_without_its_key_or_of_a_newer_program_is_refused(
    made: backup.Backup, tmp_path: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("odrdesk.storage.schema.VERSION", 0)
        with pytest.raises(Fault, match=r"desk\.newer"):
            backup.restore(made.path, tmp_path / "new", noon)
    (made.path / "odr.key").unlink()
    with pytest.raises(Fault, match=r"backup\.key_missing"):
        backup.restore(made.path, tmp_path / "new", noon)


def test_a_backup_is_found_by_its_folder_its_files_or_the_folder_of_all(made: backup.Backup, desk: Desk) -> None:
    for named in (made.path, made.path / "odr.db", made.path / "manifest.json", made.path.parent):
        assert backup.find(named) == made.path
    assert backup.find(desk.path) == desk.path
    for named in (made.path.parent.parent / "nothing", made.path.parent / "other.txt"):
        with pytest.raises(Fault, match=r"backup\.unknown"):
            backup.find(named)


def _fake(folder: Path, at: datetime, seq: int, reason: str = backup.EXIT) -> None:
    place = folder / f"{seq:06d}"
    place.mkdir(parents=True)
    told = {"at": at.isoformat(), "reason": reason, "name": "", "disputes": 0, "seq": seq, "mark": "", "schema": 1}
    (place / "manifest.json").write_text(json.dumps({**told, "size": 0, "sha256": ""}))


def test_four_hundred_days_of_backups_are_thinned_to_a_few(tmp_path: Path) -> None:
    seq = 0
    for day in range(400):
        for hour in (1, 3, 5, 7):
            seq += 1
            _fake(tmp_path, START + timedelta(days=day, hours=hour), seq)
        if day % 10 == 9:
            backup.thin(tmp_path)
    backup.thin(tmp_path)
    left = [one.made_at for one in backup.backups(tmp_path)]
    newest = START + timedelta(days=399, hours=7)
    assert left[0] == newest
    assert len(left) <= 24 + 14 + 8 + 12
    for back in range(14):
        assert any(one.date() == (newest - timedelta(days=back)).date() for one in left)
    assert min(left) < newest - timedelta(days=300)


def test_the_last_three_and_those_that_were_asked_for_stay(tmp_path: Path) -> None:
    for seq in range(5):
        _fake(tmp_path, START + timedelta(seconds=seq), seq)
    _fake(tmp_path, START - timedelta(days=999), 100, backup.ASKED)
    _fake(tmp_path, START - timedelta(days=181), 101, backup.MIGRATION)
    _fake(tmp_path, START - timedelta(days=179), 102, backup.MIGRATION)
    backup.thin(tmp_path)
    assert [one.seq for one in backup.backups(tmp_path)] == [102, 100, 4, 3, 2]
