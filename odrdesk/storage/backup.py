"""Backups: a folder with a verified copy of the database, the key of its record, the evidence and a manifest.

`VACUUM INTO` copies in one step beside a working writer and leaves a plain file that any folder can hold. Nothing is
called a backup before it was opened and checked, and nothing is ever restored over a file: what was there is moved
aside.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from odrdesk.domain.errors import Fault
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.storage import record, schema, seal, vault
from odrdesk.storage.columns import utc_text
from odrdesk.storage.engine import Header, look_at, open_engines, plain_connection
from odrdesk.storage.faults import faults
from odrdesk.storage.files import flush, remove, remove_if_there, sha256_of

DATABASE, KEY, MANIFEST = "odr.db", "odr.key", "manifest.json"
EXIT, REGULAR, ASKED, MIGRATION = "exit", "regular", "asked", "migration"
"""Why a backup was made: at the exit, in the middle of the work, at somebody's wish, before a migration."""

OFTEN = frozenset({EXIT, REGULAR})
"""Those that come by themselves again and again: looked over quickly, and thinned."""

HOURS, DAYS, WEEKS, MONTHS = 24, 14, 8, 12
LEAST = 3
"""So many are kept whatever their age."""

MIGRATION_DAYS = 180
BLOCK = 1 << 20
Told = Callable[[int, int], object]
"""Hears how many files of evidence of how many came along."""


