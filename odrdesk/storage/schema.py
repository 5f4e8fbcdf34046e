"""The schema of a desk: made at once for a new one, migrated in one transaction for an old one, and compared.

`PRAGMA user_version` tells the version, so Alembic is imported only when a desk is behind. Triggers and the search
index are no tables to Alembic, and a table it rebuilds loses its triggers without a word: they stand here in one
list and are made again after every migration.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from odrdesk.domain.errors import Fault
from odrdesk.storage.bank_triggers import TRIGGERS as OF_BANK
from odrdesk.storage.engine import APPLICATION, open_engines
from odrdesk.storage.faults import faults
from odrdesk.storage.fund_triggers import TRIGGERS as OF_FUND
from odrdesk.storage.paper_triggers import TRIGGERS as OF_PAPERS
from odrdesk.storage.report_tables import TRIGGERS as OF_REPORTS
from odrdesk.storage.tables import METADATA
from odrdesk.storage.template_tables import TRIGGERS as OF_TEMPLATES

VERSION = 2
"""The schema this program writes; one more with every released change."""

MIGRATIONS = Path(__file__).parent / "migrations"
ROOM = 3
"""How many times the size of the database must be free before it is migrated."""

SEARCH_INDEX = """
CREATE VIRTUAL TABLE search_index
USING fts5(grams, tokenize = 'ascii', detail = none, content = '', contentless_delete = 1)
"""

TRIGGERS = OF_FUND | {
    "record_no_update": """
        CREATE TRIGGER record_no_update BEFORE UPDATE ON record
        BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END""",
    "record_no_delete": """
        CREATE TRIGGER record_no_delete BEFORE DELETE ON record
        BEGIN SELECT RAISE(ABORT, 'the record is never deleted'); END""",
    # Also stands against INSERT OR REPLACE, which a delete trigger alone may not see.
    "record_in_order": """
        CREATE TRIGGER record_in_order BEFORE INSERT ON record
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM record)
          OR NEW.prev IS NOT coalesce((SELECT mac FROM record ORDER BY seq DESC LIMIT 1), zeroblob(32))
        BEGIN SELECT RAISE(ABORT, 'the record is written in order'); END""",
    "payload_erased_only": """
        CREATE TRIGGER payload_erased_only BEFORE UPDATE ON payload
        WHEN NEW.seq IS NOT OLD.seq OR NEW.salt IS NOT NULL OR NEW.body IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a payload is erased or left as it is'); END""",
    "payload_no_delete": """
        CREATE TRIGGER payload_no_delete BEFORE DELETE ON payload
        BEGIN SELECT RAISE(ABORT, 'a payload is erased or left as it is'); END""",
    "payload_once": """
        CREATE TRIGGER payload_once BEFORE INSERT ON payload
        WHEN EXISTS (SELECT 1 FROM payload WHERE seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'a payload is written once'); END""",
    "worksheet_no_update": """
        CREATE TRIGGER worksheet_no_update BEFORE UPDATE ON worksheet
        BEGIN SELECT RAISE(ABORT, 'a kept worksheet is never changed'); END""",
    "worksheet_no_delete": """
        CREATE TRIGGER worksheet_no_delete BEFORE DELETE ON worksheet
        BEGIN SELECT RAISE(ABORT, 'a kept worksheet is never deleted'); END""",
    "evidence_no_delete": """
        CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence
        BEGIN SELECT RAISE(ABORT, 'evidence is withdrawn, never deleted'); END""",
    "evidence_as_taken": """
        CREATE TRIGGER evidence_as_taken BEFORE UPDATE ON evidence
        WHEN NEW.sha256 IS NOT OLD.sha256 OR NEW.size IS NOT OLD.size OR NEW.dispute IS NOT OLD.dispute
          OR NEW.name IS NOT OLD.name OR NEW.slot IS NOT OLD.slot OR NEW.taken_at IS NOT OLD.taken_at
          OR (OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at IS NOT NULL OR NEW.withdrawn_by IS NOT NULL
            OR NEW.replaced_by IS NOT NULL))
        BEGIN SELECT RAISE(ABORT, 'evidence stays as it was taken'); END""",
    **OF_BANK,
    **OF_REPORTS,
    **OF_PAPERS,
    **OF_TEMPLATES,
}
"""Every trigger, by name."""


def create(engine: Engine) -> None:
    """Make the present schema in an empty database, all of it or nothing."""
    with engine.begin() as connection:
        METADATA.create_all(connection)
        connection.exec_driver_sql(SEARCH_INDEX)
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{VERSION:04d}')")  # noqa: S608 -- a number of ours
        make_triggers(connection)
        sign(connection, VERSION)


def make_triggers(connection: Connection) -> None:
    """Make every trigger again as the list has it."""
    for name, statement in TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(" ".join(statement.split()))


def sign(connection: Connection, version: int) -> None:
    """Write into the header whose database this is and of which version."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def migrate(
    path: Path,
    version: int,
    backup: Callable[[], object],
    *,
    target: int = VERSION,
    scripts: Path = MIGRATIONS,
) -> bool:
    """Bring the database at `path` from `version` to `target`; whether anything was done.

    First `backup` (a verified one), then one immediate transaction that is kept only when no row went missing and
    every reference still holds. Faults: `desk.newer`, `disk.full`, `desk.migration_failed`.
    """
    if version > target:
        raise Fault("desk.newer", path=str(path), found=version, known=target)
    if version == target:
        return False
    with faults(path):
        if shutil.disk_usage(path.parent).free < ROOM * path.stat().st_size:
            raise Fault("disk.full", path=str(path), reason="")
        backup()
        engines = open_engines(path)
        try:
            with engines.write.connect() as connection:
                # Without effect inside a transaction, and rebuilding a parent table with it on empties its children.
                connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
                with connection.begin():
                    _upgrade(connection, target, scripts)
        finally:
            engines.dispose()
    return True


def describe(connection: Any) -> dict[tuple[str, str], str]:
    """Every object of the schema with its statement, blanks evened, as `sqlite_master` has it.

    `connection` is anything that runs `exec_driver_sql`.
    """
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in rows}


def missing_triggers(session: Session) -> tuple[str, ...]:
    """Names of triggers that are gone or altered."""
    found = describe(session.connection())
    return tuple(
        name for name, statement in TRIGGERS.items() if found.get(("trigger", name)) != " ".join(statement.split())
    )


def _upgrade(connection: Connection, target: int, scripts: Path) -> None:
    from alembic import command  # noqa: PLC0415 -- needed only by a desk that is behind
    from alembic.config import Config  # noqa: PLC0415 -- as above

    before = _counts(connection)
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    METADATA.tables["alembic_version"].create(connection, checkfirst=True)
    command.upgrade(config, f"{target:04d}")
    make_triggers(connection)
    sign(connection, target)
    after = _counts(connection)
    lost = sorted(name for name, count in before.items() if after.get(name, count) < count)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if lost or broken:
        raise Fault("desk.migration_failed", tables=lost or sorted({row[0] for row in broken}))


def _counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'"
    ).scalars()
    counted = {name: f'SELECT count(*) FROM "{name}"' for name in list(names)}  # noqa: S608 -- names of our own tables
    return {name: int(connection.exec_driver_sql(query).scalar_one()) for name, query in counted.items()}
