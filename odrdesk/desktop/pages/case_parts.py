"""The parts of the case page that a subject brings, its tab or its card at the side; the page only arranges them."""

from odrdesk.desktop.pages.case_leads import LeadsPanel
from odrdesk.desktop.pages.case_place import Panel, Place, Tab

__all__ = ["Panel", "Place", "Tab", "cards", "tabs"]


def tabs(place: Place) -> list[Tab]:
    """The tabs between 概览 and 记录, from the left."""
    del place
    return []


def cards(place: Place) -> list[Panel]:
    """The cards at the side, below the deadlines."""
    return [LeadsPanel(place)]
