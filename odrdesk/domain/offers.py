"""The ladder of offers (协商阶梯): what a round must fulfil, and how far the parties are apart."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odrdesk.domain.dispute import Dispute, Offer, Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.facts import Facts
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Payer

OFFER = "OFFER-"
"""Clocks of offers with a last day: OFFER-1 for that of the first round, and so on."""


class Rung(NamedTuple):
    """One round on the ladder: whose it is, and the money it would bring the consumer. Round 0 is the claim."""

    round: int
    by: Payer
    money: Fen


class Standing(NamedTuple):
    """How far apart they are: the consumer's last word, the other side's, what lies between, and its middle (fen)."""

    demanded: Fen
    offered: Fen
    gap: Fen
    midpoint: Fen


def unfit(facts: Facts, on: date) -> Refusal | None:
    """Why an offer made on that day cannot stand: its last day has passed, or its items do not add up to its total."""
    last, total = facts.get("valid_until"), facts.get("total")
    if last is not None and last < on:
        return Refusal("offer.valid_passed", "valid_until", valid_until=last.isoformat(), on=on.isoformat())
    added = Fen(sum(term.amount for term in facts["items"]))
    if total is not None and total != added:
        return Refusal("offer.total_differs", "total", total_fen=total, added_fen=added)
    return None


def not_expired(case: Dispute, facts: Facts, on: date) -> Refusal | None:
    """An offer is given up as expired only after its last day."""
    offer = case.open_offer
    if not facts.get("expired") or offer is None:
        return None
    if offer.valid_until is None:
        return Refusal("offer.no_last_day", "expired", round=offer.round)
    if offer.valid_until >= on:
        return Refusal("offer.still_valid", "expired", valid_until=offer.valid_until.isoformat())
    return None


def money_for_consumer(terms: Sequence[Term]) -> Fen:
    """What the terms would bring the consumer; what the consumer pays is no gain."""
    return Fen(sum(term.amount for term in terms if term.payer is not Payer.CONSUMER))


def rungs(case: Dispute) -> tuple[Rung, ...]:
    """The ladder from the claim up to the last round."""
    claimed = case.complaint.claimed
    first = (Rung(0, Payer.CONSUMER, claimed),) if claimed else ()
    return (*first, *(Rung(offer.round, offer.by, money_for_consumer(offer.terms)) for offer in case.offers))


def standing(case: Dispute) -> Standing | None:
    """How far apart they are; None until both have named a sum."""
    ladder = rungs(case)
    demands = [rung.money for rung in ladder if rung.by is Payer.CONSUMER]
    offers = [rung.money for rung in ladder if rung.by is not Payer.CONSUMER]
    if not demands or not offers:
        return None
    demanded, offered = demands[-1], offers[-1]
    between = Fen(max(0, int(demanded) - int(offered)))
    # Half a fen goes up: the middle must never be below both.
    return Standing(demanded, offered, between, Fen((int(demanded) + int(offered) + 1) // 2))


def rejected(case: Dispute) -> tuple[Offer, ...]:
    """The rounds that came to nothing since the last settlement."""
    taken = max((place for place, offer in enumerate(case.offers) if offer.accepted), default=-1)
    return tuple(offer for offer in case.offers[taken + 1 :] if offer.accepted is False)
