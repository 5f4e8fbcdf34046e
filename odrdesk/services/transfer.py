"""A sheet of complaints comes in as one batch, and goes back as one as long as nobody has worked on it.

What is read how is told by `odrdesk.domain.sheet` and `sheet_lines`, what becomes of a line by `sheet_complaints`,
what counts as the same dispute by `odrdesk.storage.repeats`. Cases are stored 500 to a transaction, each with an
entry of the record that keeps its line word for word. A line that lacks what no complaint can lack is kept as a draft.

Nothing is deleted when a batch is taken back: its cases are withdrawn, their clocks stopped, their numbers stay used.
Only their channel numbers are freed (the record keeps them), so that the corrected sheet can come in again.
"""

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlmodel import Session

from odrdesk.domain import cells, clocks, minors, replay
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.parties import Merchant
from odrdesk.domain.record import Entry
from odrdesk.domain.sheet import Sheet, SheetMapping, choose
from odrdesk.domain.sheet_changes import Changed, place_of, with_cells, with_columns
from odrdesk.domain.sheet_complaints import CellProblem, Setting, SheetComplaint, complaints_of
from odrdesk.domain.sheet_lines import IntakeRow, normalise
from odrdesk.domain.sheet_words import Field, Headers, Vocabulary
from odrdesk.domain.vocabulary import Role, State, Step
from odrdesk.domain.watchlist import Hit
from odrdesk.domain.workdays import SHANGHAI
from odrdesk.places import resource
from odrdesk.services import intake, sheet_habits
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.watchlist import hits_in
from odrdesk.storage import batches, disputes, drafts, record, repeats, sheets
from odrdesk.storage.batches import Batch
from odrdesk.storage.drafts import Draft
from odrdesk.storage.faults import faults

CHUNK = 500
"""Cases to a transaction: an interrupted import keeps whole ones, and other writers wait no longer than that."""

TOLD_EVERY = 20
SAMPLES = 3
DRAFT = "complaint"
"""The kind of a draft that the form of a complaint takes up."""


Progress = Callable[[int, int], bool]
"""Hears how many lines of how many are done; False stops the import after the transaction under way."""


class Column(NamedTuple):
    """A column of the sheet: its heading, what it fills (None: kept in the record alone), its first values."""

    title: str
    field: Field | None
    samples: tuple[str, ...]


class Repeat(NamedTuple):
    """A line that makes no case: `number` is its dispute on the desk, None where the sheet or a draft has it above."""

    line: int
    number: str | None


class Watched(NamedTuple):
    """A line that names a mark of the watch list; a hint, nothing is held up."""

    line: int
    hit: Hit


@dataclass(frozen=True, slots=True)
class Imported:
    """What a sheet says and what became of it. `rows` counts distinct disputes, `repeats` are lines that make none.

    `cases` are the lines as read, those already on the desk too. `drafts` counts the lines among `new` that lack
    what no complaint can lack. `batch` is None after a dry run. `stopped`: not all of it came in, as was wished.
    """

    file: str
    encoding: str | None
    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    profile: str | None
    rows: int
    new: int
    repeats: tuple[Repeat, ...]
    problems: tuple[CellProblem, ...]
    cases: tuple[IntakeRow, ...]
    drafts: int
    watched: tuple[Watched, ...] = ()
    batch: int | None = None
    stopped: bool = False
    first_line: int = 0
    alike: tuple[Repeat, ...] = ()
    """Lines that make a case although one on the desk has their order, or their phone and merchant of late."""
    habits: tuple[str, ...] = ()
    """The headings whose fields were chosen by a person, now or when such a sheet came before."""

    @property
    def repeated(self) -> int:
        """How many lines tell again what the sheet or the desk has."""
        return len(self.repeats)

    @property
    def mapping(self) -> dict[str, str]:
        """Heading to field, of the columns that are understood."""
        return {column.title: column.field.value for column in self.columns if column.field}


@dataclass(frozen=True, slots=True)
class Undone:
    """The batch taken back, and how many of its cases were withdrawn and drafts discarded."""

    batch: int
    file: str
    withdrawn: int
    drafts: int


def profiles() -> tuple[str, ...]:
    """The names of the kinds of sheets that are known."""
    return tuple(profile.name for profile in _headers().profiles)


