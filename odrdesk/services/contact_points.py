"""The contact points (联络点) of the desk: their stars, where they are, from when to when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from odrdesk.domain.complaint import LINE_LIMIT
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_phone
from odrdesk.domain.parties import ContactPoint
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import contact_points, record


def every(desk: Desk) -> tuple[ContactPoint, ...]:
    """All contact points, in the order they came."""
    with desk.reading() as session:
        return contact_points.every(session)


def find(desk: Desk, name: str) -> ContactPoint | None:
    """The contact point a case names, or None where it is not on the desk's list."""
    with desk.reading() as session:
        return contact_points.find(session, name)


def add(desk: Desk, point: ContactPoint) -> Done[ContactPoint]:
    """Put a contact point on the list.

    Refuses anybody but an admin, an empty name, one in use (`point.taken`), a phone that cannot be right, and an end
    before the beginning (`point.span`).
    """
    _require(desk, point)
    with desk.writing() as session:
        if contact_points.find(session, point.name):
            raise Refusal("point.taken", "name", name=point.name)
        contact_points.add(session, point)
        record.append(session, Entry("point.add", desk.now(), desk.clerk.key, None, _told(point)))
    desk.refresh_rules()
    return Done(point, Changes(settings=True))


def change(desk: Desk, name: str, changed: Mapping[str, Any], why: str | None = None) -> Done[ContactPoint]:
    """Change some values of a contact point by its name; the name itself stays, cases rely on it.

    Refuses `point.unknown` and what `add` refuses.
    """
    with desk.writing() as session:
        before = contact_points.find(session, name)
        if before is None:
            raise Refusal("point.unknown", "name", name=name, known=[one.name for one in contact_points.every(session)])
        told = {field: value for field, value in changed.items() if field != "name"}
        after = replace(before, **told)
        _require(desk, after)
        contact_points.change(session, name, after)
        old, new = _told(before), _told(after)
        facts = {"name": name} | {
            field: {"old": old[field], "new": value} for field, value in new.items() if value != old[field]
        }
        record.append(session, Entry("point.change", desk.now(), desk.clerk.key, None, facts, why))
    desk.refresh_rules()
    return Done(after, Changes(settings=True))


def _require(desk: Desk, point: ContactPoint) -> None:
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("step.role", step="settings", role=Role.ADMIN.value)
    if not point.name.strip():
        raise Refusal("field.required", "name")
    for field in ("name", "address", "district"):
        text = getattr(point, field) or ""
        if len(text) > LINE_LIMIT:
            raise Refusal("text.too_long", field, limit=LINE_LIMIT, length=len(text))
    if point.phone:
        check_phone(point.phone)
    if point.effective_from and point.effective_to and point.effective_to < point.effective_from:
        start, end = point.effective_from.isoformat(), point.effective_to.isoformat()
        raise Refusal("point.span", "effective_to", start=start, end=end)


def _told(point: ContactPoint) -> dict[str, object]:
    values = {field: getattr(point, field) for field in contact_points.FIELDS}
    return {field: value.isoformat() if isinstance(value, date) else value for field, value in values.items()}
