"""A batch: one kind of paper for many cases as one job, into a folder, one PDF to print, or a ZIP.

Each case is a transaction of its own. Cases that refuse are listed and the others go on. What is done is noted in the
manifest as it is done, so a job that was stopped, or met a full disk, is simply run again: papers it had issued are
given again, under their numbers, and only the rest is made.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from odrdesk.documents import book
from odrdesk.documents.worker import Rendered
from odrdesk.domain.errors import Refusal
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.services import papers
from odrdesk.services.batch_files import Folder, Line, Manifest, Pack, Sheet, read_manifest
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.paper_again import facts_again
from odrdesk.services.paper_names import file_name
from odrdesk.storage import disputes
from odrdesk.storage import papers as kept
from odrdesk.text import vocabulary

MOST = 10_000
Note = Callable[[Line], None]
Progress = Callable[[int, int, str], bool]
"""Hears how many papers of how many are done, and the case of the next; False stops before it."""


class Form(StrEnum):
    """What a batch becomes."""

    FOLDER = "folder"
    BOOK = "book"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for: a kind, cases by their numbers, whose copies (None: the usual one), where it goes."""

    kind: PaperKind
    numbers: tuple[str, ...]
    out: Path
    copies: tuple[str | None, ...] = (None,)
    backs: bool = False
    """In one PDF: an empty back where a paper has an odd number of pages, for printing on both sides."""
    seen: Mapping[str, int] = field(default_factory=dict)
    """The version in which a case was chosen, by its number: one that changed since refuses (`paper.changed_since`)."""

    @property
    def form(self) -> Form:
        """By what the name of `out` ends in."""
        return {".pdf": Form.BOOK, ".zip": Form.ZIP}.get(self.out.suffix.casefold(), Form.FOLDER)

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """Each case with each copy, none twice."""
        usual = papers.copies(self.kind)[0].value
        numbers = [number.strip() for number in self.numbers if number.strip()]
        return tuple(dict.fromkeys((number, copy or usual) for number in numbers for copy in self.copies))


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a job: a line for each paper asked for; `stopped` where not all were come to."""

    form: Form
    out: Path
    manifest: Path | None
    lines: tuple[Line, ...]
    stopped: bool = False

    @property
    def done(self) -> tuple[Line, ...]:
        """The papers that are there."""
        return tuple(line for line in self.lines if line.refusal is None)

    @property
    def refused(self) -> tuple[Line, ...]:
        """The cases that refused."""
        return tuple(line for line in self.lines if line.refusal is not None)


def run(
    desk: Desk,
    job: Job,
    *,
    at: datetime | None = None,
    why: str | None = None,
    progress: Progress | None = None,
) -> Done[Batch]:
    """Do the job. `at` and `why` as `papers.issue` has them.

    Refuses `paper.batch_empty`, `paper.batch_too_many`, and what every case would refuse alike (`paper.copy_unknown`,
    `paper.copy_not_for`, `clerk.not_allowed`, `at.*`). Faults: `paper.batch_broken` where a file
    cannot be written (what is done stays), and what the desk's own disk does.
    """
    if not job.items:
        raise Refusal("paper.batch_empty", "numbers")
    if len(job.items) > MOST:
        raise Refusal("paper.batch_too_many", "numbers", count=len(job.items), limit=MOST)
    for copy in dict.fromkeys(job.copies):
        papers.require_issuable(desk, job.kind, copy, at=at, why=why)
    worker = _Worker(desk, job, at, why, progress)
    batch = {Form.FOLDER: worker.folder, Form.ZIP: worker.pack, Form.BOOK: worker.book}[job.form]()
    changed = frozenset(worker.touched)
    return Done(batch, Changes(disputes=changed, papers=bool(changed)))


@dataclass(frozen=True, slots=True)
class _Made:
    """A paper of the job with its bytes; `stem` is the name its file should have."""

    line: Line
    pdf: bytes
    stem: str
    issued_at: datetime


class _Worker:
    """One job under way."""

    def __init__(self, desk: Desk, job: Job, at: datetime | None, why: str | None, progress: Progress | None) -> None:
        self.desk, self.job, self.at, self.why, self.progress = desk, job, at, why, progress
        self.lines: list[Line] = []
        self.touched: set[int] = set()
        self.stopped = False
        self.passes = 1
        self.known: dict[tuple[str, str], str] = {}

    def folder(self) -> Batch:
        """A file for each paper, in a folder that may be there already."""
        out = Folder(self.job.out)
        self._resume(out.manifest)
        with out.manifest.growing() as note:
            for made in self._papers(note):
                line = replace(made.line, file=out.write(made.stem, made.pdf))
                self.lines[-1] = line
                note(line)
        out.manifest.write(self.lines)
        return self._batch(out.manifest.path)

    def pack(self) -> Batch:
        """One ZIP with the manifest in it; it takes its place when it is whole."""
        with Pack(self.job.out) as out:
            self._resume(out.manifest)
            with out.manifest.growing() as note:
                for made in self._papers(note):
                    line = replace(made.line, file=out.add(made.stem, made.pdf, made.issued_at))
                    self.lines[-1] = line
                    note(line)
            if self.stopped or not any(line.refusal is None for line in self.lines):
                return self._batch(out.manifest.path)
            out.finish(self.lines)
        return self._batch(None)

    def book(self) -> Batch:
        """One PDF with every paper behind the other, the faces in it once, and the manifest beside it.

        First all are issued, each as it is kept; then their pages are set once more into the one file.
        """
        out = Sheet(self.job.out)
        self._resume(out.manifest)
        self.passes = 2
        with out.manifest.growing() as note:
            for made in self._papers(note):
                self.lines[-1] = replace(made.line, file=out.path.name)
                note(self.lines[-1])
        bound: list[int] = []
        if not self.stopped and any(line.refusal is None for line in self.lines):
            title = vocabulary("paper_kind")[self.job.kind.value].zh
            made_of = book.bind(self._facts(bound), title, backs=self.job.backs)
            for place, pages in zip(bound, made_of.ranges, strict=True):
                self.lines[place] = replace(self.lines[place], first_page=pages.start + 1)
            if bound and not self.stopped:
                out.write(made_of.content)
        if not self.stopped:
            out.manifest.write(self.lines)
        return self._batch(out.manifest.path)

    def _facts(self, bound: list[int]) -> Iterator[Rendered]:
        """What the pages of each paper are set from; `bound` takes the places of their lines."""
        count = len(self.lines)
        for place, line in enumerate(self.lines):
            if self._stops(count + place, line.case):
                return
            if line.refusal is not None:
                continue
            with self.desk.reading() as session:
                facts = facts_again(session, kept.get(session, line.id))
            if facts is None:
                no = Refusal("paper.batch_cannot_bind", "numbers", number=line.number)
                self.lines[place] = Line(line.case, line.copy, self.job.kind, refusal=no)
                continue
            bound.append(place)
            yield facts
        self._stops(2 * count, "")

    def _stops(self, done: int, case: str) -> bool:
        """Tell how far the job is; whether it is to stop here."""
        if self.progress is not None and not self.progress(done, self.passes * len(self.job.items), case):
            self.stopped = done < self.passes * len(self.job.items)
        return self.stopped

    def _resume(self, manifest: Manifest) -> None:
        """Go on where an earlier run ended. One that had come to every case is over: this one is a new job."""
        found = read_manifest(manifest.path)
        if any(item not in found for item in self.job.items):
            self.known = found

    def _papers(self, note: Note) -> Iterator[_Made]:
        """Each paper as it is there; a line for every one, also for those that refuse."""
        items = self.job.items
        for done, (number, copy) in enumerate(items):
            if self._stops(done, number):
                return
            try:
                made = self._given(number, copy) or self._issued(number, copy)
            except Refusal as no:
                self.lines.append(Line(number, copy, self.job.kind, refusal=no))
                note(self.lines[-1])
                continue
            self.lines.append(made.line)
            yield made
        if self.passes == 1:
            self._stops(len(items), "")

    def _given(self, number: str, copy: str) -> _Made | None:
        """The paper that an earlier run of this job issued, as its manifest says, while it is valid."""
        digest = self.known.get((number, copy))
        if not digest:
            return None
        with self.desk.reading() as session:
            paper = kept.by_hash(session, digest)
            if paper is None or paper.mark.void or (paper.mark.kind, paper.copy) != (self.job.kind, copy):
                return None
            case = disputes.load_key(session, paper.dispute)
            if case.number != number:
                return None
            pdf = kept.pdf(session, paper.mark.key)
            return _Made(_line(case.number, paper), pdf, file_name(case, paper), paper.mark.issued_at)

    def _issued(self, number: str, copy: str) -> _Made:
        seen = self.job.seen.get(number)
        done = papers.issue(self.desk, number, self.job.kind, copy=copy, at=self.at, why=self.why, expected=seen)
        self.touched |= done.changes.disputes
        issued = done.value
        with self.desk.reading() as session:
            paper = kept.get(session, issued.id)
        return _Made(_line(number, paper), issued.pdf, issued.name, paper.mark.issued_at)

    def _batch(self, manifest: Path | None) -> Batch:
        return Batch(self.job.form, self.job.out, manifest, tuple(self.lines), self.stopped)


def _line(case: str, paper: kept.Paper) -> Line:
    return Line(
        case=case,
        copy=paper.copy,
        kind=paper.mark.kind,
        id=paper.mark.key,
        number=paper.mark.number,
        pages=paper.pages,
        sha256=paper.sha256,
        template=str(paper.facts.get("wording") or ""),
    )
