"""What a new desk should still be given, each thing known by itself: the list on the board after the first start."""

from typing import NamedTuple

from odrdesk.domain.vocabulary import Role
from odrdesk.services import backup_place, clerks
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.settings import LOOKS, change
from odrdesk.storage import disputes, settings

LETTERHEAD, PEOPLE, CASES, BACKUP, CALENDAR = "letterhead", "people", "cases", "backup", "calendar"
_GONE = f"{LOOKS}beginning"
_ORGANISATION = "letterhead."
_AHEAD_FROM = 11
"""The month from which the coming year's holidays are announced (the State Council does so by the end of November)."""


class Beginning(NamedTuple):
    """`done` tells of each thing whether it is; `wanted` whether the list is to be shown at all."""

    done: dict[str, bool]
    wanted: bool

    @property
    def open(self) -> int:
        """How many are still to be done."""
        return sum(not one for one in self.done.values())


def look(desk: Desk) -> Beginning:
    """How far the desk is. Wanted by an administrator who may write on a real desk, until put away or all done."""
    today = desk.today()
    with desk.reading() as session:
        head = settings.all_of(session, _ORGANISATION)
        cases = disputes.count(session)
        gone = settings.get(session, _GONE) is not None
    seats = [one for one in clerks.roll(desk) if one.active]
    years = [today.year, *([today.year + 1] if today.month >= _AHEAD_FROM else [])]
    tables = [desk.calendar.table(year) for year in years]
    done = {
        LETTERHEAD: bool(head),
        PEOPLE: len(seats) > 1 and all(one.has_password for one in seats),
        CASES: cases > 0,
        BACKUP: backup_place.place(desk) is not None,
        CALENDAR: all(table is not None and not table.provisional for table in tables),
    }
    may = desk.clerk.may(Role.ADMIN) and not desk.practice and desk.house.held is not None
    return Beginning(done, wanted=may and not gone and not all(done.values()))


def put_away(desk: Desk, *, away: bool = True) -> Done[None]:
    """Do not show the list any more, or show it again. How the window looks is not recorded."""
    return Done(change(desk, {_GONE: "gone" if away else None}).value, Changes(settings=True))
