"""The one way to a paper: whatever the facts are, from whatever thread.

ReportLab's fonts serve one document at a time, so papers are made one after the other: `layout.typeset`
holds the registry's lock. The faces are opened once per process, ReportLab itself with the first paper.
"""

from odrdesk.documents import acceptance, agreement, settlement
from odrdesk.documents.facts import Acceptance, Agreement, Paper, Settlement


def render(facts: Acceptance | Agreement | Settlement) -> Paper:
    """The paper these facts are for. Refuses `paper.glyph_missing`; raises Fault `papers.*`."""
    match facts:
        case Acceptance():
            return acceptance.render(facts)
        case Agreement():
            return agreement.render(facts)
        case Settlement():
            return settlement.render(facts)
