"""Lists that the whole desk shares under a name, in the language of `odrdesk.domain.listing`."""

from collections.abc import Mapping
from dataclasses import dataclass

from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, order, parse, written
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import record, settings

SHARED = "lists.shared"
LONGEST = 40


@dataclass(frozen=True, slots=True)
class TeamView:
    """A list of the desk; `face` is how it looks, as plain values its reader understands; `by` who shared it."""

    name: str
    listing: Listing
    face: Mapping[str, object]
    by: int | None


def shared(desk: Desk) -> tuple[TeamView, ...]:
    """The desk's lists in the order they were shared; one that can no longer be read is left out."""
    with desk.reading() as session:
        rows = _rows(settings.get(session, SHARED))
    found = (_read(row) for row in rows)
    return tuple(one for one in found if one is not None)


def share(desk: Desk, name: str, listing: Listing, face: Mapping[str, object]) -> Done[None]:
    """Give a list to the whole desk; one of the same name is replaced.

    Refuses anybody but a supervisor, and `field.required` for no name.
    """
    _require(desk)
    told = " ".join(name.split())[:LONGEST]
    if not told:
        raise Refusal("field.required", "name")
    row = {"name": told, "where": written(listing), "sort": listing.order.text, "face": dict(face)}
    with desk.writing() as session:
        rest = [one for one in _rows(settings.get(session, SHARED)) if one.get("name") != told]
        settings.put(session, SHARED, [*rest, {**row, "by": desk.clerk.key}])
        record.append(session, Entry("view.share", desk.now(), desk.clerk.key, None, row))
    return Done(None, Changes(settings=True))


def unshare(desk: Desk, name: str) -> Done[None]:
    """Take a list away from the desk; the cases stay what they are. Refuses anybody but a supervisor."""
    _require(desk)
    with desk.writing() as session:
        rest = [one for one in _rows(settings.get(session, SHARED)) if one.get("name") != name]
        settings.put(session, SHARED, rest)
        record.append(session, Entry("view.unshare", desk.now(), desk.clerk.key, None, {"name": name}))
    return Done(None, Changes(settings=True))


def _require(desk: Desk) -> None:
    if not desk.clerk.may(Role.SUPERVISOR):
        raise Refusal("clerk.not_allowed", role=Role.SUPERVISOR)


def _rows(stored: object) -> list[dict[str, object]]:
    return [dict(row) for row in stored if isinstance(row, Mapping)] if isinstance(stored, list) else []


def _read(row: Mapping[str, object]) -> TeamView | None:
    try:
        asked = parse(str(row.get("where", "")))
        by = order(str(row.get("sort", "due")))
    except Refusal:
        return None
    face, who = row.get("face"), row.get("by")
    return TeamView(
        str(row.get("name", "")),
        Listing(asked.where, asked.text, by),
        face if isinstance(face, Mapping) else {},
        who if isinstance(who, int) else None,
    )