def _untold(_done: int, _total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup and its manifest: `seq` and `mark` are the head of its record, `sha256` that of the database.

    `evidence` counts the files of evidence it needs, `evidence_missing` those that lay whole nowhere when it was made.
    """

    path: Path
    at: str
    reason: str
    name: str
    disputes: int
    seq: int
    mark: str
    schema: int
    size: int
    sha256: str
    evidence: int = 0
    evidence_missing: int = 0

    @property
    def made_at(self) -> datetime:
        """When it was made, by the desk's clock."""
        return datetime.fromisoformat(self.at)


def make(desk: Path, folder: Path, at: datetime, reason: str, told: Told = _untold) -> Backup:
    """Make a verified backup of the desk in `desk` as a new folder inside `folder`; `told` of each file of evidence.

    Faults: `disk.full` and whatever else keeps it from being written or read again; nothing is left behind then.
    """
    with faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        growing = folder / f".new-{os.getpid()}"
        remove_if_there(growing)
        growing.mkdir()
        try:
            copy(desk / DATABASE, growing / DATABASE)
            shutil.copyfile(desk / KEY, growing / KEY)
            made = _with_evidence(_described(growing, at, reason), desk, folder, told)
            _prove(growing, deep=reason not in OFTEN)
            (growing / MANIFEST).write_text(json.dumps(_manifest(made), ensure_ascii=False, indent=2), "utf-8")
            for name in (DATABASE, KEY, MANIFEST):
                flush(growing / name)
            place = _free_name(folder, made)
            growing.rename(place)
            flush(folder)
        finally:
            remove_if_there(growing)
    return _read(place)


def backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first by their record; what has no readable manifest is none."""
    found = [_try(each) for each in sorted(folder.glob("*/" + MANIFEST))]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.seq, one.at, one.path.name), reverse=True))


def find(source: Path) -> Path:
    """The folder of the backup meant by a path: itself, the file in it, the newest in a folder of backups, or a desk.

    Fault `backup.unknown`.
    """
    if source.is_file():
        if source.name not in (DATABASE, KEY, MANIFEST):
            raise Fault("backup.unknown", path=str(source))
        return source.parent
    if (source / MANIFEST).is_file():
        return source
    inside = backups(source) or (backups(source / "backups") if not (source / DATABASE).is_file() else ())
    if inside:
        return inside[0].path
    if (source / DATABASE).is_file():
        return source
    raise Fault("backup.unknown", path=str(source))


def restore(source: Path, desk: Path, at: datetime) -> Path | None:
    """Put the backup in `source` (a folder `find` gave) in place of the desk in `desk`, which nobody has open.

    What was there is moved into a folder of its own, which is returned. Faults: `backup.damaged` (does not fit its
    manifest, or its record does not hold), `backup.key_missing`, and those of the disk.
    """
    with faults(desk):
        _same_as_manifest(source)
        if not (source / KEY).is_file():
            raise Fault("backup.key_missing", path=str(source))
        desk.mkdir(parents=True, exist_ok=True)
        growing = desk / f".new-{os.getpid()}"
        remove_if_there(growing)
        growing.mkdir()
        try:
            copy(source / DATABASE, growing / DATABASE)
            shutil.copyfile(source / KEY, growing / KEY)
            (growing / KEY).chmod(0o600)
            header = _prove(growing, deep=True)
            if header.schema > schema.VERSION:
                raise Fault("desk.newer", path=str(source), found=header.schema, known=schema.VERSION)
            vault.carry([source], growing, _evidence(growing / DATABASE), link_from=desk, prove=True)
            for name in (DATABASE, KEY):
                flush(growing / name)
            aside = _move_aside(desk, at)
            if (growing / vault.FOLDER).is_dir():
                (growing / vault.FOLDER).rename(desk / vault.FOLDER)
            (growing / KEY).rename(desk / KEY)
            (growing / DATABASE).rename(desk / DATABASE)
            flush(desk)
        finally:
            remove_if_there(growing)
    return aside


def thin(folder: Path) -> tuple[Path, ...]:
    """Take away backups of the exit and of the work that newer ones make needless; what was taken away.

    The newest of each of the last 24 hours, 14 days, 8 weeks and 12 months stays, counted from the newest of all, and
    the last three in any case; those before a migration stay 180 days; those somebody asked for stay.
    """
    known = sorted(backups(folder), key=lambda one: one.at, reverse=True)
    if not known:
        return ()
    kept = {one.path for one in known[:LEAST]}
    often = [one for one in known if one.reason in OFTEN]
    kept |= _newest_of_each(often, lambda moment: moment.strftime("%Y%m%d%H"), HOURS)
    kept |= _newest_of_each(often, lambda moment: moment.strftime("%Y%m%d"), DAYS)
    kept |= _newest_of_each(often, lambda moment: moment.strftime("%G%V"), WEEKS)
    kept |= _newest_of_each(often, lambda moment: moment.strftime("%Y%m"), MONTHS)
    oldest = known[0].made_at - timedelta(days=MIGRATION_DAYS)
    gone = [
        one.path
        for one in known
        if one.path not in kept and (one.reason in OFTEN or (one.reason == MIGRATION and one.made_at < oldest))
    ]
    for path in gone:
        remove(path)
    return tuple(gone)


def copy(source: Path, target: Path) -> None:
    """Copy a database in one step into a new file, also while it is written to."""
    look_at(source, prove=False)
    connection = plain_connection(source)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _prove(folder: Path, *, deep: bool) -> Header:
    """Open a copy and prove it: the structure, and with `deep` every page, every reference and the whole record."""
    path = folder / DATABASE
    header = look_at(path)
    connection = plain_connection(path)
    try:
        told = connection.execute("PRAGMA integrity_check" if deep else "PRAGMA quick_check").fetchall()
        if told != [("ok",)] or (deep and connection.execute("PRAGMA foreign_key_check").fetchall()):
            raise Fault("backup.damaged", path=str(folder))
    finally:
        connection.close()
    if deep and header.schema:
        engines = open_engines(path)
        try:
            with Session(engines.read) as session:
                if next(record.verify(session, seal.read_key(folder / KEY)), None):
                    raise Fault("backup.damaged", path=str(folder))
        finally:
            engines.dispose()
    return header


def _described(folder: Path, at: datetime, reason: str) -> Backup:
    path = folder / DATABASE
    connection = plain_connection(path)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        seq, mac = connection.execute("SELECT seq, mac FROM record ORDER BY seq DESC LIMIT 1").fetchone() or (0, b"")
        disputes = connection.execute("SELECT count(*) FROM dispute").fetchone()[0]
        name = json.loads(connection.execute("SELECT value FROM meta WHERE key = 'name'").fetchone()[0])
    finally:
        connection.close()
    mark = mac[: seal.MARK_LENGTH].hex()
    size, digest = path.stat().st_size, sha256_of(path)
    return Backup(folder, utc_text(at), reason, name, disputes, seq, mark, version, size, digest)


def _with_evidence(made: Backup, desk: Path, folder: Path, told: Told) -> Backup:
    """Bring the files of evidence along: linked to those of the backup before in the same folder, copied otherwise.

    Never linked to the desk's own files: what happens to those must not happen to the backup. A file that is whole
    nowhere is counted, not refused: a desk with damage needs its backups all the more.
    """
    before = next((one.path for one in backups(folder)), None)
    wanted = _evidence(made.path / DATABASE)
    sources = [desk] if before is None else [desk, before]
    missing = vault.carry(sources, made.path, wanted, link_from=before, prove=made.reason not in OFTEN, told=told)
    return replace(made, evidence=len(wanted), evidence_missing=missing)


def _evidence(database: Path) -> dict[str, int]:
    """The files of evidence a database needs: hash and size."""
    connection = plain_connection(database)
    try:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found: dict[str, int] = {}
        for table, query in _FILES.items():
            if table in there:  # a desk of an older version has fewer
                found.update(connection.execute(query).fetchall())
        return found
    finally:
        connection.close()


_FILES = {
    "evidence": "SELECT sha256, size FROM evidence",
    "paper_signed": "SELECT sha256, size FROM paper_signed",
}
"""What lies in the vault: evidence, and signed scans of papers."""


def _manifest(made: Backup) -> dict[str, object]:
    return {key: value for key, value in asdict(made).items() if key != "path"}


def _read(folder: Path) -> Backup:
    return Backup(folder, **json.loads((folder / MANIFEST).read_text("utf-8")))


def _try(manifest: Path) -> Backup | None:
    try:
        return _read(manifest.parent)
    except (OSError, ValueError, TypeError):
        return None


def _same_as_manifest(source: Path) -> None:
    if not (source / MANIFEST).is_file():
        return
    told = _try(source / MANIFEST)
    if told is None or not (source / DATABASE).is_file() or sha256_of(source / DATABASE) != told.sha256:
        raise Fault("backup.damaged", path=str(source))


def _free_name(folder: Path, made: Backup) -> Path:
    stem = f"{made.made_at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}-{made.seq:06d}-{made.reason}"
    names = (stem if turn == 1 else f"{stem}-{turn}" for turn in range(1, 10_000))
    return next(place for place in (folder / name for name in names) if not place.exists())


def _move_aside(desk: Path, at: datetime) -> Path | None:
    there = [path for path in sorted(desk.glob("odr.*")) if path.name != "odr.lock"]
    if (desk / vault.FOLDER).exists():
        there.append(desk / vault.FOLDER)
    if not there:
        return None
    stem = f"aside-{at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}"
    names = (stem if turn == 1 else f"{stem}-{turn}" for turn in range(1, 10_000))
    aside = next(place for place in (desk / name for name in names) if not place.exists())
    aside.mkdir()
    for path in there:
        path.rename(aside / path.name)
    return aside


def _newest_of_each(known: Iterable[Backup], span: Callable[[datetime], str], most: int) -> set[Path]:
    newest: dict[str, Path] = {}
    for one in known:
        newest.setdefault(span(one.made_at.astimezone(SHANGHAI)), one.path)
    return set(list(newest.values())[:most])
