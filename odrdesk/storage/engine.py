"""Open one database file: a writer that begins IMMEDIATE, readers that cannot write, and a ladder of clear answers.

sqlcipher3 is the only driver. Keys will be set here and nowhere else; until then the file is a plain one. Pragmas,
the writer's BEGIN IMMEDIATE and the choice of journal were measured against lost updates, kills and power cuts:
WAL with FULL on a local disk, TRUNCATE with FULL elsewhere, both without a lost commit.
"""

import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from odrdesk.domain.errors import Fault
from odrdesk.storage.faults import faults

APPLICATION = 0x4F445231
"""`ODR1`: stands in the header of every desk."""

MAGIC = b"SQLite format 3\0"
LEAST_SQLITE = (3, 51, 3)
"""Versions before it may corrupt a WAL database that has two connections (https://sqlite.org/changes.html, 3.51.3)."""

PRAGMAS = (
    "cipher_log_level=NONE",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "busy_timeout=5000",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "journal_size_limit=16777216",
    "cell_size_check=ON",
)
CACHE_WRITE, CACHE_READ = -16_384, -65_536
"""Page cache in KiB, as SQLite counts it."""

READERS = 4
REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "fuse.sshfs", "fuse.rclone", "davfs"})


class Engines(NamedTuple):
    """The two ways into one file."""

    path: Path
    write: Engine
    read: Engine

    def dispose(self) -> None:
        """Close every connection; the writer last, so that it tidies the journal away."""
        self.read.dispose()
        self.write.dispose()


class Header(NamedTuple):
    """What a database says of itself before it is opened for work."""

    application: int
    schema: int


def open_engines(path: Path, *, size_limit: int | None = None) -> Engines:
    """The engines of the database at `path`; nothing is read yet. `size_limit` in pages keeps the file from growing.

    Refuses an SQLite that may corrupt it (Fault `desk.sqlite_too_old`).
    """
    found = sqlcipher.sqlite_version_info
    if found < LEAST_SQLITE:
        raise Fault("desk.sqlite_too_old", found=sqlcipher.sqlite_version, least=".".join(map(str, LEAST_SQLITE)))
    journal = "WAL" if is_local(path.parent) else "TRUNCATE"
    write_pragmas = [*PRAGMAS, f"cache_size={CACHE_WRITE}", f"journal_mode={journal}"]
    if size_limit is not None:
        write_pragmas.append(f"max_page_count={size_limit}")
    write = _engine(path, write_pragmas, "BEGIN IMMEDIATE", pool_size=1)
    read = _engine(path, [*PRAGMAS, f"cache_size={CACHE_READ}", "query_only=ON"], "BEGIN", pool_size=READERS)
    return Engines(path, write, read)


def look_at(path: Path, *, prove: bool = True) -> Header:
    """Climb the ladder of what may be wrong with a desk's database, before anything is written to it.

    With `prove` the structure is checked when the last process did not close it; without, another one may be at work.

    Faults: `desk.unknown` (no file), `desk.empty`, `desk.not_a_database`, `desk.cut_short`, `desk.foreign` (another
    program's), `desk.damaged`, `desk.locked`, `desk.disk_error`.
    """
    with faults(path):
        if not path.is_file():
            raise Fault("desk.unknown", path=str(path.parent))
        size = path.stat().st_size
        if size == 0:
            raise Fault("desk.empty", path=str(path))
        with path.open("rb") as file:
            head = file.read(100)
        if not head.startswith(MAGIC):
            raise Fault("desk.not_a_database", path=str(path))
        journal = path.with_name(path.name + "-wal")
        unclean = journal.exists() and journal.stat().st_size > 0
        if not unclean and size < _pages(head):
            raise Fault("desk.cut_short", path=str(path), size=size, wanted=_pages(head))
        return _ask(path, prove=prove and unclean)


def is_local(folder: Path) -> bool:
    """Whether a folder lies on a disk of this machine: WAL needs shared memory, which no network share has."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- exists with this function on Windows only

        remote = 4  # DRIVE_REMOTE
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) != remote)
    return _file_system(folder.resolve()) not in REMOTE


def may_write(path: Path) -> bool:
    """Whether this process may write the database and beside it, as its journal needs."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def journal_of(engines: Engines) -> str:
    """The journal mode in use: `wal` or `truncate`."""
    with engines.write.connect() as connection:
        return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())


def plain_connection(path: Path, *, timeout: float = 5.0) -> Any:
    """A bare connection in autocommit, for what SQLAlchemy has no words for: VACUUM INTO, checks, migrations."""
    connection = sqlcipher.connect(str(path), timeout=timeout, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _engine(path: Path, pragmas: list[str], begin: str, pool_size: int) -> Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite+pysqlite", database=str(path)),
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"timeout": 5, "check_same_thread": False},
        hide_parameters=True,  # an error text must never hold a name or a phone number
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _entry: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself: its BEGIN is deferred
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _ask(path: Path, *, prove: bool) -> Header:
    connection = plain_connection(path)
    try:
        header = Header(
            connection.execute("PRAGMA application_id").fetchone()[0],
            connection.execute("PRAGMA user_version").fetchone()[0],
        )
        if header.application != APPLICATION:
            raise Fault("desk.foreign", path=str(path))
        # After a crash the structure is proved before anything is added to it.
        if prove and connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise Fault("desk.damaged", path=str(path), reason="quick_check")
        return header
    finally:
        connection.close()


def _pages(head: bytes) -> int:
    """The size in bytes the header promises (https://sqlite.org/fileformat.html, offsets 16 and 28)."""
    page = int.from_bytes(head[16:18], "big")
    return (65_536 if page == 1 else page) * int.from_bytes(head[28:32], "big")


def _file_system(folder: Path) -> str:
    mounts = Path("/proc/self/mountinfo")
    if not mounts.is_file():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(errors="replace").splitlines():
        fields, _, rest = line.partition(" - ")
        point = fields.split()[4].encode().decode("unicode_escape")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, rest.split()[0]
    return kind