def import_sheet(
    desk: Desk,
    path: Path,
    *,
    dry_run: bool = False,
    profile: str | None = None,
    progress: Progress | None = None,
    changed: Changed | None = None,
) -> Done[Imported]:
    """Bring in the complaints of a sheet, registered at the time the sheet says; with `dry_run` only look.

    `profile` is a name of `profiles` where the kind of the sheet is known better than its headings tell; `changed` is
    what a person changed of columns and cells, columns being remembered for the next sheet of the kind. Refuses what
    `odrdesk.storage.sheets.read` and `odrdesk.domain.sheet.choose` refuse, `sheet.profile_unknown`, and but for a
    dry run a clerk without the intake role and a sheet that tells no channel (`sheet.channel_unknown`).
    """
    found = _read(desk, path, profile, changed or Changed())
    with desk.reading() as session:
        again = _again(session, found.lines)
        watched = _watched(session, found.lines)
        alike = _look_alikes(session, found.lines, again)
    if dry_run:
        return Done(replace(_answer(found, again), watched=watched, alike=alike), Changes())
    _require_clerk(desk)
    if found.mapping.profile is None and Field.CHANNEL not in found.mapping.columns.values():
        raise Refusal("sheet.channel_unknown", "profile", file=path.name, known=list(profiles()))
    known = {line for line, _ in again}
    brought = _bring_in(desk, found, [line for line in found.lines if line.row.line not in known], progress)
    answer = replace(
        _answer(found, [*again, *brought.again]),
        new=brought.new,
        drafts=len(brought.drafts),
        watched=watched,
        alike=alike,
        batch=brought.batch,
        stopped=brought.stopped,
    )
    changes = Changes(disputes=frozenset(brought.disputes), deadlines=True, drafts=bool(brought.drafts))
    return Done(answer, changes)


