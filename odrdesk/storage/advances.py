"""What lists ask of the prepayments and the ledger, summed up by the database: counts, ages, registers, accounts."""

import itertools
from array import array
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from odrdesk.domain.fund_vocabulary import Account, Journal, PrepayState
from odrdesk.domain.ledger import NORMAL
from odrdesk.domain.money import Fen
from odrdesk.domain.prepayment import PAID_OUT, TO_PAY, Prepayment
from odrdesk.domain.vocabulary import Role, Step
from odrdesk.storage.columns import day_text, table, utc_text
from odrdesk.storage.dispute_tables import AwaitingRow, ClockRow, DisputeRow
from odrdesk.storage.fund_tables import PostingRow, VoucherRow
from odrdesk.storage.party_tables import MerchantRow
from odrdesk.storage.prepayments import PREPAYMENT, prepayments_of
from odrdesk.storage.tables import ClerkRow

_DISPUTE, _MERCHANT, _CLOCK = table(DisputeRow), table(MerchantRow), table(ClockRow)
_VOUCHER, _POSTING, _AWAITING, _CLERK = table(VoucherRow), table(PostingRow), table(AwaitingRow), table(ClerkRow)
AGES = (30, 60, 90)
"""The last day of each age of an advance but the last one's."""
_STEP = 1_000
"""More lines than a voucher has: its key times this, and the place of the line in it, is the key of a line."""

_PAGE = sa.func.coalesce(_MERCHANT.c.kept, _MERCHANT.c.id)
_BACK = PREPAYMENT.c.clawed_back - PREPAYMENT.c.returned_fund - PREPAYMENT.c.returned_merchant
_OUT = PREPAYMENT.c.paid - PREPAYMENT.c.recovered - PREPAYMENT.c.written_off - _BACK
_PAID = PREPAYMENT.c.state.in_(PAID_OUT)


class Counted(NamedTuple):
    """How many prepayments stand where, and their fen: `waiting` for a decision, to be paid, still owed by merchants.

    `month` is what was paid out since the first day that was asked for.
    """

    waiting: int
    waiting_fen: Fen
    to_pay: int
    to_pay_fen: Fen
    advances: int
    outstanding: Fen
    month: Fen


class Running(NamedTuple):
    """A prepayment with what a list shows of its dispute; `merchant_name` is that of the page, `due` of the rule."""

    dispute: int
    number: str
    version: int
    consumer: str
    goods: str
    merchant_name: str
    due: date | None
    prepayment: Prepayment


class Given(NamedTuple):
    """The first of two approvals, or of two write-offs: of which dispute, by whom (key), when, in which roles."""

    dispute: int
    step: Step
    by: int
    at: datetime
    roles: tuple[Role, ...]


class Aged(NamedTuple):
    """What a merchant owes by the age of the advance, fen of each age; `page` is the key of its page."""

    page: int
    name: str
    advances: int
    by_age: tuple[Fen, ...]


class Moved(NamedTuple):
    """One line of a register: `fen` positive where the account grew, `balance` after it (normal side positive)."""

    voucher: int
    year: int
    number: int
    journal: Journal
    at: datetime
    dispute: str | None
    merchant: str | None
    clerk: str
    bank_ref: str
    why: str
    reverses: str | None
    reversed_by: str | None
    fen: Fen
    balance: Fen
    position: int = 0

    @property
    def key(self) -> int:
        """The key of the line, the same for good."""
        return self.voucher * _STEP + self.position


class Sums(NamedTuple):
    """The lines of an account over some days: how many, fen in and out (neither negative)."""

    lines: int
    incoming: Fen
    outgoing: Fen


def counted(session: Session, month: date) -> Counted:
    """The counts as they stand; `month` is the first day of the spending that is told."""

    def count(condition: Any) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    def total(condition: Any, amount: Any) -> Any:
        plain = sa.type_coerce(amount, sa.Integer)
        return sa.func.coalesce(sa.func.sum(sa.case((condition, plain), else_=0)), 0)

    waiting, to_pay = PREPAYMENT.c.state == PrepayState.PENDING_APPROVAL, PREPAYMENT.c.state.in_(TO_PAY)
    query = sa.select(
        count(waiting),
        total(waiting, PREPAYMENT.c.recommended),
        count(to_pay),
        total(to_pay, PREPAYMENT.c.approved),
        count(_PAID & (_OUT > 0)),
        total(_PAID, _OUT),
        total(PREPAYMENT.c.paid_on >= month, PREPAYMENT.c.paid),
    )
    found = session.connection().execute(query).one()
    return Counted(found[0], Fen(found[1]), found[2], Fen(found[3]), found[4], Fen(found[5]), Fen(found[6]))


