"""The fund as a step of a dispute looks at it: scheme, balances, caps, and whether one person is the whole desk."""

from datetime import UTC, date, datetime, time

from sqlmodel import Session

from odrdesk.domain.dispute import Dispute
from odrdesk.domain.errors import Fault
from odrdesk.domain.facts import Facts
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger import Booked, left
from odrdesk.domain.money import Fen
from odrdesk.domain.prepay_checks import claim_key
from odrdesk.domain.prepayment import ENDED, Fund, residual
from odrdesk.domain.vocabulary import Step
from odrdesk.domain.workdays import SHANGHAI, day_of
from odrdesk.services import schemes
from odrdesk.services.actions import fresh
from odrdesk.services.desk import Desk
from odrdesk.storage import disputes, ledger, merchants, prepayments, seats, settings

ALONE = "fund.alone"
"""The setting of 单人模式: one person may do what otherwise takes two, and every paper says so."""


def seated(session: Session) -> int:
    """How many clerks sit at the desk; who left does not count."""
    return sum(seat.active for seat in seats.seats(session))


def is_alone(session: Session) -> bool:
    """Whether the desk works in single-person mode: it was chosen, and one clerk only sits here."""
    return bool(settings.get(session, ALONE, default=False)) and seated(session) == 1


def must_be_sound(desk: Desk) -> None:
    """Fault `ledger.broken` where the opening found the books wrong: nothing is booked on top of that."""
    if desk.unsound:
        raise Fault("ledger.broken", path=str(desk.path), findings=[one.code for one in desk.unsound])


def of_step(
    session: Session, case: Dispute, moment: datetime, *, step: Step | None = None, facts: Facts | None = None,
    action: str = "",
) -> Fund:  # fmt: skip
    """What a prepayment step of the dispute looks at, as it stands within this transaction."""
    own = case.prepayment
    running = own is not None and own.state not in ENDED
    asking = step is Step.PREPAY_REQUEST or own is None or (step is None and not running)
    page = disputes.merchant_page(session, case.key) if asking or own is None else own.merchant
    members = [one.key for one in merchants.group(session, merchants.page_of(session, page))] if page else []
    totals = ledger.totals(session)
    kept = prepayments.reserved(session, apart_from=case.key)
    consumer = case.complaint.consumer
    person = prepayments.person(consumer.phone, consumer.id_no, consumer.name)
    new_year = datetime.combine(date(day_of(moment).year, 1, 1), time(), SHANGHAI).astimezone(UTC)
    return Fund(
        scheme=schemes.on(session, day_of(moment)) if asking or own is None else schemes.version(session, own.scheme),
        available=left(totals, kept),
        action=action or fresh(),
        merchant=page,
        deposits=_held(session, Account.DEPOSITS, members),
        settlements=_held(session, Account.SETTLEMENTS, members),
        merchant_advanced=prepayments.advanced_for(session, members, apart_from=case.key),
        consumer_year=prepayments.promised_to(session, person, new_year, apart_from=case.key),
        elsewhere=prepayments.elsewhere(session, claim_key(case) if asking or own is None else own.key, case.key),
        residual=residual(case.prepayments) if asking else None,
        alone=is_alone(session),
        decision=ledger.decision(session, case.key, own.round) if own else None,
        reversing=_meant(session, step, facts),
    )


def _held(session: Session, account: Account, members: list[int]) -> tuple[tuple[int, Fen], ...]:
    """What lies on the sub-accounts of a merchant and of those merged into it, its own first."""
    if not members:
        return ()
    found = ledger.balances(session, [account], members)
    held = {sub.merchant: -fen for sub, fen in found.items() if sub.merchant is not None}
    return tuple((key, held[key]) for key in members if held.get(key, Fen(0)) > 0)


def _meant(session: Session, step: Step | None, facts: Facts | None) -> tuple[Booked, ...]:
    """The vouchers of the act that is to be reversed, named by any voucher of it; none where that was reversed."""
    if step is not Step.PREPAY_REVERSE or facts is None:
        return ()
    named = ledger.numbered(session, facts["voucher"])
    if named is None or named.key in ledger.reversed_keys(session):
        return ()
    return ledger.of_action(session, named.action)
