"""When and where backups are made: in the middle of the work, at the exit, at a wish; and a second place for them.

The second place is another disk, a stick, a share. Every backup goes there too while it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import upkeep
from odrdesk.services.books import cloud_folders
from odrdesk.services.desk import BACKUP_PLACE as PLACE
from odrdesk.services.desk import Changes, Desk, Done, backup_folder, second_backup_folder
from odrdesk.services.settings import change
from odrdesk.storage import backup as copies
from odrdesk.storage import folders, settings
from odrdesk.storage.faults import faults
from odrdesk.storage.folders import Room

Backup = copies.Backup
Told = Callable[[int, int], object]
EXIT, REGULAR, MIGRATION = copies.EXIT, copies.REGULAR, copies.MIGRATION
"""Why a backup was made; any other was asked for."""


INTERVAL = timedelta(minutes=30)
"""How much work may be younger than the last backup."""
BEHIND = timedelta(days=7)
"""How old the newest backup in the second place may grow before it is told."""


def _untold(_done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class State:
    """Where the backups lie and which are there, newest first; `second` None where no second place is chosen.

    `reached` says whether the second place is there now: a stick may be out.
    """

    own: Path
    made: tuple[Backup, ...]
    second: Path | None
    second_made: tuple[Backup, ...]
    reached: bool

    @property
    def last(self) -> datetime | None:
        """When the newest of all was made."""
        return max((one.made_at for one in (*self.made, *self.second_made)), default=None)

    @property
    def size(self) -> int:
        """Bytes of the databases in the desk's own backups."""
        return sum(one.size for one in self.made)


def state(desk: Desk) -> State:
    """Where backups go and what is there."""
    chosen = place(desk)
    own = backup_folder(desk.path)
    made = copies.backups(own)
    if chosen is None:
        return State(own, made, None, (), reached=False)
    reached = chosen.is_dir()
    return State(own, made, chosen, copies.backups(second_backup_folder(desk, chosen)) if reached else (), reached)


def place(desk: Desk) -> Path | None:
    """The second place, None where none is chosen."""
    with desk.reading() as session:
        kept = settings.get(session, PLACE)
    return Path(str(kept)) if kept else None


def choose(desk: Desk, folder: Path | None) -> Done[None]:
    """Choose the second place, None for none.

    Refuses anybody but an admin, and what `check` refuses.
    """
    if folder is not None:
        check(folder, desk.path)
    return change(desk, {PLACE: None if folder is None else str(folder)})


def check(folder: Path, desk: Path) -> None:
    """Refuses a folder inside the desk's own (`backup.inside_desk`), or one that takes no file (`.not_writable`)."""
    where, home = folder.resolve(), desk.resolve()
    if where == home or home in where.parents:
        raise Refusal("backup.inside_desk", "place", path=str(folder))
    if not look(folder).writable:
        raise Refusal("backup.not_writable", "place", path=str(folder))


def look(folder: Path) -> Room:
    """What kind of place a folder is."""
    return folders.look(folder, cloud_folders())


def back_up(desk: Desk, told: Told = _untold) -> Done[Backup]:
    """Make a verified backup now, in the desk's own folder and in the second place where one is chosen.

    `told` hears of the first one how many steps of how many are done.
    Faults of the second place are raised once the first backup is made: `backup.second_missing` where it is not there.
    """
    second = place(desk)
    made = upkeep.backup(desk, backup_folder(desk.path), told=told).value
    desk.house.kept_at, desk.house.kept_writes = desk.now(), desk.house.writes
    if second is not None:
        if not second.is_dir():
            raise Fault("backup.second_missing", path=str(second))
        with desk.house.copying, faults(second):
            copies.make(desk.path, second_backup_folder(desk, second), desk.now(), copies.ASKED)
    return Done(made, Changes(settings=True))


def due(desk: Desk) -> bool:
    """Whether something was written since the last backup and that is half an hour old, or the first asking is."""
    house, now = desk.house, desk.now()
    if house.kept_at is None:
        house.kept_at = now
    waits = house.open and house.held is not None and house.writes != house.kept_writes
    return waits and now - house.kept_at >= INTERVAL


def keep_up(desk: Desk, *, told: Told = _untold) -> Done[Backup | None]:
    """A backup in the middle of the work, in the desk's own folder, where those grown needless go; None beside another.

    Faults of the disk; the next one is then due after another half hour.
    """
    house = desk.house
    if not house.copying.acquire(blocking=False):
        return Done(None, Changes())
    try:
        writes, house.kept_at = house.writes, desk.now()
        own = backup_folder(desk.path)
        made = copies.make(desk.path, own, desk.now(), REGULAR, told)
        with faults(own):
            copies.thin(own)
        house.kept_writes = writes
    finally:
        house.copying.release()
    return Done(made, Changes())


def keep_second(desk: Desk) -> Done[Backup | None]:
    """The same in the second place, where one is chosen and there; None where not, or beside another backup.

    Faults of that place's disk.
    """
    second, house = place(desk), desk.house
    if second is None or not second.is_dir() or not house.copying.acquire(blocking=False):
        return Done(None, Changes())
    try:
        folder = second_backup_folder(desk, second)
        with faults(second):
            made = copies.make(desk.path, folder, desk.now(), REGULAR)
            copies.thin(folder)
    finally:
        house.copying.release()
    return Done(made, Changes())


def unplugged(desk: Desk) -> Path | None:
    """The second place where one is chosen and it is not there now: a stick that is out, a share out of reach."""
    chosen = place(desk)
    return None if chosen is None or chosen.is_dir() else chosen


def behind(desk: Desk) -> int | None:
    """Whole days since the second place was last written, where that is there and more than `BEHIND` ago.

    Where nothing lies there yet it is as old as the desk's own oldest backup. None where all is well, or the place is
    not there (`unplugged`).
    """
    chosen = place(desk)
    if chosen is None or not chosen.is_dir():
        return None
    there = copies.backups(second_backup_folder(desk, chosen))
    own = () if there else copies.backups(backup_folder(desk.path))
    since = max((one.made_at for one in there), default=min((one.made_at for one in own), default=None))
    old = None if since is None else desk.now() - since
    return old.days if old is not None and old > BEHIND else None


def leave(desk: Desk) -> Fault | None:
    """Close the desk with the backup of the exit; what kept it from being made, also in the second place alone."""
    missing: Path | None = None
    if desk.house.open and desk.house.changed:
        try:
            missing = unplugged(desk)
        except Fault:
            missing = None  # the database does not answer: closing says so
    failed = desk.close()
    if failed is None and missing is not None:
        return Fault("backup.second_missing", path=str(missing))
    return failed
