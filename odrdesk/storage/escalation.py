"""Which disputes may need a rise on the ladder: a rough sieve in SQL, judged whole by the domain."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.dispute import HIGHEST_OWN_LEVEL
from odrdesk.domain.escalation import Thresholds
from odrdesk.domain.vocabulary import State
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import ClockRow, ContactRow, DisputeRow, OfferRow

_DISPUTE, _CLOCK, _CONTACT, _OFFER = table(DisputeRow), table(ClockRow), table(ContactRow), table(OfferRow)


def candidates(
    session: Session, last_day: date, thresholds: Thresholds, officer: int | None, limit: int
) -> tuple[int, ...]:
    """Keys of disputes in negotiation with a clock that ends by `last_day`, a large amount, a wish, or rounds in vain.

    Of one officer where a key is given; the nearest due first, at most `limit`.
    """
    mine = _DISPUTE.c.id
    near = sa.exists().where(_CLOCK.c.dispute == mine, _CLOCK.c.stopped_on.is_(None), _CLOCK.c.due <= last_day)
    wished = sa.exists().where(_CONTACT.c.dispute == mine, _CONTACT.c.asks_higher == sa.true())
    vain = sa.select(sa.func.count()).where(_OFFER.c.dispute == mine, _OFFER.c.accepted == sa.false()).scalar_subquery()
    large = sa.or_(
        sa.and_(_DISPUTE.c.level == 1, _DISPUTE.c.amount >= thresholds.amount_2),
        sa.and_(_DISPUTE.c.level == HIGHEST_OWN_LEVEL - 1, _DISPUTE.c.amount >= thresholds.amount_3),
    )
    query = sa.select(mine).where(
        _DISPUTE.c.state == State.NEGOTIATING, sa.or_(near, wished, large, vain >= max(1, thresholds.rounds))
    )
    if officer is not None:
        query = query.where(_DISPUTE.c.officer == officer)
    found = session.connection().execute(query.order_by(_DISPUTE.c.due, mine).limit(limit))
    return tuple(found.scalars())
