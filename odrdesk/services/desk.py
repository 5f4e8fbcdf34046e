"""A desk: one folder with its database, its law, its calendar, its clock and whoever sits at it. Nothing is global.

In the folder lie `odr.db`, the key and the head of its record, the lock, and `backups/`.
"""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from sqlmodel import Session

from odrdesk.domain import own_rules
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.law import Law
from odrdesk.domain.parties import Clerk
from odrdesk.domain.record import Entry, Finding
from odrdesk.domain.rules import Home, Warn
from odrdesk.domain.vocabulary import Role
from odrdesk.domain.workdays import WorkCalendar, YearTable, day_of
from odrdesk.services.books import known_calendar, known_law
from odrdesk.storage import (
    backup,
    calendars,
    contact_points,
    ledger_proof,
    parties,
    record,
    rule_books,
    schema,
    seal,
    settings,
)
from odrdesk.storage.engine import Engines, look_at, may_write, open_engines
from odrdesk.storage.faults import database_faults, faults
from odrdesk.storage.files import flush
from odrdesk.storage.lock import Hold, hold

DATABASE, KEY, HEAD, LOCK, BACKUPS = backup.DATABASE, backup.KEY, "odr.head", "odr.lock", "backups"
GROWING = "odr.db.new"
OWNER = "owner"
BACKUP_PLACE = "backup.place"
"""The setting that names the second place for backups."""
PLACE = "rules.place"
"""The setting that says in which city and district the desk lies."""
WARNING = "warning."
"""Settings under this prefix and a rule's code say from when on it warns: `[remind, urgent]`."""
WAIT = 5.0
"""Seconds to wait for another process to finish with the desk: two commands in a row must not refuse each other."""

Clock = Callable[[], datetime]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a service changed: keys of disputes, and which other things; views choose whether they care."""

    disputes: frozenset[int] = frozenset()
    deadlines: bool = False
    papers: bool = False
    clerks: bool = False
    settings: bool = False
    drafts: bool = False
    merchants: bool = False
    fund: bool = False
    templates: bool = False


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a service answers: its value and what it changed."""

    value: T
    changes: Changes


@dataclass
class House:
    """What every view of an open desk shares: its files, its lock, and whether anything was written.

    `writes` counts the transactions, `kept_writes` how many of them the last backup holds, `kept_at` when it was made.
    """

    path: Path
    engines: Engines
    key: bytes
    held: Hold | None
    unsound: tuple[Finding, ...] = ()
    changed: bool = False
    open: bool = True
    turn: threading.Lock = field(default_factory=threading.Lock)
    writes: int = 0
    kept_writes: int = 0
    kept_at: datetime | None = None
    copying: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days: the tables odrdesk brings, and in their place those imported on this desk."""
        with database_faults(self.path), Session(self.engines.read) as session:
            imported = calendars.documents(session)
        days = known_calendar()
        for document in imported:
            days = days.with_table(YearTable.parse(document))
        return days

    @cached_property
    def law(self) -> Law:
        """The law odrdesk brings, and beside it the desk's own rules."""
        with database_faults(self.path), Session(self.engines.read) as session:
            kept = rule_books.kept(session)
            home = home_of(session, settings.meta(session)["name"], str(settings.get(session, PLACE, "") or ""))
        shipped = known_law()
        if not kept:
            return shipped
        read = [own_rules.read(one.content, shipped) for one in kept]
        return own_rules.law_with(shipped, read, home)

    @cached_property
    def warnings(self) -> dict[str, Warn]:
        """The thresholds of warnings chosen for single rules."""
        with database_faults(self.path), Session(self.engines.read) as session:
            chosen = settings.all_of(session, WARNING)
        return {name.removeprefix(WARNING): Warn(*value) for name, value in chosen.items()}


