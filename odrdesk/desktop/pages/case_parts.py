"""The parts of the case page that a subject brings, its tab or its card at the side; the page only arranges them."""

from odrdesk.desktop.pages.case_evidence import EvidencePanel
from odrdesk.desktop.pages.case_gate import Gate
from odrdesk.desktop.pages.case_ip import IpPanel
from odrdesk.desktop.pages.case_leads import LeadsPanel
from odrdesk.desktop.pages.case_negotiation import Negotiation
from odrdesk.desktop.pages.case_past import PastPanel
from odrdesk.desktop.pages.case_place import Panel, Place, Tab
from odrdesk.desktop.pages.case_prepayment import PrepaymentPanel
from odrdesk.desktop.pages.case_remedies import RemediesPanel
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.domain.worksheets import latest
from odrdesk.text import _

__all__ = ["Panel", "Place", "Tab", "cards", "tabs"]


def tabs(place: Place) -> list[Tab]:
    """The tabs between 概览 and 记录, from the left."""
    return [
        Tab("evidence", _("证据"), EvidencePanel(place), _evidence),
        Tab("negotiation", _("协商"), Negotiation(place), lambda sight: len(sight.case.offers) or None),
        Tab("remedies", _("法定金额"), RemediesPanel(place), lambda sight: len(latest(sight.view.worksheets)) or None),
        Tab("prepayment", _("先行赔付"), PrepaymentPanel(place), lambda sight: len(sight.case.prepayments) or None),
        Tab("ip", _("知识产权"), IpPanel(place)),
    ]


def cards(place: Place) -> list[Panel]:
    """The cards at the side, below the deadlines."""
    return [PastPanel(place), Gate(place), LeadsPanel(place)]


def _evidence(sight: Sight) -> int | None:
    """How many items stand; no number where there is none, as on the other tabs."""
    return sum(one.valid for one in sight.view.evidence) or None
