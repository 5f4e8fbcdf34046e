"""The bundle (案卷) of a case: everything of it in one file that can be read and verified without this program.

A ZIP is the usual form: evidence may be gigabytes and of any kind. A PDF holds the same files as attachments behind the
report; they are not merged as pages, because a paper whose bytes change is no longer the paper that was issued.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from odrdesk.documents import bundle_page, case_report
from odrdesk.documents.bundle_page import Listed
from odrdesk.documents.facts import Paper, Recipient
from odrdesk.documents.pdf_about import Attached
from odrdesk.documents.report_facts import CaseReport
from odrdesk.documents.spelled import spelled
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.vocabulary import PaperKind, Role
from odrdesk.services.bundle_parts import Contents, contents, listed
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.letter_facts import copies
from odrdesk.services.report_facts import EXPORTED
from odrdesk.storage import bundle_file, disputes, record, vault
from odrdesk.storage.bundle_file import Part, Stored, sums_of
from odrdesk.storage.outgoing import outgoing

READERS = (Role.OFFICER, Role.LEGAL, Role.AUDITOR)
"""Who may take the file of a case out of the desk."""
MOST_IN_PDF = 200 << 20
"""Bytes of attachments beyond which no reader of PDF opens the file with ease."""
MEDIA = {".pdf": "application/pdf", ".json": "application/json", ".csv": "text/csv", ".txt": "text/plain",
         ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".mp4": "video/mp4"}  # fmt: skip

Progress = Callable[[int, int], bool]
"""Hears how many bytes of how many are written; False stops."""


class Form(StrEnum):
    """What a bundle is written as; the value is the ending of the file."""

    ZIP = "zip"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle that went out: where, its SHA-256, its size in bytes, how many files are in it and how many left out."""

    path: Path
    form: Form
    copy: str
    sha256: str
    size: int
    files: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `exported_at` and `exported_by` where this desk's record knows the bundle.

    `chain` are the places of entries whose links are not those of this desk's record.
    """

    number: str
    files: int
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    chain: tuple[int, ...] = ()
    exported_at: datetime | None = None
    exported_by: str | None = None
    commitments: tuple[int, ...] = field(default=())
    """Places of entries whose content is not what its commitment binds."""

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, taken out or put in."""
        return not (self.changed or self.missing or self.extra or self.chain or self.commitments)


