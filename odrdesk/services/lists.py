"""Read models of the lists: the board of today, and any list of disputes by filter, order and search text."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from odrdesk.domain import listing as language
from odrdesk.domain import warning
from odrdesk.domain.ip import WAIT
from odrdesk.domain.listed import More
from odrdesk.domain.listing import Condition, Listing, Op, Order
from odrdesk.domain.money import Fen
from odrdesk.domain.record import Written
from odrdesk.domain.steps import WAY
from odrdesk.domain.vocabulary import Step, Tier
from odrdesk.domain.warning import Bounds
from odrdesk.domain.workdays import WorkCalendar
from odrdesk.services import departments
from odrdesk.services.desk import Desk
from odrdesk.services.sittings import LOCK, SIGN_IN, SWITCH, UNLOCK
from odrdesk.storage import listing as stored
from odrdesk.storage import listing_columns, record
from odrdesk.storage.listing import Opening, Row

BOARD_DAYS = 10
BOARD_ROWS = 200
RECENT = 60


class Scope(StrEnum):
    """Whose cases: one's own, those of the contact points at which one has open cases, everybody's."""

    MINE = "mine"
    POINT = "point"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DueRow:
    """A row with how its nearest deadline stands today: working days late, or left; and the usual next step.

    `provisional` says that the deadline rests on a year whose holidays are not announced. `hours_left` is None but for
    a deadline that ends at a moment, negative when that has passed. `wait_over` is a right-holder's wait that has
    ended: not late, but the next step is open. `more` holds the further columns where they were asked for.
    """

    row: Row
    late: int
    left: int
    next: Step | None = None
    provisional: bool = False
    tier: Tier = Tier.CALM
    hours_left: float | None = None
    wait_over: bool = False
    more: More | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """The numbers on top of the board."""

    overdue: int
    today: int
    soon: int
    unassigned: int
    performing: int
    open: int


@dataclass(frozen=True, slots=True)
class Board:
    """Today: numbers, what is due until the last of the next ten working days, and what happened last.

    `upcoming` counts open disputes by due day for today and the next working days; `working` says whether today is one.
    """

    day: date
    working: bool
    tiles: Tiles
    rows: tuple[DueRow, ...]
    upcoming: tuple[tuple[date, int], ...]
    recent: tuple[Written, ...]
    numbers: dict[int, str]
    total: int = 0
    """How many cases fall due until then, of which `rows` are the first."""


def board(desk: Desk, scope: Scope = Scope.ALL, limit: int = BOARD_ROWS) -> Board:
    """The board of today (Asia/Shanghai) for the whole desk, for a contact point, or for the present clerk alone."""
    today, at = desk.today(), bounds_of(desk)
    days = next_working_days(desk.calendar, today, BOARD_DAYS)
    with desk.reading() as session:

        def count(view: Listing) -> int:
            return stored.opening(session, _within(view, scope), today, desk.clerk.key, limit=1, bounds=at).total

        urgent = _within(Listing((_OPEN, Condition("due", Op.LE, (days[-1],))), order=Order("due")), scope)
        found = stored.opening(session, urgent, today, desk.clerk.key, limit=limit, bounds=at)
        upcoming = tuple(
            (day, count(Listing((_OPEN, *_span(before, day, today))))) for before, day in _spans(today, days)
        )
        recent = record.latest(session, RECENT, but=(SIGN_IN, LOCK, UNLOCK, SWITCH))
        rows = stored.rows(session, found.ids)
        return Board(
            day=today,
            working=desk.calendar.is_working(today),
            tiles=Tiles(
                overdue=count(language.VIEWS["overdue"]),
                today=count(language.VIEWS["today"]),
                soon=count(Listing((_OPEN, Condition("due", Op.GT, (today,)), Condition("due", Op.LE, (days[3],))))),
                unassigned=count(language.VIEWS["unassigned"]),
                performing=count(language.VIEWS["performing"]),
                open=count(language.VIEWS["open"]),
            ),
            rows=tuple(due_row(row, today, desk.calendar, at) for row in rows),
            upcoming=upcoming,
            recent=recent,
            numbers=stored.numbers(session, [one.entry.dispute for one in recent if one.entry.dispute]),
            total=found.total,
        )


def opening(desk: Desk, listing: Listing, limit: int = 200) -> Opening:
    """The first ids of a list, in order, and the exact number of all."""
    with desk.reading() as session:
        return stored.opening(session, listing, desk.today(), desk.clerk.key, limit, bounds=bounds_of(desk))


def ids(desk: Desk, listing: Listing) -> Iterator["array[int]"]:
    """All ids of a list, in order, in chunks."""
    with desk.reading() as session:
        yield from stored.ids(session, listing, desk.today(), desk.clerk.key, bounds=bounds_of(desk))


def rows(desk: Desk, keys: Sequence[int], *, more: bool = False) -> tuple[DueRow, ...]:
    """The rows of a page by their keys, in that order; with the further columns where `more`."""
    today, at = desk.today(), bounds_of(desk)
    with desk.reading() as session:
        found = tuple(due_row(row, today, desk.calendar, at) for row in stored.rows(session, keys))
        if not more:
            return found
        further = listing_columns.more(session, keys)
    return tuple(replace(one, more=further.get(one.row.key)) for one in found)


def versions(desk: Desk, keys: Sequence[int]) -> dict[str, int]:
    """The cases of these keys by their numbers, in that order, each with the version it has now."""
    with desk.reading() as session:
        return stored.versions(session, keys)


def amount(desk: Desk, listing: Listing) -> Fen:
    """What is asked for in all cases of a list together."""
    with desk.reading() as session:
        return Fen(stored.amount(session, listing, desk.today(), desk.clerk.key, bounds=bounds_of(desk)))


def amount_of(desk: Desk, keys: Sequence[int]) -> Fen:
    """What is asked for in these cases together."""
    with desk.reading() as session:
        return Fen(stored.amount_of(session, keys))


def counts(desk: Desk, views: Sequence[Listing]) -> tuple[int, ...]:
    """How many disputes each list holds, exactly."""
    at = bounds_of(desk)
    with desk.reading() as session:
        return tuple(
            stored.opening(session, view, desk.today(), desk.clerk.key, limit=1, bounds=at).total for view in views
        )


def regions(desk: Desk) -> tuple[str, ...]:
    """The regions that consumers are of, the most frequent first; those of the directory after them."""
    with desk.reading() as session:
        kept = listing_columns.regions(session)
    return tuple(dict.fromkeys((*kept, *(one.full for one in departments.regions()))))


def bounds_of(desk: Desk) -> Bounds:
    """Until when deadlines remind and are urgent, seen from now."""
    return warning.bounds(desk.now(), desk.calendar, warning.special(desk.law.rules, desk.warnings))


def due_row(row: Row, today: date, calendar: WorkCalendar, at: Bounds | None = None) -> DueRow:
    """A row with the working days its nearest deadline is late, or has left, and how loudly it warns."""
    following = WAY.get(row.state)
    if row.due is None:
        return DueRow(row, 0, 0, following)
    if row.due_rule == WAIT and row.due < today and row.other_due and row.other_due < today:
        # A wait that is over does not hide what is late beside it.
        row = row._replace(due=row.other_due, due_rule=None)
    due = row.due or today
    apart = calendar.working_days_between(today, due)
    # A deadline missed over a weekend is late by at least the one day that has begun.
    over = due < today or bool(at and row.due_at and row.due_at < at.now)
    wait_over = over and row.due_rule == WAIT
    late = max(1, -apart) if over and not wait_over else 0
    tier = at.tier(due, row.due_at, row.due_rule) if at else Tier.CALM
    hours = (row.due_at - at.now) / timedelta(hours=1) if at and row.due_at else None
    return DueRow(row, late, max(0, apart), following, calendar.provisional(due), tier, hours, wait_over)


def next_working_days(calendar: WorkCalendar, today: date, count: int) -> tuple[date, ...]:
    """Today and the working days after it, `count` in all."""
    days = [today]
    while len(days) < count:
        days.append(calendar.add_working_days(days[-1], 1))
    return tuple(days)


_OPEN = Condition("open", Op.EQ, (True,))


def narrowed(scope: Scope) -> tuple[Condition, ...]:
    """What a scope asks for."""
    field = {Scope.MINE: "officer", Scope.POINT: "point"}.get(scope)
    return (Condition(field, Op.EQ, (language.ME,)),) if field else ()


def _within(listing: Listing, scope: Scope) -> Listing:
    return Listing((*listing.where, *narrowed(scope)), listing.text, listing.order)


def _span(before: date, day: date, today: date) -> tuple[Condition, ...]:
    """What the bar of a day stands for; today's is compared with today itself, by which hours go by their moment."""
    since = Condition("due", Op.GE, (day,)) if day == today else Condition("due", Op.GT, (before,))
    return since, Condition("due", Op.LE, (day,))


def _spans(today: date, days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """For each day of the bars, the span of due days it stands for: rest days fall to the working day after them."""
    before = today - timedelta(days=1)
    for day in days:
        yield before, day
        before = day
