"""Prepayments as rows and back, and what steps and lists ask of all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.fund_vocabulary import Confirmation, PrepayState
from odrdesk.domain.money import Fen
from odrdesk.domain.plain_values import plain, value_of
from odrdesk.domain.prepayment import ACTIVE, PAID_OUT, TO_PAY, Approval, ClaimItem, Prepayment, Recovery
from odrdesk.domain.vocabulary import Role
from odrdesk.storage.columns import table
from odrdesk.storage.dispute_tables import DisputeRow
from odrdesk.storage.fund_tables import PrepaymentRow

PREPAYMENT = table(PrepaymentRow)
_DISPUTE = table(DisputeRow)
_SAME = (
    "state", "merchant", "claim", "requested_at", "requested_by", "scheme", "ground", "notified_on", "contested",
    "silent_on", "recommended", "recommended_by", "recommended_at", "basis", "approved", "approved_at", "decided_why",
    "payee", "account", "paid_by", "paid", "paid_on", "bank_ref", "pay_failed_why", "merchant_paid", "noticed_on",
    "written_off", "clawed_back", "returned_fund", "returned_merchant", "appeal", "appealed_on", "appeal_answer",
    "alone", "ended_at", "before",
)  # fmt: skip
"""Columns that bear the name of their field."""
_PROMISED = TO_PAY | PAID_OUT


class Running(NamedTuple):
    """A prepayment and the number and key of its dispute."""

    dispute: int
    number: str
    prepayment: Prepayment


def rows_of(prepayments: Sequence[Prepayment]) -> list[dict[str, Any]]:
    """The rows of a dispute's prepayments, without the dispute's key."""
    return [_row(place, one) for place, one in enumerate(prepayments)]


def prepayments_of(rows: Sequence[Any]) -> tuple[Prepayment, ...]:
    """The prepayments of a dispute's rows."""
    return tuple(map(_prepayment, rows))


def in_states(session: Session, states: Sequence[PrepayState]) -> tuple[Running, ...]:
    """Prepayments that stand in one of the states, the oldest request first."""
    query = (
        sa.select(PREPAYMENT, _DISPUTE.c.number)
        .join_from(PREPAYMENT, _DISPUTE, _DISPUTE.c.id == PREPAYMENT.c.dispute)
        .where(PREPAYMENT.c.state.in_(states))
        .order_by(PREPAYMENT.c.requested_at, PREPAYMENT.c.dispute)
    )
    return tuple(Running(row.dispute, row.number, _prepayment(row)) for row in session.connection().execute(query))


def elsewhere(session: Session, key: str, dispute: int) -> str | None:
    """The number of another dispute that has an active prepayment of the same key."""
    query = (
        sa.select(_DISPUTE.c.number)
        .join_from(PREPAYMENT, _DISPUTE, _DISPUTE.c.id == PREPAYMENT.c.dispute)
        .where(PREPAYMENT.c.claim_key == key, PREPAYMENT.c.state.in_(ACTIVE), PREPAYMENT.c.dispute != dispute)
    )
    return session.connection().execute(query).scalar()


def reserved(session: Session, *, apart_from: int | None = None) -> Fen:
    """Fen recommended and not yet decided; those of one dispute may be left out."""
    waiting = PREPAYMENT.c.state == PrepayState.PENDING_APPROVAL
    query = sa.select(sa.func.coalesce(sa.func.sum(PREPAYMENT.c.recommended), 0)).where(waiting)
    if apart_from is not None:
        query = query.where(PREPAYMENT.c.dispute != apart_from)
    return Fen(int(session.connection().execute(query).scalar_one()))


def promised_to(session: Session, person: "sa.ColumnElement[bool]", since: datetime, *, apart_from: int) -> Fen:
    """What consumers of that condition were promised or paid since a day, and what is reserved for them."""
    joined = sa.join(PREPAYMENT, _DISPUTE, _DISPUTE.c.id == PREPAYMENT.c.dispute)
    given = sa.func.coalesce(PREPAYMENT.c.approved, 0) - PREPAYMENT.c.clawed_back
    # After an appeal was upheld the fund bears it, and the consumer keeps it.
    borne = (PREPAYMENT.c.state == PrepayState.REVERSED) & (PREPAYMENT.c.paid > 0)
    decided = (PREPAYMENT.c.state.in_(_PROMISED) | borne) & (PREPAYMENT.c.approved_at >= since)
    waiting = (PREPAYMENT.c.state == PrepayState.PENDING_APPROVAL) & (PREPAYMENT.c.dispute != apart_from)
    amount = sa.case((decided, given), (waiting, PREPAYMENT.c.recommended), else_=0)
    query = sa.select(sa.func.coalesce(sa.func.sum(sa.type_coerce(amount, sa.Integer)), 0))
    return Fen(int(session.connection().execute(query.select_from(joined).where(person)).scalar_one()))


def person(phone: str | None, id_no: str | None, name: str) -> "sa.ColumnElement[bool]":
    """The condition of one consumer: by phone, or identity number, or, where neither is known, by name."""
    same = [_DISPUTE.c.consumer_phone == phone] if phone else []
    if id_no:
        same.append(_DISPUTE.c.consumer_id_no == id_no)
    return sa.or_(*same) if same else _DISPUTE.c.consumer_name == name


def advanced_for(session: Session, merchants: Sequence[int], *, apart_from: int) -> Fen:
    """What is promised or advanced for merchants and not back, and what is reserved for other disputes of theirs."""
    returned = PREPAYMENT.c.clawed_back - PREPAYMENT.c.returned_fund - PREPAYMENT.c.returned_merchant
    back = PREPAYMENT.c.recovered + PREPAYMENT.c.written_off + returned
    out = sa.func.coalesce(PREPAYMENT.c.approved, 0) - back
    waiting = (PREPAYMENT.c.state == PrepayState.PENDING_APPROVAL) & (PREPAYMENT.c.dispute != apart_from)
    amount = sa.case((PREPAYMENT.c.state.in_(_PROMISED), out), (waiting, PREPAYMENT.c.recommended), else_=0)
    query = sa.select(sa.func.coalesce(sa.func.sum(sa.type_coerce(amount, sa.Integer)), 0))
    return Fen(int(session.connection().execute(query.where(PREPAYMENT.c.merchant.in_(merchants))).scalar_one()))


def _row(place: int, one: Prepayment) -> dict[str, Any]:
    approvers = [approval.by for approval in one.approvals]
    # Where one person is all, the one name stands once: there is no second approver.
    several = list(dict.fromkeys(approvers))
    return {
        "position": place,
        **{name: getattr(one, name) for name in _SAME},
        "claim_key": one.key,
        "items": plain(one.items),
        "confirmed": [token.value for token in one.confirmed],
        "needed": [role.value for role in one.needed],
        "approvals": plain(one.approvals),
        "approver": several[0] if several else None,
        "second_approver": several[1] if len(several) > 1 else None,
        "recoveries": plain(one.recoveries),
        "recovered": one.recovered,
        "windows": [list(window) for window in one.windows],
    }


def _prepayment(row: Any) -> Prepayment:
    return Prepayment(
        round=row.position + 1,
        key=row.claim_key,
        items=value_of(tuple[ClaimItem, ...], row.items),
        confirmed=tuple(map(Confirmation, row.confirmed)),
        needed=tuple(map(Role, row.needed)),
        approvals=value_of(tuple[Approval, ...], row.approvals),
        recoveries=value_of(tuple[Recovery, ...], row.recoveries),
        windows=tuple((name, days) for name, days in row.windows),
        **{name: getattr(row, name) for name in _SAME},
    )
