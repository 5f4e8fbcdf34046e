"""The watch list of marks (重点商标保护名录) on a desk: brought in from a file, and looked at when a complaint comes.

A mark that is named warns; it never refuses anything.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import Session

from odrdesk.domain.cells import Cell
from odrdesk.domain.complaint import Complaint, Problem
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.sheet_words import CellWords, Vocabulary
from odrdesk.domain.vocabulary import Role
from odrdesk.domain.watchlist import Hit, Mark, Watch, heads_of
from odrdesk.domain.watchlist_rows import FIELDS, Listed, RowProblem, columns, read_rows
from odrdesk.places import resource
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.storage import record, sheets, watchlist
from odrdesk.storage.faults import faults

KEEPERS = (Role.LEGAL, Role.SUPERVISOR, Role.ADMIN)
MOST_BYTES = 50 * 1024 * 1024
MOST_WARNINGS = 20


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file made of the list; `total` marks are on it now, `problems` are lines that could not be read."""

    file: str
    rows: int
    added: int
    changed: int
    unchanged: int
    problems: tuple[RowProblem, ...]
    total: int


def marks(desk: Desk) -> tuple[Mark, ...]:
    """The list, by name."""
    with desk.reading() as session:
        return watchlist.marks(session)


def bring_in(desk: Desk, path: Path) -> Done[Brought]:
    """Add the marks of a csv, xlsx, xls or toml file; a mark already listed takes its new days, holder and source.

    Refuses what `odrdesk.storage.sheets.read` refuses, `watchlist.no_heading`, and a clerk who is neither legal nor
    supervisor nor administrator.
    """
    if not any(desk.clerk.may(role) for role in KEEPERS):
        raise Refusal("clerk.not_allowed", role=Role.LEGAL)
    with faults(path):
        found = _toml(desk, path) if path.suffix.lower() == ".toml" else _sheet(desk, path)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return _keep(desk, path.name, sha256, found)


def bring_in_sample(desk: Desk) -> Done[Brought]:
    """The invented marks that odrdesk brings along; refuses (`watchlist.sample`) any desk but a practice desk."""
    if not desk.practice:
        raise Refusal("watchlist.sample")
    return bring_in(desk, resource("ip", "watchlist.toml"))


def hits(desk: Desk, draft: Complaint) -> tuple[Hit, ...]:
    """The marks a complaint names, with the field that names each first."""
    with desk.reading() as session:
        return hits_in(session, [draft])[0]


def hits_in(session: Session, drafts: Sequence[Complaint]) -> list[tuple[Hit, ...]]:
    """The marks that each of the complaints names, inside the caller's session."""
    watch = Watch(watchlist.candidates(session, heads_of(drafts)))
    return [watch.hits(draft) for draft in drafts]


def warnings(desk: Desk, draft: Complaint) -> tuple[Problem, ...]:
    """A warning for each mark a complaint names, at most twenty."""
    return tuple(warning(hit) for hit in hits(desk, draft)[:MOST_WARNINGS])


def warning(hit: Hit) -> Problem:
    """What is said of a mark beside the field that names it."""
    mark = hit.mark
    label = " ".join(part for part in (mark.name, mark.registration_no, mark.holder) if part)
    data: dict[str, object] = {
        "mark": label,
        "name": mark.name,
        "registration_no": mark.registration_no,
        "holder": mark.holder,
    }
    return Problem(hit.field, "ip.watched", data)


def _keep(desk: Desk, file: str, sha256: str, found: Listed) -> Done[Brought]:
    with desk.writing() as session:
        put = watchlist.put(session, found.marks)
        facts = {
            "file": file,
            "sha256": sha256,
            "added": put.added,
            "changed": [_plain(mark) for mark in put.changed],
            "unchanged": put.unchanged,
        }
        record.append(session, Entry("watchlist.import", desk.now(), desk.clerk.key, None, facts))
        total = len(watchlist.marks(session))
    rows = len(found.marks) + len(found.problems)
    answer = Brought(file, rows, put.added, len(put.changed), put.unchanged, found.problems, total)
    return Done(answer, Changes(settings=True))


def _sheet(desk: Desk, path: Path) -> Listed:
    headings = _headings()
    for sheet in sheets.read(path):
        at, named = columns(sheet.rows, headings)
        if at >= 0:
            return read_rows(sheet.rows, at, named, _words(), desk.today())
    raise Refusal("watchlist.no_heading", "file", file=path.name, known=[words[0] for words in headings.values()])


def _toml(desk: Desk, path: Path) -> Listed:
    """The tables `[[mark]]` of a file; their keys are the fields' names."""
    if path.stat().st_size > MOST_BYTES:
        raise Refusal("sheet.too_large", file=path.name, what="bytes", limit=MOST_BYTES)
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise Refusal("sheet.unreadable", file=path.name, reason="broken") from why
    tables = told.get("mark", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise Refusal("watchlist.no_heading", "file", file=path.name, known=list(FIELDS))
    rows = [[_cell(table, field) for field in FIELDS] for table in tables]
    return read_rows([list(FIELDS), *rows], 0, dict(enumerate(FIELDS)), _words(), desk.today())


def _cell(table: Mapping[str, Any], field: str) -> Cell:
    value = table.get(field)
    return value if not isinstance(value, list | dict) else " ".join(map(str, value))


def _plain(mark: Mark) -> dict[str, object]:
    since, until = mark.effective_from, mark.effective_to
    return {
        "name": mark.name,
        "registration_no": mark.registration_no,
        "classes": mark.classes,
        "holder": mark.holder,
        "effective_from": since.isoformat() if since else None,
        "effective_to": until.isoformat() if until else None,
        "source": mark.source,
    }


@cache
def _headings() -> Mapping[str, Sequence[str]]:
    table: Mapping[str, Sequence[str]] = tomllib.loads(resource("ip", "headings.toml").read_text("utf-8"))["headings"]
    return table


@cache
def _words() -> CellWords:
    return Vocabulary.parse(tomllib.loads(resource("intake", "values.toml").read_text("utf-8"))).cells
