"""What a performance (履行) must fulfil: an item that is there, not more than is owed."""

from odrdesk.domain.dispute import Dispute, Settlement
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts
from odrdesk.domain.money import Fen


def unfit(case: Dispute, settlement: Settlement, facts: Facts) -> Refusal | None:
    """Why a performance cannot stand; its day is `odrdesk.domain.chronology`'s business."""
    if not settlement.terms:
        return None
    if facts.get("item") is not None:
        return _of_item(case, settlement, facts["item"], facts["amount"])
    left = settlement.total - case.performed_total
    if facts["amount"] > left:
        return Refusal("perform.over", "amount", left_fen=Fen(left), amount_fen=facts["amount"])
    if facts["amount"] == 0 and all(term.amount for term in case.unperformed):
        return Refusal("perform.nothing", "amount", left_fen=Fen(left))
    return None


def _of_item(case: Dispute, settlement: Settlement, item: int, amount: Fen) -> Refusal | None:
    if item > len(settlement.terms):
        return Refusal("perform.no_item", "item", item=item, items=len(settlement.terms))
    left = case.owed[item - 1]
    if left is None:
        return Refusal("perform.item_done", "item", item=item)
    if amount > left:
        return Refusal("perform.over_item", "amount", item=item, left_fen=left, amount_fen=amount)
    if left and not amount:
        return Refusal("perform.nothing", "amount", left_fen=left)
    return None