@dataclass(frozen=True)
class Desk:
    """An open desk as one clerk has it. Made by `create` or `open_desk`, closed by `close`."""

    house: House
    name: str
    practice: bool
    clerk: Clerk
    clock: Clock

    @property
    def path(self) -> Path:
        """The desk's folder."""
        return self.house.path

    @property
    def unsound(self) -> tuple[Finding, ...]:
        """What the opening found wrong with the fund's books: no money is booked while there is anything."""
        return self.house.unsound

    @property
    def law(self) -> Law:
        """All rules, amounts and articles, asked by code and day; the desk's own rules among them."""
        return self.house.law

    @property
    def warnings(self) -> Mapping[str, Warn]:
        """From when on single rules remind and are urgent, where that was chosen here."""
        return self.house.warnings

    @property
    def calendar(self) -> WorkCalendar:
        """The working days of this desk."""
        return self.house.calendar

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One session, one transaction: all of it is kept, or nothing.

        Faults: `desk.opened_to_read`, and what the disk and other processes cause.
        """
        house = self.house
        if house.held is None:
            raise Fault("desk.opened_to_read", path=str(house.path))
        with house.turn, database_faults(house.path / DATABASE):
            with Session(house.engines.write) as session, session.begin():
                record.seal_with(session, house.key, self.now())
                yield session
                written: seal.Head | None = session.info.get("head")
            house.changed = True
            house.writes += 1
            if written:
                seal.write_head(house.path / HEAD, written)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short session that cannot write; a long one would keep the journal growing."""
        with database_faults(self.house.path / DATABASE), Session(self.house.engines.read) as session:
            yield session

    def now(self) -> datetime:
        """The moment on the desk's clock: aware UTC, whole seconds."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    def today(self) -> date:
        """The day on the desk's clock in Asia/Shanghai."""
        return day_of(self.now())

    def acting_as(self, clerk_name: str) -> "Desk":
        """The same desk with another clerk. Refuses `clerk.unknown`."""
        with self.reading() as session:
            clerk = parties.clerk(session, clerk_name)
        return Desk(self.house, self.name, self.practice, clerk, self.clock)

    def at(self, clock: Clock) -> "Desk":
        """The same desk with another clock. Refuses `clock.not_practice` on a real desk."""
        if not self.practice:
            raise Refusal("clock.not_practice", "now", name=self.name)
        return Desk(self.house, self.name, self.practice, self.clerk, clock)

    def refresh_calendar(self) -> None:
        """Read the imported year tables again when next asked for."""
        self.house.__dict__.pop("calendar", None)

    def refresh_rules(self) -> None:
        """Read the desk's own rules and thresholds again when next asked for."""
        self.house.__dict__.pop("law", None)
        self.house.__dict__.pop("warnings", None)

    def close(self, *, backup: bool = True) -> Fault | None:
        """Close the files; when something was written, make the backup of the exit first.

        What keeps the backup from being made is returned, not raised: the work itself is safe. A second call does
        nothing.
        """
        if not self.house.open:
            return None
        self.house.open = False
        failed = _exit_backup(self) if backup and self.house.changed else None
        self.house.engines.dispose()
        if self.house.held:
            self.house.held.release()
        return failed


def create(path: Path, name: str, *, practice: bool = False, clock: Clock, owner: str = OWNER) -> Desk:
    """Make a desk in a new or empty folder, with one owner, and open it. Refuses `desk.exists`, `desk.folder_in_use`.

    On a practice desk the owner holds every role, on a real one those of supervisor and admin.
    """
    with faults(path):
        if (path / DATABASE).exists():
            raise Refusal("desk.exists", "dir", path=str(path))
        if path.exists() and (not path.is_dir() or _others_in(path)):
            raise Refusal("desk.folder_in_use", "dir", path=str(path))
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = hold(path / LOCK)
        try:
            _make(path, name, owner, clock, practice=practice)
        finally:
            held.release()
    return open_desk(path, clock=clock)


def open_desk(
    path: Path, *, clerk_name: str | None = None, clock: Clock, writing: bool = True, wait: float = WAIT
) -> Desk:
    """Open a desk; as its owner unless `clerk_name` is given. An older desk is migrated first, after a backup.

    With `writing` it is held against other processes until closed, waiting `wait` seconds for it (Fault
    `desk.locked`). Faults: `desk.unknown`, `desk.empty`, `desk.not_a_database`, `desk.cut_short`, `desk.foreign`,
    `desk.newer`, `desk.damaged`, `desk.read_only`, `desk.tail_lost`, `desk.diverged`, `desk.key_missing`, `disk.full`.
    Refuses `clerk.unknown`.
    """
    database = path / DATABASE
    held: Hold | None = None
    with faults(path):
        if not database.is_file():
            raise Fault("desk.unknown", path=str(path))
        if not may_write(database):
            raise Fault("desk.read_only", path=str(path), reason="")
        held = hold(path / LOCK, wait) if writing else None
        try:
            return _open(path, clerk_name, clock, held)
        except BaseException:
            if held:
                held.release()
            raise


