"""Which papers wait to be printed or to come back signed, and what became of each."""

from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import mask_name
from odrdesk.domain.paper_life import Life
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services.books import compound_surnames
from odrdesk.services.desk import Desk
from odrdesk.services.paper_prints import MAY
from odrdesk.storage import disputes, paper_log, parties
from odrdesk.storage import paper_lists as kept
from odrdesk.storage import papers as paper_rows
from odrdesk.storage.papers import Paper

WAITING = (PaperStage.WAITING_PRINT, PaperStage.WAITING_RECEIPT)
PAGE = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A copy of a paper in a list, with what became of it. `consumer` is masked; `officer` the name of the case's."""

    key: int
    number: str
    kind: PaperKind
    copy: str
    case: str
    consumer: str
    merchant: str
    officer: str
    issued_at: datetime
    pages: int
    stage: PaperStage
    life: Life
    void_at: datetime | None = None
    void_why: str | None = None

    @property
    def prints(self) -> int:
        """How often it was printed."""
        return len(self.life.prints)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list and how many papers the whole list has."""

    rows: tuple[Waiting, ...]
    total: int


@dataclass(frozen=True, slots=True)
class History:
    """What became of one copy of a paper: its logs, its stage, its sister copies (itself among them), names by key."""

    paper: Paper
    case: str
    life: Life
    copies: tuple[Paper, ...]
    people: Mapping[int, str]


def queue(
    desk: Desk,
    stage: PaperStage | None = None,
    *,
    kind: PaperKind | None = None,
    text: str = "",
    limit: int = PAGE,
    offset: int = 0,
) -> tuple[Waiting, ...]:
    """The papers of a stage, or all that wait: the oldest first; what is finished or void the newest first."""
    return listed(desk, stage=stage, waiting=stage is None, kind=kind, text=text, limit=limit, offset=offset).rows


def counts(desk: Desk) -> Mapping[PaperStage, int]:
    """How many papers are in each stage."""
    with desk.reading() as session:
        return paper_log.counts(session)


def listed(
    desk: Desk,
    number: str | None = None,
    *,
    stage: PaperStage | None = None,
    waiting: bool = False,
    kind: PaperKind | None = None,
    text: str = "",
    limit: int = PAGE,
    offset: int = 0,
) -> Listed:
    """Papers of a case (by its number) or of the desk; of one stage, those that wait, or all.

    Refuses `dispute.unknown`.
    """
    stages = WAITING if waiting else (stage,) if stage else ()
    wanted = kept.Wanted(stages, number, kind, text)
    with desk.reading() as session:
        if number is not None:
            disputes.load(session, number)
        newest = not stages or stages[0] not in WAITING
        lines = kept.lines(session, wanted, limit=limit, offset=offset, newest=newest and number is None)
        lives = paper_log.lives(session, [line.key for line in lines])
        people = {clerk.key: clerk.name for clerk in parties.clerks(session)}
        rows = tuple(_waiting(line, lives[line.key], people) for line in lines)
        return Listed(rows, kept.total(session, wanted))


def ids(
    desk: Desk, stages: Collection[PaperStage] = (), *, kind: PaperKind | None = None, text: str = ""
) -> "array[int]":
    """The keys of a whole list: what waits the oldest first, what is finished or void the newest first."""
    newest = not stages or not set(stages) <= set(WAITING)
    with desk.reading() as session:
        return kept.keys(session, kept.Wanted(tuple(stages), None, kind, text), newest=newest)


def rows(desk: Desk, keys: Sequence[int]) -> tuple[Waiting, ...]:
    """The rows of papers by their keys, in their order; a key that is not there has none."""
    with desk.reading() as session:
        found = kept.lines_of(session, keys)
        lives = paper_log.lives(session, [line.key for line in found])
        people = {clerk.key: clerk.name for clerk in parties.clerks(session)}
        return tuple(_waiting(line, lives[line.key], people) for line in found)


def recipients(desk: Desk, keys: Sequence[int]) -> Mapping[int, str]:
    """Whom each copy is for, by its name as the paper itself bears it; empty where it is for neither party.

    Not masked: a delivery proves nothing of somebody it does not name. Refuses whoever may not hand over papers.
    """
    if not any(desk.clerk.may(role) for role in MAY):
        raise Refusal("clerk.not_allowed", role=MAY[0])
    found = {}
    with desk.reading() as session:
        for line in kept.lines_of(session, keys):
            complaint = disputes.load(session, line.case).complaint
            merchant = complaint.merchant
            names = {"consumer": complaint.consumer.name, "merchant": merchant.name if merchant else ""}
            found[line.key] = names.get(line.copy, "")
    return found


def history(desk: Desk, key: int) -> History:
    """Everything that became of one copy of a paper. Refuses `paper.unknown`."""
    with desk.reading() as session:
        paper = paper_rows.get(session, key)
        people = {clerk.key: clerk.name for clerk in parties.clerks(session)}
        return History(
            paper,
            disputes.load_key(session, paper.dispute).number,
            paper_log.life(session, key),
            paper_rows.copies_of(session, key),
            people,
        )


def _waiting(line: kept.Line, life: Life, people: Mapping[int, str]) -> Waiting:
    return Waiting(
        key=line.key,
        number=line.number,
        kind=line.kind,
        copy=line.copy,
        case=line.case,
        consumer=mask_name(line.consumer, compound_surnames()),
        merchant=line.seller,
        officer=people.get(line.officer or 0, ""),
        issued_at=line.issued_at,
        pages=line.pages,
        stage=line.stage,
        life=life,
        void_at=line.void_at,
        void_why=line.void_why,
    )
