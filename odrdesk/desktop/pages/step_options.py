"""What the forms of the steps offer to choose from and begin with: items asked for or owed, whether one was reached."""

from collections.abc import Mapping

from odrdesk.desktop.forms.prepay_fields import voucher_options
from odrdesk.desktop.pages import case_words
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.escalation import Proposal
from odrdesk.domain.facts import FactKind
from odrdesk.domain.grounds import GroundOf
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Step
from odrdesk.text import _, sentence

GROUNDS = {FactKind.REFUSAL_GROUND: GroundOf.REFUSAL, FactKind.END_GROUND: GroundOf.TERMINATION}
RISES = frozenset({Step.ESCALATE, Step.TO_REGULATOR, Step.TO_COUNCIL})


def options(sight: Sight, step: Step) -> Mapping[str, list[tuple[str, str]]]:
    """The options of facts by name, as (key, words)."""
    if step is Step.SUPPLEMENTED:
        return {"items": [(item, item) for item in sight.case.supplement_items]}
    if step is Step.PERFORM:
        return {"item": _owed(sight.case)}
    if step is Step.CALL_BACK:
        return {"reached": [("true", _("已接通")), ("false", _("未接通"))]}
    if step is Step.PREPAY_REVERSE:
        return {"voucher": voucher_options(sight.view.booked)}
    return {}


def given(sight: Sight, step: Step) -> Mapping[str, object]:
    """What fields begin with, and ticks that show from the start."""
    offer = sight.case.open_offer
    told: dict[str, object] = {
        "missing_acknowledged": any(not one.done and not one.blocks for one in sight.view.gate),
        "expired": offer is not None and offer.valid_until is not None and offer.valid_until < sight.today,
    }
    if step is Step.CALL_BACK:
        told["reached"] = "true"
    if step in RISES:
        told["why"] = "".join(rise_words(sight, one) for one in sight.view.proposals[:1])
    return told


def left(case: Dispute, item: str) -> str:
    """What is left of an item, or of all, as one would type it."""
    owed = case.owed[int(item) - 1] if item else Fen(sum(int(one or 0) for one in case.owed))
    return (owed or Fen(0)).plain


def rise_words(sight: Sight, proposal: Proposal) -> str:
    """Why a rise is proposed, its time limit by name."""
    data = dict(proposal.data)
    found = next((one for one in sight.clocks if one.clock.rule == data.get("rule")), None)
    if found is not None:
        data["rule"] = case_words.rule_name(found.rule, found.clock.rule)
    return sentence(f"escalation.{proposal.reason}", data)


def _owed(case: Dispute) -> list[tuple[str, str]]:
    """The items still owed, by their number; none named, money fills them in order."""
    terms = case.settlement.terms if case.settlement else ()
    found = [
        (str(number), f"{number}. {case_words.due_text(term)}")
        for number, (term, owed) in enumerate(zip(terms, case.owed, strict=True), 1)
        if owed is not None
    ]
    return [("", _("不指明，按约定的顺序")), *found]
