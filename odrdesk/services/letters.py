"""To whom a letter about a dispute is addressed, and what of other disputes it tells."""

from datetime import date

from sqlmodel import Session

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.patterns import DAYS, first_day
from odrdesk.domain.vocabulary import PaperKind
from odrdesk.domain.workdays import day_of
from odrdesk.services import departments
from odrdesk.services.letter_facts import Addressed, body_of, evidence_line, lead_of
from odrdesk.storage import evidence, patterns, settings

LETTERS = frozenset({PaperKind.LEAD_SHEET, PaperKind.TRANSFER_LETTER})
DAYS_SETTING, LEAST_SETTING = "patterns.days", "patterns.least"


def addressed(session: Session, case: Dispute, kind: PaperKind, lead: int | None, day: date) -> Addressed:
    """Addressee and beside it what the letter tells, as of its day of issue. Refuses `lead.unknown`."""
    known = departments.referral_in(session, case, day)
    files = {item.key: evidence_line(item) for item in evidence.of_dispute(session, case.key) if item.valid}
    directory = known.directory
    likely = known.proposals[0].region if known.proposals else None
    if kind is PaperKind.TRANSFER_LETTER:
        if case.transferred_to:
            return Addressed(addressee=case.transferred_to, files=files)
        body = next((one for one in directory.departments if one.code == body_of(case)), None)
        return Addressed(addressee=directory.addressee(body, likely) if body else "", files=files)
    meant = lead_of(case, lead)
    if meant is None:
        return Addressed()
    to = next((one for one in directory.departments if one.code == (meant.to or "market")), None)
    region = next((one for one in directory.regions if one.code == meant.region), None if meant.region else likely)
    noted = day_of(meant.at)
    days = int(settings.get(session, DAYS_SETTING, DAYS))
    span = patterns.Span(first_day(noted, days), noted)
    return Addressed(
        addressee=directory.addressee(to, region) if to else meant.to or "",
        lead=meant,
        alike=patterns.alike(session, case.key, span),
        files=files,
    )
