"""The one way to a paper: whatever the facts are, from whatever thread.

The faces are opened once per process and hold nothing of a paper; ReportLab is opened with the first paper.
"""

from collections.abc import Callable, Mapping
from typing import Any

from odrdesk.documents import (
    acceptance,
    agreement,
    bilingual,
    case_report,
    closing,
    contacts,
    failure,
    ip_letters,
    letters,
    prepay_papers,
    receipt,
    refusal,
    registration,
    settlement,
    supplement,
)
from odrdesk.documents.closing import Closing
from odrdesk.documents.contacts import ContactRecord
from odrdesk.documents.facts import Acceptance, Agreement, IpLetter, LeadSheet, Paper, Settlement, Transfer
from odrdesk.documents.failure import Failure
from odrdesk.documents.prepay_facts import Prepaid
from odrdesk.documents.receipt import Receipt
from odrdesk.documents.refusal import Refused
from odrdesk.documents.registration import Registration
from odrdesk.documents.report_facts import CaseReport
from odrdesk.documents.supplement import Supplement
from odrdesk.documents.wording import wording
from odrdesk.domain.vocabulary import PaperKind

OfCase = Registration | Supplement | Refused | ContactRecord | Receipt | Failure | Closing
Rendered = Acceptance | Agreement | Settlement | LeadSheet | Transfer | IpLetter | Prepaid | OfCase | CaseReport
_RENDERERS: Mapping[type, Callable[[Any], Paper]] = {
    Acceptance: acceptance.render,
    Agreement: lambda facts: (bilingual.agreement if facts.language else agreement.render)(facts),
    Settlement: lambda facts: (bilingual.settlement if facts.language else settlement.render)(facts),
    LeadSheet: letters.lead_sheet,
    Transfer: letters.transfer,
    IpLetter: ip_letters.render,
    Prepaid: prepay_papers.render,
    Registration: registration.render,
    CaseReport: case_report.render,
    Supplement: supplement.render,
    Refused: refusal.render,
    ContactRecord: contacts.render,
    Receipt: receipt.render,
    Failure: failure.render,
    Closing: closing.render,
}


def render(facts: Rendered) -> Paper:
    """The paper these facts are for. Refuses `paper.glyph_missing`; raises Fault `papers.*`."""
    return _RENDERERS[type(facts)](facts)


def wording_of(facts: Rendered, kind: PaperKind) -> str:
    """Name and content hash of the words these facts will be set in, as `Paper.wording` says it afterwards."""
    if isinstance(facts, Agreement | Settlement) and facts.language:
        return wording(f"{kind.value}_zh_en", bilingual.SHARED).version
    shared = (prepay_papers.SHARED,) if isinstance(facts, Prepaid) else ()
    return wording(kind.value, *shared, chosen=facts.template).version
