"""What a case puts into a canned phrase."""

from odrdesk.desktop.formats import day_title, money
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.phrasing import Values
from odrdesk.domain.money import Fen
from odrdesk.domain.offers import rungs
from odrdesk.domain.vocabulary import Payer
from odrdesk.domain.vocabulary import PhraseField as F


def values_of(sight: Sight) -> Values:
    """What a case puts into a phrase; empty where it does not tell."""
    case, complaint = sight.case, sight.case.complaint
    order, merchant = complaint.order, complaint.merchant
    offered = next((one.money for one in reversed(rungs(case)) if one.round and one.by is not Payer.CONSUMER), None)
    due = sight.view.next
    return {
        F.CONSUMER: complaint.consumer.name,
        F.MERCHANT: (merchant.name if merchant else "") or complaint.live.room or "",
        F.GOODS: order.goods or "",
        F.ORDER_NO: order.no or "",
        F.PAID: _yuan(order.paid),
        F.CLAIMED: _yuan(complaint.claimed),
        F.OFFERED: _yuan(offered),
        F.DUE: day_title(due.clock.due) if due else "",
        F.NUMBER: case.number,
        F.OFFICER: sight.person(case.officer),
        F.POINT: sight.desk_name,
        F.TODAY: day_title(sight.today),
    }


def _yuan(amount: Fen | None) -> str:
    return money(amount) if amount else ""
