"""A year of the calendar comes in: the table is kept, running deadlines are counted again, and each case says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from odrdesk.domain import replay
from odrdesk.domain.counting import Rules
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.own_rules import plain
from odrdesk.domain.record import Entry
from odrdesk.domain.recount import Move, recounted, told
from odrdesk.domain.vocabulary import Kept, Role
from odrdesk.domain.workdays import WorkCalendar, YearTable
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import calendars, disputes, record

ACT, RECOUNT = "calendar.import", "dispute.recount"


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline of a case: its day before, the day now counted, and why it kept the old one where it did."""

    number: str
    rule: str
    old: date
    new: date
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What a year's table did, or would do: how many cases it touched and which days moved or were kept.

    `confirmed` counts deadlines whose day stays and is no longer provisional.
    """

    table: YearTable
    cases: int
    moved: tuple[Moved, ...]
    confirmed: int


@dataclass(frozen=True, slots=True)
class TableState:
    """A year's table as the desk counts by it; `imported_at` is None for one that odrdesk brought along."""

    table: YearTable
    imported_at: datetime | None


def tables(desk: Desk) -> tuple[TableState, ...]:
    """The tables the desk counts by, oldest year first."""
    with desk.reading() as session:
        imported = calendars.imported_at(session)
    return tuple(TableState(table, imported.get(table.year)) for table in desk.calendar.tables)


def preview(desk: Desk, document: Mapping[str, object]) -> Imported:
    """What a table would move, without keeping it. Refuses what `YearTable.parse` refuses."""
    table = YearTable.parse(document)
    with desk.reading() as session:
        found = _counted(session, desk, table, desk.calendar.with_table(table))
        return _answer(table, found)


def take_in(desk: Desk, document: Mapping[str, object]) -> Done[Imported]:
    """Keep a year's table (parsed TOML or JSON) and count running deadlines again, all in one transaction.

    A day printed on an issued paper, and one that has passed, stay and get a note. Only an admin may; refuses what
    `YearTable.parse` refuses.
    """
    if not desk.clerk.may(Role.ADMIN):
        raise Refusal("step.role", step=ACT, role=Role.ADMIN.value)
    table = YearTable.parse(document)
    now = desk.now()
    with desk.writing() as session:
        kept = plain(document)
        found = _counted(session, desk, table, desk.calendar.with_table(table))
        calendars.put(session, table.year, kept, now)
        facts = {"year": table.year, "notice": table.number, "document": kept, "cases": len(found)}
        record.append(session, Entry(ACT, now, desk.clerk.key, None, facts))
        for case, after, moves in found:
            disputes.save(session, case, after)
            news = {"year": table.year, "notice": table.number, "moves": told(moves)}
            facts = {**news, **replay.consequences(case, after)}
            record.append(session, Entry(RECOUNT, now, desk.clerk.key, case.key, facts))
    desk.refresh_calendar()
    keys = frozenset(case.key for case, _after, _moves in found)
    return Done(_answer(table, found), Changes(disputes=keys, deadlines=True, settings=True))


_Found = list[tuple[Dispute, Dispute, tuple[Move, ...]]]


def _counted(session: Session, desk: Desk, table: YearTable, calendar: WorkCalendar) -> _Found:
    rules = Rules(desk.law, calendar)
    found = []
    for number in calendars.touched(session, table.year):
        case = disputes.load(session, number)
        notice = table.number or table.title
        after, moves = recounted(case, rules, years=[table.year], today=desk.today(), notice=notice)
        if moves:
            found.append((case, after, moves))
    return found


def _answer(table: YearTable, found: _Found) -> Imported:
    moved = tuple(
        Moved(
            case.number,
            move.before.rule,
            move.before.due,
            move.after.recount.due if move.after.recount else move.after.due,
            move.kept,
        )
        for case, _after, moves in found
        for move in moves
        if move.moved or move.kept
    )
    confirmed = sum(1 for _case, _after, moves in found for move in moves if not move.moved and not move.kept)
    return Imported(table, len(found), moved, confirmed)
