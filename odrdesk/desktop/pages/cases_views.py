"""The views of the case list beside the built-in ones: a clerk's own and the desk's, and which are pinned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from odrdesk.desktop.pages import cases_faces
from odrdesk.desktop.pages.cases_faces import Face
from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, order, parse, written
from odrdesk.services import settings, views
from odrdesk.services.desk import Desk, Done

MOST_PINS = 8
PINNED_FIRST = ("overdue", "today", "performing")
"""What is pinned until a clerk chooses."""


@dataclass(frozen=True, slots=True)
class OwnView:
    """A list under a name of the clerk's own, or of the whole desk (`team`)."""

    name: str
    listing: Listing
    face: Face = field(default_factory=Face)
    team: bool = False

    @property
    def key(self) -> str:
        """What the tab is known by; no built-in view has such a key."""
        return f"{'team' if self.team else 'own'}:{self.name}"


def kept(desk: Desk) -> tuple[OwnView, ...]:
    """The present clerk's views in their order, then the desk's; what can no longer be read is left out."""
    shared = (OwnView(one.name, one.listing, cases_faces.read(one.face), team=True) for one in views.shared(desk))
    return (*_own(desk), *shared)


def keep(desk: Desk, view: OwnView, *, instead: str = "") -> Done[None]:
    """Save a view at the place of one of the same name, or of the one that was called `instead`."""
    known = list(_own(desk))
    place = next((at for at, one in enumerate(known) if one.name in (instead, view.name)), len(known))
    rest = [one for one in known if one.name not in (instead, view.name)]
    return _store(desk, [*rest[:place], view, *rest[place:]])


def forget(desk: Desk, view: OwnView) -> Done[None]:
    """Take a view away; the cases stay what they are."""
    return _store(desk, [one for one in _own(desk) if one.name != view.name])


def put_back(desk: Desk, view: OwnView, place: int) -> Done[None]:
    """A view that was taken away, at its old place."""
    rest = [one for one in _own(desk) if one.name != view.name]
    return _store(desk, [*rest[:place], view, *rest[place:]])


def move(desk: Desk, view: OwnView, by: int) -> Done[None]:
    """Put a view further left (negative) or right among the clerk's own."""
    known = list(_own(desk))
    here = next((at for at, one in enumerate(known) if one.name == view.name), None)
    if here is not None:
        known.insert(max(0, min(here + by, len(known) - 1)), known.pop(here))
    return _store(desk, known)


def share(desk: Desk, view: OwnView) -> Done[None]:
    """Give a view to the whole desk. Refuses anybody but a supervisor."""
    return views.share(desk, view.name, view.listing, cases_faces.written(view.face))


def pins(desk: Desk) -> tuple[str, ...]:
    """The keys of the views that stand in the rail, at most eight."""
    stored = settings.read(desk, _pins(desk)).get(_pins(desk))
    named = [str(key) for key in stored] if isinstance(stored, list) else list(PINNED_FIRST)
    return tuple(dict.fromkeys(named))[:MOST_PINS]


def pin(desk: Desk, keys: Sequence[str]) -> Done[None]:
    """Let these views stand in the rail, in this order."""
    return settings.change(desk, {_pins(desk): list(dict.fromkeys(keys))[:MOST_PINS]})


def _own(desk: Desk) -> tuple[OwnView, ...]:
    stored = settings.read(desk, _place(desk)).get(_place(desk))
    rows = stored if isinstance(stored, list) else []
    found = (_read(row) for row in rows if isinstance(row, Mapping))
    return tuple(view for view in found if view is not None)


def _place(desk: Desk) -> str:
    return f"{settings.LOOKS}views.{desk.clerk.key}"


def _pins(desk: Desk) -> str:
    return f"{settings.LOOKS}pins.{desk.clerk.key}"


def _store(desk: Desk, known: list[OwnView]) -> Done[None]:
    return settings.change(desk, {_place(desk): [_written(view) for view in known]})


def _written(view: OwnView) -> dict[str, object]:
    told: dict[str, object] = {
        "name": view.name,
        "where": written(view.listing),
        "sort": view.listing.order.text,
    }
    return told if view.face == Face() else {**told, "face": cases_faces.written(view.face)}


def _read(row: Mapping[str, object]) -> OwnView | None:
    try:
        listing = parse(str(row.get("where", "")))
        listing = replace(listing, order=order(str(row.get("sort", "due"))))
    except Refusal:
        return None
    return OwnView(str(row.get("name", "")), listing, cases_faces.read(row.get("face")))
