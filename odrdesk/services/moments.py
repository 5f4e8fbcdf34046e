"""When something happened, where that is not now."""

from datetime import datetime

from odrdesk.domain.errors import Refusal


def happened_at(now: datetime, at: datetime | None, why: str | None) -> datetime:
    """The moment (aware UTC) an act counts from. Refuses the future, and the past without a reason."""
    if at is None or at == now:
        return now
    if at > now:
        raise Refusal("at.in_future", "at", at=at.isoformat())
    if not (why and why.strip()):
        raise Refusal("at.needs_why", "why")
    return at
