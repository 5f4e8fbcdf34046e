"""The demonstration: a practice desk with invented cases in every state, carried there as real cases are.

Its script (`odrdesk.services.demo_script`) is counted from the moment of making, so the desk looks like one at work
today. In the folder lie `desk/`, `papers/` with every paper issued, and the small sheet that was imported.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from odrdesk.documents.facts import Recipient
from odrdesk.domain.errors import Fault
from odrdesk.domain.listing import Condition, Listing, Op
from odrdesk.domain.money import Fen
from odrdesk.domain.paper_life import Delivery
from odrdesk.domain.paper_vocabulary import DeliveryWay
from odrdesk.domain.vocabulary import EvidenceSlot, EvidenceSource, PaperKind, State, Step, TagTone
from odrdesk.services import (
    cases,
    clerks,
    contact_points,
    drafts,
    evidence,
    fund,
    intake,
    lists,
    paper_settings,
    papers,
    settings,
    steps,
    tags,
    transfer,
    watchlist,
    worksheets,
)
from odrdesk.services.books import known_calendar
from odrdesk.services.demo_script import (
    ALLOCATE,
    DEPOSIT,
    FILE,
    ISSUE,
    REGISTER,
    REMEDY,
    RETIRE,
    TAG,
    WITHHOLD,
    Act,
    Script,
    Sheet,
    read,
)
from odrdesk.services.desk import DATABASE, Clock, Desk, create, open_desk
from odrdesk.services.fund import Told
from odrdesk.services.papers import Issued
from odrdesk.storage.faults import faults

_MONEY = (ALLOCATE, DEPOSIT, WITHHOLD)
DESK, GROWING, PAPERS = "desk", "desk.new", "papers"

Progress = Callable[[int, int], None]
"""Hears how many acts of how many are done."""


class Made(NamedTuple):
    """What the demonstration holds and where. `kept`: the desk was there before and was left as it is.

    `states` has how many cases are in each state that occurs; `papers` the files of the issued papers.
    """

    desk_path: Path
    papers_folder: Path
    sheet: Path
    cases: int
    states: Mapping[State, int]
    papers: tuple[Path, ...]
    kept: bool


def make(folder: Path, clock: Clock, progress: Progress | None = None) -> Made:
    """Make the demonstration in `folder` (made if need be), or tell what is there where it was made before.

    Faults are those of the disk, and of a desk in `folder` that cannot be opened.
    """
    script = read(clock(), known_calendar())
    kept = (folder / DESK / DATABASE).exists()
    if not kept:
        with faults(folder):
            (folder / PAPERS).mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder / GROWING, ignore_errors=True)
        _build(folder, script, clock, progress)
    return _told(folder, script, clock, kept=kept)


def _build(folder: Path, script: Script, clock: Clock, progress: Progress | None) -> None:
    """Only a whole desk gets its name: a making that was interrupted begins anew."""
    desk = _seated(folder / GROWING, script)
    try:
        for issued in _replay(desk, script, progress):
            with faults(folder):
                (folder / PAPERS / issued.name).write_bytes(issued.pdf)
        with faults(folder):
            _write_sheet(folder / script.sheet.file, script.sheet)
        transfer.import_sheet(desk.at(clock), folder / script.sheet.file)
    finally:
        desk.close(backup=False)
    with faults(folder):
        (folder / GROWING).rename(folder / DESK)


def _seated(path: Path, script: Script) -> Desk:
    desk = create(path, script.name, practice=True, clock=lambda: script.opened, owner=script.owner)
    settings.change(desk, {f"letterhead.{name}": value for name, value in script.letterhead.items()})
    for name, roles in script.clerks.items():
        clerks.add(desk, name, roles)
    for point in script.points:
        contact_points.add(desk, point)
    watchlist.bring_in_sample(desk)
    return desk


class _Hands:
    """A clock that stands where it is put."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def _replay(desk: Desk, script: Script, progress: Progress | None) -> "list[Issued]":
    hands = _Hands(script.opened)
    people = {name: desk.at(hands).acting_as(name) for name in (script.owner, *script.clerks)}
    numbers: dict[str, str] = {}
    issued: list[Issued] = []
    for done, act in enumerate(script.acts, start=1):
        hands.moment = act.moment
        whose = people[act.clerk]
        if act.what == REGISTER:
            numbers[act.case] = intake.register(whose, script.complaints[act.case]).value.case.number
        elif act.what == FILE:
            _file(whose, numbers[act.case], act)
        elif act.what == REMEDY:
            _work_out(whose, numbers[act.case], act)
        elif act.what in {TAG, RETIRE}:
            _tag(whose, numbers.get(act.case), act)
        elif act.what == ISSUE:
            paper = papers.issue(whose, numbers[act.case], PaperKind(str(act.facts["kind"]))).value
            _hand_over(whose, script, act, paper, len(issued))
            issued.append(paper)
        elif act.what in _MONEY:
            _put_in(whose, act)
        else:
            steps.take_step(whose, numbers[act.case], Step(act.what), _named(act, numbers))
        if progress:
            progress(done, len(script.acts))
    hands.moment = script.draft.moment
    drafts.keep(people[script.draft.clerk], script.draft.kind, script.draft.values)
    return issued


