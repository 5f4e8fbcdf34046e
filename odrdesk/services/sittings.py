"""Who sat down at the window and when it was locked: written into the record, read by who answers for the desk.

Nothing is kept but who and when. A practice desk asks nobody for a password and keeps nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import Entry, Written
from odrdesk.domain.vocabulary import Role
from odrdesk.services import clerks
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import record, seats

SIGN_IN, LOCK, UNLOCK, SWITCH = "clerk.sign_in", "clerk.lock", "clerk.unlock", "clerk.switch"
WRONG, WRONG_CODE, RECOVERED = "clerk.password_failed", "clerk.recovery_failed", "clerk.recovered"
ACTS = (SIGN_IN, LOCK, UNLOCK, SWITCH, WRONG, WRONG_CODE, RECOVERED)
READERS = (Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN)
PAGE = 20


class Sat(NamedTuple):
    """One line: `act` of `ACTS`, whose seat, when (aware UTC).

    `before` names who sat there until then (`SWITCH`); `by_itself` says that nobody pressed the lock (`LOCK`).
    """

    seq: int
    act: str
    name: str
    at: datetime
    before: str = ""
    by_itself: bool = False


def take(desk: Desk, clerk_name: str, password: str = "", *, begins: bool = False) -> Done[Desk]:
    """The desk as who signs in has it, and the record of it: at the start (`begins`), after a lock, or in turn.

    Refuses what `clerks.verify` refuses.
    """
    taken = clerks.take_seat(desk, clerk_name, password)
    if begins:
        _note(taken, SIGN_IN)
    elif taken.clerk.key == desk.clerk.key:
        _note(taken, UNLOCK)
    else:
        _note(taken, SWITCH, {"before": desk.clerk.key})
    return Done(taken, Changes())


def lock(desk: Desk, *, by_itself: bool = False) -> Done[None]:
    """The window was locked by who sits there, or by itself after some time without a touch."""
    _note(desk, LOCK, {"by_itself": by_itself})
    return Done(None, Changes())


def may_read(desk: Desk) -> bool:
    """Whether who sits there may read who signed in."""
    return any(desk.clerk.may(role) for role in READERS)


def seen(desk: Desk, count: int = PAGE, *, clerk_name: str = "") -> tuple[Sat, ...]:
    """The last sign-ins, locks and wrong passwords, newest first; of one clerk where one is named.

    Refuses anybody but a supervisor, an auditor and an admin.
    """
    if not may_read(desk):
        raise Refusal("clerk.not_allowed", role=Role.SUPERVISOR)
    with desk.reading() as session:
        names = {one.clerk.key: one.name for one in seats.seats(session)}
        found = (_sat(one, names) for one in record.newest_of(session, ACTS))
        chosen = (one for one in found if clerk_name in ("", one.name))
        return tuple(one for _place, one in zip(range(count), chosen, strict=False))


def _note(desk: Desk, act: str, facts: Mapping[str, object] | None = None) -> None:
    """Nobody is kept out because the disk takes nothing, or because the desk was opened to read."""
    if desk.practice or desk.house.held is None:
        return
    try:
        with desk.writing() as session:
            record.append(session, Entry(act, desk.now(), desk.clerk.key, None, dict(facts or {})))
    except Fault as fault:
        if fault.code not in clerks.NOT_WRITTEN:
            raise


def _sat(written: Written, names: Mapping[int, str]) -> Sat:
    entry = written.entry
    facts = {} if written.erased else entry.facts
    before = facts.get("before")
    name = written.clerk_name or str(facts.get("name", ""))
    told = names.get(before, "") if isinstance(before, int) else ""
    return Sat(written.seq, entry.act, name, written.written_at, told, bool(facts.get("by_itself")))