def home_of(session: Session, name: str, place: str) -> Home:
    """Where the desk is: its own name and place, and the places of its contact points."""
    points = {point.name: point.district or "" for point in contact_points.every(session)}
    return Home(frozenset({name}), place, points)


def wall_clock() -> datetime:
    """This machine's clock (aware UTC): what a desk runs by unless its clock is moved."""
    return datetime.now(UTC)


def backup_folder(path: Path) -> Path:
    """Where a desk keeps the backups it makes by itself."""
    return path / BACKUPS


def second_backup_folder(desk: Desk, place: Path) -> Path:
    """The folder of this desk's backups in a place it may share with other desks, as long as the desk is open."""
    with desk.reading() as session:
        told = settings.meta(session)
    return place / f"odrdesk-{str(told.get('id') or told['made_at'])[:8]}"


def _open(path: Path, clerk_name: str | None, clock: Clock, held: Hold | None) -> Desk:
    database = path / DATABASE
    header = look_at(database, prove=held is not None)
    now = clock().astimezone(UTC).replace(microsecond=0)
    if header.schema < schema.VERSION and held is None:
        raise Fault("desk.older", path=str(path))
    schema.migrate(database, header.schema, lambda: backup.make(path, backup_folder(path), now, backup.MIGRATION))
    key = seal.read_key(path / KEY)
    noted = seal.read_head(path / HEAD)
    engines = open_engines(database)
    try:
        with Session(engines.read) as session:
            if noted:
                record.compare(session, noted)
            last = record.head(session)
            meta = settings.meta(session)
            clerk = parties.clerk(session, clerk_name) if clerk_name else parties.owner(session)
            unsound = ledger_proof.glance(session)
    except BaseException:
        engines.dispose()
        raise
    if held and last and last != noted:
        seal.write_head(path / HEAD, last)
    return Desk(House(path, engines, key, held, unsound), meta["name"], meta["practice"], clerk, clock)


def _make(path: Path, name: str, owner: str, clock: Clock, *, practice: bool) -> None:
    for leftover in (path / GROWING, path / KEY, path / HEAD):
        leftover.unlink(missing_ok=True)
    key = seal.make_key(path / KEY)
    now = clock().astimezone(UTC).replace(microsecond=0)
    engines = open_engines(path / GROWING)
    try:
        schema.create(engines.write)
        with Session(engines.write) as session, session.begin():
            record.seal_with(session, key, now)
            for what, value in (("name", name), ("practice", practice), ("id", uuid.uuid4().hex)):
                settings.put_meta(session, what, value)
            settings.put_meta(session, "made_at", now.isoformat())
            roles = frozenset(Role) if practice else frozenset({Role.SUPERVISOR, Role.ADMIN})
            first = parties.add_clerk(session, owner, roles, owner=True)
            record.append(session, Entry("desk.create", now, first.key, facts={"name": name, "practice": practice}))
    finally:
        engines.dispose()
    flush(path / GROWING)
    # Only a whole desk bears the name: who was interrupted before this line starts again.
    (path / GROWING).rename(path / DATABASE)
    flush(path)


def _others_in(path: Path) -> bool:
    """Whether a folder holds anything but what an interrupted `create` left."""
    own = {LOCK, KEY, HEAD, GROWING, GROWING + "-wal", GROWING + "-shm", GROWING + "-journal"}
    return any(each.name not in own for each in path.iterdir())


def _exit_backup(desk: Desk) -> Fault | None:
    found: Fault | None = None
    for folder in _exit_folders(desk):
        try:
            backup.make(desk.path, folder, desk.now(), backup.EXIT)
            with faults(folder):
                backup.thin(folder)
        except Fault as fault:
            found = found or fault
    return found


def _exit_folders(desk: Desk) -> tuple[Path, ...]:
    """The desk's own, and the second place where one is chosen and there: a stick may be out."""
    own = backup_folder(desk.path)
    with desk.reading() as session:
        second = settings.get(session, BACKUP_PLACE)
    if not second or not Path(str(second)).is_dir():
        return (own,)
    return own, second_backup_folder(desk, Path(str(second)))