def running(
    session: Session, states: Sequence[PrepayState], rule: str, most: int, *, owed: bool = False
) -> tuple[Running, ...]:
    """Prepayments in these states, the one due first by the rule on top; not more than `most`.

    `owed` keeps those of which something is outstanding or an appeal waits.
    """
    due = (
        sa.select(sa.func.min(_CLOCK.c.due, type_=_CLOCK.c.due.type))
        .where(_CLOCK.c.dispute == _DISPUTE.c.id, _CLOCK.c.rule == rule, _CLOCK.c.stopped_on.is_(None))
        .correlate(_DISPUTE)
        .scalar_subquery()
    )
    kept = _MERCHANT.alias("kept")
    query = (
        sa.select(
            PREPAYMENT,
            _DISPUTE.c.number,
            _DISPUTE.c.version,
            _DISPUTE.c.consumer_name,
            _DISPUTE.c.order_goods,
            sa.func.coalesce(kept.c.name, _MERCHANT.c.name).label("merchant_name"),
            due.label("due"),
        )
        .join_from(PREPAYMENT, _DISPUTE, _DISPUTE.c.id == PREPAYMENT.c.dispute)
        .join(_MERCHANT, _MERCHANT.c.id == PREPAYMENT.c.merchant)
        .outerjoin(kept, kept.c.id == _MERCHANT.c.kept)
        .where(PREPAYMENT.c.state.in_(states))
        .order_by(due.is_(None), due, PREPAYMENT.c.requested_at, PREPAYMENT.c.dispute)
        .limit(most)
    )
    if owed:
        query = query.where((_OUT > 0) | (sa.func.coalesce(PREPAYMENT.c.appeal, "") != ""))
    return tuple(_running(row) for row in session.connection().execute(query))


def given(session: Session, steps: Sequence[Step]) -> tuple[Given, ...]:
    """The steps of these kinds that one person took and another has to take too."""
    query = sa.select(_AWAITING).where(_AWAITING.c.step.in_(steps))
    return tuple(
        Given(row.dispute, row.step, row.asked_by, row.at, tuple(map(Role, row.roles or ())))
        for row in session.connection().execute(query)
    )


def pages(session: Session, keys: Sequence[int]) -> dict[int, int]:
    """The page of each of these merchants, and of all that were merged into the same ones."""
    wanted = sa.select(_PAGE).where(_MERCHANT.c.id.in_(set(keys)))
    query = sa.select(_MERCHANT.c.id, _PAGE).where(_PAGE.in_(wanted))
    return {row[0]: row[1] for row in session.connection().execute(query)}


def ages(session: Session, today: date) -> tuple[Aged, ...]:
    """What merchants owe by the days since the payout, the one that owes the oldest most first."""
    days = sa.func.julianday(day_text(today)) - sa.func.julianday(sa.type_coerce(PREPAYMENT.c.paid_on, sa.Text))
    bounds = [None, *AGES, None]
    out = sa.type_coerce(_OUT, sa.Integer)
    sums = []
    for low, high in itertools.pairwise(bounds):
        inside = sa.and_(*([days > low] if low is not None else []), *([days <= high] if high is not None else []))
        sums.append(sa.func.sum(sa.case((inside, out), else_=0)))
    page = _PAGE.label("page")
    kept = _MERCHANT.alias("kept")
    name = sa.func.max(sa.func.coalesce(kept.c.name, _MERCHANT.c.name))
    query = (
        sa.select(page, name, sa.func.count(), *sums)
        .join_from(PREPAYMENT, _MERCHANT, _MERCHANT.c.id == PREPAYMENT.c.merchant)
        .outerjoin(kept, kept.c.id == _MERCHANT.c.kept)
        .where(_PAID, _OUT > 0)
        .group_by(page)
    )
    found = [
        Aged(row[0], row[1], row[2], tuple(Fen(fen) for fen in row[3:])) for row in session.connection().execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (tuple(-fen for fen in reversed(one.by_age)), one.name)))


