"""What the law gives for a dispute: reference amounts, never applied without the consumer's wish."""

from collections.abc import Iterable

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import remedy
from odrdesk.domain.vocabulary import Category, Claim
from odrdesk.domain.worksheets import KeptWorksheet, floor_of
from odrdesk.services.desk import Desk
from odrdesk.services.worksheets import law_day

PUNITIVE_OF = {
    Category.FALSE_CLAIMS: "A-FRAUD",
    Category.COUNTERFEIT: "A-FRAUD",
    Category.FOOD_SAFETY: "A-FOOD",
}
"""Which punitive amount a category may lead to, where the consumer asks for it (消法 art. 55, 食品安全法 art. 148)."""


def floor(desk: Desk, case: Dispute, kept: Iterable[KeptWorksheet] = ()) -> Fen | None:
    """The statutory total (fen) an offer is held against, None where nothing says it or its facts are open.

    The last kept worksheet says it where there is one. Without one, price and category tell, by the law of the day of
    purchase (of receipt, where that is not known).
    """
    said, amount = floor_of(kept)
    if said:
        return amount
    complaint = case.complaint
    code = PUNITIVE_OF.get(complaint.category) if complaint.category else None
    paid = complaint.order.paid
    if code is None or paid is None or Claim.PUNITIVE not in complaint.claims:
        return None
    try:
        return remedy(code, paid, law=desk.law, on=law_day(desk, case)).total
    except Refusal:
        # No row of the law stood in force on that day, so there is no floor to hold an offer against.
        return None
