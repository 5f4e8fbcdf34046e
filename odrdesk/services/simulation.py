"""What each way to settle a dispute would cost, worked out from the case, the law and the fund; nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Refusal
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import TO_PAY, Fund
from odrdesk.domain.remedies import Remedy, Worksheet, remedy
from odrdesk.domain.remedy_answers import NOTHING
from odrdesk.domain.simulator import Floor, Given, Matter, Outcome, outcomes
from odrdesk.domain.vocabulary import Claim, ItemKind, Payer
from odrdesk.domain.worksheets import KeptWorksheet, latest
from odrdesk.services import fund_facts
from odrdesk.services.desk import Desk
from odrdesk.services.remedies import PUNITIVE_OF, floor
from odrdesk.services.worksheets import law_day
from odrdesk.storage import disputes
from odrdesk.storage import worksheets as stored

BESIDES = frozenset({ItemKind.EXTRA, ItemKind.DAMAGES})
"""Items of an offer that are paid though the goods stay with the consumer."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a person assumes, in fen: compensation instead of a return, freight back, what returned goods are worth."""

    compensation: Fen | None = None
    freight: Fen = NOTHING
    goods: Fen = NOTHING


@dataclass(frozen=True, slots=True)
class Simulation:
    """The options of a dispute, what they were worked out from, and the fund as it stood."""

    number: str
    matter: Matter
    fund: Fund
    outcomes: tuple[Outcome, ...]
    floor_open: bool = False
    """Whether a kept worksheet says that the law gives something, but not yet how much."""


def simulate(desk: Desk, number: str, assumed: Assumed = Assumed()) -> Simulation:
    """Work out every option of a dispute as of now. Refuses `dispute.unknown` and `scheme.none`."""
    with desk.reading() as session:
        case = disputes.load(session, number)
        kept = stored.of_dispute(session, case.key)
        fund = fund_facts.of_step(session, case, desk.now())
    matter = matter_of(desk, case, kept, assumed)
    judged = [one for one in latest(kept) if one.limit is None]
    still_open = bool(judged) and not judged[-1].settled
    return Simulation(case.number, matter, fund, outcomes(matter, fund), still_open)


def matter_of(desk: Desk, case: Dispute, kept: Iterable[KeptWorksheet], assumed: Assumed) -> Matter:
    """What is compared, from the case and what is assumed beside it."""
    complaint, worksheets = case.complaint, tuple(kept)
    # What was decided goes out whatever is compared here; it is owed once, not twice.
    decided = (one.approved or NOTHING for one in case.prepayments if one.state in TO_PAY)
    from_fund = Fen(sum((*decided, *(one.kept for one in case.prepayments))))
    from_merchant = case.performed_total + Fen(sum(one.merchant_paid for one in case.prepayments))
    return Matter(
        paid=complaint.order.paid,
        claims=tuple(complaint.claims),
        compensation=_compensation(case) if assumed.compensation is None else assumed.compensation,
        freight=assumed.freight,
        goods=assumed.goods,
        had=from_merchant + from_fund,
        kept=from_fund,
        statutory=_statutory(desk, case, worksheets),
        floor=_floor(desk, case, worksheets),
    )


def _compensation(case: Dispute) -> Fen | None:
    """What was last offered besides a refund; nothing is guessed where nobody offered any."""
    for offer in reversed(case.offers):
        besides = [term.amount for term in offer.terms if term.kind in BESIDES]
        if offer.by is not Payer.CONSUMER and besides:
            return Fen(sum(besides))
    return None


def _statutory(desk: Desk, case: Dispute, kept: tuple[KeptWorksheet, ...]) -> tuple[Given, ...]:
    """The last kept worksheet with an answer says it; without one, category and price, by the law of the day."""
    judged = [one for one in latest(kept) if one.limit is None and one.code != Remedy.NO_REASON]
    if judged:
        return _of_kept(judged[-1])
    worked = _worked(desk, case, PUNITIVE_OF.get(case.complaint.category) if case.complaint.category else None)
    if worked is None:
        return ()
    if worked.extra is not None:
        return (Given(worked.refund, worked.extra, worked.source),)
    return tuple(Given(one.refund, one.extra, worked.source, tuple(one.when)) for one in worked.options)


def _of_kept(one: KeptWorksheet) -> tuple[Given, ...]:
    source = str(one.answer["source"])
    if one.extra is not None:
        return (Given(one.refund, one.extra, source, tuple(one.chosen.split("+")) if one.chosen else ()),)
    return tuple(
        Given(Fen(told["refund_fen"]), Fen(told["extra_fen"]), source, tuple(told["when"].split("+")))
        for told in one.answer["options"]
    )


def _floor(desk: Desk, case: Dispute, kept: tuple[KeptWorksheet, ...]) -> Floor | None:
    """The floor an offer is held against everywhere; for a return without reason the price, less nothing."""
    amount = floor(desk, case, kept)
    if amount is not None:
        judged = [one for one in latest(kept) if one.limit is None]
        if judged:
            return Floor(amount, str(judged[-1].answer["source"]))
        worked = _worked(desk, case, PUNITIVE_OF.get(case.complaint.category) if case.complaint.category else None)
        return Floor(amount, worked.source if worked else "")
    if Claim.NO_REASON_RETURN not in case.complaint.claims:
        return None
    worked = _worked(desk, case, Remedy.NO_REASON)
    return Floor(worked.total, worked.source) if worked is not None and worked.total is not None else None


def _worked(desk: Desk, case: Dispute, code: str | None) -> Worksheet | None:
    paid = case.complaint.order.paid
    if code is None or not paid:
        return None
    try:
        return remedy(code, paid, law=desk.law, on=law_day(desk, case))
    except Refusal:
        # No row of the law stood in force on that day: the option does not exist.
        return None
