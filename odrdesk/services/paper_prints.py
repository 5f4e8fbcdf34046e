"""Papers are printed: the bytes for it, checked against their hash, and the log of every printing.

The first printing is of the issued original. Every later one carries 副本 and its count across the pages and in the
head; what is stored is never touched.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from odrdesk.domain.errors import Refusal
from odrdesk.domain.paper_life import SHORT, Life, Printed, stage_of
from odrdesk.domain.paper_vocabulary import PaperStage
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.moments import happened_at
from odrdesk.services.paper_names import file_name
from odrdesk.services.paper_reprint import marked
from odrdesk.services.paper_settings import PrintSettings, settings_of
from odrdesk.storage import disputes, paper_log, record, settings
from odrdesk.storage import papers as kept
from odrdesk.storage.papers import Paper

MAY = (Role.INTAKE, Role.FINANCE, Role.LEGAL)
"""Who may print and hand over papers: whoever works on cases."""
MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class ToPrint:
    """One copy of a paper as it is to be printed. `turn` 0 is the issued original, n the reprint marked 副本 n.

    `name` is a file name for it; `settings` say how papers of its kind are usually printed.
    """

    key: int
    number: str
    kind: PaperKind
    copy: str
    case: str
    pages: int
    turn: int
    sha256: str
    name: str
    settings: PrintSettings
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is to be printed, in the order asked for."""

    papers: tuple[ToPrint, ...]

    @property
    def pages(self) -> int:
        """The pages of one copy of each."""
        return sum(one.pages for one in self.papers)


def print_job(desk: Desk, keys: Sequence[int]) -> PrintJob:
    """The bytes to print for papers by their keys, each checked against its hash.

    Refuses `paper.unknown`, `paper.print_void`, and whoever may not print; Fault `paper.damaged` names the paper whose
    bytes were changed, and nothing is given.
    """
    _require(desk)
    with desk.reading() as session:
        told = settings.all_of(session, "")
        return PrintJob(tuple(_to_print(session, told, key) for key in dict.fromkeys(keys)))


def printed(  # noqa: PLR0917 -- who prints tells all of it
    desk: Desk,
    key: int,
    printer: str = "",
    copies: int = 1,
    pages: int | None = None,
    at: datetime | None = None,
    *,
    turn: int | None = None,
    why: str | None = None,
) -> Done[Printed]:
    """Log that a paper was printed; `pages` of one copy, `turn` as the print job had it (None: the next).

    `at` is when, if earlier than now (aware; needs `why`). Refuses `paper.unknown`, `paper.print_void`,
    `paper.print_counts` for no or too many copies or pages, and whoever may not print.
    """
    _require(desk)
    moment = happened_at(desk.now(), at, why)
    with desk.writing() as session:
        paper = kept.get(session, key)
        life = paper_log.life(session, key)
        count = pages if pages is not None else paper.pages
        if not (1 <= copies <= MOST_COPIES and 1 <= count <= max(paper.pages, 1)):
            raise Refusal("paper.print_counts", "copies", copies=copies, pages=count, most=MOST_COPIES)
        _require_valid(paper)
        place = life.turn if turn is None else turn
        content = marked(session, paper, place)
        digest = hashlib.sha256(content).hexdigest()
        one = Printed(0, key, place, moment, desk.clerk.key, printer.strip()[:SHORT], copies, count, digest)
        noted = note(session, desk, paper, one, why)
    return Done(noted, Changes(disputes=frozenset({paper.dispute}), papers=True))


def reprint(desk: Desk, key: int) -> Done[ToPrint]:
    """The next printing of a paper as a file: the original where it was never printed, else 副本 n; logged as printed.

    Refuses as `print_job`.
    """
    job = print_job(desk, [key]).papers[0]
    done = printed(desk, key, copies=1, pages=job.pages, turn=job.turn)
    return Done(job, done.changes)


def note(session: Session, desk: Desk, paper: Paper, one: Printed, why: str | None = None) -> Printed:
    """Write a printing into the log and the record, within a transaction."""
    noted = paper_log.add_print(session, one)
    facts = {
        "paper": paper.mark.key,
        "kind": paper.mark.kind.value,
        "number": paper.mark.number,
        "copy": paper.copy,
        "turn": one.turn,
        "printer": one.printer,
        "copies": one.copies,
        "pages": one.pages,
        "sha256": one.sha256,
    }
    record.append(session, Entry("paper.print", one.at, desk.clerk.key, paper.dispute, facts, why))
    settle_stage(session, paper)
    return noted


def settle_stage(session: Session, paper: Paper) -> None:
    """Note where a paper and its copies are now that one of their logs has grown."""
    copies = kept.copies_of(session, paper.mark.key)
    lives = paper_log.lives(session, [one.mark.key for one in copies])
    signed = any(life.scans for life in lives.values())
    for one in copies:
        stage = _stage(one, lives[one.mark.key], signed=signed)
        if stage is not one.stage:
            kept.set_stage(session, one.mark.key, stage)


def _stage(paper: Paper, life: Life, *, signed: bool) -> PaperStage:
    return stage_of(paper.mark.kind, paper.copy, life, void=paper.mark.void, signed=signed)


def _to_print(session: Session, told: dict[str, object], key: int) -> ToPrint:
    paper = kept.get(session, key)
    _require_valid(paper)
    case = disputes.load_key(session, paper.dispute)
    turn = paper_log.life(session, key).turn
    content = marked(session, paper, turn)
    return ToPrint(
        key=key,
        number=paper.mark.number,
        kind=paper.mark.kind,
        copy=paper.copy,
        case=case.number,
        pages=paper.pages,
        turn=turn,
        sha256=hashlib.sha256(content).hexdigest(),
        name=file_name(case, paper, turn),
        settings=settings_of(told, paper.mark.kind),
        content=content,
    )


def _require(desk: Desk) -> None:
    if not any(desk.clerk.may(role) for role in MAY):
        raise Refusal("clerk.not_allowed", role=Role.INTAKE)


def _require_valid(paper: Paper) -> None:
    if paper.mark.void:
        raise Refusal("paper.print_void", "paper", number=paper.mark.number)
