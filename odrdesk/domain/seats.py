"""Who sits at the desk: roles, whether there is a password, and what must stay so that the desk can be kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Clerk
from odrdesk.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """A clerk as the desk knows him: still here (`active`) or left; `password_at` None where none is set.

    `failures` counts wrong passwords in a row, `waits_until` is the end of the pause they brought (aware UTC).
    `recovery_at` is when the recovery code was made that still counts, None where there is none.
    """

    clerk: Clerk
    owner: bool = False
    active: bool = True
    password_at: datetime | None = None
    failures: int = 0
    waits_until: datetime | None = None
    recovery_at: datetime | None = None

    @property
    def name(self) -> str:
        """The clerk's name."""
        return self.clerk.name

    @property
    def has_password(self) -> bool:
        """Whether a password is set."""
        return self.password_at is not None


def check_roles(seats: Iterable[Seat], seat: Seat, roles: Collection[Role]) -> None:
    """Refuses no role at all (`clerk.no_role`), and a desk that nobody could administer (`clerk.last_admin`)."""
    if not roles:
        raise Refusal("clerk.no_role", "role")
    if Role.ADMIN not in roles:
        _keep_an_admin(seats, seat, "role")


def check_leave(seats: Iterable[Seat], seat: Seat, by: Clerk) -> None:
    """Refuses the owner (`clerk.owner_stays`: the desk opens as him), one's own seat, the last admin."""
    if seat.owner:
        raise Refusal("clerk.owner_stays", "clerk", name=seat.name)
    if seat.clerk.key == by.key:
        raise Refusal("clerk.own_seat", "clerk", name=seat.name)
    _keep_an_admin(seats, seat, "clerk")


def _keep_an_admin(seats: Iterable[Seat], without: Seat, field: str) -> None:
    others = (one for one in seats if one.active and one.clerk.key != without.clerk.key)
    if without.clerk.may(Role.ADMIN) and not any(one.clerk.may(Role.ADMIN) for one in others):
        raise Refusal("clerk.last_admin", field, name=without.name)
