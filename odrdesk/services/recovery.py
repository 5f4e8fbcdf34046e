"""The recovery code of an administrator: shown once to be printed, kept as a hash, good for one new password."""

import secrets
from typing import NamedTuple

from odrdesk.domain import passwords
from odrdesk.domain import recovery as codes
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.services.books import common_passwords
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.hashing import USUAL, Hashing, hashed, matches
from odrdesk.storage import record, seats


class Code(NamedTuple):
    """What is printed: whose, and the code itself, which nothing can show again."""

    name: str
    text: str


def make(desk: Desk, password: str, *, cost: Hashing = USUAL) -> Done[Code]:
    """Make the acting administrator's recovery code; the one before counts no more.

    His `password` is asked for again, so that nobody makes one at a window left open. Refuses `clerk.not_allowed`
    (no administrator), a practice desk (`recovery.practice`), and what `clerks.verify` refuses.
    """
    if desk.practice:
        raise Refusal("recovery.practice")
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)
    clerk = clerks.verify(desk, desk.clerk.name, password, cost=cost)
    text = codes.made(secrets.randbelow)
    encoded = hashed(codes.read(text), cost)
    with desk.writing() as session:
        again = seats.recovery_of(session, clerk.key) is not None
        seats.keep_recovery(session, clerk.key, encoded, desk.now())
        told = {"name": clerk.name, "again": again}
        record.append(session, Entry("clerk.recovery", desk.now(), clerk.key, None, told))
    return Done(Code(clerk.name, text), Changes(clerks=True))


def use(desk: Desk, clerk_name: str, typed: str, new: str, *, cost: Hashing = USUAL) -> Done[None]:
    """Set a new password for who forgot his, by the code on paper; the code is used up, the waiting ends.

    Refuses `clerk.unknown`, `clerk.left`, `recovery.none` and `.none_ask` (no code was made; data `others`: who can
    help), `.mistyped`, `clerk.waits`, `recovery.wrong` and `.wrong_waits` (counted like a wrong password), and what
    `passwords.check` refuses; a code is used up only by a password that stands.
    """
    with desk.reading() as session:
        seat = seats.seat(session, clerk_name)
        encoded = seats.recovery_of(session, seat.clerk.key)
        everybody = seats.seats(session)
    if not seat.active:
        raise Refusal("clerk.left", "clerk", name=seat.name)
    if encoded is None:
        others = [one.name for one in everybody if one.active and one.clerk.may(Role.ADMIN) and one.name != seat.name]
        code = "recovery.none_ask" if others else "recovery.none"
        raise Refusal(code, "code", name=seat.name, others=others)
    plain = codes.read(typed)
    clerks.check_pause(desk, seat, "code")
    if not matches(encoded, plain):
        failures, seconds = clerks.count_failure(desk, seat, "clerk.recovery_failed")
        if seconds:
            raise Refusal("recovery.wrong_waits", "code", name=seat.name, failures=failures, seconds=seconds)
        raise Refusal("recovery.wrong", "code", name=seat.name)
    password = passwords.check(new, (seat.name, desk.name), common_passwords())
    kept = hashed(password, cost)
    with desk.writing() as session:
        now = desk.now()
        seats.keep_password(session, seat.clerk.key, kept, now)
        seats.keep_recovery(session, seat.clerk.key, None, None)
        record.append(session, Entry("clerk.recovered", now, seat.clerk.key, None, {"name": seat.name}))
    return Done(None, Changes(clerks=True))
