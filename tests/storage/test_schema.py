import os
import runpy
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from odrdesk.domain.errors import Fault
from odrdesk.services.desk import Desk, create, open_desk
from odrdesk.storage import backup, engine, schema
from odrdesk.storage.tables import METADATA

AHEAD = schema.VERSION + 1

NEXT = """
    from alembic import op

    revision = "{revision}"
    down_revision = "{before}"
    branch_labels = None
    depends_on = None


    def upgrade():
        with op.batch_alter_table("record", recreate="always"):
            pass
        op.execute("ALTER TABLE setting ADD COLUMN note TEXT")
        {act}
        op.execute("CREATE TABLE later (x INTEGER) STRICT")
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations of a program that is one version ahead."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    released = [path.relative_to(schema.MIGRATIONS) for path in schema.MIGRATIONS.glob("versions/*.py")]
    for path in (Path("env.py"), Path("script.py.mako"), *released):
        (folder / path).write_text((schema.MIGRATIONS / path).read_text("utf-8"), "utf-8")
    return folder


def _add(scripts: Path, act: str = "pass") -> None:
    text = NEXT.format(act=act, revision=f"{AHEAD:04d}", before=f"{schema.VERSION:04d}")
    (scripts / "versions" / f"{AHEAD:04d}_next.py").write_text(textwrap.dedent(text), "utf-8")


def _migrate(path: Path, scripts: Path) -> bool:
    return schema.migrate(path, schema.VERSION, lambda: None, target=AHEAD, scripts=scripts)


def _state(path: Path) -> tuple[int, dict[tuple[str, str], str]]:
    made = engine.open_engines(path)
    with made.read.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA user_version").scalar(), schema.describe(connection)
    made.dispose()
    return found


@pytest.fixture
def closed(desk: Desk) -> Path:
    desk.close(backup=False)
    return desk.path / "odr.db"


def test_migrating_from_nothing_makes_what_creating_makes(tmp_path: Path, closed: Path) -> None:
    blank = tmp_path / "blank.db"
    made = engine.open_engines(blank)
    with made.write.begin() as connection:
        schema.sign(connection, 0)
    made.dispose()
    assert schema.migrate(blank, 0, lambda: None)
    assert _state(blank) == _state(closed)


def test_a_desk_of_every_version_becomes_what_creating_makes(tmp_path: Path, closed: Path, noon: object) -> None:
    for folder in sorted((Path(__file__).parents[1] / "databases").glob("v*")):
        shutil.copytree(folder, tmp_path / folder.name)
        open_desk(tmp_path / folder.name, clock=lambda: noon).close(backup=False)
        assert _state(tmp_path / folder.name / "odr.db") == _state(closed)


def test_the_newest_migration_is_what_the_tables_say() -> None:
    make = runpy.run_path(str(Path(__file__).parents[1] / "databases" / "make.py"))
    newest = schema.MIGRATIONS / "versions" / f"{schema.VERSION:04d}_tables.py"
    assert newest.read_text("utf-8") == make["script"]()


def test_the_tables_are_what_the_migrations_make(closed: Path) -> None:
    made = engine.open_engines(closed)
    with made.read.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    made.dispose()
    assert [one for one in differences if not (one[0] == "remove_table" and one[1].name.startswith("search_"))] == []


def test_a_migration_keeps_rows_and_triggers(closed: Path, scripts: Path) -> None:
    _add(scripts)
    before = _state(closed)[1]
    assert _migrate(closed, scripts)
    version, after = _state(closed)
    assert version == AHEAD
    assert ("table", "later") in after
    assert {key: text for key, text in after.items() if key[0] == "trigger"} == {
        key: text for key, text in before.items() if key[0] == "trigger"
    }
    made = engine.open_engines(closed)
    with made.read.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM record").scalar() == 1
    made.dispose()


def test_a_desk_that_is_up_to_date_is_left_alone(closed: Path) -> None:
    assert schema.migrate(closed, schema.VERSION, lambda: pytest.fail("no backup is due")) is False


def test_a_newer_desk_is_refused_before_anything_is_done(closed: Path) -> None:
    with pytest.raises(Fault, match=r"desk\.newer"):
        schema.migrate(closed, schema.VERSION + 1, lambda: pytest.fail("no backup is due"))


@pytest.mark.parametrize(
    ("act", "error"),
    [
        ("raise LookupError", LookupError),
        ('op.execute("DROP TRIGGER payload_no_delete"); op.execute("DELETE FROM payload")', Fault),
        ('op.execute("UPDATE clerk SET id = 9")', Fault),
    ],
)
def test_a_migration_that_fails_or_loses_rows_leaves_the_desk_as_it_was(
    closed: Path, scripts: Path, act: str, error: type[Exception]
) -> None:
    _add(scripts, act)
    before = _state(closed)
    with pytest.raises(error):
        _migrate(closed, scripts)
    assert _state(closed) == before


MIGRATOR = """
import sys
from pathlib import Path
from odrdesk.storage import schema
schema.migrate(Path(sys.argv[1]), schema.VERSION, lambda: None, target=schema.VERSION + 1, scripts=Path(sys.argv[2]))
"""


def test_a_killed_migration_leaves_the_desk_as_it_was_and_can_be_done_again(closed: Path, scripts: Path) -> None:
    _add(scripts, 'import os; os.environ.get("ODR_PROBE") and os._exit(9)')
    before = _state(closed)
    command = [sys.executable, "-c", MIGRATOR, str(closed), str(scripts)]
    assert subprocess.run(command, env={**os.environ, "ODR_PROBE": "1"}, check=False).returncode == 9
    assert _state(closed) == before
    assert _migrate(closed, scripts)
    assert _state(closed)[0] == AHEAD


def test_an_older_desk_is_backed_up_and_migrated_when_it_is_opened(
    closed: Path, scripts: Path, noon: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(scripts)
    monkeypatch.setattr(schema, "VERSION", AHEAD)
    monkeypatch.setattr(schema.migrate, "__kwdefaults__", {"target": AHEAD, "scripts": scripts})
    with pytest.raises(Fault, match=r"desk\.older"):
        open_desk(closed.parent, clock=lambda: noon, writing=False)
    open_desk(closed.parent, clock=lambda: noon).close(backup=False)
    [made] = backup.backups(closed.parent / "backups")
    assert (made.reason, made.schema) == ("migration", AHEAD - 1)
    assert _state(closed)[0] == AHEAD


def test_too_little_room_is_told_before_the_migration(
    closed: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(scripts)
    monkeypatch.setattr(schema, "ROOM", 10**12)
    with pytest.raises(Fault, match=r"disk\.full"):
        _migrate(closed, scripts)


def test_a_trigger_that_is_gone_is_missed(desk: Desk) -> None:
    with desk.writing() as session:
        session.connection().exec_driver_sql("DROP TRIGGER record_no_delete")
    with desk.reading() as session:
        assert schema.missing_triggers(session) == ("record_no_delete",)


def test_an_interrupted_creation_starts_again(tmp_path: Path, noon: object) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "odr.key").write_bytes(bytes(32))
    half = sqlite3.connect(folder / "odr.db.new")
    half.execute("CREATE TABLE half (x)")
    half.close()
    create(folder, "Probe", clock=lambda: noon).close(backup=False)
    open_desk(folder, clock=lambda: noon).close(backup=False)
