"""The whole desk as bundles: one ZIP for each case in a folder, with the sums of all, to hand over or to keep."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from odrdesk.domain.listing import Listing
from odrdesk.services import lists
from odrdesk.services.bundle import bundle
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import listing
from odrdesk.storage.bundle_file import SUMS
from odrdesk.storage.faults import faults
from odrdesk.storage.outgoing import outgoing

Progress = Callable[[int, int], bool]
"""Hears how many cases of how many are written; False stops after the one under way."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the bundles lie, how many cases of how many were written, and their bytes."""

    folder: Path
    cases: int
    of: int
    size: int


def export(
    desk: Desk, folder: Path, *, copy: str | None = None, replace: bool = False, progress: Progress | None = None
) -> Done[Exported]:
    """Write the bundle of every case into a folder, which is made if need be, and the sums when all are there.

    Each bundle is an act of its own: what is there when it stops is whole. Refuses and faults as `bundle.bundle`.
    """
    with faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    numbers = _numbers(desk)
    sums: list[str] = []
    size, changes = 0, Changes()
    for number in numbers:
        if progress is not None and not progress(len(sums), len(numbers)):
            return Done(Exported(folder.absolute(), len(sums), len(numbers), size), changes)
        done = bundle(desk, number, folder / f"{number}.zip", copy=copy, replace=replace)
        if done.value is not None:
            sums.append(f"{done.value.sha256}  {done.value.path.name}\n")
            size += done.value.size
        changes = Changes(disputes=changes.disputes | done.changes.disputes)
    with outgoing({folder / SUMS: "".join(sums).encode()}, replace=replace) as put:
        put()
    return Done(Exported(folder.absolute(), len(sums), len(numbers), size), changes)


def _numbers(desk: Desk) -> list[str]:
    keys = [key for chunk in lists.ids(desk, Listing()) for key in chunk]
    with desk.reading() as session:
        found = [
            number
            for start in range(0, len(keys), 500)
            for number in listing.numbers(session, keys[start : start + 500]).values()
        ]
    return sorted(found)
