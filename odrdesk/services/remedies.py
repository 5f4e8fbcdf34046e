"""What the law gives for a dispute: reference amounts, never applied without the consumer's wish."""

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import remedy
from odrdesk.domain.vocabulary import Category, Claim
from odrdesk.domain.workdays import day_of
from odrdesk.services.desk import Desk

PUNITIVE_OF = {
    Category.FALSE_CLAIMS: "A-FRAUD",
    Category.COUNTERFEIT: "A-FRAUD",
    Category.FOOD_SAFETY: "A-FOOD",
}
"""Which punitive amount a category may lead to, where the consumer asks for it (消法 art. 55, 食品安全法 art. 148)."""


def floor(desk: Desk, case: Dispute) -> Fen | None:
    """The statutory total (fen) of the punitive claim as far as price and category tell it; None where they do not.

    The law of the day of purchase counts (of receipt, where that is not known).
    """
    complaint = case.complaint
    code = PUNITIVE_OF.get(complaint.category) if complaint.category else None
    paid = complaint.order.paid
    if code is None or paid is None or Claim.PUNITIVE not in complaint.claims:
        return None
    on = complaint.order.bought_on or (day_of(complaint.received_at) if complaint.received_at else desk.today())
    try:
        return remedy(code, paid, law=desk.law, on=on).total
    except Refusal:
        # No row of the law stood in force on that day, so there is no floor to hold an offer against.
        return None