def bundle(
    desk: Desk,
    number: str,
    out: Path,
    *,
    form: Form | None = None,
    copy: str | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Done[Bundled | None]:
    """Write the bundle of a case to a file, its form by the ending where none is told; the record says who took it.

    The `desk`'s copy has everything; the `regulator`'s covers the consumer and leaves out what cannot be covered.
    None where `progress` stopped it: then nothing was written. Refuses `dispute.unknown`, `bundle.form`,
    `bundle.too_large_for_pdf`, `output.exists`, `paper.copy_unknown`, `paper.copy_not_for`, and whoever may
    not; Faults `disk.full`, `output.not_written`, `evidence.changed`.
    """
    if not any(desk.clerk.may(role) for role in READERS):
        raise Refusal("clerk.not_allowed", role=Role.OFFICER)
    wanted = form or form_of(out)
    recipient = _recipient(copy)
    with desk.reading() as session:
        case = disputes.load(session, number)
        told = contents(session, desk, case, recipient, desk.today())
    if desk.house.held is None:
        raise Fault("desk.opened_to_read", path=str(desk.path))
    write = _zip if wanted is Form.ZIP else _pdf
    try:
        done = write(desk, told, out, replace=replace, progress=progress)
    except vault.StoppedError:
        return Done(None, Changes())
    return Done(done, Changes(disputes=frozenset({case.key})))


def form_of(path: Path) -> Form:
    """The form of a file by its ending. Refuses `bundle.form`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in list(Form):
        raise Refusal("bundle.form", "out", path=str(path), known=[f".{form}" for form in Form])
    return Form(ending)


def _zip(desk: Desk, told: Contents, out: Path, *, replace: bool, progress: Progress | None) -> Bundled:
    names = bundle_page.words().part("names")
    report = Part(names["report"], _report(told.report).content)
    data = [part for part in told.parts if "/" not in part.name]
    files = (listed(report, "report"), *(listed(part, "data") for part in data), *told.files)
    parts = [report, *told.parts, Part(names["index"], bundle_page.index_html(told.report, files))]
    total = sum(part.size for part in parts)
    heard = _heard(progress, total)
    with bundle_file.growing_zip(desk.path, out, parts, told.stamp, heard, replace=replace) as written:
        done = _bundled(told, (out, Form.ZIP), (written.sha256, written.size), len(parts))
        with desk.writing() as session:
            record.append(session, _entry(desk, told, done, parts))
            written.put()
    return done


def _pdf(desk: Desk, told: Contents, out: Path, *, replace: bool, progress: Progress | None) -> Bundled:
    size = sum(part.size for part in told.parts)
    if size > MOST_IN_PDF:
        raise Refusal("bundle.too_large_for_pdf", "out", size_mb=size >> 20, limit_mb=MOST_IN_PDF >> 20)
    heard = _heard(progress, size)
    known = {one.name: one for one in told.files}
    attached = [_attached(desk, part, known.get(part.name), heard) for part in told.parts]
    attached.append(Attached(bundle_file.SUMS, "text/plain", sums_of(told.parts), bundle_file.SUMS, "Supplement"))
    paper = _report(told.report, attached)
    done = _bundled(told, (out, Form.PDF), (paper.sha256, len(paper.content)), len(attached))
    with outgoing({out: paper.content}, replace=replace) as put, desk.writing() as session:
        record.append(session, _entry(desk, told, done, told.parts))
        put()
    return done


def _report(facts: CaseReport, attached: Sequence[Attached] = ()) -> Paper:
    """The report of a bundle. What no face has is told by its code point: a rare name must keep no case in the desk."""
    try:
        return case_report.render(facts, attached)
    except Refusal as no:
        if no.code != "paper.glyph_missing":
            raise
        return case_report.render(spelled(facts, _characters(no)), attached)


def _characters(no: Refusal) -> list[str]:
    told = no.data.get("characters")
    return [str(one) for one in told] if isinstance(told, list) else []


def _attached(desk: Desk, part: Part, one: Listed | None, heard: Callable[[int], bool]) -> Attached:
    content = part.content
    if isinstance(content, Stored):
        read = vault.read(desk.path, content.sha256, content.size)
        if read is None:
            raise Fault("evidence.changed", name=part.name, number="", key=0)
        content = read
    if not heard(len(content)):
        raise vault.StoppedError
    media = MEDIA.get(Path(part.name).suffix.lower(), "application/octet-stream")
    # A reader of PDF has no folders: what is before the name tells where it belongs.
    return Attached(part.name.replace("/", "_"), media, content, one.original if one else part.name, "Supplement")


def _bundled(told: Contents, place: tuple[Path, Form], made: tuple[str, int], files: int) -> Bundled:
    left_out = sum(bool(one.why) for one in told.files)
    return Bundled(place[0].absolute(), place[1], told.report.recipient.value, *made, files, left_out)


def _entry(desk: Desk, told: Contents, done: Bundled, parts: "list[Part] | tuple[Part, ...]") -> Entry:
    sums = Part(bundle_file.SUMS, sums_of(parts))
    facts = {
        "file": done.path.name,
        "form": done.form.value,
        "copy": done.copy,
        "sha256": done.sha256,
        "sums": sums.sha256,
        "files": done.files,
    }
    return Entry(EXPORTED, desk.now(), desk.clerk.key, told.case.key, facts)


def _recipient(copy: str | None) -> Recipient:
    known = copies(PaperKind.CASE_REPORT)
    if copy is None:
        return known[0]
    if copy not in list(Recipient):
        raise Refusal("paper.copy_unknown", "copy", copy=copy, known=[one.value for one in known])
    if Recipient(copy) not in known:
        kind = PaperKind.CASE_REPORT
        raise Refusal("paper.copy_not_for", "copy", kind=kind, copy=copy, known=[one.value for one in known])
    return Recipient(copy)


def _heard(progress: Progress | None, total: int) -> Callable[[int], bool]:
    done = 0

    def hear(count: int) -> bool:
        nonlocal done
        done += count
        return progress is None or progress(min(done, total), total)

    return hear
