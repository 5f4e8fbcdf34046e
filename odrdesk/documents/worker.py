"""The one way to a paper: whatever the facts are, from whatever thread.

ReportLab's fonts serve one document at a time, so papers are made one after the other: `layout.typeset`
holds the registry's lock. The faces are opened once per process, ReportLab itself with the first paper.
"""

from odrdesk.documents import acceptance, agreement, ip_letters, letters, settlement
from odrdesk.documents.facts import Acceptance, Agreement, IpLetter, LeadSheet, Paper, Settlement, Transfer


def render(facts: Acceptance | Agreement | Settlement | LeadSheet | Transfer | IpLetter) -> Paper:
    """The paper these facts are for. Refuses `paper.glyph_missing`; raises Fault `papers.*`."""
    match facts:
        case Acceptance():
            return acceptance.render(facts)
        case Agreement():
            return agreement.render(facts)
        case Settlement():
            return settlement.render(facts)
        case LeadSheet():
            return letters.lead_sheet(facts)
        case Transfer():
            return letters.transfer(facts)
        case IpLetter():
            return ip_letters.render(facts)
