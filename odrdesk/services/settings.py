"""Settings of the desk: letterhead, numbers of papers, looks. Plain values under dotted names."""

from collections.abc import Mapping

from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import record, settings

LOOKS = "looks."
"""Settings of one person's window under this prefix are nobody else's business and are not recorded."""


def read(desk: Desk, prefix: str = "") -> dict[str, object]:
    """All settings whose names start with `prefix`."""
    with desk.reading() as session:
        return settings.all_of(session, prefix)


def change(desk: Desk, values: Mapping[str, object]) -> Done[None]:
    """Set values under their names; None takes one away. Refuses anybody but an admin, but for looks."""
    public = {name: value for name, value in values.items() if not name.startswith(LOOKS)}
    if public and not desk.clerk.may(Role.ADMIN):
        raise Refusal("step.role", step="settings", role=Role.ADMIN.value)
    with desk.writing() as session:
        for name, value in values.items():
            settings.put(session, name, value)
        if public:
            record.append(session, Entry("settings.change", desk.now(), desk.clerk.key, None, public))
    return Done(None, Changes(settings=True))
