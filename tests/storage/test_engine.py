import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from odrdesk.domain.errors import Fault
from odrdesk.domain.vocabulary import State
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.storage import engine, lock, schema, settings
from odrdesk.storage.columns import Base, Checked, DayText, UtcText
from odrdesk.storage.tables import METADATA

WAITER = """
import sys
from pathlib import Path
from odrdesk.storage.lock import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def _asked(made: Engine, question: str) -> object:
    with made.connect() as connection:
        return connection.exec_driver_sql(question).scalar()


def test_the_writer_is_set_as_it_was_measured(desk: Desk) -> None:
    write = desk.house.engines.write
    answers = {name: _asked(write, f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert answers == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert _asked(write, "PRAGMA recursive_triggers") == 1
    assert _asked(write, "PRAGMA application_id") == int.from_bytes(b"ODR1", "big")
    assert _asked(write, "PRAGMA cipher_version")


def test_a_share_gets_a_journal_that_needs_no_shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_local", lambda _folder: False)
    made = engine.open_engines(tmp_path / "odr.db")
    schema.create(made.write)
    assert engine.journal_of(made) == "truncate"
    made.dispose()


def test_readers_cannot_write(desk: Desk) -> None:
    with pytest.raises(Fault, match=r"desk\.read_only"), desk.reading() as session:
        session.connection().exec_driver_sql("DELETE FROM dispute")


def test_an_sqlite_that_may_damage_the_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.sqlcipher, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(Fault, match=r"desk\.sqlite_too_old"):
        engine.open_engines(tmp_path / "odr.db")


def test_an_error_never_tells_what_was_written(desk: Desk) -> None:
    with pytest.raises(IntegrityError) as error, desk.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO meta VALUES (?, ?)", ("name", "13812345678"))
    assert "13812345678" not in str(error.value)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'bogus'",
        "open = 2",
        "due = '2026-1-1'",
        "amount = -1",
        "amount = 'abc'",
        "amount = 1.5",
        "amount = 1000000000001",
        "received_at = '2026-09-30 10:00'",
        "level = 6",
        "version = 0",
        "number = NULL",
        "order_quantity = 0",
        "supplement_items = 'no json'",
        "officer = 99",
        "number = x'00'",
    ],
)
def test_the_database_refuses_what_the_domain_refuses(
    desk: Desk, put: Callable[..., object], simple: object, change: str
) -> None:
    put(simple)
    with pytest.raises(IntegrityError), desk.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE dispute SET {change}")  # noqa: S608 -- the harm is the test


def test_every_table_is_strict_and_every_type_brings_its_check(desk: Desk) -> None:
    with desk.reading() as session:
        described = schema.describe(session.connection())
    for table in METADATA.sorted_tables:
        statement = described["table", table.name]
        assert statement.endswith("STRICT"), table.name
        assert "CASCADE" not in statement
        for column in table.columns:
            if isinstance(column.type, Checked):
                assert f"CONSTRAINT {table.name}_{column.name} CHECK ({column.type.check(column.name)})" in statement
    assert "'merged'" in described["table", "dispute"]
    assert all(state.value in described["table", "dispute"] for state in State)


def test_naive_times_and_times_for_days_are_bugs() -> None:
    from datetime import datetime

    with pytest.raises(ValueError, match="time zone"):
        UtcText().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001 -- it must be refused
    with pytest.raises(TypeError):
        DayText().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001 -- it must be refused
    assert Base.metadata is METADATA


def _closed(tmp_path: Path, noon: object) -> Path:
    made = create(tmp_path / "desk", "Probe", practice=True, clock=lambda: noon)
    made.close(backup=False)
    return made.path / "odr.db"


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _junk(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def _foreign(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.executescript("CREATE TABLE t (x); PRAGMA user_version = 1")
    other.close()


def _newer(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    other.close()


def _smashed(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[100:4096] = bytes(len(whole[100:4096]))
    path.write_bytes(whole)


def _gone(path: Path) -> None:
    path.unlink()


def _keyless(path: Path) -> None:
    path.with_name("odr.key").unlink()


def _short_key(path: Path) -> None:
    path.with_name("odr.key").write_bytes(b"short")


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_gone, "desk.unknown"),
        (_empty, "desk.empty"),
        (_junk, "desk.not_a_database"),
        (_cut, "desk.cut_short"),
        (_foreign, "desk.foreign"),
        (_newer, "desk.newer"),
        (_smashed, "desk.damaged"),
        (_keyless, "desk.key_missing"),
        (_short_key, "desk.key_damaged"),
    ],
)
@pytest.mark.parametrize("writing", [True, False])
def test_whatever_is_wrong_has_a_name_and_nothing_is_touched(
    tmp_path: Path, noon: object, harm: Callable[[Path], None], code: str, *, writing: bool
) -> None:
    path = _closed(tmp_path, noon)
    harm(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(Fault) as fault:
        open_desk(path.parent, clock=lambda: noon, writing=writing)
    assert fault.value.code == code
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_desk_held_by_another_process_names_its_holder(tmp_path: Path, noon: object) -> None:
    path = _closed(tmp_path, noon)
    holder = subprocess.Popen(
        [sys.executable, "-c", WAITER, str(path.parent / "odr.lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(Fault) as fault:
        open_desk(path.parent, clock=lambda: noon, wait=0)
    assert (fault.value.code, fault.value.data["pid"]) == ("desk.locked", holder.pid)
    reader = open_desk(path.parent, clock=lambda: noon, writing=False)
    with pytest.raises(Fault, match=r"desk\.opened_to_read"), reader.writing():
        pass
    reader.close()
    holder.kill()
    holder.communicate()
    open_desk(path.parent, clock=lambda: noon, wait=5).close()


def test_a_lock_is_free_again_after_its_release(tmp_path: Path) -> None:
    held = lock.hold(tmp_path / "l")
    with pytest.raises(Fault, match=r"desk\.locked"):
        lock.hold(tmp_path / "l")
    held.release()
    held.release()
    lock.hold(tmp_path / "l").release()


def test_a_database_another_program_writes_to_is_locked(
    tmp_path: Path, noon: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _closed(tmp_path, noon)
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "busy_timeout=1"))
    desk = open_desk(path.parent, clock=lambda: noon)
    other = engine.plain_connection(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Fault, match=r"desk\.locked"), desk.writing() as session:
        session.connection()
    other.close()
    desk.close(backup=False)


def test_a_full_disk_keeps_what_was_saved(tmp_path: Path, noon: object) -> None:
    """The limit on pages gives the very code of a full disk, on every system."""
    path = _closed(tmp_path, noon)
    small = engine.open_engines(path, size_limit=path.stat().st_size // 4096 + 4)
    kept = 0
    with pytest.raises(OperationalError) as full:  # noqa: PT012 -- it fills up at some turn
        for kept in range(1000):
            with Session(small.write) as session, session.begin():
                settings.put(session, f"k{kept}", "x" * 999)
    with pytest.raises(Fault, match=r"disk\.full"):
        _raised(full.value, path)
    small.dispose()
    desk = open_desk(path.parent, clock=lambda: noon)
    with desk.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM setting").scalar() == kept > 0
    desk.close(backup=False)


def _raised(error: Exception, path: Path) -> None:
    from odrdesk.storage.faults import faults

    with faults(path):
        raise error


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, noon: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _closed(tmp_path, noon)
    monkeypatch.setattr(engine.os, "access", lambda where, _mode: Path(where) != path.parent)
    with pytest.raises(Fault, match=r"desk\.read_only"):
        open_desk(path.parent, clock=lambda: noon)