def undo_batch(desk: Desk, batch: int, *, why: str | None = None) -> Done[Undone]:
    """Take a whole import back; `why` is for the record.

    Refuses `batch.unknown`, `batch.undone`, `batch.touched` with the numbers of the cases that something was done
    with since, and a clerk without the intake role.
    """
    _require_clerk(desk)
    now = desk.now()
    with desk.writing() as session:
        found = batches.get(session, batch)
        batches.undo(session, batch, now)
        numbers = batches.touched(session, batch)
        if numbers:
            raise Refusal("batch.touched", "batch", key=batch, count=len(numbers), numbers=list(numbers[:20]))
        keys = batches.disputes_of(session, batch)
        for key in keys:
            _withdraw(session, desk, disputes.load_key(session, key), batch, why)
        left = _discard_drafts(session, found)
        facts = {"batch": batch, "file": found.file, "withdrawn": len(keys), "drafts": left}
        record.append(session, Entry("intake.undo", now, desk.clerk.key, None, facts, why))
    return Done(Undone(batch, found.file, len(keys), left), Changes(frozenset(keys), deadlines=True, drafts=bool(left)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet as it was read; `repeated` are lines that told a dispute of the same sheet again."""

    file: str
    sha256: str
    sheet: Sheet
    mapping: SheetMapping
    lines: tuple[SheetComplaint, ...]
    repeated: tuple[int, ...]
    changed: Changed
    was: Mapping[str, str]
    """What stood in the cells that were changed."""


@dataclass(slots=True)
class _Brought:
    at: datetime
    batch: int = 0
    again: list[Repeat] = field(default_factory=list)
    disputes: list[int] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    stopped: bool = False

    @property
    def new(self) -> int:
        return len(self.disputes) + len(self.drafts)


def _read(desk: Desk, path: Path, profile: str | None, changed: Changed) -> _Found:
    read = sheets.read(path)
    with faults(path):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    sheet, mapping = choose(read, _headers())
    if profile is not None:
        known = {one.name: one for one in _headers().profiles}
        if profile not in known:
            raise Refusal("sheet.profile_unknown", "profile", name=profile, known=list(known))
        mapping = replace(mapping, profile=known[profile])
    with desk.reading() as session:
        chosen = {**sheet_habits.remembered(session, mapping), **changed.columns}
    mapping = with_columns(mapping, chosen)
    was = {cell: _shown(sheet, cell) for cell in changed.cells}
    sheet = with_cells(sheet, changed.cells)
    said = normalise(sheet, mapping, _vocabulary(), desk.today())
    setting = Setting(desk.now(), path.name, clock_may_lag=desk.practice)
    lines = complaints_of(sheet, mapping, said.rows, said.problems, setting)
    told = Changed(chosen, changed.cells)
    return _Found(path.name, sha256, sheet, mapping, lines, said.repeated, told, was)


def _shown(sheet: Sheet, cell: str) -> str:
    place = place_of(cell)
    row = sheet.rows[place[0]] if place and place[0] < len(sheet.rows) else ()
    return cells.shown(row[place[1]]) if place and place[1] < len(row) else ""


def _again(session: Session, lines: Sequence[SheetComplaint]) -> list[Repeat]:
    """The lines that are a dispute or a draft of this desk already."""
    kept = [draft.values.get("same_as") for draft in drafts.drafts(session, None, DRAFT)]
    again = []
    for line in lines:
        number = _known(session, line)
        if number is not None or (line.missing and _same_as(line) in kept):
            again.append(Repeat(line.row.line, number))
    return again


def _look_alikes(session: Session, lines: Sequence[SheetComplaint], again: Sequence[Repeat]) -> tuple[Repeat, ...]:
    known = {line for line, _ in again}
    fresh = [line for line in lines if line.row.line not in known]
    found = repeats.look_alikes(session, [line.complaint for line in fresh])
    return tuple(Repeat(line.row.line, number) for line, number in zip(fresh, found, strict=True) if number)


def _watched(session: Session, lines: Sequence[SheetComplaint]) -> tuple[Watched, ...]:
    named = hits_in(session, [line.complaint for line in lines])
    return tuple(Watched(line.row.line, hit) for line, hits in zip(lines, named, strict=True) for hit in hits)


def _known(session: Session, line: SheetComplaint) -> str | None:
    return repeats.known(session, line.complaint, received_told="received_at" not in line.assumed)


def _bring_in(desk: Desk, found: _Found, fresh: Sequence[SheetComplaint], progress: Progress | None) -> _Brought:
    brought = _Brought(desk.now())
    waiting = iter(fresh)
    done = 0
    chunk = list(islice(waiting, CHUNK))
    while True:
        with desk.writing() as session:
            if not brought.batch:
                brought.batch = _begin(session, desk, found, brought.at)
            before = len(brought.disputes)
            for line in chunk:
                _store(session, desk, line, brought)
                done += 1
                if progress and (done % TOLD_EVERY == 0 or done == len(fresh)):
                    brought.stopped |= not progress(done, len(fresh))
            batches.extend(session, brought.batch, brought.disputes[before:], _report(found, brought))
        chunk = list(islice(waiting, CHUNK))
        if not chunk or brought.stopped:
            brought.stopped = bool(chunk)
            return brought


def _begin(session: Session, desk: Desk, found: _Found, at: datetime) -> int:
    batch = batches.add(session, Batch(0, found.file, found.sha256, at, desk.clerk.key, {}), ())
    facts: dict[str, object] = {
        "batch": batch,
        "file": found.file,
        "sha256": found.sha256,
        "sheet": found.sheet.name,
    }
    if found.changed.columns:
        sheet_habits.remember(session, found.mapping, found.changed.columns)
        facts["columns"] = {title: one.value if one else None for title, one in found.changed.columns.items()}
    if found.changed.cells:
        facts["edited"] = {cell: [found.was[cell], now] for cell, now in found.changed.cells.items()}
    record.append(session, Entry("intake.import", at, desk.clerk.key, None, facts))
    return batch


def _store(session: Session, desk: Desk, line: SheetComplaint, brought: _Brought) -> None:
    """Store one line as a dispute or as a draft; one that came in meanwhile by another way is left out."""
    number = _known(session, line)
    if number is not None:
        brought.again.append(Repeat(line.row.line, number))
        return
    origin = {"batch": brought.batch, "line": line.row.line, "assumed": list(line.assumed), "words": dict(line.words)}
    if line.missing:
        values = {**minors.without_number(_typed(line), desk.today()), "same_as": _same_as(line), "origin": origin}
        brought.drafts.append(drafts.save(session, Draft(0, DRAFT, desk.clerk.key, values, brought.at)))
        record.append(session, Entry("intake.draft", brought.at, desk.clerk.key, None, origin))
    else:
        case = intake.add(session, desk, line.complaint, line.moment, origin=origin)
        brought.disputes.append(case.key)


def _withdraw(session: Session, desk: Desk, case: Dispute, batch: int, why: str | None) -> None:
    now = desk.now()
    freed = replace(case.complaint, channel_no=None)
    withdrawn = replace(case, state=State.WITHDRAWN, complaint=freed, concluded_at=now, awaiting=())
    rules = clocks.Rules(desk.law, desk.calendar)
    after = clocks.after_step(case, withdrawn, Step.WITHDRAW, {}, at=now, rules=rules)
    disputes.save(session, case, after)
    told = {"step": Step.WITHDRAW.value, "batch": batch, "channel_no": case.complaint.channel_no}
    facts = {**told, **replay.consequences(case, after)}
    record.append(session, Entry(f"dispute.{Step.WITHDRAW.value}", now, desk.clerk.key, case.key, facts, why))


def _discard_drafts(session: Session, batch: Batch) -> int:
    """Discard the drafts the batch left, but for those somebody has typed on since; how many."""
    left = batch.report.get("drafts")
    keys = frozenset(left) if isinstance(left, list) else frozenset()
    untouched = [one.key for one in drafts.drafts(session, None, DRAFT) if one.key in keys and one.saved_at == batch.at]
    for key in untouched:
        drafts.discard(session, key)
    return len(untouched)


def _require_clerk(desk: Desk) -> None:
    if not desk.clerk.may(Role.INTAKE):
        raise Refusal("step.role", step=Step.REGISTER, role=Role.INTAKE)


def _answer(found: _Found, again: Sequence[Repeat]) -> Imported:
    known = {line for line, _ in again}
    repeats = (*again, *(Repeat(line, None) for line in found.repeated))
    return Imported(
        file=found.file,
        encoding=found.sheet.encoding,
        sheet=found.sheet.name,
        header_row=found.mapping.header_row,
        columns=_columns(found.sheet, found.mapping),
        profile=found.mapping.profile.name if found.mapping.profile else None,
        rows=len(found.lines),
        new=len(found.lines) - len(known),
        repeats=tuple(sorted(repeats, key=lambda one: one.line)),
        problems=tuple(one for line in found.lines for one in (*line.problems, *line.missing)),
        cases=tuple(line.row for line in found.lines),
        drafts=sum(1 for line in found.lines if line.missing and line.row.line not in known),
        first_line=found.mapping.first_line,
        habits=tuple(title for title in found.mapping.titles.values() if title in found.changed.columns),
    )


def _columns(sheet: Sheet, mapping: SheetMapping) -> tuple[Column, ...]:
    body = sheet.rows[mapping.first_line - 1 :]
    columns = []
    for place, title in sorted(mapping.titles.items()):
        filled = (text for row in body if place < len(row) and (text := cells.shown(row[place]).strip()))
        columns.append(Column(title, mapping.columns.get(place), tuple(islice(filled, SAMPLES))))
    return tuple(columns)


def _report(found: _Found, brought: _Brought) -> dict[str, object]:
    return {
        "sheet": found.sheet.name,
        "rows": len(found.lines),
        "new": brought.new,
        "drafts": list(brought.drafts),
        "problems": [[one.cell, one.column, one.value, one.code] for line in found.lines for one in line.problems],
    }


def _same_as(line: SheetComplaint) -> list[str | None]:
    """What tells a draft again when its sheet comes again, as `repeats.known` tells a dispute."""
    told = line.complaint
    consumer = told.consumer
    channel = told.channel.value if told.channel else None
    if told.channel_no:
        return [channel, told.channel_no]
    if consumer.phone and told.order.no:
        return [consumer.phone, told.order.no]
    merchant = told.merchant.name if told.merchant else None
    return [channel, consumer.name, consumer.phone, merchant, told.live.room, told.facts]


def _typed(line: SheetComplaint) -> dict[str, object]:
    """The line as the form of a complaint holds it: raw texts by the names of its fields, empty where nothing is."""
    told = line.complaint
    consumer, live, order = told.consumer, told.live, told.order
    merchant = told.merchant or Merchant("")
    received = told.received_at.astimezone(SHANGHAI) if told.received_at and line.row.received_at else None
    moment = [received.date().isoformat(), f"{received:%H:%M}"] if received else ["", ""]
    return {
        "channel": told.channel.value if told.channel else "",
        "channel_no": told.channel_no or "",
        "received_at": moment,
        "pushed_at": moment,
        "consumer.name": consumer.name,
        "consumer.phone": [consumer.phone or "", consumer.no_phone_reason or "", "" if consumer.phone else "none"],
        "consumer.id_no": consumer.id_no or "",
        "consumer.address": consumer.address or "",
        "merchant.name": merchant.name,
        "merchant.uscc": merchant.uscc or "",
        "live.room": live.room or "",
        "live.host": live.host or "",
        "order.no": order.no or "",
        "order.goods": order.goods or "",
        "order.quantity": str(order.quantity or ""),
        "order.paid": order.paid.plain if order.paid is not None else "",
        "order.bought_on": order.bought_on.isoformat() if order.bought_on else "",
        "category": told.category.value if told.category else "",
        "claims": [claim.value for claim in told.claims],
        "claims_words": told.claims_words or "",
        "claimed": told.claimed.plain if told.claimed is not None else "",
        "facts": told.facts,
    }


@cache
def _headers() -> Headers:
    return Headers.parse(tomllib.loads(resource("intake", "headers.toml").read_text("utf-8")))


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.parse(tomllib.loads(resource("intake", "values.toml").read_text("utf-8")))
