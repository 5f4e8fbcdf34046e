"""A desk: one folder with its database, its law, its calendar, its clock and whoever sits at it. Nothing is global."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Generic, TypeVar

from sqlmodel import Session

from odrdesk.domain.parties import Clerk

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


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a service answers: its value and what it changed."""

    value: T
    changes: Changes


class Desk:
    """An open desk. Made by `create` or `open_desk`, closed by `close`."""

    path: Path
    name: str
    practice: bool
    clerk: Clerk

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One session, one transaction: all of it is kept, or nothing."""
        raise NotImplementedError

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A short session that cannot write."""
        raise NotImplementedError

    def now(self) -> datetime:
        """The moment on the desk's clock: aware UTC, whole seconds."""
        raise NotImplementedError

    def today(self) -> date:
        """The day on the desk's clock in Asia/Shanghai."""
        raise NotImplementedError

    def acting_as(self, clerk_name: str) -> "Desk":
        """The same desk with another clerk. Refuses `clerk.unknown`."""
        raise NotImplementedError

    def close(self, *, backup: bool = True) -> None:
        """Close the files; when something was changed, make the backup of the exit first."""
        raise NotImplementedError


def create(path: Path, name: str, *, practice: bool = False, clock: Callable[[], datetime]) -> Desk:
    """Make a desk in a new or empty folder, with one owner. Refuses `desk.exists`."""
    raise NotImplementedError


def open_desk(
    path: Path, *, clerk_name: str | None = None, clock: Callable[[], datetime], writing: bool = True, wait: float = 5.0
) -> Desk:
    """Open a desk; as its owner unless `clerk_name` is given.

    With `writing` it is held against other processes until closed, waiting `wait` seconds for it (Fault
    `desk.locked`). Faults: `desk.unknown`, `desk.newer`, `desk.damaged`, `desk.foreign`, `desk.read_only`, ...
    """
    raise NotImplementedError
