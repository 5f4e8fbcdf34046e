"""A report as a file: PDF to sign and seal, workbook, CSV or JSON; a frozen one gives the same bytes every time."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from odrdesk.documents import period_paper, period_sheets, period_tables
from odrdesk.documents.period_facts import ReportFacts
from odrdesk.domain import report as values
from odrdesk.domain.errors import Refusal
from odrdesk.domain.record import Entry
from odrdesk.domain.report import Difference
from odrdesk.services.desk import Changes, Desk, Done
from odrdesk.services.reports import MAY_EXPORT, Report, report_of
from odrdesk.storage import record, reports
from odrdesk.storage.outgoing import outgoing


class Form(StrEnum):
    """What a report is written as; the value is the ending of the file."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Written:
    """A report that went out: its file with the SHA-256, and its pages where it is paper."""

    file: Path
    sha256: str
    pages: int | None


def export_report(desk: Desk, period: str, destination: Path, *, replace: bool = False) -> Done[Written]:
    """Write the report of a period to a file, its form by the ending; of a frozen period, as it was frozen.

    The file is written and the record says so, or neither. Refuses everybody but reporter, supervisor and auditor,
    what `report_of` refuses, `report.form`, `paper.glyph_missing` and `output.exists`; Fault `output.not_written`.
    """
    if not any(desk.clerk.may(role) for role in MAY_EXPORT):
        raise Refusal("clerk.not_allowed", role=MAY_EXPORT[0])
    form = form_of(destination)
    found = report_of(desk, period)
    content, pages = rendered(facts_of(desk, found), form)
    sha256 = hashlib.sha256(content).hexdigest()
    told = {
        "file": destination.name, "sha256": sha256, "period": found.content.period.name,
        "version": found.frozen.version if found.frozen else 0,
    }  # fmt: skip
    with outgoing({destination: content}, replace=replace) as put, desk.writing() as session:
        record.append(session, Entry("report.export", desk.now(), desk.clerk.key, None, told))
        put()
    return Done(Written(destination.absolute(), sha256, pages), Changes())


def preview(desk: Desk, period: str) -> tuple[bytes, int]:
    """The paper of a period as it would be written now, and its pages; nothing goes out. Refuses as `export_report`."""
    if not any(desk.clerk.may(role) for role in MAY_EXPORT):
        raise Refusal("clerk.not_allowed", role=MAY_EXPORT[0])
    content, pages = rendered(facts_of(desk, report_of(desk, period)), Form.PDF)
    return content, pages or 0


def form_of(path: Path) -> Form:
    """The form of a file by its ending. Refuses `report.form`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in list(Form):
        raise Refusal("report.form", "out", path=str(path), known=[f".{form}" for form in Form])
    return Form(ending)


def facts_of(desk: Desk, found: Report) -> ReportFacts:
    """What a report is printed from; a frozen one tells nothing of today."""
    frozen = found.frozen
    if frozen is None:
        return ReportFacts(found.content, desk.now(), desk.clerk.name, practice=desk.practice)
    return ReportFacts(
        frozen.content,
        frozen.made_at,
        frozen.made_by,
        frozen.version,
        frozen.sha256,
        _corrections(desk, frozen),
        desk.practice,
    )


def rendered(facts: ReportFacts, form: Form) -> tuple[bytes, int | None]:
    """The file's bytes, and its pages where it is paper."""
    made = {Form.XLSX: period_sheets.workbook, Form.CSV: period_tables.csv_table, Form.JSON: period_tables.json_text}
    if form in made:
        return made[form](facts), None
    paper = period_paper.render(facts)
    return paper.content, paper.pages


def _corrections(desk: Desk, frozen: reports.Frozen) -> tuple[Difference, ...]:
    """What a version corrects of the one before it."""
    with desk.reading() as session:
        every = reports.frozen(session, frozen.content.period.name)
    before = [one for one in every if one.version == frozen.version - 1]
    return values.differences(before[0].content, frozen.content) if before else ()