def register(
    session: Session,
    account: Account,
    merchants: Sequence[int] = (),
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int = 5_000,
    keys: Sequence[int] | None = None,
) -> tuple[Moved, ...]:
    """The lines of an account by the moment they happened, each with the balance after it; the newest `most`.

    `since` and `until` (aware) narrow what is shown, not what is summed up; `merchants` keeps those sub-accounts alone,
    `keys` those lines.
    """
    side = NORMAL[account]
    fen = _POSTING.c.fen * side
    counting = sa.func.sum(fen).over(order_by=(_VOUCHER.c.at, _VOUCHER.c.id, _POSTING.c.position))
    lines = (
        sa.select(
            _VOUCHER.c.id,
            _POSTING.c.position,
            sa.func.coalesce(_POSTING.c.merchant, _VOUCHER.c.merchant).label("firm"),
            fen.label("fen"),
            counting.label("balance"),
        )
        .join_from(_POSTING, _VOUCHER, _VOUCHER.c.id == _POSTING.c.voucher)
        .where(_POSTING.c.account == account, *([_POSTING.c.merchant.in_(merchants)] if merchants else []))
        .subquery()
    )
    undoing, undone = _VOUCHER.alias("undoing"), _VOUCHER.alias("undone")
    query = (
        sa.select(
            _VOUCHER,
            _DISPUTE.c.number.label("case_number"),
            _MERCHANT.c.name.label("firm_name"),
            _CLERK.c.name.label("clerk_name"),
            lines.c.position,
            lines.c.fen,
            lines.c.balance,
            undone.c.year.label("undone_year"),
            undone.c.number.label("undone_number"),
            undoing.c.year.label("undoing_year"),
            undoing.c.number.label("undoing_number"),
        )
        .join_from(lines, _VOUCHER, _VOUCHER.c.id == lines.c.id)
        .outerjoin(_DISPUTE, _DISPUTE.c.id == _VOUCHER.c.dispute)
        .outerjoin(_MERCHANT, _MERCHANT.c.id == lines.c.firm)
        .outerjoin(_CLERK, _CLERK.c.id == _VOUCHER.c.clerk)
        .outerjoin(undone, undone.c.id == _VOUCHER.c.reverses)
        .outerjoin(undoing, undoing.c.reverses == _VOUCHER.c.id)
        .order_by(_VOUCHER.c.at.desc(), _VOUCHER.c.id.desc(), lines.c.position.desc())
        .limit(most)
    )
    if since is not None:
        query = query.where(_VOUCHER.c.at >= since)
    if until is not None:
        query = query.where(_VOUCHER.c.at < until)
    if keys is not None:
        wanted = {divmod(int(key), _STEP) for key in keys}
        query = query.where(sa.tuple_(_VOUCHER.c.id, lines.c.position).in_(sorted(wanted)))
    return tuple(_moved(row) for row in session.connection().execute(query))


def register_keys(
    session: Session, account: Account, *, since: datetime | None = None, until: datetime | None = None
) -> "array[int]":
    """The keys of the lines that `register` gives, all of them, newest first."""
    query = _within(sa.select(_VOUCHER.c.id * _STEP + _POSTING.c.position), account, since, until).order_by(
        _VOUCHER.c.at.desc(), _VOUCHER.c.id.desc(), _POSTING.c.position.desc()
    )
    return array("q", (row[0] for row in session.connection().execute(query)))


def register_sums(
    session: Session, account: Account, *, since: datetime | None = None, until: datetime | None = None
) -> Sums:
    """How many lines `register` gives, and what came in and went out by them."""
    fen = sa.type_coerce(_POSTING.c.fen, sa.Integer) * NORMAL[account]
    columns = (
        sa.func.count(),
        sa.func.coalesce(sa.func.sum(sa.case((fen > 0, fen), else_=0)), 0),
        sa.func.coalesce(sa.func.sum(sa.case((fen < 0, -fen), else_=0)), 0),
    )
    row = session.connection().execute(_within(sa.select(*columns), account, since, until)).one()
    return Sums(row[0], Fen(row[1]), Fen(row[2]))


def _within(query: Any, account: Account, since: datetime | None, until: datetime | None) -> Any:
    """The lines of an account between two moments."""
    query = query.select_from(sa.join(_POSTING, _VOUCHER, _VOUCHER.c.id == _POSTING.c.voucher))
    query = query.where(_POSTING.c.account == account)
    if since is not None:
        query = query.where(_VOUCHER.c.at >= since)
    return query if until is None else query.where(_VOUCHER.c.at < until)


def balance(session: Session, account: Account, before: datetime | None = None) -> Fen:
    """What stands on an account (normal side positive), all of it or what happened before a moment (aware)."""
    query = sa.select(sa.func.coalesce(sa.func.sum(_POSTING.c.fen), 0)).where(_POSTING.c.account == account)
    if before is not None:
        query = query.join_from(_POSTING, _VOUCHER, _VOUCHER.c.id == _POSTING.c.voucher)
        query = query.where(sa.type_coerce(_VOUCHER.c.at, sa.Text) < utc_text(before))
    return Fen(int(session.connection().execute(query).scalar_one()) * NORMAL[account])


def _running(row: Any) -> Running:
    (prepayment,) = prepayments_of([row])
    return Running(
        row.dispute,
        row.number,
        row.version,
        row.consumer_name,
        row.order_goods or "",
        row.merchant_name,
        row.due,
        prepayment,
    )


def _moved(row: Any) -> Moved:
    return Moved(
        voucher=row.id,
        year=row.year,
        number=row.number,
        journal=row.journal,
        at=row.at,
        dispute=row.case_number,
        merchant=row.firm_name,
        clerk=row.clerk_name or "",
        bank_ref=row.bank_ref,
        why=row.why,
        reverses=_no(row.undone_year, row.undone_number),
        reversed_by=_no(row.undoing_year, row.undoing_number),
        fen=Fen(row.fen),
        balance=Fen(row.balance),
        position=row.position,
    )


def _no(year: int | None, number: int | None) -> str | None:
    return None if year is None or number is None else f"{year}-{number:04d}"
