"""Who sits at the desk."""

from collections.abc import Iterable

from odrdesk.domain.complaint import NAME_LIMIT
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Clerk
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import parties, record


def add(desk: Desk, name: str, roles: Iterable[Role]) -> Done[Clerk]:
    """Seat a new clerk with one role or more.

    Refuses anybody but an admin, an empty or overlong name, no role at all (`clerk.no_role`), and a name in use
    (`clerk.taken`).
    """
    held = frozenset(roles)
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("clerk.not_allowed", role=Role.ADMIN)
    if not name.strip():
        raise Refusal("field.required", "name")
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
    """Everybody at the desk, in the order they came."""
    with desk.reading() as session:
        return parties.clerks(session)