def _file(desk: Desk, number: str, act: Act) -> None:
    facts = {name: str(value) for name, value in act.facts.items()}
    told = evidence.Told(
        EvidenceSlot(facts["slot"]), EvidenceSource(facts["source"]), proves=facts["proves"], collected_at=act.moment
    )
    evidence.add_several(desk, number, [evidence.HandedIn(facts["text"].encode(), told, facts["name"])])


def _hand_over(desk: Desk, script: Script, act: Act, paper: Issued, place: int) -> None:
    """Most papers were printed and handed over; some wait for the one or the other, as on any desk."""
    if place % 4 == 0:
        return
    printer, receipt, ways = script.handed["printer"], script.handed["receipt"], script.handed["ways"].split()
    papers.printed(desk, paper.id, printer, paper_settings.USUAL_COPIES)
    if place % 4 > 1:
        complaint = script.complaints[act.case]
        merchant = complaint.merchant.name if complaint.merchant else ""
        to = complaint.consumer.name if paper.copy == Recipient.CONSUMER else merchant or script.name
        way = DeliveryWay(ways[place % len(ways)])
        papers.deliver(desk, paper.id, Delivery(way, to=to, receipt=receipt))


def _put_in(desk: Desk, act: Act) -> None:
    """Into the fund, or down as a merchant's deposit or settlement."""
    fen, told = Fen.parse(str(act.facts["amount"])), Told(ref=str(act.facts["ref"]))
    if act.what == ALLOCATE:
        fund.allocate(desk, fen, told)
    else:
        book = fund.deposit if act.what == DEPOSIT else fund.withhold
        book(desk, str(act.facts["merchant"]), fen, told)


def _work_out(desk: Desk, number: str, act: Act) -> None:
    """From what the order of the case tells; what it rests on is confirmed."""
    case = cases.view(desk, number).case
    asked = worksheets.Asked(str(act.facts["code"]), worksheets.starting(case))
    worksheets.save(desk, number, replace(asked, confirm=frozenset(worksheets.draft(desk, case, asked).asked)))


def _tag(desk: Desk, number: str | None, act: Act) -> None:
    """Give a tag, made where it is first given; of no case: retire it."""
    name = str(act.facts["name"])
    tag = next((one for one in tags.every(desk) if one.name == name), None)
    if number is None:
        tags.retire(desk, tag.key if tag else 0)
        return
    if tag is None:
        tag = tags.add(desk, name, TagTone(str(act.facts["tone"]))).value
    tags.mark(desk, [cases.view(desk, number).case.key], [tag.key])


def _named(act: Act, numbers: Mapping[str, str]) -> dict[str, object]:
    """The facts of an act, `@key` replaced by the number that case got."""
    return {
        name: numbers[value[1:]] if isinstance(value, str) and value.startswith("@") else value
        for name, value in act.facts.items()
    }


def _write_sheet(path: Path, sheet: Sheet) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet.name)
        heading = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        for place, width in enumerate(sheet.widths):
            page.set_column(place, place, width)
        page.write_row(0, 0, sheet.columns, heading)
        for line, row in enumerate(sheet.rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, int):
                    page.write_number(line, place, value)
                elif value:
                    page.write_string(line, place, value)
        page.freeze_panes(1, 0)


def _told(folder: Path, script: Script, clock: Clock, *, kept: bool) -> Made:
    desk = _opened(folder / DESK, clock)
    try:
        listings = [Listing((Condition("state", Op.EQ, (state,)),)) for state in State]
        counts = dict(zip(State, lists.counts(desk, listings), strict=True))
    finally:
        desk.close(backup=False)
    return Made(
        desk_path=folder / DESK,
        papers_folder=folder / PAPERS,
        sheet=folder / script.sheet.file,
        cases=sum(counts.values()),
        states={state: count for state, count in counts.items() if count},
        papers=tuple(sorted((folder / PAPERS).glob("*.pdf"))),
        kept=kept,
    )


def _opened(path: Path, clock: Clock) -> Desk:
    """Open it to read, so that it may be open in a window meanwhile; an older one has to be migrated first."""
    try:
        return open_desk(path, clock=clock, writing=False)
    except Fault as fault:
        if fault.code != "desk.older":
            raise
        return open_desk(path, clock=clock)
