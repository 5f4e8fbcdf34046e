"""Half-typed work is kept: a draft per form, saved while typing, offered again after a crash."""

from collections.abc import Mapping

from odrdesk.domain import minors
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import drafts
from odrdesk.storage.drafts import Draft


def keep(desk: Desk, kind: str, values: Mapping[str, object], key: int = 0) -> Done[int]:
    """Keep what was typed so far in a form of this kind, under the draft's key (0 for a new one); its key.

    The identity number of a child under 14 is not kept until the guardian's consent is told (`domain.minors`).
    """
    may = minors.without_number(values, desk.today())
    with desk.writing() as session:
        kept = drafts.save(session, Draft(key, kind, desk.clerk.key, may, desk.now()))
    return Done(kept, Changes(drafts=True))


def kept(desk: Desk, kind: str | None = None) -> tuple[Draft, ...]:
    """The present clerk's drafts, newest first."""
    with desk.reading() as session:
        return drafts.drafts(session, desk.clerk.key, kind)


def discard(desk: Desk, key: int) -> Done[None]:
    """Throw a draft away, once it was registered or its clerk says so."""
    with desk.writing() as session:
        drafts.discard(session, key)
    return Done(None, Changes(drafts=True))
