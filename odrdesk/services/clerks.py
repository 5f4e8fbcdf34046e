"""Who sits at the desk, with which roles and password; the one place that opens another seat on a real desk."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from odrdesk.domain import passwords
from odrdesk.domain import seats as rules
from odrdesk.domain.complaint import NAME_LIMIT
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.parties import Clerk
from odrdesk.domain.record import Entry
from odrdesk.domain.seats import Seat
from odrdesk.domain.vocabulary import Role
from odrdesk.services.books import common_passwords
from odrdesk.services.desk import DATABASE, Changes, Desk, Done
from odrdesk.services.hashing import USUAL, Hashing, hashed, matches, outgrown
from odrdesk.services.settings import change
from odrdesk.storage import parties, record, seats, settings
from odrdesk.storage.faults import database_faults

LOCK_MINUTES, MOST_LOCK_MINUTES = 10, 240
_LOCK_AFTER = "clerks.lock_minutes"
_WHY_LIMIT = 2_000
NOT_WRITTEN = frozenset({"disk.full", "desk.read_only", "desk.locked"})
"""What keeps a note of who sat down from being written; nobody is kept out by it."""


class Left(NamedTuple):
    """Who left, and how many cases that are not closed still name him as their officer."""

    clerk: Clerk
    open_cases: int


def add(desk: Desk, name: str, roles: Iterable[Role]) -> Done[Clerk]:
    """Seat a new clerk with one role or more.

    Refuses anybody but an admin, an empty or overlong name, no role at all (`clerk.no_role`), and a name in use
    (`clerk.taken`, `clerk.taken_by_left`).
    """
    held = frozenset(roles)
    _only_admin(desk)
    if not name.strip():
        raise Refusal("clerk.name_needed", "name")
    if len(name) > NAME_LIMIT:
        raise Refusal("text.too_long", "name", limit=NAME_LIMIT, length=len(name))
    if not held:
        raise Refusal("clerk.no_role", "role")
    with desk.writing() as session:
        clerk = parties.add_clerk(session, name.strip(), held)
        told = {"name": clerk.name, "roles": sorted(role.value for role in held)}
        record.append(session, Entry("clerk.add", desk.now(), desk.clerk.key, None, told))
    return Done(clerk, Changes(clerks=True))


def seated(desk: Desk) -> tuple[Clerk, ...]:
    """Everybody who sits at the desk now, in the order they came."""
    return tuple(one.clerk for one in roll(desk) if one.active)


def roll(desk: Desk) -> tuple[Seat, ...]:
    """Every seat, of those who left too, in the order they came."""
    with desk.reading() as session:
        return seats.seats(session)


def seat_of(desk: Desk, clerk_name: str) -> Seat:
    """The seat of a name. Refuses `clerk.unknown`."""
    with desk.reading() as session:
        return seats.seat(session, clerk_name)


def set_password(desk: Desk, clerk_name: str, new: str, *, old: str | None = None, cost: Hashing = USUAL) -> Done[None]:
    """Set a password: one's own with the `old` one where there is one, or as an admin that of somebody else.

    An admin who sets somebody's ends the pause that wrong ones brought. Refuses what `passwords.check` refuses, anybody
    but an admin for another's (`clerk.not_allowed`), `password.old_needed`, what `verify` refuses, who left
    (`clerk.left`). The record tells whose was set, never what.
    """
    seat = seat_of(desk, clerk_name)
    own = seat.clerk.key == desk.clerk.key
    if not seat.active:
        raise Refusal("clerk.left", "clerk", name=seat.name)
    if not own:
        _only_admin(desk)
    elif seat.has_password and not desk.practice:
        if old is None:
            raise Refusal("password.old_needed", "old", name=seat.name)
        _compare(desk, clerk_name, old, "old", cost)
    password = passwords.check(new, (seat.name, desk.name), common_passwords())
    encoded = hashed(password, cost)
    with desk.writing() as session:
        now = desk.now()
        seats.keep_password(session, seat.clerk.key, encoded, now)
        told = {"name": seat.name, "first": not seat.has_password, "own": own}
        record.append(session, Entry("clerk.password", now, desk.clerk.key, None, told))
    return Done(None, Changes(clerks=True))


def verify(desk: Desk, clerk_name: str, password: str, *, cost: Hashing = USUAL) -> Clerk:
    """The clerk whose password this is; on a practice desk nobody is asked for one.

    Refuses `clerk.unknown`, `clerk.left`, `clerk.password_unset`, `clerk.password_wrong` (counted at once, in a
    transaction of its own), and `clerk.waits` while the pause lasts, without looking at the password.
    """
    if desk.practice:
        seat = seat_of(desk, clerk_name)
        if not seat.active:
            raise Refusal("clerk.left", "clerk", name=seat.name)
        return seat.clerk
    return _compare(desk, clerk_name, password, "password", cost)


def take_seat(desk: Desk, clerk_name: str, password: str = "") -> Desk:
    """The desk as another clerk has it, once `verify` knows him."""
    return desk.acting_as(verify(desk, clerk_name, password).name)


def change_roles(desk: Desk, clerk_name: str, roles: Iterable[Role]) -> Done[Clerk]:
    """Give a clerk these roles in place of those he has.

    Refuses anybody but an admin, `clerk.left`, `clerk.no_role`, and taking the last admin away (`clerk.last_admin`).
    """
    held = frozenset(roles)
    _only_admin(desk)
    with desk.writing() as session:
        seat = _here(session, clerk_name)
        rules.check_roles(seats.seats(session), seat, held)
        if held != seat.clerk.roles:
            seats.keep_roles(session, seat.clerk.key, held)
            told = {"name": seat.name, "roles": _codes(held), "before": _codes(seat.clerk.roles)}
            record.append(session, Entry("clerk.roles", desk.now(), desk.clerk.key, None, told))
    return Done(Clerk(seat.clerk.key, seat.name, held), Changes(clerks=True))


def unseat(desk: Desk, clerk_name: str, why: str) -> Done[Left]:
    """A clerk leaves: he can no longer act, his name and all he did stay.

    Refuses anybody but an admin, no reason, the owner (`clerk.owner_stays`), one's own seat (`clerk.own_seat`).
    """
    _only_admin(desk)
    reason = why.strip()
    if not reason:
        raise Refusal("clerk.why_needed", "why")
    if len(reason) > _WHY_LIMIT:
        raise Refusal("text.too_long", "why", limit=_WHY_LIMIT, length=len(reason))
    with desk.writing() as session:
        seat = _here(session, clerk_name)
        rules.check_leave(seats.seats(session), seat, desk.clerk)
        seats.unseat(session, seat.clerk.key)
        record.append(session, Entry("clerk.leave", desk.now(), desk.clerk.key, None, {"name": seat.name}, reason))
        kept = Left(seat.clerk, seats.open_cases(session, seat.clerk.key))
    return Done(kept, Changes(clerks=True))


def seat_again(desk: Desk, clerk_name: str) -> Done[Clerk]:
    """Who left is back, with his roles and without a password. Refuses anybody but an admin, and `clerk.taken`."""
    _only_admin(desk)
    with desk.writing() as session:
        seat = seats.seat(session, clerk_name)
        if seat.active:
            raise Refusal("clerk.taken", "name", name=seat.name)
        seats.seat_again(session, seat.clerk.key)
        record.append(session, Entry("clerk.back", desk.now(), desk.clerk.key, None, {"name": seat.name}))
    return Done(seat.clerk, Changes(clerks=True))


def lock_after(desk: Desk) -> int:
    """After how many minutes without a touch a window of this desk locks by itself."""
    with desk.reading() as session:
        return int(settings.get(session, _LOCK_AFTER, LOCK_MINUTES))


def choose_lock_after(desk: Desk, minutes: int) -> Done[None]:
    """Choose after how many minutes windows lock. Refuses anybody but an admin, and `clerk.idle_unknown`."""
    _only_admin(desk)
    if not 1 <= minutes <= MOST_LOCK_MINUTES:
        raise Refusal("clerk.idle_unknown", "minutes", least=1, most=MOST_LOCK_MINUTES)
    return change(desk, {_LOCK_AFTER: minutes})


def check_pause(desk: Desk, seat: Seat, field: str) -> None:
    """Refuses `clerk.waits` while a pause lasts."""
    left = passwords.pause_left(seat.waits_until, desk.now())
    if left:
        raise Refusal("clerk.waits", field, name=seat.name, seconds=-(-left // timedelta(seconds=1)))


def count_failure(desk: Desk, seat: Seat, act: str) -> tuple[int, int]:
    """Count one more that was wrong, in a transaction of its own; how many in a row, and seconds to wait now."""
    failures = seat.failures + 1
    pause = passwords.pause_after(failures)
    until = desk.now() + pause if pause else None
    if desk.house.held is None:
        _keep_count(desk, seat, failures, until)  # another process holds the record; the count grows all the same
    else:
        with desk.writing() as session:
            seats.keep_failures(session, seat.clerk.key, failures, until)
            record.append(session, Entry(act, desk.now(), None, None, {"name": seat.name, "failures": failures}))
    return failures, int(pause.total_seconds())


def _compare(desk: Desk, clerk_name: str, password: str, field: str, cost: Hashing) -> Clerk:
    with desk.reading() as session:
        seat = seats.seat(session, clerk_name)
        encoded = seats.hash_of(session, seat.clerk.key)
    if not seat.active:
        raise Refusal("clerk.left", "clerk", name=seat.name)
    if encoded is None:
        raise Refusal("clerk.password_unset", "as", name=seat.name)
    check_pause(desk, seat, field)
    given = passwords.plain(password)
    if not matches(encoded, given):
        failures, seconds = count_failure(desk, seat, "clerk.password_failed")
        if seconds:
            raise Refusal("clerk.password_wrong_waits", field, name=seat.name, failures=failures, seconds=seconds)
        raise Refusal("clerk.password_wrong", field, name=seat.name, left=passwords.FREE - failures)
    _welcome(desk, seat, hashed(given, cost) if outgrown(encoded, cost) else None)
    return seat.clerk


def _here(session: Session, clerk_name: str) -> Seat:
    seat = seats.seat(session, clerk_name)
    if not seat.active:
        raise Refusal("clerk.left", "clerk", name=seat.name)
    return seat


def _only_admin(desk: Desk) -> None:
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)


def _codes(roles: Iterable[Role]) -> list[str]:
    return sorted(role.value for role in roles)


def _welcome(desk: Desk, seat: Seat, rehashed: str | None) -> None:
    """Forget the failures, keep a dearer hash. A disk that takes nothing must keep nobody out."""
    try:
        if seat.failures:
            _keep_count(desk, seat, 0, None)
        if rehashed is not None and desk.house.held is not None:
            with desk.writing() as session:
                seats.keep_hash(session, seat.clerk.key, rehashed)
    except Fault as fault:
        if fault.code not in NOT_WRITTEN:
            raise


def _keep_count(desk: Desk, seat: Seat, failures: int, until: datetime | None) -> None:
    """Beside the record, which a desk opened to read cannot write."""
    house = desk.house
    with house.turn, database_faults(house.path / DATABASE), Session(house.engines.write) as session, session.begin():
        seats.keep_failures(session, seat.clerk.key, failures, until)
