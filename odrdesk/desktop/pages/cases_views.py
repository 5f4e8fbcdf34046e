"""The views a clerk saved for himself: kept with the desk under his key, written in the language of listings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from odrdesk.domain.errors import Refusal
from odrdesk.domain.listing import Listing, order, parse, written
from odrdesk.services import settings
from odrdesk.services.desk import Desk, Done


@dataclass(frozen=True, slots=True)
class OwnView:
    """A list under a name of the clerk's own."""

    name: str
    listing: Listing

    @property
    def key(self) -> str:
        """What the tab is known by; no built-in view has such a key."""
        return f"own:{self.name}"


def kept(desk: Desk) -> tuple[OwnView, ...]:
    """The present clerk's views in the order they were saved; one that can no longer be read is left out."""
    stored = settings.read(desk, _place(desk)).get(_place(desk))
    rows = stored if isinstance(stored, list) else []
    views = (_read(row) for row in rows if isinstance(row, Mapping))
    return tuple(view for view in views if view is not None)


def keep(desk: Desk, view: OwnView) -> Done[None]:
    """Save a view; one of the same name is replaced."""
    others = [one for one in kept(desk) if one.name != view.name]
    return _store(desk, [*others, view])


def forget(desk: Desk, view: OwnView) -> Done[None]:
    """Take a view away; the cases stay what they are."""
    return _store(desk, [one for one in kept(desk) if one.name != view.name])


def _place(desk: Desk) -> str:
    return f"{settings.LOOKS}views.{desk.clerk.key}"


def _store(desk: Desk, views: list[OwnView]) -> Done[None]:
    return settings.change(desk, {_place(desk): [_written(view) for view in views]})


def _written(view: OwnView) -> dict[str, str]:
    return {"name": view.name, "where": written(view.listing), "sort": view.listing.order.text}


def _read(row: Mapping[str, object]) -> OwnView | None:
    try:
        listing = parse(str(row.get("where", "")))
        return OwnView(str(row.get("name", "")), replace(listing, order=order(str(row.get("sort", "due")))))
    except Refusal:
        return None
